"""What moved, was amended, is evidenced, is asked for: the cells, by hand, from the small registry."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from commitrack.assess import Status
from commitrack.model import Qualifier
from commitrack.report.report import Report, ReportRequest, build_report
from commitrack.report.snapshot import Snapshot
from commitrack.views.grid import Amount, Cell, Grid, Named, Share, Standing, spoken
from commitrack.views.sections import meeting, movement

Plain = Callable[[Grid], list[tuple[Cell, ...]]]


def test_since(report: Report, plain: Plain) -> None:
    """Newly overdue first, old → new, and no change by name at the end."""
    grid = movement.since(report, "en")
    assert grid.title == "Since 2025-01-01: 6 moved, 1 with no change"
    assert [column.heading for column in grid.columns] == [
        "Commitment", "Then", "Now", "Achieved", "Forecast", "Status",
    ]  # fmt: skip
    assert plain(grid) == [
        ("trainees", "no data", "no data", None, None, "no data → overdue"),
        ("fund-board", None, None, None, None, "no data → overdue"),
        ("emissions", "no data", Amount(690, "kt"), "no data → 62%",
         "none → 424 kt at the deadline (420–430); would be reached on 2028-11-16", "no data → on track"),
        ("declaration", None, "limited", None, None, "no data → in progress"),
        ("fund", Amount(2_000_000_000, "JPY"), Amount(Decimal("3500000000.50"), "JPY", Qualifier.ABOUT),
         "5% → 11.7%", None, Standing(Status.OFF_TRACK)),
        ("contributions", "no data", Amount(860_000_000, "USD", Qualifier.AT_LEAST), None, None,
         "no data → in progress"),
        ("fund-rules", None, None, None, None, "NO CHANGE"),
    ]  # fmt: skip
    assert [cell.remark for row in grid.rows for cell in row if isinstance(cell, Named)] == [
        "newly overdue", "newly overdue", "3 new lines", "1 new line, 1 item of evidence",
        "3 new lines, 3 items of evidence, 1 amendment", "1 new line, 1 item of evidence", "",
    ]  # fmt: skip


def test_since_a_meeting(small: Snapshot) -> None:
    """The meeting's title stands in the heading, in the reader's language."""
    found = build_report(small, ReportRequest(since=(date(2026, 1, 1), "review-2027")))
    grid = spoken(movement.since(found, "ja"), "ja")
    assert grid.title == "2026年1月1日（検討会合）からの動き：あり5件、なし2件"


def test_amended(report: Report, plain: Plain) -> None:
    """Both values and both deadlines, what was done, and how it stands by both."""
    due = date(2029, 3, 31)
    assert plain(movement.amended(report, "en")) == [
        ("fund", Amount(40_000_000_000, "JPY", Qualifier.AT_LEAST), due,
         Amount(30_000_000_000, "JPY", Qualifier.AT_LEAST), due, "weakened", "off track"),
    ]  # fmt: skip


def test_evidenced(report: Report, plain: Plain) -> None:
    """What the press said of the budget falls away; of the emissions nothing is left, which is no data and not 0."""
    assert plain(movement.evidenced(report, "en")) == [
        ("emissions", Amount(500, "kt"), Amount(690, "kt"), Share(Decimal("0.62"), bar=True), "no data", None),
        ("fund", Amount(30_000_000_000, "JPY", Qualifier.AT_LEAST),
         Amount(Decimal("3500000000.50"), "JPY", Qualifier.ABOUT),
         Share(Decimal("3500000000.50") / 30_000_000_000, bar=True), Amount(2_000_000_000, "JPY"),
         Share(Decimal(2) / 30, bar=True)),
        ("fund", Amount(300, "projects"), Amount(75, "projects"), Share(Decimal("0.25"), bar=True),
         Amount(75, "projects"), Share(Decimal("0.25"), bar=True)),
    ]  # fmt: skip


def test_before(report: Report, plain: Plain) -> None:
    """What falls due before the meeting, with what is to be reached and what stands."""
    grid = meeting.before(report, "en")
    assert grid.title == "Before Review meeting, 2027-02-01: deadlines and milestones"
    assert plain(grid) == [
        (date(2026, 12, 31), "in 38 days", "milestone", "emissions", Amount(650, "kt"), Amount(690, "kt"),
         Standing(Status.ON_TRACK)),
    ]  # fmt: skip


def test_ask(report: Report, plain: Plain) -> None:
    """Each party once, with what it is asked for; what nobody owes under “nobody named”."""
    grid = meeting.ask(report, "en")
    assert grid.title == "Whom to ask for Review meeting, 2027-02-01"
    assert plain(grid) == [
        ("Ministry of Training", "trainees", date(2026, 9, 6), "overdue, no figure"),
        ("Development Bank", "fund", date(2029, 3, 31), "off track, stale"),
        (None, "fund-board", date(2025, 12, 31), "overdue"),
        ("nobody named", "emissions", date(2029, 12, 31), "no evidence"),
    ]
    assert [column.key for column in grid.columns if column.group] == ["party"]
    assert plain(meeting.ask(report, "ja"))[1][0] == "開発銀行"
