"""The JSON Schema of a registry's files, from the same types that read them; for editors."""

from typing import Any

import msgspec
from msgspec import Struct

from commitrack.model import (
    Area,
    Commitment,
    Document,
    Meeting,
    Party,
    Pillar,
    Settings,
    Span,
    Update,
    When,
)

NAME = "commitrack.schema.json"


class File(Struct, forbid_unknown_fields=True):
    """One TOML file of a registry."""

    registry: Settings | None = None
    documents: dict[str, Document] = {}
    pillars: dict[str, Pillar] = {}
    areas: dict[str, Area] = {}
    parties: dict[str, Party] = {}
    meetings: dict[str, Meeting] = {}
    commitments: dict[str, Commitment] = {}
    updates: dict[str, Update] = {}


def schema() -> dict[str, Any]:
    """The schema as a mapping. The key of a table is not written inside of it, so it is not asked for either."""
    found = msgspec.json.schema(File, schema_hook=_written)
    for name, attribute in (("Commitment", "id"), ("Update", "key")):
        record = found["$defs"][name]
        del record["properties"][attribute]
        record["required"] = [key for key in record["required"] if key != attribute]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A commitrack registry", **found}


def _written(kind: type) -> dict[str, Any]:
    if kind is When:
        return {
            "description": 'A day (2026-09-06), a year (2030), a month ("2026-09") or a fiscal year ("FY2026").',
            "anyOf": [{"type": "string"}, {"type": "integer", "minimum": 1900, "maximum": 2200}],
        }
    if kind is Span:
        return {"type": "string", "pattern": r"^\d{1,4} ?(day|week|month|year)s?$", "examples": ["3 years"]}
    raise NotImplementedError(f"no schema for {kind}")
