"""XLSX output, read back by another library: dates and numbers are typed, and text is never a formula or a link."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from msgspec.structs import replace
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from commitrack.amounts import Amount, Unit
from commitrack.assess import Status
from commitrack.language import localize, word
from commitrack.model import Qualifier
from commitrack.report.report import Report, ReportRequest, build_report
from commitrack.report.snapshot import Snapshot, take_snapshot
from commitrack.views import xlsx
from commitrack.views.grid import Cell as GridCell
from commitrack.views.grid import Change, Column, Grid
from commitrack.views.sections import HIGHLIGHTS, SECTIONS
from commitrack.wording.figures import Missing

SnapshotWith = Callable[[str], Snapshot]
EVERYTHING = (HIGHLIGHTS, *(section.name for section in SECTIONS))

FORMULAS = ["=1+1", '=HYPERLINK(\\"https://evil.example\\")', "+1", "-1", "@SUM(A1)", "{=1}", "=cmd|'/c calc'!A0"]
LINKS = ["https://evil.example", "mailto:x@evil.example", "internal:Sheet1!A1", "external:c:\\\\x.xlsx", "ftp://evil"]
ODD = ["_x0041_", "a\\u0007b", "007", "1e5", "TRUE", "2026-01-01", "<b>&amp;</b>", "a\\nb"]


@pytest.fixture(scope="module")
def report(small: Snapshot) -> Report:
    return build_report(small, ReportRequest(since=(date(2025, 1, 1), None), currency="USD"), digest="abc")


@pytest.fixture(scope="module")
def book(report: Report) -> Workbook:
    return opened(report)


def opened(report: Report, lang: str = "en", only: tuple[str, ...] = EVERYTHING) -> Workbook:
    """The workbook of a report, read back."""
    return openpyxl.load_workbook(io.BytesIO(xlsx.render_report(report, lang=lang, only=only)))


def cells(book: Workbook) -> list[Cell | MergedCell]:
    return [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]


def rows(sheet: Worksheet) -> list[dict[str, Cell]]:
    """The rows below the heading row, by heading."""
    head, *body = list(sheet.iter_rows())
    return [{str(above.value): cell for above, cell in zip(head, row, strict=True)} for row in body]  # type: ignore[misc]


def shown(row: dict[str, Cell], *headings: str) -> list[tuple[object, str]]:
    """The values and number formats of some cells of a row."""
    return [(row[heading].value, row[heading].number_format) for heading in headings]


def test_each_section_has_a_sheet(report: Report, book: Workbook) -> None:
    """The first sheet is followed by one sheet for each section, with its short name and as many rows."""
    assert book.sheetnames == ["Report", *(localize(section.short, "en") for section in SECTIONS)]
    assert book.sheetnames[1:4] == ["Changes", "Before meeting", "Follow-ups"]
    for sheet, section in zip(book.worksheets[1:], SECTIONS, strict=True):
        assert sheet.max_row == len(section.grid(report).rows) + 1
    assert all(len(name) <= 31 and not set(name) & set(r"[]:*?/\'") for name in book.sheetnames)


def test_every_sheet_has_a_frozen_heading_row_with_filters(book: Workbook) -> None:
    """The sheet of every section has a frozen, bold row of unique headings and a filter over all its cells."""
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        headings = [cell.value for cell in sheet[1]]
        assert None not in headings
        assert len(set(headings)) == len(headings)
        assert all(cell.font.b for cell in sheet[1])


def test_columns_fit_their_content(report: Report) -> None:
    """Columns fit their content up to a maximum, with wide characters counted twice, and long titles are wrapped."""
    widths = {}
    for lang, deadlines in (("en", "Deadlines"), ("ja", "期限")):
        sheet = opened(report, lang)[deadlines]
        widths[lang] = {
            str(cell.value): sheet.column_dimensions[cell.column_letter].width for cell in sheet[1] if cell.value
        }
        title = rows(sheet)[3]["Commitment" if lang == "en" else "コミットメント"]
        assert title.alignment.wrap_text
    assert widths["en"]["Commitment"] == pytest.approx(xlsx.WIDEST, abs=1)
    # 中小企業共同事業のための400億円基金 has 16 wide characters and 3 narrow ones.
    assert 35 <= widths["ja"]["コミットメント"] <= 37
    assert all(xlsx.NARROWEST <= wide <= xlsx.WIDEST + 1 for columns in widths.values() for wide in columns.values())


def test_the_first_sheet(book: Workbook) -> None:
    """The first sheet has the title, the head, the highlights, an overview of the other sheets, and the footer."""
    first = [tuple(cell.value for cell in row) for row in book["Report"].iter_rows()]
    assert first[0][0] == "Small register"
    assert first[1][:2] == ("As of", "2026-11-23")
    sentence = "due 2025-12-31, over 10 months ago; no report"
    overdue = ("Newly overdue since 2025-01-01", "A board for the fund", "fund-board", sentence)
    assert overdue in first
    assert ("Changes", "Since 2025-01-01: 6 changed, 0 new, 1 unchanged", "7", None) in [
        (*row[:3], row[3] or None) for row in first
    ]
    assert str(first[-1][0]).startswith("as of 2026-11-23 · commitrack ")


@pytest.mark.parametrize(
    ("only", "names"),
    [((HIGHLIGHTS,), ["Report"]), (("stale",), ["Report", "Stale"]), ((HIGHLIGHTS, "ask"), ["Report", "Follow-ups"])],
)  # fmt: skip
def test_only_the_requested_sections(report: Report, only: tuple[str, ...], names: list[str]) -> None:
    """A workbook has its first sheet and the requested sections; the highlights appear only if requested."""
    book = opened(report, only=only)
    assert book.sheetnames == names
    assert any(str(cell.value).startswith("Newly overdue since") for cell in cells(book)) == (HIGHLIGHTS in only)


def test_an_empty_section_says_so(small: Snapshot) -> None:
    """A section without rows has a phrase in their place, which also appears on the first sheet."""
    book = opened(build_report(small, ReportRequest(query=("id:trainees",))), only=("stale",))
    assert book["Stale"]["A2"].value == "No stale data"
    assert any(cell.value == "No stale data" for row in book["Report"].iter_rows() for cell in row)


def test_dates_are_dates(book: Workbook) -> None:
    """Original and amended deadlines are date cells."""
    first = rows(book["Deadlines"])[0]
    assert shown(first, "Due") == [(datetime(2025, 12, 31), "yyyy-mm-dd")]  # noqa: DTZ001  a sheet has no time zones
    assert first["Due"].is_date
    assert all(row["Now due"].is_date for row in rows(book["Amended"]))


def test_numbers_are_numbers(book: Workbook) -> None:
    """Amounts are numbers, with currency and qualifier in the number format and the unit in a column of its own."""
    by_unit = {row["Unit"].value: row for row in rows(book["Progress"])}
    assert shown(by_unit["JPY"], "Target", "Actual") == [
        (30_000_000_000, '"≥ ¥"#,##0'), (3_500_000_000.5, '"~ ¥"#,##0.0'),
    ]  # fmt: skip
    assert shown(by_unit["kt"], "Target", "Actual", "Forecast") == [(500, "#,##0"), (690, "#,##0"), (464, "#,##0")]
    assert shown(by_unit["USD"], "Actual") == [(860_000_000, '"≥ US$"#,##0')]
    assert [(row["Unit"].value, row["Target"].value) for row in rows(book["Totals"])][1] == (
        "JPY",
        30_000_000_000,
    )


def test_shares_are_percentages(book: Workbook) -> None:
    """A share is a number in percentage format, and a pace is a number in ratio format."""
    row = {row["Unit"].value: row for row in rows(book["Progress"])}["kt"]
    assert shown(row, "Achieved") == [(0.62, "0.0%")]
    assert row["Pace"].value == pytest.approx(0.62 / (0.7 * 2222 / 2556))  # 70 % by the milestone, which is day 2,556
    assert row["Pace"].number_format == '0.00"×"'


def test_no_data_is_never_zero(book: Workbook) -> None:
    """A missing figure is “no data” or an empty cell, never 0."""
    row = {row["ID"].value: row for row in rows(book["Progress"])}["trainees"]
    assert row["Actual"].value == "no report"
    assert (row["Achieved"].value, row["Date"].value, row["Pace"].value) == (None, None, None)
    pillars = rows(book["Pillars"])
    assert pillars[2]["Overdue"].value is None
    assert pillars[0]["Total"].value == 2


def test_commitments_and_statuses_take_several_columns(book: Workbook) -> None:
    """A commitment takes columns for title, id and any remark, and a status takes a second one for reservations."""
    changed = rows(book["Changes"])[4]
    assert [changed[heading].value for heading in ("ID", "Remark")] == [
        "fund", "2 new updates, 3 items of evidence, 1 amendment",
    ]  # fmt: skip
    assert "Remark" not in rows(book["Stale"])[0]
    deadline = rows(book["Deadlines"])[3]
    assert [deadline[heading].value for heading in ("ID", "Status", "Reservations")] == [
        "fund", "off track", "part overdue, target lowered, stale",
    ]  # fmt: skip


def test_a_group_is_named_in_every_row(book: Workbook) -> None:
    """Every row has the name of its group, so that a filter finds all rows, and every column has a heading."""
    assert [row["Period"].value for row in rows(book["Deadlines"])] == [
        "Overdue", "Overdue", "Within 12 months", "Later", "Later",
    ]  # fmt: skip
    assert [row["Responsible"].value for row in rows(book["Follow-ups"])][1:3] == ["Ministry of Training"] * 2
    assert "Achieved (claimed)" in rows(book["Evidenced"])[0]


@pytest.mark.parametrize(
    ("amount", "content", "form"),
    [
        (Amount(-1_250, "EUR"), -1_250, '"€"#,##0'),
        (Amount(Decimal("0.125"), "AUD"), Decimal("0.125"), '"AUD "#,##0.000'),
        (Amount(Decimal("4E+10"), "JPY"), Decimal("4E+10"), '"¥"#,##0'),
        (Amount(12, "%", Qualifier.AT_MOST), 12, '"≤ "#,##0'),
        (Amount(10**15 - 1, "people"), 10**15 - 1, "#,##0"),
        (Amount(10**20, "people"), 10**20, "#,##0"),
        (Amount(12_345_678_901_234_567, "people"), "12,345,678,901,234,567 people", ""),
    ],
)
def test_the_content_and_format_of_an_amount(amount: Amount, content: object, form: str) -> None:
    """An amount is a number in the format of its unit; one that a spreadsheet would round is text with all digits."""
    value = xlsx._amount(amount, "en")  # noqa: SLF001  a registry for each case would test nothing more
    written = value.content if value.shown_as else localize(value.content, "en")
    assert (written, value.shown_as) == (content, form)


def test_number_formats_in_japanese(report: Report) -> None:
    """Japanese number formats have units and most qualifiers after the number."""
    sheet = opened(report, "ja")["進捗"]
    assert {'#,##0"円以上"', '"約"#,##0.0"円"', '0.00"倍"'} <= {
        cell.number_format for row in sheet.iter_rows() for cell in row
    }


def test_the_same_report_is_the_same_bytes(report: Report, book: Workbook) -> None:
    """Rendering a report twice gives the same file, dated on the day of the report; another day gives another file."""
    first, second = (xlsx.render_report(report, lang="en") for _ in range(2))
    assert first == second
    assert book.properties.created == datetime(2026, 11, 23)  # noqa: DTZ001  a file's property has no time zone
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    later = replace(report, snapshot=take_snapshot(report.snapshot.registry, as_of=date(2026, 11, 24)))
    assert xlsx.render_report(later, lang="en") != first


@pytest.mark.parametrize("text", [*FORMULAS, *LINKS, *ODD])
def test_text_is_text(snapshot_with: SnapshotWith, text: str) -> None:
    """Text of the registry is never a formula, a link or a number, and the title reads back as written."""
    snapshot = snapshot_with(text)
    report = build_report(snapshot, ReportRequest(since=(date(2024, 6, 15), None), currency="USD"))
    book = opened(report)
    assert {cell.data_type for cell in cells(book)} <= {"s", "n", "d"}
    assert not [cell for cell in cells(book) if cell.hyperlink]
    with zipfile.ZipFile(io.BytesIO(xlsx.render_report(report, lang="en"))) as packed:
        sheets = [packed.read(name).decode() for name in packed.namelist() if name.startswith("xl/worksheets/")]
    assert not [sheet for sheet in sheets if "<f>" in sheet or "hyperlink" in sheet.lower()]
    title = str(snapshot.registry.settings.title).replace("\n", " ").replace("\x07", "<U+0007>")
    assert book["Report"]["A1"].value == title
    assert book["Report"]["A1"].data_type == "s"


@pytest.mark.parametrize("text", [*FORMULAS, *ODD])
def test_a_unit_is_not_part_of_a_number_format(snapshot_with: SnapshotWith, text: str) -> None:
    """Number formats never contain a unit of the registry."""
    book = opened(build_report(snapshot_with(text)))
    assert {cell.number_format for cell in cells(book)} <= {
        "General", "yyyy-mm-dd", "#,##0", "0.0%", '0.00"×"',
    }  # fmt: skip


def test_highlights_beyond_ten_are_counted(unreported: Callable[[int], Snapshot]) -> None:
    """The first sheet names ten commitments without a figure and gives the number of the others."""
    for number, is_counted in ((13, True), (10, False)):
        texts = [cell.value for cell in cells(opened(build_report(unreported(number)), only=(HIGHLIGHTS,)))]
        assert texts.count("No figure reported") == 10 + is_counted
        assert texts.count("and 3 more on the other sheets") == is_counted


@pytest.mark.parametrize(
    ("cell", "english", "japanese"),
    [
        (Missing.NO_REPORT, "no report", "報告なし"),
        (Missing.NONE, "none", "なし"),
        (Change("5%", "11.7%"), "5% → 11.7%", "5% → 11.7%"),
        (Change(Missing.NO_REPORT, word(Status.OFF_TRACK)), "no report → off track", "報告なし → 大幅な遅れ"),
        (Change(Amount(5, "people"), Amount(5, "people")), "5 people", "5人"),
        (Change("=1+1", "=1+1"), "=1+1", "=1+1"),
        (Unit("people"), "people", "人"),
    ],
)
def test_missing_figures_changes_and_units_are_text(
    report: Report, monkeypatch: pytest.MonkeyPatch, cell: GridCell, english: str, japanese: str
) -> None:
    """Missing figures, changes and units are text in the language of the workbook, and never a formula."""
    grid = Grid(title="T", columns=(Column(key="c", heading="C"),), rows=((cell,),))
    section = replace(SECTIONS[0], grid=lambda _report: grid)
    monkeypatch.setattr("commitrack.views.xlsx.select", lambda _report, _only: (section,))
    for lang, shown in (("en", english), ("ja", japanese)):
        written = opened(report, lang).worksheets[1]["A2"]
        assert (written.value, written.data_type) == (shown, "s")
