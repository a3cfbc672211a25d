"""Find hidden rows, merged cells, errors and formulas without a result in the XML of an ODS file.

It is searched, not parsed, as that of an XLSX file. Equal rows and cells are written once, with their number.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from itertools import pairwise

from commitrack.interchange.sheet import MergedArea, SheetCell
from commitrack.interchange.sheet_marks import NO_RESULT, SheetMarks

_SHEET = re.compile(rb'<table:table\s[^>]*?\btable:name="([^"]*)"')
_ROW = re.compile(rb"<table:table-row\b([^>]*)>")
_COLUMN = re.compile(rb"<table:table-column\b([^>]*)>")
_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*)>")
_ERROR = re.compile(rb'<table:table-cell\s[^>]*\bcalcext:value-type="error"[^>]*>(?:\s*<text:p>([^<]*)</text:p>)?')
_FORMULA = re.compile(
    rb"<table:table-cell(?=\s[^>]*\btable:formula=)(?!\s[^>]*\boffice:value-type=)\s[^>]*>(?!\s*<text:p>[^<])"
)
_SPANNED = re.compile(rb'<table:table-cell\s(?=[^>]*\btable:number-(?:rows|columns)-spanned="(?!1")[0-9]{1,7}")[^>]*>')
_SPAN = {axis: re.compile(rb'table:number-%s-spanned="([0-9]{1,7})"' % axis) for axis in (b"rows", b"columns")}
_HIDDEN = re.compile(rb'table:visibility="(?:collapse|filter)"')
_REPEATED = re.compile(rb'table:number-(?:rows|columns)-repeated="([0-9]+)"')
_VALUE = b"office:value-type"
_MOST_ROWS = 1_048_576


def ods_marks(content: bytes) -> dict[str, SheetMarks]:
    """The marks of each sheet, by its name, in the content of an ODS file."""
    sheets = [*_SHEET.finditer(content)]
    starts = [*(sheet.start() for sheet in sheets), len(content)]
    return {
        unescape(sheet[1].decode()): _sheet_marks(content[start:end])
        for sheet, (start, end) in zip(sheets, pairwise(starts), strict=True)
    }


def _sheet_marks(xml: bytes) -> SheetMarks:
    rows = [*_ROW.finditer(xml)]
    starts, numbers = [row.start() for row in rows], [1]
    for row in rows:
        numbers.append(numbers[-1] + _repeated(row[1]))
    ends = [*starts[1:], len(xml)]
    hidden = {
        number
        for row, end, first, after in zip(rows, ends, numbers, numbers[1:], strict=False)
        if _HIDDEN.search(row[1]) and xml.find(_VALUE, row.end(), end) > 0
        for number in range(first, min(after, _MOST_ROWS))
    }
    cells: dict[tuple[int, int], SheetCell] = {}
    merged: list[MergedArea] = []
    spanned = _SPANNED.finditer(xml) if b"-spanned=" in xml else ()  # few sheets have any, which is found out quickly
    found = (*_ERROR.finditer(xml), *_FORMULA.finditer(xml), *spanned)
    for cell, row_number, column in _placed(found, xml, starts, numbers):
        if cell.re is _SPANNED:
            down, across = (int(match[1]) if (match := span.search(cell[0])) else 1 for span in _SPAN.values())
            merged.append(((row_number - 1, column), (row_number + down - 2, column + across - 1)))
        else:
            text = cell[1] if cell.re is _ERROR else None
            cells[row_number, column] = NO_RESULT if text is None else unescape(text.decode())
    return SheetMarks(
        hidden=frozenset(hidden),
        cells=cells,
        size=_size(xml, starts, ends, numbers),
        hidden_columns=tuple(_hidden_columns(xml)),
        merged=tuple(merged),
    )


def _placed(
    cells: Iterable[re.Match[bytes]], xml: bytes, starts: Sequence[int], numbers: Sequence[int]
) -> Iterator[tuple[re.Match[bytes], int, int]]:
    """Each cell with the number of its row and the index of its column; every byte of a row is counted once."""
    index, position, column = -1, 0, 0
    for cell in sorted(cells, key=lambda cell: cell.start()):
        if (at := bisect_right(starts, cell.start()) - 1) != index:
            index, position, column = at, starts[at], 0
        column += _width(xml[position : cell.start()])
        position = cell.start()
        yield cell, numbers[index], column


def _hidden_columns(xml: bytes) -> Iterator[range]:
    first = 0
    for column in _COLUMN.finditer(xml):
        after = first + _repeated(column[1])
        if _HIDDEN.search(column[1]):
            yield range(first, after)
        first = after


def _size(xml: bytes, starts: list[int], ends: list[int], numbers: list[int]) -> int:
    """The number of cells to the last column and the last row with a value."""
    width = height = 0
    for start, end, after in zip(starts, ends, numbers[1:], strict=True):
        value = xml.rfind(_VALUE, start, end)
        if value > 0:
            width, height = max(width, _width(xml[start : xml.find(b">", value) + 1])), after - 1
    return width * height


def _width(row: bytes) -> int:
    """The number of cells in the XML of a row or of its beginning."""
    if b"columns-repeated" not in row:
        return row.count(b"<table:table-cell") + row.count(b"<table:covered-table-cell")
    return sum(map(_repeated, _CELL.findall(row)))


def _repeated(attributes: bytes) -> int:
    match = _REPEATED.search(attributes)
    return int(match[1]) if match else 1
