"""What git makes of the situations that people get into: nothing is lost silently.

After each merge, the registry can be read, or ``check`` names what ``repair`` puts right, and repair does it, or a
sentence says what to do.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from commitrack.registry.merge_rules import MERGE_RULES

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

Call = Callable[..., "subprocess.CompletedProcess[bytes]"]
Step = Callable[[Path], object]

IDENTITY = {
    **os.environ,
    "GIT_AUTHOR_NAME": "desk", "GIT_AUTHOR_EMAIL": "desk@example.org", "GIT_EDITOR": "true",
    "GIT_COMMITTER_NAME": "desk", "GIT_COMMITTER_EMAIL": "desk@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
}  # fmt: skip
JOURNAL, ADDITIONS, TABLES = "updates.toml", "additions.toml", "commitments.toml"
LAST = (
    '20240801T000000Z-00000001 = { commitment = "train", on = 2024-07-31, note = "base", '
    "recorded = 2024-08-01T00:00:00Z }"
)
"""The last line of the journal, which every branch starts from."""


def update(desk: str, *, number: int = 2, id: str = "train") -> str:  # noqa: A002
    """A line of the journal."""
    key = f"2024080{number}T000000Z-{sum(desk.encode()):08x}"
    return (
        f'{key} = {{ commitment = "{id}", on = 2024-07-31, note = "{desk}", recorded = 2024-08-0{number}T00:00:00Z }}'
    )


def addition(id: str, title: str) -> str:  # noqa: A002
    """The lines of an added commitment."""
    return f'commitments.{id}.title = "{title}"\ncommitments.{id}.recorded = 2024-08-02T00:00:00.{sum(title.encode())}Z'


def append(text: str, name: str = JOURNAL, *, end: str = "\n") -> Step:
    """A step that appends lines to a file."""

    def step(folder: Path) -> None:
        path = folder / name
        path.write_bytes((path.read_bytes() if path.exists() else b"") + f"{text}{end}".encode())

    return step


def replace(old: str, new: str, name: str = JOURNAL) -> Step:
    """A step that replaces text in a file."""

    def step(folder: Path) -> None:
        content = (folder / name).read_bytes()
        assert old.encode() in content
        (folder / name).write_bytes(content.replace(old.encode(), new.encode()))

    return step


def both(*steps: Step) -> Step:
    """Several steps, one after the other."""
    return lambda folder: [step(folder) for step in steps]


def without_final_newline(folder: Path) -> None:
    path = folder / JOURNAL
    path.write_bytes(path.read_bytes().rstrip(b"\n"))


def as_on_windows(folder: Path) -> None:
    path = folder / JOURNAL
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def new_segment(folder: Path) -> None:
    """The journal becomes its first segment, and an empty one takes its place."""
    (folder / JOURNAL).rename(folder / "updates-0001.toml")
    (folder / JOURNAL).write_text("[updates]\n")


def moved(folder: Path) -> None:
    """The commitment in additions.toml is moved to commitments.toml."""
    lines = (folder / ADDITIONS).read_text("utf-8").replace("commitments.draft.", "")
    append(f"\n[commitments.draft]\n{lines}", TABLES)(folder)
    (folder / ADDITIONS).write_text("")


def removed(folder: Path) -> None:
    """The commitment in additions.toml is removed, as ``commitrack remove`` does it."""
    (folder / ADDITIONS).write_text("removed.draft = { added = 2024-06-01T00:00:00.5Z }\n")


RULES = "".join(f"{rule}\n" for rule in MERGE_RULES)


class Situation(NamedTuple):
    """What both branches do, and what check says about the result: nothing, the repair, or a part of a sentence."""

    left: Step
    right: Step
    says: str = ""
    rules: str = RULES


WITHOUT_LINE_ENDINGS = "updates*.toml merge=union\nadditions.toml merge=union\n"
REPAIR = "commitrack repair"
SITUATIONS: Mapping[str, Situation] = {
    "both record": Situation(append(update("left")), append(update("right"))),
    "both record in the same second": Situation(
        append(update("left", number=3)), append(update("right", number=3)),
    ),
    "both record the same line": Situation(append(update("both")), append(update("both"))),
    "both record and add": Situation(
        both(append(update("left")), append(addition("left", "L"), ADDITIONS)),
        both(append(update("right")), append(addition("right", "R"), ADDITIONS)),
    ),
    "no final newline on one side": Situation(append(update("left"), end=""), append(update("right"))),
    "no final newline on both sides": Situation(append(update("left"), end=""), append(update("right"), end="")),
    "the final newline removed on one side": Situation(without_final_newline, append(update("right")), REPAIR),
    "line endings of Windows on one side": Situation(
        both(append(update("left")), as_on_windows), append(update("right")),
    ),
    "line endings of Windows on one side, without the rule": Situation(
        both(append(update("left")), as_on_windows), append(update("right")), REPAIR, WITHOUT_LINE_ENDINGS,
    ),
    "both change the last line": Situation(
        replace("base", "left"), replace("base", "right"), "has the same key and another value",
    ),
    "both change the last line in the same way": Situation(replace("base", "same"), replace("base", "same")),
    "one corrects and one records": Situation(
        replace("base", "left"), append(update("right")), "has the same key and another value",
    ),
    "one starts a new segment": Situation(
        append(f"[updates]\n{update('left')}", "updates-0002.toml"), append(update("right")),
    ),
    "both start the same segment": Situation(
        append(f"[updates]\n{update('left')}", "updates-0002.toml"),
        append(f"[updates]\n{update('right')}", "updates-0002.toml"),
    ),
    "one moves the lines to another segment": Situation(new_segment, append(update("right")), REPAIR),
    "both add the same id": Situation(
        append(addition("new", "Left"), ADDITIONS), append(addition("new", "Right"), ADDITIONS),
        '"new" was added on both sides of a merge',
    ),
    "one moves a commitment and one adds": Situation(moved, append(addition("right", "R"), ADDITIONS), REPAIR),
    "one removes a commitment and one adds": Situation(
        removed, append(addition("right", "R"), ADDITIONS), '"draft" was removed, and is in the registry again',
    ),
    "one removes a commitment and one updates it": Situation(
        removed, append(update("right", id="draft")), '"draft" was removed, perhaps on another branch',
    ),
    "one renames a commitment and one updates it": Situation(
        replace("[commitments.plan]", '[commitments.program]\nformerly = ["plan"]', TABLES),
        append(update("right", id="plan")),
    ),
    "without the rules": Situation(
        append(update("left")), append(update("right")), "git resolves it: git checkout -m ", "",
    ),
}  # fmt: skip


def git(folder: Path, *argv: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(["git", *argv], cwd=folder, env=IDENTITY, capture_output=True, text=True, check=check)


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", "change")


def lines(folder: Path) -> set[str]:
    """All lines of all TOML files, without their endings."""
    return {line.strip() for path in folder.glob("*.toml") for line in path.read_text("utf-8").splitlines()}


def branched(folder: Path, situation: Situation) -> set[str]:
    """Commit what both sides do, each on a branch; return the lines that no side has deleted."""
    replace("[commitments.plan]\n", '[commitments.plan]\nnote = "n"\n', TABLES)(folder)
    (folder / JOURNAL).write_text(f"{(folder / JOURNAL).read_text('utf-8')}{LAST}\n")
    (folder / ".gitattributes").write_text(situation.rules)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "config", "core.autocrlf", "false")
    commit(folder)
    base, sides = lines(folder), []
    for name, step in (("left", situation.left), ("right", situation.right)):
        git(folder, "checkout", "-q", "-b", name, "main")
        step(folder)
        commit(folder)
        sides.append(lines(folder))
    left, right = sides
    return (left - base) | (right - base) | (left & right)


COMBINATIONS: Mapping[str, list[list[str]]] = {
    "merge": [["checkout", "-q", "left"], ["merge", "-q", "--no-edit", "right"]],
    "merge the other way": [["checkout", "-q", "right"], ["merge", "-q", "--no-edit", "left"]],
    "rebase": [["checkout", "-q", "right"], ["rebase", "-q", "left"]],
}


@pytest.mark.parametrize("combination", COMBINATIONS)
@pytest.mark.parametrize("case", SITUATIONS)
def test_nothing_is_lost_silently(registry: Path, call: Call, case: str, combination: str) -> None:
    """Every line that no side deleted is still there, and what is wrong is repaired or explained."""
    situation = SITUATIONS[case]
    expected = branched(registry, situation)
    is_merged = all(git(registry, *step, check=False).returncode == 0 for step in COMBINATIONS[combination])
    assert expected <= lines(registry)
    result = call("check")
    said = result.stdout.decode()
    if is_merged and said.startswith("no problems"):
        assert result.returncode == 0
        return
    assert situation.says in said, said
    assert situation.says, said
    if situation.says == REPAIR:
        assert call("repair").returncode == 0
        assert call("check").stdout.startswith(b"no problems") or not situation.rules.count("eol")
        assert expected <= lines(registry)
        assert call("repair").stdout.startswith(b"nothing to repair")


def test_crossing_cherry_picks_are_repaired(registry: Path, call: Call) -> None:
    """If two branches pick from each other and are merged then, the doubled lines are read once, and repaired."""
    expected = branched(registry, SITUATIONS["both record and add"])
    pick = ["cherry-pick", "--allow-empty", "--keep-redundant-commits"]
    for argv in ([*pick, "left"], ["checkout", "-q", "left"], [*pick, "right~1"], ["merge", "--no-edit", "right"]):
        git(registry, *argv)
    assert call("list").returncode == 0
    assert REPAIR in call("check").stdout.decode()
    assert call("repair").returncode == 0
    assert call("check").stdout.startswith(b"no problems")
    assert expected <= lines(registry)
    texts = [path.read_text("utf-8").splitlines() for path in (registry / JOURNAL, registry / ADDITIONS)]
    assert all(len(text) == len(set(text)) for text in texts)


def test_a_merge_button_that_ignores_the_rules(registry: Path, call: Call) -> None:
    """Where a host sees a conflict, merging its branch locally has none, and then the button works, too."""
    expected = branched(registry, SITUATIONS["both record and add"])
    ignoring = registry / ".git" / "info" / "attributes"
    ignoring.parent.mkdir(exist_ok=True)
    ignoring.write_text("*.toml merge=text\n")
    assert git(registry, "merge", "left", check=False).returncode == 1
    git(registry, "merge", "--abort")
    ignoring.unlink()
    git(registry, "merge", "-q", "--no-edit", "left")
    ignoring.write_text("*.toml merge=text\n")
    git(registry, "checkout", "-q", "left")
    git(registry, "merge", "-q", "--no-edit", "--no-ff", "right")
    assert expected <= lines(registry)
    assert call("check").stdout.startswith(b".gitattributes: warning[CT402]")


def test_a_conflict_for_want_of_the_rules_is_resolved_by_one_command(registry: Path, call: Call) -> None:
    """If git stopped at a conflict, the command in the hint resolves it once the rules are there."""
    expected = branched(registry, SITUATIONS["without the rules"])
    assert git(registry, "merge", "left", check=False).returncode == 1
    assert b"git resolves it: git checkout -m " in call("check").stdout
    (registry / ".gitattributes").write_text(RULES)
    git(registry, "checkout", "-m", JOURNAL)
    assert call("check").stdout.startswith(b"no problems")
    assert expected <= lines(registry)
