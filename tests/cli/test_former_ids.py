"""A former id of a commitment is accepted wherever an id is typed, and a notice names the present id."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli

Run = Callable[..., Any]
NOTICE = 'note: "training", formerly "courses"\n'


@pytest.fixture(autouse=True)
def _renamed(folder: Path) -> None:
    """Give the commitment “training” the former id “courses”."""
    path = folder / "commitments.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[commitments.training]", '[commitments.training]\nformerly = ["courses"]'), "utf-8")


@pytest.mark.parametrize(
    "argv",
    [
        ("show", "courses"),
        ("show", "courses", "--format", "json"),
        ("log", "courses"),
        ("edit", "courses"),
        ("update", "courses", "1500", "--on", "2025-06-30", "--dry-run"),
        ("amend", "courses", "--value", "4000", "--reason", "r", "--on", "2025-06-30", "--dry-run"),
        ("add", "--title", "A part", "--part-of", "courses", "--dry-run"),
    ],
    ids=" ".join,
)
def test_a_former_id_is_accepted(run: Run, argv: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command that takes an id accepts a former one, and prints a notice on stderr."""
    monkeypatch.setenv("EDITOR", "true")
    ran = run(*argv)
    assert (ran.code, ran.err) == (0, NOTICE)
    assert "training" in ran.out


def test_the_notice_follows_the_language(run: Run) -> None:
    """With --lang ja, the notice is in Japanese."""
    assert run("log", "courses", "--lang", "ja").err == "注記：「training」（旧 ID「courses」）\n"


def test_no_notice_for_other_ids(run: Run) -> None:
    """There is no notice for a present id, and an unknown one is refused with exit code 4."""
    assert run("show", "training").err == ""
    assert run("show", "course").code == 4


def test_updates_are_recorded_for_the_present_id(run: Run, folder: Path) -> None:
    """update writes the present id, also for rows of a file, prints one notice for all, and skips known rows."""
    assert run("update", "courses", "1500", "--on", "2025-06-30").code == 0
    rows = folder / "rows.csv"
    rows.write_text("commitment,on,actual\ncourses,2025-07-31,1600\ncourses,2025-08-31,1700\n", encoding="utf-8")
    ran = run("update", "--from", str(rows))
    assert (ran.code, ran.err) == (0, NOTICE)
    updates = tomli.loads((folder / "updates.toml").read_text(encoding="utf-8"))["updates"].values()
    assert [update["commitment"] for update in updates] == ["training"] * 4
    again = run("update", "--from", str(rows))
    assert again.out.startswith("0 added, 2 already recorded")


def test_an_added_part_names_the_present_id(run: Run, folder: Path) -> None:
    """add --part-of with a former id writes the present one."""
    assert run("add", "--title", "A part", "--part-of", "courses").code == 0
    files = [path.read_text(encoding="utf-8") for path in folder.glob("*.toml")]
    assert sum(text.count('part_of = "training"') for text in files) == 2
    assert not any('"courses"' in text.replace('formerly = ["courses"]', "") for text in files)


def test_a_former_id_is_not_given_to_another_commitment(run: Run) -> None:
    """add refuses a former id of another commitment with exit code 2."""
    ran = run("add", "--title", "Courses")
    assert (ran.code, ran.out) == (2, "")
    assert '"courses" is a former id of "training"' in ran.err
    assert "choose another id with --id" in ran.err


@pytest.mark.parametrize(
    ("query", "found"),
    [("id:courses", ["training"]), ("part_of:courses", ["training-plan"]), ("courses", ["training"])],
)
def test_queries_know_former_ids(run: Run, query: str, found: list[str]) -> None:
    """A query finds a commitment by a former id, as a value of id and part_of and as a word."""
    ran = run("list", query, "--format", "json")
    assert [item["id"] for item in json.loads(ran.out)["items"]] == found


def test_former_ids_are_shown(run: Run) -> None:
    """show and JSON state the former ids."""
    assert " Formerly  courses\n" in run("show", "training").out
    items = json.loads(run("list", "--all", "--format", "json").out)["items"]
    assert {item["id"]: item["formerly"] for item in items if item["formerly"]} == {"training": ["courses"]}
