"""How git is started in a folder that may be somebody else's: it runs no program named there, and fetches nothing."""

from collections.abc import Mapping
from pathlib import Path

SAFE: Mapping[str, str] = {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0"}
"""Variables for the environment of git."""


def command_line(git: str, folder: Path, *arguments: str) -> list[str]:
    """The command line that starts git in a folder."""
    return [git, "--no-pager", "-C", str(folder), "-c", "core.fsmonitor=false", *arguments]


def is_in_work_tree(folder: Path) -> bool:
    """Whether a folder seems to be in a work tree of git; asking git for it would take ten times as long."""
    here = folder.resolve()
    return any((parent / ".git").exists() for parent in (here, *here.parents))
