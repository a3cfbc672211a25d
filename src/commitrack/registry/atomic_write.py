"""Replace a file atomically: even after a crash, either the old file or the new one is in place.

A temporary file in the same folder is written, given the owner and mode of the old one, synced to the disk and renamed
over it; then the folder is synced. This module does not depend on what the bytes mean.
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
    """Replace a regular file, or create it.

    Raises WriteError. Nothing is changed then, unless its message says that the file was written and only saving it to
    the disk could not be confirmed.

    A symbolic link is followed: its target is replaced, and the link stays. A file with several hard links is
    refused, because the other names would keep the old bytes.
    """
    try:
        path = path.resolve()
        old_status = _inspected(path)
        temporary = path.parent / f"{_PREFIX}{os.getpid()}-{os.urandom(4).hex()}.tmp"
        try:
            _write(temporary, content, like=old_status)
            temporary.replace(path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
    except (OSError, RuntimeError) as failure:  # before Python 3.13 a loop of links is a RuntimeError
        reason = getattr(failure, "strerror", None) or failure
        raise WriteError(
            _('cannot write "{path}": {reason}', path=path, reason=reason), hint=_("nothing was changed")
        ) from failure
    _sync_folder(path)


def _inspected(path: Path) -> os.stat_result | None:
    """The status of the file, None if it does not exist; raise WriteError if it must not be replaced."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise WriteError(_('"{path}" is not a regular file', path=path))
    if status.st_nlink > 1:
        raise WriteError(
            _(
                '"{path}" has {links} hard links; the other names would keep the old content',
                path=path,
                links=status.st_nlink,
            ),
            hint=_("remove the other hard links (symbolic links are fine)"),
        )
    if not os.access(path, os.W_OK) or not status.st_mode & 0o222:
        raise WriteError(
            _('"{path}" is read-only', path=path), hint=_("make it writable if you are allowed to change it")
        )
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
    """Sync the renaming to the disk; raise WriteError if that fails, although readers see the new bytes already."""
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
                _(
                    '"{path}" was written, but saving it to disk could not be confirmed: {reason}',
                    path=path,
                    reason=failure.strerror,
                ),
                hint=_("check the content of the file before you try again"),
            ) from failure


def sweep(folder: Path) -> None:
    """Remove temporary files that a killed writer left.

    Call it only while holding the lock: the temporary file of a running writer looks the same.
    """
    for leftover in folder.glob(f"{_PREFIX}*.tmp"):
        leftover.unlink(missing_ok=True)
