"""The section of the milestones."""

import json
from collections.abc import Callable
from datetime import date

from commitrack.amounts import Amount
from commitrack.model import Commitment, Milestone, Target, Update
from commitrack.report.report import Report, build_report
from commitrack.report.snapshot import Snapshot
from commitrack.views.grid import Cell
from commitrack.views.json import render_report
from commitrack.views.sections import select
from commitrack.views.sections.milestones import MILESTONES

Plain = Callable[..., list[tuple[Cell, ...]]]
STEPS = tuple(Milestone(on=date(2024, month, 1), value=100 * month) for month in (9, 3, 6))


def report_of(
    commitment: Callable[..., Commitment],
    target: Callable[..., Target],
    update: Callable[..., Update],
    snapshot_of: Callable[..., Snapshot],
) -> Report:
    """Milestones of 300, 600 and 900 people, with a figure of 320 for February, and 500 for June."""
    pledge = commitment(targets={"people": target(milestones=STEPS)})
    updates = [update("2024-02-15", actual=320), update("2024-06-15", actual=500)]
    return build_report(snapshot_of([pledge], updates, as_of="2024-07-01"))


def test_milestones_are_listed_by_day(
    commitment: Callable[..., Commitment],
    target: Callable[..., Target],
    update: Callable[..., Update],
    snapshot_of: Callable[..., Snapshot],
    plain: Plain,
) -> None:
    """Each milestone has its outcome and the figure that decided; JSON has the same."""
    report = report_of(commitment, target, update, snapshot_of)
    assert MILESTONES in select(report)
    grid = MILESTONES.grid(report)
    assert (plain(grid), grid.note) == (
        [
            ("training", date(2024, 3, 1), Amount(300, "people"), "met", Amount(320, "people"), date(2024, 2, 15)),
            ("training", date(2024, 6, 1), Amount(600, "people"), "missed", Amount(500, "people"), date(2024, 6, 15)),
            ("training", date(2024, 9, 1), Amount(900, "people"), "open", None, None),
        ],
        "",
    )
    answer = json.loads("".join(render_report(report)))
    assert [row["on"] for row in answer["milestones"]] == ["2024-03-01", "2024-06-01", "2024-09-01"]
    assert answer["items"][0]["targets"][0]["milestones"][1:] == [
        {"on": "2024-06-01", "value": 600, "outcome": "missed", "actual": 500, "actual_on": "2024-06-15"},
        {"on": "2024-09-01", "value": 900, "outcome": "open", "actual": None, "actual_on": None},
    ]


def test_an_unknown_outcome_is_explained(
    commitment: Callable[..., Commitment], target: Callable[..., Target], snapshot_of: Callable[..., Snapshot]
) -> None:
    """Where no figure decides a past milestone, a note says what unknown means."""
    report = build_report(snapshot_of([commitment(targets={"people": target(milestones=STEPS)})], as_of="2024-07-01"))
    assert MILESTONES.grid(report).note == "Unknown means that there is no figure for the date or later."


def test_the_section_is_left_out_without_milestones(
    commitment: Callable[..., Commitment], snapshot_of: Callable[..., Snapshot]
) -> None:
    """A report without milestones does not have the section by default."""
    assert MILESTONES not in select(build_report(snapshot_of([commitment()], as_of="2024-07-01")))
