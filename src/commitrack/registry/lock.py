"""One writer at a time: a lock on a file beside the files of the registry, which is never deleted.

Deleting a lock file after use, or locking the data file that is about to be replaced, loses updates:
two processes then hold locks on two different files of the same name. Somebody else may delete it all the same, as
``git clean`` does, so a lock counts only as long as its file is the one at its path.
"""

import os
import stat
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from commitrack.errors import BusyError, WriteError, reason_of
from commitrack.language import LazyString as _
from commitrack.registry.discovery import ADDITIONS, COMMITMENTS, UPDATES, files
from commitrack.registry.inside import real_path

NAME = ".commitrack.lock"
PATIENCE = 10.0
"""Seconds to wait for another writer; one write takes a few milliseconds."""
_OTHERS_READ = stat.S_IRGRP | stat.S_IROTH


class Lock(Struct, frozen=True):
    """The lock files that are held, with their descriptors; none in a dry run."""

    held: tuple[tuple[Path, int], ...] = ()

    def descriptors(self) -> tuple[int, ...]:
        """The descriptors. A child to which they are passed holds the lock too, until it is released."""
        return tuple(handle for _path, handle in self.held)

    def missing(self) -> Path | None:
        """A lock file that was deleted or replaced, so that another process may hold the lock as well; else None."""
        return next((path for path, handle in self.held if not _is_at(path, handle)), None)

    def require_in_place(self) -> None:
        """Raise BusyError if a lock file was deleted or replaced."""
        if path := self.missing():
            raise BusyError(
                _('the lock file "{path}" was deleted or replaced in the meantime', path=path),
                hint=_("nothing was written; try again"),
            )


@contextmanager
def locked(folder: Path, *, patience: float = PATIENCE) -> Iterator[Lock]:
    """Hold the lock for writing to the registry. The system releases the lock of a process that died.

    Raises BusyError if it is not free after ``patience`` seconds, WriteError if it cannot be taken at all.
    """
    with ExitStack() as held:
        is_shared = _is_shared(folder)
        paths = _paths(folder)
        yield Lock(tuple((path, held.enter_context(_held(path, patience, is_shared=is_shared))) for path in paths))


def _paths(folder: Path) -> list[Path]:
    """The lock files of a registry, in the order in which to take them.

    They are beside the files themselves, even if these are reached through links; links that lead out of the registry
    are not followed, here as elsewhere.
    """
    real = (real_path(path, folder) for path in (folder, *files(folder), folder / UPDATES, folder / ADDITIONS))
    return sorted({(path if path.is_dir() else path.parent) / NAME for path in real if path is not None})


def _is_shared(folder: Path) -> bool:
    """Whether others than its owner may read the registry; with an access control list, they are in the group bits."""
    try:
        return bool((folder / COMMITMENTS).stat().st_mode & _OTHERS_READ)
    except OSError:
        return False


@contextmanager
def _held(path: Path, patience: float, *, is_shared: bool) -> Iterator[int]:
    handle = _taken(path, patience, is_shared=is_shared)
    try:
        yield handle
    finally:
        _release(handle)
        os.close(handle)


def _taken(path: Path, patience: float, *, is_shared: bool) -> int:
    """Open and lock a file, and return its descriptor; start again if it is no longer the file at its path."""
    deadline = time.monotonic() + patience
    while True:
        handle = _opened(path)
        try:
            if is_shared:
                _let_others_read(handle)
            if _try_lock(handle, path) and _is_at(path, handle):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
        if time.monotonic() > deadline:
            raise BusyError(
                _(
                    "another commitrack process, or an open `commitrack edit`, has locked "
                    '"{path}" (waited {seconds:g} seconds)',
                    path=path,
                    seconds=patience,
                ),
                hint=_("nothing was written; try again"),
            )
        time.sleep(0.001)  # short enough that a process that writes repeatedly does not starve the others


def _opened(path: Path) -> int:
    """Open the lock file, which is created if it does not exist; raise WriteError for anything but a regular file.

    A file of another user that may only be read can be locked as well, except on network drives.
    """
    flags = sum(getattr(os, name, 0) for name in ("O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK"))
    try:
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | flags, 0o666)
        except OSError:
            if not path.exists():
                raise
            handle = os.open(path, os.O_RDONLY | flags)
    except OSError as failure:
        reason = _("it is a symbolic link") if path.is_symlink() else reason_of(failure)
        raise _cannot_lock(path, reason) from failure
    if path.is_symlink() or not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise _cannot_lock(path, _("it is not a regular file"))
    return handle


def _let_others_read(handle: int) -> None:
    """Let everybody read a lock file of the user, whatever the umask was: it is empty, and its group may be another.

    A file that has content or several names may not have been made as a lock file.
    """
    status = os.fstat(handle)
    if status.st_size == 0 and status.st_nlink == 1 and status.st_mode & _OTHERS_READ != _OTHERS_READ:
        with suppress(OSError):  # a lock file of another user
            os.fchmod(handle, stat.S_IMODE(status.st_mode) | _OTHERS_READ)


def _cannot_lock(path: Path, reason: str | None) -> WriteError:
    return WriteError(
        _('cannot lock the registry: "{path}": {reason}', path=path, reason=reason),
        hint=_("a lock file is an empty file that every writer may read; delete anything else of this name"),
    )


def _try_lock(handle: int, path: Path) -> bool:
    """Try to take the lock without waiting; return whether it was free. Raises WriteError if there are no locks."""
    try:
        if os.name == "nt":  # pragma: no cover
            import msvcrt  # noqa: PLC0415

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError as failure:
        raise WriteError(
            _('cannot lock the registry: "{path}": {reason}', path=path, reason=reason_of(failure)),
            hint=_("this file system has no locks; keep the registry on a local disk, and share it through git"),
        ) from failure
    return True


def _is_at(path: Path, handle: int) -> bool:
    """Whether an open file is the one at a path."""
    try:
        there = path.lstat()
    except OSError:
        return False
    return os.path.samestat(there, os.fstat(handle))


def _release(handle: int) -> None:
    """Release the lock, also for a child that still has the descriptor; closing it would leave that one."""
    if os.name != "nt":
        import fcntl  # noqa: PLC0415

        fcntl.flock(handle, fcntl.LOCK_UN)
