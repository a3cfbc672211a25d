"""Where things stand in a TOML text: the parser does not tell, so its lines are scanned.

No second parser: ``blank`` takes out strings and comments, ``positions`` finds headers and keys at the
start of lines of a text that parsed. A key not found resolves to the nearest table around it.
"""

import re
from typing import TypeAlias

Path: TypeAlias = tuple[str, ...]
Positions: TypeAlias = dict[Path, int]

_PART = re.compile(r"""\s*(?:([A-Za-z0-9_-]+)|"((?:[^"\\]|\\.)*)"|'([^']*)')\s*(\.)?""")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?(?:"""|\Z)'
    r"|'''.*?(?:'''|\Z)"
    r'|"(?:[^"\\\n]|\\[^\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+",
    re.DOTALL,
)
_SIGN = re.compile(r"[^\n]")


def blank(text: str) -> str:
    """The text with every string a row of x and every comment gone; lines and columns stay."""
    return _STRING.sub(lambda match: _SIGN.sub(" " if match[0][0] == "#" else "x", match[0]), text)


def positions(text: str) -> Positions:
    """The line (from 1) of every table header and every key at the start of a line."""
    found: Positions = {}
    table: Path = ()
    depth = 0
    for number, (line, bare) in enumerate(zip(text.split("\n"), blank(text).split("\n"), strict=True), 1):
        start = line.lstrip("\ufeff \t")
        if depth == 0 and start.startswith("["):
            table = _key(start.lstrip("["))
            found.setdefault(table, number)
            continue
        if depth == 0 and (key := _key(start)):
            for length in range(len(table) + 1, len(table) + len(key) + 1):
                found.setdefault((*table, *key)[:length], number)
        depth = max(0, depth + sum(map(bare.count, "[{")) - sum(map(bare.count, "]}")))
    return found


def _key(text: str) -> Path:
    parts, position = [], 0
    while match := _PART.match(text, position):
        parts.append(next(group for group in match.groups()[:3] if group is not None))
        position = match.end()
        if not match[4]:
            break
    return tuple(parts)


def line_of(places: Positions, path: Path) -> int | None:
    """The line of a path, or of the nearest table or key around it."""
    for length in range(len(path), 0, -1):
        if (line := places.get(path[:length])) is not None:
            return line
    return None
