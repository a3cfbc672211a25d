"""The difference between a sheet and a registry: as a grid for people, and as data for programs."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import compress, product

from msgspec import Struct

from commitrack.amounts import Amount
from commitrack.dates import due_day
from commitrack.drafting.difference import ChangeKind, Difference, SheetChange
from commitrack.language import LANGUAGES, SOURCE, Localizable, join, localize, word
from commitrack.language import LazyString as _
from commitrack.model import Commitment, Registry, Span, Text, Update, When, multilingual
from commitrack.quantity import Quantity
from commitrack.views.grid import Cell, Change, Column, Grid

MOST_TEXT = 60
"""How many characters of a text a table shows."""
_CONTEXT = 20
"""How many characters it shows before the first that differs from another text."""
_WORDS = frozenset({"lifecycle", "completion", "kind"})
"""Fields whose values are words of the format."""

_NEW_RECORDS = {
    "documents": _("new document"), "pillars": _("new pillar"), "areas": _("new area"), "parties": _("new party"),
    "meetings": _("new meeting"),
}  # fmt: skip

_OF_TARGET = re.compile(r"targets\.(.+)\.(\w+)")
_OF_FIGURE = re.compile(r"(\S+) (\d{4}-\d\d-\d\d)")
_LABELS = {
    "value": _("value"), "baseline_on": _("baseline_on"), "qualifier": _("qualifier"), "counting": _("counting"),
    "maintain": _("maintain"), "accumulates": _("accumulates"),
}  # fmt: skip
"""Fields of targets that are no headings of other tables."""


def difference_grid(changes: Iterable[SheetChange], registry: Registry) -> Grid:
    """A row for each change, without columns in which no change has anything.

    ``registry`` has the commitments, also the new ones.
    """
    changes = tuple(changes)
    # An update that was edited or deleted says in its reason how to retract it.
    names_key = any(change.reason and change.key in registry.updates for change in changes)
    columns = (
        Column(key="change", heading=_("Change")),
        Column(key="id", heading=_("ID"), whole=True),
        Column(key="row", heading=_("Row"), drop=2, whole=True),
        Column(key="field", heading=_("Field")),
        Column(key="difference", heading=_("Difference")),
        Column(key="reason", heading=_("Reason"), drop=0 if names_key else 1),
    )
    rows = [_row(change, registry) for change in changes]
    filled = [any(row[number] not in (None, "") for row in rows) for number in range(len(columns))]
    return Grid(
        title="", columns=tuple(compress(columns, filled)), rows=tuple(tuple(compress(row, filled)) for row in rows)
    )


def _row(change: SheetChange, registry: Registry) -> tuple[Cell, ...]:
    if change.change is ChangeKind.ADDED:
        return _NEW_RECORDS[change.field], change.id, None, "", _difference(change, registry), ""
    field, row = _field(change.field), f"{change.table} {change.row}" if change.table else change.row
    return word(change.change), change.id, row, field, _difference(change, registry), _brief(change.reason)


def _brief(reason: str) -> str:
    """A reason with amounts as the difference shows them, rather than with all of their digits."""
    if not isinstance(reason, _) or not reason.gaps:
        return reason
    gaps = {name: _amount(gap) if isinstance(gap, Quantity) else gap for name, gap in reason.gaps.items()}
    return _(reason.template, reason.plural, **gaps)


def _amount(quantity: Quantity) -> _:
    amount = Amount(quantity.value, quantity.unit, quantity.qualifier)
    return join(["+" if quantity.increment else "", amount], "")


def _difference(change: SheetChange, registry: Registry) -> Change | None:
    """What a change changes: a new commitment as it is recorded, the title of one that is missing, else a field."""
    if change.change is ChangeKind.ADDED:
        return _once(join([_cut(change.after), *([change.reason] if change.reason else [])], " · "))
    commitment = registry.commitments.get(change.id)
    if commitment is not None and change.change is ChangeKind.NEW:
        return _once(commitment_line(commitment, deadline(commitment, registry)))
    if commitment is not None and change.row is None and not change.field:
        return _once(_cut(multilingual(commitment.title)))
    before, after = change.before, change.after
    if change.field in _WORDS:
        before, after = (_(str(value).replace("-", " ")) if value else None for value in (before, after))
    return Change(_cut(before, after), _cut(after, before))


def _once(text: str | Localizable) -> Change:
    return Change(text, text)


def deadline(commitment: Commitment, registry: Registry) -> date | None:
    """The last day on which a commitment is on time, as the registry reads its deadline."""
    fiscal_year = registry.settings.fiscal_year
    return due_day(commitment.due, commitment.within, commitment.made, fiscal_year=fiscal_year)


def commitment_line(commitment: Commitment, due: When | Span | date | None, *more: object) -> _:
    """A commitment on one line: title, deadline, target values, and more."""
    parts: list[object] = [_cut(multilingual(commitment.title))]
    if due is not None:
        parts.append(_("due: {due}", due=due))
    parts += [Amount(t.value, t.unit, t.qualifier) for t in commitment.targets.values() if t.value is not None]
    return join([*parts, *more], " · ")


@lru_cache(maxsize=1024)  # the same fields change again and again
def _field(name: str) -> str:
    """The name of a field, or of a figure by its target and day; in other languages with their words."""
    if found := _OF_TARGET.fullmatch(name):
        return _("targets.{target}.{field}", target=found[1], field=_label(found[2]))
    if found := _OF_FIGURE.fullmatch(name):
        return _("{target} {day}", target=found[1], day=date.fromisoformat(found[2]))
    return _label(name)


def _label(name: str) -> str:
    """The name of a field; in other languages, as the headings of other tables have it."""
    if name in _LABELS:
        return _LABELS[name]
    plain = name.replace("_", " ")
    names: dict[str, str] = dict.fromkeys(LANGUAGES, name)
    for lang, message in product(LANGUAGES, (_(plain.capitalize()), _(plain))):
        if (label := localize(message, lang)) != message:
            names[lang] = label
    return multilingual(names)


class Shortened(Struct, frozen=True):
    """A text, of which a table shows the beginning in each language, or the part that differs from another text."""

    text: str | Localizable
    other: str | Localizable | None = None

    def __str__(self) -> str:
        return self.to(SOURCE)

    def to(self, lang: str) -> str:
        """The text in a language, or as much of it as a table shows."""
        text, other = localize(self.text, lang), localize(self.other or "", lang)
        differing = (at for at, (one, two) in enumerate(zip(text, other, strict=False)) if one != two)
        same = next(differing, min(len(text), len(other)))
        first = same - _CONTEXT if max(len(text), len(other)) > MOST_TEXT and same > MOST_TEXT // 2 else 0
        part = text[first : first + MOST_TEXT]
        return f"{'…' if first else ''}{part}{'…' if first + MOST_TEXT < len(text) else ''}"


def _cut(value: str | Localizable | None, other: str | Localizable | None = None) -> str | Localizable:
    """A value as people write it, of which a long text is cut where it differs from another; a dash for none."""
    if isinstance(value, Quantity):
        return _amount(value)
    return Shortened(value, other) if value else "–"


class ChangeData(Struct, frozen=True, kw_only=True):
    """A change: what is done about it, the commitment by id and key, the row (null: not in the sheet), the table
    of an export that has it (null: any other sheet), the field.

    If a party or another record is ``added``, the id is its own, and the field is its table.
    ``before`` and ``after`` are texts. ``commitment`` and ``update`` are what is recorded, with the keys and values of
    the registry, and ``due`` is the deadline of a new commitment as a day; null if nothing of this kind is recorded.
    """

    change: ChangeKind
    id: str
    key: str
    title: Text | None
    row: int | None
    table: str | None
    field: str | None
    before: str | None
    after: str | None
    reason: str | None
    due: date | None
    commitment: Commitment | None
    update: Update | None


class RefusedData(Struct, frozen=True, kw_only=True):
    """A cell that cannot be read or recorded, in the row and under the heading of the sheet (null: the whole row)."""

    row: int
    column: str | None
    text: str | None
    reason: str
    hint: str | None


class ImportAnswer(Struct, frozen=True, kw_only=True, tag_field="schema", tag="commitrack/1/import"):
    """The answer of ``import``: the changes on the day of the sheet, the number of rows without any, and refused cells.

    ``written`` says whether the registry was changed.
    """

    on: date
    written: bool
    unchanged: int
    items: tuple[ChangeData, ...]
    refused: tuple[RefusedData, ...]


def import_answer(difference: Difference, registry: Registry, *, on: date, written: bool) -> ImportAnswer:
    """The answer for programs; ``registry`` has the commitments, also the new ones."""
    refused = (
        RefusedData(
            row=problem.row, column=problem.column, text=problem.text or None, reason=problem.reason, hint=problem.hint
        )
        for row in difference.refused
        for problem in row.problems
    )
    items = (_data(change, update, registry) for change, update in difference.changes)
    return ImportAnswer(
        on=on, written=written, unchanged=difference.unchanged, items=tuple(items), refused=tuple(refused)
    )


def _data(change: SheetChange, update: Update | None, registry: Registry) -> ChangeData:
    before, after = (None if value is None else str(value) for value in (change.before, change.after))
    is_added = change.change is ChangeKind.ADDED
    commitment = None if is_added else registry.commitments.get(change.id)
    record = getattr(registry, change.field).get(change.id) if is_added else commitment
    new = commitment if change.change is ChangeKind.NEW else None
    return ChangeData(
        change=change.change, id=change.id, key=change.key, title=record.title if record else None,
        row=change.row, table=change.table or None, field=change.field or None, before=before, after=after,
        reason=change.reason or None,
        due=deadline(new, registry) if new else None, commitment=new, update=update,
    )  # fmt: skip
