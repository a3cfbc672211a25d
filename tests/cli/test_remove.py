"""``commitrack remove`` takes back a commitment that was added, if nothing refers to it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commitrack.registry.read import read

Run = Callable[..., Any]
Terminal = Callable[..., tuple[int, str]]
OTHER = 'commitments.other.title = "Other"  # a comment\n\nareas.law.title = "Law"\n'
WITHDRAW = 'withdraw it instead: commitrack update plan --lifecycle withdrawn --reason "…"'


@pytest.fixture
def added(run: Run, folder: Path) -> Path:
    """additions.toml of a registry with the added commitment “plan”, after lines that a person wrote."""
    path = folder / "additions.toml"
    path.write_text(OTHER, encoding="utf-8")
    assert run("add", "--title", "A plan", "--id", "plan", "--target", "5 people", "--by", "desk").code == 0
    return path


def lines(path: Path) -> list[str]:
    """The lines of the added commitment."""
    return [line for line in path.read_text("utf-8").splitlines() if line.startswith("commitments.plan.")]


def removal(path: Path) -> str:
    """The line that remains of the added commitment."""
    recorded = next(line.rpartition(" ")[2] for line in lines(path) if ".recorded = " in line)
    return f"removed.plan = {{ added = {recorded} }}\n"


def test_the_lines_of_the_commitment_are_removed(run: Run, added: Path) -> None:
    """remove deletes exactly its lines and shows them, adds one that says so, and keeps every other byte."""
    old, remaining = lines(added), removal(added)
    result = run("remove", "plan", "--yes")
    assert (result.code, result.err) == (0, "")
    assert result.out == "".join(f"{line}\n" for line in (f"removed from {added}:", *old))
    assert added.read_text("utf-8") == OTHER + remaining
    assert "plan" not in read(added.parent).registry.commitments
    assert run("check").out.startswith("no problems")


def test_a_removed_id_may_be_used_again(run: Run, added: Path) -> None:
    """A commitment of the same id can be added and removed again; only the last removal is kept."""
    assert run("remove", "plan", "--yes").code == 0
    assert run("add", "--title", "A better plan", "--id", "plan").code == 0
    remaining = removal(added)
    assert run("check").out.startswith("no problems")
    assert run("remove", "plan", "--yes").code == 0
    assert added.read_text("utf-8") == OTHER + remaining


def test_the_only_commitment_may_be_removed(run: Run, tmp_path: Path) -> None:
    """remove accepts that the registry is empty afterwards, as it may be before the first commitment."""
    (tmp_path / "commitments.toml").write_text("")
    assert run("add", "--title", "A plan", "--id", "plan").code == 0
    assert run("remove", "plan", "--yes").code == 0
    assert read(tmp_path).registry.commitments == {}


def test_an_edited_commitment_is_removed_as_a_whole(run: Run, added: Path) -> None:
    """Values over several lines are removed with their key; line endings and the byte order mark are kept."""
    text = f'commitments.plan.note = """two\nlines"""\n{added.read_text("utf-8")}areas.sea = {{ title = "S" }}'
    added.write_bytes(text.replace("\n", "\r\n").encode("utf-8"))
    remaining = removal(added)
    assert run("remove", "plan", "--yes").code == 0
    expected = f'{OTHER}areas.sea = {{ title = "S" }}\n{remaining}'
    assert added.read_bytes() == expected.replace("\n", "\r\n").encode()


UPDATE = (
    '[updates]\n20260101T000000Z-0001 = { commitment = "plan", on = 2026-01-01, '
    'recorded = 2026-01-01T00:00:00Z, note = "n" }\n'
)
REFERENCES = {
    "an update": (UPDATE,
                  ['cannot remove "plan": it has 1 update in the journal', WITHDRAW]),
    "a part": ('[commitments.part]\ntitle = "P"\npart_of = "plan"\n',
               ['cannot remove "plan": "part" refers to it (part_of)', "change that first: commitrack edit part"]),
    "a near-twin": ('[commitments.twin]\ntitle = "T"\ncounted_with = "plan"\n',
                    ['cannot remove "plan": "twin" refers to it (counted_with)', "commitrack edit twin"]),
    "a relation": ('[commitments.friend]\ntitle = "F"\nrelated = ["training", "plan"]\n',
                   ['cannot remove "plan": "friend" refers to it (related)', "commitrack edit friend"]),
}  # fmt: skip


@pytest.mark.parametrize("by", REFERENCES)
def test_a_commitment_that_something_refers_to_is_kept(run: Run, added: Path, by: str) -> None:
    """For a commitment with an update, a part or a relation, remove exits with 2 and says what to do instead."""
    text, expected = REFERENCES[by]
    before = added.read_bytes()
    (added.parent / "z.toml").write_text(text)
    result = run("remove", "plan", "--yes")
    assert (result.code, result.out) == (2, "")
    assert all(part in result.err for part in expected), result.err
    assert added.read_bytes() == before


@pytest.mark.parametrize(
    ("argv", "code", "expected"),
    [
        (("training", "--yes"), 2, ['cannot remove "training": it has 1 update']),
        (("training-plan", "--yes"), 2, [
            '"training-plan" was not added with commitrack add; it is in "commitments.toml", line 19',
            "delete its table: commitrack edit training-plan",
        ]),
        (("other", "--yes"), 2, ['"other" was not added with commitrack add; it is in "additions.toml", line 1']),
        (("plam", "--yes"), 4, ['unknown commitment "plam"', 'did you mean "plan"?']),
        (("plan",), 2, ['not removed: "plan" needs a confirmation', "without a terminal, add --yes"]),
    ],
)  # fmt: skip
def test_what_cannot_be_removed(run: Run, added: Path, argv: tuple[str, ...], code: int, expected: list[str]) -> None:
    """remove refuses commitments that people wrote, unknown ones, and to remove anything without a confirmation."""
    before = added.read_bytes()
    result = run("remove", *argv)
    assert (result.code, result.out) == (code, "")
    assert all(part in result.err for part in expected), result.err
    assert added.read_bytes() == before


def test_lines_that_cannot_be_separated_are_kept(run: Run, added: Path) -> None:
    """If a person added a [table] header at the end of the file, remove exits with 6 and writes nothing."""
    added.write_text(f'{added.read_text("utf-8")}[areas.sea]\ntitle = "Sea"\n', encoding="utf-8")
    before = added.read_bytes()
    result = run("remove", "plan", "--yes")
    assert (result.code, result.out) == (6, "")
    assert 'the lines of "plan" cannot be removed from "additions.toml" without changing others' in result.err
    assert added.read_bytes() == before


def test_a_dry_run_writes_nothing(run: Run, added: Path) -> None:
    """With --dry-run, remove shows the lines without asking, and changes no file."""
    before = added.read_bytes()
    result = run("remove", "plan", "--dry-run")
    assert (result.code, result.err) == (0, "")
    assert result.out == "".join(f"{line}\n" for line in (f"would remove from {added}:", *lines(added)))
    assert added.read_bytes() == before


@pytest.mark.parametrize(("answer", "removed"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_on_a_terminal_remove_asks(terminal: Terminal, added: Path, answer: str, removed: bool) -> None:  # noqa: FBT001
    """remove shows the lines and asks; without a yes, it says that nothing was removed."""
    old = lines(added)
    code, output = terminal("remove", "plan", typed=[("Remove plan? [y/N]:", answer)], columns=200)
    assert code == 0
    assert all(line in output for line in old)
    assert ("nothing was removed" in output) is not removed
    assert (lines(added) == []) is removed
