"""The published JSON Schema of the answers: every JSON answer is valid, and the schema names all of its keys.

``docs/answers.schema.json`` is regenerated with ``COMMITRACK_GOLDEN=1 pytest tests/views/test_answers_schema.py``;
review the diff before committing: keys may be added, but never removed.
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from commitrack.cli.main import main
from commitrack.views.json import answers_schema

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "docs" / "answers.schema.json"
SCHEMA = answers_schema()
REGISTRIES = {"shipped": ROOT / "data", "small": Path(__file__).parent / "small"}
EVERYTHING = ("--since", "2025-01-01", "--in", "USD")
COMMANDS: list[tuple[str, tuple[str, ...]]] = [
    ("list", ("list", "--all")),
    ("show", ("show",)),
    ("log", ("log",)),
    ("report", ("report",)),
    ("report", ("report", *EVERYTHING, "--known", "2026-11-01")),
    ("report", ("report", "nothing-is-called-so")),
    ("check", ("check", "--strict")),
]


def closed(node: Any) -> Any:
    """A copy of the schema in which a key that it does not name is an error."""
    if isinstance(node, list):
        return [closed(inner) for inner in node]
    if not isinstance(node, dict):
        return node
    properties = {key: closed(inner) for key, inner in node.items()}
    return {**properties, "unevaluatedProperties": False} if node.get("type") == "object" else properties


def validator(schema: dict[str, Any]) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


STRICT = closed(SCHEMA)


@pytest.fixture
def answer(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """``answer("list", …)``: the JSON that a command prints with --format json."""
    monkeypatch.delenv("COMMITRACK_LANG", raising=False)

    def run(*argv: str) -> Any:
        code = main([*argv, "--format", "json", "--as-of", "2026-11-23"])
        captured = capsys.readouterr()
        assert code in {0, 1}, captured.err
        return json.loads(captured.out)

    return run


def problems(document: Any, kind: str) -> list[str]:
    """The violations of the strict schema of one kind of answer and of the published schema."""
    strict = {**STRICT, "$ref": f"#/$defs/{kind.title()}Answer"}
    del strict["oneOf"]
    errors = [*validator(strict).iter_errors(document), *validator(SCHEMA).iter_errors(document)]
    inside = [inner for error in errors for inner in error.context or ()]
    return [f"{error.json_path}: {error.message[:300]}" for error in (*errors, *inside)]


def test_the_published_schema_is_derived_from_the_types() -> None:
    """The published schema is the one that is derived from the types of the answers."""
    derived = json.dumps(SCHEMA, indent=2, ensure_ascii=False) + "\n"
    if os.environ.get("COMMITRACK_GOLDEN"):
        PUBLISHED.write_text(derived, encoding="utf-8")
    assert PUBLISHED.read_text(encoding="utf-8") == derived


def test_the_schema_is_valid_and_uses_every_definition() -> None:
    """The schema is valid in the draft that it names, and every definition is referenced."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert set(references(SCHEMA)) == {f"#/$defs/{name}" for name in SCHEMA["$defs"]}


def references(node: Any) -> Iterator[str]:
    """Every reference within a schema."""
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        node = list(node.values())
    if isinstance(node, list):
        for inner in node:
            yield from references(inner)


def test_every_definition_is_described() -> None:
    """Every definition of the schema has a description that ends with a full stop."""
    described = {name: definition.get("description", "") for name, definition in SCHEMA["$defs"].items()}
    assert [name for name, text in described.items() if not text.endswith(".")] == []


def test_descriptions_contain_no_source_code() -> None:
    """Descriptions in the schema contain no indentation of docstrings, no Sphinx markup and no Python names."""
    described = {name: definition.get("description", "") for name, definition in SCHEMA["$defs"].items()}
    source = re.compile(r"\n {2,}|``|\bNone\b|status_of|package")
    assert {name: text for name, text in described.items() if source.search(text)} == {}


@pytest.mark.parametrize("registry", REGISTRIES)
@pytest.mark.parametrize(
    ("kind", "argv"), COMMANDS, ids=lambda value: value if isinstance(value, str) else " ".join(value)
)
def test_every_answer_is_valid(answer: Callable[..., Any], registry: str, kind: str, argv: tuple[str, ...]) -> None:
    """Every JSON answer on the shipped and the small registry is valid and has no key that the schema does not name."""
    folder = str(REGISTRIES[registry])
    names = [item["id"] for item in answer("list", "--all", "-r", folder)["items"]] if kind == "show" else [""]
    for name in names[:20]:
        document = answer(*argv, *([name] if name else []), "-r", folder)
        assert document["schema"] == f"commitrack/1/{kind}"
        assert problems(document, kind) == []


