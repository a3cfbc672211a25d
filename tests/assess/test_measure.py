"""Measurement of one target; the default plan is 1,000 people from 1 January to 31 December 2024."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

import pytest

from commitrack.assess import Delivery, Figure, Measure, Schedule, Terms
from commitrack.assess.measure import measure, rates
from commitrack.model import Number, Qualifier, Thresholds

Levels = Mapping[str, Number]


@pytest.fixture(scope="session")
def measured(terms: Callable[..., Terms], figures: Callable[[Levels], tuple[Figure, ...]]) -> Callable[..., Measure]:
    """Measure a target with levels by day: ``measured({"2024-05-26": 400}, "2024-06-30", value=1000, …)``."""

    def run(levels: Levels, as_of: str, *, thresholds: Thresholds | None = None, **fields: object) -> Measure:
        return measure(
            terms(**fields), figures(levels), as_of=date.fromisoformat(as_of), thresholds=thresholds or Thresholds()
        )

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


@pytest.mark.parametrize("as_of", ["2024-05-26", "2024-10-19", "2024-12-31"])
def test_time_without_figures_changes_neither_pace_nor_schedule(measured: Callable[..., Measure], as_of: str) -> None:
    """Pace and schedule are those on the day of the latest figure; the planned share is that of the current day."""
    result = measured({"2024-03-14": 10, "2024-05-26": 400}, as_of)
    assert (result.achieved, result.pace, result.schedule) == (Decimal("0.4"), Decimal(1), Schedule.ON_TRACK)
    planned = {"2024-05-26": "0.4", "2024-10-19": "0.8", "2024-12-31": "1"}
    assert result.planned == Decimal(planned[as_of])


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
        ({}, "2099-01-01", None, Schedule.NO_DATA),
        ({"2024-05-26": 1000}, "2099-01-01", None, Schedule.ON_TRACK),
    ],
)
def test_overdue_only_after_the_due_day(
    measured: Callable[..., Measure], levels: Levels, as_of: str, due: str | None, expected: Schedule
) -> None:
    """A target is overdue only after its due day, and only if it is not reached."""
    assert measured(levels, as_of, due=due).schedule is expected


@pytest.mark.parametrize(
    ("levels", "fields", "expected"),
    [
        ({}, {}, Schedule.NO_DATA),
        ({"2024-01-01": 0}, {}, Schedule.NO_DATA),
        ({"2024-01-01": 1}, {}, Schedule.NO_DATA),
        ({"2020-01-14": 100}, {}, Schedule.NO_DATA),
        ({"2024-02-01": 1}, {"milestones": ((date(2024, 3, 1), 0),)}, Schedule.ON_TRACK),
        ({"2023-06-01": -1}, {}, Schedule.NO_DATA),
        ({"2024-05-26": 1}, {"start": None}, Schedule.NO_DATA),
    ],
    ids=[
        "nothing",
        "nothing at the start",
        "on the first day",
        "before it was promised",
        "ahead of a plan that requires nothing yet",
        "below the baseline",
        "no start",
    ],
)
def test_never_on_track_for_lack_of_data(
    measured: Callable[..., Measure], levels: Levels, fields: dict[str, object], expected: Schedule
) -> None:
    """Where the plan requires nothing yet, only a figure ahead of it is on track; without a plan, none is."""
    result = measured(levels, "2024-06-30", **fields)
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
    ("level", "on", "as_of", "delivery", "schedule"),
    [
        (5, "2024-05-26", "2024-12-31", Delivery.IN_PROGRESS, Schedule.ON_TRACK),
        (6, "2024-05-26", "2024-12-31", Delivery.IN_PROGRESS, Schedule.OFF_TRACK),
        (0, "2024-05-26", "2024-12-31", Delivery.IN_PROGRESS, Schedule.ON_TRACK),
        (5, "2024-05-26", "2025-01-01", Delivery.IN_PROGRESS, Schedule.OVERDUE),
        (5, "2024-12-31", "2025-01-01", Delivery.FULFILLED, Schedule.ON_TRACK),
        (4, "2025-06-01", "2025-06-01", Delivery.FULFILLED, Schedule.ON_TRACK),
        (6, "2024-12-31", "2025-01-01", Delivery.NOT_FULFILLED, Schedule.OVERDUE),
    ],
)
def test_a_level_to_maintain_is_kept_until_the_end(
    measured: Callable[..., Measure], level: int, on: str, as_of: str, delivery: Delivery, schedule: Schedule
) -> None:
    """A ceiling of 5 is fulfilled only by a figure for the due day or later, and has no percentage."""
    result = measured({on: level}, as_of, value=5, qualifier=Qualifier.AT_MOST)
    assert (result.delivery, result.schedule, result.achieved, result.pace) == (delivery, schedule, None, None)


def test_required_and_observed_rate(
    terms: Callable[..., Terms], figures: Callable[[Levels], tuple[Figure, ...]]
) -> None:
    """The required rate is 1,020 people a month and the observed one 412 (0.40×).

    By 10 April 100 days have passed: 1,354 ÷ 100 × 30.436875 = 412.1 a month. 265 days are left for
    8,881, which are 33.51 a day or 1,020.0 a month. At 13.54 a day, 3,588.1 more are reached.
    """
    result = rates(terms(10_235), figures({"2024-04-10": 1354}), as_of=date(2024, 1, 2))
    assert result is not None
    assert (result.per, result.observed, result.required) == ("month", 412, 1020)
    assert result.at_due == 4942
    assert result.ratio is not None
    assert round(result.ratio, 2) == Decimal("0.40")


@pytest.mark.parametrize(
    ("start", "due", "per", "observed"),
    [
        ("2024-01-01", "2024-03-30", "day", 1),  # 89 days
        ("2024-01-01", "2024-03-31", "month", Decimal("30.4")),  # 90 days
        ("2024-01-01", "2028-12-29", "month", Decimal("30.4")),  # 1,824 days
        ("2024-01-01", "2028-12-30", "year", 365),  # 1,825 days
        ("2024-01-01", None, "day", 1),
        ("2024-01-01", "2023-06-01", "day", 1),  # amended to a day before the start
    ],
)
def test_the_rate_has_a_period_that_fits(
    terms: Callable[..., Terms],
    figures: Callable[[Levels], tuple[Figure, ...]],
    start: str,
    due: str | None,
    per: str,
    observed: Number,
) -> None:
    """One person a day, given per year, month or day, depending on the length of the period."""
    result = rates(terms(start=start, due=due), figures({"2024-02-20": 50}), as_of=date(2024, 1, 2))
    assert result is not None
    assert (result.per, result.observed) == (per, observed)


@pytest.mark.parametrize(
    ("levels", "fields"),
    [
        ({}, {}),
        ({"2024-01-01": 10}, {}),
        ({"2023-01-01": 10}, {}),
        ({"2024-05-26": 10}, {"start": None}),
        ({"2024-05-26": 10}, {"baseline": 1000}),
    ],
    ids=["no figure", "on the first day", "before the start", "no start", "a level to maintain"],
)
def test_without_a_period_there_is_no_rate(
    terms: Callable[..., Terms],
    figures: Callable[[Levels], tuple[Figure, ...]],
    levels: Levels,
    fields: dict[str, int | None],
) -> None:
    """Without a figure after the start, or without a distance to the target, there are no rates."""
    assert rates(terms(**fields), figures(levels), as_of=date(2024, 1, 2)) is None


@pytest.mark.parametrize("levels", [{"2024-05-26": 1000}, {"2024-12-31": 730}, {"2025-06-01": 900}])
def test_no_rate_is_required_of_a_target_that_is_reached_or_past_due(
    terms: Callable[..., Terms], figures: Callable[[Levels], tuple[Figure, ...]], levels: Levels
) -> None:
    """A target that is reached or past due has an observed rate and no required one."""
    result = rates(terms(), figures(levels), as_of=date(2024, 1, 2))
    assert result is not None
    assert result.observed > 0
    assert (result.required, result.ratio, result.at_due) == (None, None, None)


def test_a_falling_target_has_falling_rates(
    terms: Callable[..., Terms], figures: Callable[[Levels], tuple[Figure, ...]]
) -> None:
    """A falling target has negative rates: −6 observed in 73 days equals −24 required in 292 days."""
    result = rates(terms(20, baseline=50), figures({"2024-03-14": 44}), as_of=date(2024, 1, 2))
    assert result is not None
    assert (result.observed, result.required) == (Decimal("-2.5"), Decimal("-2.5"))
    assert (result.ratio, result.at_due) == (Decimal(1), 20)
