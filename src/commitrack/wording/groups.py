"""Commitments in groups with a heading each: by pillar, area, responsible party, status, or what they are part of."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum

from commitrack.assess import Assessment, Status
from commitrack.language import LazyString as _
from commitrack.language import word
from commitrack.model import Area, Commitment, Party, Pillar, multilingual
from commitrack.report.snapshot import Snapshot


class GroupBy(StrEnum):
    """What ``--group`` accepts."""

    PILLAR = "pillar"
    AREA = "area"
    PARTY = "party"
    STATUS = "status"
    PART_OF = "part_of"


AssessmentGroup = tuple[object | None, Sequence[Assessment]]
"""A heading, or None, and the commitments below it."""


def grouped(snapshot: Snapshot, chosen: Sequence[Assessment], by: GroupBy) -> list[AssessmentGroup]:
    """The groups in the order of the registry, without empty ones; a commitment with several areas is in each."""
    registry = snapshot.registry
    match by:
        case GroupBy.PILLAR:
            return _by_record(chosen, registry.pillars, lambda a: (a.commitment.pillar,), _("No pillar"))
        case GroupBy.AREA:
            return _by_record(chosen, registry.areas, lambda a: a.commitment.areas, _("No area"))
        case GroupBy.PARTY:
            parties = registry.parties
            return _by_record(
                chosen, parties, lambda a: snapshot.responsible_parties(a.commitment), _("no party named")
            )
        case GroupBy.PART_OF:
            wholes = registry.commitments
            return _by_record(chosen, wholes, lambda a: (a.commitment.part_of,), _("Part of no other"))
        case GroupBy.STATUS:
            groups = ((word(status), [a for a in chosen if a.status is status]) for status in Status)
            return [(heading, group) for heading, group in groups if group]


def _by_record(
    chosen: Sequence[Assessment],
    records: Mapping[str, Pillar | Area | Party | Commitment],
    of: Callable[[Assessment], Iterable[str | None]],
    none: _,
) -> list[AssessmentGroup]:
    groups: dict[str | None, list[Assessment]] = {}
    for assessment in chosen:
        for name in tuple(of(assessment)) or (None,):
            groups.setdefault(name, []).append(assessment)
    titles = [(name, multilingual(record.title)) for name, record in records.items()]
    return [(title, groups[name]) for name, title in (*titles, (None, none)) if name in groups]
