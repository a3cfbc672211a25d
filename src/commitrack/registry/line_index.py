"""Find the line of each table and key in a TOML text, which the parser does not report.

This is not a second parser: ``blank`` masks strings and comments, ``positions`` finds headers and keys at the start of
lines in a text known to be valid. A key that is not found is located at the nearest table that contains it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

import tomli

from commitrack.errors import KeyPath

Positions: TypeAlias = dict[KeyPath, int]

_PART = re.compile(r"""[ \t]*(?:([A-Za-z0-9_-]+)|("(?:[^"\\]|\\.)*"|'[^']*'))[ \t]*(\.)?""")
# Possessive quantifiers, so that no text makes the search backtrack. A triple-quoted string may end in five quotes, of
# which the first two are part of the string. With "(?!"") for its inner quotes, CPython 3.11.2 missed that.
STRING = re.compile(
    r'"""(?:""?(?!")|[^"\\]++|\\.)*+(?:"{3,5}|\\)?'
    r"|'''(?:''?(?!')|[^']++)*+(?:'{3,5})?"
    r'|"(?:[^"\\\n]|\\[^\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+",
    re.DOTALL,
)


def blank(text: str) -> str:
    """The text with x for strings and spaces for comments; every other character keeps its position."""
    return STRING.sub(lambda match: (" " if match[0][0] == "#" else "x") * len(match[0]), text)


class Entry(NamedTuple):
    """A table header, or a key at the start of a line; ``key`` is empty for a header, lines are counted from 1."""

    table: KeyPath
    key: KeyPath
    first: int
    last: int

    @property
    def path(self) -> KeyPath:
        """The tables and keys that lead to it."""
        return self.table + self.key


def entries(text: str) -> Iterator[Entry]:
    """Every table header and every key at the start of a line, with the lines of its value."""
    table: KeyPath = ()
    key: KeyPath = ()
    offset, number, first, depth, is_header = 0, 1, 1, 0, False
    for bare in blank(text).split("\n"):  # a string over several lines is one run of x
        line = text[offset : offset + len(bare)]
        if depth == 0:
            start, first = line.lstrip(" \t"), number
            is_header = start.startswith("[")
            table = _key(start.lstrip("[")) if is_header else table
            key = () if is_header else _key(start)
        depth += sum(map(bare.count, "[{")) - sum(map(bare.count, "]}"))
        offset += len(bare) + 1
        number += line.count("\n") + 1
        if depth == 0 and (key or is_header):
            yield Entry(table, key, first, number - 1)


def positions(text: str) -> Positions:
    """The line (from 1) of every table header and every key at the start of a line."""
    explicit: Positions = {}
    implied: Positions = {}  # [a.b] defines a as well, unless a has a line of its own
    for entry in entries(text):
        own = len(entry.table) if entry.key else len(entry.table) - 1
        for length in range(1, len(entry.path) + 1):
            if length > own:
                explicit.setdefault(entry.path[:length], entry.first)
            elif not entry.key:
                implied.setdefault(entry.path[:length], entry.first)
    return implied | explicit


def _key(text: str) -> KeyPath:
    return tuple(name for name, _start, _end in key_parts(text, 0))


def key_parts(text: str, position: int) -> Iterator[tuple[str, int, int]]:
    """The parts of the key at a position, each with its start and end, quotes included."""
    while match := _PART.match(text, position):
        yield match[1] or _unquoted(match[2]), *match.span(1 if match[1] else 2)
        position = match.end()
        if not match[3]:
            break


def _unquoted(key: str) -> str:
    """The key without quotes and escapes; as it is, if it is not valid."""
    try:
        return next(iter(tomli.loads(f"{key} = 0"))) if "\\" in key else key[1:-1]
    except ValueError:
        return key


def line_of(places: Positions, path: KeyPath) -> int | None:
    """The line (from 1) of a path, or of the nearest table or key that contains it; None if there is none."""
    for length in range(len(path), 0, -1):
        if (line := places.get(path[:length])) is not None:
            return line
    return None
