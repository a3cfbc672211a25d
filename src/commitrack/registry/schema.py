"""The JSON Schema of a registry's files, for editors; derived from the types that read them."""

from typing import Any

import msgspec
from msgspec import Struct

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
    Removal,
    Settings,
    Span,
    UnitNames,
    Update,
    When,
)

NAME = "commitrack.schema.json"


class File(Struct, forbid_unknown_fields=True):
    """One TOML file of a registry."""

    registry: Settings | None = None
    defaults: Defaults | None = None
    export: Exports | None = None
    documents: dict[str, Document] = {}
    pillars: dict[str, Pillar] = {}
    areas: dict[str, Area] = {}
    parties: dict[str, Party] = {}
    meetings: dict[str, Meeting] = {}
    commitments: dict[str, Commitment] = {}
    updates: dict[str, Update] = {}
    removed: dict[str, Removal] = {}
    units: dict[str, UnitNames] = {}
    rates: tuple[Rate, ...] = ()


def schema() -> dict[str, Any]:
    """The schema as plain data. A record's id is the key of its table, so it is not a property of the record."""
    root = msgspec.json.schema(File, schema_hook=describe)
    for name, attribute in (("Commitment", "id"), ("Update", "key")):
        record = root["$defs"][name]
        del record["properties"][attribute]
        record["required"] = [key for key in record["required"] if key != attribute]
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A commitrack registry"}
    return {**head, **as_numbers(root)}


def as_numbers(node: Any) -> Any:
    """The schema with decimals as numbers; msgspec describes them as strings."""
    if isinstance(node, list):
        return [as_numbers(inner) for inner in node]
    if not isinstance(node, dict):
        return node
    if node.get("format") == "decimal":
        return {"type": "number"}
    decimal = any(kind.get("format") == "decimal" for kind in node.get("anyOf", ()))
    default = {"default": float(node["default"])} if decimal and isinstance(node.get("default"), str) else {}
    return {**{key: as_numbers(inner) for key, inner in node.items()}, **default}


def describe(kind: type) -> dict[str, Any]:
    """The schema of ``When`` and ``Span``, as msgspec's ``schema_hook``; raise NotImplementedError for other types."""
    if kind is When:
        return {
            "description": 'A day (2026-09-06), a year (2030), a month ("2026-09"), a quarter ("2026-Q4"), or a '
            'fiscal year ("FY2026", "FY2026-27").',
            "anyOf": [{"type": "string"}, {"type": "integer", "minimum": 1900, "maximum": 2200}],
        }
    if kind is Span:
        return {"type": "string", "pattern": r"^\d{1,4} ?(day|week|month|year)s?$", "examples": ["3 years"]}
    raise NotImplementedError(f"no schema for {kind}")
