"""Project the figures: a robust line with its range, or the reason why there is no forecast.

The slope is the Theil–Sen estimator, the median of the slopes between pairs of figures (H. Theil 1950, P. K. Sen
1968): a single outlier does not bend it. The range is given by the quartiles of the same slopes (inclusive method,
type 7 of Hyndman and Fan 1996). Pairs less than ``APART`` days apart are left out: their slopes are mostly noise. Of
more than ``MOST`` figures, a sample is compared, so that the time does not grow with the square of their number.
"""

import math
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from msgspec import Struct

from commitrack.amounts import as_decimal
from commitrack.assess.history import Figure
from commitrack.assess.terms import Terms
from commitrack.dates import LAST_YEAR
from commitrack.model import Number

FEWEST, FEWEST_FOR_RANGE = 3, 5
"""Minimum number of points for a forecast, and for its range."""
MOST = 500
"""Maximum number of points that are compared, because the number of pairs grows with its square."""
APART = 30
"""Minimum number of days between two points whose slope counts."""

DatedLevel = tuple[date, Number]


class NoForecast(StrEnum):
    """Why the figures are not projected."""

    MAINTENANCE = "maintenance"
    """The target is a level to maintain, which has no progress to project."""
    REACHED = "reached"
    TOO_FEW_FIGURES = "too-few-figures"
    TOO_CLOSE = "figures-too-close"


class Forecast(Struct, frozen=True, kw_only=True):
    """Levels expected on the due day, in the unit of the target, and the day on which the target is reached.

    ``at_due`` follows the median slope, and is None once the due day has come; ``low`` and ``high`` follow the
    quartiles, the range of past rates, and are None with fewer than five points. ``points`` counts the points that are
    compared: figures and a stated baseline. ``reached_on`` is None if the line never meets the value, or
    (``overtaken``) met it on a day that has passed.
    """

    points: int
    at_due: Decimal | None
    low: Decimal | None
    high: Decimal | None
    reached_on: date | None
    overtaken: bool = False


class Slopes(Struct, frozen=True):
    """Slopes in ascending order, each as a sort key, the change in units of 1/``unit``, and the days it took."""

    unit: int
    changes: list[tuple[int, int, int]]

    def slope(self, number: int) -> Fraction:
        """The slope with a number, counted from 0."""
        _key, change, days = self.changes[number]
        return Fraction(change, self.unit * days)


def forecast(terms: Terms, figures: Sequence[Figure], *, as_of: date) -> Forecast | NoForecast:
    """Project the latest figure along the Theil–Sen slope, or return why there is no forecast."""
    if terms.is_maintenance:
        return NoForecast.MAINTENANCE
    if figures and terms.reached(figures[-1].level):
        return NoForecast.REACHED
    points = _sample(list(_points(terms, figures)))
    if len(points) < FEWEST:
        return NoForecast.TOO_FEW_FIGURES
    slopes = _slopes(points)
    if not slopes.changes:
        return NoForecast.TOO_CLOSE
    slope = _quantile(slopes, Fraction(1, 2))
    has_range = len(points) >= FEWEST_FOR_RANGE
    low, high = (_quantile(slopes, Fraction(n, 4)) if has_range else None for n in (1, 3))
    day = _reached_on(terms, figures[-1], slope)
    return Forecast(
        points=len(points),
        low=_at_due(terms, figures[-1], low, as_of),
        at_due=_at_due(terms, figures[-1], slope, as_of),
        high=_at_due(terms, figures[-1], high, as_of),
        reached_on=day if day is None or day >= as_of else None,
        overtaken=day is not None and day < as_of,
    )


def _points(terms: Terms, figures: Sequence[Figure]) -> Iterator[DatedLevel]:
    """The baseline, if it is stated and earlier than every figure, and the figures."""
    start, baseline = terms.start, terms.baseline if terms.baseline_stated else None
    if figures and start is not None and baseline is not None and start < figures[0].on:
        yield start, baseline
    for figure in figures:
        yield figure.on, figure.level


def _sample(points: list[DatedLevel]) -> list[DatedLevel]:
    """At most ``MOST`` points, evenly spaced, with the first and the last."""
    if len(points) <= MOST:
        return points
    return [points[number * (len(points) - 1) // (MOST - 1)] for number in range(MOST)]


def _slopes(points: Sequence[DatedLevel]) -> Slopes:
    """The slopes between all pairs of points at least ``APART`` days apart, sorted exactly.

    Whole numbers are sorted, because fractions are slow: levels are multiplied by their common denominator, and two
    different quotients of whole numbers by at most 110,000 days differ by more than 2⁻⁶⁴.
    """
    exact = [(day.toordinal(), Fraction(level)) for day, level in points]
    unit = math.lcm(*(level.denominator for _day, level in exact))
    whole = [(day, int(level * unit)) for day, level in exact]
    changes = [
        (((later - level) << 64) // (end - start), later - level, end - start)
        for (start, level), (end, later) in combinations(whole, 2)
        if end - start >= APART
    ]
    return Slopes(unit, sorted(changes))


def _quantile(slopes: Slopes, share: Fraction) -> Fraction:
    """The inclusive quantile of the slopes (type 7 of Hyndman and Fan)."""
    below, part = divmod((len(slopes.changes) - 1) * share, 1)
    low, high = slopes.slope(below), slopes.slope(below + (part > 0))
    return low + (high - low) * part


def _at_due(terms: Terms, latest: Figure, slope: Fraction | None, as_of: date) -> Decimal | None:
    """The level on the due day along a slope; a running total does not fall below its latest figure."""
    if slope is None or terms.due is None or terms.due <= as_of:
        return None
    level = Fraction(latest.level)
    projected = level + slope * (terms.due - latest.on).days
    return as_decimal(max(projected, level) if terms.accumulates else projected)


def _reached_on(terms: Terms, latest: Figure, slope: Fraction) -> date | None:
    """The day on which the line meets the value; None if it never does, or not before the last year of the format."""
    days_left = (date(LAST_YEAR, 12, 31) - latest.on).days
    missing = Fraction(terms.value) - Fraction(latest.level)
    if slope == 0 or not 0 < missing / slope <= days_left:
        return None
    return latest.on + timedelta(days=math.ceil(missing / slope))
