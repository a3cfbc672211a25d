"""Everything about one commitment, with every reference resolved, for ``show`` and the annex of a report."""

from collections.abc import Mapping

from msgspec import Struct

from commitrack.assess import Assessment, Status
from commitrack.assess.retractions import Retraction
from commitrack.model import Area, Basis, Commitment, Document, Meeting, Party, Pillar, Update
from commitrack.report.snapshot import Snapshot

ROLES = ("responsible", "implementing", "beneficiary")
"""The roles of parties, in the order in which they are shown."""


class CommitmentPage(Struct, frozen=True, kw_only=True):
    """One commitment on a day; ``related`` and ``documents`` are by id, ``parties`` by role."""

    assessment: Assessment
    pillar: Pillar | None
    pillar_basis: Basis | None
    areas: tuple[Area, ...]
    areas_basis: Basis | None
    whole: Commitment | None
    counted_with: Commitment | None
    related: Mapping[str, Commitment | Meeting]
    parties: Mapping[str, tuple[Party, ...]]
    document: Document | None
    documents: Mapping[str, Document]
    parts: tuple[Assessment, ...]
    part_counts: Mapping[Status, int]

    @property
    def history(self) -> tuple[Update, ...]:
        """The updates that count, by day."""
        return self.assessment.history.counted

    @property
    def retractions(self) -> tuple[Retraction, ...]:
        """The updates that no longer count, by day, each with its retraction."""
        return self.assessment.history.retractions


def commitment_page(snapshot: Snapshot, assessment: Assessment) -> CommitmentPage:
    """Build the page of a commitment from a snapshot."""
    registry, commitment = snapshot.registry, assessment.commitment
    source, commitments = commitment.source, registry.commitments
    return CommitmentPage(
        assessment=assessment,
        pillar=registry.pillars[commitment.pillar] if commitment.pillar is not None else None,
        pillar_basis=registry.pillar_basis(commitment),
        areas=tuple(registry.areas[name] for name in commitment.areas),
        areas_basis=registry.areas_basis(commitment),
        whole=commitments[commitment.part_of] if commitment.part_of is not None else None,
        counted_with=commitments[commitment.counted_with] if commitment.counted_with is not None else None,
        related={name: commitments.get(name) or registry.meetings[name] for name in commitment.related},
        parties={role: tuple(registry.parties[name] for name in getattr(commitment.parties, role)) for role in ROLES},
        document=registry.documents[source.document] if source is not None else None,
        documents=registry.documents,
        parts=tuple(snapshot.direct_parts(commitment.id)),
        part_counts=snapshot.part_counts(commitment.id),
    )
