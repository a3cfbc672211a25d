"""A workbook with a sheet for each table, which can be edited and imported again. Text never becomes a formula."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from commitrack.errors import UsageError
from commitrack.interchange.export.data_table import DataTable, DataType, DataValue
from commitrack.interchange.export.dataset import dataset
from commitrack.interchange.export.formats import Exported
from commitrack.language import LazyString as _
from commitrack.model import multilingual
from commitrack.report.snapshot import Snapshot
from commitrack.views.cell_text import shown
from commitrack.views.linebreak import width
from commitrack.views.xlsx import EXACT, NARROWEST, WIDEST, Book, Value

MOST_ROWS = 2**20
"""Rows of a sheet, with that of the headings."""
MOST_CHARACTERS = 32_767
"""Characters of a cell."""
_SAMPLE = 200
"""The rows whose texts determine the width of a column."""


def export(snapshot: Snapshot, *, digest: str) -> Exported:
    """The registry as a workbook; raise UsageError for a table or a text that does not fit into one."""
    title = multilingual(snapshot.registry.settings.title)
    book = Book(title, created=snapshot.as_of, sanitized=shown)
    for table in dataset(snapshot, digest=digest):
        if len(table.rows) >= MOST_ROWS:
            raise UsageError(
                _("a sheet has at most {most:,} rows, and {table} has {n:,}", most=MOST_ROWS - 1, table=table.name,
                  n=len(table.rows)),
                hint=_("choose another format: sqlite or csv"),
            )  # fmt: skip
        _write(table, book)
    return Exported(content=book.bytes())


def _write(table: DataTable, book: Book) -> None:
    sheet = book.sheet(table.name)
    for column, field in enumerate(table.fields):
        book.write(sheet, 0, column, Value(field.name), bold=True, bottom=1)
        values = [_value(row[column], field.type) for row in table.rows]
        for row, value in enumerate(values, start=1):
            if isinstance(value.content, str) and len(book.text(value.content)) > MOST_CHARACTERS:
                raise UsageError(
                    _("a cell has at most {most:,} characters; the text of {field} in row {row} of {table} is longer",
                      most=MOST_CHARACTERS, field=field.name, row=row + 1, table=table.name),
                    hint=_("choose another format: sqlite or csv"),
                )  # fmt: skip
            if value.content is not None:
                book.write(sheet, row, column, value)
        widest = max(width(field.name) + 3, NARROWEST, *_widths(values))
        sheet.set_column(column, column, min(widest, WIDEST))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, len(table.rows), len(table.fields) - 1)


def _widths(values: list[Value]) -> Iterator[int]:
    for value in values[:_SAMPLE]:
        yield max(map(width, str(value.content or "").split("\n")))


def _value(value: DataValue, kind: DataType) -> Value:
    """A value as a cell: a day as a date, a number as a number, unless it has more digits than a spreadsheet keeps."""
    match value:
        case None | str():
            return Value(value)
        case tuple():
            return Value(" ".join(value) or None)
        case bool():
            return Value("true" if value else "false")
        case date():
            return Value(value, "yyyy-mm-dd")
        case int() | Decimal():
            digits = len(Decimal(value).normalize().as_tuple().digits)
            if digits > EXACT:
                return Value(f"{Decimal(value):f}")
            return Value(value, "0.0%" if kind is DataType.SHARE else "0" if isinstance(value, int) else "General")
