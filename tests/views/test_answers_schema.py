"""The published schema of the answers: every JSON that a command prints fits it, and it leaves no key out."""

import json
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from commitrack.assess import Delivery, EvidenceClass, Freshness, Schedule, Status, TermsChange
from commitrack.cli.main import main
from commitrack.errors import Severity
from commitrack.model import CompletionLevel, Kind, Lifecycle, Qualifier, SourceClass
from commitrack.report.follow_ups import Reason

ROOT = Path(__file__).parents[2]
SCHEMA: dict[str, Any] = json.loads((ROOT / "docs" / "answers.schema.json").read_text(encoding="utf-8"))
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
STRICT["$defs"]["head"].pop("unevaluatedProperties")  # the answer that it is the head of has further keys


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
    strict = {**STRICT, "$ref": f"#/$defs/{kind}"}
    del strict["oneOf"]
    errors = [*validator(strict).iter_errors(found), *validator(SCHEMA).iter_errors(found)]
    inside = [inner for error in errors for inner in error.context or ()]
    return [f"{error.json_path}: {error.message[:300]}" for error in (*errors, *inside)]


def test_it_is_a_schema() -> None:
    """Of the draft that it names, and no definition stands there that nothing refers to."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    referred = set(references(SCHEMA))
    assert referred == {f"#/$defs/{name}" for name in SCHEMA["$defs"]}


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        node = list(node.values())
    if isinstance(node, list):
        for inner in node:
            yield from references(inner)


@pytest.mark.parametrize("registry", REGISTRIES)
@pytest.mark.parametrize(("kind", "words"), COMMANDS, ids=lambda value: " ".join(value) if value else "")
def test_every_answer_fits(answer: Callable[..., Any], registry: str, kind: str, words: tuple[str, ...]) -> None:
    """On the registry that ships and on one with one of each: no key too few, none that the schema does not name."""
    folder = str(REGISTRIES[registry])
    names = [found["id"] for found in answer("list", "--all", "-r", folder)["items"]] if kind == "show" else [""]
    for name in names[:20]:
        found = answer(*words, *([name] if name else []), "-r", folder)
        assert found["schema"] == f"commitrack/1/{kind}"
        assert problems(found, kind) == []


def test_problems_of_a_broken_registry_fit(answer: Callable[..., Any], tmp_path: Path) -> None:
    """Errors with file, line, excerpt and hint."""
    (tmp_path / "commitments.toml").write_text('[commitments.a]\ntitel = "A"\n', encoding="utf-8")
    found = answer("check", "-r", str(tmp_path))
    assert [item["code"] for item in found["items"]]
    assert problems(found, "check") == []


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda found: found["items"][0].pop("status"), "'status' is a required property"),
        (lambda found: found["items"][0].update(status="late"), "'late' is not one of"),
        (lambda found: found["items"][0].update(due="FY2026"), "'FY2026' is not a 'date'"),
        (lambda found: found["items"][0].update(surprise=1), "'surprise' was unexpected"),
        (lambda found: found["since"]["moved"][0]["after"].pop("achieved"), "'achieved' is a required property"),
        (lambda found: found.pop("registry"), "'registry' is a required property"),
    ],
)
def test_what_does_not_fit_is_found(
    answer: Callable[..., Any], change: Callable[[Any], object], complaint: str
) -> None:
    """The schema that lets all of the above pass is no empty one."""
    found = answer("report", *EVERYTHING, "-r", str(REGISTRIES["small"]))
    change(found)
    assert any(complaint in problem for problem in problems(found, "report"))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("status", Status), ("lifecycle", Lifecycle), ("delivery", Delivery), ("schedule", Schedule),
        ("evidence", EvidenceClass), ("freshness", Freshness), ("completion", CompletionLevel),
        ("qualifier", Qualifier),
        ("source_class", SourceClass), ("change", TermsChange),
    ],
)  # fmt: skip
def test_words_are_those_of_the_code(name: str, words: type[StrEnum]) -> None:
    """A word that is added to the code is added to the schema."""
    assert SCHEMA["$defs"][name]["enum"] == [str(word) for word in words]


def test_words_inside_of_records_are_those_of_the_code() -> None:
    """Kinds, severities and reasons likewise."""
    definitions = SCHEMA["$defs"]
    reasons = definitions["asks"]["properties"]["items"]["items"]["properties"]["reasons"]["items"]
    assert reasons["enum"] == [str(word) for word in Reason]
    assert definitions["item"]["properties"]["kind"]["enum"] == [str(word) for word in Kind]
    assert definitions["problem"]["properties"]["severity"]["enum"] == [str(word) for word in Severity]
