"""What the table of updates changes: new ones are recorded as they are; what was edited or deleted is only listed."""

from collections.abc import Iterator, Mapping
from typing import Any

from commitrack.assess.history import states_level, target_of
from commitrack.drafting.difference import ChangeKind, SheetChange
from commitrack.drafting.shown_values import shown
from commitrack.interchange.exported.records import ReadRecords
from commitrack.language import LazyString as _
from commitrack.language import word
from commitrack.model import CONTENTS, Evidence, Registry, Target, Update
from commitrack.quantity import Quantity


def recorded_updates(
    read: ReadRecords, registry: Registry, updates: Mapping[str, Update]
) -> Iterator[tuple[SheetChange, Update]]:
    """The updates that are recorded as they are."""
    for key, update in updates.items():
        place, target = _place(update, read, registry)
        change = SheetChange(
            change=ChangeKind.UPDATED, id=update.commitment, key=key, row=read.places["updates", key][1],
            table="updates", field=place,
            after=shown(_content(update, target)),
        )  # fmt: skip
        yield change, update


def edited_updates(read: ReadRecords, registry: Registry) -> Iterator[tuple[SheetChange, None]]:
    """What differs in the updates that the registry has: each field, and what the update states as a whole."""
    for key, update in read.updates.items():
        known = registry.updates.get(key, update)
        if known == update:
            continue
        place, target = _place(known, read, registry)
        names = [name for name in Update.__struct_fields__ if getattr(known, name) != getattr(update, name)]
        changes = {name: (_field(known, name), _field(update, name)) for name in names if name not in CONTENTS}
        if len(changes) < len(names):
            after = _content(update, _place(update, read, registry)[1])
            changes = {place: (shown(_content(known, target)), shown(after)), **changes}
        reason = _(
            "a recorded update is never changed; retract it, and record another one: commitrack undo {key}", key=key
        )
        for field, (before, after) in changes.items():
            change = SheetChange(
                change=ChangeKind.DECIDE, id=known.commitment, key=key, row=read.places["updates", key][1],
                table="updates", field=field, before=before, after=after, reason=reason,
            )  # fmt: skip
            yield change, None


def missing_updates(read: ReadRecords, registry: Registry) -> Iterator[tuple[SheetChange, None]]:
    """The updates that were recorded before the last of the table, and that it no longer has."""
    last = max((update.moment for update in read.updates.values()), default=None)
    for key, update in registry.updates.items():
        if key not in read.updates and last is not None and update.moment <= last:
            place, target = _place(update, read, registry)
            change = SheetChange(
                change=ChangeKind.MISSING, id=update.commitment, key=key, field=place,
                before=shown(_content(update, target)), reason=_("to retract it: commitrack undo {key}", key=key),
            )  # fmt: skip
            yield change, None


def _field(update: Update, name: str) -> Any:
    """A field as a difference shows it: evidence by its address, file or document."""
    return shown(tuple(map(_evidence, update.evidence)) if name == "evidence" else getattr(update, name))


def _evidence(item: str | Evidence) -> str:
    parts = (item,) if isinstance(item, str) else (item.file, item.document, item.page)
    return " ".join(str(part) for part in parts if part is not None)


def _place(update: Update, read: ReadRecords, registry: Registry) -> tuple[str, Target | None]:
    """The name of the target of an update and its day, as a field of a difference; and the target."""
    commitment = read.commitments.get(update.commitment) or registry.commitments.get(update.commitment)
    name = target_of(commitment, update) if commitment and states_level(update) else update.target
    target = commitment.targets.get(name or "") if commitment else None
    return " ".join(str(part) for part in (name, update.on) if part is not None), target


def _content(update: Update, target: Target | None) -> object:
    """What an update states, for a table of differences; amounts have the unit of the target."""
    unit = target.unit if target else None
    if update.add is not None:
        return Quantity(update.add, unit, increment=True)
    new_value, due = (update.amends.value, update.amends.due) if update.amends else (None, None)
    amount = new_value if update.actual is None else update.actual
    if amount is not None:
        return Quantity(amount, unit)
    if (decided := update.completion or update.lifecycle) is not None:
        return word(decided)
    return next((value for value in (due, update.retracts, update.note) if value is not None), None)
