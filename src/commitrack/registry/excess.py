"""What could make the parser of TOML hang or exhaust the memory, found before parsing."""

import re

from commitrack.language import LazyString as _
from commitrack.quantity import MAX_DIGITS
from commitrack.registry.line_index import blank

# Parsing takes 1 kB per dot in keys, and 1.5 kB per key that is a problem; these limits keep it below 1 GB.
MAX_DOTS = 400_000
MAX_KEYS = 500_000
MAX_KEY_PARTS = 8
MAX_DEPTH = 12

# The patterns are possessive and start at the beginning of a word, so that none of them backtracks.
_DOTTED = re.compile(rf"(?<![\w-])[\w-]++(?:[ \t]*+\.[ \t]*+[\w-]++){{{MAX_KEY_PARTS}}}")
_NUMBER = r"[=\[,]\s*+[+-]?\d"
_LONG_NUMBER = re.compile(rf"{_NUMBER}(?:[_.]?[^\W_]){{{MAX_DIGITS},}}+(?!\s*+=)")
_EXPONENT = re.compile(rf"{_NUMBER}[\d_.]*+[eE][+-]?[0_]*+(?:[\d_]{{3}}|[3-9]\d)")
_BRACKET = re.compile(r"[\[\]{}]")
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


def may_be_many_keys(text: str) -> bool:
    """Whether a text may have more keys or dots in keys than are allowed; those in strings are counted as well."""
    return text.count("=") > MAX_KEYS or text.count(".") > MAX_DOTS


def excess(text: str) -> tuple[int, str] | None:
    """The line and the reason why a text would exhaust the parser or later arithmetic; None if it would not."""
    bare = blank(text)
    for pattern, reason in (
        (_LONG_NUMBER, _("number with more than {most} digits", most=MAX_DIGITS)),
        (_EXPONENT, _("number with an exponent of 30 or more")),
        (_DOTTED, _("key with more than {most} parts", most=MAX_KEY_PARTS)),
    ):
        if pattern is _DOTTED and all(line.count(".") < MAX_KEY_PARTS for line in bare.split("\n")):
            continue  # ten times as fast as the search, and done for every file
        if match := pattern.search(bare):
            return _line(text, match.end()), reason
    if bare.count(".") > MAX_DOTS:
        return 1, _(
            "more than {most:,} dots in keys and numbers; split the file (every *.toml in the folder is read)",
            most=MAX_DOTS,
        )
    if bare.count("=") > MAX_KEYS:
        return 1, _("more than {most:,} keys; split the file (every *.toml in the folder is read)", most=MAX_KEYS)
    return _too_deep(text, bare)


def _too_deep(text: str, bare: str) -> tuple[int, str] | None:
    """The line and the reason if brackets are nested too deeply; None if they are not."""
    brackets = bare.encode().translate(None, _NO_BRACKETS)
    for _level in range(MAX_DEPTH):
        brackets = brackets.replace(b"[]", b"").replace(b"{}", b"")
    if not brackets:
        return None  # all pairs are gone; much faster than counting
    depth = 0
    for match in _BRACKET.finditer(bare):
        depth = depth + 1 if match[0] in "[{" else max(0, depth - 1)
        if depth > MAX_DEPTH:
            return _line(text, match.start()), _("brackets nested more than {most} levels deep", most=MAX_DEPTH)
    return None


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
