"""The data package: its description is valid, and every file is what the description says."""

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
from tests.standards.files import standard

from commitrack.interchange.export.csv import export
from commitrack.registry import example, must_read
from commitrack.report.snapshot import Snapshot, take_snapshot

READERS: Mapping[str, Callable[[str], object]] = {
    "string": str,
    "integer": int,
    "number": Decimal,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
}
AS_OF = date(2025, 1, 31)
PROFILES = ("data-package-2.0.json", "tabular-data-package-1.0.json")
"""The profiles of both versions of the standard: the description says that it conforms to them."""


def violations(described: Mapping[str, Any], profile: str) -> list[str]:
    """What a profile of the standard forbids in a description."""
    schema = standard(profile)
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    return [
        error.message for error in validator(schema, format_checker=jsonschema.FormatChecker()).iter_errors(described)
    ]


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
    """It conforms to both versions of the standard, and describes each file with its size and hash."""
    described, files = package(snapshot)
    assert [violations(described, profile) for profile in PROFILES] == [[], []]
    assert described["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert described["profile"] == "tabular-data-package"
    assert {resource["path"] for resource in described["resources"]} == set(files) - {"datapackage.json"}
    for resource in described["resources"]:
        content = files[resource["path"]]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}"


@pytest.mark.parametrize(
    ("place", "value", "valid"),
    [
        (("resources",), [], ()),
        (("resources", 0, "name"), 5, ()),
        (("resources", 0, "path"), None, ()),
        (("resources", 0, "path"), "../commitments.csv", ()),
        (("resources", 0, "type"), "graph", PROFILES[1:]),
        (("resources", 0, "profile"), "data-resource", PROFILES[:1]),
        (("resources", 0, "dialect", "delimiter"), 7, ()),
        (("resources", 0, "schema"), None, PROFILES[:1]),
        (("resources", 0, "schema", "fields"), [], ()),
        (("resources", 0, "schema", "fields", 0, "name"), None, ()),
        (("resources", 0, "schema", "fields", 0, "type"), "text", ()),
        (("resources", 0, "schema", "fields", 0, "constraints"), {"required": "yes"}, ()),
        (("resources", 0, "schema", "primaryKey"), 5, ()),
        (("resources", 6, "schema", "foreignKeys", 0, "reference"), None, ()),
        (("resources", 0, "schema", "missingValues"), "", ()),
    ],
)
def test_a_broken_description_is_not_valid(
    place: tuple[str | int, ...], value: object, valid: tuple[str, ...], everything: Path
) -> None:
    """Each part of the description is compared with the standard; ``valid`` are the versions that do not mind."""
    described, _ = package(take_snapshot(must_read(everything).registry, as_of=AS_OF))
    *way, last = place
    part: Any = described
    for step in way:
        part = part[step]
    if value is None:
        del part[last]
    else:
        part[last] = value
    assert tuple(profile for profile in PROFILES if not violations(described, profile)) == valid


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
