"""What tomli reports in English, turned into a line, a message and a hint.

tomli has no error codes. Whatever depends on its wording is here; the tests provoke each error, so that a new
wording is noticed.
"""

import re

from commitrack.language import LazyString as _

_PLACE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")
_KEYS = re.compile(r"\('([^()]*)',?\)")
_BETWEEN_KEYS = "', '"

HINTS = {
    "Cannot declare": _("this table stands further up already, and an id is given once"),
    "Cannot overwrite": _("this key stands further up already, and is written once"),
    "Duplicate inline": _("this key stands in the same braces already"),
    "Invalid value": _("text goes into quotes; dates, numbers, true and false do not"),
    "Illegal character '\\n'": _("the text in quotes is not closed on this line"),
}
"""The usual cause of an error, by the words with which it begins."""


def line_of(failure: ValueError) -> int | None:
    """The line (from 1) of an error; None for the end of the document."""
    place = _PLACE.search(str(failure))
    return int(place[1]) if place and place[1] else None


def message_of(failure: ValueError) -> str:
    """The error without its place, and with keys as TOML writes them: [a.b] for ('a', 'b')."""
    return _KEYS.sub(lambda keys: f"[{keys[1].replace(_BETWEEN_KEYS, '.')}]", _PLACE.sub("", str(failure)).strip())


def hint_for(message: str) -> str | None:
    """What usually causes an error."""
    return next((hint for start, hint in HINTS.items() if message.startswith(start)), None)
