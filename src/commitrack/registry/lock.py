"""One writer at a time: a lock on a file in the registry's folder, which is never deleted.

Deleting a lock file after use, or locking the data file that is about to be replaced, loses updates:
two processes then hold locks on two different files of the same name.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commitrack.errors import BusyError, WriteError
from commitrack.language import LazyString as _

NAME = ".commitrack.lock"
PATIENCE = 10.0
"""Seconds to wait for another writer; one write takes a few milliseconds."""


@contextmanager
def locked(folder: Path, *, patience: float = PATIENCE) -> Iterator[int]:
    """Hold the lock for writing to the registry, and yield its descriptor.

    The system releases the lock of a process that died. A child that was given the descriptor holds the lock too, as
    long as it lives, until this block ends.

    Raises BusyError if it is not free after ``patience`` seconds, WriteError if the lock file cannot be created.
    """
    path = folder / NAME
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
    except OSError as failure:
        raise WriteError(
            _('cannot lock the registry: "{path}": {reason}', path=path, reason=failure.strerror)
        ) from failure
    try:
        deadline = time.monotonic() + patience
        while not _taken(handle):
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
        yield handle
    finally:
        _release(handle)
        os.close(handle)


def _taken(handle: int) -> bool:
    """Try to take the lock without waiting; return whether it was free."""
    try:
        if os.name == "nt":  # pragma: no cover
            import msvcrt  # noqa: PLC0415

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _release(handle: int) -> None:
    """Release the lock, also for a child that still has the descriptor; closing it would leave that one."""
    if os.name != "nt":
        import fcntl  # noqa: PLC0415

        fcntl.flock(handle, fcntl.LOCK_UN)
