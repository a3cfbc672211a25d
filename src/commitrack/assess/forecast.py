"""Project the figures: a robust line with its range, or the reason why there is no forecast.

The slope is the Theil–Sen estimator, the median of the slopes between all pairs of figures (H. Theil 1950,
P. K. Sen 1968): a single outlier does not bend it. The range is given by the quartiles of the same slopes
(inclusive method, type 7 of Hyndman and Fan 1996).
"""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import combinations

from msgspec import Struct

from commitrack.amounts import rounded
from commitrack.assess.history import Figure
from commitrack.assess.terms import Terms
from commitrack.dates import LAST_YEAR
from commitrack.model import Number

FEWEST = 3
"""Minimum number of figures for a forecast."""


class NoForecast(StrEnum):
    """Why the figures are not projected."""

    MAINTENANCE = "maintenance"
    """The target is a level to maintain, which has no progress to project."""
    REACHED = "reached"
    TOO_FEW_FIGURES = "too-few-figures"


class Forecast(Struct, frozen=True, kw_only=True):
    """Levels expected on the due day, in the unit of the target, and the day on which the target is reached.

    ``at_due`` follows the median slope, ``low`` and ``high`` the quartiles; None if no days are left until then.
    ``figures`` is the number of figures used; ``reached_on`` is None if the line never meets the value.
    """

    figures: int
    at_due: Number | None
    low: Number | None
    high: Number | None
    reached_on: date | None


def forecast(terms: Terms, figures: Sequence[Figure]) -> Forecast | NoForecast:
    """Project the latest figure along the Theil–Sen slope, or return why there is no forecast."""
    if terms.is_maintenance:
        return NoForecast.MAINTENANCE
    if figures and terms.reached(figures[-1].level):
        return NoForecast.REACHED
    if len(figures) < FEWEST:
        return NoForecast.TOO_FEW_FIGURES
    from statistics import median, quantiles  # noqa: PLC0415  15 ms, which most commands do not need

    slopes = [Decimal(b.level - a.level) / (b.on - a.on).days for a, b in combinations(figures, 2)]
    lower, _median, upper = quantiles(slopes, n=4, method="inclusive")
    latest, slope = figures[-1], median(slopes)
    days = (terms.due - latest.on).days if terms.due else 0
    low, at_due, high = (rounded(latest.level + rate * days) if days > 0 else None for rate in (lower, slope, upper))
    return Forecast(
        figures=len(figures), low=low, at_due=at_due, high=high, reached_on=_reached_on(terms, latest, slope)
    )


def _reached_on(terms: Terms, latest: Figure, slope: Decimal) -> date | None:
    """The day on which the line meets the value; None if it never does, or not before the last year of the format."""
    days_left = (date(LAST_YEAR, 12, 31) - latest.on).days
    missing = Decimal(terms.value - latest.level)
    if slope == 0 or not 0 < missing / slope <= days_left:
        return None
    return latest.on + timedelta(days=math.ceil(round(missing / slope, 6)))
