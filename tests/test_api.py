"""The Python interface: what it returns, what it imports, and the examples in the docs."""

import doctest
import json
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import commitrack
from commitrack.cli.main import main

ROOT = Path(__file__).parent.parent
DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def register() -> commitrack.LoadedRegistry:
    return commitrack.load(ROOT / "data")


def test_the_example_in_the_docstring_is_correct(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a clone, the example in the package docstring prints the output that it shows."""
    monkeypatch.chdir(ROOT)
    results = doctest.testmod(commitrack)
    assert (results.attempted, results.failed) == (4, 0)


def test_the_examples_on_the_page_are_correct(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder with the example, those of docs/python.md print the output that they show, and write nothing."""
    monkeypatch.chdir(tmp_path)
    assert main(["init", "--example", "data"]) == 0
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    results = doctest.testfile(str(ROOT / "docs" / "python.md"), module_relative=False, encoding="utf-8")
    assert results.failed == 0
    assert results.attempted > 15
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"as_of": "2026-11-23"}, "as_of must be a date such as date(2026, 11, 23), not '2026-11-23'"),
        ({"as_of": None}, "as_of must be a date such as date(2026, 11, 23), not None"),
        (
            {"as_of": datetime(2026, 11, 23, tzinfo=UTC)},
            "as_of must be a date such as date(2026, 11, 23), not datetime",
        ),
        ({"as_of": DAY, "known": DAY}, "known must be a datetime with a time zone, not datetime.date(2026, 11, 23)"),
    ],
)
def test_what_is_no_date_is_refused(register: commitrack.LoadedRegistry, arguments: Any, message: str) -> None:
    """A text, nothing, or a time is answered by a sentence, in both methods."""
    for method in (register.assess, register.history):
        with pytest.raises(commitrack.UsageError) as failure:
            method("wa-2-0", **arguments)
        assert str(failure.value).startswith(message)


def _loaded_by(code: str) -> set[str]:
    """The top-level modules that a fresh process has loaded after running some code."""
    code += "\nimport sys, json; print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT, text=True)
    return set(json.loads(answer.stdout))


def test_importing_the_package_imports_no_library() -> None:
    """The names of the interface are imported when they are used, so that the import itself takes no time."""
    assert _loaded_by("import commitrack").isdisjoint({"msgspec", "tomli", "typer", "rich", "click"})


def test_using_the_interface_loads_nothing_of_the_command_line() -> None:
    """Neither loading nor assessing needs Typer, its Click, or Rich."""
    code = "import commitrack, datetime; commitrack.load('data').assess(as_of=datetime.date(2026, 11, 23))"
    loaded = _loaded_by(f"{code}; [getattr(commitrack, name) for name in commitrack.__all__]")
    assert "msgspec" in loaded
    assert loaded.isdisjoint({"typer", "rich", "click", "xlsxwriter", "jinja2", "icalendar"})


def test_every_name_of_the_interface_exists_and_is_documented() -> None:
    """All names are listed by dir(), and each has a docstring; another name is an AttributeError."""
    assert set(commitrack.__all__) <= set(dir(commitrack))
    assert all(getattr(commitrack, name).__doc__ for name in commitrack.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'lod'"):
        commitrack.lod  # type: ignore[attr-defined]  # noqa: B018


def test_assess_returns_what_the_command_line_lists(register: commitrack.LoadedRegistry) -> None:
    """The same commitments in the same order as ``list --all --json``, with the same keys and values."""
    command = [sys.executable, "-m", "commitrack", "list", "unit:JPY", "--all", "--json", "--as-of", "2026-11-23"]
    listed = json.loads(subprocess.run(command, capture_output=True, check=True, cwd=ROOT).stdout)
    assessed = register.assess("unit:JPY", as_of=DAY)
    keys = ("id", "title", "status", "delivery", "schedule", "evidence")
    assert [{key: getattr(c, key) for key in keys} for c in assessed] == [
        {key: item[key] for key in keys} for item in listed["items"]
    ]
    assert set(assessed[0].__struct_fields__) <= set(listed["items"][0])
    assert register.digest == listed["registry"]["sha256"]


def test_another_date_gives_another_answer(register: commitrack.LoadedRegistry) -> None:
    """The day is always an argument; ``known`` leaves out what was recorded later."""
    (before,) = register.assess("id:implementation-plan", as_of=date(2025, 10, 25))
    (after,) = register.assess("id:implementation-plan", as_of=DAY)
    (unknown,) = register.assess("id:implementation-plan", as_of=DAY, known=datetime(2026, 1, 1, tzinfo=UTC))
    assert [c.targets[0].actual for c in (before, after, unknown)] == [None, 108, None]


def test_what_cannot_be_assessed_is_an_error(register: commitrack.LoadedRegistry) -> None:
    """An unknown id, a group, and a query that is not valid are errors with a hint."""
    with pytest.raises(commitrack.NotFoundError, match="unknown commitment") as unknown:
        register.history("implementation-plam", as_of=DAY)
    assert unknown.value.hint == 'did you mean "implementation-plan"?'
    with pytest.raises(commitrack.UsageError, match="is a group"):
        register.history("jaif-3-aoip-priority-areas", as_of=DAY)
    with pytest.raises(commitrack.UsageError):
        register.assess("status:overdu", as_of=DAY)


def test_an_invalid_registry_is_refused(tmp_path: Path) -> None:
    """Loading an invalid registry raises RegistryError with every problem and its line."""
    (tmp_path / "commitments.toml").write_text('[commitments.a]\ntitel = "A"\n', encoding="utf-8")
    with pytest.raises(commitrack.RegistryError) as caught:
        commitrack.load(tmp_path)
    assert [(problem.code, problem.line) for problem in caught.value.problems] == [("CT107", 1), ("CT106", 2)]


def test_a_folder_without_a_registry_is_refused(tmp_path: Path) -> None:
    """A folder that contains no registry, or does not exist, is not an empty registry."""
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(commitrack.RegistryError, match="not found"):
            commitrack.load(folder)


def test_warnings_are_available(tmp_path: Path) -> None:
    """What ``check`` warns about does not stop loading, and is listed."""
    for name in ("commitments.toml", "more.toml"):
        (tmp_path / name).write_text('[commitments.a]\ntitle = "A"\n', encoding="utf-8")
    (warning,) = commitrack.load(tmp_path).warnings
    assert (warning.file, warning.line) == ("more.toml", 1)


def test_a_text_is_read_in_a_language(register: commitrack.LoadedRegistry) -> None:
    """A text in several languages is read in the one requested, else in the first it has."""
    title = register.records.commitments["connectivity-5000-trainees"].title
    assert commitrack.text(title, "ja") == "３年間で5,000人の人材育成支援"
    assert commitrack.text({"ja": "公約"}) == "公約"
    assert (commitrack.text("As written", "ja"), commitrack.text(None)) == ("As written", "")
