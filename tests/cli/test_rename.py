"""``commitrack rename`` changes the id of a commitment and keeps its history."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("folder")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.toml")}


def test_a_commitment_is_renamed(run: Run, folder: Path) -> None:
    """rename prints every changed line and leaves the journal as it is; log lists the updates under the new id."""
    before = contents(folder)
    ran = run("rename", "training", "courses")
    assert (ran.code, ran.err) == (0, "")
    head, *lines = ran.out.splitlines()
    assert head == f'renamed "training" to "courses" in {folder}'
    assert [line.partition(": ")[2] for line in lines] == [
        "[commitments.courses]", 'formerly = ["training"]', 'part_of = "courses"',
    ]  # fmt: skip
    assert contents(folder)["updates.toml"] == before["updates.toml"]
    assert run("check").code == 0
    assert "2024-06-30 courses: 1,000 of 5,000 people" in run("log", "courses").out
    assert "note:" in run("show", "training").err


def test_a_former_id_is_renamed_too(run: Run) -> None:
    """rename accepts a former id, prints a notice, and keeps both former ids."""
    assert run("rename", "training", "courses").code == 0
    ran = run("rename", "training", "lessons")
    assert (ran.code, ran.err) == (0, 'note: "courses", formerly "training"\n')
    assert " Formerly  training, courses\n" in run("show", "lessons").out


def test_dry_run_writes_nothing(run: Run, folder: Path) -> None:
    """With --dry-run, rename prints what would change and writes nothing."""
    before = contents(folder)
    ran = run("rename", "training", "courses", "--dry-run")
    assert ran.code == 0
    assert ran.out.startswith(f'would rename "training" to "courses" in {folder}\n')
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("old", "new", "code", "message", "hint"),
    [
        ("trainings", "courses", 4, 'unknown commitment "trainings"', 'did you mean "training"'),
        ("training", "fund", 2, 'commitment "fund" already exists', "choose another id"),
        ("training", "training", 2, '"training" already has this id', ""),
        ("training", "Our courses", 2, 'invalid id "Our courses": use only a–z', ""),
        ("training", "old-fund", 2, '"old-fund" is a former id of "fund"', "choose another id"),
    ],
)
def test_what_cannot_be_renamed(run: Run, folder: Path, old: str, new: str, code: int, message: str, hint: str) -> None:
    """rename refuses an unknown id and a new id that is invalid or in use, and writes nothing."""
    path = folder / "commitments.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[commitments.fund]", '[commitments.fund]\nformerly = ["old-fund"]'), "utf-8")
    before = contents(folder)
    ran = run("rename", old, new)
    assert (ran.code, ran.out) == (code, "")
    assert message in ran.err
    assert hint in ran.err
    assert contents(folder) == before


def test_a_commitment_may_be_removed_by_a_former_id(run: Run) -> None:
    """remove takes back an added commitment that was renamed, and prints a notice."""
    assert run("add", "--title", "A plan").code == 0
    assert run("rename", "a-plan", "the-plan").code == 0
    result = run("remove", "a-plan", "--yes")
    assert (result.code, result.err) == (0, 'note: "the-plan", formerly "a-plan"\n')
    assert run("show", "the-plan").code == 4
