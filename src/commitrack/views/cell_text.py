"""Text in cells: safe for a terminal and a spreadsheet, and nevertheless readable again as it was.

A character that could control a terminal is written as its code point, ``<U+001B>``. In CSV, a quote is put before what
a spreadsheet would run as a formula, in the cell or after what separates cells in the country of some reader.
"""

import re

from commitrack.views.sanitize import safe

_SIGNS = "[=+@\t\r＝＋－＠-]"
_SEPARATED = '(^|[;,\t\n]"*+)'
_FORMULA = re.compile(rf"{_SEPARATED}('*+)(?={_SIGNS})")
_QUOTED_FORMULA = re.compile(rf"{_SEPARATED}'('*+)(?={_SIGNS})")
_LITERAL = re.compile(r"<(?=U\+[0-9A-F]{4,6}>)")
_CODE_POINT = re.compile(r"<U\+([0-9A-F]{4,5}|10[0-9A-F]{4})>")
_MARKS = "<#:"
"""What is written as a code point only in some places."""
_SURROGATES = range(0xD800, 0xE000)


def shown(text: str) -> str:
    """The text with harmful characters as code points; lines are kept."""
    return safe(_LITERAL.sub("<U+003C>", text), lines=True)


def as_it_was(text: str) -> str:
    """The text that ``shown`` made this one of."""
    return _CODE_POINT.sub(_character, text)


def without_formulas(text: str) -> str:
    """The text with a quote, or one more quote, before everything that could be a formula."""
    return _FORMULA.sub(r"\1'\2", text) if _FORMULA.search(text) else text  # searching takes half of the time


def with_formulas(text: str) -> str:
    """The text that ``without_formulas`` made this one of."""
    return _QUOTED_FORMULA.sub(r"\1\2", text)


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    if code in _SURROGATES:
        return match[0]
    character = chr(code)
    return character if character in _MARKS or safe(character, lines=True) != character else match[0]
