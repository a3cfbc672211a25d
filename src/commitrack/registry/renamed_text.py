"""Change the id of a commitment in the text of a TOML file; every other character stays as it is.

Pure text editing: whether the result means what it should is verified in :mod:`commitrack.registry.renaming`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import tomli
from msgspec import Struct

from commitrack.registry.line_index import STRING, Entry, blank, entries, key_parts
from commitrack.registry.toml_lines import inline, key, newline_of

_TABLE = "commitments"
_REFERENCES = ("part_of", "counted_with", "related")
_OPENING = re.compile(r"[ \t]*\[{1,2}")


class Rename(Struct, frozen=True):
    """The ``old`` and the ``new`` id of a commitment, and all former ones that it has from now on."""

    old: str
    new: str
    formerly: tuple[str, ...]


class _Edit(NamedTuple):
    """Text that replaces the characters from ``start`` up to ``end``."""

    start: int
    end: int
    text: str


def renamed_text(text: str, rename: Rename) -> tuple[str, tuple[int, ...]]:
    """The text with the new id, with references to it, and with ``formerly``; and the lines (from 1) that changed."""
    lines = _Lines(text)
    found = list(entries(text))
    edits = [
        *(edit for entry in found for edit in (*_id(entry, lines, rename), *_references(entry, lines, rename))),
        *_former_ids(found, lines, rename),
    ]
    parts, changed, position = list[str](), dict[int, None](), 0
    number = 1
    for edit in sorted(edits):
        parts += [text[position : edit.start], edit.text]
        number += parts[-2].count("\n") + edit.text.count("\n")
        changed[number] = None
        position = edit.end
    return "".join((*parts, text[position:])), tuple(changed)


class _Lines:
    """A text, and where its lines start."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.newline = newline_of(text.encode())
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def start(self, entry: Entry) -> int:
        """Where the first line of an entry starts."""
        return self.starts[entry.first - 1]

    def end(self, entry: Entry) -> int:
        """Where the last line of an entry ends, without its line ending."""
        end = self.starts[entry.last] if entry.last < len(self.starts) else len(self.text)
        return self.start(entry) + len(self.text[self.start(entry) : end].rstrip("\r\n"))

    def key_parts(self, entry: Entry) -> list[tuple[str, int, int]]:
        """The parts of the key or of the header of an entry, each with its start and end."""
        start = self.start(entry)
        opening = None if entry.key else _OPENING.match(self.text, start)
        return list(key_parts(self.text, opening.end() if opening else start))

    def value_start(self, entry: Entry) -> int:
        """Where the value of an entry starts, or the spaces before it."""
        return self.text.index("=", self.key_parts(entry)[-1][2]) + 1


def _is_of(entry: Entry, commitment: str) -> bool:
    return entry.path[:2] == (_TABLE, commitment)


def _id(entry: Entry, lines: _Lines, rename: Rename) -> Iterator[_Edit]:
    """The edit of the old id in a header, or in a key outside the table of the commitment."""
    place = 1 - (len(entry.table) if entry.key else 0)
    if _is_of(entry, rename.old) and place >= 0:
        _name, start, end = lines.key_parts(entry)[place]
        yield _Edit(start, end, key(rename.new))


def _references(entry: Entry, lines: _Lines, rename: Rename) -> Iterator[_Edit]:
    """The edits of the old id in what refers to others from a commitment."""
    if entry.path[:1] == (_TABLE,) and len(entry.path) == 3 and entry.path[2] in _REFERENCES:  # noqa: PLR2004
        for match in STRING.finditer(lines.text, lines.value_start(entry), lines.end(entry)):
            if match[0][0] != "#" and tomli.loads(f"x = {match[0]}")["x"] == rename.old:
                yield _Edit(match.start(), match.end(), inline(rename.new))


def _former_ids(found: list[Entry], lines: _Lines, rename: Rename) -> Iterator[_Edit]:
    """The edit that states the former ids: in the list that is there, else in a line after the first key."""
    keys = [entry for entry in found if entry.key and _is_of(entry, rename.old) and len(entry.table) <= 2]  # noqa: PLR2004
    stated = next((entry for entry in keys if entry.path[2:] == ("formerly",)), None)
    value = inline(rename.formerly)
    if stated is not None:
        start = lines.value_start(stated)
        bare = blank(lines.text[start : lines.end(stated)])
        yield _Edit(start + bare.index("["), start + bare.rindex("]") + 1, value)
    elif keys and len(keys[0].path) == 2:  # noqa: PLR2004  the whole commitment in braces
        brace = lines.text.index("{", lines.value_start(keys[0])) + 1
        yield _Edit(brace, brace, f" formerly = {value},")
    elif keys:
        first = keys[0]
        indentation = re.match(r"[ \t]*", lines.text[lines.start(first) :])
        name = ".".join(key(part) for part in (_TABLE, rename.new, "formerly")[len(first.table) :])
        line = f"{indentation[0] if indentation else ''}{name} = {value}"
        yield _Edit(lines.end(first), lines.end(first), lines.newline + line)
