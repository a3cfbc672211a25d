"""git merges what several desks recorded, by the merge rules of a new registry: nothing is lost, nothing is mixed.

Where people edit, move or remove recorded lines, git may bring old lines back. Then ``check`` reports it.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from commitrack.checks.merges import merge_warnings
from commitrack.cli.main import main
from commitrack.errors import Severity
from commitrack.model import Commitment, Parties, Party, Pillar, Registry
from commitrack.registry.discovery import SEGMENT_BYTES
from commitrack.registry.read import read
from commitrack.registry.transaction import transaction

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

IDENTITY = {
    **os.environ,
    "GIT_AUTHOR_NAME": "desk", "GIT_AUTHOR_EMAIL": "desk@example.org", "GIT_EDITOR": "true",
    "GIT_COMMITTER_NAME": "desk", "GIT_COMMITTER_EMAIL": "desk@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
}  # fmt: skip

COMMANDS: Mapping[str, list[str]] = {
    "add": ["add", "--title", "Electric buses", "--made", "2026-01-15", "--due", "2030-12-31", "--kind", "programme",
            "--pillar", "people", "--target", "300 buses", "--note", "“said” = { a, b } # no comment", "--force"],
    "add more": ["add", "--title", "Trees", "--made", "2026-01-15", "--due", "2030-12-31", "--pillar", "people",
                 "--responsible", "ministry", "--target", "first=300 trees", "--target", "2nd=5 parks", "--by", "desk",
                 "--force"],
    "figure": ["update", "train-5000", "+10", "--force"],
    "note": ["update", "train-5000", "--note", "“said” = { a, b } # no comment", "--force"],
    "amend": ["amend", "train-5000", "--value", "4,000 people", "--reason", "fewer rooms"],
    "due": ["amend", "train-5000", "--due", "2030", "--reason", "later"],
    "lifecycle": ["update", "train-5000", "--lifecycle", "suspended", "--reason", "talks", "--force"],
}  # fmt: skip
REPEATABLE = {"amend", "due"}
"""Commands that exit with 2 if the terms are the same already."""

RECORDING = st.lists(st.lists(st.sampled_from([*COMMANDS, "undo"]), min_size=1, max_size=2), min_size=1, max_size=3)
"""What one desk records: the commands of each of its commits."""

FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _git(folder: Path, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *arguments], cwd=folder, env=IDENTITY, capture_output=True, text=True, check=check)


def _run(folder: Path, *argv: str, codes: tuple[int, ...] = (0,)) -> None:
    assert main([*argv, "--registry", str(folder)]) in codes, argv


TRAINING = """
[pillars.people]
title = "People"

[parties.ministry]
title = "Ministry"

[commitments.train-5000]
title = "Training for 5,000 people"
made = 2026-01-15
within = "3 years"
parties = { responsible = ["ministry"] }
targets.trainees = { value = 5_000, unit = "people" }
"""


def _commit(folder: Path) -> None:
    _git(folder, "add", "-A")
    _git(folder, "commit", "-q", "--allow-empty", "-m", "recorded")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new registry in git, with two added commitments and two updates."""
    folder = tmp_path_factory.mktemp("template")
    assert main(["init", str(folder)]) == 0
    with (folder / "commitments.toml").open("a", encoding="utf-8") as file:
        file.write(TRAINING)
    for name in ("old-1", "old-2"):
        _run(folder, *COMMANDS["add"], "--id", name)
    for name in ("figure", "note"):
        _run(folder, *COMMANDS[name])
    _git(folder, "init", "-q", "-b", "main")
    _commit(folder)
    return folder


