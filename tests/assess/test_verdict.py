"""Delivery, schedule, evidence, freshness and status of a commitment, combined from its parts."""

from collections.abc import Callable
from datetime import date
from itertools import permutations, product
from typing import Any

import pytest

from commitrack.assess import Delivery, EvidenceClass, Freshness, Schedule, Status
from commitrack.assess.history import replay
from commitrack.assess.verdict import (
    by_completion,
    combined,
    evidence_of,
    freshness_of,
    status_of,
    without_figure,
)
from commitrack.dates import after, parse_span
from commitrack.model import Amends, Commitment, CompletionLevel, Lifecycle, SourceClass, Update

UNKNOWN, IDLE, MOVING, DONE, LATE, PARTLY, FAILED = Delivery
DUE = date(2024, 12, 31)


@pytest.mark.parametrize(
    ("deliveries", "expected"),
    [
        ([DONE], DONE),
        ([DONE, DONE], DONE),
        ([DONE, LATE], LATE),
        ([DONE, MOVING], MOVING),
        ([DONE, UNKNOWN], MOVING),
        ([DONE, IDLE], MOVING),
        ([IDLE, MOVING], MOVING),
        ([UNKNOWN, UNKNOWN], UNKNOWN),
        ([IDLE, IDLE], IDLE),
        ([UNKNOWN, IDLE], UNKNOWN),
        ([UNKNOWN, FAILED], UNKNOWN),
        ([UNKNOWN, IDLE, FAILED], UNKNOWN),
        ([IDLE, FAILED], IDLE),
        ([MOVING, FAILED], MOVING),
        ([MOVING, PARTLY], MOVING),
        ([UNKNOWN, PARTLY], MOVING),
        ([DONE, FAILED], PARTLY),
        ([LATE, PARTLY], PARTLY),
        ([PARTLY, FAILED], PARTLY),
        ([FAILED, FAILED], FAILED),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, list) else "=",
)
def test_deliveries_of_targets_are_combined_in_any_order(deliveries: list[Delivery], expected: Delivery) -> None:
    """The deliveries of targets combine to one, in any order; the result is final only if each of them is."""
    assert {combined(order) for order in permutations(deliveries)} == {expected}


@pytest.mark.parametrize(
    ("levels", "as_of", "delivery", "schedule"),
    [
        ({}, "2024-12-31", UNKNOWN, Schedule.NO_DATA),
        ({}, "2025-01-01", UNKNOWN, Schedule.OVERDUE),
        ({"2024-05-26": CompletionLevel.NOT_STARTED}, "2024-12-31", IDLE, Schedule.NO_DATA),
        ({"2024-05-26": CompletionLevel.LIMITED}, "2024-12-31", MOVING, Schedule.NO_DATA),
        ({"2024-05-26": CompletionLevel.SUBSTANTIAL}, "2025-01-01", MOVING, Schedule.OVERDUE),
        ({"2024-12-31": CompletionLevel.COMPLETE}, "2030-01-01", DONE, Schedule.ON_TRACK),
        ({"2025-01-01": CompletionLevel.COMPLETE}, "2030-01-01", LATE, Schedule.ON_TRACK),
        (
            {"2024-05-26": CompletionLevel.COMPLETE, "2025-06-01": CompletionLevel.COMPLETE},
            "2030-01-01",
            DONE,
            Schedule.ON_TRACK,
        ),
        (
            {"2024-05-26": CompletionLevel.COMPLETE, "2024-06-01": CompletionLevel.LIMITED},
            "2024-12-31",
            MOVING,
            Schedule.NO_DATA,
        ),
        ({"2024-12-31": CompletionLevel.LIMITED}, "2025-01-01", PARTLY, Schedule.OVERDUE),
        ({"2025-06-01": CompletionLevel.NOT_STARTED}, "2025-06-01", FAILED, Schedule.OVERDUE),
        ({"2024-12-31": CompletionLevel.LIMITED}, "2024-12-31", MOVING, Schedule.NO_DATA),  # the day is not over
    ],
)
def test_levels_of_completion(
    commitment: Callable[..., Commitment],
    update: Callable[..., Update],
    levels: dict[str, CompletionLevel],
    as_of: str,
    delivery: Delivery,
    schedule: Schedule,
) -> None:
    """Completion levels give the delivery, but without a figure only a complete commitment is on track."""
    day = date.fromisoformat(as_of)
    history = replay(commitment(targets={}), [update(on, completion=level) for on, level in levels.items()], as_of=day)
    assert by_completion(history, DUE, as_of=day, followed=False) == (delivery, schedule)
    open_end = by_completion(history, None, as_of=day, followed=False)[1]
    assert open_end is (schedule if schedule is Schedule.ON_TRACK else Schedule.NO_DEADLINE)


def test_completion_by_the_due_day_is_final(
    commitment: Callable[..., Commitment], update: Callable[..., Update]
) -> None:
    """A commitment that was complete on its due day is fulfilled, whatever is reported later."""
    levels = {"2024-12-31": CompletionLevel.COMPLETE, "2025-06-01": CompletionLevel.SUBSTANTIAL}
    journal = [update(on, completion=level) for on, level in levels.items()]
    day = date(2025, 7, 1)
    history = replay(commitment(targets={}), journal, as_of=day)
    assert by_completion(history, DUE, as_of=day, followed=False) == (Delivery.FULFILLED, Schedule.ON_TRACK)


