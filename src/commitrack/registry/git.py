"""How git is started in a folder that may be somebody else's: it runs no program named there, and fetches nothing."""

from collections.abc import Mapping
from pathlib import Path

SAFE: Mapping[str, str] = {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0"}
"""Variables for the environment of git."""


def command_line(git: str, folder: Path, *arguments: str) -> list[str]:
    """The command line that starts git in a folder."""
    return [git, "--no-pager", "-C", str(folder), "-c", "core.fsmonitor=false", *arguments]
