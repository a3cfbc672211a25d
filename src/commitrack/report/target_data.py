"""A target or indicator as data for programs: its keys in JSON, and its columns in CSV."""

from datetime import date
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from commitrack.assess import (
    Delivery,
    Forecast,
    NoForecast,
    Rates,
    Schedule,
    TargetAssessment,
    TermsChange,
    Unmeasurable,
)
from commitrack.model import Basis, Number, Qualifier, Text, When
from commitrack.report.fraction import fraction
from commitrack.report.milestones import MilestoneData, milestone_data


class OriginalData(Struct, frozen=True, kw_only=True):
    """The terms as first promised, delivery and schedule under them, and what amendments changed."""

    value: Number
    due: date | None
    delivery: Delivery | None
    schedule: Schedule | None
    changes: tuple[TermsChange, ...]


class TargetData(Struct, frozen=True, kw_only=True):
    """A target or indicator: what is to be reached, what has been reached, and how that is assessed.

    ``start_inferred`` means that ``start`` is not stated, but the deadline less the stated time. ``achieved``,
    ``elapsed``, ``planned`` and ``pace`` are fractions of 1, rounded to six places, but to 0 and 1 only if they are
    exactly that.
    """

    target: str
    indicator: Text | None
    unit: str
    qualifier: Qualifier | None
    counting: str | None
    baseline: Number | None
    baseline_on: When | None
    accumulates: bool
    value: Number | None
    start: date | None
    start_inferred: bool
    due: date | None
    due_basis: Basis
    actual: Number | None
    actual_on: date | None
    actual_qualifier: Qualifier | None
    achieved: Decimal | None
    elapsed: Decimal | None
    planned: Decimal | None
    pace: Decimal | None
    delivery: Delivery | None
    schedule: Schedule | None
    not_measurable: Unmeasurable | None
    rates: Rates | None
    forecast: Forecast | None
    forecast_refused: NoForecast | None
    original: OriginalData | None
    milestones: tuple[MilestoneData, ...]


def target_data(progress: TargetAssessment, *, as_of: date) -> TargetData:
    """A target on a day as data for programs."""
    target, terms, measure, latest = progress.target, progress.terms, progress.measure, progress.latest
    return TargetData(
        target=progress.name,
        indicator=target.indicator,
        unit=target.unit,
        qualifier=target.qualifier,
        counting=target.counting,
        baseline=target.baseline,
        baseline_on=target.baseline_on,
        accumulates=target.is_running_total,
        value=terms.value if terms else None,
        start=terms.start if terms else None,
        start_inferred=terms is not None and terms.start_inferred,
        due=terms.due if terms else None,
        due_basis=Basis.INFERRED if terms and terms.due_inferred else Basis.STATED,
        actual=latest.level if latest else None,
        actual_on=latest.on if latest else None,
        actual_qualifier=latest.qualifier if latest else None,
        achieved=fraction(measure.achieved) if measure else None,
        elapsed=fraction(terms.elapsed(as_of)) if terms else None,
        planned=fraction(progress.planned),
        pace=fraction(measure.pace) if measure else None,
        delivery=measure.delivery if measure else None,
        schedule=measure.schedule if measure else None,
        not_measurable=progress.unmeasurable,
        rates=_rates(progress),
        forecast=progress.forecast,
        forecast_refused=progress.forecast_refused,
        original=_original(progress),
        milestones=milestone_data(progress),
    )


def _rates(progress: TargetAssessment) -> Rates | None:
    """The rates; where there is a forecast, without the level that the observed rate would lead to."""
    rates = progress.rates
    if rates is None:
        return None
    at_due = None if progress.forecast else rates.at_due
    return replace(rates, ratio=fraction(rates.ratio), at_due=at_due)


def _original(progress: TargetAssessment) -> OriginalData | None:
    """The original terms, if an amendment changed them."""
    terms = progress.original
    if not progress.changes or terms is None:
        return None
    return OriginalData(
        value=terms.value,
        due=terms.due,
        delivery=progress.delivery_original,
        schedule=progress.schedule_original,
        changes=progress.changes,
    )
