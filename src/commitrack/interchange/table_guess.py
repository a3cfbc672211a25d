"""Guess where the table of a sheet is, for a suggestion that a person checks."""

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from commitrack.interchange.sheet import MergedArea, SheetCell, letters
from commitrack.interchange.table import TableLayout, parse_sheet

_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_FULL = 0.6
"""A row of headings fills at least this share of the cells of the fullest row."""
_TOTAL = re.compile(r"(grand total|sub-?total|total|of which|合計|小計|総計|計(?=$))", re.IGNORECASE)
_FOOTNOTE = re.compile(r"(sources?|notes?|footnotes?|出典|注|※|\*|\(1\)|1\))", re.IGNORECASE)


def guess_layout(content: bytes, name: str, given: TableLayout) -> TableLayout:
    """The layout with the rows of the headings and the first column. Raises UsageError for a file without a table."""
    sheet = parse_sheet(content, name, replace(given, heading_rows=()))
    rows = list(sheet.rows)
    most = max((_filled(cells) for _number, cells in rows), default=0)
    enough = max(2, most * _FULL)
    index = next(
        (i for i, (_number, cells) in enumerate(rows) if _filled(cells) >= enough and _is_heading(cells)), None
    )
    if index is None:
        return given
    (above, over), (number, heading) = rows[index - 1] if index else (0, ()), rows[index]
    is_stacked = index > 0 and above == number - 1 and _filled(over) > 1 and _is_heading(over)
    last = index if is_stacked else _last_heading(rows, index, sheet.merged)
    filled = (i for i in range(len(heading)) if any(_has(cells, i) for _number, cells in rows[index:]))
    below = [cells for _number, cells in rows[last + 1 :]]
    return replace(
        given, heading_rows=tuple(range(above if is_stacked else number, number + last - index + 1)),
        first_column=letters(next(filled, 0)), skip=_skipped(below), until=_footnotes(below),
    )  # fmt: skip


def _last_heading(rows: Sequence[tuple[int, Sequence[SheetCell]]], index: int, merged: Iterable[MergedArea]) -> int:
    """The index of the last row of headings below the first: cells are merged down to it, or it has sub-headings."""
    first, heading = rows[index]
    merged_to = max((bottom + 1 for (top, _left), (bottom, _right) in merged if top + 1 == first), default=first)
    last = index
    for number, cells in rows[index + 1 :]:
        is_next = number == first + last - index + 1 and _filled(cells) > 0 and _is_heading(cells)
        if not is_next or not (number <= merged_to or _has_sub_headings(heading, cells)):
            break
        last += 1
    return last


def _has_sub_headings(heading: Sequence[SheetCell], cells: Sequence[SheetCell]) -> bool:
    """Whether a row names columns that have no heading, and leaves the first, which identifies rows, as it is."""
    left = next(column for column in range(len(heading)) if _has(heading, column))
    return not _has(cells, left) and any(cell is not None and not _has(heading, i) for i, cell in enumerate(cells))


def _skipped(rows: Sequence[Sequence[SheetCell]]) -> tuple[str, ...]:
    """The patterns of totals."""
    found = (_TOTAL.match(_first(cells)) for cells in rows)
    return tuple(dict.fromkeys(f"{match[0]}*" for match in found if match))


def _footnotes(rows: Sequence[Sequence[SheetCell]]) -> tuple[str, ...]:
    """The pattern of the first of the rows with a single cell below the table, if that is a note or a source."""
    last = next((number for number in reversed(range(len(rows))) if _filled(rows[number]) > 1), len(rows))
    notes = [cells for cells in rows[last + 1 :] if _filled(cells)]
    match = _FOOTNOTE.match(_first(notes[0])) if notes else None
    return (f"{match[0].replace('*', '[*]')}*",) if match else ()


def _first(cells: Sequence[SheetCell]) -> str:
    """The first cell that is not empty, as text."""
    return next((str(cell) for cell in cells if cell is not None), "")


def _filled(cells: Sequence[SheetCell]) -> int:
    return sum(cell is not None for cell in cells)


def _has(cells: Sequence[SheetCell], column: int) -> bool:
    return column < len(cells) and cells[column] is not None


def _is_heading(cells: Sequence[SheetCell]) -> bool:
    """Whether all cells that are filled could be headings: texts or years."""
    return all(cell is None or _could_be_heading(cell) for cell in cells)


def _could_be_heading(cell: SheetCell) -> bool:
    if isinstance(cell, int) and not isinstance(cell, bool):
        return _FIRST_YEAR <= cell <= _LAST_YEAR
    return isinstance(cell, str)
