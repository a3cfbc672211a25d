"""Forecasts compared with slopes worked out by hand; the default plan is 1,000 people over the year 2024."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal

import pytest

from commitrack.assess import Figure, Forecast, NoForecast, Terms
from commitrack.assess.forecast import forecast
from commitrack.model import Number

START = date(2024, 1, 1)
Levels = Mapping[int, Number]
Project = Callable[..., Forecast | NoForecast]


@pytest.fixture(scope="session")
def projected(terms: Callable[..., Terms], figures: Callable[..., tuple[Figure, ...]]) -> Project:
    """Project levels by day of the plan: ``projected({0: 100, 40: 150}, due=…)``, as of the last figure."""

    def run(levels: Levels, *, as_of: str | None = None, **fields: object) -> Forecast | NoForecast:
        made = figures({(START + timedelta(days=day)).isoformat(): level for day, level in levels.items()})
        today = date.fromisoformat(as_of) if as_of else made[-1].on if made else START
        return forecast(terms(**fields), made, as_of=today)

    return run


@pytest.mark.parametrize(
    ("levels", "fields", "reason"),
    [
        ({}, {}, NoForecast.TOO_FEW_FIGURES),
        ({40: 10}, {"baseline_stated": True}, NoForecast.TOO_FEW_FIGURES),
        ({40: 10, 80: 20}, {}, NoForecast.TOO_FEW_FIGURES),
        ({0: 10, 80: 20}, {"baseline_stated": True}, NoForecast.TOO_FEW_FIGURES),  # nothing before the first figure
        ({0: 1, 10: 2, 29: 3}, {}, NoForecast.TOO_CLOSE),
        ({10: 1, 50: 2, 90: 3}, {"maintain": True}, NoForecast.MAINTENANCE),
        ({10: 1, 50: 2, 90: 1000}, {}, NoForecast.REACHED),
    ],
)
def test_figures_that_are_not_projected(
    projected: Project, levels: Levels, fields: dict[str, object], reason: NoForecast
) -> None:
    """Fewer than three points, or none that are 30 days apart, make no line, and the reason is given."""
    assert projected(levels, **fields) is reason


def test_of_many_figures_a_sample_is_compared(projected: Project) -> None:
    """Of 1,200 daily figures that rise by 2 a day, 500 are compared, among them the first and the last."""
    answer = projected({day: 2 * day for day in range(1200)}, value=10_000, due="2034-01-01")
    assert isinstance(answer, Forecast)
    assert answer.points == 500
    assert answer.at_due == 2 * (date(2034, 1, 1) - START).days
    assert answer.low == answer.high == answer.at_due


def test_the_median_of_all_slopes(projected: Project) -> None:
    """Days 0, 40, 80, 120 with 0, 400, 600, 1,560.

    Slopes a day: 10, 7.5, 13 from the first; 5, 14.5 from the second; 24 from the third. Sorted 5, 7.5, 10, 13, 14.5,
    24: the median is 11.5. From 30 April to the due day are 100 days: 1,560 + 1,150. The missing 8,440 take 733.9 days.
    """
    projection = projected({0: 0, 40: 400, 80: 600, 120: 1560}, value=10_000, due="2024-08-08")
    assert projection == Forecast(points=4, low=None, at_due=Decimal(2710), high=None, reached_on=date(2026, 5, 4))


def test_the_range_needs_five_points(projected: Project) -> None:
    """Days 0 to 160 with 0, 400, 800, 1,200, 2,000.

    Slopes a day: six times 10, then 12.5, 13⅓, 15 and 20. Quartiles at positions 2.25 and 6.75 of 0…9: 10, and
    12.5 + 0.75 × 0.833 = 13.125. In 100 days they lead from 2,000 to 3,000 and 3,312.5.
    """
    projection = projected({0: 0, 40: 400, 80: 800, 120: 1200, 160: 2000}, value=10_000, due="2024-09-17")
    assert isinstance(projection, Forecast)
    assert (projection.low, projection.at_due, projection.high) == (Decimal(3000), Decimal(3000), Decimal("3312.5"))


def test_a_stated_baseline_is_a_point(projected: Project) -> None:
    """From 0 at the start, figures of 400 and 600 on days 40 and 80 give slopes of 10, 7.5 and 5, so 7.5 a day."""
    projection = projected({40: 400, 80: 600}, value=10_000, due="2024-06-29", baseline_stated=True)
    assert isinstance(projection, Forecast)
    assert (projection.points, projection.at_due) == (3, Decimal(1350))


def test_figures_close_together_do_not_count_as_a_trend(projected: Project) -> None:
    """A jump of 200 within two days has a slope of 100 a day, which is left out: 2, 2.5 and 5 remain."""
    projection = projected({0: 0, 40: 200, 42: 400, 80: 400}, due="2024-06-29")
    assert isinstance(projection, Forecast)
    assert projection.at_due == 900  # slopes 5, 9.5…, 5, 5 and 0: 100 days at 5 a day


def test_one_odd_figure_does_not_bend_the_line(projected: Project) -> None:
    """One mistyped figure does not bend the line: 6 of the 10 slopes are still 10 a day."""
    projection = projected({40: 400, 80: 800, 120: 300_000, 160: 1600, 200: 2000}, value=10_000, due="2024-07-28")
    assert isinstance(projection, Forecast)
    assert projection.at_due == 2090  # nine days more


@pytest.mark.parametrize(
    ("levels", "reached_on"),
    [
        ((0, 80, 160), "2025-06-14"),  # 2 a day, 840 missing: 420 days after 20 April 2024
        ((0, 120, 240), "2024-12-30"),  # 760 ÷ 3 = 253⅓, which is reached only on day 254
        ((0, 10, 999), "2024-04-21"),
        ((160, 80, 0), None),
        ((40, 40, 40), None),
        ((0, Decimal("0.04"), Decimal("0.08")), None),  # 999.92 at 0.001 a day: after the year 2200
        ((0, Decimal("1E-30"), Decimal("2E-30")), None),
    ],
)
def test_the_day_the_line_meets_the_target(
    projected: Project, levels: tuple[Number, ...], reached_on: str | None
) -> None:
    """The first whole day on which it is reached; none if the figures stay level or move away from it."""
    projection = projected(dict(zip((30, 70, 110), levels, strict=True)), due="2024-06-30")
    assert isinstance(projection, Forecast)
    assert projection.reached_on == (reached_on and date.fromisoformat(reached_on))


def test_no_day_in_the_past_is_projected(projected: Project) -> None:
    """The line met the target on 30 December 2024; on 15 March 2025 no figure has confirmed it."""
    projection = projected({30: 0, 70: 120, 110: 240}, due="2025-12-31", as_of="2025-03-15")
    assert isinstance(projection, Forecast)
    assert (projection.reached_on, projection.overtaken) == (None, True)


def test_a_falling_target_is_projected_too(projected: Project) -> None:
    """One less every forty days: from 48 on 20 April to 47.5 twenty days later, and to 20 in 1,120 days."""
    projection = projected({30: 50, 70: 49, 110: 48}, value=20, baseline=50, due="2024-05-10")
    assert projection == Forecast(points=3, low=None, at_due=Decimal("47.5"), high=None, reached_on=date(2027, 5, 15))


@pytest.mark.parametrize(("accumulates", "at_due"), [(True, 100), (False, -25)])
def test_a_running_total_does_not_fall(projected: Project, accumulates: bool, at_due: int) -> None:  # noqa: FBT001
    """Figures of 200, 190 and 100 fall by 1.25 a day; a level may fall on, a running total stays at its last figure."""
    projection = projected({0: 200, 40: 190, 80: 100}, due="2024-06-29", accumulates=accumulates)
    assert isinstance(projection, Forecast)
    assert projection.at_due == at_due


@pytest.mark.parametrize("due", [None, "2024-04-20", "2023-12-31"])
def test_without_days_ahead_no_level_is_projected(projected: Project, due: str | None) -> None:
    """Without a deadline, or after it, only the day on which the target will be reached is projected."""
    projection = projected({30: 0, 70: 80, 110: 160}, due=due)
    assert isinstance(projection, Forecast)
    assert (projection.at_due, projection.low, projection.high) == (None, None, None)
    assert projection.reached_on == date(2025, 6, 14)
