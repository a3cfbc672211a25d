"""Replace a file atomically: whatever happens, the old file or the new one is there.

A temporary file in the same folder is written, given owner and mode of the old one, synced to the disk and renamed
over it; then the folder is synced. This module must not know what the bytes mean.
"""

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from commitrack.errors import WriteError
from commitrack.language import LazyString as _

_PREFIX = ".commitrack-"
_NO_SYNC = {errno.EINVAL, errno.ENOTSUP}
"""Errors of file systems that cannot sync a folder (network shares)."""


def replace_file(path: Path, content: bytes) -> None:
    """Replace a regular file, or create it; raise WriteError and change nothing where that fails.

    A symbolic link is followed: its target is replaced, and the link stays. A file with several hard links is
    refused, because the other names would keep the old bytes.
    """
    try:
        path = path.resolve()
        before = _inspected(path)
        temporary = path.parent / f"{_PREFIX}{os.getpid()}-{os.urandom(4).hex()}.tmp"
        try:
            _write(temporary, content, like=before)
            temporary.replace(path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
    except (OSError, RuntimeError) as failure:  # before Python 3.13 a loop of links is a RuntimeError
        reason = getattr(failure, "strerror", None) or failure
        raise WriteError(
            _("cannot write {path}: {reason}", path=path, reason=reason), hint=_("nothing was changed")
        ) from failure
    _sync_folder(path)


def _inspected(path: Path) -> os.stat_result | None:
    """The file's status; raise WriteError for a file that must not be replaced."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise WriteError(_("{path} is not a regular file", path=path))
    if status.st_nlink > 1:
        raise WriteError(
            _(
                "{path} has {links} hard links, and the others would keep the old text",
                path=path,
                links=status.st_nlink,
            ),
            hint=_("keep one name for it (a symbolic link is fine)"),
        )
    if not os.access(path, os.W_OK) or not status.st_mode & 0o222:
        raise WriteError(_("{path} is read-only", path=path), hint=_("make it writable if you may change it"))
    return status


def _write(path: Path, content: bytes, *, like: os.stat_result | None) -> None:
    with path.open("xb") as handle:
        handle.write(content)
        handle.flush()
        if like is not None and os.name != "nt":
            for owner in ((-1, like.st_gid), (like.st_uid, -1)):
                with suppress(PermissionError):  # only root may change the owner
                    os.fchown(handle.fileno(), *owner)
            os.fchmod(handle.fileno(), stat.S_IMODE(like.st_mode))
        os.fsync(handle.fileno())


def _sync_folder(path: Path) -> None:
    """Sync the new name to the disk; by now every reader sees the new bytes."""
    if os.name == "nt":  # pragma: no cover
        return
    try:
        handle = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as failure:
        if failure.errno not in _NO_SYNC:
            raise WriteError(
                _("{path} was written, but the disk did not confirm it: {reason}", path=path, reason=failure.strerror),
                hint=_("see whether it stands there before you try again"),
            ) from failure


def sweep(folder: Path) -> None:
    """Remove what a killed writer left; only under the lock, because the file of a live writer looks the same."""
    for leftover in folder.glob(f"{_PREFIX}*.tmp"):
        leftover.unlink(missing_ok=True)
