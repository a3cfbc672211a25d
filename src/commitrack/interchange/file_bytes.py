"""Read a file of another program, and notice if it changes meanwhile."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from commitrack.errors import UsageError, reason_of
from commitrack.language import LazyString as _

MAX_BYTES = 256 * 1024**2
"""The size of the largest file that is read."""


def shown_name(path: Path) -> str:
    """The name of a file for messages about its content."""
    return _("standard input") if str(path) == "-" else path.name


def file_bytes(path: Path, most: int = MAX_BYTES) -> bytes:
    """The content of a file, or of standard input for ``-``; for errors see ``opened``."""
    with opened(path, most) as handle:
        content = handle.read(most + 1)
    if len(content) > most:
        raise _too_large(path, most)
    if not content.strip():
        raise UsageError(_('"{path}" is empty', path=path))
    return content


@contextmanager
def opened(path: Path, most: int = MAX_BYTES) -> Iterator[BinaryIO]:
    """A file, or standard input for ``-``, to be read in the block, and to its end.

    Raises UsageError for a file that cannot be read, is larger than ``most`` bytes, or changes meanwhile.
    """
    try:
        with open(0, "rb", closefd=False) if str(path) == "-" else path.open("rb") as handle:
            before = os.fstat(handle.fileno())
            if before.st_size > most:
                raise _too_large(path, most)
            yield handle
            after = os.fstat(handle.fileno())
            if stat.S_ISREG(after.st_mode) and (_version(before) != _version(after) or handle.read(1)):
                raise UsageError(
                    _('"{path}" changed while it was read', path=path),
                    hint=_("wait until it is saved, and try again"),
                )
    except OSError as failure:
        raise UsageError(_('cannot read "{path}": {why}', path=path, why=reason_of(failure))) from None


def _too_large(path: Path, most: int) -> UsageError:
    return UsageError(_('"{path}" is larger than {size} MB', path=path, size=most // 1024**2))


def _version(status: os.stat_result) -> tuple[int, int]:
    return status.st_size, status.st_mtime_ns
