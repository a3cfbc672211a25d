"""A registry as plain tables, which SQLite, CSV and XLSX have in common: fields with a type, and rows.

The fields are attributes of records, so the names are the keys of the format. A text in several languages becomes a
field for each (``title_en``), ids of other systems a field for each system (``external_ids.ogp``).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from commitrack.model import NamedUnit, Span, When

DESCRIPTOR = "datapackage.json"
"""The file that describes the others in a folder of tables."""

DataValue: TypeAlias = str | int | Decimal | date | bool | tuple[str, ...] | None
"""A value of a row. Times are texts in ISO 8601, in UTC."""
DataRecord: TypeAlias = tuple[Mapping[str, object], object]
"""Where the values of a row come from: some by the name of the field, the others from the attributes of a record."""


class DataType(StrEnum):
    """The types of fields."""

    STRING = "string"
    TEXT = "text"
    """For people, in one language or in several."""
    BY_SYSTEM = "by-system"
    """An id in each of several other systems."""
    IDS = "ids"
    """Several ids or words, with spaces between them."""
    INTEGER = "integer"
    NUMBER = "number"
    """An exact number."""
    SHARE = "share"
    """A fraction of 1, rounded to six places."""
    BOOLEAN = "boolean"
    DATE = "date"
    TIME = "time"
    AS_WRITTEN = "as-written"
    """A day, a month, a quarter, a year or a fiscal year, as the registry has it."""


class DataField(Struct, frozen=True):
    """A field of a table: ``path`` are the attributes that lead to its value, by default the one of its name.

    ``refers_to`` is the table whose ids it contains, ``words`` are all that it may contain.
    """

    name: str
    type: DataType
    description: str
    path: tuple[str, ...] = ()
    refers_to: str = ""
    words: tuple[str, ...] = ()


class DataTable(Struct, frozen=True, kw_only=True):
    """A table; ``key`` are the fields that identify a row, in ``refers`` are the fields that identify one of another.

    In a table without rows, a text is one field, and there are no ids of other systems.
    """

    name: str
    description: str
    key: tuple[str, ...]
    fields: tuple[DataField, ...]
    rows: Sequence[tuple[DataValue, ...]] = ()
    refers: tuple[tuple[tuple[str, ...], str], ...] = ()


def filled(table: DataTable, records: Iterable[DataRecord], languages: Sequence[str] = ()) -> DataTable:
    """The table with a row for each record; texts and ids of other systems become fields, ``languages`` come first."""
    entries = list(records)
    fields: list[DataField] = []
    columns: list[Iterable[DataValue]] = []
    for field in table.fields:
        values = [_value(field, entry) for entry in entries]
        for part, cells in _parts(field, values, languages):
            fields.append(part)
            columns.append([None if cell is None else _plain(cell) for cell in cells])
    return replace(table, fields=tuple(fields), rows=list(zip(*columns, strict=True)))


def _value(field: DataField, entry: DataRecord) -> object:
    given, value = entry
    if field.name in given:
        return given[field.name]
    for attribute in field.path or (field.name,):
        value = None if value is None else getattr(value, attribute)
    return value


def _parts(
    field: DataField, values: list[object], languages: Sequence[str]
) -> Iterator[tuple[DataField, Iterable[object]]]:
    """The fields that a field becomes, with their values."""
    if field.type not in {DataType.TEXT, DataType.BY_SYSTEM}:
        yield field, values
        return
    tables = [value if isinstance(value, dict) else {} for value in values]
    names = {name for table in tables for name in table}
    if field.type is DataType.BY_SYSTEM:
        ordered, mark = sorted(names), "."
    else:
        ordered, mark = sorted(names, key=lambda name: (name not in languages, *_position(name, languages))), "_"
        if not names or any(isinstance(value, str) for value in values):
            yield field, [value if isinstance(value, str) else None for value in values]
    for name in ordered:
        described = f"{field.description} ({name})"
        yield replace(field, name=f"{field.name}{mark}{name}", description=described), [t.get(name) for t in tables]


def _position(name: str, languages: Sequence[str]) -> tuple[int, str]:
    return languages.index(name) if name in languages else 0, name


def _plain(value: object) -> DataValue:
    """A value as one of the plain types; an empty text is none."""
    if type(value) is str:  # most are
        return value or None
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case When() | Span():
            return value.written
        case NamedUnit() | StrEnum():
            return str(value)
        case tuple():
            return tuple(map(str, value))
        case str() | int() | Decimal() | date() | None:
            return value if value != "" else None
    raise TypeError(f"no field for {value!r}")
