"""XLSX: a sheet for each section, with real dates and numbers; text is text, never a formula and never a link."""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from msgspec import Struct
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from commitrack.language import LazyString as _
from commitrack.language import format_day, word
from commitrack.model import Number, in_language
from commitrack.quantity import format_quantity, format_unit, hedged, is_currency
from commitrack.report.headlines import foot, head, headlines
from commitrack.report.report import Report
from commitrack.report.sentences import title_of
from commitrack.views.grid import Amount, Cell, Column, Grid, Named, Share, Standing
from commitrack.views.sanitize import safe, width
from commitrack.views.sections import MUST_KNOW, sections

DAYS = {"en": "yyyy-mm-dd", "ja": 'yyyy"年"m"月"d"日"'}
"""How a day is shown; it stays a day."""
RATIOS = {"en": '0.00"×"', "ja": '0.00"倍"'}
EXACT = 15
"""Significant digits that a spreadsheet's number keeps; a larger one is written as text, which loses none."""
NARROWEST, WIDEST = 8, 48
_MOST_PLACES = 6
_NAMES: Mapping[str, _] = {
    "since": _("Since"), "before": _("Before"), "ask": _("Ask"), "deadlines": _("Deadlines"),
    "completion": _("Progress"), "amended": _("Amended"), "evidenced": _("Evidenced"), "pillars": _("Pillars"),
    "areas": _("Areas"), "parties": _("Parties"), "sums": _("Sums"), "conversion": _("Conversion"),
    "stale": _("Stale"), "without_data": _("Without data"),
}  # fmt: skip


class Value(Struct, frozen=True):
    """What one cell of a sheet holds, and by which number format it is shown."""

    content: str | Number | date | None
    shown_as: str = ""


class Book:
    """A workbook whose cells are written by their type, and its formats, each made once."""

    def __init__(self, report: Report, *, lang: str) -> None:
        self.lang = lang
        self._file = io.BytesIO()
        self._book = Workbook(self._file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        created = datetime.combine(report.snapshot.as_of, time())
        self._book.set_properties({"title": safe(in_language(report.title, lang)), "created": created})
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def sheet(self, name: str) -> Worksheet:
        """One more sheet, which prints on A4 in landscape, as wide as the page."""
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def write(self, sheet: Worksheet, row: int, column: int, value: Value, **look: object) -> None:
        """Write a cell as what it is."""
        content, shown_as = value.content, value.shown_as
        kind: dict[str, object] = {"num_format": shown_as} if shown_as else {"text_wrap": True}
        styled = self._format({"valign": "top", **kind, **look})
        match content:
            case None:
                sheet.write_blank(row, column, None, styled)
            case str():
                sheet.write_string(row, column, content, styled)
            case date():
                sheet.write_datetime(row, column, datetime.combine(content, time()), styled)
            case _:
                sheet.write_number(row, column, float(content), styled)

    def _format(self, look: dict[str, object]) -> Format:
        key = tuple(look.items())
        if key not in self._formats:
            self._formats[key] = self._book.add_format(look)
        return self._formats[key]

    def bytes(self) -> bytes:
        """The finished file; of one report always the same bytes."""
        self._book.close()
        return self._file.getvalue()


def render_report(report: Report, *, lang: str, only: Sequence[str] = ()) -> bytes:
    """The report as a workbook: what comes before the tables first, then a sheet for each section."""
    book = Book(report, lang=lang)
    grids = () if tuple(only) == (MUST_KNOW,) else sections(report, lang=lang, only=only)
    _first(book, report, grids, known=not only or MUST_KNOW in only)
    for grid in grids:
        _sheet(book, grid)
    return book.bytes()


def _first(book: Book, report: Report, grids: Sequence[Grid], *, known: bool) -> None:
    """Head, what must be known, what the other sheets hold, foot."""
    sheet = book.sheet(_("Report").to(book.lang))
    for column, wide in enumerate((20, 60, 32, 60)):
        sheet.set_column(column, column, wide)
    book.write(sheet, 0, 0, Value(safe(in_language(report.title, book.lang))), bold=True, font_size=14, text_wrap=False)
    rows: list[tuple[str, ...]] = [*head(report, lang=book.lang), ()]
    rows += [*_known(report, book.lang), ()] if known else []
    labels = (_("Sheet"), _("What it holds"), _("Rows"), _("Remark"))
    rows += [tuple(label.to(book.lang) for label in labels)] if grids else []
    rows += [
        (name(grid, book.lang), grid.title, str(len(grid.rows)), grid.note if grid.rows else grid.empty)
        for grid in grids
    ]
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row):
            book.write(sheet, number, column, Value(safe(text)), bold=column == 0)
    book.write(sheet, len(rows) + 2, 0, Value(foot(report, lang=book.lang)), italic=True, text_wrap=False)


def _known(report: Report, lang: str) -> Iterator[tuple[str, ...]]:
    for each in headlines(report, lang=lang):
        if not each.lines:
            yield each.label, each.otherwise
        for line in each.lines:
            yield each.label, title_of(line.assessment, lang), line.assessment.commitment.id, line.words
        if each.more:
            yield each.label, _("and {more:,} more, on the other sheets", more=each.more).to(lang)


