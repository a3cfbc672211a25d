"""Turn the English errors of tomli into a line, a message and a hint.

tomli has no error codes, so everything that depends on its wording is here; the tests provoke each error, so that a
change of wording is noticed.
"""

import re

from commitrack.language import LazyString
from commitrack.language import LazyString as _

_PLACE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")
_KEYS = re.compile(r"\('([^()]*)',?\)")
_BETWEEN_KEYS = "', '"

HINTS = {
    "Cannot declare": _("table defined twice: each id can be used only once"),
    "Cannot overwrite": _("key defined twice: each key can be used only once"),
    "Duplicate inline": _("key defined twice in the same braces"),
    "Invalid value": _("text needs quotes; dates, numbers, true and false do not"),
    "Illegal character '\\n'": _("missing closing quote on this line"),
}
"""The usual cause of an error, by the start of its message."""

TEMPLATES = (
    _("Cannot declare {text} twice"), _("Cannot overwrite a value"), _("Duplicate inline table key {text}"),
    _("Cannot mutate immutable namespace {text}"), _("Cannot redefine namespace {text}"),
    _("Expected '=' after a key in a key/value pair"), _("Expected ']' at the end of a table declaration"),
    _("Expected ']]' at the end of an array declaration"),
    _("Expected newline or end of document after a statement"), _("Expected {text}"), _("Invalid statement"),
    _("Invalid value"), _("Invalid date or datetime"), _("Invalid hex value"), _("Illegal character {text}"),
    _("Invalid initial character for a key part"), _("Found invalid character {text}"), _("Unclosed array"),
    _("Unclosed inline table"), _("Unterminated string"), _("Unescaped '\\' in a string"),
    _("Escaped character is not a Unicode scalar value"),
)  # fmt: skip
"""The messages of tomli, more specific ones first."""

TWICE = ("Cannot declare", "Cannot overwrite")
"""How messages about a table or key that is defined twice start."""


def line_of(failure: ValueError) -> int | None:
    """The line (from 1) of an error; None if it is at the end of the document."""
    place = _PLACE.search(str(failure))
    return int(place[1]) if place and place[1] else None


def message_of(failure: ValueError) -> str:
    """The message without its position, with keys as TOML writes them: [a.b] for ('a', 'b')."""
    keyed = _KEYS.sub(lambda keys: f"[{keys[1].replace(_BETWEEN_KEYS, '.')}]", _PLACE.sub("", str(failure)).strip())
    for template in TEMPLATES:
        pattern = re.escape(template).replace(r"\{text\}", "(?P<text>.*)")
        if match := re.fullmatch(pattern, keyed, re.DOTALL):
            return LazyString(template, **match.groupdict())
    return keyed


def hint_for(message: str) -> str | None:
    """The usual cause of an error with this message; None if it is unknown."""
    return next((hint for start, hint in HINTS.items() if message.startswith(start)), None)
