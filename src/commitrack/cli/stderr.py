"""Sentences on stderr: errors, hints and notices, which are not part of the answer."""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress

from commitrack.cli.preferences import preferences
from commitrack.cli.settings import in_effect
from commitrack.language import SOURCE, localize
from commitrack.views.linebreak import folded
from commitrack.views.sanitize import safe

CONTINUED = "  "
"""The indentation of what continues a line."""


def say(text: str = "") -> None:
    """Print sanitized lines to stderr, if that is open; on a terminal, no word is broken at its edge."""
    columns = _columns()
    with suppress(OSError, ValueError):
        for line in safe(text, lines=True).split("\n"):
            sys.stderr.write("\n".join(_fitted(line, columns)) + "\n")


def notify(*sentences: object) -> None:
    """Print sentences in the language in effect, each on its line, unless the user wants errors only."""
    if sentences and not preferences.get().quiet:
        lang = in_effect("language") or SOURCE
        say("\n".join(localize(sentence, lang) for sentence in sentences))


def _fitted(line: str, columns: int) -> Iterator[str]:
    """The line in lines that fit; all of it if ``columns`` is 0."""
    if not columns or len(line) * 2 <= columns:
        yield line
        return
    first, *others = (part.rstrip() for part in folded(line, columns - len(CONTINUED)))
    yield first
    yield from (CONTINUED + part for part in others)


def _columns() -> int:
    """The width of the terminal that shows stderr; 0 if there is none."""
    if not sys.stderr.isatty():
        return 0
    with suppress(OSError, ValueError):
        return int(os.environ.get("COLUMNS") or os.get_terminal_size(sys.stderr.fileno()).columns)
    return 0
