"""The sections on the next meeting, with cells worked out by hand from the small registry."""

from collections.abc import Callable
from datetime import date

from commitrack.amounts import Amount
from commitrack.assess import Status
from commitrack.report.report import Report
from commitrack.views.grid import Cell, Named, StatusCell
from commitrack.views.sections.meeting import ASK, BEFORE

Plain = Callable[..., list[tuple[Cell, ...]]]


def test_deadlines_before_the_meeting(report: Report, plain: Plain) -> None:
    """Deadlines and milestones before the meeting are listed with the goal, the latest figure and the status."""
    grid = BEFORE.grid(report)
    assert grid.title == "Deadlines and milestones before Review meeting, 2027-02-01"
    assert plain(grid) == [
        (date(2026, 12, 31), "in 38 days", "milestone", "emissions", Amount(650, "kt"), Amount(690, "kt"),
         StatusCell(Status.ON_TRACK)),
    ]  # fmt: skip


def test_follow_ups(report: Report, plain: Plain) -> None:
    """Follow-ups name each party once with its commitments and the reasons; those without a party come last."""
    grid = ASK.grid(report)
    assert grid.title == "Follow-ups for Review meeting, 2027-02-01"
    assert plain(grid) == [
        ("Ministry of Training", "trainees", date(2026, 9, 6), "overdue, no figure"),
        (None, "fund", date(2029, 3, 31), "off track, stale"),
        (None, "fund-board", date(2025, 12, 31), "overdue"),
        ("no party named", "emissions", date(2029, 12, 31), "no evidence"),
    ]
    assert [column.key for column in grid.columns if column.group] == ["party"]
    assert plain(grid, "ja")[0][0] == "研修省"
    remarks = [cell.remark for row in grid.rows for cell in row if isinstance(cell, Named)]
    assert remarks == ["", "implementing: Development Bank", "", ""]
