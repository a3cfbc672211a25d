"""Read a sheet of a workbook: XLSX, ODS or XLS, through python-calamine.

Its numbers are all floats, and errors are empty cells to it; so integers are restored, and the XML, or the records of
an XLS file, are searched for what it leaves out. If that is not possible, a notice says so.
"""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain, repeat
from math import isfinite
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError
from zipfile import ZipFile

from commitrack.errors import UsageError
from commitrack.interchange.compound_file import compound_file
from commitrack.interchange.ods_marks import ods_marks
from commitrack.interchange.sheet import Sheet, SheetCell, letters, text_cell
from commitrack.interchange.sheet_marks import MAX_CELLS, SheetMarks
from commitrack.interchange.xls_marks import xls_marks
from commitrack.interchange.xlsx_marks import cells_of, sheet_part, xlsx_marks
from commitrack.interchange.zip_parts import damaged, protected, unpacked
from commitrack.language import LazyString as _
from commitrack.language import comma_list
from commitrack.suggest import did_you_mean

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How XLSX and ODS, and how XLS begins, as does an XLSX with a password."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SHOWN = 5
UNKNOWN = SheetMarks()
"""The marks of a sheet of which nothing is known."""


def is_workbook(content: bytes) -> bool:
    """Whether the bytes of a file are a workbook rather than text."""
    return content.startswith((ZIP, COMPOUND))


def workbook_sheet(content: bytes, name: str, *, sheet: str | None = None, hidden: bool = False) -> Sheet:
    """A sheet of a workbook, by default the first that is not hidden; ``hidden`` includes hidden sheets and rows.

    Raises UsageError for a file that cannot be read, and for an unknown or hidden sheet.
    """
    file = _checked(content, name)
    is_xml = content.startswith(ZIP)
    all_marks = _ods_marks(file) if is_xml else {}
    for title, marks in all_marks.items():
        _require_room(marks, name, title)  # before the reader, which reads all sheets of an ODS file
    with _reading(name):
        workbook = _opened(file)
        title, notices = _chosen(workbook, name, sheet, hidden=hidden)
        marks = all_marks.get(title) or (_xlsx_marks(file, title) if is_xml else _xls_marks(content, workbook, title))
        _require_room(marks, name, title)
        file.close()  # the reader has a copy
        opened = workbook.get_sheet_by_name(title)
        workbook.close()
    skipped = frozenset() if hidden else marks.hidden
    if skipped:
        notices.append(_hidden_rows(sorted(skipped)))
    last = opened.end[1] if opened.end else -1
    if columns := [letters(n) for hidden in marks.hidden_columns for n in hidden[: max(last + 1 - hidden.start, 0)]]:
        notices.append(_("hidden columns are read, too: {columns}", columns=comma_list(columns)))
    if marks is UNKNOWN:
        notices.append(_("hidden rows and errors cannot be recognized in XLS; save the file as XLSX to be sure"))
    return Sheet(
        name=_('{file}, sheet "{sheet}"', file=name, sheet=title),
        rows=_rows(opened, marks.cells),
        merged=opened.merged_cell_ranges or marks.merged,
        hidden=skipped,
        notices=tuple(notices),
    )


def sheet_names(content: bytes, name: str) -> tuple[str, ...]:
    """The names of the sheets of a workbook, hidden or not. Raises UsageError for a file that cannot be read."""
    file = _checked(content, name)
    with _reading(name):
        workbook = _opened(file)
        names = tuple(workbook.sheet_names)
        workbook.close()
    return names


def _checked(content: bytes, name: str) -> io.BytesIO:
    """The file for the reader; raise UsageError for one that has a password, or that could exhaust the memory."""
    if _ENCRYPTED in content:
        raise protected(name)
    if content.startswith(ZIP):
        return unpacked(content, name)
    if compound_file(content) is None:
        raise damaged(name)
    return io.BytesIO(content)


@contextmanager
def _reading(name: str) -> Iterator[None]:
    """Turn every error of the reader into a sentence; some are panics, which are no ``Exception``."""
    from python_calamine import CalamineError, PasswordError  # noqa: PLC0415  2 MB, only for workbooks

    try:
        yield
    except PasswordError:
        raise protected(name) from None
    except (CalamineError, ExpatError):
        raise damaged(name) from None
    except BaseException as failure:
        if type(failure).__name__ == "PanicException":
            raise damaged(name) from None
        raise


def _opened(file: io.BytesIO) -> "CalamineWorkbook":
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    file.seek(0)
    return CalamineWorkbook.from_filelike(file)


