"""Replaying the journal: what had happened to a commitment by a day, as recorded by a moment.

This room knows the order of updates, retractions, increments and amendments; it must not know
how anything is judged.
"""

from collections.abc import Iterable
from datetime import date, datetime

from msgspec import Struct

from commitrack.model import Commitment, Lifecycle, Number, Update


class Figure(Struct, frozen=True):
    """The level of a target on a day, the update that says so, and all it ``rests_on``: the increments too."""

    on: date
    level: Number
    update: Update
    rests_on: tuple[Update, ...] = ()


class History(Struct, frozen=True, kw_only=True):
    """What counts of a journal: one figure a day and target, ascending; the rest in order."""

    counted: tuple[Update, ...]
    figures: dict[str, tuple[Figure, ...]]
    completions: tuple[Update, ...]
    amendments: tuple[Update, ...]
    lifecycle: Lifecycle


def replay(commitment: Commitment, updates: Iterable[Update], *, as_of: date, known: datetime | None = None) -> History:
    """What was true of a commitment by ``as_of``, of that which had been recorded by ``known``.

    A retraction says that a line was never right: it counts as soon as it is known, whatever the day.
    """
    recorded = sorted(
        (u for u in updates if u.commitment == commitment.id and (known is None or u.recorded <= known)),
        key=Update.order,
    )
    gone = retracted(recorded)
    counted = tuple(u for u in recorded if u.on <= as_of and u.key not in gone and u.retracts is None)
    steps = [u.lifecycle for u in counted if u.lifecycle is not None]
    return History(
        counted=counted,
        figures={name: _levels(commitment, name, counted) for name in commitment.targets},
        completions=tuple(u for u in counted if u.completion is not None),
        amendments=tuple(u for u in counted if u.amends is not None),
        lifecycle=steps[-1] if steps else Lifecycle.ACTIVE,
    )


def retracted(updates: Iterable[Update]) -> set[str]:
    """The keys that no longer count. A retraction may itself be retracted; the latest word stands."""
    gone: set[str] = set()
    retractions = [u for u in updates if u.retracts is not None]
    for update in sorted(retractions, key=lambda u: (u.recorded, u.key), reverse=True):
        if update.key not in gone and update.retracts is not None:
            gone.add(update.retracts)
    return gone


def target_of(commitment: Commitment, update: Update) -> str | None:
    """The target an update speaks of: the one it names, or the only one there is."""
    if update.target is None and len(commitment.targets) == 1:
        return next(iter(commitment.targets))
    return update.target


def _levels(commitment: Commitment, name: str, counted: Iterable[Update]) -> tuple[Figure, ...]:
    """Levels by day: ``actual`` sets the level, ``add`` raises it from where it stands."""
    level = commitment.targets[name].baseline
    by_day: dict[date, Figure] = {}
    rests_on: tuple[Update, ...] = ()
    for update in counted:
        if target_of(commitment, update) != name or (update.actual is None and update.add is None):
            continue
        level = update.actual if update.actual is not None else level + (update.add or 0)
        rests_on = (update,) if update.actual is not None else (*rests_on, update)
        by_day[update.on] = Figure(update.on, level, update, rests_on)
    return tuple(by_day.values())
