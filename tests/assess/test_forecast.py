"""Forecasts, compared with slopes calculated by hand."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

import pytest

from commitrack.assess import Figure, Forecast, NoForecast, Terms
from commitrack.assess.forecast import forecast
from commitrack.model import Number, Qualifier

Levels = Mapping[str, Number]
Make = Callable[[Levels], tuple[Figure, ...]]


@pytest.mark.parametrize(
    ("levels", "fields", "reason"),
    [
        ({}, {}, NoForecast.TOO_FEW_FIGURES),
        ({"2024-01-11": 10}, {}, NoForecast.TOO_FEW_FIGURES),
        ({"2024-01-11": 10, "2024-01-21": 20}, {}, NoForecast.TOO_FEW_FIGURES),
        (
            {"2024-01-11": 1, "2024-01-21": 2, "2024-01-31": 3},
            {"qualifier": Qualifier.AT_MOST},
            NoForecast.MAINTENANCE,
        ),
        ({"2024-01-11": 1, "2024-01-21": 2, "2024-01-31": 1000}, {}, NoForecast.REACHED),
    ],
)
def test_a_missing_forecast_has_a_reason(
    terms: Callable[..., Terms], figures: Make, levels: Levels, fields: dict[str, Qualifier], reason: NoForecast
) -> None:
    """Fewer than three figures, a level to maintain or a reached target give a reason instead of a forecast."""
    assert forecast(terms(**fields), figures(levels)) is reason


def test_the_median_of_all_slopes(terms: Callable[..., Terms], figures: Make) -> None:
    """The forecast follows the median of all slopes: here days 0, 10, 20, 30 with levels 0, 100, 150, 390.

    Slopes a day: 10, 7.5, 13 from the first; 5, 14.5 from the second; 24 from the third. Sorted
    5, 7.5, 10, 13, 14.5, 24: median 11.5, quartiles at positions 1.25 and 3.75 of 0…5, so
    7.5 + 0.25 × 2.5 = 8.125 and 13 + 0.75 × 1.5 = 14.125. From day 30 to the due day, day 130, are
    100 days: 390 + 1,150, 390 + 812.5, 390 + 1,412.5. The missing 9,610 take 835.7 days.
    """
    projection = forecast(
        terms(10_000, due="2024-05-10"),
        figures({"2024-01-01": 0, "2024-01-11": 100, "2024-01-21": 150, "2024-01-31": 390}),
    )
    # 2024-01-31 + 836 days: 2026-01-31 is day 731, 105 more are 28 of February, 31, 30 and 16 of May.
    assert projection == Forecast(figures=4, low=1202, at_due=1540, high=1802, reached_on=date(2026, 5, 16))


def test_one_odd_figure_does_not_change_the_forecast(terms: Callable[..., Terms], figures: Make) -> None:
    """One mistyped figure of five does not change the forecast: six of the ten slopes are still 10 a day."""
    levels = {"2024-01-11": 100, "2024-01-21": 200, "2024-01-31": 300000, "2024-02-10": 400, "2024-02-20": 500}
    projection = forecast(terms(due="2024-02-29"), figures(levels))
    assert isinstance(projection, Forecast)
    assert projection.at_due == 590  # 500, and nine days at 10 a day


@pytest.mark.parametrize(
    ("levels", "reached_on"),
    [
        ((0, 20, 40), "2025-05-25"),  # 2 a day, 960 missing: 480 days after 31 January 2024
        ((0, 30, 60), "2024-12-10"),  # 940 ÷ 3 = 313⅓, which is only reached on day 314
        ((0, 10, 999), "2024-02-01"),
        ((40, 20, 0), None),
        ((40, 40, 40), None),
        ((0, Decimal("0.01"), Decimal("0.02")), None),  # 999.98 at 0.001 a day: after the year 2200
        ((0, Decimal("1E-30"), Decimal("2E-30")), None),
    ],
)
def test_the_day_on_which_the_target_is_reached(
    terms: Callable[..., Terms], figures: Make, levels: tuple[Number, ...], reached_on: str | None
) -> None:
    """The forecast has the first whole day on which the target is reached, or None without sufficient progress."""
    days = ("2024-01-11", "2024-01-21", "2024-01-31")
    projection = forecast(terms(due="2024-06-30"), figures(dict(zip(days, levels, strict=True))))
    assert isinstance(projection, Forecast)
    assert projection.reached_on == (reached_on and date.fromisoformat(reached_on))


def test_a_falling_target_is_projected_too(terms: Callable[..., Terms], figures: Make) -> None:
    """A falling target has a forecast: at one less every ten days, 48 on 31 January become 46 on 20 February."""
    projection = forecast(
        terms(20, baseline=50, due="2024-02-20"), figures({"2024-01-11": 50, "2024-01-21": 49, "2024-01-31": 48})
    )
    assert projection == Forecast(figures=3, low=46, at_due=46, high=46, reached_on=date(2024, 11, 6))


@pytest.mark.parametrize("due", [None, "2024-01-31", "2023-12-31"])
def test_without_a_future_deadline_no_level_is_projected(
    terms: Callable[..., Terms], figures: Make, due: str | None
) -> None:
    """Without a deadline, or after it, a forecast has only the day on which the target is reached."""
    projection = forecast(terms(due=due), figures({"2024-01-11": 0, "2024-01-21": 20, "2024-01-31": 40}))
    assert isinstance(projection, Forecast)
    assert (projection.at_due, projection.low, projection.high) == (None, None, None)
    assert projection.reached_on == date(2025, 5, 25)
