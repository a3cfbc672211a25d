"""Commitments as data for programs: the keys of JSON, to which new ones are only ever added, and the columns of CSV."""

from datetime import date, datetime
from operator import attrgetter
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct
from msgspec.structs import asdict

from commitrack.assess import (
    Assessment,
    Delivery,
    EvidenceClass,
    Freshness,
    Reservation,
    Schedule,
    Status,
)
from commitrack.assess.retractions import Retraction
from commitrack.model import (
    Basis,
    Commitment,
    CompletionLevel,
    Kind,
    Lifecycle,
    Source,
    Span,
    Text,
    Update,
    When,
)
from commitrack.report.snapshot import Snapshot
from commitrack.report.target_data import TargetData, target_data

StatusCounts: TypeAlias = Annotated[
    dict[Status, int], Meta(extra_json_schema={"propertyNames": {"$ref": "#/$defs/Status"}})
]
"""The number of commitments by status; statuses that do not occur are left out."""


class PartiesData(Struct, frozen=True):
    """The ids of parties by role."""

    responsible: tuple[str, ...]
    implementing: tuple[str, ...]
    beneficiary: tuple[str, ...]


class CommitmentData(Struct, frozen=True, kw_only=True):
    """A commitment and its assessment.

    ``pillar_basis`` and ``areas_basis`` say whether the source assigned them, or who keeps the registry; null without
    them. ``schedule`` is null if the commitment was closed before its deadline, which then no longer applies.
    ``due`` is the deadline as a day, ``due_written`` as the registry states it; ``recorded`` and ``by`` say when it was
    added with ``commitrack add``, and by whom; ``updated`` is the day of the latest figure or completion level,
    ``last_update`` that of the latest update of any kind; ``parts`` counts the parts made by the day, at any depth, by
    status.
    """

    id: str
    formerly: tuple[str, ...]
    external_ids: dict[str, str]
    title: Text
    summary: Text | None
    kind: Kind
    headline: bool
    part_of: str | None
    counted_with: str | None
    related: tuple[str, ...]
    pillar: str | None
    pillar_basis: Basis | None
    areas: tuple[str, ...]
    areas_basis: Basis | None
    made: When | None
    within: Span | None
    due: date | None
    due_written: When | None
    due_basis: Basis
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


class GroupData(Struct, frozen=True, kw_only=True):
    """A group: a heading of the source, which is not assessed; ``parts`` counts its parts by status, at any depth."""

    id: str
    formerly: tuple[str, ...]
    external_ids: dict[str, str]
    title: Text
    summary: Text | None
    part_of: str | None
    related: tuple[str, ...]
    pillar: str | None
    pillar_basis: Basis | None
    areas: tuple[str, ...]
    areas_basis: Basis | None
    source: Source | None
    note: Text | None
    parts: StatusCounts


def group_data(snapshot: Snapshot, group: Commitment) -> GroupData:
    """A group of a snapshot as data for programs."""
    own = {name: getattr(group, name) for name in GroupData.__struct_fields__ if name != "parts"}
    return GroupData(**{**own, **_bases(snapshot, group)}, parts=dict(snapshot.part_counts(group.id)))


def _bases(snapshot: Snapshot, commitment: Commitment) -> dict[str, Basis | None]:
    """Who assigned the pillar and the areas of a commitment or a group."""
    registry = snapshot.registry
    return {"pillar_basis": registry.pillar_basis(commitment), "areas_basis": registry.areas_basis(commitment)}


_OWN = tuple(name for name in CommitmentData.__struct_fields__ if name in Commitment.__struct_fields__)
"""What a commitment states itself, under the same name."""
_own = attrgetter(*_OWN)


def commitment_data(snapshot: Snapshot, assessment: Assessment) -> CommitmentData:
    """A commitment of a snapshot as data for programs; dates are dates, amounts exact numbers."""
    commitment, parties = assessment.commitment, assessment.commitment.parties
    own = dict(zip(_OWN, _own(commitment), strict=True))
    computed = dict(
        **_bases(snapshot, commitment),
        due=assessment.due,
        due_written=assessment.due_written,
        due_basis=Basis.INFERRED if assessment.due_inferred else Basis.STATED,
        parties=PartiesData(parties.responsible, parties.implementing, parties.beneficiary),
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
        targets=tuple(target_data(target, as_of=assessment.as_of) for target in assessment.targets),
    )
    return CommitmentData(**{**own, **computed})


def commitment_history(snapshot: Snapshot, assessment: Assessment) -> CommitmentHistory:
    """A commitment of a snapshot and its history as data for programs."""
    data, history = commitment_data(snapshot, assessment), assessment.history
    return CommitmentHistory(**asdict(data), updates=history.counted, retractions=history.retractions)
