"""The published schema of the answers: every JSON that a command prints fits it, and it leaves no key out.

``docs/answers.schema.json`` is written with ``COMMITRACK_GOLDEN=1 pytest tests/views/test_answers_schema.py``; read the
diff before it is committed: keys may be added, and none may go.
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
    ("report", ("report",)),
    ("report", ("report", *EVERYTHING, "--known", "2026-11-01")),
    ("report", ("report", "nothing-is-called-so")),
    ("check", ("check", "--strict")),
]


def closed(node: Any) -> Any:
    """The same schema, in which a key that it does not name is an error."""
    if isinstance(node, list):
        return [closed(inner) for inner in node]
    if not isinstance(node, dict):
        return node
    found = {key: closed(inner) for key, inner in node.items()}
    return {**found, "unevaluatedProperties": False} if node.get("type") == "object" else found


def validator(schema: dict[str, Any]) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


STRICT = closed(SCHEMA)


@pytest.fixture
def answer(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """``answer("list", …)``: what a command prints with --format json."""
    monkeypatch.delenv("COMMITRACK_LANG", raising=False)

    def run(*argv: str) -> Any:
        code = main([*argv, "--format", "json", "--as-of", "2026-11-23"])
        captured = capsys.readouterr()
        assert code in {0, 1}, captured.err
        return json.loads(captured.out)

    return run


def problems(found: Any, kind: str) -> list[str]:
    """What does not fit: by the schema of one answer with nothing added, and by the schema as a whole."""
    strict = {**STRICT, "$ref": f"#/$defs/{kind.title()}Answer"}
    del strict["oneOf"]
    errors = [*validator(strict).iter_errors(found), *validator(SCHEMA).iter_errors(found)]
    inside = [inner for error in errors for inner in error.context or ()]
    return [f"{error.json_path}: {error.message[:300]}" for error in (*errors, *inside)]


def test_the_published_schema_is_that_of_the_types() -> None:
    """What integrators read is derived from the types that are encoded."""
    derived = json.dumps(SCHEMA, indent=2, ensure_ascii=False) + "\n"
    if os.environ.get("COMMITRACK_GOLDEN"):
        PUBLISHED.write_text(derived, encoding="utf-8")
    assert PUBLISHED.read_text(encoding="utf-8") == derived


def test_it_is_a_schema() -> None:
    """Of the draft that it names, without a definition that nothing refers to."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert set(references(SCHEMA)) == {f"#/$defs/{name}" for name in SCHEMA["$defs"]}


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        node = list(node.values())
    if isinstance(node, list):
        for inner in node:
            yield from references(inner)


def test_every_definition_is_described() -> None:
    """In a sentence or more, from the docstring of its type."""
    described = {name: definition.get("description", "") for name, definition in SCHEMA["$defs"].items()}
    assert [name for name, text in described.items() if not text.endswith(".")] == []


def test_descriptions_are_no_source_code() -> None:
    """Without the indentation of docstrings, the markup of Sphinx, and names of Python."""
    described = {name: definition.get("description", "") for name, definition in SCHEMA["$defs"].items()}
    source = re.compile(r"\n {2,}|``|\bNone\b|status_of|package")
    assert {name: text for name, text in described.items() if source.search(text)} == {}


@pytest.mark.parametrize("registry", REGISTRIES)
@pytest.mark.parametrize(
    ("kind", "words"), COMMANDS, ids=lambda value: value if isinstance(value, str) else " ".join(value)
)
def test_every_answer_fits(answer: Callable[..., Any], registry: str, kind: str, words: tuple[str, ...]) -> None:
    """On the shipped registry and on one with one of each: no key too few, none that the schema does not name."""
    folder = str(REGISTRIES[registry])
    names = [item["id"] for item in answer("list", "--all", "-r", folder)["items"]] if kind == "show" else [""]
    for name in names[:20]:
        found = answer(*words, *([name] if name else []), "-r", folder)
        assert found["schema"] == f"commitrack/1/{kind}"
        assert problems(found, kind) == []


