"""Read the rows of a table as a profile says: each becomes a commitment with its updates, or problems."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from commitrack.checks.references import ID
from commitrack.drafting.commitments import slug
from commitrack.drafting.intended import IntendedRow, RefusedRow, RowProblem, SheetUpdate
from commitrack.drafting.same_keys import one_key
from commitrack.errors import UsageError
from commitrack.interchange.cell_values import Spelling, flag, span, text, whole, word
from commitrack.interchange.fields import Binder, BoundField, CellError, CellReader, values_of
from commitrack.interchange.new_records import References
from commitrack.interchange.profile import CommitmentFields, Profile, RowKind
from commitrack.interchange.status_reader import StatusReader
from commitrack.interchange.table import SheetCell, SheetTable, TableRow
from commitrack.interchange.target_reader import TargetReader, in_languages
from commitrack.language import LazyString as _
from commitrack.model import Basis, Commitment, Kind, Lifecycle, Parties, Registry, Source, Span

_AS_THEY_ARE = ("kind", "headline", "part_of", "pillar", "areas", "made", "due", "within", "due_basis")
_ID_WORDS = 12
"""How many words of a text an id has that the profile names."""


class RowReader:
    """Reads the rows of a table; ``references.new`` are the records to be added, once all rows have been read.

    ``unread`` are then the rows that the table does not read. ``on`` is the day of what the sheet does not date itself.
    Raises UsageError for columns that the profile names and the table does not have, all at once.
    """

    def __init__(self, table: SheetTable, profile: Profile, registry: Registry, *, folder: Path, on: date) -> None:
        self.references = References(registry, profile.add)
        self.unread: dict[str | None, int] = {}
        self._table, self._profile = table, profile
        spelling = Spelling(
            date_order=profile.date_order,
            decimal_mark=profile.decimal_mark or registry.settings.decimal_mark,
            fiscal_year=registry.settings.fiscal_year,
        )
        binder = Binder(table, frozenset(profile.empty))
        self._cells_before: tuple[SheetCell, ...] | None = None
        self._values_before: dict[str, Any] = {}
        self._first: dict[str, tuple[int, dict[str, Any]]] = {}
        self._key = [field for name in profile.keys if (field := binder.field(name, "key")) is not None]
        self._readers = self._readers_of(profile.commitment, binder, spelling)
        self._targets = [
            TargetReader(name, fields, binder, spelling, on=on, folder=folder)
            for name, fields in profile.targets.items()
        ]
        self._status = StatusReader(profile.status, binder, spelling, on=on, folder=folder) if profile.status else None
        binder.require_no_problems()

    def __iter__(self) -> Iterator[IntendedRow | RefusedRow]:
        """Every row that is not blank; refused with all of its problems, if it has any."""
        for row in self._table.rows:
            problems: list[CellError] = []
            if row.problem is not None:
                problem = RowProblem(row=row.number, reason=row.problem)
                yield RefusedRow(row=row.number, key=self._key_of(row, problems) or None, problems=(problem,))
            elif any(cell is not None for cell in row.cells):
                intended = self._intended(row, problems)
                found = tuple(dict.fromkeys(self._located(row, problem) for problem in problems))
                yield RefusedRow(row=row.number, key=intended.key or None, problems=found) if found else intended
        for row in self._table.unread:
            key = self._key_of(row, []) or None
            if key or not (row.is_note or row.number in self._table.matched):  # such as a total
                self.unread[key] = row.number

    def _readers_of(self, fields: CommitmentFields, binder: Binder, spelling: Spelling) -> dict[str, CellReader]:
        parties, areas = self._several("parties"), self._several("areas")
        document = self._one("documents")
        ways: dict[str, Any] = {
            "title": text, "title_ja": text, "id": _id, "summary": text, "summary_ja": text, "note": text,
            "note_ja": text, "kind": word(Kind), "headline": flag, "part_of": text, "pillar": self._one("pillars"),
            "areas": areas, "made": spelling.when, "due": spelling.deadline, "within": span, "due_basis": word(Basis),
            "responsible": parties, "implementing": parties, "beneficiary": parties, "document": document,
            "page": whole, "quote": text,
        }  # fmt: skip
        stated = {name: binder.field(getattr(fields, name), f"[commitment] {name}") for name in ways}
        bound = {name: field for name, field in stated.items() if field is not None}
        self._fields = bound
        self._columns = tuple({column for field in bound.values() for column in field.columns})
        return {name: partial(ways[name], field) for name, field in bound.items()}

    def _values(self, row: TableRow, problems: list[CellError]) -> dict[str, Any]:
        """The fields of the commitment; those of the row before, if its cells are the same, as in rows of figures."""
        cells = tuple([row.cells[column] for column in self._columns])
        if cells != self._cells_before:
            values = values_of(self._readers, row, problems)
            self._cells_before, self._values_before = (None if problems else cells), values
        return dict(self._values_before)

    def _as_above(self, row: TableRow, key: str, values: dict[str, Any], problems: list[CellError]) -> dict[str, Any]:
        """The fields of a row, and for blank cells those of the first row with its key; other cells become problems."""
        number, first = self._first.setdefault(key, (row.number, dict(values)))
        for name in values if values != first else ():
            if values[name] != first.get(name):
                field, reason = self._fields[name], _("not as in row {row}, which has the same key", row=number)
                problems.append(CellError(field.column, field.text(row), reason))
        return {**first, **values}

    def _intended(self, row: TableRow, problems: list[CellError]) -> IntendedRow:
        key = self._key_of(row, problems)
        values = self._values(row, problems)
        if self._profile.rows is RowKind.FIGURES and key and not problems:
            values = self._as_above(row, key, values, problems)
        targets, updates = {}, list[SheetUpdate]()
        for reader in self._targets:
            name, target, figures = reader.read(row, problems)
            updates += figures
            if target is not None:
                targets[name] = target
        if self._status is not None:
            updates += self._status.read(row, problems)
        if isinstance(values.get("due"), Span):
            values["within"] = values.pop("due")
        title = in_languages(values, "title")
        if title is None and not problems:
            problems.append(CellError(None, "", _("missing title")))
        if "document" not in values and {"page", "quote"} & values.keys():
            problems.append(CellError(None, "", _("a page or a quotation, but no document")))
        commitment = Commitment(
            id=values.get("id", ""),
            external_ids={self._profile.system: key} if self._profile.system else {},
            title=title or "",
            parties=Parties(**{role: values[role] for role in Parties.__struct_fields__ if role in values}),
            source=_source(values),
            targets=targets,
            summary=in_languages(values, "summary"),
            note=in_languages(values, "note"),
            **{name: values[name] for name in _AS_THEY_ARE if name in values},
        )
        contradicts = self._contradicts(row, updates)
        return IntendedRow(
            row=row.number, key=key, commitment=commitment, updates=tuple(updates), contradicts=contradicts
        )

    def _contradicts(self, row: TableRow, updates: Iterable[SheetUpdate]) -> frozenset[Lifecycle]:
        """The decisions with which a row does not agree that states none itself."""
        if any(stated.update.lifecycle is not None for stated in updates):
            return frozenset()
        if self._status is not None and self._status.is_active(row):
            return frozenset(Lifecycle) - {Lifecycle.ACTIVE}
        return frozenset({Lifecycle.WITHDRAWN}) if self._profile.system else frozenset()

    def _key_of(self, row: TableRow, problems: list[CellError]) -> str:
        """The key of a row, of all its columns; empty if one of them is. It may be the same for the whole sheet."""
        if not self._key:
            return self._profile.system
        parts = []
        for field in self._key:
            part = one_key(values_of({"key": field.text}, row, problems).get("key", ""))
            if not part and not problems:
                problems.append(self._missing_key(field.column))
            parts.append(part)
        return " / ".join(parts) if all(parts) else ""

    def _missing_key(self, column: int | None) -> CellError:
        if self._profile.system:
            return CellError(column, "", _("missing key"))
        hint = _("write the id in every row of a commitment")
        return CellError(column, "", _('missing "{name}"', name="id"), hint)

    def _one(self, table: str) -> Any:
        """What reads a reference to a record of a table."""

        def read(field: BoundField, row: TableRow) -> str | None:
            name = field.text(row)
            return self.references.id(table, name, field.column) if name else None

        return read

    def _several(self, table: str) -> Any:
        """What reads references to records of a table."""

        def read(field: BoundField, row: TableRow) -> tuple[str, ...] | None:
            ids = (self.references.id(table, name, field.column) for name in field.texts(row))
            return tuple(dict.fromkeys(ids)) or None

        return read

    def _located(self, row: TableRow, problem: CellError) -> RowProblem:
        return problem.located(row.number, self._table.headings, has_profile=bool(self._profile.system))


def _id(field: BoundField, row: TableRow) -> str | None:
    """The id that a cell or a template gives, with hyphens for what an id may not have. Raises CellError."""
    written = field.text(row)
    if not written or ID.fullmatch(written.lower()):
        return written.lower() or None
    try:
        return slug(written, hint="", most=_ID_WORDS)
    except UsageError as failure:
        raise CellError(field.column, written, failure.message) from None


def _source(values: dict[str, Any]) -> Source | None:
    if "document" not in values:
        return None
    return Source(document=values["document"], page=values.get("page"), quote=values.get("quote"))
