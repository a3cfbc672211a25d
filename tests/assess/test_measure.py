"""Measurement of one target; the default plan is 1,000 people from 1 January to 31 December 2024."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal

import pytest

from commitrack.assess import Delivery, Figure, Measure, Schedule, Terms
from commitrack.assess.measure import measure
from commitrack.model import Number, Qualifier, Settings, Thresholds

Levels = Mapping[str, Number]


@pytest.fixture(scope="session")
def measured(terms: Callable[..., Terms], figures: Callable[[Levels], tuple[Figure, ...]]) -> Callable[..., Measure]:
    """Measure a target with levels by day: ``measured({"2024-05-26": 400}, "2024-06-30", value=1000, …)``."""

    def run(levels: Levels, as_of: str, *, thresholds: Thresholds | None = None, **fields: object) -> Measure:
        settings = Settings(thresholds=thresholds or Thresholds())
        return measure(terms(**fields), figures(levels), as_of=date.fromisoformat(as_of), settings=settings)

    return run


@pytest.mark.parametrize(
    ("level", "pace", "expected"),
    [
        (480, "1.2", Schedule.ON_TRACK),
        (380, "0.95", Schedule.ON_TRACK),
        (379, "0.9475", Schedule.AT_RISK),
        (240, "0.6", Schedule.AT_RISK),
        (239, "0.5975", Schedule.OFF_TRACK),
        (0, "0", Schedule.OFF_TRACK),
        (-40, "-0.1", Schedule.OFF_TRACK),
    ],
)
def test_pace_decides_the_schedule(measured: Callable[..., Measure], level: int, pace: str, expected: Schedule) -> None:
    """The plan requires 400 on 26 May; a target is on track from 0.95 of that and at risk from 0.6."""
    result = measured({"2024-05-26": level}, "2024-05-26")
    assert (result.pace, result.schedule) == (Decimal(pace), expected)


def test_the_thresholds_of_the_registry_are_used(measured: Callable[..., Measure]) -> None:
    """A pace of 0.6 is on track or off track, depending on the thresholds of the registry."""
    lax, strict = Thresholds(on_track=Decimal("0.6")), Thresholds(at_risk=Decimal("0.7"))
    result = [measured({"2024-05-26": 240}, "2024-05-26", thresholds=t).schedule for t in (lax, strict)]
    assert result == [Schedule.ON_TRACK, Schedule.OFF_TRACK]


@pytest.mark.parametrize(
    ("level", "days", "expected"),
    [(190, 200, Schedule.ON_TRACK), (189, 200, Schedule.AT_RISK), (57, 60, Schedule.ON_TRACK),
     (36, 60, Schedule.AT_RISK), (35, 60, Schedule.OFF_TRACK), (342, 360, Schedule.ON_TRACK)],
)  # fmt: skip
def test_thresholds_are_compared_exactly(
    measured: Callable[..., Measure], level: int, days: int, expected: Schedule
) -> None:
    """A pace of exactly 0.95 is on track, and of exactly 0.6 at risk, although 1 ÷ 365 has no exact decimal form."""
    day = (date(2024, 1, 1) + timedelta(days=days)).isoformat()
    assert measured({day: level}, day, value=365).schedule is expected


@pytest.mark.parametrize("as_of", ["2024-05-26", "2024-10-19", "2024-12-31"])
def test_time_without_figures_does_not_change_the_pace(measured: Callable[..., Measure], as_of: str) -> None:
    """Achieved and pace are those of the day of the latest figure, however late the report."""
    result = measured({"2024-03-14": 10, "2024-05-26": 400}, as_of)
    assert (result.achieved, result.pace) == (Decimal("0.4"), Decimal(1))


@pytest.mark.parametrize(
    ("levels", "as_of", "fields", "expected"),
    [
        ({"2024-05-26": 400}, "2024-08-25", {}, Schedule.ON_TRACK),  # 91 days, a quarter of the term, and 24.9 %
        ({"2024-05-26": 400}, "2024-08-26", {}, Schedule.UNCONFIRMED),  # 92 days
        ({"2024-05-26": 800}, "2024-10-31", {}, Schedule.ON_TRACK),  # 0.96 of the plan of that day
        ({"2024-05-26": 800}, "2024-11-06", {}, Schedule.UNCONFIRMED),  # 0.94 of it
        ({"2024-05-26": 800}, "2024-12-31", {}, Schedule.UNCONFIRMED),
        ({"2024-05-26": 800}, "2025-01-01", {}, Schedule.OVERDUE),
        ({"2024-05-26": 240}, "2024-12-31", {}, Schedule.AT_RISK),
        ({"2024-05-26": 1000}, "2024-12-31", {}, Schedule.ON_TRACK),
        ({"2024-07-08": 800}, "2024-07-10", {"milestones": ((date(2024, 7, 8), 500), (date(2024, 7, 10), 900))},
         Schedule.UNCONFIRMED),  # two days, but 40 % of the plan
        ({"2024-01-15": 20}, "2024-11-15", {"due": "2026-12-31"}, Schedule.UNCONFIRMED),  # 2 % after two weeks
        ({"2024-01-10": 0}, "2024-01-15", {}, Schedule.TOO_EARLY),  # 14 of 365 days: 3.8 %
        ({"2024-01-10": 0}, "2024-04-10", {}, Schedule.TOO_EARLY),  # 91 days after the figure, and 24.9 %
        ({"2024-01-10": 0}, "2024-04-11", {}, Schedule.UNCONFIRMED),
        ({"2024-01-10": 0}, "2025-01-10", {"due": "2053-12-31"}, Schedule.TOO_EARLY),  # 3.4 % is planned
        ({"2024-06-30": 80}, "2025-06-30", {"due": "2031-12-31"}, Schedule.ON_TRACK),  # not older than 12 months
        ({"2024-06-30": 80}, "2025-07-01", {"due": "2031-12-31"}, Schedule.UNCONFIRMED),
    ],
)  # fmt: skip
def test_on_track_does_not_outlast_its_figure(
    measured: Callable[..., Measure], levels: Levels, as_of: str, fields: dict[str, object], expected: Schedule
) -> None:
    """A figure on plan, or too early to judge, is unconfirmed once the plan has passed it, and it is too old or the
    plan is far ahead.

    Too old is older than 12 months or a quarter of the term; far ahead is more than a quarter of the plan.
    """
    assert measured(levels, as_of, **fields).schedule is expected


@pytest.mark.parametrize(
    ("levels", "due", "expected"),
    [
        ({"2024-01-10": 0}, "2033-12-31", Schedule.TOO_EARLY),
        ({"2024-01-10": 10}, "2033-12-31", Schedule.ON_TRACK),
        ({"2024-06-30": 49}, "2033-12-31", Schedule.TOO_EARLY),  # 181 of 3,652 days: 4.96 %
        ({"2024-07-02": 0}, "2033-12-31", Schedule.OFF_TRACK),  # 183 days: 5.01 %
        ({"2023-06-01": -1}, "2024-12-31", Schedule.TOO_EARLY),
    ],
)
def test_a_plan_that_has_hardly_begun_is_not_missed(
    measured: Callable[..., Measure], levels: Levels, due: str, expected: Schedule
) -> None:
    """While less than 5 % is planned, a figure below the plan is too early to judge."""
    (day,) = levels
    assert measured(levels, day, due=due).schedule is expected


@pytest.mark.parametrize(
    ("levels", "as_of", "due", "expected"),
    [
        ({}, "2024-12-31", "2024-12-31", Schedule.NO_DATA),
        ({}, "2025-01-01", "2024-12-31", Schedule.OVERDUE),
        ({"2024-12-31": 999}, "2024-12-31", "2024-12-31", Schedule.ON_TRACK),
        ({"2024-12-31": 999}, "2025-01-01", "2024-12-31", Schedule.OVERDUE),
        ({"2024-12-31": 1000}, "2025-01-01", "2024-12-31", Schedule.ON_TRACK),
        ({"2025-03-01": 1000}, "2025-03-01", "2024-12-31", Schedule.ON_TRACK),
        ({"2024-05-26": 400}, "2099-01-01", None, Schedule.NO_DEADLINE),
        ({}, "2099-01-01", None, Schedule.NO_DEADLINE),
        ({"2024-05-26": 1000}, "2099-01-01", None, Schedule.NO_DEADLINE),
    ],
)
def test_overdue_only_after_the_due_day(
    measured: Callable[..., Measure], levels: Levels, as_of: str, due: str | None, expected: Schedule
) -> None:
    """A target is overdue only after its due day and if it is not reached; without a deadline, it has no schedule."""
    assert measured(levels, as_of, due=due).schedule is expected


@pytest.mark.parametrize(
    ("levels", "fields", "expected"),
    [
        ({}, {}, Schedule.NO_DATA),
        ({"2024-01-01": 0}, {}, Schedule.ON_TRACK),
        ({"2024-01-01": 1}, {}, Schedule.ON_TRACK),
        ({"2024-02-01": 1}, {"milestones": ((date(2024, 3, 1), 0),)}, Schedule.ON_TRACK),
        ({"2023-06-01": -1}, {}, Schedule.TOO_EARLY),
        ({"2024-05-26": 1}, {"start": None}, Schedule.NOT_MEASURABLE),
        ({"2024-05-26": 1}, {"baseline": None, "qualifier": Qualifier.AT_LEAST}, Schedule.NOT_MEASURABLE),
        ({"2024-05-26": 450}, {"baseline": None, "value": 0}, Schedule.NOT_MEASURABLE),
        ({"2024-05-26": 450}, {"baseline": None, "due": None}, Schedule.NO_DEADLINE),
    ],
    ids=[
        "nothing",
        "nothing at the start, as planned",
        "on the first day",
        "ahead of a plan that requires nothing yet",
        "below the baseline",
        "no start",
        "no baseline",
        "net zero without a baseline",
        "no deadline",
    ],
)
def test_schedule_without_a_pace(
    measured: Callable[..., Measure], levels: Levels, fields: dict[str, object], expected: Schedule
) -> None:
    """Where the plan requires nothing yet, a figure on it is on track; without a plan or a baseline, none is."""
    result = measured(levels, next(iter(levels), "2024-06-30"), **fields)
    assert (result.pace, result.schedule) == (None, expected)


def test_a_plan_that_first_falls_back_gives_no_pace(measured: Callable[..., Measure]) -> None:
    """A figure ahead of a milestone that is below the baseline is on track, without a negative pace."""
    result = measured({"2024-05-26": 100}, "2024-05-26", milestones=((date(2024, 5, 26), -200),))
    assert (result.pace, result.schedule) == (None, Schedule.ON_TRACK)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ({}, Delivery.UNKNOWN),
        ({"2024-05-26": 0}, Delivery.NOT_STARTED),
        ({"2024-05-26": 1}, Delivery.IN_PROGRESS),
        ({"2024-05-26": -400}, Delivery.IN_PROGRESS),
        ({"2024-05-26": 1000}, Delivery.FULFILLED),
        ({"2024-12-31": 1000}, Delivery.FULFILLED),
        ({"2025-01-01": 3100}, Delivery.FULFILLED_LATE),
        ({"2024-05-26": 1000, "2025-06-01": 1001}, Delivery.FULFILLED),
        ({"2024-05-26": 1000, "2024-08-07": 900, "2025-06-01": 1001}, Delivery.FULFILLED_LATE),
        ({"2024-05-26": 1000, "2024-08-07": 900}, Delivery.IN_PROGRESS),
        ({"2024-12-30": 999}, Delivery.IN_PROGRESS),
        ({"2024-12-31": 999}, Delivery.PARTLY_FULFILLED),
        ({"2025-06-01": 1}, Delivery.PARTLY_FULFILLED),
        ({"2025-06-01": 0}, Delivery.NOT_FULFILLED),
        ({"2025-06-01": -400}, Delivery.NOT_FULFILLED),
    ],
)
def test_delivery_of_a_target(measured: Callable[..., Measure], levels: Levels, expected: Delivery) -> None:
    """Failure requires a figure for the due day or later; a target is late if it was last reached after that day."""
    assert measured(levels, "2030-01-01").delivery is expected


@pytest.mark.parametrize(
    ("levels", "accumulates", "delivery", "schedule"),
    [
        ({"2023-06-01": 1000}, True, Delivery.FULFILLED, Schedule.ON_TRACK),
        ({"2023-06-01": 1000}, False, Delivery.IN_PROGRESS, Schedule.UNCONFIRMED),
        ({"2023-12-31": 1000}, False, Delivery.FULFILLED, Schedule.ON_TRACK),  # 12 months before the due day
        ({"2023-12-30": 1000}, False, Delivery.IN_PROGRESS, Schedule.UNCONFIRMED),
        ({"2023-06-01": 1000, "2024-06-01": 900}, False, Delivery.IN_PROGRESS, Schedule.OVERDUE),
        ({"2023-06-01": 1000, "2025-03-01": 1000}, False, Delivery.FULFILLED, Schedule.ON_TRACK),
        ({"2023-06-01": 1000, "2025-03-01": 900}, False, Delivery.PARTLY_FULFILLED, Schedule.OVERDUE),
        ({"2024-12-31": 1000, "2025-03-01": 900}, False, Delivery.FULFILLED, Schedule.ON_TRACK),
        ({"2024-12-31": 900, "2025-03-01": 1000}, False, Delivery.FULFILLED_LATE, Schedule.ON_TRACK),
        ({"2024-12-31": 900, "2025-03-01": 1000, "2025-04-01": 900}, False,
         Delivery.PARTLY_FULFILLED, Schedule.OVERDUE),
    ],
)  # fmt: skip
def test_the_last_figure_by_the_due_day_decides(
    measured: Callable[..., Measure],
    levels: Levels,
    accumulates: bool,  # noqa: FBT001
    delivery: Delivery,
    schedule: Schedule,
) -> None:
    """A running total that met the target stays met; a level must be confirmed within a year before the due day."""
    result = measured(levels, "2030-01-01", accumulates=accumulates)
    assert (result.delivery, result.schedule) == (delivery, schedule)


@pytest.mark.parametrize(
    ("as_of", "accumulates", "final"),
    [("2024-12-31", True, True), ("2024-12-31", False, False), ("2025-01-01", False, True)],
)
def test_a_level_is_final_only_after_its_due_day(
    measured: Callable[..., Measure],
    as_of: str,
    accumulates: bool,  # noqa: FBT001
    final: bool,  # noqa: FBT001
) -> None:
    """A running total that meets the target is final at once; a level may still fall until the due day is over."""
    result = measured({"2024-05-26": 1000}, as_of, accumulates=accumulates)
    assert (result.delivery, result.final) == (Delivery.FULFILLED, final)


@pytest.mark.parametrize("level", [800, 0])
def test_nothing_has_failed_on_the_due_day(measured: Callable[..., Measure], level: int) -> None:
    """A figure for the due day below the target is final only on the next day."""
    deliveries = [measured({"2024-12-31": level}, as_of).delivery for as_of in ("2024-12-31", "2025-01-01")]
    open_still = Delivery.IN_PROGRESS if level else Delivery.NOT_STARTED
    assert deliveries == [open_still, Delivery.PARTLY_FULFILLED if level else Delivery.NOT_FULFILLED]


def test_a_target_of_zero_is_met_only_by_its_level(measured: Callable[..., Measure]) -> None:
    """Of zero road deaths without a baseline, 312 on the due day is not fulfilled, 0 is; neither has a percentage."""
    missed, met = (measured({"2024-12-31": level}, "2025-01-01", value=0, baseline=None) for level in (312, 0))
    assert (missed.delivery, missed.schedule, missed.achieved) == (Delivery.NOT_FULFILLED, Schedule.OVERDUE, None)
    assert (met.delivery, met.schedule, met.achieved) == (Delivery.FULFILLED, Schedule.ON_TRACK, None)


@pytest.mark.parametrize("as_of", ["2024-12-31", "2025-01-01"])
@pytest.mark.parametrize("level", [9, 1])
def test_without_a_direction_only_the_value_itself_is_met(
    measured: Callable[..., Measure], level: int, as_of: str
) -> None:
    """Without a baseline or a qualifier, 9 % unemployment of 4 % is neither fulfilled nor failed, and 1 % neither."""
    result = measured({"2024-12-31": level}, as_of, value=4, baseline=None)
    assert (result.delivery, result.schedule) == (Delivery.IN_PROGRESS, Schedule.NOT_MEASURABLE)


@pytest.mark.parametrize(
    ("level", "on", "as_of", "delivery", "schedule"),
    [
        (5, "2024-05-26", "2024-12-31", Delivery.IN_PROGRESS, Schedule.ON_TRACK),
        (6, "2024-05-26", "2024-12-31", Delivery.IN_PROGRESS, Schedule.OFF_TRACK),
        (0, "2024-05-26", "2024-12-31", Delivery.IN_PROGRESS, Schedule.ON_TRACK),
        (5, "2024-05-26", "2025-01-01", Delivery.FULFILLED, Schedule.ON_TRACK),
        (5, "2023-05-26", "2025-01-01", Delivery.IN_PROGRESS, Schedule.UNCONFIRMED),
        (6, "2024-05-26", "2025-01-01", Delivery.IN_PROGRESS, Schedule.OVERDUE),
        (5, "2024-12-31", "2025-01-01", Delivery.FULFILLED, Schedule.ON_TRACK),
        (4, "2025-06-01", "2025-06-01", Delivery.FULFILLED, Schedule.ON_TRACK),
        (6, "2024-12-31", "2025-01-01", Delivery.NOT_FULFILLED, Schedule.OVERDUE),
    ],
)
def test_a_level_to_maintain_is_kept_until_the_end(
    measured: Callable[..., Measure], level: int, on: str, as_of: str, delivery: Delivery, schedule: Schedule
) -> None:
    """A ceiling of 5 is fulfilled only once the due day is over, by a recent figure, and has no percentage."""
    result = measured({on: level}, as_of, value=5, qualifier=Qualifier.AT_MOST)
    assert (result.delivery, result.schedule, result.achieved, result.pace) == (delivery, schedule, None, None)
