"""The section of changes since a day, with cells worked out by hand from the small registry."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from commitrack.amounts import Amount
from commitrack.assess import Status
from commitrack.language import localize
from commitrack.model import Qualifier
from commitrack.report.report import Report, ReportRequest, build_report
from commitrack.report.snapshot import Snapshot
from commitrack.views.grid import Cell, Change, Named, StatusCell
from commitrack.views.sections.movement import SINCE
from commitrack.wording.figures import Missing

Plain = Callable[..., list[tuple[Cell, ...]]]


def test_changes_since_a_day(report: Report, plain: Plain) -> None:
    """Changes begin with newly overdue commitments, show values before and after, and end with unchanged ones."""
    grid = SINCE.grid(report)
    assert grid.title == "Since 2025-01-01: 6 changed, 1 unchanged"
    assert [column.title("en") for column in grid.columns] == [
        "Commitment", "Then", "Now", "Achieved", "Forecast", "Status",
    ]  # fmt: skip
    assert plain(grid) == [
        ("trainees", "no data", "no data", None, None, "no data → overdue"),
        ("fund-board", None, None, None, None, "no data → overdue"),
        ("emissions", "no data", Amount(690, "kt"), "no data → 62%",
         "none → 464 kt at the deadline; projected to reach target on 2029-05-17", "no data → on track"),
        ("declaration", None, "limited", None, None, "no data → in progress"),
        ("fund", Amount(2_000_000_000, "JPY"), Amount(Decimal("3500000000.50"), "JPY", Qualifier.ABOUT),
         "5% → 11.7%", None, StatusCell(Status.OFF_TRACK)),
        ("contributions", "no data", Amount(860_000_000, "USD", Qualifier.AT_LEAST), None, None,
         "no data → in progress"),
        ("fund-rules", None, None, None, None, "NO CHANGE"),
    ]  # fmt: skip
    assert [cell.remark for row in grid.rows for cell in row if isinstance(cell, Named)] == [
        "newly overdue", "newly overdue", "3 new updates", "1 new update, 1 item of evidence",
        "3 new updates, 3 items of evidence, 1 amendment", "1 new update, 1 item of evidence", "",
    ]  # fmt: skip


def test_changes_since_a_meeting(small: Snapshot) -> None:
    """The heading has the title of the meeting in the language of the report."""
    report = build_report(small, ReportRequest(since=(date(2026, 1, 1), "review-2027")))
    assert localize(SINCE.grid(report).title, "ja") == "2026年1月1日（検討会合）以降の動き：あり5件、なし2件"


def test_the_types_of_the_cells(report: Report) -> None:
    """Missing figures and changes are cells of their own types, which each format can show in its own way."""
    trainees, *_, fund, contributions, _rules = SINCE.grid(report).rows
    assert [type(cell) for cell in trainees] == [Named, Missing, Missing, type(None), type(None), Change]
    assert [type(cell) for cell in fund] == [Named, Amount, Amount, Change, type(None), StatusCell]
    assert [type(cell) for cell in contributions] == [Named, Missing, Amount, type(None), type(None), Change]


def test_changes_without_a_day(small: Snapshot) -> None:
    """Without a comparison date, the section has a phrase and no rows."""
    grid = SINCE.grid(build_report(small))
    assert (grid.title, grid.rows, grid.empty) == ("Changes", (), "No comparison date requested")
