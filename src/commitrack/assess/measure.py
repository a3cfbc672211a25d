"""Measure one target on a date: the share achieved, the share planned, delivery and schedule.

Shares are compared on the day of the latest figure, not on the day of the report: stale data makes a commitment
stale, not late. All comparisons are exact.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from commitrack.amounts import as_decimal
from commitrack.assess.history import Figure, latest_by
from commitrack.assess.outcomes import DONE, Delivery, Schedule
from commitrack.assess.terms import Terms, pace
from commitrack.dates import after
from commitrack.model import Number, Settings, Span

EARLY = Fraction(1, 20)
"""While less than this share is planned, less than planned is too early to judge."""
_QUARTER = Fraction(1, 4)
"""The share of the term, or of the plan, after which a figure no longer confirms that a target is on track."""


class Measure(Struct, frozen=True, kw_only=True):
    """The result for one target under one set of terms.

    ``achieved`` (by the latest figure) and ``pace`` are fractions of 1, or None if they cannot be computed. ``final``
    says that no later figure can change the delivery.
    """

    achieved: Decimal | None
    pace: Decimal | None
    delivery: Delivery
    schedule: Schedule
    final: bool = False


class Standing(NamedTuple):
    """The latest figure of a target, and whether it meets the value.

    ``achieved`` and ``planned`` (for its day) are exact shares; None if they cannot be computed.
    """

    figure: Figure
    achieved: Fraction | None
    planned: Fraction | None
    is_met: bool


def measure(terms: Terms, figures: Sequence[Figure], *, as_of: date, settings: Settings) -> Measure:
    """Assess a target by the pace of its latest figure, and its delivery by the due day."""
    latest = _standing(terms, figures[-1]) if figures else None
    speed = pace(latest.achieved, latest.planned) if latest else None
    passed = terms.due is not None and as_of > terms.due
    delivery = _delivery(terms, latest, figures, settings.stale_after, passed=passed)
    return Measure(
        achieved=None if latest is None or latest.achieved is None else as_decimal(latest.achieved),
        pace=None if speed is None else as_decimal(speed),
        delivery=delivery,
        schedule=_schedule(terms, latest, delivery, as_of=as_of, settings=settings),
        final=delivery in DONE and (terms.accumulates or passed),
    )


def _standing(terms: Terms, figure: Figure) -> Standing:
    return Standing(figure, terms.achieved(figure.level), terms.planned(figure.on), terms.reached(figure.level))


def _delivery(
    terms: Terms, latest: Standing | None, figures: Sequence[Figure], stale_after: Span, *, passed: bool
) -> Delivery:
    """How much is delivered. Nothing has failed before the due day is over."""
    if latest is None:
        return Delivery.UNKNOWN
    if passed and terms.due is not None and terms.has_direction:
        return _delivery_by(terms.due, terms, latest, figures, stale_after)
    if latest.is_met and not terms.is_maintenance:
        return Delivery.FULFILLED
    return _under_way(latest)


def _under_way(latest: Standing) -> Delivery:
    return Delivery.NOT_STARTED if latest.achieved == 0 else Delivery.IN_PROGRESS


def _delivery_by(due: date, terms: Terms, latest: Standing, figures: Sequence[Figure], stale_after: Span) -> Delivery:
    """The delivery after the due day: the last figure on or before that day decides, whatever happens later.

    A level must have been confirmed within ``stale_after`` of the due day; a running total, once met, stays met. Only a
    figure for the due day or later can show failure: silence is not failure.
    """
    at_due = latest_by(due, figures)
    met = at_due is not None and terms.reached(at_due.level)
    if at_due is not None and met and (terms.accumulates or after(at_due.on, stale_after) >= due):
        return Delivery.FULFILLED
    if latest.figure.on < due:
        return _under_way(latest)
    if latest.is_met:
        in_time = met or (terms.is_maintenance and at_due is None)
        return Delivery.FULFILLED if in_time else Delivery.FULFILLED_LATE
    has_part = latest.achieved is not None and latest.achieved > 0
    return Delivery.PARTLY_FULFILLED if has_part else Delivery.NOT_FULFILLED


def _schedule(
    terms: Terms, latest: Standing | None, delivery: Delivery, *, as_of: date, settings: Settings
) -> Schedule:
    """Progress against time; a target not met is overdue after its due day, or unconfirmed if it was met before.

    Without a deadline there is none, whatever the figures, except for a level to maintain, which applies on every day.
    """
    if terms.due is None and not terms.is_maintenance:
        return Schedule.NO_DEADLINE
    if delivery in DONE:
        return Schedule.ON_TRACK
    met = latest is not None and latest.is_met
    if terms.due is not None and as_of > terms.due:
        if latest is not None and not terms.has_direction:
            return Schedule.NOT_MEASURABLE
        return Schedule.UNCONFIRMED if met else Schedule.OVERDUE
    if latest is None:
        return Schedule.NO_DATA
    if terms.is_maintenance:
        return Schedule.ON_TRACK if met else Schedule.OFF_TRACK
    return _by_pace(terms, latest, as_of=as_of, settings=settings)


def _by_pace(terms: Terms, latest: Standing, *, as_of: date, settings: Settings) -> Schedule:
    """The schedule by achieved and planned share on the day of the figure, and by what is planned today."""
    achieved, planned, today = latest.achieved, latest.planned, terms.planned(as_of)
    if achieved is None or planned is None or today is None:
        return Schedule.NOT_MEASURABLE
    if achieved < planned < EARLY:
        is_faded = today >= EARLY and _is_old(terms, latest, as_of, settings.stale_after)
        return Schedule.UNCONFIRMED if is_faded else Schedule.TOO_EARLY
    on_track, at_risk = _exact(settings.thresholds.on_track), _exact(settings.thresholds.at_risk)
    if achieved >= min(planned, on_track * planned):
        is_faded = achieved < on_track * today and _is_old(terms, latest, as_of, settings.stale_after)
        return Schedule.UNCONFIRMED if is_faded else Schedule.ON_TRACK
    return Schedule.AT_RISK if achieved >= at_risk * planned else Schedule.OFF_TRACK


@lru_cache(maxsize=16)  # those of a registry are compared with every target
def _exact(threshold: Number) -> Fraction:
    """A threshold as a fraction."""
    return Fraction(threshold)


def _is_old(terms: Terms, latest: Standing, as_of: date, stale_after: Span) -> bool:
    """Whether a figure is older than ``stale_after`` or a quarter of the term, or a quarter of the plan has passed."""
    start, due, on, planned, today = terms.start, terms.due, latest.figure.on, latest.planned, terms.planned(as_of)
    if start is None or due is None or planned is None or today is None:
        return False
    older = as_of > after(on, stale_after) or (as_of - on).days > _QUARTER * (due - start).days
    return older or today - planned > _QUARTER