def _chosen(workbook: "CalamineWorkbook", name: str, sheet: str | None, *, hidden: bool) -> tuple[str, list[str]]:
    """The name of the sheet to be read, and notices about those that are not."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415

    sheets = {data.name: data.visible for data in workbook.sheets_metadata if data.typ == SheetTypeEnum.WorkSheet}
    shown = [title for title, visible in sheets.items() if visible == SheetVisibleEnum.Visible]
    if sheet is not None and sheet not in sheets:
        hint = did_you_mean(sheet, sheets) or _("the sheets are {names}", names=comma_list(sheets))
        raise UsageError(_('"{name}" has no sheet "{sheet}"', name=name, sheet=sheet), hint=hint)
    if sheet is not None and sheet not in shown and not hidden:
        message = _('sheet "{sheet}" of "{name}" is hidden', name=name, sheet=sheet)
        raise UsageError(message, hint=_("to read it, add hidden = true to [table]"))
    title = sheet or next(iter(shown or sheets), None)
    if title is None:
        raise UsageError(_('"{name}" has no sheet', name=name))
    others = [other for other in shown if other != title] if sheet is None else []
    concealed = [other for other in sheets if other not in shown and other != title]
    notices: list[str] = []
    if others:
        notices.append(_('only the sheet "{sheet}" is read, not {others}', sheet=title, others=_quoted(others)))
    if concealed:
        notices.append(_("hidden sheets are not read: {sheets}", sheets=_quoted(concealed)))
    return title, notices


def _quoted(names: list[str]) -> _:
    return comma_list([_('"{text}"', text=name) for name in names])


def _hidden_rows(numbers: list[int]) -> str:
    shown = comma_list([str(number) for number in numbers[:_SHOWN]] + ["…"] * (len(numbers) > _SHOWN))
    return _(
        "{n:,} hidden row is not read: {rows}", "{n:,} hidden rows are not read: {rows}", n=len(numbers), rows=shown
    )


def _ods_marks(file: io.BytesIO) -> Mapping[str, SheetMarks]:
    """The marks of each sheet of an ODS file; none of an XLSX file."""
    with ZipFile(file) as archive:
        return ods_marks(archive.read("content.xml")) if "content.xml" in archive.namelist() else {}


def _xlsx_marks(file: io.BytesIO, sheet: str) -> SheetMarks:
    with ZipFile(file) as archive:
        if part := sheet_part(archive, sheet):
            return xlsx_marks(archive.read(part))
        sheets = (archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/"))
        return SheetMarks(size=max(map(cells_of, sheets), default=0))


def _xls_marks(content: bytes, workbook: "CalamineWorkbook", sheet: str) -> SheetMarks:
    """The marks of a sheet of an XLS file; UNKNOWN if its records are not as expected."""
    file = compound_file(content)
    stream = file.stream("Workbook", "Book") if file else None
    marks = xls_marks(stream, workbook.sheet_names.index(sheet)) if stream else None
    return marks or UNKNOWN


def _require_room(marks: SheetMarks, name: str, sheet: str) -> None:
    if marks.size > MAX_CELLS:
        raise UsageError(
            _('"{name}", sheet "{sheet}", has more than {n:,} cells', name=name, sheet=sheet, n=MAX_CELLS),
            hint=_("delete what is far away from the table, or save the table as CSV"),
        )


def _rows(sheet: "CalamineSheet", marked: Mapping[tuple[int, int], SheetCell]) -> Iterator[tuple[int, list[SheetCell]]]:
    """All rows with their numbers."""
    by_row: dict[int, dict[int, SheetCell]] = {}
    for (row, column), cell in marked.items():
        by_row.setdefault(row, {})[column] = cell
    width = max((column + 1 for _row, column in marked), default=0)
    left = [None] * (sheet.start[1] if sheet.start else 0)
    # The reader leaves out rows and columns at the end that it takes for empty.
    missing = repeat((), max(by_row, default=0) - (sheet.end[0] + 1 if sheet.end else 0))
    for number, values in enumerate(chain(sheet.iter_rows(), missing), 1):
        cells = [*left, *map(_cell, values)]
        cells += [None] * (width - len(cells))
        for column, cell in by_row.get(number, {}).items():
            cells[column] = cell
        yield number, cells


def _cell(value: object) -> SheetCell:
    if isinstance(value, str):
        return text_cell(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, bool | int | date):
        return value
    return value.isoformat() if isinstance(value, time) else str(value)


def _number(value: float) -> SheetCell:
    """A number with the 15 digits that spreadsheets keep and show; text if it is none."""
    if not isfinite(value):
        return str(value)
    exact = Decimal(f"{value:.15g}")
    return int(exact) if value.is_integer() else exact
