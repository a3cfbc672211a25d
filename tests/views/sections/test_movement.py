"""The section of changes since a day, with cells worked out by hand from the small registry."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from commitrack.amounts import Amount
from commitrack.assess import Status
from commitrack.language import LazyString as _
from commitrack.language import localize
from commitrack.model import Commitment, Qualifier, Target, Update, When
from commitrack.report.report import Report, ReportRequest, build_report
from commitrack.report.snapshot import Snapshot
from commitrack.views.grid import Cell, Change, Named, StatusCell
from commitrack.views.sections.movement import SINCE, SinceData
from commitrack.wording.figures import Missing

Plain = Callable[..., list[tuple[Cell, ...]]]


def test_changes_since_a_day(report: Report, plain: Plain) -> None:
    """Changes begin with newly overdue commitments, show values before and after, and end with unchanged ones."""
    grid = SINCE.grid(report)
    assert grid.title == "Since 2025-01-01: 6 changed, 0 new, 1 unchanged"
    assert [column.title("en") for column in grid.columns] == [
        "Commitment", "Then", "Now", "Achieved", "Forecast", "Status",
    ]  # fmt: skip
    assert plain(grid) == [
        ("trainees", "no report", "no report", None, None, "no report → overdue"),
        ("fund-board", "no report", "no report", None, None, "no report → overdue"),
        ("emissions", "no report", Amount(690, "kt"), "no figure → 62%",
         "none → 464 kt at the deadline; projected to reach target on 2029-05-17", "no report → on track"),
        ("declaration", "no report", "limited", None, None, "no report → in progress"),
        ("fund", Amount(2_000_000_000, "JPY"), Amount(Decimal("3500000000.50"), "JPY", Qualifier.ABOUT),
         "5% → 11.7%", None, StatusCell(Status.OFF_TRACK, (_("part overdue"), _("target lowered"), _("stale")))),
        ("contributions", "no report", Amount(860_000_000, "USD", Qualifier.AT_LEAST), None, None,
         "no report → in progress (followed)"),
        ("fund-rules", None, None, None, None, "NO CHANGE"),
    ]  # fmt: skip
    assert [cell.remark for row in grid.rows for cell in row if isinstance(cell, Named)] == [
        "newly overdue", "newly overdue", "3 new updates", "1 new update, 1 item of evidence",
        "2 new updates, 3 items of evidence, 1 amendment", "1 new update, 1 item of evidence", "",
    ]  # fmt: skip


def test_new_commitments_notes_and_retractions(
    snapshot_of: Callable[..., Snapshot], update: Callable[..., Update], plain: Plain
) -> None:
    """A commitment made in between is new, with its figure; notes and retractions are counted beside the name."""
    target = {"n": Target(unit="people", value=100)}
    commitments = [
        Commitment(id="old", title="old", made=When(2024), targets=target),
        Commitment(id="quiet", title="quiet", made=When(2024), targets=target),
        Commitment(id="new", title="new", made=When(date(2025, 7, 1)), due=When(2026), targets=target),
    ]
    updates = [
        update("2025-06-01", key="wrong", commitment="old", actual=70),
        update("2025-08-01", commitment="old", retracts="wrong", reason="no"),
        update("2025-08-01", commitment="quiet", note="news", evidence=("https://example.org/1",)),
        update("2025-11-30", commitment="new", actual=5),
    ]
    report = build_report(
        snapshot_of(commitments, updates, as_of="2025-12-01"), ReportRequest(since=(date(2025, 6, 30), None))
    )
    grid = SINCE.grid(report)
    assert grid.title == "Since 2025-06-30: 1 changed, 1 new, 1 unchanged"
    # 1 July 2025 to 31 December 2026 is 548 days, 152 of them over: 5 % ÷ 27.7 % is off track
    assert plain(grid) == [
        ("old", Amount(70, "people"), "no report", "70% → no figure", None, "in progress → no report"),
        ("new", None, Amount(5, "people"), "5%", "", StatusCell(Status.OFF_TRACK)),
        ("quiet", None, None, None, None, "NO CHANGE"),
    ]
    assert [cell.remark for row in grid.rows for cell in row if isinstance(cell, Named)] == [
        "1 update retracted", "new, 1 new update", "1 note",
    ]  # fmt: skip
    data = SINCE.data(report)
    assert isinstance(data, SinceData)
    assert (data.new, [row.retracted for row in data.moved], data.unchanged) == (("new",), [("wrong",)], ("quiet",))


def test_changes_since_a_meeting(small: Snapshot) -> None:
    """The heading has the title of the meeting in the language of the report."""
    report = build_report(small, ReportRequest(since=(date(2026, 1, 1), "review-2027")))
    assert localize(SINCE.grid(report).title, "ja") == "2026年1月1日（検討会合）以降の動き：あり5件、新規0件、なし2件"


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
