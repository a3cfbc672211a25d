"""How the user wants output: in colour, in a pager, quiet. Set once for each command line, before a command runs."""

from collections.abc import Sequence
from contextvars import ContextVar

from msgspec import Struct

from commitrack.color import Color


class Preferences(Struct, frozen=True, kw_only=True):
    """``color`` on a terminal only (auto), also elsewhere, or nowhere; ``quiet`` prints errors and data only.

    ``verbose`` also prints the lines that are added to a file.
    """

    color: Color = Color.AUTO
    pager: bool = True
    quiet: bool = False
    verbose: bool = False


USUAL = Preferences()
preferences: ContextVar[Preferences] = ContextVar("preferences", default=USUAL)

FLAGS = ("--no-pager", "--no-index", "-q", "--quiet", "-v", "--verbose")
WITH_VALUE = ("--color", "-C")
"""Options of the program that are accepted after the command as well."""


def hoisted(argv: Sequence[str]) -> list[str]:
    """The command line with the options of the program moved before the command, up to a “--”."""
    end = argv.index("--") if "--" in argv else len(argv)
    first: list[str] = []
    others: list[str] = []
    for word in argv[:end]:
        is_value = bool(others) and others[-1] in WITH_VALUE
        is_global = is_value or word in FLAGS or word.startswith("--color=")
        if is_value:
            first.append(others.pop())
        (first if is_global else others).append(word)
    return [*first, *others, *argv[end:]]
