"""Guess where the table of a sheet is, for a suggestion that a person checks."""

import re
from collections.abc import Iterable, Sequence
from fnmatch import translate
from glob import escape
from itertools import pairwise

from msgspec.structs import replace

from commitrack.interchange.sheet import MergedArea, Sheet, SheetCell, letters
from commitrack.interchange.table import TableLayout, parse_sheet, table_of

_SECTIONS = ("Section", "Section row")
"""Names for the column of section rows, of which the table has no other."""
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_FULL = 0.6
"""A row of headings fills at least this share of the cells of the fullest row."""
_TOTAL = re.compile(r"(grand total|sub-?total|total|of which|合計|小計|総計|計(?=$))", re.IGNORECASE)
_FOOTNOTE = re.compile(r"(sources?|notes?|footnotes?|出典|注|※|\*|\(1\)|1\))", re.IGNORECASE)
_MOST_WORDS = 3
"""How many words of another text below a table are its pattern."""


def guess_layout(content: bytes, name: str, given: TableLayout) -> TableLayout:
    """The layout with the rows of the headings and the first column. Raises UsageError for a file without a table."""
    sheet = parse_sheet(content, name, replace(given, heading_rows=()))
    rows = list(sheet.visible())
    most = max((_filled(cells) for _number, cells in rows), default=0)
    enough = max(2, most * _FULL)
    index = next(
        (i for i, (_number, cells) in enumerate(rows) if _filled(cells) >= enough and _is_heading(cells)), None
    )
    if index is None:
        return given
    number, heading = rows[index]
    first = index - 1 if index and _is_above(rows[index - 1], number, sheet.merged) else index
    named = [any(_has(cells, column) for _number, cells in rows[first : index + 1]) for column in range(len(heading))]
    last = _last_heading(rows, index, named, sheet.merged)
    left = next((i for i in range(len(heading)) if any(_has(cells, i) for _number, cells in rows[index:])), 0)
    below = rows[last + 1 :]
    until = _footnotes([cells for _number, cells in below])
    layout = replace(
        given, heading_rows=tuple(range(rows[first][0], number + last - index + 1)), first_column=letters(left),
        skip=_skipped([cells for _number, cells in below]), until=until,
    )  # fmt: skip
    return _with_sections(layout, replace(sheet, rows=rows), below, left)


def _with_sections(
    layout: TableLayout, sheet: Sheet, below: Sequence[tuple[int, Sequence[SheetCell]]], left: int
) -> TableLayout:
    """The layout with the section rows, and the columns in which cells are merged downwards."""
    headings = table_of(sheet, layout).headings
    down = {
        column for (top, column), (bottom, _right) in sheet.merged
        if top < bottom and below and top + 1 >= below[0][0] and 0 <= column - left < len(headings)
    }  # fmt: skip
    filled = tuple(name for name in (headings[column - left] for column in sorted(down)) if headings.count(name) == 1)
    return replace(layout, fill_down=filled, section=_section(below, layout, left, headings))


def _section(
    below: Sequence[tuple[int, Sequence[SheetCell]]], layout: TableLayout, left: int, headings: Sequence[str]
) -> str | None:
    """The name of a column for the texts of section rows: alone in the first column, above rows with several cells."""
    matches = re.compile("|".join(map(translate, (*layout.skip, *layout.until))) or "(?!)", re.IGNORECASE)
    rows = [cells for _number, cells in below if _filled(cells) and not matches.fullmatch(_first(cells))]
    found = any(
        _filled(cells) == 1 and _has(cells, left) and _filled(after) > 1 and isinstance(cells[left], str)
        for cells, after in pairwise(rows)
    )
    return next((name for name in _SECTIONS if name not in headings), None) if found else None


def _is_above(row: tuple[int, Sequence[SheetCell]], number: int, merged: Iterable[MergedArea]) -> bool:
    """Whether a row has headings of several columns of the row below: it is not a title, which is alone."""
    above, cells = row
    if above != number - 1 or not _is_heading(cells):
        return False
    left = next((i for i in range(len(cells)) if _has(cells, i)), 0)
    across = any(top + 1 == above and 0 < column < right for (top, column), (_bottom, right) in merged)
    return _filled(cells) > 1 or (across and left > 0)


def _last_heading(
    rows: Sequence[tuple[int, Sequence[SheetCell]]], index: int, named: Sequence[bool], merged: Iterable[MergedArea]
) -> int:
    """The index of the last row of headings below that of ``index``: cells are merged down to it, or it has
    sub-headings. ``named`` says which columns have a heading so far."""
    first = rows[index][0]
    merged_to = max((bottom + 1 for (top, _left), (bottom, _right) in merged if top + 1 == first), default=first)
    last = index
    for number, cells in rows[index + 1 :]:
        is_next = number == first + last - index + 1 and _filled(cells) > 0 and _is_heading(cells)
        if not is_next or not (number <= merged_to or _has_sub_headings(named, cells)):
            break
        last += 1
    return last


def _has_sub_headings(named: Sequence[bool], cells: Sequence[SheetCell]) -> bool:
    """Whether a row names columns that have no heading, and leaves the first, which identifies rows, as it is."""
    left = named.index(True)
    if _filled(cells) == 1 and any(_has(cells, column) for column in range(left)):
        return False  # the name of a section
    return not _has(cells, left) and any(_has(cells, i) and named[i : i + 1] != [True] for i in range(len(cells)))


def _skipped(rows: Sequence[Sequence[SheetCell]]) -> tuple[str, ...]:
    """The patterns of totals."""
    found = (_TOTAL.match(_first(cells)) for cells in rows)
    return tuple(dict.fromkeys(f"{match[0]}*" for match in found if match))


def _footnotes(rows: Sequence[Sequence[SheetCell]]) -> tuple[str, ...]:
    """The pattern of the first of the rows with a single cell below the table: of a note, a source or another text."""
    last = next((number for number in reversed(range(len(rows))) if _filled(rows[number]) > 1), len(rows))
    notes = [_first(cells) for cells in rows[last + 1 :] if _filled(cells) and not _TOTAL.match(_first(cells))]
    if not notes:
        return ()
    match = _FOOTNOTE.match(notes[0])
    text = match[0] if match else " ".join(notes[0].split()[:_MOST_WORDS])
    return (f"{escape(text)}*",)


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
