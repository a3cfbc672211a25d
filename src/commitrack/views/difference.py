"""The difference between a sheet and a registry: as a grid for people, and as data for programs."""

from collections.abc import Iterable
from datetime import date
from itertools import product

from msgspec import Struct

from commitrack.drafting.difference import ChangeKind, Difference, SheetChange
from commitrack.language import LANGUAGES, Localizable, localize, word
from commitrack.language import LazyString as _
from commitrack.model import multilingual
from commitrack.views.grid import Cell, Change, Column, Grid

MOST_TEXT = 60
"""How many characters of a text a table shows."""
_WORDS = frozenset({"lifecycle", "completion", "kind"})
"""Fields whose values are words of the format."""


def difference_grid(changes: Iterable[SheetChange]) -> Grid:
    """A row for each change, with the reason why it has to be decided, if any has one."""
    listed = list(changes)
    columns = (
        Column(key="change", heading=_("Change")),
        Column(key="id", heading=_("ID")),
        Column(key="row", heading=_("Row"), drop=2),
        Column(key="field", heading=_("Field")),
        Column(key="difference", heading=_("Difference")),
        Column(key="reason", heading=_("Reason"), drop=1),
    )
    width = len(columns) if any(change.reason for change in listed) else len(columns) - 1
    return Grid(title="", columns=columns[:width], rows=tuple(_row(change)[:width] for change in listed))


def _row(change: SheetChange) -> tuple[Cell, ...]:
    before, after = change.before, change.after
    if change.field in _WORDS:
        before, after = (_(str(value).replace("-", " ")) if value else None for value in (before, after))
    after = _cut(after)
    before = after if change.change is ChangeKind.NEW else _cut(before)
    difference = Change(before, after) if change.row else None
    return word(change.change), change.id, change.row, _field(change.field), difference, change.reason


def _field(name: str) -> str:
    """The name of a field; in other languages, as the headings of other tables have it."""
    plain = name.replace("_", " ")
    names: dict[str, str] = dict.fromkeys(LANGUAGES, name)
    for lang, message in product(LANGUAGES, (_(plain.capitalize()), _(plain))):
        if (label := localize(message, lang)) != message:
            names[lang] = label
    return multilingual(names)


def _cut(value: str | Localizable | None) -> str | Localizable:
    """A value, of which a long text is cut; a dash for none."""
    if isinstance(value, str) and len(value) > MOST_TEXT:
        return value[:MOST_TEXT] + "…"
    return value or "–"


class ChangeData(Struct, frozen=True, kw_only=True):
    """A change: what is done about it, the commitment by id and key, the row (null: not in the sheet), the field."""

    change: ChangeKind
    id: str
    key: str
    row: int | None
    field: str | None
    before: str | None
    after: str | None
    reason: str | None


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


def import_answer(difference: Difference, *, on: date, written: bool) -> ImportAnswer:
    """The answer for programs."""
    refused = (
        RefusedData(
            row=problem.row, column=problem.column, text=problem.text or None, reason=problem.reason, hint=problem.hint
        )
        for row in difference.refused
        for problem in row.problems
    )
    items = (_data(change) for change, _update in difference.changes)
    return ImportAnswer(
        on=on, written=written, unchanged=difference.unchanged, items=tuple(items), refused=tuple(refused)
    )


def _data(change: SheetChange) -> ChangeData:
    before, after = (None if value is None else str(value) for value in (change.before, change.after))
    return ChangeData(
        change=change.change, id=change.id, key=change.key, row=change.row, field=change.field or None, before=before,
        after=after, reason=change.reason or None,
    )  # fmt: skip