def test_a_tracked_figure_means_in_progress(commitment: Callable[..., Commitment]) -> None:
    """A commitment with a tracked figure and no completion level is in progress."""
    history = replay(commitment(), [], as_of=DUE)
    assert by_completion(history, DUE, as_of=DUE, followed=True) == (MOVING, Schedule.NO_DATA)


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ([], EvidenceClass.NONE),
        ([(SourceClass.OFFICIAL, True)], EvidenceClass.OFFICIAL),
        ([(SourceClass.OFFICIAL, True), (SourceClass.PRESS, True)], EvidenceClass.PRESS),
        ([(SourceClass.SELF_REPORTED, True), (SourceClass.EXTERNAL_REVIEW, True)], EvidenceClass.SELF_REPORTED),
        ([(SourceClass.EXTERNAL_REVIEW, True), (SourceClass.OFFICIAL, True)], EvidenceClass.OFFICIAL),
        ([(None, True), (SourceClass.PRESS, True)], EvidenceClass.SELF_REPORTED),
        ([(SourceClass.EXTERNAL_REVIEW, True), (SourceClass.OFFICIAL, False)], EvidenceClass.NONE),
    ],
)
def test_evidence_is_as_good_as_the_weakest(
    update: Callable[..., Update], sources: list[tuple[SourceClass | None, bool]], expected: EvidenceClass
) -> None:
    """The weakest source counts; a class without evidence is none, and evidence without a class is self-reported."""
    updates = [
        update("2024-05-26", actual=1, source_class=kind, evidence=("https://example.org",) if has_evidence else ())
        for kind, has_evidence in sources
    ]
    assert evidence_of(updates) is expected


@pytest.mark.parametrize(
    ("updated", "as_of", "stale_after", "expected"),
    [
        ("2023-05-26", "2024-05-26", "12 months", Freshness.CURRENT),
        ("2023-05-26", "2024-05-27", "12 months", Freshness.STALE),
        ("2024-02-29", "2025-02-28", "12 months", Freshness.CURRENT),
        ("2024-02-29", "2025-03-01", "12 months", Freshness.STALE),
        ("2024-05-01", "2024-05-31", "30 days", Freshness.CURRENT),
        ("2024-05-01", "2024-06-01", "30 days", Freshness.STALE),
    ],
)
def test_stale_from_the_day_after(updated: str, as_of: str, stale_after: str, expected: Freshness) -> None:
    """Data is stale from the day after the duration; a closed commitment stays current, one without data is neither."""
    day, now = date.fromisoformat(updated), date.fromisoformat(as_of)
    assert freshness_of(day, now, after(day, parse_span(stale_after))) is expected
    assert freshness_of(day, now, None) is Freshness.CURRENT
    assert freshness_of(None, now, None) is None


@pytest.mark.parametrize(
    ("lifecycle", "delivery", "schedule", "expected"),
    [
        (Lifecycle.WITHDRAWN, DONE, Schedule.ON_TRACK, Status.WITHDRAWN),
        (Lifecycle.SUSPENDED, MOVING, Schedule.OVERDUE, Status.SUSPENDED),
        (Lifecycle.SUPERSEDED, UNKNOWN, Schedule.NO_DEADLINE, Status.SUPERSEDED),
        (Lifecycle.ACTIVE, DONE, Schedule.ON_TRACK, Status.FULFILLED),
        (Lifecycle.ACTIVE, LATE, Schedule.ON_TRACK, Status.FULFILLED_LATE),
        (Lifecycle.ACTIVE, UNKNOWN, Schedule.OVERDUE, Status.OVERDUE),
        (Lifecycle.ACTIVE, PARTLY, Schedule.OVERDUE, Status.PARTLY_FULFILLED),
        (Lifecycle.ACTIVE, FAILED, Schedule.OVERDUE, Status.NOT_FULFILLED),
        (Lifecycle.ACTIVE, MOVING, Schedule.AT_RISK, Status.AT_RISK),
        (Lifecycle.ACTIVE, MOVING, Schedule.OFF_TRACK, Status.OFF_TRACK),
        (Lifecycle.ACTIVE, MOVING, Schedule.ON_TRACK, Status.ON_TRACK),
        (Lifecycle.ACTIVE, MOVING, Schedule.NO_DEADLINE, Status.IN_PROGRESS),
        (Lifecycle.ACTIVE, IDLE, Schedule.NO_DATA, Status.NOT_STARTED),
        (Lifecycle.ACTIVE, UNKNOWN, Schedule.NO_DATA, Status.NO_REPORT),
        (Lifecycle.ACTIVE, UNKNOWN, Schedule.NO_DEADLINE, Status.NO_REPORT),
    ],
)
def test_status_by_lifecycle_delivery_and_schedule(
    lifecycle: Lifecycle, delivery: Delivery, schedule: Schedule, expected: Status
) -> None:
    """The status comes from the lifecycle, then from a final delivery, then from schedule and progress."""
    assert status_of(lifecycle, delivery, schedule) is expected


def test_every_combination_has_a_status() -> None:
    """Every combination of lifecycle, delivery and schedule has a status, and every status occurs."""
    statuses = {status_of(*answers) for answers in product(Lifecycle, Delivery, Schedule)}
    assert statuses == set(Status) - {Status.NOTES_ONLY, Status.NO_FIGURE}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], Status.NO_REPORT),
        ([{"amends": Amends(value=9)}, {"lifecycle": Lifecycle.ACTIVE}], Status.NO_FIGURE),
        ([{"note": "news"}, {"note": "more"}], Status.NOTES_ONLY),
        ([{"note": "news"}, {"target": "other", "actual": 1}], Status.NO_FIGURE),
    ],
)
def test_the_status_without_a_figure_says_what_there_is(
    update: Callable[..., Update], lines: list[dict[str, Any]], expected: Status
) -> None:
    """Without a figure, the status says whether there is no report, only notes, or something else."""
    updates = [update("2024-06-01", key=str(number), **fields) for number, fields in enumerate(lines)]
    assert status_of(Lifecycle.ACTIVE, UNKNOWN, Schedule.NO_DATA, without_figure(updates)) is expected
