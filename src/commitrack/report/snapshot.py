"""A registry assessed as of a day, from which listings, pages and reports are made."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cached_property
from itertools import chain

from msgspec import Struct

from commitrack.assess import Assessment, Schedule, Status, assess
from commitrack.model import Commitment, Parties, Registry
from commitrack.query import Sort, matches, order, parse
from commitrack.report.assessments import AssessedCommitments, FindAssessment, bottom_up


class Snapshot(Struct, frozen=True, kw_only=True, dict=True):
    """A registry, and every commitment assessed as of a day.

    A group is not assessed, so it appears in no listing and no count; its parts are those of the whole that it is part
    of.
    """

    registry: Registry
    assessments: AssessedCommitments

    @property
    def as_of(self) -> date:
        """The day as of which everything is assessed."""
        return self.assessments.as_of

    @property
    def known(self) -> datetime | None:
        """The time by which everything had been recorded that is taken into account; None for everything."""
        return self.assessments.known

    def select(self, words: Iterable[str], *, sort: Sort = Sort.PILLAR) -> list[Assessment]:
        """The commitments that match a query, sorted; without words, all of them. Raises UsageError."""
        query = parse(words, self.registry)
        candidates = self.registry.candidates(query.narrowing(self.as_of if self.known is None else None))
        assessed = (self.assessments[name] for name in candidates)
        selected = (a for a in assessed if self.is_made(a.commitment) and matches(query, a, self.registry))
        return order(selected, self.registry, sort=sort)

    def made(self) -> list[Assessment]:
        """The commitments made by the day of the snapshot, and those that do not state when they were made."""
        return [a for a in self.assessments.values() if self.is_made(a.commitment)]

    def is_made(self, commitment: Commitment) -> bool:
        """Whether a commitment had been made by the day of the snapshot; see ``AssessedCommitments.is_made``."""
        return self.assessments.is_made(commitment)

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
        """The parts made by the day, down to a depth; those of a group are as deep as the group itself would be.

        Of circular parts, each comes once.
        """
        parts, passed = list[Assessment](), set[str]()
        waiting = [(name, 1) for name in reversed(self.assessments.parts.get(whole, ()))]
        while waiting:
            name, level = waiting.pop()
            if name in passed:
                continue
            passed.add(name)
            part = self.assessments.get(name)
            if part is not None and self.is_made(part.commitment):
                parts.append(part)
            below = level if part is None else level + 1
            if depth is None or below <= depth:
                waiting += [(inner, below) for inner in reversed(self.assessments.parts.get(name, ()))]
        return parts

    def is_outermost(self, commitment: Commitment) -> bool:
        """Whether a commitment is part of no other one, but at most of groups."""
        return commitment.part_of is None or all(whole.is_group for whole in self.registry.wholes_of(commitment))

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
        """The number of parts made by the day, at any depth, by status; each part is counted once."""
        counts = self._part_counts
        for name in bottom_up(commitment, self.assessments.parts, counts):
            counts[name] = Counter()
            for part in self.assessments.parts.get(name, ()):
                assessment = self.assessments.get(part)
                if assessment is not None and self.is_made(assessment.commitment):
                    counts[name][assessment.status] += 1
                counts[name].update(counts.get(part, ()))
        return counts[commitment]

    @cached_property
    def _part_counts(self) -> dict[str, Counter[Status]]:
        return {}

    def responsible_parties(self, commitment: Commitment) -> tuple[str, ...]:
        """The ids of the parties that promised a commitment, or its nearest whole that names any, else implement it."""
        promised = self._nearest(commitment, self._responsible, lambda parties: parties.responsible)
        return promised or self._nearest(commitment, self._implementing, lambda parties: parties.implementing)

    @cached_property
    def _responsible(self) -> dict[str, tuple[str, ...]]:
        return {}

    @cached_property
    def _implementing(self) -> dict[str, tuple[str, ...]]:
        return {}

    def _nearest(
        self,
        commitment: Commitment,
        known: dict[str, tuple[str, ...]],
        role: Callable[[Parties], tuple[str, ...]],
    ) -> tuple[str, ...]:
        """The parties in a role for a commitment, else for its nearest whole; each whole is looked at once."""
        trail = []
        names: tuple[str, ...] = ()
        for owner in chain((commitment,), self.registry.wholes_of(commitment)):
            trail.append(owner.id)
            names = known.get(owner.id) or role(owner.parties)
            if names or owner.id in known:
                break
        known.update(dict.fromkeys(trail, names))
        return names


def take_snapshot(
    registry: Registry, *, as_of: date, known: datetime | None = None, find: FindAssessment | None = None
) -> Snapshot:
    """The commitments of a registry as of a day, from what had been recorded by ``known``; see AssessedCommitments."""
    return Snapshot(registry=registry, assessments=AssessedCommitments(registry, as_of=as_of, known=known, find=find))
