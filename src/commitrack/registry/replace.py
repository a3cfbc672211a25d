"""Putting new bytes in a file's place so that, whatever happens, the old file or the new one is there.

A temporary file in the same folder, written, synced to the disk, given the mode of the old one, renamed
over it; then the folder is synced. This room must not know what the bytes mean.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

from commitrack.errors import WriteError

_PREFIX = ".commitrack-"


def replace_file(path: Path, content: bytes) -> None:
    """Replace a regular file, or make it; raise WriteError and leave everything as it was otherwise.

    A symbolic link is followed: what it points to is replaced, and the link stays. A file with several
    hard links is refused, for the other names would keep the old bytes.
    """
    path = path.resolve()
    try:
        before = _inspected(path)
        _sweep(path.parent)
        temporary = path.parent / f"{_PREFIX}{os.getpid()}.tmp"
        try:
            _write(temporary, content, mode=stat.S_IMODE(before.st_mode) if before else None)
            os.replace(temporary, path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        _sync_folder(path.parent)
    except OSError as failure:
        raise WriteError(f"cannot write {path}: {failure.strerror or failure}", hint="nothing was changed") from failure


def _inspected(path: Path) -> os.stat_result | None:
    """The file's status; a sentence for what must not be replaced."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        raise WriteError(f"{path} is not a regular file")
    if found.st_nlink > 1:
        raise WriteError(
            f"{path} has {found.st_nlink} hard links, and the others would keep the old text",
            hint="keep one name for it (a symbolic link is fine)",
        )
    if not os.access(path, os.W_OK) or not found.st_mode & 0o222:
        raise WriteError(f"{path} is read-only", hint="make it writable if you may change it")
    return found


def _write(path: Path, content: bytes, *, mode: int | None) -> None:
    with path.open("xb") as handle:
        handle.write(content)
        handle.flush()
        if mode is not None and os.name != "nt":
            os.fchmod(handle.fileno(), mode)
        os.fsync(handle.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # pragma: no cover
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(folder: Path) -> None:
    """Remove what a killed writer left; called while the lock is held."""
    for left in folder.glob(f"{_PREFIX}*.tmp"):
        left.unlink(missing_ok=True)
