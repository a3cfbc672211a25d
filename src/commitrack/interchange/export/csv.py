"""A folder of CSV files: a Frictionless Data Package, whose ``datapackage.json`` describes every file and field.

Text is written so that no spreadsheet runs it, and that ``import`` reads it again as it was (see ``cell_text``).
"""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from commitrack import __version__
from commitrack.interchange.export.data_table import DESCRIPTOR, DataField, DataTable, DataType, DataValue
from commitrack.interchange.export.dataset import dataset
from commitrack.interchange.export.formats import Exported
from commitrack.model import multilingual
from commitrack.report.snapshot import Snapshot
from commitrack.views.cell_text import shown, without_formulas
from commitrack.views.sanitize import escaped

_TYPES: dict[DataType, dict[str, str]] = {
    DataType.INTEGER: {"type": "integer"},
    DataType.NUMBER: {"type": "number"},
    DataType.SHARE: {"type": "number"},
    DataType.BOOLEAN: {"type": "boolean"},
    DataType.DATE: {"type": "date"},
    DataType.TIME: {"type": "datetime", "format": "any"},
}
_DIALECT = {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True}


def export(snapshot: Snapshot, *, digest: str) -> Exported:
    """The registry as CSV files and their description, which comes last, with the size and the hash of each."""
    files, resources = dict[str, bytes](), list[dict[str, Any]]()
    for table in dataset(snapshot, digest=digest):
        files[f"{table.name}.csv"] = _csv(table)
        resources.append(_resource(table, files[f"{table.name}.csv"]))
    settings = snapshot.registry.settings
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "profile": "tabular-data-package",
        "name": "commitments",
        "title": str(multilingual(settings.title)),
        "description": str(multilingual(settings.note)),
        "commitrack": {
            "version": __version__,
            "sha256": digest,
            "as_of": snapshot.as_of.isoformat(),
            "known": None if snapshot.known is None else snapshot.known.isoformat(),
        },
        "resources": resources,
    }
    described = {key: value for key, value in package.items() if value != ""}
    text = escaped(json.dumps(described, ensure_ascii=False, indent=2))
    return Exported(content={**files, DESCRIPTOR: f"{text}\n".encode()})


def _csv(table: DataTable) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([_text(field.name) for field in table.fields])
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return text.getvalue().encode()


def _text(text: str) -> str:
    return without_formulas(shown(text))


def _cell(value: DataValue) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case tuple():
            return _text(" ".join(value))
    return _text(value)


def _resource(table: DataTable, content: bytes) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "profile": "tabular-data-resource",
        "path": f"{table.name}.csv",
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": _DIALECT,
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "schema": {
            "fields": [_field(field, table) for field in table.fields],
            "primaryKey": list(table.key),
            **({"foreignKeys": references} if (references := list(_references(table))) else {}),
            "missingValues": [""],
        },
    }


def _field(field: DataField, table: DataTable) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if field.name in table.key else {}
    if field.words:
        constraints["enum"] = list(field.words)
    kind = _TYPES.get(field.type, {"type": "string"})
    described = {"name": _text(field.name), **kind, "description": field.description}
    return {**described, "constraints": constraints} if constraints else described


def _references(table: DataTable) -> Iterator[dict[str, Any]]:
    """The foreign keys, except for those that may be empty in part, which the standard does not know."""
    for field in table.fields:
        if field.refers_to:
            key = "key" if field.refers_to == "updates" else "id"
            yield _reference((field.name,), field.refers_to, key, table=table)
    for names, other in table.refers:
        if set(names) <= set(table.key):
            yield _reference(names, other, *names, table=table)


def _reference(names: tuple[str, ...], other: str, *key: str, table: DataTable) -> dict[str, Any]:
    """A foreign key to another table, or to the same, which has an empty name there."""
    resource = "" if other == table.name else other
    return {"fields": list(names), "reference": {"resource": resource, "fields": list(key)}}
