"""The journal as data: each line, with the level before it."""

from collections.abc import Iterable

from msgspec import Struct

from commitrack.assess import Terms, assess
from commitrack.assess.history import retracted, target_of
from commitrack.model import Commitment, CompletionLevel, Number, Registry, Update


class JournalLine(Struct, frozen=True, kw_only=True):
    """One line; ``before`` is the figure or completion level that applied until then.

    ``terms`` are those of its target on that day; None if it has no target, or one without a value.
    """

    update: Update
    commitment: Commitment
    before: Number | CompletionLevel | None
    terms: Terms | None
    retracted: bool


def journal(registry: Registry, *, commitment: str | None = None) -> list[JournalLine]:
    """The lines of the journal, or of one commitment, sorted by the day they refer to."""
    retracted_keys = retracted(registry.updates.values())
    lines: list[JournalLine] = []
    for name, updates in registry.updates_of().items():
        if commitment in {None, name}:
            lines += _lines(registry, registry.commitments[name], updates, retracted_keys)
    return sorted(lines, key=lambda line: line.update.order())


def _lines(
    registry: Registry, commitment: Commitment, updates: list[Update], retracted_keys: set[str]
) -> Iterable[JournalLine]:
    earlier: list[Update] = []
    for update in updates:
        assessment = assess(commitment, earlier, as_of=update.on, settings=registry.settings)
        name = target_of(commitment, update)
        target = next((target for target in assessment.targets if target.name == name), None)
        level: Number | CompletionLevel | None = target.latest.level if target and target.latest else None
        yield JournalLine(
            update=update,
            commitment=commitment,
            before=assessment.completion if update.completion is not None else level,
            terms=target.terms if target else None,
            retracted=update.key in retracted_keys,
        )
        if update.key not in retracted_keys:
            earlier.append(update)
