"""How a commitment of a sheet differs from the same one in the registry, with the terms that apply now."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from commitrack.amounts import Unit
from commitrack.dates import due_day
from commitrack.drafting.journal import Entries
from commitrack.drafting.target_lookup import spellings
from commitrack.language import SOURCE
from commitrack.language import LazyString as _
from commitrack.model import (
    Amends,
    Commitment,
    Parties,
    Settings,
    Source,
    Target,
    Text,
    When,
    languages_of,
    multilingual,
)
from commitrack.quantity import Quantity


class FieldChange(Struct, frozen=True, kw_only=True):
    """A field with its values before and after; ``amends`` are the new terms, if an amendment can state them.

    ``replaced_on`` is the day on which the registry was amended to replace the value that the sheet has.
    """

    field: str
    before: object
    after: object
    target: str | None = None
    amends: Amends | None = None
    replaced_on: date | None = None


_TEXTS = frozenset({"title", "summary", "note", "indicator"})
_DEADLINE = frozenset({"due", "within"})


def field_changes(
    old: Commitment, new: Commitment, entries: Entries, *, compared: Collection[str], settings: Settings
) -> Iterator[FieldChange]:
    """Every difference in the fields to be compared: title, due, targets.buses.value. Equal values may be spelled
    differently."""
    yield from _deadline(old, new, None, entries, compared, settings)
    for name in Commitment.__struct_fields__:
        if name in compared and name not in _DEADLINE | {"targets", "external_ids"}:
            yield from _plain(name, name, getattr(old, name), getattr(new, name))
    for name in Parties.__struct_fields__:
        if name in compared:
            yield from _plain(name, name, getattr(old.parties, name), getattr(new.parties, name))
    for name in Source.__struct_fields__:
        if name in compared:
            yield from _plain(name, name, getattr(old.source, name, None), getattr(new.source, name, None))
    for name in {**old.targets, **new.targets}:
        yield from _target(name, old, new, entries, compared, settings)


def with_field(old: Commitment, new: Commitment, field: str) -> Commitment | None:
    """A commitment with one field as in another one; None for terms, which only an amendment changes.

    With another unit, the whole target is that of the other one, which has to have a value if this one has.
    """
    name, *of_target = field.split(".")
    if name in Parties.__struct_fields__:
        return replace(old, parties=replace(old.parties, **{name: getattr(new.parties, name)}))
    if name in Source.__struct_fields__:
        return replace(
            old, source=new.source and replace(old.source or new.source, **{name: getattr(new.source, name)})
        )
    if name != "targets":
        return None if name in _DEADLINE else replace(old, **{name: _merged(getattr(old, name), getattr(new, name))})
    target, *part = of_target
    before, after = old.targets.get(target), new.targets.get(target)
    if part and before is not None and after is not None and part != ["unit"]:
        if part[0] in {*_DEADLINE, "value"}:
            return None
        changed = replace(before, **{part[0]: _merged(getattr(before, part[0]), getattr(after, part[0]))})
        return replace(old, targets={**old.targets, target: changed})
    if part and before is not None and before.value is not None and after is not None and after.value is None:
        return None
    targets = {**old.targets, target: after}
    return replace(old, targets={name: known for name, known in targets.items() if known is not None})


def _merged(old: Any, new: Any) -> Any:
    """The new value; a text keeps the languages that the sheet does not have."""
    if isinstance(old, dict) and isinstance(new, str):
        return {**old, next((lang for lang in old if lang == SOURCE), next(iter(old))): new}
    return {**old, **new} if isinstance(old, dict) and isinstance(new, dict) else new


def _target(
    name: str, old: Commitment, new: Commitment, entries: Entries, compared: Collection[str], settings: Settings
) -> Iterator[FieldChange]:
    before, after = old.targets.get(name), new.targets.get(name)
    place = f"targets.{name}"
    if not any(field.startswith((f"{place}.", "targets.*.")) for field in compared):
        return
    if before is None or after is None:
        yield FieldChange(field=place, before=_goal(before), after=_goal(after))
        return
    if before.unit != after.unit and after.unit not in spellings(before):
        goal = Unit(after.unit) if after.value is None else _goal(after)
        yield FieldChange(field=f"{place}.unit", before=_goal(before), after=goal)
        return
    values = _Amended(entries, "value", name, before.value)
    value = values.now
    if _counts(f"{place}.value", compared) and value != after.value:
        amends = Amends(value=after.value) if value is not None and after.value is not None else None
        yield FieldChange(
            field=f"{place}.value", before=_amount(value, before), after=_amount(after.value, after), target=name,
            amends=amends, replaced_on=values.replaced_on(lambda former: former == after.value),
        )  # fmt: skip
    yield from _deadline(old, new, name, entries, compared, settings)
    if after.qualifier is not None and _counts(f"{place}.value", compared):
        compared = {*compared, f"{place}.qualifier"}  # as the cell with the value states it
    for field in Target.__struct_fields__:
        if _counts(f"{place}.{field}", compared) and field not in _DEADLINE | {"value", "unit"}:
            for change in _plain(field, f"{place}.{field}", getattr(before, field), getattr(after, field)):
                yield replace(change, before=_level(change.before, before), after=_level(change.after, after))


def _level(value: Any, target: Target) -> object:
    """A baseline, or milestones, in the unit of the target; other values as they are."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return _amount(value, target)
    milestones = isinstance(value, tuple)
    return tuple(_("{day}: {value}", day=m.on, value=_amount(m.value, target)) for m in value) if milestones else value