@pytest.fixture
def broken(tmp_path: Path) -> str:
    """The folder of a registry with an error that has a hint and one that has none."""
    (tmp_path / "commitments.toml").write_text('[commitments.a]\ntitel = "A"\n', encoding="utf-8")
    return str(tmp_path)


def test_problems_of_a_broken_registry_fit(answer: Callable[..., Any], broken: str) -> None:
    """Errors with file, line, excerpt and hint; a missing hint is null."""
    found = answer("check", "-r", broken)
    assert [(item["code"], item["hint"] is None) for item in found["items"]] == [("CT107", True), ("CT106", False)]
    assert problems(found, "check") == []


Change = Callable[[Any], object]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda found: found["items"][0].pop("status"), "'status' is a required property"),
        (lambda found: found["items"][0].update(status="late"), "'late' is not one of"),
        (lambda found: found["items"][0].update(due="FY2026"), "'FY2026' is not a 'date'"),
        (lambda found: found["items"][0].update(surprise=1), "'surprise' was unexpected"),
        (lambda found: found["items"][0]["targets"][0].update(achieved="0.5"), "'0.5' is not"),
        (lambda found: found["items"][0]["targets"][0].pop("rates"), "'rates' is a required property"),
        (lambda found: found["ask"][0]["items"][0]["reasons"].append("no figure"), "'no figure' is not one of"),
        (lambda found: found["since"]["moved"][0]["after"].pop("achieved"), "'achieved' is a required property"),
        (lambda found: found["highlights"].pop("gone_stale"), "'gone_stale' is a required property"),
        (lambda found: found.pop("registry"), "'registry' is a required property"),
        (lambda found: found.pop("without_data"), "'without_data' is a required property"),
        (lambda found: found.update(schema="commitrack/1/list"), "'commitrack/1/list' is not one of"),
    ],
)
def test_what_does_not_fit_is_found(answer: Callable[..., Any], change: Change, complaint: str) -> None:
    """The schema that lets all of the above pass is no empty one."""
    found = answer("report", *EVERYTHING, "-r", str(REGISTRIES["small"]))
    change(found)
    assert any(complaint in problem for problem in problems(found, "report"))


@pytest.mark.parametrize(
    "change",
    [
        lambda found: found["items"][0]["parts"].update(late=1),
        lambda found: found["pillars"][0]["statuses"].update(late=1),
    ],
    ids=["parts", "statuses"],
)
def test_counts_by_status_have_no_other_keys(answer: Callable[..., Any], change: Change) -> None:
    """A count of what is no status is found."""
    found = answer("report", *EVERYTHING, "-r", str(REGISTRIES["small"]))
    change(found)
    assert any("'late'" in problem for problem in problems(found, "report"))


@pytest.mark.parametrize("words", [words for _kind, words in COMMANDS if words[0] != "show"], ids=" ".join)
def test_an_answer_without_its_kind_is_found(answer: Callable[..., Any], words: tuple[str, ...]) -> None:
    """``schema`` says which answer it is, so it is required."""
    found = answer(*words, "-r", str(REGISTRIES["small"]))
    kind = found.pop("schema").rpartition("/")[2]
    assert any("'schema' is a required property" in problem for problem in problems(found, kind))


@pytest.mark.parametrize("key", ["path", "hint", "severity", "file", "line", "excerpt"])
def test_a_problem_without_one_of_its_keys_is_found(answer: Callable[..., Any], broken: str, key: str) -> None:
    """Every key of a problem is always printed, so it is required."""
    found = answer("check", "-r", broken)
    del found["items"][0][key]
    assert any(f"'{key}' is a required property" in problem for problem in problems(found, "check"))


def test_known_is_a_moment() -> None:
    """Null, or date and time with a zone."""
    for kind in ("List", "Show", "Report"):
        known = SCHEMA["$defs"][f"{kind}Answer"]["properties"]["known"]
        assert {"type": "string", "format": "date-time"} in known["anyOf"]


def test_readers_may_ignore_unknown_keys() -> None:
    """Keys are only ever added, so no record of an answer is closed."""
    definitions = SCHEMA["$defs"].items()
    assert [name for name, definition in definitions if definition.get("additionalProperties") is False] == []
