"""Read additions in the form in which commitrack writes them, and similar tables, without the parser of TOML.

A line is a dotted key from the root, or a key below a header, with a value on the same line. Dotted keys are read in a
quarter of the time, tables in two thirds; only a value with an escape, or with tables in a list, is left to the parser.
Any other text is parsed as a whole.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from typing import Any

from commitrack.registry.usual_lines import CHARACTER, DAY, NUMBER

_KEY = rf'(?:[A-Za-z0-9_-]++|"{CHARACTER}++")'
_TIME = rf"{DAY}(?:T\d\d:\d\d:\d\d(?:\.\d{{1,6}})?Z)?"
_SIMPLE = rf'"{CHARACTER}*+"|{_TIME}|{NUMBER}|true|false|\["{CHARACTER}*+(?:", "{CHARACTER}*+)*+"\]'
"""A text, a day or a time, a number, yes or no, or a list of texts."""
_LINE = re.compile(
    rf"((?:{_KEY}\.){{0,3}}+)({_KEY}) = (?:({_SIMPLE})(?=\n|\Z)|(\S.*))(?:\n|\Z)"
    rf"|\[({_KEY}(?:\.{_KEY}){{0,3}})\](?:\n|\Z)|[ \t]*(?:#[^\x00-\x08\x0a-\x1f\x7f]*)?\n|(.+)",
    re.ASCII,
)
"""A key with the tables above it and a value, simple or not; a header; a line without either; any other line."""
_PART = re.compile(_KEY, re.ASCII)
_ITEM = re.compile(rf"({_KEY}) = ({_SIMPLE})(?:, (?!\}})| \}}\Z)|(.+)", re.ASCII)
_FIRST_ITEM = len("{ ")
MOST_PARSED = 100
"""How many values of another form are left to the parser; with more of them, it reads the whole text more quickly."""

Tables = dict[str, Any]


def usual_tables(text: str, parse: Callable[[str], object]) -> Tables | None:
    """The tables of a text whose lines all have the usual form, or None; ``parse`` reads a value of another form.

    None also for a key that is defined twice, a day that does not exist, and a value of which ``parse`` raises
    ValueError: the parser says what is wrong. None too for texts with more than ``MOST_PARSED`` values of another form.
    """
    reader = _Reader(parse)
    try:
        for match in _LINE.finditer(text):
            tables, key, value, other, header, another = match.groups()
            if key is not None:
                reader.store(tables, key, value, other)
            elif header is not None:
                reader.start(header)
            elif another is not None:
                return None
    except ValueError:
        return None
    return reader.tables


class _Reader:
    """The tables so far: ``_table`` is that of the last header, ``_inner`` the one to which dotted keys lead from it.

    ``_way`` are the tables above these keys, ``_whole`` are tables in braces.
    """

    def __init__(self, parse: Callable[[str], object]) -> None:
        self.tables: Tables = {}
        self._parse, self._parsed = parse, 0
        self._whole: set[int] = set()
        self._table = self._inner = self.tables
        self._way = ""

    def store(self, way: str, key: str, value: str | None, other: str | None) -> None:
        """Store the value of a line. Raises ValueError if its key is defined already, or for an invalid value."""
        if way != self._way:
            self._way, self._inner = way, reduce(self._within, _PART.findall(way), self._table)
        _put(self._inner, key, self._other(other) if value is None else _simple(value))

    def start(self, header: str) -> None:
        """Start a table. Raises ValueError if it exists already."""
        *above, last = _PART.findall(header)
        table = reduce(self._within, above, self.tables)
        self._table = self._inner = {}
        self._way = ""
        _put(table, last, self._table)

    def _within(self, table: Tables, key: str) -> Tables:
        """The table of a key, which must not be another value, nor a table that is complete."""
        inner = table.setdefault(key.strip('"'), {})
        if type(inner) is not dict or id(inner) in self._whole:
            raise ValueError("not a table")
        return inner

    def _other(self, text: str | None) -> object:
        """A value that is not simple. Raises ValueError if it is invalid, or one too many."""
        value: object = _in_braces(text or "")
        if value is None:
            self._parsed += 1
            if self._parsed > MOST_PARSED:
                raise ValueError("quicker to parse as a whole")
            value = self._parse(text or "")
        if isinstance(value, dict):
            self._whole.add(id(value))
        return value


def _put(table: Tables, key: str, value: object) -> None:
    """Put a value into a table. Raises ValueError if its key is defined already."""
    if (last := key.strip('"')) in table:
        raise ValueError("defined twice")
    table[last] = value


def _in_braces(text: str) -> Tables | None:
    """A table in braces with simple values; None for anything else. Raises ValueError for a day that does not exist."""
    if not text.startswith("{ "):
        return None
    items = _ITEM.findall(text, _FIRST_ITEM)
    table = {key.strip('"'): _simple(value) for key, value, other in items if not other}
    return table if len(table) == len(items) and text.endswith(" }") else None


def _simple(text: str) -> object:
    """A text, a list of texts, yes or no, a day or a time, or a number. Raises ValueError for a day that never was."""
    first = text[0]
    if first == '"':
        return text[1:-1]
    if first == "[":
        return text[2:-2].split('", "')
    if first in "tf":
        return text == "true"
    if text[4:5] == "-":
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    return Decimal(text) if "." in text else int(text)
