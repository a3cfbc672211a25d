"""The bounds of a burn-up chart: the corners of its plan, and the days and levels it must show."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from commitrack.amounts import as_decimal
from commitrack.assess import TargetAssessment, Terms
from commitrack.report.highlights import TargetProgress
from commitrack.views.html.scale import Days

LEFT = Decimal(13)
"""The width of the level labels, in per cent of the chart."""
BEYOND = Decimal("0.6")
"""How far a forecast may extend the levels of a chart, as a share of what it shows without one."""


def corners(terms: Terms) -> list[tuple[date, Decimal]]:
    """The plan as points (day, level): start, milestones, deadline; empty without a period.

    A level to maintain, or one without a baseline, is a flat line.
    """
    if terms.start is None or terms.due is None or terms.start >= terms.due:
        return []
    days = [terms.start, *sorted(on for on, _ in terms.milestones if terms.start < on < terms.due), terms.due]
    if terms.baseline is None or terms.is_maintenance:
        return [(day, Decimal(terms.value)) for day in (terms.start, terms.due)]
    base = Fraction(terms.baseline)
    span = Fraction(terms.value) - base
    return [(day, as_decimal(base + span * (terms.planned(day) or 0))) for day in days]


def day_range(row: TargetProgress, terms: Terms) -> Days:
    """The days of the chart: all of start, figures, deadlines and today, and the projected day if it is near."""
    target, first = row.target, row.target.original
    named = [terms.start, terms.due, first.due if first else None, row.assessment.as_of]
    days = [day for day in (*named, *(figure.on for figure in target.figures)) if day is not None]
    low, high = min(days), max(days)
    reached = target.forecast.reached_on if target.forecast else None
    if reached is not None and high < reached and (reached - high) * 2 <= high - low:
        high = reached
    return Days(low, high, LEFT)


def extent(target: TargetAssessment, terms: Terms) -> Iterator[Decimal]:
    """The levels that must be visible; a forecast only up to ``BEYOND``, so that it does not flatten the rest."""
    levels = [terms.value, *(figure.level for figure in target.figures)]
    levels += [terms.baseline] if terms.baseline is not None else []
    levels += [value for _, value in terms.milestones]
    levels += [target.original.value] if target.original else []
    low, high = Decimal(min(levels)), Decimal(max(levels))
    yield from (low, high)
    if not terms.is_measurable:
        yield low - (high - low) / 10
    if target.forecast is not None:
        margin = (high - low) * BEYOND
        for end in (target.forecast.at_due, target.forecast.low, target.forecast.high):
            if end is not None:
                yield min(max(Decimal(end), low - margin), high + margin)