@pytest.fixture
def copied(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Make a copy of the registry with its history."""
    return lambda: Path(shutil.copytree(template, tmp_path_factory.mktemp("merge") / "registry"))


def _record(folder: Path, desk: str, commits: Sequence[Sequence[str]]) -> Registry:
    """Run the commands of one desk on a branch of its own from main, and return the registry of the branch."""
    _git(folder, "checkout", "-q", "-b", desk, "main")
    for number, commands in enumerate(commits):
        for place, name in enumerate(commands):
            if name == "undo":
                _run(folder, "undo", list(read(folder).registry.updates)[-1], codes=(0, 4))
            else:
                own_id = ["--id", f"{desk}-{number}-{place}"] if name.startswith("add") else []
                _run(folder, *COMMANDS[name], *own_id, codes=(0, 2) if name in REPEATABLE else (0,))
        _commit(folder)
    return read(folder).registry


def _merge(folder: Path, desks: Sequence[str]) -> None:
    """Merge the branches one after the other."""
    _git(folder, "checkout", "-q", desks[0])
    for desk in desks[1:]:
        _git(folder, "merge", "-q", "--no-edit", desk)


def _rebase(folder: Path, desks: Sequence[str]) -> None:
    """Rebase every branch on the one before."""
    for before, desk in pairwise(desks):
        _git(folder, "rebase", "-q", before, desk)


def _pick(folder: Path, desks: Sequence[str]) -> None:
    """Pick every commit of the other branches."""
    _git(folder, "checkout", "-q", desks[0])
    for desk in desks[1:]:
        _git(folder, "cherry-pick", "--allow-empty", f"main..{desk}")


@pytest.mark.parametrize("combine", [_merge, _rebase, _pick])
@FEW
@given(commits=st.lists(RECORDING, min_size=2, max_size=3), full=st.sampled_from([SEGMENT_BYTES, 500]))
def test_what_desks_record_is_merged_without_conflict_or_loss(
    copied: Callable[[], Path],
    combine: Callable[[Path, Sequence[str]], None],
    commits: list[list[list[str]]],
    full: int,
) -> None:
    """After two or three desks add, update, amend and undo, the registry is the union of theirs, record by record.

    So it is if the journal is ``full`` at 500 bytes, and each desk starts other files of the same names.
    """
    folder = copied()
    desks = [f"desk{number}" for number in range(len(commits))]
    with patch("commitrack.registry.discovery.SEGMENT_BYTES", full):
        registries = [_record(folder, desk, own) for desk, own in zip(desks, commits, strict=True)]
    combine(folder, desks)
    merged = read(folder)
    assert merged.problems == ()
    for table in ("updates", "commitments"):
        assert getattr(merged.registry, table) == {k: v for r in registries for k, v in getattr(r, table).items()}


NEW_PARTIES: Mapping[str, tuple[Mapping[str, str], Mapping[str, str]]] = {
    "other ones": ({"office": "Office"}, {"bureau": "Bureau"}),
    "the same one": ({"office": "Office"}, {"office": "Office"}),
    "the same one and others": ({"a": "A", "office": "Office"}, {"office": "Office", "z": "Z"}),
    "one with another title": ({"office": "Office"}, {"office": "The office"}),
}
"""The parties that two desks add on the spot, by id, with their titles."""


@pytest.mark.parametrize("parties", NEW_PARTIES.values(), ids=NEW_PARTIES)
@pytest.mark.parametrize("combine", [_merge, _rebase, _pick])
def test_parties_added_on_the_spot_are_merged(
    copied: Callable[[], Path],
    combine: Callable[[Path, Sequence[str]], None],
    parties: tuple[Mapping[str, str], Mapping[str, str]],
) -> None:
    """Parties and pillars added with commitments are merged as these are; two titles of one party are an error."""
    folder, registries = copied(), []
    for desk, titles in zip(("left", "right"), parties, strict=True):
        _git(folder, "checkout", "-q", "-b", desk, "main")
        with transaction(folder) as tx:
            new = {id: Party(title=title) for id, title in titles.items()}  # noqa: A001
            owner = Parties(responsible=tuple(new))
            added = Commitment(id=f"of-{desk}", title=desk, parties=owner, pillar="new", recorded=datetime.now(UTC))
            tx.append(added, named={"parties": new, "pillars": {"new": Pillar(title="New")}})
        _commit(folder)
        registries.append(read(folder).registry)
    combine(folder, ("left", "right"))
    merged, written = read(folder), (folder / "additions.toml").read_text("utf-8")
    is_same = all(parties[1].get(id, title) == title for id, title in parties[0].items())  # noqa: A001
    assert {problem.severity for problem in merged.problems} <= ({Severity.WARNING} if is_same else {Severity.ERROR})
    assert bool(merged.problems) or is_same
    assert all(f'parties.{id}.title = "{title}"\n' in written for own in parties for id, title in own.items())  # noqa: A001
    for table in ("parties", "pillars", "commitments") if is_same else ():
        assert getattr(merged.registry, table) == {k: v for r in registries for k, v in getattr(r, table).items()}


def test_lines_doubled_by_crossing_cherry_picks_are_read_once(copied: Callable[[], Path]) -> None:
    """If two branches pick from each other and are then merged, equal lines are read once, with a warning."""
    folder = copied()
    registries = [_record(folder, desk, [["note"], ["add"]]) for desk in ("left", "right")]
    pick = ["cherry-pick", "--allow-empty", "--keep-redundant-commits"]
    for argv in ([*pick, "left~1", "left"], ["checkout", "-q", "left"], [*pick, "right~3"], ["merge", "right"]):
        _git(folder, *argv)
    reading = read(folder)
    assert {(p.code, p.severity, p.hint) for p in reading.problems} == {
        ("CT111", Severity.WARNING, "to delete the copy: commitrack repair")
    }
    for problem in reading.problems:
        lines = (folder / (problem.file or "")).read_text("utf-8").splitlines()
        assert lines.count(problem.excerpt or "") == 2
        first = lines.index(problem.excerpt or "") + 1
        assert lines[(problem.line or 0) - 1] == problem.excerpt
        assert str(problem.message).endswith(f"line {first}")
    for table in ("updates", "commitments"):
        merged = {key: value for registry in registries for key, value in getattr(registry, table).items()}
        assert getattr(reading.registry, table) == merged


def test_an_octopus_merge_is_refused(copied: Callable[[], Path]) -> None:
    """git refuses to merge three branches at once, and leaves the branch as it was."""
    folder = copied()
    for desk in ("one", "two", "three"):
        _record(folder, desk, [["note"]])
    before = (folder / "updates.toml").read_bytes()
    result = _git(folder, "merge", "one", "two", check=False)
    assert result.returncode != 0
    assert "Should not be doing an octopus" in result.stdout + result.stderr
    _git(folder, "reset", "-q", "--hard")
    assert (folder / "updates.toml").read_bytes() == before


def _edit(folder: Path, id: str, *, title: str = "Edited") -> None:  # noqa: A002
    """Change the title of an added commitment."""
    path, start = folder / "additions.toml", f"commitments.{id}.title = "
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(f'{start}"{title}"\n' if line.startswith(start) else line for line in lines), "utf-8")


def _move(folder: Path, id: str, *, without: str = "-") -> None:  # noqa: A002
    """Move an added commitment to commitments.toml, without the key that starts with a text."""
    prefix = f"commitments.{id}."
    lines = (folder / "additions.toml").read_text("utf-8").splitlines(keepends=True)
    own = [line.removeprefix(prefix) for line in lines if line.startswith(prefix)]
    with (folder / "commitments.toml").open("a", encoding="utf-8") as file:
        file.write("".join([f"\n[commitments.{id}]\n", *(line for line in own if not line.startswith(without))]))
    others = (line for line in lines if not line.startswith(prefix))
    (folder / "additions.toml").write_text("".join(others), "utf-8")


def _remove(folder: Path, id: str) -> None:  # noqa: A002
    _run(folder, "remove", id, "--yes")


def _replace(folder: Path, id: str) -> None:  # noqa: A002
    _remove(folder, id)
    _run(folder, *COMMANDS["add more"], "--id", id)


CHANGES: Mapping[str, Callable[[Path, str], None]] = {
    "edit": _edit,
    "edit differently": partial(_edit, title="Edited too"),
    "move": _move,
    "move without the time": partial(_move, without="recorded"),
    "remove": _remove,
    "replace": _replace,
}
"""What a person does to an added commitment, by its id."""

ADDITIONS = {"same id": "same", "new id": "new-{}"}
"""The ids of commitments that a desk adds, with its name."""


def _change(folder: Path, desk: str, steps: Sequence[tuple[str, str]]) -> Registry:
    """Take some steps on a branch of its own from main, and return the registry of the branch."""
    _git(folder, "checkout", "-q", "-b", desk, "main")
    for step, id in steps:  # noqa: A001
        written = (folder / "additions.toml").read_text("utf-8")
        if step in ADDITIONS:
            _run(folder, *COMMANDS["add"], "--id", ADDITIONS[step].format(desk), codes=(0, 2))
        elif f"commitments.{id}.title" in written:
            CHANGES[step](folder, id)
    _commit(folder)
    registry = read(folder)
    assert registry.problems == ()
    return registry.registry


def _records(registry: Registry) -> dict[tuple[object, ...], object]:
    """The records that the steps change; a commitment that is added again after a removal is another record."""
    records: dict[tuple[object, ...], object] = {(name, c.recorded): c for name, c in registry.commitments.items()}
    return records | {("removed", name): removal for name, removal in registry.removed.items()}


def _expected(base: Registry, left: Registry, right: Registry) -> dict[tuple[object, ...], object] | None:
    """The records after both sides' changes; None if they changed the same record differently."""
    old, ours, theirs = map(_records, (base, left, right))
    merged = {}
    for path in old | ours | theirs:
        was, left_now, right_now = old.get(path), ours.get(path), theirs.get(path)
        if was not in (left_now, right_now) and left_now != right_now:
            return None
        merged[path] = right_now if left_now == was else left_now
    return {path: record for path, record in merged.items() if record is not None}


STEPS = st.lists(
    st.tuples(st.sampled_from([*CHANGES, *ADDITIONS]), st.sampled_from(["old-1", "old-2"])), min_size=1, max_size=2
)


@pytest.mark.parametrize("crossing", [False, True])
@settings(FEW, max_examples=30)
@given(left=STEPS, right=STEPS)
@example(left=[("edit", "old-1")], right=[("replace", "old-1"), ("remove", "old-1")])
def test_changes_that_a_merge_loses_are_reported(
    copied: Callable[[], Path],
    left: list[tuple[str, str]],
    right: list[tuple[str, str]],
    crossing: bool,  # noqa: FBT001
) -> None:
    """After edits, moves, removals, equal ids and crossing cherry-picks, the merge is right, or it is reported.

    git reports a conflict, or check a problem with its place; only a registry with both sides' changes has none.
    """
    folder = copied()
    base = read(folder).registry
    expected = _expected(base, _change(folder, "left", left), _change(folder, "right", right))
    steps = [["checkout", "-q", "left"], ["merge", "-q", "--no-edit", "right"]]
    if crossing:
        pick = ["cherry-pick", "--allow-empty", "--keep-redundant-commits"]
        steps[:0] = [[*pick, "left"], ["checkout", "-q", "left"], [*pick, "right~1"]]
    if any(_git(folder, *step, check=False).returncode for step in steps):
        return
    merged = read(folder)
    problems = [*merged.problems, *merged.placed(merge_warnings(merged.registry))]
    assert all(problem.file and problem.line for problem in problems)
    assert problems or _records(merged.registry) == expected


PROFILE = 'file = "{file}"\nkey = "No"\nadd = ["parties"]\n[commitment]\nid = "tree-{{No}}"\ntitle = "Title"\n'
PROFILE += 'responsible = "Lead"\nmade = {{ always = "2026-01-15" }}\n[targets.trees]\nvalue = "Goal"\n'
PROFILE += 'unit = {{ always = "trees" }}\nfigure = "Now"\n'
SHEETS = {
    "left": "No,Title,Lead,Goal,Now\n1,Oaks,Park office,500,20\n2,Elms,Ministry,300,10\n",
    "right": "No,Title,Lead,Goal,Now\n3,Limes,Ministry,500,20\n4,Pines,Park office,300,10\n",
}


def _import(folder: Path, desk: str, file: str) -> Registry:
    """Import the sheet of a desk on a branch of its own, with a profile that names a file for new commitments."""
    _git(folder, "checkout", "-q", "-b", desk, "main")
    (folder / "imports").mkdir(exist_ok=True)
    (folder / "imports" / "trees.toml").write_text(PROFILE.format(file=file), encoding="utf-8")
    sheet = folder.parent / f"{desk}.csv"
    sheet.write_text(SHEETS[desk], encoding="utf-8")
    _run(folder, "import", str(sheet), "--profile", "trees", "--on", "2026-02-01")
    _commit(folder)
    return read(folder).registry


@pytest.mark.parametrize("combine", [_merge, _rebase, _pick])
def test_imports_into_the_file_of_a_profile_are_merged(
    copied: Callable[[], Path], combine: Callable[[Path, Sequence[str]], None]
) -> None:
    """Two desks import other sheets into a file whose name begins with additions: git keeps the commitments of both."""
    folder = copied()
    registries = [_import(folder, desk, "additions-trees.toml") for desk in SHEETS]
    combine(folder, list(SHEETS))
    merged = read(folder)
    assert merged.problems == ()
    for table in ("updates", "commitments", "parties"):
        assert getattr(merged.registry, table) == {k: v for r in registries for k, v in getattr(r, table).items()}
    assert {"tree-1", "tree-4"} <= merged.registry.commitments.keys()


def test_a_file_without_a_merge_rule_is_reported(
    copied: Callable[[], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """The import says so, and the check, until the file is renamed; without the rule, git reports a conflict."""
    folder = copied()
    _import(folder, "left", "trees.toml")
    note = 'note: git has no merge rule for "trees.toml"; in the profile, name it "additions-trees.toml"\n'
    assert note in capsys.readouterr().err
    _import(folder, "right", "trees.toml")
    assert _git(folder, "merge", "--no-edit", "left", check=False).returncode == 1
    _git(folder, "merge", "--abort")
    capsys.readouterr()
    _run(folder, "check")
    assert capsys.readouterr().out.startswith(
        'trees.toml: warning[CT402]: the profile "trees" appends to a file that has no merge rule\n'
        '    hint: rename it, and say so in the profile: file = "additions-trees.toml"\n'
    )
    (folder / "trees.toml").rename(folder / "additions-trees.toml")
    (folder / "imports" / "trees.toml").write_text(PROFILE.format(file="additions-trees.toml"), encoding="utf-8")
    _run(folder, "check")
    assert "CT402" not in capsys.readouterr().out
    _run(folder, "import", str(folder.parent / "right.csv"), "--profile", "trees", "--on", "2026-02-01")
    assert capsys.readouterr() == ("recorded: nothing\nnot recorded: 2 unchanged\n", "")