def name(grid: Grid, lang: str) -> str:
    """What the sheet of a section is called: a short name without any sign that a sheet may not have."""
    return _NAMES[grid.key].to(lang)


def _sheet(book: Book, grid: Grid) -> None:
    """One section: a head row that stays in sight and filters."""
    sheet = book.sheet(name(grid, book.lang))
    columns = list(_columns(grid, book.lang))
    for number, (heading, values) in enumerate(columns):
        book.write(sheet, 0, number, Value(safe(heading)), bold=True, bottom=1)
        for row, value in enumerate(values, start=1):
            book.write(sheet, row, number, value)
        widest = max(width(heading) + 3, *(_width(value, book.lang) for value in values), NARROWEST)
        sheet.set_column(number, number, min(widest, WIDEST))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, len(grid.rows), len(columns) - 1)
    if not grid.rows:
        book.write(sheet, 1, 0, Value(grid.empty), text_wrap=False)


def _columns(grid: Grid, lang: str) -> Iterator[tuple[str, list[Value]]]:
    """The columns of a sheet: a grid's, with the parts of a cell and the units in columns of their own."""
    headings = [column.heading for column in grid.columns]
    unit = _("Unit").to(lang)
    unit = "" if unit in headings else unit
    for number, column in enumerate(grid.columns):
        cells = [row[number] for row in grid.rows]
        if unit and any(isinstance(cell, Amount) for cell in cells):
            yield unit, [Value(_unit(row, lang)) for row in grid.rows]
            unit = ""
        yield _heading(column, headings), [_value(cell, lang) for cell in (_repeated(cells) if column.group else cells)]
        yield from _beside(cells, lang)


def _heading(column: Column, headings: Sequence[str]) -> str:
    """The heading; a clearer one in its place where there is none, or where another column has the same."""
    clear = column.heading and headings.count(column.heading) == 1
    return column.heading if clear else column.alone


def _repeated(cells: Sequence[Cell]) -> Iterator[Cell]:
    """What a reader carries down a group of rows, a filter needs in each."""
    last: Cell = None
    for cell in cells:
        last = last if cell is None else cell
        yield last


def _unit(row: Sequence[Cell], lang: str) -> str | None:
    units = dict.fromkeys(format_unit(cell.unit, lang=lang) for cell in row if isinstance(cell, Amount))
    return safe(" / ".join(units)) or None


def _beside(cells: Sequence[Cell], lang: str) -> Iterator[tuple[str, list[Value]]]:
    """What a cell says besides its first word: id and remark of a commitment, and whether a status is stale."""
    named = [cell if isinstance(cell, Named) else Named("", "") for cell in cells]
    if any(cell.id for cell in named):
        yield "ID", [Value(safe(cell.id) or None) for cell in named]
    if any(cell.remark for cell in named):
        yield _("Remark").to(lang), [Value(safe(cell.remark) or None) for cell in named]
    if any(isinstance(cell, Standing) and cell.stale for cell in cells):
        stale = _("stale").to(lang)
        yield (
            _("Data").to(lang),
            [Value(stale if isinstance(cell, Standing) and cell.stale else None) for cell in cells],
        )


def _value(cell: Cell, lang: str) -> Value:
    match cell:
        case None:
            return Value(None)
        case Named():
            return Value(safe(cell.title))
        case Amount():
            return _amount(cell, lang)
        case Share():
            return Value(cell.value, RATIOS[lang] if cell.ratio else "0.0%")
        case Standing():
            return Value(word(cell.status).to(lang))
        case date():
            return Value(cell, DAYS[lang])
        case int():
            return Value(cell, "#,##0")
        case _:
            return Value(safe(cell) or None)


def _amount(cell: Amount, lang: str) -> Value:
    """A number, shown with its currency and hedge: ≥ ¥40,000,000,000; as text what a number could not hold."""
    exact = Decimal(cell.value).normalize()
    if len(exact.as_tuple().digits) > EXACT and exact.adjusted() >= EXACT:
        return Value(safe(hedged(format_quantity(cell.value, cell.unit, lang=lang), cell.qualifier, lang=lang)))
    places = min(max(-int(exact.as_tuple().exponent), 0), _MOST_PLACES)
    digits = "#,##0" + ("." + "0" * places if places else "")
    currency = format_quantity(0, cell.unit, lang=lang) if is_currency(cell.unit) else "0"
    money, behind = currency.split("0")
    before, after = hedged("|", cell.qualifier, lang=lang, short=True).split("|")
    return Value(cell.value, f"{_quoted(before + money)}{digits}{_quoted(behind + after)}")


def _quoted(text: str) -> str:
    return f'"{text}"' if text else ""


def _width(value: Value, lang: str) -> int:
    """Columns that a value takes, with room for its currency, hedge and commas."""
    content = value.content
    if isinstance(content, str):
        return width(content) + 1
    if isinstance(content, date):
        return width(format_day(content, lang)) + 1
    if content is None:
        return 11
    return len(f"{Decimal(content):,.0f}") + len(value.shown_as) - len(value.shown_as.strip('"')) + 8
