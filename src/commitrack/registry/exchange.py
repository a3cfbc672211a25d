"""Two ways to rename a file that lose nothing: exchange it with another one, or only if there is no other one.

Only Linux has them, and not on every file system; Python does not offer them.
"""

import errno
import os
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
