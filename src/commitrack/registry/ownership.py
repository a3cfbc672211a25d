"""The owner of a registry. One of another user that nobody named on the command line may be a trap."""

import os
import stat
from pathlib import Path

from commitrack.registry.discovery import COMMITMENTS


def is_foreign(folder: Path) -> bool:
    """Whether a registry belongs to another user who has not shared it with a group of the current one.

    As for git, what belongs to root is trusted; and for root nothing is foreign. Always false on Windows.
    """
    if os.name == "nt" or os.geteuid() == 0:
        return False
    place = folder.stat()
    if place.st_mode & stat.S_IWGRP and not place.st_mode & stat.S_IWOTH and place.st_gid in _groups():
        return False
    return not {place.st_uid, (folder / COMMITMENTS).stat().st_uid} <= {0, os.geteuid()}


def _groups() -> set[int]:
    return {os.getegid(), *os.getgroups()}
