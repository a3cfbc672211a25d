"""Every commitment of a registry assessed as of a day, each on first use."""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TypeAlias

from msgspec.structs import replace

from commitrack.assess import CLOSED, Assessment, History, Schedule, judge, reservations
from commitrack.dates import first_day
from commitrack.model import Commitment, Registry

FindAssessment: TypeAlias = Callable[[History], Assessment | None]
"""What finds the assessment that follows from a history, if it is stored."""


def bottom_up(whole: str, parts: Mapping[str, Sequence[str]], known: Container[str]) -> Iterator[str]:
    """A commitment and its parts at any depth, each after its own parts, without those that are ``known``.

    ``parts`` are the direct parts of every commitment that has any; if they are circular, each comes once.
    """
    names = [whole] if whole not in known else []
    found = set(names)
    for name in names:
        new = [part for part in parts.get(name, ()) if part not in known and part not in found]
        names += new
        found.update(new)
    return reversed(names)


class AssessedCommitments(Mapping[str, Assessment]):
    """The assessments of all commitments but groups, by id, in the order of the files.

    They are made ``as_of`` a day, from what had been recorded by ``known`` (None: everything). ``find`` returns those
    that are stored somewhere, None for the others, which are then ``new``; it must ignore the parts of a commitment.
    """

    def __init__(
        self, registry: Registry, *, as_of: date, known: datetime | None = None, find: FindAssessment | None = None
    ) -> None:
        self.registry = registry
        self.as_of = as_of
        self.known = known
        self._new: dict[str, Assessment] = {}
        self._find = find
        self._fiscal_year = registry.settings.fiscal_year
        self.parts = registry.parts_of()
        self._updates = registry.updates_of()
        self._alone: dict[str, Assessment] = {}
        self._complete: dict[str, Assessment] = {}
        self._has_overdue_part: dict[str, bool] = {}

    def __getitem__(self, name: str) -> Assessment:
        if name not in self._complete:
            alone = self._assess(name)
            is_marked = name in self.parts and self._part_is_overdue(name)
            self._complete[name] = (
                replace(alone, reservations=reservations(alone, part_overdue=True)) if is_marked else alone
            )
        return self._complete[name]

    def __contains__(self, name: object) -> bool:
        return name in self.registry.commitments and not self.registry.commitments[str(name)].is_group

    def __iter__(self) -> Iterator[str]:
        return iter(self.registry.assessed_ids())

    def __len__(self) -> int:
        return len(self.registry.assessed_ids())

    def release(self, name: str) -> None:
        """Free the memory of what was replayed of a commitment, unless its assessment is new and may be stored."""
        if name not in self._new:
            self[name].history.release()

    @property
    def new(self) -> Sequence[Assessment]:
        """The assessments that ``find`` did not know."""
        return tuple(self._new.values())

    @property
    def is_complete(self) -> bool:
        """Whether every commitment has been assessed."""
        return len(self._complete) == len(self)

    def is_made(self, commitment: Commitment) -> bool:
        """Whether a commitment had been made by the day, as far as it states when it was made.

        It must also have been added by ``known``, if that is given and the registry states when it was added.
        """
        if self.known is not None and commitment.recorded is not None and commitment.recorded > self.known:
            return False
        made = commitment.made
        return made is None or first_day(made, fiscal_year=self._fiscal_year) <= self.as_of

    def _assess(self, name: str) -> Assessment:
        """The assessment of a commitment without regard to its parts; raise KeyError for a group."""
        if name not in self._alone:
            commitment = self.registry.commitments[name]
            if commitment.is_group:
                raise KeyError(name)
            history = History(commitment=commitment, updates=self._updates, as_of=self.as_of, known=self.known)
            self._alone[name] = (self._find and self._find(history)) or self._judge(history)
        return self._alone[name]

    def _judge(self, history: History) -> Assessment:
        assessment = judge(history, self.registry.settings)
        if self._find is not None:
            self._new[assessment.commitment.id] = assessment
        return assessment

    def _part_is_overdue(self, whole: str) -> bool:
        """Whether a part of a commitment, at any depth, is overdue; each part is looked at once."""
        known = self._has_overdue_part
        for name in bottom_up(whole, self.parts, known):
            known[name] = any(known.get(part) or self._is_overdue(part) for part in self.parts.get(name, ()))
        return known[whole]

    def _is_overdue(self, name: str) -> bool:
        """Whether a commitment itself is overdue and open; a group is not."""
        if self.registry.commitments[name].is_group:
            return False
        alone = self._assess(name)
        overdue = alone.schedule is Schedule.OVERDUE and alone.lifecycle not in CLOSED
        return overdue and self.is_made(alone.commitment)
