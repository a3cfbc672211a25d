"""The cells of a file as they are, before anybody says which of them are headings: what every reader returns."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from string import ascii_uppercase
from typing import TypeAlias

from msgspec import Struct

_BREAKS = re.compile("\r\n?|\v")


class Unreadable(Struct, frozen=True):
    """A cell that has no value which can be relied on: what it shows, and the reason, as a message."""

    text: str
    reason: str

    def __str__(self) -> str:
        """What the cell shows."""
        return self.text


SheetCell: TypeAlias = str | int | Decimal | date | datetime | bool | Unreadable | None
"""The content of a cell; None if it is empty.

Text is stripped and never empty; error values (``#DIV/0!``, ``Loading...``) are text. In CSV, all cells are text.
Numbers come only from workbooks, and have lost their format: 25 % is 0.25, and ¥40m may be 40.
"""

MergedArea: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
"""Merged cells: the row and the column of the first and the last of them, from 0."""


class Sheet(Struct, kw_only=True):
    """All rows of a sheet, with their numbers from 1, in order and read once; blank rows may be left out.

    ``name`` is that of the file and, in a workbook, of the sheet. ``hidden`` are the numbers of rows that a table does
    not have, because they are hidden. ``notices`` say what was left out.
    """

    name: str
    rows: Iterable[tuple[int, Sequence[SheetCell]]]
    merged: Sequence[MergedArea] = ()
    hidden: frozenset[int] = frozenset()
    notices: tuple[str, ...] = ()

    def visible(self) -> Iterator[tuple[int, Sequence[SheetCell]]]:
        """The rows that are not hidden."""
        return ((number, cells) for number, cells in self.rows if number not in self.hidden)


def text_cell(text: str) -> str | None:
    """The text of a cell, stripped, with one kind of line break; None if it is blank."""
    if not text.isprintable():
        text = _BREAKS.sub("\n", text)
    return text.strip() or None


def letters(column: int) -> str:
    """The letters of a column, counted from 0, as spreadsheets show them: A, Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, len(ascii_uppercase))
        name = ascii_uppercase[rest] + name
    return name


def column_of(name: str) -> int:
    """The column, counted from 0, that has these letters."""
    column = 0
    for letter in name.upper():
        column = column * len(ascii_uppercase) + ascii_uppercase.index(letter) + 1
    return column - 1
