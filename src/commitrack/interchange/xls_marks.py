"""Find hidden rows and columns, and errors, in the records of an XLS file, as ``xlsx_marks`` does in XML."""

from collections.abc import Iterator
from struct import error, unpack_from

from commitrack.interchange.sheet import SheetCell
from commitrack.interchange.sheet_marks import SheetMarks

_BOF, _EOF, _SHEET = 0x809, 0x0A, 0x85
_ROW, _COLUMNS, _ERROR, _FORMULA = 0x208, 0x7D, 0x205, 0x06
_VALUES = frozenset({0xFD, 0x203, 0x27E, 0xBD, 0x204, 0xD6, _ERROR, _FORMULA})
"""The records of cells with values: texts, numbers, errors and formulas; each begins with the number of its row."""
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 1
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_IS_ERROR = b"\xff\xff"
"""What follows the code of an error, where a formula has its result."""


def xls_marks(stream: bytes, index: int) -> SheetMarks | None:
    """The marks of a sheet, by its index from 0, in the stream of a workbook; None if they cannot be found."""
    try:
        sheets = [unpack_from("<I", stream, at)[0] for kind, at, _size in _records(stream, 0) if kind == _SHEET]
        return _marks(stream, sheets[index]) if index < len(sheets) else None
    except (error, IndexError):  # a record is incomplete
        return None


def _marks(stream: bytes, start: int) -> SheetMarks:
    rows, filled, cells = set[int](), set[int](), dict[tuple[int, int], SheetCell]()
    columns: list[range] = []
    for kind, at, _size in _records(stream, start):
        if kind == _ROW and stream[at + 12] & _HIDDEN_ROW:
            rows.add(unpack_from("<H", stream, at)[0] + 1)
        elif kind == _COLUMNS and stream[at + 8] & _HIDDEN_COLUMN:
            first, last = unpack_from("<2H", stream, at)
            columns.append(range(first, last + 1))
        elif kind in _VALUES:
            row, column = unpack_from("<2H", stream, at)
            filled.add(row + 1)
            if text := _error(stream, kind, at):
                cells[row + 1, column] = text
    return SheetMarks(hidden=frozenset(rows & filled), cells=cells, hidden_columns=tuple(columns))


def _error(stream: bytes, kind: int, at: int) -> str | None:
    """The error in a cell: typed, or the result of a formula."""
    if kind == _ERROR and stream[at + 7]:
        return _ERRORS.get(stream[at + 6])
    if kind == _FORMULA and stream[at + 6] == 2 and stream[at + 12 : at + 14] == _IS_ERROR:  # noqa: PLR2004  an error
        return _ERRORS.get(stream[at + 8])
    return None


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """The kind, the place and the size of each record from a BOF to its EOF; other streams in it, as charts, are not.

    Raises struct.error for a stream that ends before.
    """
    depth = 0
    while True:
        kind, size = unpack_from("<2H", stream, start)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        if start + 4 + size > len(stream):
            raise error
        if depth == 1:
            yield kind, start + 4, size
        start += 4 + size
