"""XLSX: a sheet for each section, with real dates and numbers; text never becomes a formula or a link."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from msgspec import Struct
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from commitrack.amounts import Amount, Unit, is_currency
from commitrack.language import SOURCE, comma_list, localize, word
from commitrack.language import LazyString as _
from commitrack.model import multilingual
from commitrack.report.report import Report
from commitrack.views.grid import Cell, Column, Grid, Named, Share, StatusCell
from commitrack.views.linebreak import width
from commitrack.views.sanitize import safe
from commitrack.views.sections import HIGHLIGHTS, Section, select
from commitrack.wording.commitments import title_of
from commitrack.wording.highlights import footer, head, highlights

DAYS = {"en": "yyyy-mm-dd", "ja": 'yyyy"年"m"月"d"日"'}
"""The number format of days, by language."""
RATIOS = {"en": '0.00"×"', "ja": '0.00"倍"'}
"""The number format of a pace, by language."""
EXACT = 15
"""Significant digits that a number in a spreadsheet keeps; longer ones are written as text, to lose none."""
NARROWEST, WIDEST = 8, 48
"""Limits of the width of a column, in characters."""
_MOST_PLACES = 6


class Value(Struct, frozen=True):
    """What a cell of a sheet holds (a text, a number, a date or nothing), and the number format that shows it."""

    content: object
    shown_as: str = ""


class Book:
    """A workbook whose cells are written by type; cells that look alike share a format.

    ``sanitized`` makes text harmless; without any other, all of it is on one line.
    """

    def __init__(
        self, title: object, *, created: date, lang: str = SOURCE, sanitized: Callable[[str], str] = safe
    ) -> None:
        self.lang, self._sanitized = lang, sanitized
        self._file = io.BytesIO()
        self._book = Workbook(self._file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        self._book.set_properties({"title": self.text(title), "created": datetime.combine(created, time())})
        self._formats: dict[tuple[object, ...], Format] = {}

    def sheet(self, name: str) -> Worksheet:
        """Add a sheet that is printed on A4 in landscape, one page wide."""
        sheet = self._book.add_worksheet(self.text(name))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def write(self, sheet: Worksheet, row: int, column: int, value: Value, **look: object) -> None:
        """Write a cell by its type, with text localized and sanitized; every cell is written here."""
        content, shown_as = value.content, value.shown_as
        styled = self.format(shown_as, **look)
        match content:
            case None:
                sheet.write_blank(row, column, None, styled)
            case date() if shown_as:
                sheet.write_datetime(row, column, datetime.combine(content, time()), styled)
            case int() | Decimal() if shown_as:
                sheet.write_number(row, column, float(content), styled)
            case _:
                sheet.write_string(row, column, self.text(content), styled)

    def text(self, content: object) -> str:
        """Localized and sanitized text."""
        return self._sanitized(localize(content, self.lang))

    def format(self, shown_as: str, **look: object) -> Format:
        """A format, shared with all cells that look alike."""
        key = (shown_as, *look.items())
        if key not in self._formats:
            kind: dict[str, object] = {"num_format": shown_as} if shown_as else {"text_wrap": True}
            self._formats[key] = self._book.add_format({"valign": "top", **kind, **look})
        return self._formats[key]

    def bytes(self) -> bytes:
        """Close the workbook and return the file; the same contents give the same bytes."""
        self._book.close()
        return self._file.getvalue()


def render_report(report: Report, *, lang: str, only: Sequence[str] = ()) -> bytes:
    """The report as a workbook: an overview sheet, then a sheet for each section."""
    book = Book(multilingual(report.title), created=report.snapshot.as_of, lang=lang)
    grids = {section: section.grid(report) for section in select(report, only)}
    _first(book, report, grids, highlighted=not only or HIGHLIGHTS in only)
    for section, grid in grids.items():
        _sheet(book, section.short, grid)
    return book.bytes()


def _first(book: Book, report: Report, grids: Mapping[Section, Grid], *, highlighted: bool) -> None:
    """The overview sheet: header, highlights, a list of the other sheets, footer."""
    sheet = book.sheet(_("Report"))
    for column, wide in enumerate((20, 60, 32, 60)):
        sheet.set_column(column, column, wide)
    book.write(sheet, 0, 0, Value(multilingual(report.title)), bold=True, font_size=14, text_wrap=False)
    rows: list[tuple[object, ...]] = [*head(report), ()]
    rows += [*_highlights(report), ()] if highlighted else []
    rows += [(_("Sheet"), _("Description"), _("Rows"), _("Remark"))] if grids else []
    rows += [
        (section.short, grid.title, len(grid.rows), grid.note if grid.rows else grid.empty)
        for section, grid in grids.items()
    ]
    for number, row in enumerate(rows, start=1):
        for column, content in enumerate(row):
            book.write(sheet, number, column, Value(content), bold=column == 0)
    book.write(sheet, len(rows) + 2, 0, Value(footer(report)), italic=True, text_wrap=False)


def _highlights(report: Report) -> Iterator[tuple[object, ...]]:
    for highlight in highlights(report):
        if not highlight.lines:
            yield highlight.label, highlight.empty
        for line in highlight.lines:
            yield highlight.label, title_of(line.assessment), line.assessment.commitment.id, line.sentence
        if highlight.more:
            yield highlight.label, _("and {more:,} more on the other sheets", more=highlight.more)


def _sheet(book: Book, name: str, grid: Grid) -> None:
    """A sheet for one section, with a frozen heading row and filters."""
    sheet = book.sheet(name)
    columns = list(_columns(grid, book.lang))
    for number, (heading, values) in enumerate(columns):
        book.write(sheet, 0, number, Value(heading), bold=True, bottom=1)
        for row, value in enumerate(values, start=1):
            book.write(sheet, row, number, value)
        widest = max(width(book.text(heading)) + 3, *(_width(book, value) for value in values), NARROWEST)
        sheet.set_column(number, number, min(widest, WIDEST))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, len(grid.rows), len(columns) - 1)
    if not grid.rows:
        book.write(sheet, 1, 0, Value(grid.empty), text_wrap=False)


def _columns(grid: Grid, lang: str) -> Iterator[tuple[str, list[Value]]]:
    """The headings and values of a sheet: those of the grid, with units and parts of cells in separate columns."""
    headings = [column.title(lang) for column in grid.columns]
    unit = _("Unit").to(lang)
    unit = "" if unit in headings else unit
    for number, column in enumerate(grid.columns):
        cells = [row[number] for row in grid.rows]
        if unit and any(isinstance(cell, Amount) for cell in cells):
            yield unit, [Value(_unit(row, lang)) for row in grid.rows]
            unit = ""
        yield (
            _heading(column, headings, lang),
            [_value(cell, lang) for cell in (_repeated(cells) if column.group else cells)],
        )
        yield from _beside(cells)


def _heading(column: Column, headings: Sequence[str], lang: str) -> str:
    """The heading; ``alone`` if that is empty, or if another column has the same."""
    title = column.title(lang)
    return title if title and headings.count(title) == 1 else localize(column.alone, lang)


def _repeated(cells: Sequence[Cell]) -> Iterator[Cell]:
    """The cells, with empty ones filled from above: a filter needs a value in every row."""
    last: Cell = None
    for cell in cells:
        last = last if cell is None else cell
        yield last


def _unit(row: Sequence[Cell], lang: str) -> str | None:
    units = dict.fromkeys(Unit(cell.unit).to(lang) for cell in row if isinstance(cell, Amount) and cell.unit)
    return " / ".join(units) or None


def _beside(cells: Sequence[Cell]) -> Iterator[tuple[str, list[Value]]]:
    """Further columns for parts of cells: id and remark of a commitment, and the reservations about a status."""
    named = [cell if isinstance(cell, Named) else Named("", "") for cell in cells]
    if any(cell.id for cell in named):
        yield "ID", [Value(cell.id or None) for cell in named]
    if any(cell.remark for cell in named):
        yield _("Remark"), [Value(cell.remark or None) for cell in named]
    reserved = [cell.reservations if isinstance(cell, StatusCell) else () for cell in cells]
    if any(reserved):
        yield _("Reservations"), [Value(comma_list(texts) if texts else None) for texts in reserved]


def _value(cell: Cell, lang: str) -> Value:
    match cell:
        case Named():
            return Value(cell.title)
        case Amount():
            return _amount(cell, lang)
        case Share():
            return Value(cell.value, RATIOS[lang] if cell.ratio else _percentage(cell.value))
        case StatusCell():
            return Value(word(cell.status))
        case date():
            return Value(cell, DAYS[lang])
        case int():
            return Value(cell, "#,##0")
        case _:
            return Value(cell or None)


def _percentage(share: Decimal | None) -> str:
    """The number format of a share: as many decimals as it takes not to show 0% or 100% for anything between them."""
    places = 1
    if share is not None and 0 < share < 1:
        places = next((number for number in range(1, EXACT - 1) if round(share, number + 2) not in {0, 1}), EXACT)
    return f"0.{'0' * places}%"


def _amount(cell: Amount, lang: str) -> Value:
    """A number, shown with currency and qualifier: ≥ ¥40,000,000,000; text if it has too many digits for one."""
    exact = Decimal(cell.value).normalize()
    if len(exact.as_tuple().digits) > EXACT and exact.adjusted() >= EXACT:
        return Value(cell)
    places = min(max(-int(exact.as_tuple().exponent), 0), _MOST_PLACES)
    digits = "#,##0" + ("." + "0" * places if places else "")
    unit = cell.unit if cell.unit and is_currency(cell.unit) else None
    before, after = Amount(0, unit, cell.qualifier).to(lang).split("0")
    return Value(cell.value, f"{_quoted(before)}{digits}{_quoted(after)}")


def _quoted(text: str) -> str:
    return f'"{text}"' if text else ""


def _width(book: Book, value: Value) -> int:
    """The width of a value in characters, with space for currency, qualifier and commas."""
    content, shown_as = value.content, value.shown_as
    if isinstance(content, int | Decimal) and shown_as:
        return len(f"{Decimal(content):,.0f}") + len(shown_as) - len(shown_as.strip('"')) + 8
    return width(book.text(content)) + 1 if content else 11
