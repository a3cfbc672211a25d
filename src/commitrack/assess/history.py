"""Replay the updates: what had happened to a commitment by a date, as recorded by a point in time.

This module handles the order of updates, retractions, increments and amendments; it assesses nothing.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Protocol, TypeVar

from msgspec import Struct

from commitrack.amounts import plus
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


class Figure(Struct, frozen=True):
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


def hedge(qualifiers: Iterable[Qualifier | None]) -> Qualifier | None:
    """The qualifier of a sum: that of its terms; None if all are exact, and “about” if they are hedged differently."""
    stated = {qualifier for qualifier in qualifiers if qualifier is not None}
    return stated.pop() if len(stated) == 1 else Qualifier.ABOUT if stated else None


class Retraction(Struct, frozen=True):
    """An update that no longer counts, and the one that retracts it and gives the reason."""

    update: Update
    by: Update


class History(Struct, frozen=True, kw_only=True, dict=True, eq=False):
    """What was true of a commitment on ``as_of``, by what had been recorded by ``known`` (None: everything).

    ``updates`` returns all updates of the commitment, sorted by ``Update.order``. They are replayed on first use, each
    part of the history once. Histories are equal if the same updates count.
    """

    commitment: Commitment
    updates: Callable[[], Sequence[Update]]
    as_of: date
    known: datetime | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, History) and self._told == other._told

    def __hash__(self) -> int:
        return hash((self.commitment.id, self.as_of))

    @property
    def _told(self) -> tuple[Commitment, date, tuple[Update, ...], tuple[Retraction, ...]]:
        return self.commitment, self.as_of, self.counted, self.retractions

    @cached_property
    def _recorded(self) -> Sequence[Update]:
        updates, known = self.updates(), self.known
        return updates if known is None else [u for u in updates if u.recorded <= known]

    @cached_property
    def _retracted_keys(self) -> set[str]:
        return retracted(self._recorded)

    @cached_property
    def counted(self) -> tuple[Update, ...]:
        """The updates that count: not retracted, not dated after ``as_of``; sorted by ``Update.order``.

        A retraction means that an update was never right, so once recorded it applies to every date.
        """
        keys, as_of = self._retracted_keys, self.as_of
        return tuple([u for u in self._recorded if u.on <= as_of and u.key not in keys and u.retracts is None])

    @cached_property
    def _stating(self) -> dict[str, list[Update]]:
        return _stating(self.commitment, self.counted)

    @cached_property
    def figures(self) -> dict[str, tuple[Figure, ...]]:
        """The figures of each target by its name, sorted by day, with at most one per day."""
        targets = self.commitment.targets
        return {name: _levels(targets[name].initial_level, stating) for name, stating in self._stating.items()}

    @cached_property
    def rests_on(self) -> dict[str, tuple[Update, ...]]:
        """The updates behind the latest level of each target: the last ``actual`` and the increments added since."""
        return {name: _since_level(stating) for name, stating in self._stating.items()}

    @cached_property
    def completions(self) -> tuple[Update, ...]:
        """The updates that state a completion level."""
        return tuple([u for u in self.counted if u.completion is not None])

    @cached_property
    def amendments(self) -> tuple[Update, ...]:
        """The updates that amend the terms."""
        return tuple([u for u in self.counted if u.amends is not None])

    @cached_property
    def retractions(self) -> tuple[Retraction, ...]:
        """The retractions of updates up to ``as_of``."""
        return tuple(_retractions([u for u in self._recorded if u.on <= self.as_of], self._retracted_keys))

    @cached_property
    def lifecycle(self) -> Lifecycle:
        """The last step of the life of the commitment."""
        steps = [u.lifecycle for u in self.counted if u.lifecycle is not None]
        return steps[-1] if steps else Lifecycle.ACTIVE

    @cached_property
    def next_day(self) -> date | None:
        """The first day after ``as_of`` on which an update is dated; None if there is none."""
        return min((u.on for u in self._recorded if u.on > self.as_of), default=None)


def replay(commitment: Commitment, updates: Iterable[Update], *, as_of: date, known: datetime | None = None) -> History:
    """The history of a commitment, given its updates; those of others are ignored."""
    own = sorted((update for update in updates if update.commitment == commitment.id), key=Update.order)
    return History(commitment=commitment, updates=lambda: own, as_of=as_of, known=known)


def retracted(updates: Iterable[Update]) -> set[str]:
    """The keys of the updates that no longer count.

    A retraction may itself be retracted; the references decide, because clocks differ. Retractions in a circle have no
    effect.
    """
    retractions = {update.key: update.retracts for update in updates if update.retracts is not None}
    if not retractions:
        return set()
    undecided = Counter(retractions.values())
    keys: set[str] = set()
    ready = [key for key in retractions if key not in undecided]
    while ready:
        key = ready.pop()
        target = retractions[key]
        if key not in keys:
            keys.add(target)
        undecided[target] -= 1
        if target in retractions and not undecided[target]:
            ready.append(target)
    return keys


def _retractions(updates: Sequence[Update], retracted_keys: set[str]) -> Iterator[Retraction]:
    """Each retracted update with its first valid retraction; a retraction that is itself retracted is left out."""
    reasons: dict[str, Update] = {}
    for update in updates:
        if update.retracts is not None and update.key not in retracted_keys:
            reasons.setdefault(update.retracts, update)
    for update in updates if reasons else ():
        if update.retracts is None and update.key in reasons:
            yield Retraction(update, reasons[update.key])


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


def _stating(commitment: Commitment, counted: Iterable[Update]) -> dict[str, list[Update]]:
    """The updates that state a level or an increment of each target, by its name."""
    stating: dict[str, list[Update]] = {name: [] for name in commitment.targets}
    for update in counted:
        if states_level(update) and (name := target_of(commitment, update)) in stating:
            stating[name].append(update)
    return stating


def _levels(level: Number, stating: Iterable[Update]) -> tuple[Figure, ...]:
    """The level on each day with a figure, given the level before the first one."""
    by_day: dict[date, Figure] = {}
    figure: Figure | None = None
    for update in stating:
        figure = by_day[update.on] = next_figure(figure, level, update)
    return tuple(by_day.values())


def _since_level(stating: Sequence[Update]) -> tuple[Update, ...]:
    """The last update that states a level, and the increments after it."""
    last = next((number for number in reversed(range(len(stating))) if stating[number].actual is not None), 0)
    return tuple(stating[last:])
