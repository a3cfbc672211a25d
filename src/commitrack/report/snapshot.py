"""A registry assessed as of a day, from which listings, pages and reports are made."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cached_property
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from commitrack.assess import CLOSED, Assessment, Schedule, Status, assess, reservations
from commitrack.dates import first_day
from commitrack.model import Commitment, Parties, Registry
from commitrack.query import Sort, matches, order, parse


class Snapshot(Struct, frozen=True, kw_only=True, dict=True):
    """Every commitment assessed ``as_of`` a day, from what had been recorded by ``known`` (None: everything).

    A group is not assessed, so it appears in no listing and no count; its parts are those of the whole that it is part
    of.
    """

    registry: Registry
    as_of: date
    known: datetime | None
    assessments: dict[str, Assessment]
    parts: dict[str, list[str]]

    def select(self, words: Iterable[str], *, sort: Sort = Sort.PILLAR) -> list[Assessment]:
        """The commitments that match a query, sorted; without words, all of them. Raises UsageError."""
        query = parse(words, self.registry)
        selected = (a for a in self.made() if matches(query, a, self.registry))
        return order(selected, self.registry, sort=sort)

    def made(self) -> list[Assessment]:
        """The commitments made by the day of the snapshot, and those that do not state when they were made."""
        return [a for a in self.assessments.values() if self.is_made(a.commitment)]

    def is_made(self, commitment: Commitment) -> bool:
        """Whether a commitment had been made by the day of the snapshot, as far as it states when it was made.

        It must also have been added by ``known``, if that is given and the registry states when it was added.
        """
        if self.known is not None and commitment.recorded is not None and commitment.recorded > self.known:
            return False
        made, year = commitment.made, self.registry.settings.fiscal_year
        return made is None or first_day(made, fiscal_year=year) <= self.as_of

    def page_of(self, name: str) -> Assessment:
        """What the page about a commitment or a group is made of."""
        group = self.registry.commitments[name]
        return self.assessments.get(name) or assess(group, (), as_of=self.as_of, settings=self.registry.settings)

    def direct_parts(self, commitment: str) -> list[Assessment]:
        """The direct parts of a commitment or a group that had been made by the day, in the order of the files."""
        return self._below(commitment, depth=1)

    def all_parts(self, commitment: str) -> list[Assessment]:
        """The parts made by the day, at any depth, in the order of the files, each before its own parts."""
        return self._below(commitment)

    def _below(self, whole: str, *, depth: int | None = None) -> list[Assessment]:
        """The parts made by the day, down to a depth; those of a group are as deep as the group itself would be."""
        parts: list[Assessment] = []
        waiting = [(name, 1) for name in reversed(self.parts.get(whole, ()))]
        while waiting:
            name, level = waiting.pop()
            part = self.assessments.get(name)
            if part is not None and self.is_made(part.commitment):
                parts.append(part)
            below = level if part is None else level + 1
            if depth is None or below <= depth:
                waiting += [(inner, below) for inner in reversed(self.parts.get(name, ()))]
        return parts

    def is_outermost(self, commitment: Commitment) -> bool:
        """Whether a commitment is part of no other one, but at most of groups."""
        return all(whole.is_group for whole in self.registry.wholes_of(commitment))

    def overview(self, *, sort: Sort = Sort.PILLAR) -> list[Assessment]:
        """The commitments that are part of no other, and the parts that are overdue."""
        chosen = (
            a for a in self.made() if self.is_outermost(a.commitment) or (a.is_open and a.schedule is Schedule.OVERDUE)
        )
        return order(chosen, self.registry, sort=sort)

    def headlines(self, *, sort: Sort = Sort.PILLAR) -> list[Assessment]:
        """The commitments marked ``headline``; if none is, those that are not part of another."""
        made = self.made()
        marked = [a for a in made if a.commitment.headline]
        return order(marked or [a for a in made if self.is_outermost(a.commitment)], self.registry, sort=sort)

    def part_counts(self, commitment: str) -> Counter[Status]:
        """The number of parts made by the day, at any depth, by status."""
        return self._part_counts.get(commitment, Counter())

    @cached_property
    def _part_counts(self) -> dict[str, Counter[Status]]:
        """The counts for each commitment, each added up once from those of its direct parts."""
        top_down = [name for name, commitment in self.registry.commitments.items() if commitment.part_of is None]
        for name in top_down:
            top_down += self.parts.get(name, ())
        counts: dict[str, Counter[Status]] = {}
        for name in reversed(top_down):
            counts[name] = Counter()
            for part in self.parts.get(name, ()):
                assessment = self.assessments.get(part)
                if assessment is not None and self.is_made(assessment.commitment):
                    counts[name][assessment.status] += 1
                counts[name].update(counts[part])
        return counts

    def responsible_parties(self, commitment: Commitment) -> tuple[str, ...]:
        """The ids of the parties that promised a commitment, or its nearest whole that names any, else implement it."""
        return self._responsible[commitment.id] or self._implementing[commitment.id]

    @cached_property
    def _responsible(self) -> dict[str, tuple[str, ...]]:
        return self._nearest(lambda parties: parties.responsible)

    @cached_property
    def _implementing(self) -> dict[str, tuple[str, ...]]:
        return self._nearest(lambda parties: parties.implementing)

    def _nearest(self, role: Callable[[Parties], tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """The parties in a role for each commitment, else for its nearest whole; each whole is looked at once."""
        known: dict[str, tuple[str, ...]] = {}
        for commitment in self.registry.commitments.values():
            trail = []
            names: tuple[str, ...] = ()
            for owner in chain((commitment,), self.registry.wholes_of(commitment)):
                trail.append(owner.id)
                names = known.get(owner.id) or role(owner.parties)
                if names or owner.id in known:
                    break
            known.update(dict.fromkeys(trail, names))
        return known


def take_snapshot(registry: Registry, *, as_of: date, known: datetime | None = None) -> Snapshot:
    """Assess every commitment of a registry, but no group, as of a day, from what had been recorded by ``known``."""
    updates = registry.updates_of()
    assessments = {
        name: assess(commitment, updates.get(name, ()), as_of=as_of, known=known, settings=registry.settings)
        for name, commitment in registry.commitments.items()
        if not commitment.is_group
    }
    snapshot = Snapshot(registry=registry, as_of=as_of, known=known, assessments=assessments, parts=registry.parts_of())
    for name in _with_overdue_parts(snapshot):
        assessments[name] = replace(assessments[name], reservations=reservations(assessments[name], part_overdue=True))
    return snapshot


def _with_overdue_parts(snapshot: Snapshot) -> set[str]:
    """The ids of the commitments of which a part, at any depth, is overdue."""
    overdue = (a.commitment for a in snapshot.made() if a.schedule is Schedule.OVERDUE and a.lifecycle not in CLOSED)
    names: set[str] = set()
    for commitment in overdue:
        for whole in snapshot.registry.wholes_of(commitment):
            if whole.id in names:
                break
            names.add(whole.id)
    return names & snapshot.assessments.keys()
