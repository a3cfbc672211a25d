"""Long answers on a terminal go through a pager, as git's do; anywhere else there is none."""

import os
import shlex
import shutil
import signal
import subprocess
import sys

_SETTINGS = {"LESS": "FRX", "LESSCHARSET": "utf-8"}
"""For less, where people have none of their own: quit if it is one screen after all, show colours, leave the text."""


def pager(text: str) -> str | None:
    """The command that shows a text: COMMITRACK_PAGER, else PAGER, else less; None where the text needs none.

    A text needs one that is longer than the terminal on which somebody reads it.
    """
    screen = sys.stdout.isatty() and sys.stdin is not None and sys.stdin.isatty() and os.environ.get("TERM") != "dumb"
    if not screen or text.count("\n") < shutil.get_terminal_size().lines:
        return None
    named = os.environ.get("COMMITRACK_PAGER", os.environ.get("PAGER", "less"))
    try:
        words = shlex.split(named)
    except ValueError:  # a quotation mark that nobody closed
        return None
    return named if words and words[0] != "cat" and shutil.which(words[0]) else None


def show(text: str, command: str) -> None:
    """Show a text in a pager, which takes Ctrl-C for itself while it runs."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        subprocess.run(  # noqa: S602  a command of the user's own environment, as a shell reads it
            command, shell=True, check=False, input=text.encode("utf-8", "replace"), env=_SETTINGS | os.environ
        )
    finally:
        signal.signal(signal.SIGINT, before)
