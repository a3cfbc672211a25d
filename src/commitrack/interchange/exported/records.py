"""The records in exported tables: rows of several tables become one commitment, or one update with its evidence."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from commitrack.drafting.intended import UNRECORDED, RowProblem
from commitrack.errors import Problem
from commitrack.interchange.export import record_fields as of
from commitrack.interchange.export.data_table import DataTable
from commitrack.interchange.exported.rows import ReadRow
from commitrack.language import LazyString as _
from commitrack.model import Commitment, Update
from commitrack.registry.decode import without_label
from commitrack.registry.tables import records_of
from commitrack.registry.toml_lines import NamedRecord

ReadTables: TypeAlias = Mapping[str, list[ReadRow]]
"""The rows of each table by its name."""
RowPlace: TypeAlias = tuple[str, int]
"""The table and the row where something is."""

_NAMED = (of.DOCUMENTS, of.PILLARS, of.AREAS, of.PARTIES, of.MEETINGS)
_ADDRESSES = of.F("evidence", of.T.IDS, "Addresses, for updates without a key, which have no rows in evidence")
UPDATES = replace(of.UPDATES, fields=(*of.UPDATES.fields, _ADDRESSES))
READ = (*_NAMED, of.COMMITMENTS, of.TARGETS, of.MILESTONES, UPDATES, of.EVIDENCE, of.REGISTRY)
"""The tables that are read; the others are computed, or belong to the settings of a registry."""


class ReadRecords(Struct, frozen=True, kw_only=True):
    """What tables say. ``named`` are the records of the other tables by table and id; ``new_updates``, with their rows,
    are those without a key. ``places`` has the table and the row of each record by its table and its id or key,
    ``settings`` what the registry they come from states.
    """

    named: dict[str, dict[str, NamedRecord]]
    commitments: dict[str, Commitment]
    updates: dict[str, Update]
    new_updates: list[tuple[int, Update]]
    places: dict[tuple[str, ...], RowPlace]
    settings: dict[str, str] = {}


def read_records(tables: ReadTables, problems: list[RowProblem]) -> ReadRecords:
    """The records that the rows of all tables make; what is wrong becomes a problem with its row."""
    assembly = _Assembly(problems)
    for table in (*_NAMED, of.COMMITMENTS):
        assembly.take(table, tables.get(table.name, ()), lambda values: (values.get("id"),))
    assembly.take(UPDATES, _with_keys(tables.get("updates", ())), lambda values: (values.get("key"),))
    assembly.take(of.TARGETS, tables.get("targets", ()), _target)
    assembly.take(of.MILESTONES, tables.get("milestones", ()), lambda values: (*_target(values), "milestones"))
    assembly.take(of.EVIDENCE, tables.get("evidence", ()), lambda values: (values.get("update"), "evidence"))
    settings = {str(row.values.get("name")): str(row.values.get("value", "")) for row in tables.get("registry", ())}
    return replace(assembly.records(), settings=settings)


def _with_keys(rows: Iterable[ReadRow]) -> Iterator[ReadRow]:
    """The rows of updates; those without a key get one that says their row, and a time of recording."""
    for row in rows:
        if "key" in row.values:
            yield row
        else:
            yield ReadRow(row.number, {"recorded": _PLACEHOLDER, **row.values, "key": f"{_NEW}{row.number}"})


def _target(values: Mapping[str, object]) -> tuple[object, ...]:
    return values.get("commitment"), "targets", values.get("target")


_NEW = " "
"""What the key of an update without a key starts with, followed by its row; no cell starts with a blank."""
_PLACEHOLDER = datetime(2000, 1, 1, tzinfo=UTC)
"""A time of recording that the format accepts, for updates that are not recorded yet."""
_RECORD_DEPTH, _TARGET_DEPTH = 2, 4
"""The length of the path of a record, and of a target."""
_PARENTS = {"targets": "commitments", "milestones": "commitments", "evidence": "updates"}
_LISTS = {"milestones", "evidence"}


class _Assembly:
    """Tables as they would be in TOML, put together row by row."""

    def __init__(self, problems: list[RowProblem]) -> None:
        self._problems = problems
        self._tables: dict[str, dict[str, Any]] = {}
        self._places: dict[tuple[str, ...], RowPlace] = {}
        self._values: dict[RowPlace, Mapping[str, object]] = {}

    def take(
        self, table: DataTable, rows: Iterable[ReadRow], path_of: Callable[[Mapping[str, object]], tuple[object, ...]]
    ) -> None:
        """Put the rows of a table where their path leads: the id of a record, and what is below it."""
        parent = _PARENTS.get(table.name, table.name)
        for row in rows:
            path = path_of(row.values)
            missing = [name for name in table.key if row.values.get(name) is None]
            if missing:
                self._refuse(table, row, _('missing "{key}"', key=missing[0]))
            elif path[0] not in self._tables.get(parent, {}) and parent != table.name:
                self._refuse(table, row, _('"{id}" is not in the table {table}', id=str(path[0]), table=parent))
            else:
                self._put(table, row, (parent, *map(str, path)))

    def _put(self, table: DataTable, row: ReadRow, path: tuple[str, ...]) -> None:
        node: Any = self._tables
        for key in path[:-1]:
            node = node.setdefault(key, {})
        if table.name in _LISTS:
            items = node.setdefault(path[-1], [])
            items.append(_evidence(row.values) if table is of.EVIDENCE else _fields(table, row.values))
            return
        if path[-1] in node:
            self._refuse(table, row, _('"{id}" is there twice', id=path[-1]))
            return
        node[path[-1]] = _fields(table, row.values)
        self._places[path] = (table.name, row.number)
        self._values[table.name, row.number] = row.values

    def _refuse(self, table: DataTable, row: ReadRow, reason: str) -> None:
        self._problems.append(RowProblem(table=table.name, row=row.number, reason=reason))

    def records(self) -> ReadRecords:
        """The typed records; what is no record of the format becomes a problem."""
        records: dict[str, dict[str, Any]] = {}
        for name, table in self._tables.items():
            records[name], problems = records_of(name, table, 0)
            self._problems += map(self._located, problems)
        updates = records.pop("updates", {})
        return ReadRecords(
            commitments=records.pop("commitments", {}),
            updates={key: update for key, update in updates.items() if not key.startswith(_NEW)},
            new_updates=[
                (int(key), replace(update, key="", recorded=UNRECORDED))
                for key, update in updates.items()
                if key.startswith(_NEW)
            ],
            named={table.name: records.get(table.name, {}) for table in _NAMED},
            places=self._places,
        )

    def _located(self, problem: Problem) -> RowProblem:
        depths = (_TARGET_DEPTH, _RECORD_DEPTH)
        place = next(self._places[problem.path[:n]] for n in depths if problem.path[:n] in self._places)
        heading = problem.path[-1] if len(problem.path) > _RECORD_DEPTH else None
        text = str(self._values[place].get(heading or "", ""))
        reason = without_label(problem.message) if heading else problem.message
        return RowProblem(table=place[0], row=place[1], column=heading, text=text, reason=reason, hint=problem.hint)


def _fields(table: DataTable, values: Mapping[str, object]) -> dict[str, Any]:
    """The values of a row without its key, as a TOML table."""
    fields: dict[str, Any] = {}
    for field in table.fields:
        if field.name in values and field.name not in _KEYS.get(table.name, table.key):
            *outer, last = field.path or (field.name,)
            node = fields
            for key in outer:
                node = node.setdefault(key, {})
            node[last] = values[field.name]
    return fields


_KEYS = {"milestones": ("commitment", "target")}
"""What leads to a row, and is not a part of it, where that is not the key of the table."""


def _evidence(values: Mapping[str, object]) -> object:
    """An address as such, anything else as a table."""
    return values["url"] if "url" in values else _fields(of.EVIDENCE, values)
