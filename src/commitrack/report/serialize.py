"""Commitments as data for programs: the keys of JSON, to which new ones are only ever added, and the columns of CSV."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct
from msgspec.structs import asdict, replace

from commitrack.assess import (
    Assessment,
    Delivery,
    EvidenceClass,
    Forecast,
    Freshness,
    NoForecast,
    Rates,
    Reservation,
    Schedule,
    Status,
    TargetAssessment,
    TermsChange,
    Unmeasurable,
)
from commitrack.assess.history import Retraction
from commitrack.model import (
    CompletionLevel,
    Kind,
    Lifecycle,
    Number,
    Qualifier,
    Source,
    Span,
    Text,
    Update,
    When,
)
from commitrack.report.fraction import fraction
from commitrack.report.milestones import MilestoneData, milestone_data
from commitrack.report.snapshot import Snapshot

StatusCounts: TypeAlias = Annotated[
    dict[Status, int], Meta(extra_json_schema={"propertyNames": {"$ref": "#/$defs/Status"}})
]
"""The number of commitments by status; statuses that do not occur are left out."""


class PartiesData(Struct, frozen=True):
    """The ids of parties by role."""

    responsible: tuple[str, ...]
    implementing: tuple[str, ...]
    beneficiary: tuple[str, ...]


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


class CommitmentData(Struct, frozen=True, kw_only=True):
    """A commitment and its assessment.

    ``schedule`` is null if the commitment was closed before its deadline, which then no longer applies.
    ``due`` is the deadline as a day, ``due_written`` as the registry states it; ``recorded`` and ``by`` say when it was
    added with ``commitrack add``, and by whom; ``updated`` is the day of the latest figure or completion level,
    ``last_update`` that of the latest update of any kind; ``parts`` counts the parts made by the day, at any depth, by
    status.
    """

    id: str
    formerly: tuple[str, ...]
    title: Text
    kind: Kind
    headline: bool
    part_of: str | None
    related: tuple[str, ...]
    pillar: str | None
    areas: tuple[str, ...]
    made: When | None
    within: Span | None
    due: date | None
    due_written: When | None
    parties: PartiesData
    source: Source | None
    note: Text | None
    recorded: datetime | None
    by: str | None
    status: Status
    lifecycle: Lifecycle
    delivery: Delivery
    schedule: Schedule | None
    evidence: EvidenceClass
    freshness: Freshness | None
    reservations: tuple[Reservation, ...]
    completion: CompletionLevel | None
    updated: date | None
    last_update: date | None
    weakened: bool
    parts: StatusCounts
    targets: tuple[TargetData, ...]


class CommitmentHistory(CommitmentData, frozen=True, kw_only=True):
    """A commitment, its assessment, the updates that count and the retracted ones, each by day."""

    updates: tuple[Update, ...]
    retractions: tuple[Retraction, ...]


def commitment_data(snapshot: Snapshot, assessment: Assessment) -> CommitmentData:
    """A commitment of a snapshot as data for programs; dates are dates, amounts exact numbers."""
    commitment = assessment.commitment
    parties = commitment.parties
    return CommitmentData(
        id=commitment.id,
        formerly=commitment.formerly,
        title=commitment.title,
        kind=commitment.kind,
        headline=commitment.headline,
        part_of=commitment.part_of,
        related=commitment.related,
        pillar=commitment.pillar,
        areas=commitment.areas,
        made=commitment.made,
        within=commitment.within,
        due=assessment.due,
        due_written=assessment.due_written,
        parties=PartiesData(parties.responsible, parties.implementing, parties.beneficiary),
        source=commitment.source,
        note=commitment.note,
        recorded=commitment.recorded,
        by=commitment.by,
        status=assessment.status,
        lifecycle=assessment.lifecycle,
        delivery=assessment.delivery,
        schedule=assessment.schedule,
        evidence=assessment.evidence,
        freshness=assessment.freshness,
        reservations=assessment.reservations,
        completion=assessment.completion,
        updated=assessment.updated,
        last_update=assessment.last_update,
        weakened=assessment.weakened,
        parts=dict(snapshot.part_counts(commitment.id)),
        targets=tuple(_target(target, as_of=assessment.as_of) for target in assessment.targets),
    )


def commitment_history(snapshot: Snapshot, assessment: Assessment) -> CommitmentHistory:
    """A commitment of a snapshot and its history as data for programs."""
    data, history = commitment_data(snapshot, assessment), assessment.history
    return CommitmentHistory(**asdict(data), updates=history.counted, retractions=history.retractions)


def _target(progress: TargetAssessment, *, as_of: date) -> TargetData:
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
        actual=latest.level if latest else None,
        actual_on=latest.on if latest else None,
        actual_qualifier=latest.update.qualifier if latest else None,
        achieved=fraction(measure.achieved) if measure else None,
        elapsed=fraction(terms.elapsed(as_of)) if terms else None,
        planned=fraction(measure.planned) if measure else None,
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
