"""Write a file that does not exist yet, with the access of another one; nobody else may read it before it has that."""

import os
from collections.abc import Iterable
from contextlib import suppress
from itertools import chain, count
from pathlib import Path

from commitrack.registry.access import copy_access


def write_new(
    path: Path, content: bytes | Iterable[bytes], *, like: Path | None, is_copy: bool = True
) -> tuple[int, int]:
    """Write and sync a new file, and return its device and number; no file is left if that fails.

    It gets the access of the file ``like``, and the attributes too if it is a copy or a new version of that. Without
    ``like``, it gets what the umask and the folder give. Raises WriteError or OSError.
    """
    status = None if like is None else like.stat()
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o666 if like is None else 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines([content] if isinstance(content, bytes) else content)
            file.flush()
            if like is not None and status is not None:
                copy_access(like, status, file.fileno(), is_copy=is_copy)
            os.fsync(file.fileno())
            written = os.fstat(file.fileno())
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise
    return written.st_dev, written.st_ino


def free_name(path: Path) -> Path:
    """A name beside a file for a copy of its old content, which nothing has yet."""
    names = (f"{path.name}.orig{number}" for number in chain([""], count(2)))
    return next(copy for copy in map(path.with_name, names) if not os.path.lexists(copy))
