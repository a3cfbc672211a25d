"""Answers on a terminal go through a pager, as git's do; anywhere else there is none."""

import os
import shutil
import signal
import subprocess
import sys


def pager() -> str | None:
    """The command that shows an answer: COMMITRACK_PAGER, else PAGER, else less; None where nobody reads a screen.

    What fits on the screen is none of our business: ``less`` itself leaves when it does.
    """
    screen = sys.stdout.isatty() and sys.stdin is not None and sys.stdin.isatty() and os.environ.get("TERM") != "dumb"
    if not screen:
        return None
    named = os.environ.get("COMMITRACK_PAGER", os.environ.get("PAGER"))
    if named is None:
        return "less" if shutil.which("less") else None
    return named if named.strip() not in {"", "cat"} else None


def show(text: str, command: str) -> bool:
    """Show a text in a pager, which handles Ctrl-C while it runs; False if it could not be shown."""
    less = os.environ.get("LESS", "FX")  # quit if it fits on one screen, and leave the text there
    settings = {"LESSCHARSET": "utf-8", **os.environ, "LESS": less if "R" in less else f"{less} -R"}
    before = signal.signal(signal.SIGINT, lambda _signal, _frame: None)
    try:
        ran = subprocess.run(  # noqa: S602  a command of the user's own environment, as a shell reads it
            command, shell=True, check=False, input=text.encode("utf-8", "replace"), env=settings
        )
    finally:
        signal.signal(signal.SIGINT, before)
    return ran.returncode == 0
