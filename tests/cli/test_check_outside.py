"""``commitrack check`` validates what belongs to a registry beside its TOML files: evidence and merge rules."""

import shutil
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
FILE = "evidence/report.pdf"
RULES = "updates*.toml text eol=lf merge=union\nadditions*.toml text eol=lf merge=union\n"
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


@pytest.fixture
def evidence(run: Run, folder: Path) -> Path:
    """A registry with a file of evidence that was recorded, in the last line of its journal."""
    path = folder / FILE
    path.parent.mkdir()
    path.write_bytes(b"as recorded")
    assert run("update", "training", "1500", "--on", "2025-06-30", "-e", FILE).code == 0
    return path


def test_unchanged_evidence_is_no_problem(run: Run, evidence: Path) -> None:
    """An evidence file with the recorded digest is not reported."""
    assert evidence.is_file()
    assert run("check").out.startswith("no problems")


@pytest.mark.parametrize("change", ["missing", "changed"])
def test_missing_and_changed_evidence_is_an_error(run: Run, evidence: Path, change: str) -> None:
    """check reports CT401 with the line of the update, the difference and a hint; --no-evidence skips it."""
    if change == "missing":
        evidence.unlink()
        difference = "cannot be read: No such file or directory"
    else:
        evidence.write_bytes(b"altered")
        difference = f"has changed: its SHA-256 is now {sha256(b'altered').hexdigest()}"
    line = (evidence.parent.parent / "updates.toml").read_text("utf-8").splitlines()[-1]
    key = line.partition(" ")[0]
    result = run("check")
    first, excerpt, hint, _summary = result.out.splitlines()
    assert result.code == 1
    assert first == f"updates.toml:4: error[CT401]: training: {FILE} {difference} (update {key})"
    assert excerpt.strip().startswith(line[:80])
    assert hint.strip() == f"hint: restore the file, or retract the update: commitrack undo {key}"
    assert (run("check", "--no-evidence").code, run("list").code) == (0, 0)


def git(folder: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True, capture_output=True)


MISSING = (
    'warning[CT402]: the merge rule "{0}" is missing or incomplete\n    hint: add the line "{0}" to .gitattributes'
)
BOTH = [MISSING.format(rule) for rule in RULES.splitlines()]
MIXED = (
    'warning[CT402]: "commitments.toml" is merged with merge=union, which can mix the keys of two tables\n'
    '    hint: let merge=union in .gitattributes apply only to "updates*.toml" and "additions*.toml"'
)


@needs_git
@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        (None, BOTH),
        ("", BOTH),
        (RULES, []),
        ("data/updates*.toml merge=union eol=lf\n/data/additions.toml merge=union eol=lf\n", []),
        ("updates.toml merge=union eol=lf\nadditions.toml merge=union eol=lf\n", BOTH[:1]),
        ("updates*.toml merge=union\nadditions.toml merge=union\n", BOTH),
        (RULES.splitlines()[0], BOTH[1:]),
        (f"{RULES}additions.toml -merge\n", BOTH[1:]),
        ("*.toml merge=union eol=lf\n", [MIXED]),
        ("updates*.toml merge=union eol=lf\nadditions.toml merge=union eol=lf\n", []),
    ],
)
def test_the_merge_rules_are_checked_in_a_work_tree(
    run: Run, folder: Path, attributes: str | None, expected: list[str]
) -> None:
    """check warns of rules that git does not apply, whatever folder they are in; only --strict exits with 1."""
    data = folder / "data"
    data.mkdir()
    for name in ("commitments.toml", "updates.toml"):
        (folder / name).rename(data / name)
    git(folder)
    if attributes is not None:
        (folder / ".gitattributes").write_text(attributes)
    result = run("check")
    assert result.code == 0
    *problems, _summary = result.out.splitlines(keepends=True)
    assert "".join(problems) == "".join(f".gitattributes: {problem}\n" for problem in expected)
    assert run("check", "--strict", "--as-of", "2020-01-01").code == bool(expected)


@needs_git
def test_the_merge_rules_cover_every_part_of_the_additions(run: Run, folder: Path) -> None:
    """A rule for additions.toml alone is not enough once a large import has continued it in another file."""
    git(folder)
    (folder / ".gitattributes").write_text("updates*.toml merge=union eol=lf\nadditions.toml merge=union eol=lf\n")
    assert "CT402" not in run("check").out
    (folder / "additions-0002.toml").write_text('commitments.more.title = "More"\n', encoding="utf-8")
    assert BOTH[1] in run("check").out


@needs_git
def test_outside_a_work_tree_there_is_nothing_to_merge(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """check does not warn of merge rules outside a work tree, or if git is not installed."""
    assert "CT402" not in run("check").out
    git(folder)
    assert "CT402" in run("check").out
    monkeypatch.setenv("PATH", str(folder))
    assert "CT402" not in run("check").out


@needs_git
def test_a_new_registry_has_its_merge_rules(run: Run, tmp_path: Path) -> None:
    """A registry created by init in a work tree passes check."""
    git(tmp_path)
    assert run("init").code == 0
    assert run("check").out.startswith("no problems")


@pytest.mark.parametrize("name", ["updates.toml", "commitments.toml"])
def test_two_kinds_of_line_endings_are_a_warning(run: Run, folder: Path, name: str) -> None:
    """In a file to which commitrack appends, check warns of mixed line endings; in others, they are the user's."""
    path = folder / name
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n", 1))
    result = run("check")
    assert result.code == 0
    warning = "updates.toml:1: warning[CT405]: 1 line ends as on Windows, the others as on Unix\n"
    hint = "    hint: to make them equal: commitrack repair\n"
    assert result.out.startswith(warning + hint) is (name == "updates.toml")
    assert ("CT405" in result.out) is (name == "updates.toml")
