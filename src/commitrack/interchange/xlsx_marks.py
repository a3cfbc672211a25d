"""Find hidden rows, errors and formulas without a result in the XML of an XLSX sheet.

It is searched, not parsed, because it may have millions of cells; it has no document type, and is UTF-8.
"""

import re
from collections.abc import Iterator
from html import unescape
from zipfile import ZipFile

from commitrack.interchange.sheet import SheetCell, column_of
from commitrack.interchange.sheet_marks import NO_RESULT, SheetMarks

_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_SHEET = re.compile(rb"<(?:\w+:)?sheet(\s[^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship(\s[^>]*)>")
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_NUMBER = re.compile(rb"""\br\s*=\s*["']([0-9]+)""")
_HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true)["']""")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)\b")
_FILLED = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Za-z]+)([0-9]+)[^>]*(?<!/)>""")
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
    return SheetMarks(hidden=frozenset(hidden), cells=dict(_marked(xml)), size=_size(xml))


def _marked(xml: bytes) -> Iterator[tuple[tuple[int, int], SheetCell]]:
    """The cells with errors and with formulas without a result; few sheets have any, which is found out quickly."""
    if b'"e"' in xml or b"'e'" in xml:
        for column, row, text in _ERROR.findall(xml):
            yield (int(row), column_of(column.decode())), unescape(text.decode()).strip() or None
    if b"<f" in xml or b":f" in xml:
        for column, row in _FORMULA.findall(xml):
            yield (int(row), column_of(column.decode())), NO_RESULT


def _size(xml: bytes) -> int:
    columns, rows = set(), set()
    for cell in _FILLED.finditer(xml):
        columns.add(cell[1])
        rows.add(cell[2])
    return max((column_of(column.decode()) + 1 for column in columns), default=0) * max(map(int, rows), default=0)


def sheet_part(archive: ZipFile, sheet: str) -> str | None:
    """The name of the part that holds a sheet; None if it is not there."""
    parts = set(archive.namelist())
    workbook, relations = (archive.read(part) if part in parts else b"" for part in (_WORKBOOK, _RELATIONS))
    ids = {_attribute(tag, b"name"): _attribute(tag, rb"\w+:id") for tag in _SHEET.findall(workbook)}
    targets = {_attribute(tag, b"Id"): _attribute(tag, b"Target") for tag in _RELATION.findall(relations)}
    target = targets.get(ids.get(sheet, ""), "")
    part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return part if part in parts else None


def _attribute(tag: bytes, name: bytes) -> str:
    match = re.search(rb"\s" + name + rb"""\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag)
    return unescape((match[1] or match[2] or b"").decode()) if match else ""
