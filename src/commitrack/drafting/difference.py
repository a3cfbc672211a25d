"""The difference between a sheet and a registry: what is new, amended, updated, to be decided, or missing.

Rows and commitments are matched by the key that the commitment has in ``external_ids``.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from commitrack.checks import check
from commitrack.drafting.intended import RefusedRow, RowProblem
from commitrack.language import Localizable
from commitrack.model import Commitment, Record, Registry, Update

AddedRecords: TypeAlias = Mapping[str, Mapping[str, Record]]
"""Records that are added with commitments, by their table and id."""


class ChangeKind(StrEnum):
    """What a change is: recorded (the first six), left to be decided, or only reported.

    What is ``added`` is a party, or another record to which commitments refer; its table is the field of the change.
    """

    ADDED = "added"
    NEW = "new"
    AMENDED = "amended"
    UPDATED = "updated"
    EDITED = "edited"
    WITHDRAWN = "withdrawn"
    DECIDE = "decide"
    MISSING = "missing"


_REFERRED_TO = ("documents", "pillars", "areas", "parties", "meetings")
_OF_COMMITMENTS = frozenset({ChangeKind.NEW, ChangeKind.EDITED})

Accepted: TypeAlias = frozenset[tuple[str, str, str]]
"""What has been decided: key, field, and the value after it, as text."""


class SheetChange(Struct, frozen=True, kw_only=True):
    """One difference. ``row`` is None for what the sheet no longer has; ``reason`` says why it has to be decided.

    ``table`` is the exported table that has the row; empty for a sheet, which is only one.
    """

    change: ChangeKind
    id: str
    key: str
    row: int | None = None
    table: str = ""
    field: str = ""
    before: str | Localizable | None = None
    after: str | Localizable | None = None
    reason: str = ""

    @property
    def decision(self) -> tuple[str, str, str]:
        """What identifies it among decisions."""
        return self.key, self.field, str(self.after or "")


class Difference(Struct, frozen=True, kw_only=True):
    """Every change with the update that records it, if one does; what is refused; new and edited commitments.

    ``outdated`` are the decisions about changes that are no longer open, ``unrecorded`` is the number of completion
    levels of commitments with a target value, which commitrack assesses by their figures.
    """

    changes: tuple[tuple[SheetChange, Update | None], ...]
    refused: tuple[RefusedRow, ...]
    unchanged: int
    commitments: tuple[Commitment, ...]
    edited: tuple[Commitment, ...] = ()
    outdated: Accepted = frozenset()
    unrecorded: int = 0

    @property
    def updates(self) -> tuple[Update, ...]:
        """The updates to append."""
        return tuple(update for _change, update in self.changes if update is not None)

    @property
    def to_decide(self) -> tuple[SheetChange, ...]:
        """The changes that are left to people."""
        return tuple(change for change, _update in self.changes if change.change is ChangeKind.DECIDE)

    def without(self, rows: Iterable[RefusedRow]) -> "Difference":
        """The difference without everything that rows say which are refused."""
        rows = tuple(rows)
        if not rows and not self.refused:
            return self
        refused = {(row.row, row.key or ""): row for row in (*self.refused, *rows)}
        keys = {row.key for row in refused.values()}
        ids = {change.id for change, _update in self.changes if change.key in keys}
        return replace(
            self,
            changes=tuple((change, update) for change, update in self.changes if change.key not in keys),
            refused=tuple(refused[place] for place in sorted(refused)),
            commitments=tuple(commitment for commitment in self.commitments if commitment.id not in ids),
            edited=tuple(commitment for commitment in self.edited if commitment.id not in ids),
        )


def with_invalid_refused(difference: Difference, registry: Registry, new_records: AddedRecords) -> Difference:
    """The difference without what would make the registry invalid: it is refused, with the row that says it.

    ``new_records`` are those that are added with it, by table and id.
    """
    changes: dict[tuple[str, ...], SheetChange]
    changes = {("updates", update.key): change for change, update in difference.changes if update is not None}
    changes |= {("commitments", c.id): c for c, _update in difference.changes if c.change in _OF_COMMITMENTS}
    rows: dict[str, RefusedRow] = {}
    for problem in check(_added(difference, registry, new_records)):
        change = changes.get(problem.path[:2])
        if change is not None and change.row is not None:
            found = RowProblem(row=change.row, reason=problem.message, hint=problem.hint)
            earlier = rows[change.key].problems if change.key in rows else ()
            rows[change.key] = RefusedRow(row=change.row, key=change.key, problems=(*earlier, found))
    return difference.without(rows.values()) if rows else difference


def _added(difference: Difference, registry: Registry, new_records: AddedRecords) -> Registry:
    """A small registry: what is added, and of the commitments that are there already, those that it refers to."""
    added = {commitment.id: commitment for commitment in (*difference.commitments, *difference.edited)}
    updates = {update.key: update for update in difference.updates}
    names = {update.commitment for update in updates.values()}
    for commitment in added.values():
        names.update(filter(None, (commitment.part_of, commitment.counted_with, *commitment.related)))
    others = {name: registry.commitments[name] for name in names - added.keys() if name in registry.commitments}
    tables: dict[str, Any] = {
        table: {**getattr(registry, table), **new_records.get(table, {})} for table in _REFERRED_TO
    }
    return Registry(settings=registry.settings, commitments={**others, **added}, updates=updates, **tables)


class ImportTerms(Struct, frozen=True, kw_only=True):
    """How a sheet is compared: the ``system`` of its keys, the fields that count, and what is recorded.

    ``on`` is the day of the sheet, ``source`` its name and day, which is the reason of amendments. With ``several``,
    rows with the same key are figures of one commitment. ``withdraw`` is the reason to withdraw what is missing.
    Without a system, the keys are ids, and only those that are ``expected`` can be missing, if the sheet has any
    commitment of the registry. With ``updates_only``, only figures and statuses count, and nothing is missing.
    ``published`` are further keys, under which the registry itself publishes commitments, with their ids. ``scope`` is
    the part of the sheet in which a key identifies something else if rows have moved; None if it never does.
    """

    system: str
    compared: frozenset[str]
    on: date
    today: date
    now: datetime
    source: str
    published: Mapping[str, str] = {}
    scope: Callable[[str], str | None] = lambda _key: ""
    expected: tuple[str, ...] = ()
    several: bool = False
    updates_only: bool = False
    accepted: Accepted = frozenset()
    withdraw: str | None = None
    by: str | None = None