def _deadline(
    old: Commitment,
    new: Commitment,
    target: str | None,
    entries: Entries,
    compared: Collection[str],
    settings: Settings,
) -> Iterator[FieldChange]:
    """The change of the deadline of the commitment itself or of a target, given all amendments."""
    place = "due" if target is None else f"targets.{target}.due"
    if not _counts(place, compared) and not _counts(f"{place.removesuffix('due')}within", compared):
        return
    of_old, of_new = (commitment if target is None else commitment.targets[target] for commitment in (old, new))
    dues = _Amended(entries, "due", target, of_old.due)
    year = settings.fiscal_year

    def day(due: When | None, stated: Commitment | Target, commitment: Commitment) -> date | None:
        return due_day(due, None if due else stated.within, commitment.made, fiscal_year=year)

    before, after = dues.now, of_new.due
    was, is_now = day(before, of_old, old), day(after, of_new, new)
    if was != is_now:
        due = after or (When(is_now) if is_now else None)
        yield FieldChange(
            field=place, before=before or was, after=due, target=target, amends=Amends(due=due) if due else None,
            replaced_on=dues.replaced_on(lambda former: day(former, of_old, old) == is_now),
        )  # fmt: skip


def _counts(place: str, compared: Collection[str]) -> bool:
    """Whether a field is to be compared; targets.*.value is that of every target."""
    name = place.rpartition(".")[2]
    return place in compared or (name != place and f"targets.*.{name}" in compared)


def _plain(name: str, place: str, before: Any, after: Any) -> Iterator[FieldChange]:
    """A change of a field that no amendment can state; the order of several values means nothing."""
    if isinstance(before, tuple) and isinstance(after, tuple) and Counter(before) == Counter(after):
        return
    if before != after and not (name in _TEXTS and _says(before, after)):
        yield FieldChange(field=place, before=before, after=after)


def _says(text: Text | None, part: Text | None) -> bool:
    """Whether a text says, in one of its languages or more, what the sheet has in fewer; blanks mean nothing."""
    texts, parts = ({" ".join(words.split()) for words in languages_of(one)} for one in (text, part))
    return bool(texts) and part is not None and parts <= texts


class _Amended:
    """A term of a commitment or of a target, with its amendments; ``now`` is the present one."""

    def __init__(self, entries: Entries, term: str, target: str | None, stated: Any) -> None:
        amended = ((getattr(u.amends, term), u) for u in entries.amendments if u.target == target)
        self._amendments = [(value, update) for value, update in amended if value is not None]
        self._values = [stated, *(value for value, _update in self._amendments)]
        self.now = self._values[-1]

    def replaced_on(self, is_stated: Callable[[Any], bool]) -> date | None:
        """The day on which the value that a sheet states was replaced, other than by an import; None if it was not."""
        if not self._amendments or not any(map(is_stated, self._values[:-1])):
            return None
        latest = self._amendments[-1][1]
        is_of_sheet = str(multilingual(latest.reason)).endswith(f", {latest.on}")  # as ImportTerms.source
        return None if is_of_sheet else latest.on


def _goal(target: Target | None) -> object:
    return None if target is None else _amount(target.value, target)


def _amount(value: Any, target: Target) -> object:
    return None if value is None else Quantity(value, target.unit)
