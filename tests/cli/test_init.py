"""``commitrack init``: a new registry that works at once, or a copy of the example."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commitrack.registry import example

Run = Callable[..., Any]


def test_a_new_registry_has_all_its_files(run: Run, tmp_path: Path) -> None:
    """Commitments, journal, schema and merge rule; the answer lists them, and what to type next."""
    ran = run("init", "register")
    assert (ran.code, ran.err) == (0, "")
    made = {path.name for path in (tmp_path / "register").iterdir()}
    assert made >= {"commitments.toml", "updates.toml", ".gitattributes"}
    assert {line.strip() for line in ran.out.splitlines() if line.startswith("  ")} == {f"register/{n}" for n in made}
    assert ran.out.endswith("next: cd register && commitrack check\n")
    assert (tmp_path / "register" / ".gitattributes").read_text() == "updates.toml merge=union\n"


def test_the_default_is_the_working_directory(run: Run, tmp_path: Path) -> None:
    """If no folder is named."""
    assert run("init").out.endswith("next: commitrack check\n")
    assert (tmp_path / "commitments.toml").is_file()


def test_the_next_command_is_quoted(run: Run) -> None:
    """So that it can be pasted."""
    assert "next: cd 'my register' && commitrack check" in run("init", "my register").out


def test_control_characters_of_a_folder_are_shown_as_code_points(run: Run) -> None:
    """Folder names are not trusted either."""
    out = run("init", "a\x1b[31mb").out
    assert "a<U+001B>[31mb/commitments.toml" in out
    assert "\x1b" not in out


def test_the_new_registry_works_at_once(run: Run) -> None:
    """It passes check; list, show, report and update succeed."""
    run("init")
    assert run("check").code == 0
    assert "train-5000" in run("list").out
    assert "5,000 people" in run("show", "train-5000").out
    assert "Key commitments without data" in run("report").out
    assert run("update", "train-5000", "412 people", "--on", "2026-03-01").code == 0
    assert "412 people" in run("list").out


def test_the_commented_examples_are_valid(run: Run, tmp_path: Path) -> None:
    """Without the # they pass check."""
    run("init")
    path = tmp_path / "commitments.toml"
    head, mark, tail = path.read_text(encoding="utf-8").partition("# [commitments.fund]")
    lines = (mark + tail).splitlines()
    path.write_text(head + "\n".join(line.removeprefix("# ") for line in lines) + "\n", encoding="utf-8")
    ran = run("check")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"no problems in {tmp_path} (3 commitments, ")


def test_a_folder_with_another_toml_file_is_refused(run: Run, tmp_path: Path) -> None:
    """It would be read as part of the registry, which would be invalid from the start."""
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    ran = run("init")
    assert (ran.code, ran.out) == (2, "")
    assert "contains pyproject.toml, which would be read as part of the registry" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["pyproject.toml"]


@pytest.mark.parametrize("name", ["commitments.toml", "updates.toml"])
def test_a_folder_with_a_registry_is_refused(run: Run, tmp_path: Path, name: str) -> None:
    """Nothing is overwritten, not even an incomplete registry; exit 2."""
    (tmp_path / name).write_text("# mine\n")
    ran = run("init")
    assert (ran.code, ran.out) == (2, "")
    assert "already contains a registry" in ran.err
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {name: "# mine\n"}


def test_a_folder_that_cannot_be_created_is_reported(run: Run, tmp_path: Path) -> None:
    """Exit 6 with the reason."""
    (tmp_path / "taken").write_text("")
    ran = run("init", "taken/register")
    assert (ran.code, ran.out) == (6, "")
    assert 'cannot create the folder "taken/register"' in ran.err


def test_other_git_attributes_are_kept(run: Run, tmp_path: Path) -> None:
    """The merge rule is added to .gitattributes, once."""
    (tmp_path / ".gitattributes").write_text("*.pdf binary")
    run("init")
    assert (tmp_path / ".gitattributes").read_text() == "*.pdf binary\nupdates.toml merge=union\n"


def test_the_example_is_the_shipped_registry(run: Run, tmp_path: Path) -> None:
    """--example copies it byte by byte, and report succeeds."""
    ran = run("init", "--example", "summit")
    assert ran.code == 0
    assert ran.out.endswith("next: cd summit && commitrack report\n")
    for name in ("commitments.toml", "updates.toml"):
        assert (tmp_path / "summit" / name).read_bytes() == (example() / name).read_bytes()
    assert run("check", "--registry", "summit").code == 0
    assert "12 of 135 commitments" in run("report", "--registry", "summit").out
