"""The observed and the required rate of a target; the default plan is 1,000 people over the year 2024."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

import pytest

from commitrack.assess import Figure, Rates, Terms
from commitrack.assess.rates import rates
from commitrack.model import Number

Levels = Mapping[str, Number]


@pytest.fixture(scope="session")
def rated(terms: Callable[..., Terms], figures: Callable[[Levels], tuple[Figure, ...]]) -> Callable[..., Rates | None]:
    """The rates of a target with levels by day: ``rated({"2024-04-10": 1354}, as_of=…, value=10_235, …)``."""

    def run(levels: Levels, *, as_of: str | None = None, **fields: object) -> Rates | None:
        day = date.fromisoformat(as_of or max(levels, default="2024-01-02"))
        return rates(terms(**fields), figures(levels), as_of=day)

    return run


def test_required_and_observed_rate(rated: Callable[..., Rates | None]) -> None:
    """The required rate is 1,020 people a month and the observed one 412 (0.40×).

    By 10 April 100 days have passed: 1,354 ÷ 100 × 30.436875 = 412.1 a month. 265 days are left for
    8,881, which are 33.51 a day or 1,020.0 a month. At 13.54 a day, 4,942.1 are reached in 365 days.
    """
    result = rated({"2024-04-10": 1354}, value=10_235)
    assert result is not None
    assert (result.per, result.required_by) == ("month", date(2024, 12, 31))
    assert [round(rate, 2) for rate in (result.observed, result.required or 0)] == [
        Decimal("412.12"),
        Decimal("1020.04"),
    ]
    assert (result.at_due, round(result.ratio or 0, 2)) == (Decimal("4942.1"), Decimal("0.40"))


def test_the_required_rate_counts_from_the_day_of_the_report(rated: Callable[..., Rates | None]) -> None:
    """On 7 October only 85 days are left for the missing 8,881: 3,180 a month, not 1,020."""
    result = rated({"2024-04-10": 1354}, as_of="2024-10-07", value=10_235)
    assert result is not None
    assert round(result.required or 0, 1) == Decimal("3180.1")


@pytest.mark.parametrize(
    ("level", "as_of", "required_by", "per_day"),
    [
        (200, "2024-05-01", "2024-07-01", "4.918"),  # 300 in 61 days
        (500, "2024-05-01", "2024-12-31", "2.049"),  # 500 in 244 days
        (200, "2024-07-01", "2024-12-31", "4.372"),  # 800 in 183 days
    ],
)
def test_the_required_rate_leads_to_the_next_milestone(
    rated: Callable[..., Rates | None], level: int, as_of: str, required_by: str, per_day: str
) -> None:
    """The rate is what the next milestone that is still ahead and not met requires, else the deadline."""
    result = rated({"2024-04-10": level}, as_of=as_of, milestones=((date(2024, 7, 1), 500),))
    assert result is not None
    assert (result.required_by, result.per) == (date.fromisoformat(required_by), "month")
    assert round((result.required or 0) / Decimal("30.436875"), 3) == Decimal(per_day)


def test_the_pace_is_projected_along_the_plan(rated: Callable[..., Rates | None]) -> None:
    """200 where 500 × 100 ÷ 182 is planned is a pace of 0.728, which leads to 728 of 1,000, whatever the milestones."""
    result = rated({"2024-04-10": 200}, milestones=((date(2024, 7, 1), 500),))
    assert result is not None
    assert result.at_due == 728


def test_small_rates_are_not_rounded_to_nothing(rated: Callable[..., Rates | None]) -> None:
    """A rate of 0.0001 a day is 0.0030436875 a month."""
    result = rated({"2024-04-10": Decimal("0.01")}, value=1, due=None, baseline_stated=True)
    assert result is not None
    assert result.observed == Decimal("0.0030436875")


def test_no_rate_is_claimed_from_a_level_that_nobody_stated(rated: Callable[..., Rates | None]) -> None:
    """Without a deadline and a stated baseline there is no rate: that it was 0 at the start is only assumed."""
    assert rated({"2024-04-10": 100}, due=None) is None
    assert rated({"2024-04-10": 100}, due=None, baseline_stated=True) is not None
    assert rated({"2024-04-10": 100}) is not None  # compared with the required rate


@pytest.mark.parametrize(
    ("start", "due", "per", "observed"),
    [
        ("2024-01-01", "2024-03-30", "day", "1"),  # 89 days
        ("2024-01-01", "2024-03-31", "month", "30.436875"),  # 90 days
        ("2024-01-01", "2028-12-29", "month", "30.436875"),  # 1,824 days
        ("2024-01-01", "2028-12-30", "year", "365.2425"),  # 1,825 days
        ("2024-01-01", None, "day", "1"),
        ("2024-01-01", "2023-06-01", "day", "1"),  # amended to a day before the start
    ],
)
def test_the_rate_has_a_period_that_fits(
    rated: Callable[..., Rates | None], start: str, due: str | None, per: str, observed: str
) -> None:
    """One person a day, given per year, month or day, depending on the length of the period."""
    result = rated({"2024-02-20": 50}, start=start, due=due, baseline_stated=True)
    assert result is not None
    assert (result.per, result.observed) == (per, Decimal(observed))


@pytest.mark.parametrize(
    ("levels", "fields"),
    [
        ({}, {}),
        ({"2024-01-01": 10}, {}),
        ({"2023-01-01": 10}, {}),
        ({"2024-05-26": 10}, {"start": None}),
        ({"2024-05-26": 10}, {"baseline": 1000}),
        ({"2024-05-26": 10}, {"baseline": None}),
    ],
    ids=["no figure", "on the first day", "before the start", "no start", "a level to maintain", "no baseline"],
)
def test_without_a_period_there_is_no_rate(
    rated: Callable[..., Rates | None], levels: Levels, fields: dict[str, int | None]
) -> None:
    """Without a figure after the start, or without a distance to the target, there are no rates."""
    assert rated(levels, **fields) is None


@pytest.mark.parametrize(
    ("levels", "as_of"),
    [({"2024-05-26": 1000}, None), ({"2024-12-31": 730}, None), ({"2024-05-26": 730}, "2024-12-31")],
)
def test_no_rate_is_required_of_a_target_that_is_reached_or_past_due(
    rated: Callable[..., Rates | None], levels: Levels, as_of: str | None
) -> None:
    """A target that is reached or past due has an observed rate and no required one."""
    result = rated(levels, as_of=as_of)
    assert result is not None
    assert result.observed > 0
    assert (result.required, result.required_by, result.ratio, result.at_due) == (None, None, None, None)


def test_a_falling_target_has_falling_rates(rated: Callable[..., Rates | None]) -> None:
    """A falling target has negative rates: −6 observed in 73 days equals −24 required in 292 days."""
    result = rated({"2024-03-14": 44}, value=20, baseline=50)
    assert result is not None
    assert result.observed == result.required
    assert round(result.observed, 2) == Decimal("-2.50")
    assert (result.ratio, result.at_due) == (Decimal(1), Decimal(20))
