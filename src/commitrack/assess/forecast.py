"""Where the figures lead: a robust line through them, with its range, or the reason why there is none.

Theil–Sen: the median of the slopes between all pairs of figures (H. Theil 1950, P. K. Sen 1968); the
range is spanned by the quartiles of the same slopes. One odd figure does not bend it.
"""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

from msgspec import Struct

from commitrack.assess.history import Figure
from commitrack.assess.terms import Terms
from commitrack.dates import LAST_YEAR
from commitrack.language import LazyString as _
from commitrack.model import Number
from commitrack.quantity import rounded

FEWEST = 3
"""Figures below which a line would be a guess."""


class Forecast(Struct, frozen=True, kw_only=True):
    """Levels expected on the due day (median, and by the quartile slopes), and the day the target is reached."""

    figures: int
    at_due: Number | None
    low: Number | None
    high: Number | None
    reached_on: date | None


def forecast(terms: Terms, figures: Sequence[Figure]) -> Forecast | str:
    """Project the latest figure along the Theil–Sen slope, or say in a few words why not."""
    if terms.is_maintenance:
        return _("a level to maintain is not projected")
    if figures and terms.reached(figures[-1].level):
        return _("the target is reached")
    if len(figures) < FEWEST:
        return _("{count} of {needed} figures", count=len(figures), needed=FEWEST)
    from statistics import median, quantiles  # noqa: PLC0415  15 ms that few registries need on a call

    slopes = [Decimal(b.level - a.level) / (b.on - a.on).days for a, b in combinations(figures, 2)]
    lower, _median, upper = quantiles(slopes, n=4, method="inclusive")
    latest, slope = figures[-1], median(slopes)
    ahead = (terms.due - latest.on).days if terms.due else 0
    ends = [rounded(latest.level + step * ahead) for step in (lower, slope, upper)] if ahead > 0 else [None] * 3
    return Forecast(
        figures=len(figures), low=ends[0], at_due=ends[1], high=ends[2], reached_on=_reached_on(terms, latest, slope)
    )


def _reached_on(terms: Terms, latest: Figure, slope: Decimal) -> date | None:
    """The day on which the line meets the value; None if it never does, or not in this calendar."""
    ahead = (date(LAST_YEAR, 12, 31) - latest.on).days
    missing = Decimal(terms.value - latest.level)
    if slope == 0 or not 0 < missing / slope <= ahead:
        return None
    return latest.on + timedelta(days=math.ceil(round(missing / slope, 6)))
