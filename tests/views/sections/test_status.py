"""The sections of deadlines, progress, stale and missing data, with cells worked out from the small registry."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from commitrack.amounts import Amount
from commitrack.assess import Status
from commitrack.language import LazyString
from commitrack.model import Commitment, Milestone, Qualifier, Target, Update, When
from commitrack.report.report import Report, build_report
from commitrack.report.snapshot import Snapshot
from commitrack.views.grid import Cell, Named, Share, StatusCell
from commitrack.views.sections.gaps import STALE, WITHOUT_DATA
from commitrack.views.sections.status import COMPLETION, DEADLINES
from commitrack.views.tables import name
from commitrack.wording.figures import Missing

Plain = Callable[..., list[tuple[Cell, ...]]]
RESERVATIONS = tuple(map(LazyString, ("part overdue", "target lowered", "stale")))
BUDGET = Amount(Decimal("3500000000.50"), "JPY", Qualifier.ABOUT)


def test_deadlines(report: Report, plain: Plain) -> None:
    """Deadlines are grouped as overdue, within 12 months and later; the first row of a group has its name."""
    grid = DEADLINES.grid(report)
    assert plain(grid) == [
        ("Overdue", date(2025, 12, 31), "over 10 months ago", "fund-board", "no report", StatusCell(Status.OVERDUE)),
        (None, date(2026, 9, 6), "78 days ago", "trainees", "no report", StatusCell(Status.OVERDUE)),
        (
            "Within 12 months",
            date(2027, 3, 31),
            "in over 4 months",
            "declaration",
            "limited",
            StatusCell(Status.IN_PROGRESS),
        ),
        ("Later", date(2029, 3, 31), "in over 2 years", "fund", BUDGET, StatusCell(Status.OFF_TRACK, RESERVATIONS)),
        (None, date(2029, 12, 31), "in over 3 years", "emissions", Amount(690, "kt"), StatusCell(Status.ON_TRACK)),
    ]
    assert [column.key for column in grid.columns if column.group] == ["when"]


def test_progress(report: Report, plain: Plain) -> None:
    """Shares and pace are numbers; a missing figure is “no data”, and an indicator without a target “tracked only”."""
    rows = {(row[0], cell.unit if isinstance(cell := row[1], Amount) else cell): row for row in
             plain(COMPLETION.grid(report))}  # fmt: skip
    assert rows["emissions", "kt"][2:4] == (Amount(690, "kt"), date(2026, 1, 31))
    share = rows["emissions", "kt"][4]
    assert isinstance(share, Share)
    assert share.value == Decimal("0.62")
    assert [bool(step.achieved) for step in share.curve] == [False, False, True, True, True, False, False, False]
    assert rows["emissions", "kt"][7] == Amount(464, "kt")
    assert rows["trainees", "people"][2:] == (
        "no report", None, Share(None, bar=True, status=Status.OVERDUE), Share(Decimal(1)), None,
        "0 of 3 required figures",
    )  # fmt: skip
    assert rows["contributions", "(USD)"][2:6] == (
        Amount(860_000_000, "USD", Qualifier.AT_LEAST), date(2026, 2, 28), "tracked only", None,
    )  # fmt: skip
    pace = rows["fund", "projects"][6]
    assert isinstance(pace, Share)
    assert pace.ratio
    assert pace.value is not None
    assert pace.value.quantize(Decimal("0.0001")) == Decimal("1.2534")  # 25 % ÷ (364 of 1,825 days)


def test_stale_and_without_data(report: Report, plain: Plain) -> None:
    """Stale commitments have their latest figure; of those without data, key ones are listed and others counted."""
    assert plain(STALE.grid(report)) == [
        ("fund", date(2025, 3, 31), BUDGET, "Ministry of Training; implementing: Development Bank")
    ]
    without_data = WITHOUT_DATA.grid(report)
    assert plain(without_data, "ja") == [("trainees", "報告なし", None, "研修省")]
    assert without_data.note == "3 in total, 2 of them not key commitments; see: commitrack list is:open status:unknown"
    assert [column.title("en") for column in without_data.columns] == [
        "Commitment", "Latest", "Last update", "Responsible",
    ]  # fmt: skip


def test_notes_are_news_without_data(snapshot_of: Callable[..., Snapshot], update: Callable[..., Update]) -> None:
    """A commitment with notes only is without data, but not without a report, and its last update has a day."""
    snapshot = snapshot_of(
        [Commitment(id="a", title="a"), Commitment(id="b", title="b")],
        [update("2026-11-01", commitment="a", note="news")],
    )
    rows = WITHOUT_DATA.grid(build_report(snapshot)).rows
    assert [row[1:3] for row in rows] == [(Missing.NOTES_ONLY, date(2026, 11, 1)), (Missing.NO_REPORT, None)]


def test_a_name_has_a_remark_on_its_parts(report: Report) -> None:
    """The name of a commitment has a remark with the number of its parts, if there are any."""
    assessment = report.snapshot.assessments["fund"]
    remarks = [name(assessment, parts) for parts in (0, 1, 2)]
    title = "A fund of ¥40bn for joint projects of small and medium enterprises"
    assert remarks == [Named(title, "fund", remark) for remark in ("", "and 1 part", "and 2 parts")]


@pytest.mark.parametrize(
    ("milestones", "heading"),
    [((False,), "Time elapsed"), ((True,), "Planned"), ((True, False), "Planned or elapsed"), ((), "Time elapsed")],
)
def test_without_milestones_nothing_is_planned(
    snapshot_of: Callable[..., Snapshot], milestones: tuple[bool, ...], heading: str
) -> None:
    """The share that is due by a day is called planned only if milestones plan it, else it is the time elapsed."""
    step = Milestone(on=date(2025, 6, 30), value=5)
    commitments = [
        Commitment(
            id=f"c{n}", title="C", made=When(date(2025, 1, 1)), due=When(2030),
            targets={"ports": Target(value=10, unit="ports", milestones=(step,) if planned else ())},
        )
        for n, planned in enumerate(milestones)
    ]  # fmt: skip
    columns = COMPLETION.grid(build_report(snapshot_of(commitments))).columns
    assert [column.heading for column in columns if column.key == "planned"] == [heading]
