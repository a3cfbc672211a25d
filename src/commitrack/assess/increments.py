"""Find increments whose base has been retracted: they are now added to another level than their author knew."""

from collections.abc import Iterable, Iterator

from commitrack.assess.history import target_of
from commitrack.assess.retractions import retracted
from commitrack.model import Commitment, Update


def without_base(commitment: Commitment, name: str, updates: Iterable[Update]) -> Iterator[tuple[Update, Update]]:
    """Every increment of a target that follows a retracted level, with that level.

    A level that is stated later, as a correction is, becomes the base of the increments after it.
    """
    updates = list(updates)
    retracted_keys = retracted(updates)
    base: Update | None = None
    for update in sorted(updates, key=Update.order):
        if target_of(commitment, update) != name:
            continue
        if update.actual is not None:
            base = update
        elif update.add is not None and base is not None and {base.key, update.key} & retracted_keys == {base.key}:
            yield update, base
