"""Counts with their coverage, which are never averaged, and progress backed by strong evidence."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from commitrack.assess import Assessment, Status, TargetAssessment, assess
from commitrack.model import SourceClass, Update
from commitrack.report.snapshot import Snapshot

STRONG = frozenset({SourceClass.OFFICIAL, SourceClass.EXTERNAL_REVIEW})
"""The classes of evidence that rely neither on the press nor on the party itself."""


class Count(Struct, frozen=True):
    """The commitments of one pillar, area or party by status; ``with_data`` of ``total`` have a figure or level."""

    name: str | None
    total: int
    with_data: int
    statuses: dict[Status, int]


class Verified(Struct, frozen=True, kw_only=True):
    """Progress by all updates (``target``), and by official or externally reviewed evidence only (``verified``)."""

    assessment: Assessment
    target: TargetAssessment
    verified: TargetAssessment


def counts(
    chosen: Iterable[Assessment], names: Iterable[str | None], of: Callable[[Assessment], Iterable[str | None]]
) -> tuple[Count, ...]:
    """Count commitments by what ``of`` returns for each, in the order of ``names``, without empty counts."""
    groups: dict[str | None, list[Assessment]] = {}
    for assessment in chosen:
        for name in of(assessment):
            groups.setdefault(name, []).append(assessment)
    return tuple(_count(name, groups[name]) for name in names if name in groups)


def _count(name: str | None, group: Sequence[Assessment]) -> Count:
    return Count(name, len(group), sum(a.updated is not None for a in group), statuses(group))


def statuses(assessments: Iterable[Assessment]) -> dict[Status, int]:
    """How many commitments have each status that occurs, worst first."""
    tally = Counter(assessment.status for assessment in assessments)
    return {status: tally[status] for status in Status if tally[status]}


def verified(snapshot: Snapshot, chosen: Iterable[Assessment]) -> tuple[Verified, ...]:
    """For each target with a value and a figure: its progress by all updates, and by strong evidence only."""
    rows = []
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
                rows.append(Verified(assessment=assessment, target=target, verified=other))
    return tuple(rows)


def _is_claim(update: Update) -> bool:
    """Whether an update is a figure without strong evidence."""
    figure = update.actual is not None or update.add is not None
    return figure and not (update.evidence and update.source_class in STRONG)
