"""The journal as data: each line, with the level before it."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import asdict

from commitrack.assess import Terms
from commitrack.assess.history import Figure, next_figure, states_level, target_of
from commitrack.assess.retractions import retracted
from commitrack.assess.terms import amended, original_terms
from commitrack.model import Commitment, CompletionLevel, Number, Registry, Update


class JournalLine(Struct, frozen=True, kw_only=True):
    """One line; ``before`` is the figure or completion level that applied until then.

    ``terms`` are those of its target on that day; None if it has no target, or one without a value.
    """

    update: Update
    commitment: Commitment
    before: Figure | CompletionLevel | None
    terms: Terms | None
    retracted: bool


class LineData(Update, frozen=True, kw_only=True):
    """A line of the journal as data for programs: the update, and what it means.

    ``commitment`` is the present id, ``target`` the one that the update refers to, also if it does not name it, with
    its ``unit``, and its ``value`` on that day. ``before`` and ``completion_before`` are what applied until then. A
    ``retracted`` line no longer counts.
    """

    unit: str | None
    value: Number | None
    before: Number | None
    completion_before: CompletionLevel | None
    retracted: bool


def line_data(line: JournalLine) -> LineData:
    """A line of the journal as data for programs."""
    update, name = line.update, target_of(line.commitment, line.update)
    target = line.commitment.targets.get(name) if name else None
    return LineData(
        **{**asdict(update), "commitment": line.commitment.id, "target": name},
        unit=target.unit if target else None,
        value=line.terms.value if line.terms else None,
        before=line.before.level if isinstance(line.before, Figure) else None,
        completion_before=line.before if isinstance(line.before, CompletionLevel) else None,
        retracted=line.retracted,
    )


def journal(registry: Registry, *, commitment: str | None = None) -> list[JournalLine]:
    """The lines of the journal, or of one commitment, sorted by the day they refer to."""
    retracted_keys = retracted(registry.updates.values())
    lines: list[JournalLine] = []
    for name, updates in registry.updates_of().items():
        if commitment in {None, name}:
            lines += _lines(registry, registry.commitments[name], updates, retracted_keys)
    return sorted(lines, key=lambda line: line.update.order())


def _lines(
    registry: Registry, commitment: Commitment, updates: Sequence[Update], retracted_keys: set[str]
) -> Iterable[JournalLine]:
    completion: CompletionLevel | None = None
    figures: dict[str | None, Figure] = {}
    terms = {name: original_terms(commitment, name, settings=registry.settings) for name in commitment.targets}
    for update in updates:
        name = target_of(commitment, update)
        yield JournalLine(
            update=update,
            commitment=commitment,
            before=completion if update.completion is not None else figures.get(name),
            terms=terms.get(name) if name else None,
            retracted=update.key in retracted_keys,
        )
        if update.key in retracted_keys:
            continue
        if name in commitment.targets and states_level(update):
            figures[name] = next_figure(figures.get(name), commitment.targets[name].initial_level, update)
        if update.amends is not None:
            terms = {
                target: old and amended(old, commitment, target, update, registry.settings)
                for target, old in terms.items()
            }
        completion = update.completion or completion
