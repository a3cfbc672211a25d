"""``commitrack schema`` prints a JSON Schema that accepts what the reader accepts; init stores it with the registry."""

import json
import tomllib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from commitrack.registry import example

Run = Callable[..., Any]


@pytest.fixture
def validator(run: Run) -> Draft202012Validator:
    """A validator for the schema that the command prints."""
    result = run("schema")
    assert (result.code, result.err) == (0, "")
    return Draft202012Validator(json.loads(result.out))


def to_json(value: Any) -> Any:
    """Convert a TOML value to a JSON value, with dates and times as text."""
    if isinstance(value, dict):
        return {key: to_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [to_json(inner) for inner in value]
    return value.isoformat() if isinstance(value, date | datetime) else value


def validation_errors(validator: Draft202012Validator, text: str) -> list[str]:
    return [str(error.message) for error in validator.iter_errors(to_json(tomllib.loads(text)))]


def test_the_schema_is_valid(validator: Draft202012Validator) -> None:
    """The schema is valid according to the meta-schema that it names."""
    assert isinstance(validator.schema, dict)
    Draft202012Validator.check_schema(validator.schema)
    assert validator.schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("name", ["commitments.toml", "updates.toml"])
def test_the_shipped_registry_matches(validator: Draft202012Validator, name: str) -> None:
    """The files of the shipped registry match the schema."""
    assert validation_errors(validator, (example() / name).read_text(encoding="utf-8")) == []


def test_a_new_registry_matches(validator: Draft202012Validator, run: Run, tmp_path: Path) -> None:
    """A new registry matches the schema, and its first line names the schema file in the same folder."""
    run("init", "new")
    text = (tmp_path / "new" / "commitments.toml").read_text(encoding="utf-8")
    assert text.startswith("#:schema ./commitrack.schema.json\n")
    assert validation_errors(validator, text) == []
    assert json.loads((tmp_path / "new" / "commitrack.schema.json").read_text("utf-8")) == validator.schema


A = "[commitments.a]\ntitle = 'A'\n"
UPDATE = "[updates.k]\ncommitment = 'a'\non = 2026-01-01\nrecorded = 2026-01-01T00:00:00Z\n"


@pytest.mark.parametrize(
    "text",
    [f"{A}due = 2030", f"{A}due = 2030-01-01", f"{A}due = 'FY2030'", f"{A}within = '18 months'",
     f"{A}targets.x = {{ unit = 'ha', value = 0.5, baseline = -1.25 }}", f"{UPDATE}actual = 0.25", f"{UPDATE}add = 3",
     f"{UPDATE}amends = {{ value = 1.5 }}\nreason = 'r'",
     "[registry]\nthresholds = { on_track = 0.9, at_risk = 0.5 }",
     f"{UPDATE}evidence = [{{ document = 'd', page = 3 }}]"],
)  # fmt: skip
def test_the_schema_accepts_what_the_reader_accepts(validator: Draft202012Validator, text: str) -> None:
    """The schema accepts every form of a deadline, decimal numbers, and the other values that the reader accepts."""
    assert validation_errors(validator, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{A}pilar = 'p'", "'pilar' was unexpected"),
        ("[commitment.a]\ntitle = 'A'", "'commitment' was unexpected"),
        ("[commitments.a]\nmade = 2030", "'title' is a required property"),
        (f"{A}id = 'a'", "'id' was unexpected"),
        (f"{UPDATE}key = 'k'", "'key' was unexpected"),
        (f"{A}kind = 'promise'", "'promise' is not one of"),
        (f"{A}headline = 'yes'", "'yes' is not of type 'boolean'"),
        (f"{A}due = 1750", "1750 is not valid"),
        (f"{A}within = 'soon'", "'soon'"),
        (f"{UPDATE}actual = '5'", "'5' is not valid under any of the given schemas"),
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(validator: Draft202012Validator, text: str, expected: str) -> None:
    """The schema refuses misspelt and missing keys and values of a wrong type, such as a number in quotes."""
    (error,) = validation_errors(validator, text)
    assert expected in error


def test_the_schema_may_be_written_to_a_file(run: Run, folder: Path) -> None:
    """schema overwrites an existing file only with --force, and a file of a registry never."""
    assert run("schema", "-o", "schema.json").code == 0
    assert (folder / "schema.json").read_text("utf-8") == run("schema").out
    assert run("schema", "-o", "schema.json").code == 2
    assert run("schema", "-o", "schema.json", "--force").code == 0
    before = (folder / "commitments.toml").read_bytes()
    for name in ("commitments.toml", "updates.toml", "new.toml"):
        result = run("schema", "-o", name, "--force")
        assert (result.code, result.out) == (2, "")
        assert "is part of the registry" in result.err
    assert (folder / "commitments.toml").read_bytes() == before
