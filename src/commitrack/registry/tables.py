"""The tables of the format, and how each is converted to records."""

from collections.abc import Mapping
from typing import Any

from commitrack.errors import Problem
from commitrack.language import LazyString as _
from commitrack.language import comma_list
from commitrack.model import (
    Area,
    Commitment,
    Defaults,
    Document,
    Exports,
    Meeting,
    Party,
    Pillar,
    Rate,
    Record,
    Removal,
    Settings,
    UnitNames,
    Update,
)
from commitrack.registry.decode import convert

TABLES: Mapping[str, tuple[type[Record], str | None]] = {
    "documents": (Document, None),
    "pillars": (Pillar, None),
    "areas": (Area, None),
    "parties": (Party, None),
    "meetings": (Meeting, None),
    "commitments": (Commitment, "id"),
    "updates": (Update, "key"),
    "removed": (Removal, None),
    "units": (UnitNames, None),
}
"""The tables of the format: the type of their records, and the attribute that the table's key supplies."""


SINGLE: Mapping[str, type[Record]] = {"registry": Settings, "defaults": Defaults, "export": Exports}
"""The tables that are one record."""


def records_of(name: str, table: object, rates: int) -> tuple[dict[str, Record], list[Problem]]:
    """The records of one table of one file, by their keys, and the problems found in it.

    What is a record already is kept, and a table of nothing but records is returned as it is.
    ``rates`` is the number of exchange rates in the files before.
    """
    if name in SINGLE:
        record, problems = convert(table, SINGLE[name], (name,))
        return {name: record} if record else {}, problems
    if name == "rates":
        return _rates(table, rates)
    if name not in TABLES:
        known = comma_list([*SINGLE, *TABLES, "rates"])
        message = _('unknown table "{name}"', name=name)
        return {}, [
            Problem(code="CT106", message=message, path=(name,), hint=_("expected one of: {names}", names=known))
        ]
    if not isinstance(table, dict):
        return {}, [Problem(code="CT108", message=_('"{key}" must be a table', key=name), path=(name,))]
    kind, attribute = TABLES[name]
    if set(map(type, table.values())) <= {kind}:
        return table, []
    records, problems = dict[str, Record](), list[Problem]()
    for key, value in table.items():
        record, found = convert(value, kind, (name, key), **({attribute: key} if attribute else {}))
        problems += found
        if record is not None:
            records[key] = record
    return records, problems


def with_records(tables: Mapping[str, Any]) -> dict[str, Any]:
    """The tables of a file with records in place of plain tables, which take several times the memory.

    What is not valid is kept as it is, and so are tables that are no records by their keys.
    """
    converted = dict(tables)
    for name, table in tables.items():
        if name in TABLES and isinstance(table, dict):
            records, problems = records_of(name, table, 0)
            converted[name] = table | records if problems else records
    return converted


def _rates(table: object, first: int) -> tuple[dict[str, Record], list[Problem]]:
    """The exchange rates and their problems; they are an array of tables, because a rate has no id.

    They are numbered from ``first``, as in the registry.
    """
    if not isinstance(table, list):
        message = _("exchange rates must be written as [[rates]], one table per rate")
        return {}, [Problem(code="CT108", message=message, path=("rates",))]
    converted = [convert(rate, Rate, ("rates",)) for rate in table]
    rates = (rate for rate, _ in converted if rate is not None)
    records: dict[str, Record] = {str(number): rate for number, rate in enumerate(rates, first)}
    return records, [problem for _, problems in converted for problem in problems]
