"""The report on small registries, one rule at a time."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from commitrack.errors import UsageError
from commitrack.model import Commitment, CompletionLevel, Lifecycle, Meeting, Parties, Pillar, Target, Update, When
from commitrack.report.deadlines import DeadlineGroup
from commitrack.report.report import ReportRequest, build_report
from commitrack.report.snapshot import Snapshot

SnapshotOf = Callable[..., Snapshot]
MakeUpdate = Callable[..., Update]


def pledge(name: str, **fields: Any) -> Commitment:
    return Commitment(id=name, title=name, **fields)


def figure(update: MakeUpdate, commitment: str, on: str, **fields: Any) -> Update:
    return update(on, key=f"{commitment}-{on}", commitment=commitment, **fields)


@pytest.mark.parametrize(
    ("as_of", "name"),
    [("2026-01-01", "spring"), ("2026-05-02", "spring"), ("2026-05-03", "autumn"), ("2026-10-02", None)],
)
def test_next_meeting(snapshot_of: SnapshotOf, as_of: str, name: str | None) -> None:
    """The next meeting is the nearest one that is not over; a meeting of two days is over after its second."""
    meetings = {
        "autumn": Meeting(title="Autumn", on=date(2026, 10, 1)),
        "spring": Meeting(title="Spring", on=date(2026, 5, 1), until=date(2026, 5, 2)),
    }
    meeting = build_report(snapshot_of([pledge("a")], as_of=as_of, meetings=meetings)).next_meeting
    assert (meeting[0] if meeting else None) == name


@pytest.mark.parametrize(
    ("due", "section"),
    [
        ("2026-11-22", "overdue"),
        ("2026-11-23", "within-12-months"),
        ("2027-11-23", "within-12-months"),
        ("2027-11-24", "later"),
    ],
)
def test_sections_of_deadlines(snapshot_of: SnapshotOf, due: str, section: str) -> None:
    """A commitment is overdue from the day after its deadline, and due soon if that is within twelve months."""
    report = build_report(snapshot_of([pledge("a", due=When(date.fromisoformat(due)))]))
    listed = {group for group, rows in report.deadlines.items() if rows}
    assert listed == {section}


def test_what_was_met_before_its_deadline_is_not_overdue_but_unconfirmed(
    snapshot_of: SnapshotOf, update: MakeUpdate
) -> None:
    """A level that was met long before its deadline, and not since, has a group of its own among the deadlines."""
    buses = {"buses": Target(value=300, unit="buses", accumulates=False)}
    commitment = pledge("a", made=When(2022), due=When(2025), targets=buses)
    report = build_report(
        snapshot_of([commitment], [update("2023-06-30", commitment="a", actual=310)], as_of="2026-01-31")
    )
    assert [row.assessment.commitment.id for row in report.deadlines[DeadlineGroup.UNCONFIRMED]] == ["a"]
    assert report.deadlines[DeadlineGroup.OVERDUE] == ()


def test_parts_are_counted_with_the_outermost_whole(snapshot_of: SnapshotOf) -> None:
    """Parts at any depth are counted with their whole; one with another deadline or a target is listed."""
    due = When(2030)
    report = build_report(snapshot_of([
        pledge("whole", due=due),
        pledge("part", part_of="whole", due=due),
        pledge("part-of-part", part_of="part", due=due),
        pledge("other-day", part_of="whole", due=When(2031)),
        pledge("with-figure", part_of="whole", due=due, targets={"n": Target(unit="people", value=1)}),
    ]))  # fmt: skip
    assert [(row.assessment.commitment.id, row.parts) for row in report.deadlines[DeadlineGroup.LATER]] == [
        ("whole", 2), ("with-figure", 0), ("other-day", 0),
    ]  # fmt: skip


def test_a_closed_commitment_has_no_open_deadline(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """A fulfilled, withdrawn or superseded commitment has no open deadline; a suspended one has."""
    due = When(date(2026, 1, 1))
    steps = [
        figure(update, step, "2025-06-01", lifecycle=step, reason="r")
        for step in (Lifecycle.WITHDRAWN, Lifecycle.SUPERSEDED, Lifecycle.SUSPENDED)
    ]
    done = figure(update, "done", "2025-06-01", completion=CompletionLevel.COMPLETE)
    names = ("withdrawn", "superseded", "suspended", "done", "open")
    report = build_report(snapshot_of([pledge(name, due=due) for name in names], [*steps, done]))
    assert {row.assessment.commitment.id for row in report.deadlines[DeadlineGroup.OVERDUE]} == {"suspended", "open"}


def test_notes_are_no_data(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """A commitment that has only notes counts as one without data."""
    report = build_report(snapshot_of([pledge("a"), pledge("b")], [figure(update, "a", "2026-11-01", note="launched")]))
    assert (report.coverage.n, report.coverage.of, report.unreported) == (0, 2, 2)


def test_a_query_narrows_every_section(snapshot_of: SnapshotOf) -> None:
    """Counts, deadlines and gaps are those of the selected commitments, and the query is kept."""
    due = When(2030)
    snapshot = snapshot_of(
        [pledge("alpha", due=due, pillar="p"), pledge("beta", due=due)], pillars={"p": Pillar(title="P")}
    )
    report = build_report(snapshot, ReportRequest(query=("alpha",)), digest="d")
    assert report.coverage.of == 1
    assert [row.assessment.commitment.id for row in report.deadlines[DeadlineGroup.LATER]] == ["alpha"]
    assert [row.name for row in report.pillars] == ["p"]
    assert [gap.assessment.commitment.id for gap in report.without_data] == ["alpha"]
    assert (report.query, report.digest) == (("alpha",), "d")
    with pytest.raises(UsageError, match='unknown query field "nothing"'):
        build_report(snapshot, ReportRequest(query=("nothing:here",)))


def test_who_promised_is_responsible(snapshot_of: SnapshotOf) -> None:
    """The responsible parties are those of the commitment, else of its nearest whole, else those that implement it."""
    both, doer = Parties(responsible=("promiser",), implementing=("doer",)), Parties(implementing=("doer",))
    snapshot = snapshot_of([
        pledge("whole", parties=Parties(responsible=("promiser",))), pledge("part", part_of="whole"),
        pledge("done-by", parties=both), pledge("implemented", part_of="whole", parties=doer),
        pledge("only-done", parties=doer), pledge("nobody"),
    ])  # fmt: skip
    responsible = {a.commitment.id: snapshot.responsible_parties(a.commitment) for a in snapshot.assessments.values()}
    assert responsible == {
        "whole": ("promiser",), "part": ("promiser",), "done-by": ("promiser",), "implemented": ("promiser",),
        "only-done": ("doer",), "nobody": (),
    }  # fmt: skip
