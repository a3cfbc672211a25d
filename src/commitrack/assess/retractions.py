"""Retractions: which updates no longer count, and why."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec import Struct

from commitrack.model import Update


class Retraction(Struct, frozen=True):
    """An update that no longer counts, and the one that retracts it and gives the reason."""

    update: Update
    by: Update


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


def retractions_in(updates: Sequence[Update], retracted_keys: Collection[str]) -> Iterator[Retraction]:
    """Each retracted update with its first valid retraction; a retraction that is itself retracted is left out."""
    reasons: dict[str, Update] = {}
    for update in updates:
        if update.retracts is not None and update.key not in retracted_keys:
            reasons.setdefault(update.retracts, update)
    for update in updates if reasons else ():
        if update.retracts is None and update.key in reasons:
            yield Retraction(update, reasons[update.key])
