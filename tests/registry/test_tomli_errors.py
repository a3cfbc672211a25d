"""Recognition of errors of tomli, which have no codes: these tests fail if a new version words an error differently."""

import re

import pytest
import tomli

from commitrack.language import LazyString, localize
from commitrack.registry.tomli_errors import HINTS, TEMPLATES, hint_for, line_of, message_of

ERRORS: dict[str, tuple[str, int | None, str, str | None]] = {
    "a table twice": ("[a]\nb = 1\n[a]\n", 3, "Cannot declare [a] twice", "Cannot declare"),
    "a nested table twice": ("[a.b.c]\n[a.b.c]\n", 2, "Cannot declare [a.b.c] twice", "Cannot declare"),
    "a quoted table twice": ('["a b".c]\n["a b".c]\n', 2, "Cannot declare [a b.c] twice", "Cannot declare"),
    "a table closed by braces": ("a = { b = 1 }\n[a.c]\n", 2, "Cannot declare [a.c] twice", "Cannot declare"),
    "a key twice": ("a = 1\na = 2\n", 2, "Cannot overwrite a value", "Cannot overwrite"),
    "a table with the name of a key": ("a = 1\n[a.b]\n", 2, "Cannot overwrite a value", "Cannot overwrite"),
    "a key twice in braces": (
        "a = { b = 1, b = 2 }\n", 1, "Duplicate inline table key 'b'", "Duplicate inline"),
    "text without quotes": ("a = 1\nb = text\n", 2, "Invalid value", "Invalid value"),
    "quotes not closed on the line": ('a = "x\nb = 1\n', 1, r"Illegal character '\n'", "Illegal character '\\n'"),
    "a control character": ('a = "\x01"\n', 1, r"Illegal character '\x01'", None),
    "a key added to braces": ("a = {}\na.b = 1\n", 2, "Cannot mutate immutable namespace [a]", None),
    "a table opened by dotted keys": (
        "[a.b]\nc = 1\n[a]\nb.d = 1\n", 4, "Cannot redefine namespace [a.b]", None),
    "no key": ("= 1\n", 1, "Invalid statement", None),
    "no equals sign": ("a b\n", 1, "Expected '=' after a key in a key/value pair", None),
    "two statements on a line": ("a = 1 b = 2\n", 1, "Expected newline or end of document after a statement", None),
    "an array not closed": ("a = [1\n", None, "Unclosed array", None),
    "braces not closed": ("a = { b = 1", None, "Unclosed inline table", None),
    "quotes not closed in the document": ('a = "x', None, "Unterminated string", None),
    "an array header not closed": ("[[a", None, "Expected ']]' at the end of an array declaration", None),
    "a day that does not exist": ("a = 2026-02-30", 1, "Invalid date or datetime", None),
    "a dot without a key": ("a.= 1", 1, "Invalid initial character for a key part", None),
    "an escaped letter": (r'a = "\q"', 1, "Unescaped '\\' in a string", None),
    "no hexadecimal number": (r'a = "\uZZZZ"', 1, "Invalid hex value", None),
    "no character": (r'a = "\ud800"', 1, "Escaped character is not a Unicode scalar value", None),
    "a control character in a comment": ("# \x01", 1, r"Found invalid character '\x01'", None),
    "an apostrophe not closed": ("a = 'x", None, "Expected \"'\"", None),
    "a header not closed": ("[a", None, "Expected ']' at the end of a table declaration", None),
}  # fmt: skip
"""Text, line (None: the end of the document), message, and which hint belongs to it."""


@pytest.mark.parametrize("case", ERRORS)
def test_every_error_is_recognised(case: str) -> None:
    """The line of an error is found, its keys are shown as TOML writes them, and it has its hint."""
    text, line, message, hint = ERRORS[case]
    with pytest.raises(ValueError, match=r"\(at ") as caught:
        tomli.loads(text)
    assert (line_of(caught.value), message_of(caught.value)) == (line, message)
    assert hint_for(message) == (HINTS[hint] if hint else None)
    assert re.search("[ぁ-ん]", localize(message_of(caught.value), "ja"))


def test_every_hint_belongs_to_an_error() -> None:
    """Every hint is used by an error of tomli, and every hint that an error uses exists."""
    assert {hint for _, _, _, hint in ERRORS.values() if hint} == set(HINTS)


def test_every_translated_message_is_one_of_tomli() -> None:
    """Every message that is translated is provoked by one of the errors above."""
    provoked = set()
    for text, *_expected in ERRORS.values():
        with pytest.raises(ValueError, match=r"\(at ") as caught:
            tomli.loads(text)
        message = message_of(caught.value)
        provoked.add(message.template if isinstance(message, LazyString) else "")
    assert provoked == set(TEMPLATES)