@pytest.fixture
def broken(tmp_path: Path) -> str:
    """The folder of a registry with two errors, one with a hint and one without."""
    (tmp_path / "commitments.toml").write_text('[commitments.a]\ntitel = "A"\n', encoding="utf-8")
    return str(tmp_path)


def test_the_problems_of_an_invalid_registry_are_a_valid_answer(answer: Callable[..., Any], broken: str) -> None:
    """The JSON of `check` on an invalid registry is a valid answer, in which a missing hint is null."""
    document = answer("check", "-r", broken)
    assert [(item["code"], item["hint"] is None) for item in document["items"]] == [("CT107", True), ("CT106", False)]
    assert problems(document, "check") == []


Change = Callable[[Any], object]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda document: document["items"][0].pop("status"), "'status' is a required property"),
        (lambda document: document["items"][0].update(status="late"), "'late' is not one of"),
        (lambda document: document["items"][0].update(due="FY2026"), "'FY2026' is not a 'date'"),
        (lambda document: document["items"][0].update(surprise=1), "'surprise' was unexpected"),
        (lambda document: document["items"][0]["targets"][0].update(achieved="0.5"), "'0.5' is not"),
        (lambda document: document["items"][0]["targets"][0].pop("rates"), "'rates' is a required property"),
        (lambda document: document["ask"][0]["items"][0]["reasons"].append("no figure"), "'no figure' is not one of"),
        (lambda document: document["since"]["moved"][0]["after"].pop("achieved"), "'achieved' is a required property"),
        (lambda document: document["highlights"].pop("gone_stale"), "'gone_stale' is a required property"),
        (lambda document: document.pop("registry"), "'registry' is a required property"),
        (lambda document: document.pop("without_data"), "'without_data' is a required property"),
        (lambda document: document.update(schema="commitrack/1/list"), "'commitrack/1/list' is not one of"),
    ],
)
def test_an_invalid_answer_is_rejected(answer: Callable[..., Any], change: Change, message: str) -> None:
    """An answer with a missing key, an unknown key or an invalid value violates the schema."""
    document = answer("report", *EVERYTHING, "-r", str(REGISTRIES["small"]))
    change(document)
    assert any(message in problem for problem in problems(document, "report"))


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document["items"][0]["parts"].update(late=1),
        lambda document: document["pillars"][0]["statuses"].update(late=1),
    ],
    ids=["parts", "statuses"],
)
def test_counts_by_status_have_no_other_keys(answer: Callable[..., Any], change: Change) -> None:
    """Counts by status with a key that is not a status violate the schema."""
    document = answer("report", *EVERYTHING, "-r", str(REGISTRIES["small"]))
    change(document)
    assert any("'late'" in problem for problem in problems(document, "report"))


@pytest.mark.parametrize("argv", [argv for _kind, argv in COMMANDS if argv[0] != "show"], ids=" ".join)
def test_an_answer_without_its_kind_is_rejected(answer: Callable[..., Any], argv: tuple[str, ...]) -> None:
    """The key ``schema``, which names the kind of answer, is required in every answer."""
    document = answer(*argv, "-r", str(REGISTRIES["small"]))
    kind = document.pop("schema").rpartition("/")[2]
    assert any("'schema' is a required property" in problem for problem in problems(document, kind))


@pytest.mark.parametrize("key", ["path", "hint", "severity", "file", "line", "excerpt"])
def test_a_problem_without_one_of_its_keys_is_rejected(answer: Callable[..., Any], broken: str, key: str) -> None:
    """Every key of a problem is required, because it is always printed."""
    document = answer("check", "-r", broken)
    del document["items"][0][key]
    assert any(f"'{key}' is a required property" in problem for problem in problems(document, "check"))


def test_known_is_a_date_and_time() -> None:
    """The schema describes the key ``known`` as a date and time."""
    for kind in ("List", "Show", "Report"):
        known = SCHEMA["$defs"][f"{kind}Answer"]["properties"]["known"]
        assert {"type": "string", "format": "date-time"} in known["anyOf"]


def test_the_schema_permits_unknown_keys() -> None:
    """No definition of the published schema forbids unknown keys, because later versions may add keys."""
    definitions = SCHEMA["$defs"].items()
    assert [name for name, definition in definitions if definition.get("additionalProperties") is False] == []
