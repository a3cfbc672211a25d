"""Rename files without losing one: exchange two, or rename one only if there is no other, and see who has one open.

Only Linux has them, and not on every file system; Python does not offer them.
"""

import errno
import os
import signal
import sys
from pathlib import Path

_HERE = -100
"""AT_FDCWD: relative paths start in the working directory."""
_NO_REPLACE, _EXCHANGE = 1, 2
_UNSUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}


def exchange(first: Path, second: Path) -> bool:
    """Exchange two files in one step; return whether the system can. Raises OSError."""
    return _renamed(first, second, _EXCHANGE)


def rename_without_replacing(source: Path, target: Path) -> bool:
    """Rename a file in one step if there is no target; return whether the system can. Raises FileExistsError."""
    return _renamed(source, target, _NO_REPLACE)


def is_open_for_writing(path: Path) -> bool:
    """Whether a process has a file open for writing; False also where the system does not say, as on network drives.

    Linux grants a read lease on a file of the user only if nobody has.
    """
    if sys.platform != "linux":
        return False
    import fcntl  # noqa: PLC0415

    try:
        with path.open("rb") as file:
            fcntl.fcntl(file, fcntl.F_SETSIG, signal.SIGURG)  # which does no harm, for the microseconds of the lease
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except OSError:  # a file of another user, or none at all
        return False
    return False


def _renamed(source: Path, target: Path, flags: int) -> bool:
    if sys.platform != "linux":
        return False
    import ctypes  # noqa: PLC0415  5 ms, needed only to write

    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:  # an older C library
        return False
    if rename(_HERE, os.fsencode(source), _HERE, os.fsencode(target), flags) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNSUPPORTED:
        return False
    raise OSError(number, os.strerror(number), str(target))
