"""Measure one target on a date: the share achieved, the share planned, delivery and schedule.

Shares are compared on the day of the latest figure, not on the day of the report: stale data makes a commitment
stale, not late. All comparisons are exact.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from commitrack.amounts import as_decimal
from commitrack.assess.history import Figure, latest_by
from commitrack.assess.outcomes import DONE, Delivery, Schedule
from commitrack.assess.terms import Terms
from commitrack.dates import after
from commitrack.model import Settings, Span

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


def measure(terms: Terms, figures: Sequence[Figure], *, as_of: date, settings: Settings) -> Measure:
    """Assess a target by the pace of its latest figure, and its delivery by the due day."""
    latest = figures[-1] if figures else None
    achieved = terms.achieved(latest.level) if latest else None
    pace = terms.pace(latest.level, latest.on) if latest else None
    passed = terms.due is not None and as_of > terms.due
    delivery = _delivery(terms, figures, settings.stale_after, passed=passed)
    return Measure(
        achieved=None if achieved is None else as_decimal(achieved),
        pace=None if pace is None else as_decimal(pace),
        delivery=delivery,
        schedule=_schedule(terms, latest, delivery, as_of=as_of, settings=settings),
        final=delivery in DONE and (terms.accumulates or passed),
    )


def _delivery(terms: Terms, figures: Sequence[Figure], stale_after: Span, *, passed: bool) -> Delivery:
    """How much is delivered. Nothing has failed before the due day is over."""
    if not figures:
        return Delivery.UNKNOWN
    if passed and terms.due is not None and terms.has_direction:
        return _delivery_by(terms.due, terms, figures, stale_after)
    if terms.reached(figures[-1].level) and not terms.is_maintenance:
        return Delivery.FULFILLED
    return _under_way(terms, figures[-1])


def _under_way(terms: Terms, latest: Figure) -> Delivery:
    return Delivery.NOT_STARTED if terms.achieved(latest.level) == 0 else Delivery.IN_PROGRESS


def _delivery_by(due: date, terms: Terms, figures: Sequence[Figure], stale_after: Span) -> Delivery:
    """The delivery after the due day: the last figure on or before that day decides, whatever happens later.

    A level must have been confirmed within ``stale_after`` of the due day; a running total, once met, stays met. Only a
    figure for the due day or later can show failure: silence is not failure.
    """
    latest = figures[-1]
    at_due = latest_by(due, figures)
    met = at_due is not None and terms.reached(at_due.level)
    if at_due is not None and met and (terms.accumulates or after(at_due.on, stale_after) >= due):
        return Delivery.FULFILLED
    if latest.on < due:
        return _under_way(terms, latest)
    if terms.reached(latest.level):
        in_time = met or (terms.is_maintenance and at_due is None)
        return Delivery.FULFILLED if in_time else Delivery.FULFILLED_LATE
    achieved = terms.achieved(latest.level)
    return Delivery.PARTLY_FULFILLED if achieved is not None and achieved > 0 else Delivery.NOT_FULFILLED


def _schedule(terms: Terms, latest: Figure | None, delivery: Delivery, *, as_of: date, settings: Settings) -> Schedule:
    """Progress against time; a target not met is overdue after its due day, or unconfirmed if it was met before.

    Without a deadline there is none, whatever the figures, except for a level to maintain, which applies on every day.
    """
    if terms.due is None and not terms.is_maintenance:
        return Schedule.NO_DEADLINE
    if delivery in DONE:
        return Schedule.ON_TRACK
    met = latest is not None and terms.reached(latest.level)
    if terms.due is not None and as_of > terms.due:
        if latest is not None and not terms.has_direction:
            return Schedule.NOT_MEASURABLE
        return Schedule.UNCONFIRMED if met else Schedule.OVERDUE
    if latest is None:
        return Schedule.NO_DATA
    if terms.is_maintenance:
        return Schedule.ON_TRACK if met else Schedule.OFF_TRACK
    return _by_pace(terms, latest, as_of=as_of, settings=settings)


def _by_pace(terms: Terms, latest: Figure, *, as_of: date, settings: Settings) -> Schedule:
    """The schedule by achieved and planned share on the day of the figure, and by what is planned today."""
    achieved, planned = terms.achieved(latest.level), terms.planned(latest.on)
    if achieved is None or planned is None:
        return Schedule.NOT_MEASURABLE
    if achieved < planned < EARLY:
        today = terms.planned(as_of)
        is_faded = today is not None and today >= EARLY and _is_old(terms, latest, as_of, settings.stale_after)
        return Schedule.UNCONFIRMED if is_faded else Schedule.TOO_EARLY
    on_track, at_risk = Fraction(settings.thresholds.on_track), Fraction(settings.thresholds.at_risk)
    if achieved >= min(planned, on_track * planned):
        today = terms.planned(as_of)
        behind_today = today is not None and achieved < on_track * today
        is_faded = behind_today and _is_old(terms, latest, as_of, settings.stale_after)
        return Schedule.UNCONFIRMED if is_faded else Schedule.ON_TRACK
    return Schedule.AT_RISK if achieved >= at_risk * planned else Schedule.OFF_TRACK


def _is_old(terms: Terms, latest: Figure, as_of: date, stale_after: Span) -> bool:
    """Whether a figure is older than ``stale_after`` or a quarter of the term, or a quarter of the plan has passed."""
    start, due, planned, today = terms.start, terms.due, terms.planned(latest.on), terms.planned(as_of)
    if start is None or due is None or planned is None or today is None:
        return False
    older = as_of > after(latest.on, stale_after) or (as_of - latest.on).days > _QUARTER * (due - start).days
    return older or today - planned > _QUARTER
