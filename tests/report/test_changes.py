"""Changes since a day, compared with results calculated by hand."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from commitrack.assess import Assessment, Status
from commitrack.errors import UsageError
from commitrack.model import Amends, Commitment, CompletionLevel, Lifecycle, Meeting, Target, Update, When
from commitrack.report.changes import Changes, Movement
from commitrack.report.report import ReportRequest, build_report
from commitrack.report.snapshot import Snapshot

SnapshotOf = Callable[..., Snapshot]
MakeUpdate = Callable[..., Update]

MEETING = date(2025, 6, 30)
PLAN = {"made": When(date(2024, 1, 1)), "due": When(date(2026, 12, 31))}
"""A plan of 1,095 days."""


def pledge(name: str, **fields: Any) -> Commitment:
    return Commitment(id=name, title=name, **{**PLAN, "targets": {"n": Target(unit="people", value=100)}, **fields})


def record(update: MakeUpdate, commitment: str, on: str, **fields: Any) -> Update:
    return update(on, key=f"{commitment}-{on}", commitment=commitment, **fields)


def compare(
    snapshot: Snapshot, day: date = MEETING, meeting: str | None = None, query: tuple[str, ...] = ()
) -> Changes:
    changes = build_report(snapshot, ReportRequest(query=query, since=(day, meeting))).since
    assert changes is not None
    return changes


def ids(rows: tuple[Assessment, ...] | tuple[Movement, ...]) -> list[str]:
    return [(row.after if isinstance(row, Movement) else row).commitment.id for row in rows]


def test_without_a_day_nothing_is_compared(snapshot_of: SnapshotOf) -> None:
    """A report without a day to compare with has no changes."""
    assert build_report(snapshot_of([pledge("a")])).since is None


def test_what_did_not_change_is_listed_by_name(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """A commitment with a new update has moved; one without, and with the same status, is listed as unchanged."""
    updates = [
        record(update, "spoke", "2025-06-01", actual=40), record(update, "spoke", "2025-09-01", actual=45),
        record(update, "silent", "2025-06-01", actual=60),
    ]  # fmt: skip
    changes = compare(snapshot_of([pledge("silent"), pledge("spoke"), pledge("never")], updates, as_of="2025-12-01"))
    assert (changes.day, changes.meeting) == (MEETING, None)
    assert ids(changes.moved) == ["spoke"]
    assert ids(changes.unchanged) == ["silent", "never"]


def test_a_figure_recorded_after_the_meeting_is_a_change(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """A figure for a day before the meeting that was recorded after the meeting is a change."""
    late = {"recorded": datetime(2025, 9, 1, 8, tzinfo=UTC)}
    updates = [
        record(update, "known", "2025-06-01", actual=40, recorded=datetime(2025, 6, 2, 8, tzinfo=UTC)),
        record(update, "late", "2025-06-20", actual=60, **late),
    ]
    changes = compare(snapshot_of([pledge("known"), pledge("late")], updates, as_of="2025-12-01"))
    assert ids(changes.moved) == ["late"]
    assert (changes.moved[0].before.updated, changes.moved[0].after.updated) == (None, date(2025, 6, 20))


def test_a_journal_started_later_is_compared_by_the_days(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """If nothing had been recorded by the meeting, updates and retractions are compared by their days only."""
    late = {"recorded": datetime(2025, 9, 1, 8, tzinfo=UTC)}
    updates = [
        record(update, "old", "2025-06-01", actual=40, **late), record(update, "new", "2025-08-01", actual=60, **late),
        record(update, "wrong", "2025-06-01", actual=40, **late),
        record(update, "wrong", "2025-08-01", retracts="wrong-2025-06-01", reason="no", **late),
    ]  # fmt: skip
    changes = compare(snapshot_of([pledge("old"), pledge("new"), pledge("wrong")], updates, as_of="2025-12-01"))
    assert ids(changes.moved) == ["new", "wrong"]
    assert ids(changes.unchanged) == ["old"]


def test_a_change_has_both_states_and_the_updates_in_between(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """A change has the figures, shares and status of both days, and the updates and notes after the earlier day."""
    updates = [
        record(update, "a", "2025-06-01", actual=50), record(update, "a", "2025-06-30", note="of the day itself"),
        record(update, "a", "2025-07-01", note="of the day after"), record(update, "a", "2025-11-01", actual=52),
    ]  # fmt: skip
    (row,) = compare(snapshot_of([pledge("a")], updates, as_of="2025-12-01")).moved
    assert [update.on.isoformat() for update in row.updates] == ["2025-11-01"]
    assert [update.note for update in row.notes] == ["of the day after"]
    assert row.targets is not None
    before, after = row.targets
    assert [target.latest and target.latest.level for target in (before, after)] == [50, 52]
    assert [target.measure and target.measure.achieved for target in (before, after)] == [
        Decimal("0.5"),
        Decimal("0.52"),
    ]
    # 1 June 2025 is day 517 of 1,095: 50 % ÷ 47.2 % is ahead; 1 November is day 670: 52 % ÷ 61.2 % is 0.85
    assert (row.before.status, row.after.status) == (Status.ON_TRACK, Status.AT_RISK)
    assert not row.newly_overdue


def test_a_status_may_change_without_an_update(snapshot_of: SnapshotOf) -> None:
    """A deadline that passed in between is a change, although nothing was recorded."""
    (row,) = compare(snapshot_of([pledge("a", due=When(date(2025, 9, 30)))], as_of="2025-12-01")).moved
    assert (row.before.status, row.after.status) == (Status.NO_REPORT, Status.OVERDUE)
    assert row.updates == ()
    assert row.newly_overdue


@pytest.mark.parametrize(
    ("due", "newly_overdue"),
    [("2025-06-29", False), ("2025-06-30", True), ("2025-11-30", True), ("2025-12-01", False)],
)
def test_newly_overdue(snapshot_of: SnapshotOf, due: str, newly_overdue: bool) -> None:  # noqa: FBT001
    """A commitment is newly overdue if it is overdue now and was not on the earlier day, such as its due date."""
    changes = compare(snapshot_of([pledge("a", due=When(date.fromisoformat(due)))], as_of="2025-12-01"))
    assert any(row.newly_overdue for row in changes.moved) == newly_overdue


def test_newly_overdue_comes_first(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """Newly overdue commitments come first, then the other changes, each in the order of the registry."""
    late = {"due": When(date(2025, 9, 30))}
    snapshot = snapshot_of(
        [pledge("moved-1"), pledge("late-1", **late), pledge("moved-2"), pledge("late-2", **late)],
        [record(update, name, "2025-09-01", actual=50) for name in ("moved-1", "moved-2")],
        as_of="2025-12-01",
    )
    assert ids(compare(snapshot).moved) == ["late-1", "late-2", "moved-1", "moved-2"]


def test_amendments_in_between(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """Only amendments after the earlier day are listed; each share is measured by the terms of its day."""
    updates = [
        record(update, "a", "2025-05-01", amends=Amends(value=200), reason="more"),
        record(update, "a", "2025-06-01", actual=50),
        record(update, "a", "2025-10-01", amends=Amends(value=80), reason="less"),
    ]  # fmt: skip
    (row,) = compare(snapshot_of([pledge("a")], updates, as_of="2025-12-01")).moved
    assert [update.reason for update in row.amendments] == ["less"]
    assert row.targets is not None
    assert [target.measure and target.measure.achieved for target in row.targets] == [Decimal("0.25"), Decimal("0.625")]


def test_a_target_is_compared_with_itself(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """The target that decides the status now is compared with its own earlier figure."""
    targets = {"people": Target(unit="people", value=100), "money": Target(unit="JPY", value=1000)}
    updates = [
        record(update, "a", "2025-06-01", target="people", actual=10),
        record(update, "a", "2025-06-02", target="money", actual=500),
        record(update, "a", "2025-11-01", target="people", actual=99),
        record(update, "a", "2025-11-02", target="money", actual=510),
    ]
    (row,) = compare(snapshot_of([pledge("a", targets=targets)], updates, as_of="2025-12-01")).moved
    assert row.before.leading is not None
    assert row.before.leading.name == "people"
    assert row.targets is not None
    assert [(target.name, target.latest and target.latest.level) for target in row.targets] == [
        ("money", 500), ("money", 510),
    ]  # fmt: skip


def test_a_retracted_figure_counts_on_neither_day(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """A retracted figure counts on neither day, so nothing has changed."""
    updates = [
        record(update, "a", "2025-08-01", actual=50),
        record(update, "a", "2025-09-01", retracts="a-2025-08-01", reason="no"),
    ]
    changes = compare(snapshot_of([pledge("a")], updates, as_of="2025-12-01"))
    assert (ids(changes.moved), ids(changes.unchanged)) == ([], ["a"])


@pytest.mark.parametrize(
    ("line", "moved"),
    [
        ({"actual": 40}, True), ({"add": 1}, True), ({"completion": CompletionLevel.LIMITED}, True),
        ({"lifecycle": Lifecycle.ACTIVE, "reason": "r"}, True), ({"amends": Amends(value=100), "reason": "r"}, True),
        ({"note": "news"}, False),
    ],
)  # fmt: skip
def test_a_note_moves_nothing(
    snapshot_of: SnapshotOf,
    update: MakeUpdate,
    line: dict[str, Any],
    moved: bool,  # noqa: FBT001
) -> None:
    """A figure, a level, a decision and an amendment move a commitment, even to the same; a note is only counted."""
    no_figures: dict[str, Any] = {"targets": {}} if "completion" in line else {}
    changes = compare(snapshot_of([pledge("a", **no_figures)], [record(update, "a", "2025-08-01", **line)],
                                  as_of="2025-12-01"))  # fmt: skip
    assert (ids(changes.moved), ids(changes.unchanged)) == ((["a"], []) if moved else ([], ["a"]))
    (row,) = changes.moved or changes.unchanged
    assert (len(row.updates), len(row.notes)) == ((1, 0) if moved else (0, 1))


@pytest.mark.parametrize("made", [When(date(2025, 7, 1)), When("2025-07"), When("FY2026")])
def test_a_commitment_made_in_between_is_new(snapshot_of: SnapshotOf, update: MakeUpdate, made: When) -> None:
    """It neither changed nor stayed the same, whether or not anything was reported; one made by the day is not new."""
    commitments = [
        pledge("new", made=made, due=None), pledge("silent", made=made, due=None),
        pledge("of-the-day", made=When(MEETING)), pledge("undated", made=None),
    ]  # fmt: skip
    changes = compare(snapshot_of(commitments, [record(update, "new", "2026-07-01", actual=40)], as_of="2026-07-01"))
    assert (ids(changes.new), ids(changes.moved)) == (["new", "silent"], [])
    assert ids(changes.unchanged) == ["of-the-day", "undated"]


@pytest.mark.parametrize(
    ("line", "moved"),
    [({"actual": 50}, True), ({"lifecycle": Lifecycle.ACTIVE, "reason": "r"}, True), ({"note": "wrong"}, False)],
)
def test_a_retraction_is_a_change(
    snapshot_of: SnapshotOf,
    update: MakeUpdate,
    line: dict[str, Any],
    moved: bool,  # noqa: FBT001
) -> None:
    """What was on the table at the meeting and has been taken back since; a note that is taken back changes nothing."""
    updates = [
        record(update, "a", "2025-06-01", **line),
        record(update, "a", "2025-09-01", retracts="a-2025-06-01", reason="no"),
    ]
    changes = compare(snapshot_of([pledge("a")], updates, as_of="2025-12-01"))
    assert (ids(changes.moved), ids(changes.unchanged)) == ((["a"], []) if moved else ([], ["a"]))
    assert [u.key for row in changes.moved for u in row.retracted] == (["a-2025-06-01"] if moved else [])


def test_levels_of_completion_move_too(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """A new completion level of a commitment without targets is a change."""
    updates = [record(update, "a", "2025-09-01", completion=CompletionLevel.SUBSTANTIAL)]
    (row,) = compare(snapshot_of([pledge("a", targets={})], updates, as_of="2025-12-01")).moved
    assert (row.before.completion, row.after.completion) == (None, CompletionLevel.SUBSTANTIAL)
    assert row.targets is None


def test_a_query_narrows_the_comparison(snapshot_of: SnapshotOf) -> None:
    """A query narrows the comparison, and the meeting is kept by its id."""
    snapshot = snapshot_of(
        [pledge("alpha"), pledge("beta")], as_of="2025-12-01", meetings={"m": Meeting(title="M", on=MEETING)}
    )
    changes = compare(snapshot, meeting="m", query=("alpha",))
    assert (changes.meeting, ids(changes.unchanged)) == ("m", ["alpha"])


def test_a_comparison_with_a_later_day_is_refused(snapshot_of: SnapshotOf) -> None:
    """A report may be compared with its own day, and not with a later one."""
    snapshot = snapshot_of([pledge("a")], as_of="2025-12-01")
    assert ids(compare(snapshot, date(2025, 12, 1)).unchanged) == ["a"]
    with pytest.raises(UsageError, match="2025-12-02 is after the report date"):
        compare(snapshot, date(2025, 12, 2))
