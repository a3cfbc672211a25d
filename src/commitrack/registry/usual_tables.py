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
_SIMPLE = rf'"({CHARACTER}*+)"|({_TIME})|({NUMBER})|(true|false)|\["({CHARACTER}*+(?:", "{CHARACTER}*+)*+)"\]'
"""A text, a day or a time, a number, yes or no, or a list of texts."""
_VALUE = rf"(?:\.({_KEY}))?(?:\.({_KEY}))? = (?:(?:{_SIMPLE})(?=\n|\Z)|(\S.*))(?:\n|\Z)"
_LINE = re.compile(rf"({_KEY}\.{_KEY}){_VALUE}", re.ASCII)
_LINE_OF_TABLE = re.compile(rf"({_KEY}){_VALUE}", re.ASCII)
_HEADER = re.compile(rf"\[({_KEY}(?:\.{_KEY}){{0,3}})\](?:\n|\Z)", re.ASCII)
_PART = re.compile(_KEY, re.ASCII)
_PLACE = re.compile(rf"({_KEY})\.({_KEY})", re.ASCII)
_ITEM = re.compile(rf"({_KEY}) = (?:{_SIMPLE})(?:, (?!\}})| (\}}))", re.ASCII)
_NOTHING = re.compile(r"[ \t]*(?:#[^\x00-\x08\x0a-\x1f\x7f]*)?\n")
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
    position, line = 0, _LINE
    store: Callable[..., None] = reader.store
    try:
        while position < len(text):
            if match := line.match(text, position):
                store(*match.groups())
            elif match := _HEADER.match(text, position):
                reader.start(match[1])
                line, store = _LINE_OF_TABLE, reader.store_below
            elif (match := _NOTHING.match(text, position)) is None:
                return None
            position = match.end()
    except ValueError:
        return None
    return reader.tables


class _Reader:
    """The tables so far: ``_record`` is that of the last ``_place`` or header, ``_whole`` are those in braces."""

    def __init__(self, parse: Callable[[str], object]) -> None:
        self.tables: Tables = {}
        self._parse, self._parsed = parse, 0
        self._whole: set[int] = set()
        self._place, self._record = "", self.tables

    def store(self, place: str, key: str | None, inner: str | None, *values: str | None) -> None:
        """Store the value of a line. Raises ValueError if its key is defined already, or for an invalid value."""
        if key is None:
            name, key = _PLACE.findall(place)[0]
            table = self._within(self.tables, name)
        else:
            if place != self._place:
                name, record = _PLACE.findall(place)[0]
                self._place, self._record = place, self._within(self._within(self.tables, name), record)
            table, key = (self._record, key) if inner is None else (self._within(self._record, key), inner)
        _put(table, key, self._value(*values))

    def start(self, header: str) -> None:
        """Start a table. Raises ValueError if it exists already."""
        *above, last = _PART.findall(header)
        table = reduce(self._within, above, self.tables)
        self._record = {}
        _put(table, last, self._record)

    def store_below(self, key: str, second: str | None, third: str | None, *values: str | None) -> None:
        """Store the value of a line below a header. Raises ValueError as ``store``."""
        table = self._record
        for inner in (second, third):
            if inner is not None:
                table, key = self._within(table, key), inner
        _put(table, key, self._value(*values))

    def _within(self, table: Tables, key: str) -> Tables:
        """The table of a key, which must not be another value, nor a table that is complete."""
        inner = table.setdefault(key.strip('"'), {})
        if type(inner) is not dict or id(inner) in self._whole:
            raise ValueError("not a table")
        return inner

    def _value(self, *values: str | None) -> object:
        *simple, other = values
        if other is None:
            return _simple(*simple)
        value: object = _in_braces(other)
        if value is None:
            self._parsed += 1
            if self._parsed > MOST_PARSED:
                raise ValueError("quicker to parse as a whole")
            value = self._parse(other)
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
    table: Tables = {}
    position, count, is_complete = _FIRST_ITEM, 0, False
    while text.startswith("{ ") and not is_complete and (match := _ITEM.match(text, position)):
        key, *values, end = match.groups()
        table[key.strip('"')] = _simple(*values)
        position, count, is_complete = match.end(), count + 1, end is not None
    return table if is_complete and position == len(text) and len(table) == count else None


def _simple(text: str | None, time: str | None, number: str | None, flag: str | None, items: str | None) -> object:
    """The value of a pattern, of which one group is not None. Raises ValueError for a day that does not exist."""
    if text is not None:
        return text
    if number is not None:
        return Decimal(number) if "." in number else int(number)
    if items is not None:
        return items.split('", "')
    if time is not None:
        return datetime.fromisoformat(time) if "T" in time else date.fromisoformat(time)
    return flag == "true"
