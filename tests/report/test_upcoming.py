"""What falls due before a meeting: deadlines and milestones of unreached targets."""

from collections.abc import Callable
from datetime import date
from typing import Any

from commitrack.model import Amends, Commitment, Meeting, Milestone, Number, Target, Update, When
from commitrack.report.report import ReportRequest, build_report
from commitrack.report.snapshot import Snapshot

SnapshotOf = Callable[..., Snapshot]
MEETING = {"m": Meeting(title="M", on=date(2026, 3, 1))}
AS_OF = "2026-01-01"


def pledge(name: str, due: date, *milestones: tuple[date, int], **fields: Any) -> Commitment:
    steps = tuple(Milestone(on=on, value=value) for on, value in milestones)
    target = Target(unit="people", value=100, milestones=steps, **fields)
    return Commitment(id=name, title=name, made=When(date(2024, 1, 1)), due=When(due), targets={"n": target})


def due(snapshot: Snapshot) -> list[tuple[str, str, Number | None]]:
    rows = build_report(snapshot, ReportRequest(meeting="m")).upcoming
    return [(row.on.isoformat(), row.assessment.commitment.id, row.milestone) for row in rows]


def test_deadlines_and_milestones_up_to_the_day_of_the_meeting(snapshot_of: SnapshotOf) -> None:
    """Deadlines and milestones from today to the day of the meeting, both included, are listed by day."""
    pledges = [
        pledge("late", date(2025, 12, 31)),
        pledge("today", date(2026, 1, 1)),
        pledge("on-the-day", date(2026, 3, 1)),
        pledge("after", date(2026, 3, 2)),
        pledge("long", date(2027, 1, 1), (date(2025, 6, 1), 10), (date(2026, 2, 1), 60), (date(2026, 3, 2), 70)),
        Commitment(id="plain", title="plain", made=When(date(2024, 1, 1)), due=When(date(2026, 1, 31))),
    ]
    assert due(snapshot_of(pledges, as_of=AS_OF, meetings=MEETING)) == [
        ("2026-01-01", "today", None),
        ("2026-01-31", "plain", None),
        ("2026-02-01", "long", 60),
        ("2026-03-01", "on-the-day", None),
    ]


def test_a_reached_target_is_not_due(snapshot_of: SnapshotOf, update: Callable[..., Update]) -> None:
    """A reached target has no upcoming milestone and no upcoming deadline."""
    pledges = [pledge("done", date(2026, 2, 15), (date(2026, 2, 1), 60))]
    done = update("2025-12-01", commitment="done", actual=100)
    assert due(snapshot_of(pledges, [done], as_of=AS_OF, meetings=MEETING)) == []


def test_a_milestone_that_is_met_or_beyond_an_amended_deadline_is_not_due(
    snapshot_of: SnapshotOf, update: Callable[..., Update]
) -> None:
    """A milestone that is already met, or that is after an amended, earlier deadline, is not listed."""
    pledges = [
        pledge("met", date(2027, 1, 1), (date(2026, 2, 1), 50), (date(2026, 2, 15), 70)),
        pledge("falling", date(2027, 1, 1), (date(2026, 2, 2), 130), (date(2026, 2, 16), 115), baseline=200),
        pledge("sooner", date(2027, 1, 1), (date(2026, 2, 20), 50)),
    ]
    lines = [
        update("2025-12-01", key="a", commitment="met", actual=60),
        update("2025-12-01", key="b", commitment="falling", actual=120),
        update("2025-12-01", key="c", commitment="sooner", amends=Amends(due=When(date(2026, 2, 10))), reason="r"),
    ]
    assert due(snapshot_of(pledges, lines, as_of=AS_OF, meetings=MEETING)) == [
        ("2026-02-10", "sooner", None),
        ("2026-02-15", "met", 70),
        ("2026-02-16", "falling", 115),
    ]


def test_without_a_meeting_nothing_is_before_it(snapshot_of: SnapshotOf) -> None:
    """Without a meeting nothing is listed as upcoming."""
    report = build_report(snapshot_of([pledge("a", date(2026, 2, 1))], as_of=AS_OF))
    assert report.upcoming == ()
