"""The data package: its description is valid, and every file is what the description says.

The schema below is that part of the Data Package standard (version 2) which the description uses. The whole of it, and
the library frictionless, with its 40 dependencies, are not needed for that.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from commitrack.interchange.export.csv import export
from commitrack.registry import example, must_read
from commitrack.report.snapshot import Snapshot, take_snapshot

NAMES = {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1, "uniqueItems": True}
FIELD = {
    "type": "object",
    "required": ["name", "type"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string", "minLength": 1},
        "type": {"enum": ["string", "integer", "number", "boolean", "date", "datetime"]},
        "format": {"enum": ["default", "any"]},
        "description": {"type": "string"},
        "constraints": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"required": {"const": True}, "enum": NAMES},
        },
    },
}
FOREIGN_KEY = {
    "type": "object",
    "required": ["fields", "reference"],
    "properties": {
        "fields": NAMES,
        "reference": {
            "type": "object",
            "required": ["fields"],
            "properties": {"resource": {"type": "string"}, "fields": NAMES},
        },
    },
}
RESOURCE = {
    "type": "object",
    "required": ["name", "path", "schema"],
    "properties": {
        "name": {"type": "string", "pattern": r"^[-a-z0-9._/]+$"},
        "path": {"type": "string", "pattern": r"^(?=^[^./~])(^((?!\.{2}).)*$).*$"},
        "type": {"const": "table"},
        "bytes": {"type": "integer"},
        "hash": {"type": "string", "pattern": r"^sha256:[a-f0-9]{64}$"},
        "schema": {
            "type": "object",
            "required": ["fields"],
            "properties": {
                "fields": {"type": "array", "items": FIELD, "minItems": 1},
                "primaryKey": NAMES,
                "foreignKeys": {"type": "array", "items": FOREIGN_KEY, "minItems": 1},
                "missingValues": {"const": [""]},
            },
        },
    },
}
PACKAGE = {
    "type": "object",
    "required": ["$schema", "name", "resources"],
    "properties": {
        "$schema": {"const": "https://datapackage.org/profiles/2.0/datapackage.json"},
        "name": {"type": "string", "pattern": r"^[-a-z0-9._/]+$"},
        "resources": {"type": "array", "items": RESOURCE, "minItems": 1},
    },
}
READERS: Mapping[str, Callable[[str], object]] = {
    "string": str,
    "integer": int,
    "number": Decimal,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
}
AS_OF = date(2025, 1, 31)


def package(snapshot: Snapshot) -> tuple[dict[str, Any], Mapping[str, bytes]]:
    """The description, and the files by name."""
    content = export(snapshot, digest="0" * 64).content
    assert isinstance(content, Mapping)
    assert list(content)[-1] == "datapackage.json"
    return json.loads(content["datapackage.json"]), content


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline=""), strict=True))


@pytest.fixture(params=["everything", "shipped", "empty"])
def snapshot(request: pytest.FixtureRequest, everything: Path, snapshot_of: Callable[[str], Snapshot]) -> Snapshot:
    """A registry that uses every table, the shipped one, and an empty one."""
    if request.param == "empty":
        return snapshot_of('[registry]\ntitle = "Empty"\n')
    folder = everything if request.param == "everything" else example()
    return take_snapshot(must_read(folder).registry, as_of=AS_OF)


def test_the_description_is_valid(snapshot: Snapshot) -> None:
    """It conforms to the standard as far as it uses it, and describes each file with its size and hash."""
    described, files = package(snapshot)
    jsonschema.validate(described, PACKAGE)
    assert {resource["path"] for resource in described["resources"]} == set(files) - {"datapackage.json"}
    for resource in described["resources"]:
        content = files[resource["path"]]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}"


def test_every_cell_has_the_type_of_its_field(snapshot: Snapshot) -> None:
    """Headings are the names of the fields; cells are of the type that the description says, or one of its words."""
    described, files = package(snapshot)
    for resource in described["resources"]:
        fields = resource["schema"]["fields"]
        headings, *rows = table(files[resource["path"]])
        assert headings == [field["name"] for field in fields]
        for row in rows:
            for field, cell in zip(fields, row, strict=True):
                constraints = field.get("constraints", {})
                assert cell or not constraints.get("required")
                assert not cell or READERS[field["type"]](cell) is not None
                assert not cell or cell in constraints.get("enum", [cell])


def test_keys_are_unique_and_references_lead_to_them(snapshot: Snapshot) -> None:
    """No two rows have the same key, and what refers to another table is a key there."""
    described, files = package(snapshot)
    rows = {
        resource["name"]: [dict(zip(headings, row, strict=True)) for row in body]
        for resource in described["resources"]
        for headings, *body in [table(files[resource["path"]])]
    }
    for resource in described["resources"]:
        own, schema = rows[resource["name"]], resource["schema"]
        keys = [tuple(row[name] for name in schema["primaryKey"]) for row in own]
        assert len(keys) == len(set(keys))
        for foreign in schema.get("foreignKeys", ()):
            other = foreign["reference"]
            known = {
                tuple(row[name] for name in other["fields"]) for row in rows[other["resource"] or resource["name"]]
            }
            used = {tuple(row[name] for name in foreign["fields"]) for row in own}
            assert {key for key in used if any(key)} <= known


def test_the_package_has_the_registry_in_words(everything: Path) -> None:
    """Title, day of the assessment and digest of the files are in the description; a number keeps its digits."""
    described, files = package(take_snapshot(must_read(everything).registry, as_of=AS_OF))
    assert (described["title"], described["commitrack"]["as_of"]) == ("Test register", "2025-01-31")
    assert described["commitrack"]["sha256"] == "0" * 64
    headings, *rows = table(files["targets.csv"])
    assert [row[headings.index("value")] for row in rows] == ["5000", "123456789012345678901.25", "300"]
    assert [row[headings.index("baseline")] for row in rows] == ["", "", "0.10"]


def test_text_is_no_formula_in_any_cell(everything: Path) -> None:
    """Formulas in texts get a quote; what a registry calls a language is harmless as a heading, too."""
    text = (everything / "commitments.toml").read_text(encoding="utf-8")
    text = text.replace("Train 5,000 people", "=1;=2").replace('{ en = "Fewer', '{ "=cmd;=x" = "Fewer')
    (everything / "commitments.toml").write_text(text, encoding="utf-8")
    _, files = package(take_snapshot(must_read(everything).registry, as_of=AS_OF))
    cells = [cell for name, content in files.items() if name.endswith("csv") for row in table(content) for cell in row]
    assert {"'=1;'=2", "'=SUM(A1)", "reason_=cmd;'=x"} <= set(cells)
    assert [cell for cell in cells if re.search(r'(^|[;,\t\n]"*)[=+@\t\r＝＋－＠-]', cell)] == []
