"""Where things stand in a TOML text: the parser does not tell, so its lines are scanned.

No second parser: ``blank`` takes out strings and comments, ``positions`` finds headers and keys at the
start of lines of a text that parsed. A key not found resolves to the nearest table around it.
"""

import re
from typing import TypeAlias

import tomli

Path: TypeAlias = tuple[str, ...]
Positions: TypeAlias = dict[Path, int]

_PART = re.compile(r"""[ \t]*(?:([A-Za-z0-9_-]+)|("(?:[^"\\]|\\.)*"|'[^']*'))[ \t]*(\.)?""")
# Possessive throughout: on no text does the search go over the same signs again and again. A string in
# three quotes may end in five, of which the first two belong to it.
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"{3,5}|\\)?+'
    r"|'''(?:[^']|'(?!''))*+(?:'{3,5})?+"
    r'|"(?:[^"\\\n]|\\[^\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+",
    re.DOTALL,
)


def blank(text: str) -> str:
    """The text with every string a row of x and every comment blanks; every other sign keeps its place."""
    return _STRING.sub(lambda match: (" " if match[0][0] == "#" else "x") * len(match[0]), text)


def positions(text: str) -> Positions:
    """The line (from 1) of every table header and every key at the start of a line."""
    found: Positions = {}
    implied: Positions = {}  # [a.b] speaks of a as well, unless a has a place of its own
    table: Path = ()
    offset, number, depth = 0, 1, 0
    for bare in blank(text).split("\n"):  # a string over several lines is one row of x
        line = text[offset : offset + len(bare)]
        start = line.lstrip(" \t")
        if depth == 0 and start.startswith("["):
            table = _key(start.lstrip("["))
            found.setdefault(table, number)
            for length in range(1, len(table)):
                implied.setdefault(table[:length], number)
        elif depth == 0 and (key := _key(start)):
            for length in range(len(table) + 1, len(table) + len(key) + 1):
                found.setdefault((*table, *key)[:length], number)
        depth += sum(map(bare.count, "[{")) - sum(map(bare.count, "]}"))
        offset += len(bare) + 1
        number += line.count("\n") + 1
    return implied | found


def _key(text: str) -> Path:
    parts, position = [], 0
    while match := _PART.match(text, position):
        parts.append(match[1] or _unquoted(match[2]))
        position = match.end()
        if not match[3]:
            break
    return tuple(parts)


def _unquoted(key: str) -> str:
    return next(iter(tomli.loads(f"{key} = 0"))) if "\\" in key else key[1:-1]


def line_of(places: Positions, path: Path) -> int | None:
    """The line of a path, or of the nearest table or key around it."""
    for length in range(len(path), 0, -1):
        if (line := places.get(path[:length])) is not None:
            return line
    return None
