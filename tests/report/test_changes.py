"""What moved since a day, worked by hand: old and new, newly overdue first, and no change by name."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from commitrack.assess import Assessment, Status
from commitrack.errors import UsageError
from commitrack.model import Amends, Commitment, CompletionLevel, Meeting, Target, Update, When
from commitrack.report.changes import Changes, Movement
from commitrack.report.report import ReportRequest, build_report
from commitrack.report.snapshot import Snapshot

Surveyed = Callable[..., Snapshot]
Line = Callable[..., Update]

MEETING = date(2025, 6, 30)
PLAN = {"made": When(date(2024, 1, 1)), "due": When(date(2026, 12, 31))}
"""A plan of 1,095 days."""


def pledge(name: str, **fields: Any) -> Commitment:
    return Commitment(id=name, title=name, **{**PLAN, "targets": {"n": Target(unit="people", value=100)}, **fields})


def of(line: Line, commitment: str, on: str, **fields: Any) -> Update:
    return line(on, key=f"{commitment}-{on}", commitment=commitment, **fields)


def compare(
    snapshot: Snapshot, day: date = MEETING, meeting: str | None = None, query: tuple[str, ...] = ()
) -> Changes:
    found = build_report(snapshot, ReportRequest(query=query, since=(day, meeting))).since
    assert found is not None
    return found


def names(found: tuple[Assessment, ...] | tuple[Movement, ...]) -> list[str]:
    return [(row.after if isinstance(row, Movement) else row).commitment.id for row in found]


def test_without_a_day_nothing_is_compared(surveyed: Surveyed) -> None:
    """A report that was not asked for it says nothing of what moved."""
    assert build_report(surveyed([pledge("a")])).since is None


def test_silence_is_told_by_name(surveyed: Surveyed, line: Line) -> None:
    """What has a new line moved; what has none, and stands as it stood, did not, by name and in order."""
    updates = [
        of(line, "spoke", "2025-06-01", actual=40), of(line, "spoke", "2025-09-01", actual=45),
        of(line, "silent", "2025-06-01", actual=60),
    ]  # fmt: skip
    found = compare(surveyed([pledge("silent"), pledge("spoke"), pledge("never")], updates, as_of="2025-12-01"))
    assert (found.day, found.meeting) == (MEETING, None)
    assert names(found.moved) == ["spoke"]
    assert names(found.unchanged) == ["silent", "never"]


def test_a_figure_logged_after_the_meeting_is_news(surveyed: Surveyed, line: Line) -> None:
    """Of a day before the meeting and recorded after it: at the meeting nobody knew. The journal had begun by then."""
    late = {"recorded": datetime(2025, 9, 1, 8, tzinfo=UTC)}
    updates = [
        of(line, "known", "2025-06-01", actual=40, recorded=datetime(2025, 6, 2, 8, tzinfo=UTC)),
        of(line, "late", "2025-06-20", actual=60, **late),
    ]
    found = compare(surveyed([pledge("known"), pledge("late")], updates, as_of="2025-12-01"))
    assert names(found.moved) == ["late"]
    assert (found.moved[0].before.updated, found.moved[0].after.updated) == (None, date(2025, 6, 20))


def test_a_journal_begun_later_goes_by_the_days(surveyed: Surveyed, line: Line) -> None:
    """Where no line had been recorded by the meeting, not all of history is news."""
    late = {"recorded": datetime(2025, 9, 1, 8, tzinfo=UTC)}
    updates = [of(line, "old", "2025-06-01", actual=40, **late), of(line, "new", "2025-08-01", actual=60, **late)]
    assert names(compare(surveyed([pledge("old"), pledge("new")], updates, as_of="2025-12-01")).moved) == ["new"]


def test_old_and_new(surveyed: Surveyed, line: Line) -> None:
    """Figures, shares and status of both days, and the lines in between: neither of the day itself nor before it."""
    updates = [
        of(line, "a", "2025-06-01", actual=50), of(line, "a", "2025-06-30", note="of the day itself"),
        of(line, "a", "2025-07-01", note="of the day after"), of(line, "a", "2025-11-01", actual=52),
    ]  # fmt: skip
    (row,) = compare(surveyed([pledge("a")], updates, as_of="2025-12-01")).moved
    assert [update.on.isoformat() for update in row.updates] == ["2025-07-01", "2025-11-01"]
    assert row.targets is not None
    before, after = row.targets
    assert [found.latest and found.latest.level for found in (before, after)] == [50, 52]
    assert [found.measure and found.measure.achieved for found in (before, after)] == [Decimal("0.5"), Decimal("0.52")]
    # 1 June 2025 is day 517 of 1,095: 50 % ÷ 47.2 % is ahead; 1 November is day 670: 52 % ÷ 61.2 % is 0.85
    assert (row.before.status, row.after.status) == (Status.ON_TRACK, Status.AT_RISK)
    assert not row.newly_overdue


def test_a_status_may_change_without_a_word(surveyed: Surveyed) -> None:
    """A deadline that passed in between is movement, though nobody wrote anything."""
    (row,) = compare(surveyed([pledge("a", due=When(date(2025, 9, 30)))], as_of="2025-12-01")).moved
    assert (row.before.status, row.after.status) == (Status.NO_DATA, Status.OVERDUE)
    assert row.updates == ()
    assert row.newly_overdue


@pytest.mark.parametrize(
    ("due", "newly_overdue"),
    [("2025-06-29", False), ("2025-06-30", True), ("2025-11-30", True), ("2025-12-01", False)],
)
def test_newly_overdue(surveyed: Surveyed, due: str, newly_overdue: bool) -> None:  # noqa: FBT001
    """Overdue now and not on the earlier day, which was still the whole of a due date."""
    found = compare(surveyed([pledge("a", due=When(date.fromisoformat(due)))], as_of="2025-12-01"))
    assert any(row.newly_overdue for row in found.moved) == newly_overdue


def test_newly_overdue_comes_first(surveyed: Surveyed, line: Line) -> None:
    """Then what else moved, each in the order of the registry."""
    late = {"due": When(date(2025, 9, 30))}
    snapshot = surveyed(
        [pledge("moved-1"), pledge("late-1", **late), pledge("moved-2"), pledge("late-2", **late)],
        [of(line, name, "2025-09-01", actual=50) for name in ("moved-1", "moved-2")],
        as_of="2025-12-01",
    )
    assert names(compare(snapshot).moved) == ["late-1", "late-2", "moved-1", "moved-2"]


def test_amendments_in_between(surveyed: Surveyed, line: Line) -> None:
    """Those of before the day are not news; a share is measured by the terms of its day."""
    updates = [
        of(line, "a", "2025-05-01", amends=Amends(value=200), reason="more"), of(line, "a", "2025-06-01", actual=50),
        of(line, "a", "2025-10-01", amends=Amends(value=80), reason="less"),
    ]  # fmt: skip
    (row,) = compare(surveyed([pledge("a")], updates, as_of="2025-12-01")).moved
    assert [update.reason for update in row.amendments] == ["less"]
    assert row.targets is not None
    assert [found.measure and found.measure.achieved for found in row.targets] == [Decimal("0.25"), Decimal("0.625")]


def test_one_target_is_compared_with_itself(surveyed: Surveyed, line: Line) -> None:
    """Where another target decides the status now, its own figure of then stands beside it."""
    targets = {"people": Target(unit="people", value=100), "money": Target(unit="JPY", value=1000)}
    updates = [
        of(line, "a", "2025-06-01", target="people", actual=10),
        of(line, "a", "2025-06-02", target="money", actual=500),
        of(line, "a", "2025-11-01", target="people", actual=99),
        of(line, "a", "2025-11-02", target="money", actual=510),
    ]
    (row,) = compare(surveyed([pledge("a", targets=targets)], updates, as_of="2025-12-01")).moved
    assert row.before.leading is not None
    assert row.before.leading.name == "people"
    assert row.targets is not None
    assert [(found.name, found.latest and found.latest.level) for found in row.targets] == [
        ("money", 500), ("money", 510),
    ]  # fmt: skip


def test_a_retracted_figure_was_never_there(surveyed: Surveyed, line: Line) -> None:
    """What was taken back is known now to have been wrong on both days."""
    updates = [
        of(line, "a", "2025-08-01", actual=50),
        of(line, "a", "2025-09-01", retracts="a-2025-08-01", reason="no"),
    ]
    found = compare(surveyed([pledge("a")], updates, as_of="2025-12-01"))
    assert (names(found.moved), names(found.unchanged)) == ([], ["a"])


def test_levels_of_completion_move_too(surveyed: Surveyed, line: Line) -> None:
    """A commitment without figures."""
    updates = [of(line, "a", "2025-09-01", completion=CompletionLevel.SUBSTANTIAL)]
    (row,) = compare(surveyed([pledge("a", targets={})], updates, as_of="2025-12-01")).moved
    assert (row.before.completion, row.after.completion) == (None, CompletionLevel.SUBSTANTIAL)
    assert row.targets is None


def test_only_what_was_asked_for(surveyed: Surveyed) -> None:
    """A query narrows the comparison, and the meeting is kept by its id."""
    snapshot = surveyed(
        [pledge("alpha"), pledge("beta")], as_of="2025-12-01", meetings={"m": Meeting(title="M", on=MEETING)}
    )
    found = compare(snapshot, meeting="m", query=("alpha",))
    assert (found.meeting, names(found.unchanged)) == ("m", ["alpha"])


def test_nothing_moved_since_a_day_to_come(surveyed: Surveyed) -> None:
    """The day of the report may be compared with itself, and with no later one."""
    snapshot = surveyed([pledge("a")], as_of="2025-12-01")
    assert names(compare(snapshot, date(2025, 12, 1)).unchanged) == ["a"]
    with pytest.raises(UsageError, match="2025-12-02 is after the day of the report"):
        compare(snapshot, date(2025, 12, 2))


def test_standing_tells_moved_from_unchanged(surveyed: Surveyed) -> None:
    """The index behind CSV and JSON names both, when a day was asked for."""
    snapshot = surveyed([pledge("late", due=When(date(2025, 9, 30))), pledge("still")], as_of="2025-12-01")
    standing = build_report(snapshot, ReportRequest(since=(MEETING, None))).standing()
    assert standing["late"][-1] == "since"
    assert standing["still"][-1] == "no_change"
    assert "since" not in build_report(snapshot).standing()["late"]
