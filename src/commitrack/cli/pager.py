"""The pager for answers on a terminal, as in git."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from contextlib import nullcontext, suppress

from commitrack.cli.settings import BUILT_IN, sources
from commitrack.cli.signals import left_to_child
from commitrack.index import close_indexes, open_indexes


def pager() -> str | None:
    """The pager command in effect; None if there is none, or no terminal to read from.

    Whether the text fits on the screen is left to ``less``, which exits if it does.
    """
    reads_keys = sys.stdin is not None and sys.stdin.isatty()
    if not (sys.stdout.isatty() and reads_keys and os.environ.get("TERM") != "dumb"):
        return None
    named, origin = sources.get().setting("pager")
    if named is None or named.strip() in {"", "cat"} or (origin is BUILT_IN and not shutil.which(named)):
        return None
    return named


def show(text: Iterable[str], command: str) -> bool:
    """Show the parts of a text in a pager, which handles Ctrl-C while it runs; return whether that succeeded.

    The pager may be left before the end; the parts that it has not read by then are not taken, unless they come from
    an index, which is closed first, as a pager may stay open for hours.
    """
    less = os.environ.get("LESS", "FX")  # F: quit if it fits on one screen, X: leave the text on it
    settings = {"LESSCHARSET": "utf-8", **os.environ, "LESS": less if "R" in less else f"{less} -R"}
    if open_indexes:
        text = list(text)
        close_indexes()
    with left_to_child():
        process = subprocess.Popen(  # noqa: S602  a shell command from the user's own environment or config
            command, shell=True, stdin=subprocess.PIPE, env=settings
        )
        with process, suppress(BrokenPipeError), process.stdin or nullcontext() as pipe:
            if pipe is not None:
                pipe.writelines(part.encode("utf-8", "replace") for part in text)
    return process.returncode == 0
