"""Counts with their coverage, which are never averaged, and progress backed by strong evidence."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from commitrack.assess import Assessment, Status, TargetAssessment, assess
from commitrack.model import Basis, Commitment, SourceClass, Update
from commitrack.report.coverage import without_parts
from commitrack.report.snapshot import Snapshot

STRONG = frozenset({SourceClass.OFFICIAL, SourceClass.EXTERNAL_REVIEW})
"""The classes of evidence that rely neither on the press nor on the party itself."""


class Count(Struct, frozen=True, kw_only=True):
    """The commitments of one pillar, area or party by status.

    ``with_data`` have a figure or level, of ``without_parts``. ``inferred`` is how many the source does not assign to
    it, but whoever keeps the registry.
    """

    name: str | None
    total: int
    with_data: int
    without_parts: int
    inferred: int
    statuses: dict[Status, int]


class Verified(Struct, frozen=True, kw_only=True):
    """Progress by all updates (``target``), and by official or externally reviewed evidence only (``verified``)."""

    assessment: Assessment
    target: TargetAssessment
    verified: TargetAssessment


def by_pillar(snapshot: Snapshot, counted: Sequence[Assessment], *, all_of_them: bool) -> tuple[Count, ...]:
    """The counts by pillar, and of what has none; ``all_of_them`` includes pillars without commitments."""
    registry = snapshot.registry
    rows = _counts(snapshot, counted, registry.pillars, lambda a: (a.commitment.pillar,), registry.pillar_basis)
    return tuple(row for row in rows if row.total or (all_of_them and row.name))


def by_area(snapshot: Snapshot, counted: Sequence[Assessment], *, all_of_them: bool) -> tuple[Count, ...]:
    """The same by area; a commitment with several areas is counted in each."""
    registry = snapshot.registry
    rows = _counts(snapshot, counted, registry.areas, lambda a: a.commitment.areas or (None,), registry.areas_basis)
    return tuple(row for row in rows if row.total or (all_of_them and row.name))


def by_party(snapshot: Snapshot, counted: Sequence[Assessment]) -> tuple[Count, ...]:
    """The same by responsible party, without parties that are responsible for nothing."""
    parties = snapshot.registry.parties
    rows = _counts(snapshot, counted, parties, lambda a: snapshot.responsible_parties(a.commitment) or (None,))
    return tuple(row for row in rows if row.total)


def _counts(
    snapshot: Snapshot,
    counted: Sequence[Assessment],
    names: Iterable[str],
    of: Callable[[Assessment], Iterable[str | None]],
    basis: Callable[[Commitment], Basis | None] = lambda _commitment: None,
) -> Iterator[Count]:
    """Count commitments by what ``of`` returns for each, in the order of ``names``, and last those without any."""
    leaves = {a.commitment.id for a in without_parts(counted, snapshot.registry)}
    groups: dict[str | None, list[Assessment]] = {}
    for assessment in counted:
        for name in of(assessment):
            groups.setdefault(name, []).append(assessment)
    for name in (*names, None):
        group = groups.get(name, [])
        parts = [a for a in group if a.commitment.id in leaves]
        yield Count(
            name=name,
            total=len(group),
            with_data=sum(a.updated is not None for a in parts),
            without_parts=len(parts),
            inferred=sum(basis(a.commitment) is Basis.INFERRED for a in group),
            statuses=statuses(group),
        )


def statuses(assessments: Iterable[Assessment]) -> dict[Status, int]:
    """How many commitments have each status that occurs, worst first."""
    tally = Counter(assessment.status for assessment in assessments)
    return {status: tally[status] for status in Status if tally[status]}


def verified(snapshot: Snapshot, chosen: Iterable[Assessment]) -> Iterator[Verified]:
    """For each target with a value and a figure: its progress by all updates, and by strong evidence only."""
    for assessment in chosen:
        if not any(target.terms is not None and target.latest is not None for target in assessment.targets):
            continue
        strong = [u for u in assessment.history.counted if not _is_claim(u)]
        reassessed = assess(
            assessment.commitment,
            strong,
            as_of=snapshot.as_of,
            known=snapshot.known,
            settings=snapshot.registry.settings,
        )
        for target, other in zip(assessment.targets, reassessed.targets, strict=True):
            if target.terms is not None and target.latest is not None:
                yield Verified(assessment=assessment, target=target, verified=other)
        snapshot.assessments.release(assessment.commitment.id)


def _is_claim(update: Update) -> bool:
    """Whether an update is a figure without strong evidence."""
    figure = update.actual is not None or update.add is not None
    return figure and not (update.evidence and update.source_class in STRONG)
