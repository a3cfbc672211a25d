"""Measure one target on a date: the share achieved, the share planned, and the rate of change.

Shares are compared on the day of the latest figure, not on the day of the report: stale data makes a commitment
stale, not late.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from commitrack.amounts import rounded
from commitrack.assess.history import Figure
from commitrack.assess.outcomes import Delivery, Schedule
from commitrack.assess.terms import Terms
from commitrack.model import Number, Thresholds


class Period(StrEnum):
    """The period that a rate refers to."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


_PERIODS = (
    (5 * 365, Period.YEAR, Decimal("365.2425")),
    (90, Period.MONTH, Decimal("30.436875")),
    (0, Period.DAY, Decimal(1)),
)
"""Shortest plan in days for which each period is used, and the average days in it (Gregorian calendar)."""


class Rates(Struct, frozen=True, kw_only=True):
    """Changes of the level per period ``per``, in the unit of the target.

    ``observed`` is the average from the start to the latest figure, ``required`` the average from then to the due day.
    ``ratio`` is observed ÷ required; ``at_due`` is the level on the due day if the observed rate continues.
    """

    per: Period
    observed: Number
    required: Number | None
    ratio: Decimal | None
    at_due: Number | None


class Measure(Struct, frozen=True, kw_only=True):
    """The result for one target under one set of terms.

    ``achieved`` (by the latest figure), ``planned`` (on the date of the assessment) and ``pace`` are fractions of 1, or
    None if they cannot be computed.
    """

    achieved: Decimal | None
    planned: Decimal | None
    pace: Decimal | None
    delivery: Delivery
    schedule: Schedule


def measure(terms: Terms, figures: Sequence[Figure], *, as_of: date, thresholds: Thresholds) -> Measure:
    """Assess a target: pace = achieved ÷ planned, both on the day of the latest figure.

    This is the schedule performance index of earned value management (earned ÷ planned value). There is no pace while
    the planned share is zero or negative.
    """
    latest = figures[-1] if figures else None
    achieved = terms.achieved(latest.level) if latest else None
    planned = terms.planned(latest.on) if latest else None
    pace = achieved / planned if achieved is not None and planned is not None and planned > 0 else None
    return Measure(
        achieved=achieved,
        planned=terms.planned(as_of),
        pace=pace,
        delivery=_delivery(terms, figures),
        schedule=_schedule(terms, latest, achieved, pace, as_of=as_of, thresholds=thresholds),
    )


def _delivery(terms: Terms, figures: Sequence[Figure]) -> Delivery:
    """How much is delivered. Only a figure for the due day or later can show failure: silence is not failure."""
    if not figures:
        return Delivery.UNKNOWN
    latest = figures[-1]
    final = terms.due is not None and latest.on >= terms.due
    if terms.reached(latest.level) and (final or not terms.is_maintenance):
        return _fulfilled(terms, figures)
    achieved = terms.achieved(latest.level)
    if final:
        return Delivery.PARTLY_FULFILLED if achieved is not None and achieved > 0 else Delivery.NOT_FULFILLED
    return Delivery.NOT_STARTED if achieved == 0 else Delivery.IN_PROGRESS


def _fulfilled(terms: Terms, figures: Sequence[Figure]) -> Delivery:
    """Fulfilled since the first figure of the latest run that meets the target; late if that is after the due day."""
    since = figures[-1].on
    for figure in reversed(figures):
        if not terms.reached(figure.level):
            break
        since = figure.on
    late = terms.due is not None and since > terms.due and not terms.is_maintenance
    return Delivery.FULFILLED_LATE if late else Delivery.FULFILLED


def _schedule(
    terms: Terms,
    latest: Figure | None,
    achieved: Decimal | None,
    pace: Decimal | None,
    *,
    as_of: date,
    thresholds: Thresholds,
) -> Schedule:
    """Progress against time; a target not reached is overdue after its due day."""
    reached = latest is not None and terms.reached(latest.level)
    if latest is not None and reached and not terms.is_maintenance:
        return Schedule.ON_TRACK
    if terms.due is not None and as_of > terms.due:
        maintained = latest is not None and latest.on >= terms.due and reached
        return Schedule.ON_TRACK if maintained else Schedule.OVERDUE
    if latest is None:
        return Schedule.NO_DATA
    if terms.is_maintenance:
        return Schedule.ON_TRACK if reached else Schedule.OFF_TRACK
    if terms.due is None:
        return Schedule.NO_DEADLINE
    ahead = terms.start is not None and latest.on > terms.start and achieved is not None and achieved > 0
    return _by_pace(pace, ahead=ahead, thresholds=thresholds)


def _by_pace(pace: Decimal | None, *, ahead: bool, thresholds: Thresholds) -> Schedule:
    """The schedule by the thresholds; without a pace, on track only if ``ahead``: missing data is never on track."""
    if pace is None:
        return Schedule.ON_TRACK if ahead else Schedule.NO_DATA
    if pace >= thresholds.on_track:
        return Schedule.ON_TRACK
    return Schedule.AT_RISK if pace >= thresholds.at_risk else Schedule.OFF_TRACK


def rates(terms: Terms, figures: Sequence[Figure], *, as_of: date) -> Rates | None:
    """The observed and the required rate; None for a level to maintain, or without time from start to latest figure.

    ``required``, ``ratio`` and ``at_due`` are None once the due day has come or the target is reached.
    """
    latest = figures[-1] if figures else None
    if latest is None or terms.start is None or terms.is_maintenance or latest.on <= terms.start:
        return None
    span = (terms.due - terms.start).days if terms.due else (latest.on - terms.start).days
    _, per, days = next((period for period in _PERIODS if span >= period[0]), _PERIODS[-1])
    observed = Decimal(latest.level - terms.baseline) / (latest.on - terms.start).days
    days_left = (terms.due - latest.on).days if terms.due else 0
    if days_left <= 0 or terms.due is None or as_of >= terms.due or terms.reached(latest.level):
        return Rates(per=per, observed=rounded(observed * days), required=None, ratio=None, at_due=None)
    required = Decimal(terms.value - latest.level) / days_left
    return Rates(
        per=per,
        observed=rounded(observed * days),
        required=rounded(required * days),
        ratio=observed / required,
        at_due=rounded(latest.level + observed * days_left),
    )
