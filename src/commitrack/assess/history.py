"""Replay the updates: what had happened to a commitment by a date, as recorded by a point in time.

This module handles the order of updates, increments and amendments; it assesses nothing.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter
from typing import Protocol, TypeVar

from msgspec import Struct

from commitrack.amounts import plus
from commitrack.assess.retractions import Retraction, retracted, retractions_in
from commitrack.model import Commitment, Lifecycle, Number, Qualifier, Update


class Dated(Protocol):
    """What happened on a day."""

    @property
    def on(self) -> date:
        """The day."""


Entry = TypeVar("Entry", bound=Dated)


def latest_by(day: date | None, entries: Sequence[Entry]) -> Entry | None:
    """The last of the entries on or before a day (None: of all); ``entries`` are sorted by day."""
    count = len(entries) if day is None else bisect_right(entries, day, key=lambda entry: entry.on)
    return entries[count - 1] if count else None


class Figure(Struct, frozen=True, gc=False):
    """The level of a target on a day, in the unit of the target, and the update that states it.

    ``added_to`` is how the level was qualified that an increment was added to: 30 more than “at least 570” are at least
    600.
    """

    on: date
    level: Number
    update: Update
    added_to: Qualifier | None = None

    @property
    def qualifier(self) -> Qualifier | None:
        """How the level is qualified: as the update states it, and as what it was added to."""
        return hedge((self.added_to, self.update.qualifier))

    @property
    def is_sum(self) -> bool:
        """Whether the update adds to a level that was reached before."""
        return self.update.actual is None


def hedge(qualifiers: Iterable[Qualifier | None]) -> Qualifier | None:
    """The qualifier of a sum: that of its terms; None if all are exact, and “about” if they are hedged differently."""
    stated = {qualifier for qualifier in qualifiers if qualifier is not None}
    return stated.pop() if len(stated) == 1 else Qualifier.ABOUT if stated else None


class Replay(Struct, frozen=True, gc=False):
    """What the updates of a commitment say, replayed once: ``recorded`` are all that are known, in their order.

    ``retracted_keys`` are those of updates that no longer count, ``stating`` the updates that count and state a level
    or an increment of each target, by its name.
    """

    recorded: Sequence[Update]
    retracted_keys: Collection[str]
    counted: tuple[Update, ...]
    stating: dict[str, list[Update]]
    figures: dict[str, tuple[Figure, ...]]
    completions: tuple[Update, ...]
    amendments: tuple[Update, ...]
    lifecycle: Lifecycle


class History(Struct, frozen=True, kw_only=True, dict=True, eq=False):
    """What was true of a commitment on ``as_of``, by what had been recorded by ``known`` (None: everything).

    ``updates`` has all updates of the commitment by its id, sorted by ``Update.order``. They are replayed on first use.
    Histories are equal if the same updates count.
    """

    commitment: Commitment
    updates: Mapping[str, Sequence[Update]]
    as_of: date
    known: datetime | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, History) and _compared(self) == _compared(other)

    def __hash__(self) -> int:
        return hash((self.commitment.id, self.as_of))

    @cached_property
    def _replay(self) -> Replay:
        updates, known = self.updates.get(self.commitment.id, ()), self.known
        recorded = updates if known is None else [u for u in updates if u.recorded <= known]
        return _replayed(self.commitment, recorded, self.as_of)

    def release(self) -> None:
        """Free the memory of what was replayed; it is replayed again if something needs it again."""
        vars(self).pop("_replay", None)

    @property
    def counted(self) -> tuple[Update, ...]:
        """The updates that count: not retracted, not dated after ``as_of``; sorted by ``Update.order``.

        A retraction means that an update was never right, so once recorded it applies to every date.
        """
        return self._replay.counted

    @property
    def figures(self) -> dict[str, tuple[Figure, ...]]:
        """The figures of each target by its name, sorted by day, with at most one per day."""
        return self._replay.figures

    def rests_on(self, target: str) -> tuple[Update, ...]:
        """The updates behind the latest level of a target: the last ``actual`` and the increments added since."""
        stating = self._replay.stating[target]
        last = max((number for number, update in enumerate(stating) if update.actual is not None), default=0)
        return tuple(stating[last:])

    @property
    def completions(self) -> tuple[Update, ...]:
        """The updates that state a completion level."""
        return self._replay.completions

    @property
    def amendments(self) -> tuple[Update, ...]:
        """The updates that amend the terms."""
        return self._replay.amendments

    @property
    def retractions(self) -> tuple[Retraction, ...]:
        """The retractions of updates up to ``as_of``."""
        updates = [u for u in self._replay.recorded if u.on <= self.as_of]
        return tuple(retractions_in(updates, self._replay.retracted_keys))

    @property
    def lifecycle(self) -> Lifecycle:
        """The last step of the life of the commitment."""
        return self._replay.lifecycle

    @property
    def next_day(self) -> date | None:
        """The first day after ``as_of`` on which an update is dated; None if there is none."""
        return min((u.on for u in self._replay.recorded if u.on > self.as_of), default=None)


_compared = attrgetter("commitment", "as_of", "counted", "retractions")


def _replayed(commitment: Commitment, recorded: Sequence[Update], as_of: date) -> Replay:
    """Replay updates up to a day, in a single pass because there are many of them."""
    keys, targets = retracted(recorded), commitment.targets
    counted, completions, amendments, lifecycle = list[Update](), list[Update](), list[Update](), Lifecycle.ACTIVE
    stating: dict[str, list[Update]] = {name: [] for name in targets}
    for update in recorded:
        if update.on > as_of or update.retracts is not None or update.key in keys:
            continue
        counted.append(update)
        if states_level(update) and (name := target_of(commitment, update)) in stating:
            stating[name].append(update)
        if update.completion is not None:
            completions.append(update)
        if update.amends is not None:
            amendments.append(update)
        if update.lifecycle is not None:
            lifecycle = update.lifecycle
    figures = {name: _levels(targets[name].initial_level, stating[name]) for name in targets}
    return Replay(recorded, keys, tuple(counted), stating, figures, tuple(completions), tuple(amendments), lifecycle)


def replay(commitment: Commitment, updates: Iterable[Update], *, as_of: date, known: datetime | None = None) -> History:
    """The history of a commitment, given its updates; those of others are ignored."""
    own = sorted((update for update in updates if update.commitment == commitment.id), key=Update.order)
    return History(commitment=commitment, updates={commitment.id: own}, as_of=as_of, known=known)


def target_of(commitment: Commitment, update: Update) -> str | None:
    """The name of the target that an update refers to: the one it names, or the commitment's only one; else None."""
    if update.target is None and len(commitment.targets) == 1:
        return next(iter(commitment.targets))
    return update.target


def states_level(update: Update) -> bool:
    """Whether an update states a level or an increment."""
    return update.actual is not None or update.add is not None


def next_figure(before: Figure | None, start: Number, update: Update) -> Figure:
    """The level after an update: ``actual`` sets it, ``add`` adds to the level before, or to ``start`` without one."""
    if update.actual is not None:
        return Figure(update.on, update.actual, update)
    level = plus(start if before is None else before.level, update.add or 0)
    return Figure(update.on, level, update, None if before is None else before.qualifier)


def _levels(level: Number, stating: Iterable[Update]) -> tuple[Figure, ...]:
    """The level on each day with a figure, given the level before the first one."""
    by_day: dict[date, Figure] = {}
    figure: Figure | None = None
    for update in stating:
        figure = by_day[update.on] = next_figure(figure, level, update)
    return tuple(by_day.values())
