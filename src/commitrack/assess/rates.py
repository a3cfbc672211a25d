"""The rate of change of one target: observed so far, and required from now on."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct

from commitrack.amounts import as_decimal
from commitrack.assess.history import Figure
from commitrack.assess.terms import Terms, pace
from commitrack.model import Number


class Period(StrEnum):
    """The period that a rate refers to."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


_PERIODS = (
    (5 * 365, Period.YEAR, Fraction("365.2425")),
    (90, Period.MONTH, Fraction("30.436875")),
    (0, Period.DAY, Fraction(1)),
)
"""Shortest plan in days for which each period is used, and the average days in it (Gregorian calendar)."""


class Rates(Struct, frozen=True, kw_only=True):
    """Changes of the level per period ``per``, in the unit of the target, not rounded.

    ``observed`` is the average from the start to the latest figure; ``required`` the average from the date of the
    assessment until ``required_by``: the next milestone not yet met, else the due day. ``ratio`` is observed ÷
    required; ``at_due`` is the level on the due day if the pace of the latest figure continues.
    """

    per: Period
    observed: Decimal
    required: Decimal | None = None
    required_by: date | None = None
    ratio: Decimal | None = None
    at_due: Decimal | None = None


def rates(terms: Terms, figures: Sequence[Figure], *, as_of: date) -> Rates | None:
    """The observed and the required rate; None if not measurable, or without time from start to latest figure.

    Without a deadline there is nothing to compare a rate with, and none is claimed from a baseline that is not stated.
    ``required``, ``ratio`` and ``at_due`` are None once the due day has come or the target is met. ``at_due`` follows
    the shape of the plan: baseline + pace × (value − baseline).
    """
    latest = figures[-1] if figures else None
    if latest is None or terms.start is None or terms.baseline is None or not terms.is_measurable:
        return None
    if latest.on <= terms.start or (terms.due is None and not terms.baseline_stated):
        return None
    span = ((terms.due or latest.on) - terms.start).days
    _, per, days = next((period for period in _PERIODS if span >= period[0]), _PERIODS[-1])
    base = Fraction(terms.baseline)
    observed = (Fraction(latest.level) - base) / (latest.on - terms.start).days
    goal = next(_goals(terms, latest.level, as_of), None)
    if goal is None:
        return Rates(per=per, observed=as_decimal(observed * days))
    by, value = goal
    required = (Fraction(value) - Fraction(latest.level)) / (by - as_of).days
    so_far = pace(terms.achieved(latest.level), terms.planned(latest.on))
    return Rates(
        per=per,
        observed=as_decimal(observed * days),
        required=as_decimal(required * days),
        required_by=by,
        ratio=as_decimal(observed / required),
        at_due=None if so_far is None else as_decimal(base + so_far * (Fraction(terms.value) - base)),
    )


def _goals(terms: Terms, level: Number, as_of: date) -> Iterator[tuple[date, Number]]:
    """The days after ``as_of`` until which the level must still change, and the values to reach by then."""
    due = terms.due
    if due is None or as_of >= due or terms.reached(level):
        return
    for on, value in sorted(terms.milestones):
        if as_of < on < due and not terms.meets(level, value):
            yield on, value
    yield due, terms.value
