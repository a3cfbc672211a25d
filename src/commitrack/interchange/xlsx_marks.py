"""Find hidden rows, errors and formulas without a result in the XML of an XLSX sheet.

It is searched, not parsed, because it may have millions of cells; it has no document type, and is UTF-8.
"""

import re
from collections.abc import Iterator
from html import unescape
from posixpath import normpath
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZipFile

from commitrack.interchange.sheet import SheetCell, column_of
from commitrack.interchange.sheet_marks import MAX_CELLS, NO_RESULT, SheetMarks

_REFERENCE = re.compile(r"([A-Za-z]{0,7})([0-9]{0,10})")
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_SHEET = re.compile(rb"<(?:\w+:)?sheet(\s[^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship(\s[^>]*)>")
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COLUMNS = re.compile(rb"<(?:\w+:)?col\s([^>]*)>")
_NUMBER = re.compile(rb"""\br\s*=\s*["']([0-9]{1,10})\b""")
_HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true)["']""")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)\b")
_PLACED = re.compile(rb"""<c\s[^>]*?\br\s*=\s*["']([A-Za-z]{1,7})([0-9]{1,10})["'][^>]*>""")
_FILLED = re.compile(_PLACED.pattern.removesuffix(b">") + b"(?<!/)>")
_TAGS = tuple(b"<c" + end for end in (b" ", b">", b"/", b"\n", b"\r", b"\t"))
_PREFIXED = re.compile(rb"<\w+:c[\s>/]")
_ERROR = re.compile(
    rb"""<(?:\w+:)?c(?=\s[^>]*\bt\s*=\s*["']e["'])\s[^>]*\br\s*=\s*["']([A-Za-z]+)([0-9]+)[^>]*>"""
    rb"""(?:<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>))?\s*<(?:\w+:)?v>([^<]*)<"""
)
_FORMULA = re.compile(
    rb"""<(?:\w+:)?c(?!\s[^>]*\bt\s*=\s*["']str["'])\s[^>]*\br\s*=\s*["']([A-Za-z]+)([0-9]+)[^>]*(?<!/)>\s*"""
    rb"""<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*(?:/>|>\s*</(?:\w+:)?v>))?\s*</(?:\w+:)?c>"""
)


def xlsx_marks(xml: bytes) -> SheetMarks:
    """The marks of the sheet in a part of an XLSX file."""
    hidden, number = set(), 0
    for row in _ROW.finditer(xml):
        stated = _NUMBER.search(row[1])
        number = int(stated[1]) if stated else number + 1
        if _HIDDEN.search(row[1]) and _VALUE.search(xml, row.end(), xml.find(b"row>", row.end())):
            hidden.add(number)
    return SheetMarks(
        hidden=frozenset(hidden),
        cells=dict(_marked(xml)),
        size=cells_of(xml),
        hidden_columns=tuple(_hidden_columns(xml)),
    )


def _hidden_columns(xml: bytes) -> Iterator[range]:
    """The columns that are hidden, which the XML states before the rows."""
    for column in _COLUMNS.finditer(xml, 0, max(xml.find(b"sheetData"), 0)):
        first, last = (
            re.search(name + rb"""\s*=\s*["']([0-9]{1,5})["']""", column[1]) for name in (rb"\bmin", rb"\bmax")
        )
        if first and last and _HIDDEN.search(column[1]):
            yield range(int(first[1]) - 1, int(last[1]))


def _marked(xml: bytes) -> Iterator[tuple[tuple[int, int], SheetCell]]:
    """The cells with errors and with formulas without a result; few sheets have any, which is found out quickly."""
    if b'"e"' in xml or b"'e'" in xml:
        for column, row, text in _ERROR.findall(xml):
            yield (int(row), column_of(column.decode())), unescape(text.decode()).strip() or None
    if b"<f" in xml or b":f" in xml:
        for column, row in _FORMULA.findall(xml):
            yield (int(row), column_of(column.decode())), NO_RESULT


def cells_of(xml: bytes) -> int:
    """The number of cells of a sheet from the first column and row to the last that is filled.

    If not every cell says where it is in the usual way, the sheet is parsed; that takes three times as long.
    """
    found, size = _extent(_PLACED, xml)
    if found != sum(map(xml.count, _TAGS)) or _PREFIXED.search(xml):
        return _parsed_cells(xml)
    return size if size <= MAX_CELLS else _extent(_FILLED, xml)[1]


def _extent(pattern: re.Pattern[bytes], xml: bytes) -> tuple[int, int]:
    """How many cells a pattern finds, and how many there are from the first column and row to the last of them."""
    found, columns, rows = 0, set(), set()
    for cell in pattern.finditer(xml):
        found += 1
        columns.add(cell[1])
        rows.add(cell[2])
    width = max((column_of(column.decode()) + 1 for column in columns), default=0)
    return found, width * max(map(int, rows), default=0)


def _parsed_cells(xml: bytes) -> int:
    """The number of cells of a sheet in which cells follow one another without saying where they are.

    Raises ExpatError for XML that is not well-formed, and for a place that is none.
    """
    row = column = last_row = last_column = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, last_row, last_column
        place = _REFERENCE.fullmatch(attributes.get("r", ""))
        kind = name.rpartition(":")[2]
        if kind not in {"row", "c"}:
            return
        if place is None:
            raise ExpatError(kind)
        if kind == "row":
            row, column = int(place[2]) if place[2] else row + 1, 0
        else:
            column = column_of(place[1]) + 1 if place[1] else column + 1
            row = int(place[2]) if place[2] else row
            last_row, last_column = max(last_row, row), max(last_column, column)

    parser = ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(xml, True)  # noqa: FBT003  the only argument of that kind
    return last_row * last_column


def sheet_part(archive: ZipFile, sheet: str) -> str | None:
    """The name of the part that holds a sheet; None if that is not certain."""
    parts = set(archive.namelist())
    workbook, relations = (archive.read(part) if part in parts else b"" for part in (_WORKBOOK, _RELATIONS))
    sheets, targets = _SHEET.findall(workbook), _RELATION.findall(relations)
    ids = {_attribute(tag, b"name"): _attribute(tag, rb"\w+:id") for tag in sheets}
    paths = {_attribute(tag, b"Id"): _attribute(tag, b"Target") for tag in targets}
    if len(ids) < len(sheets) or len(paths) < len(targets):
        return None
    path = paths.get(ids.get(sheet, ""), "")
    part = normpath(path.removeprefix("/") if path.startswith("/") else f"xl/{path}")
    return part if part in parts else None


def _attribute(tag: bytes, name: bytes) -> str:
    match = re.search(rb"\s" + name + rb"""\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag)
    return unescape((match[1] or match[2] or b"").decode()) if match else ""
