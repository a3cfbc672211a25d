"""SQLite: a table for each table of the registry, and views for status and standing; for Datasette, pandas and SQL.

A number is an integer or a real, with which SQL can compute; beside it, ``…_exact`` has all its digits as text.
Days are texts in ISO 8601.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from commitrack.errors import UsageError
from commitrack.interchange.export.data_table import DataTable, DataType, DataValue, filled
from commitrack.interchange.export.dataset import dataset
from commitrack.interchange.export.formats import Exported
from commitrack.interchange.export.list_tables import AREAS, EXTERNAL_IDS, PARTIES, areas, external_ids, parties
from commitrack.interchange.export.sql_views import quoted, views
from commitrack.language import LazyString as _
from commitrack.report.snapshot import Snapshot

LARGEST = 2**63 - 1
"""The largest integer of SQLite."""

_TYPES = {
    DataType.INTEGER: "INTEGER",
    DataType.BOOLEAN: "INTEGER",
    DataType.NUMBER: "NUMERIC",
    DataType.SHARE: "REAL",
}


def export(snapshot: Snapshot, *, digest: str) -> Exported:
    """The registry as a database; the same version of SQLite gives the same bytes for the same registry and day."""
    stored: list[DataTable] = []
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            for table in _tables(snapshot, digest):
                _store(table, database)
                stored.append(replace(table, rows=()))
            for view in views(stored):
                database.execute(view)
            database.execute("PRAGMA user_version = 1")
            database.commit()
            return Exported(content=database.serialize())
    except sqlite3.Error as failure:
        raise UsageError(_("SQLite cannot store this registry: {why}", why=str(failure))) from None


def _tables(snapshot: Snapshot, digest: str) -> Iterator[DataTable]:
    """The tables that all formats have, and lists as tables."""
    yield from dataset(snapshot, digest=digest)
    commitments = list(snapshot.registry.commitments.values())
    yield filled(EXTERNAL_IDS, external_ids(commitments))
    yield filled(PARTIES, parties(commitments))
    yield filled(AREAS, areas(commitments))


def _store(table: DataTable, database: sqlite3.Connection) -> None:
    columns = dict(_columns(table))
    keys = [f"PRIMARY KEY ({_names(table.key)})"]
    single = [((field.name,), field.refers_to) for field in table.fields if field.refers_to]
    keys += [f"FOREIGN KEY ({_names(names)}) REFERENCES {quoted(other)}" for names, other in (*single, *table.refers)]
    parts = [*(f"{quoted(name)} {kind}" for name, kind in columns.items()), *keys]
    database.execute(f"CREATE TABLE {quoted(table.name)} ({', '.join(parts)})")
    marks = ", ".join("?" * len(columns))
    rows = (tuple(_cells(table, row)) for row in table.rows)
    database.executemany(f"INSERT INTO {quoted(table.name)} VALUES ({marks})", rows)  # noqa: S608  the name is quoted


def _columns(table: DataTable) -> Iterator[tuple[str, str]]:
    """The columns and their types. Ids of other systems have a table of their own."""
    for field in table.fields:
        if field.type is not DataType.BY_SYSTEM:
            required = " NOT NULL" if field.name in table.key else ""
            yield field.name, _TYPES.get(field.type, "TEXT") + required
        if field.type is DataType.NUMBER:
            yield f"{field.name}_exact", "TEXT"


def _cells(table: DataTable, row: Iterable[DataValue]) -> Iterator[object]:
    for field, value in zip(table.fields, row, strict=True):
        if field.type is DataType.NUMBER:
            yield from _number(value)
        elif field.type is not DataType.BY_SYSTEM:
            yield _stored(value)


def _number(value: DataValue) -> tuple[int | float | None, str | None]:
    """A number as SQL computes with it, and with all its digits."""
    if not isinstance(value, int | Decimal):
        return None, None
    is_whole = value == int(value) and -LARGEST <= value <= LARGEST
    return int(value) if is_whole else float(value), format(value, "f" if isinstance(value, Decimal) else "d")


def _stored(value: DataValue) -> str | int | float | None:
    match value:
        case None | str():
            return value
        case tuple():
            return " ".join(value) or None
        case date():
            return value.isoformat()
        case Decimal():
            return float(value)
        case int():
            return value if -LARGEST <= value <= LARGEST else str(value)


def _names(names: Iterable[str]) -> str:
    return ", ".join(map(quoted, names))
