"""The conflicts that git left in a file, all of them, and what to type for each kind of file."""

import shutil
import subprocess
from pathlib import Path

import pytest

from commitrack.checks.merges import merge_warnings
from commitrack.registry.conflicts import conflicts
from commitrack.registry.read import read

OURS, OLD, BETWEEN, THEIRS = "<<<<<<< HEAD\n", "||||||| base\n", "=======\n", ">>>>>>> theirs\n"
CASES = {
    "none": ("a = 1\n", []),
    "two conflicts": (f"a = 1\n{OURS}b = 1\n{BETWEEN}b = 2\n{THEIRS}c = 1\n{OURS}{BETWEEN}d = 1\n{THEIRS}", [
        (2, "unresolved git conflict, lines 2 to 6"), (8, "unresolved git conflict, lines 8 to 11"),
    ]),
    "with the old lines": (f"{OURS}b = 1\n{OLD}b = 0\n{BETWEEN}{THEIRS}", [
        (1, "unresolved git conflict, lines 1 to 6"),
    ]),
    "line endings of Windows": (f"{OURS}{BETWEEN}<<<<<<<\n>>>>>>>\n".replace("\n", "\r\n"), [
        (1, "unresolved git conflict marker"), (3, "unresolved git conflict, lines 3 to 4"),
    ]),
    "an end without a start": (f"a = 1\n{THEIRS}", [(2, "unresolved git conflict marker")]),
    "a start without an end": (f"a = 1\n{OURS}b = 1\n", [(2, "unresolved git conflict marker")]),
    "text that looks similar": ("# <<<<<<<\n<<<<<<<<\n>>>>>>>x\n", []),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_every_conflict_is_found(case: str) -> None:
    """Each pair of markers is one problem with its first and last line; a marker without the other is one too."""
    text, expected = CASES[case]
    problems = conflicts(text.encode(), "commitments.toml", "commitments.toml")
    assert [(problem.line, problem.message) for problem in problems] == expected
    assert {problem.code for problem in problems} <= {"CT103"}


def test_all_conflicts_of_all_files_are_reported(tmp_path: Path) -> None:
    """A registry lists every conflict with file, line and the text of the line."""
    conflict = f"{OURS}{BETWEEN}{THEIRS}"
    (tmp_path / "commitments.toml").write_text(f"{conflict}# text\n{conflict}")
    (tmp_path / "updates.toml").write_text(f"[updates]\n{conflict}")
    problems = read(tmp_path).problems
    assert [(problem.file, problem.line, problem.excerpt) for problem in problems] == [
        ("commitments.toml", 1, "<<<<<<< HEAD"), ("commitments.toml", 5, "<<<<<<< HEAD"),
        ("updates.toml", 2, "<<<<<<< HEAD"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("a b/commitments.toml", "of both sides; to see them: git checkout --conflict=diff3 'a b/commitments.toml'"),
        ("d/z.toml", "restore the whole tables of both sides; to see them: git checkout --conflict=diff3 d/z.toml"),
        ("updates.toml", "with the merge rules in .gitattributes, git resolves it: git checkout -m updates.toml"),
        ("updates-0002.toml", "git checkout -m updates-0002.toml"), ("data/additions.toml", "-m data/additions.toml"),
    ],
)  # fmt: skip
def test_the_hint_fits_the_kind_of_file(name: str, hint: str) -> None:
    """For tables that people write, the hint is to restore them; files with a line per record are left to git."""
    (problem,) = conflicts(f"{OURS}{THEIRS}".encode(), Path(name).name, name)
    assert (problem.hint or "").endswith(hint)


SHARED = 'kind = "pledge"\nheadline = true\nmade = 2026-01-01\ndue = 2030\n'
TABLES = {
    "buses": f'\n[commitments.buses]\ntitle = "300 buses"\n{SHARED}targets.fleet = {{ value = 300, unit = "buses" }}\n',
    "trees": f'\n[commitments.trees]\ntitle = "9 trees"\n{SHARED}targets.trees = {{ value = 9, unit = "trees" }}\n',
}
LINE = (
    '2026010{}T000000Z-0001 = {{ commitment = "old", on = 2026-01-01, recorded = 2026-01-01T00:00:00Z, note = "n" }}\n'
)


@pytest.fixture
def conflicted(tmp_path: Path) -> Path:
    """A work tree without merge rules in which git stopped: both sides added a table and a line of the journal."""
    if shutil.which("git") is None:
        pytest.skip("needs git")
    run(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "commitments.toml").write_text('[commitments.old]\ntitle = "Old"\n')
    (tmp_path / "updates.toml").write_text("[updates]\n")
    commit(tmp_path)
    for number, name in enumerate(TABLES, start=1):
        run(tmp_path, "checkout", "-q", "-b", name, "main")
        with (tmp_path / "commitments.toml").open("a") as file:
            file.write(TABLES[name])
        with (tmp_path / "updates.toml").open("a") as file:
            file.write(LINE.format(number))
        commit(tmp_path)
    assert run(tmp_path, "merge", "-q", "buses").returncode == 1
    return tmp_path


def run(folder: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    """Run git with an identity of its own."""
    identity = ["-c", "user.name=desk", "-c", "user.email=desk@example.org"]
    return subprocess.run(["git", *identity, *argv], cwd=folder, capture_output=True, text=True, check=False)


def commit(folder: Path) -> None:
    assert run(folder, "add", "-A").returncode == 0
    assert run(folder, "commit", "-q", "-m", "change").returncode == 0


def without_markers(path: Path) -> str:
    """The content without the lines of markers: the lines of both sides."""
    markers = {marker[:7] for marker in (OURS, OLD, BETWEEN, THEIRS)}
    return "".join(line for line in path.read_text().splitlines(keepends=True) if line[:7] not in markers)


def test_git_mixes_tables_that_share_lines(conflicted: Path) -> None:
    """The lines of both sides are a valid registry in which one table lost keys to the other; a warning names it."""
    path = conflicted / "commitments.toml"
    assert len([p for p in read(conflicted).problems if p.file == path.name]) == 2
    path.write_text(without_markers(path))
    run(conflicted, "checkout", "buses", "--", "updates.toml")
    registry = read(conflicted).registry
    commitments = registry.commitments
    assert (len(commitments["trees"].targets), len(commitments["buses"].targets)) == (0, 2)
    assert [(problem.code, problem.path[1]) for problem in merge_warnings(registry)] == [("CT403", "buses")]


def test_the_commands_of_the_hints_restore_both_sides(conflicted: Path) -> None:
    """git shows both tables whole, and with the rules resolves the journal, even after a failed attempt."""
    path = conflicted / "commitments.toml"
    path.write_text("a failed attempt")
    assert run(conflicted, "checkout", "--conflict=diff3", "commitments.toml").returncode == 0
    (problem,) = [problem for problem in read(conflicted).problems if problem.file == path.name]
    assert problem.message == "unresolved git conflict, lines 3 to 22"
    path.write_text(without_markers(path))
    (conflicted / ".gitattributes").write_text("updates*.toml merge=union\n")
    assert run(conflicted, "checkout", "-m", "updates.toml").returncode == 0
    reading = read(conflicted)
    assert reading.problems == ()
    assert {name: [*each.targets] for name, each in reading.registry.commitments.items()} == {
        "old": [], "buses": ["fleet"], "trees": ["trees"],
    }  # fmt: skip
    assert all(each.made for name, each in reading.registry.commitments.items() if name != "old")
    assert len(reading.registry.updates) == 2


def test_git_mixes_tables_that_end_with_shared_lines(conflicted: Path) -> None:
    """If the shared lines are the last ones, the table above loses them; a warning names it."""
    run(conflicted, "merge", "--abort")
    targets_first = {name: _targets_first(table) for name, table in TABLES.items()}
    for name, text in targets_first.items():
        run(conflicted, "checkout", "-q", "-B", name, "main")
        with (conflicted / "commitments.toml").open("a") as file:
            file.write(text)
        commit(conflicted)
    assert run(conflicted, "merge", "-q", "buses").returncode == 1
    path = conflicted / "commitments.toml"
    path.write_text(without_markers(path))
    registry = read(conflicted).registry
    assert [*registry.commitments] == ["old", "trees", "buses"]
    assert [(problem.code, problem.path[1]) for problem in merge_warnings(registry)] == [("CT403", "trees")]


def _targets_first(table: str) -> str:
    """A table with its target before the shared lines."""
    head, target = table.replace(SHARED, "").rsplit("\n", 2)[:2]
    return f"{head}\n{target}\n{SHARED}"
