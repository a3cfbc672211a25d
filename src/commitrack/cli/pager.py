"""Long answers on a terminal go through a pager, as git's do; anywhere else there is none."""

import os
import re
import shutil
import signal
import subprocess
import sys

from commitrack.views.linebreak import width

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def pager(text: str) -> str | None:
    """The command that shows a text: COMMITRACK_PAGER, else PAGER, else less; None where the text needs none.

    A text needs one that is longer than the terminal on which somebody reads it.
    """
    screen = sys.stdout.isatty() and sys.stdin is not None and sys.stdin.isatty() and os.environ.get("TERM") != "dumb"
    columns, lines = shutil.get_terminal_size()
    rows = sum(max(1, -(-width(_COLOURS.sub("", line)) // columns)) for line in text.splitlines()) if screen else 0
    if rows < lines:
        return None
    named = os.environ.get("COMMITRACK_PAGER", os.environ.get("PAGER"))
    if named is None:
        return "less" if shutil.which("less") else None
    return named if named.strip() not in {"", "cat"} else None


def show(text: str, command: str) -> bool:
    """Show a text in a pager, to which Ctrl-C belongs while it runs; whether it could be shown."""
    less = os.environ.get("LESS", "FX")  # quit if it is one screen after all, leave the text there
    settings = {"LESSCHARSET": "utf-8", **os.environ, "LESS": less if "R" in less else f"{less} -R"}
    before = signal.signal(signal.SIGINT, lambda _signal, _frame: None)
    try:
        ran = subprocess.run(  # noqa: S602  a command of the user's own environment, as a shell reads it
            command, shell=True, check=False, input=text.encode("utf-8", "replace"), env=settings
        )
    finally:
        signal.signal(signal.SIGINT, before)
    return ran.returncode == 0
