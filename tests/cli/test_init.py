"""``commitrack init`` creates a registry that is ready for use, or copies the example."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commitrack.language import LANGUAGES
from commitrack.registry import example

Run = Callable[..., Any]
RULES = "updates*.toml text eol=lf merge=union\nadditions*.toml text eol=lf merge=union\n"


def test_init_lists_the_files_that_it_creates(run: Run, tmp_path: Path) -> None:
    """init creates the commitments, the journal and the git merge rules, and lists its files and the next command."""
    result = run("init", "register")
    assert (result.code, result.err) == (0, "")
    created = {path.name for path in (tmp_path / "register").iterdir()} - {".commitrack.lock"}
    assert created >= {"commitments.toml", "updates.toml", ".gitattributes"}
    assert {line.strip() for line in result.out.splitlines() if line.startswith("  ")} == {
        f"register/{name}" for name in created
    }
    assert result.out.endswith("next: cd register && commitrack add\n")
    assert (tmp_path / "register" / ".gitattributes").read_text() == RULES
    assert "*.toml.orig*" in (tmp_path / "register" / ".gitignore").read_text().splitlines()


def test_the_default_is_the_working_directory(run: Run, tmp_path: Path) -> None:
    """Without a folder, init creates the registry in the working directory."""
    assert run("init").out.endswith("next: commitrack add\n")
    assert (tmp_path / "commitments.toml").is_file()


def test_the_next_command_is_quoted(run: Run) -> None:
    """The folder in the next command is quoted, so that the command can be pasted."""
    assert "next: cd 'my register' && commitrack add" in run("init", "my register").out


def test_control_characters_of_a_folder_are_shown_as_code_points(run: Run) -> None:
    """Control characters in the name of the new folder are shown as code points."""
    out = run("init", "a\x1b[31mb").out
    assert "a<U+001B>[31mb/commitments.toml" in out
    assert "\x1b" not in out


def test_a_new_registry_is_ready_for_use(run: Run) -> None:
    """A new registry has no commitment; it passes check, list says how to add one, and add and update succeed on it."""
    run("init")
    assert run("check").code == 0
    assert "no commitments yet; add the first one with: commitrack add" in run("report").out
    assert run("list").out.endswith("; add the first one with: commitrack add\n")
    assert run("add", "--title", "Training", "--target", "5,000 people").code == 0
    assert run("update", "training", "412 people", "--on", "2026-03-01").code == 0
    assert "412 of 5,000 people 8%" in run("list").out


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_commented_examples_are_valid(run: Run, tmp_path: Path, lang: str) -> None:
    """The commented examples in a new registry pass check when they are uncommented, in every language."""
    run("init", "--lang", lang)
    path = tmp_path / "commitments.toml"
    head, mark, tail = path.read_text(encoding="utf-8").partition("# [documents.summit-2026]")
    lines = (mark + tail).splitlines()
    path.write_text(head + "\n".join(line.removeprefix("# ") for line in lines) + "\n", encoding="utf-8")
    result = run("check")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(f"no problems in {tmp_path} (3 commitments, ")


def test_the_comments_are_in_the_language_of_the_reader(run: Run, tmp_path: Path) -> None:
    """With --lang ja, every comment is in Japanese, and the file has the same tables and keys as in English."""
    for lang in LANGUAGES:
        run("init", lang, "--lang", lang)
    english, japanese = ((tmp_path / lang / "commitments.toml").read_text(encoding="utf-8") for lang in LANGUAGES)
    keys = re.compile(r"^(?:# )?(\[[\w.-]+\]|[\w.]+(?= = ))", re.MULTILINE)
    assert [key for key in keys.findall(japanese) if key != "fiscal_year_named"] == keys.findall(english)
    comments = re.findall(r"^# (?![a-z\[]).*$|  # .*$", japanese, re.MULTILINE)
    assert len(comments) > 12
    assert [comment for comment in comments if not re.search("[ぁ-んァ-ヶ一-龥]|update joint", comment)] == []


def test_a_folder_with_another_toml_file_is_refused(run: Run, tmp_path: Path) -> None:
    """init refuses a folder with another TOML file, which would be read as part of the registry."""
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    result = run("init")
    assert (result.code, result.out) == (2, "")
    assert "contains pyproject.toml, which would be read as part of the registry" in result.err
    assert [path.name for path in tmp_path.iterdir()] == ["pyproject.toml"]


@pytest.mark.parametrize("name", ["commitments.toml", "updates.toml"])
def test_a_folder_with_a_registry_is_refused(run: Run, tmp_path: Path, name: str) -> None:
    """init refuses a folder with a registry, even an incomplete one, and overwrites nothing."""
    (tmp_path / name).write_text("# mine\n")
    result = run("init")
    assert (result.code, result.out) == (2, "")
    assert "already contains a registry" in result.err
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {name: "# mine\n"}


def test_a_folder_that_cannot_be_created_is_reported(run: Run, tmp_path: Path) -> None:
    """If the folder cannot be created, init exits with 6 and shows the reason."""
    (tmp_path / "taken").write_text("")
    result = run("init", "taken/register")
    assert (result.code, result.out) == (6, "")
    assert 'cannot create the folder "taken/register"' in result.err


def test_other_git_attributes_are_kept(run: Run, tmp_path: Path) -> None:
    """init adds the merge rules to an existing .gitattributes file and keeps its other lines."""
    (tmp_path / ".gitattributes").write_text("*.pdf binary")
    run("init")
    assert (tmp_path / ".gitattributes").read_text() == f"*.pdf binary\n{RULES}"


def test_the_example_is_the_shipped_registry(run: Run, tmp_path: Path) -> None:
    """``init --example`` copies the shipped registry byte for byte, and check and report succeed on the copy."""
    result = run("init", "--example", "summit")
    assert result.code == 0
    assert result.out.endswith("next: cd summit && commitrack report\n")
    for name in ("commitments.toml", "updates.toml"):
        assert (tmp_path / "summit" / name).read_bytes() == (example() / name).read_bytes()
    assert run("check", "--registry", "summit").code == 0
    assert " commitments without parts have a figure" in run("report", "--registry", "summit").out
