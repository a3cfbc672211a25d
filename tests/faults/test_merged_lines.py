"""Lines that a merge or an interrupted copy spoiled are read if that is safe, and otherwise named with the repair."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Call = Callable[..., "CompletedProcess[bytes]"]

FIRST, SECOND, THIRD = (
    f'2024080{n}T000000Z-0000000{n} = {{ commitment = "train", on = 2024-07-0{n}, add = 100, '
    f"recorded = 2024-08-0{n}T00:00:00Z }}\n"
    for n in (1, 2, 3)
)
TITLE = 'commitments.draft.title = { en = "A draft", ja = "案" }\n'
TO_FIX = "; to fix it: commitrack repair"


def spoil(registry: Path, text: str) -> None:
    """Write a text to the journal, below its one update of 1,000 people."""
    with (registry / "updates.toml").open("a", encoding="utf-8", newline="") as journal:
        journal.write(text)


def level(call: Call) -> int:
    """The latest figure."""
    (item,) = json.loads(call("show", "train", "--format", "json").stdout)["items"]
    return int(item["targets"][0]["actual"])


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_equal_lines_are_read_once(registry: Path, call: Call, ending: str) -> None:
    """A line that is there twice, also with another ending, counts once; check warns, and the next update is added."""
    spoil(registry, FIRST + SECOND + FIRST.replace("\n", ending) + SECOND)
    assert level(call) == 1200
    assert call("update", "train", "+100", "--on", "2024-07-31").returncode == 0
    assert level(call) == 1300
    result = call("check")
    assert result.returncode == 0
    assert (
        "updates.toml:5: warning[CT111]: 2 lines are there twice; this one is the same as line 3\n"
        in result.stdout.decode()
    )
    assert "hint: to delete the copy: commitrack repair\n" in result.stdout.decode()
    assert call("check", "--strict").returncode == 1


def test_equal_lines_of_additions_are_read_once(registry: Path, call: Call) -> None:
    """A doubled line of additions.toml is read once as well."""
    with (registry / "additions.toml").open("a", encoding="utf-8") as additions:
        additions.write(TITLE)
    assert call("list").returncode == 0
    assert (
        "additions.toml:3: warning[CT111]: 1 line is there twice; this one is the same as line 1"
        in call("check").stdout.decode()
    )


def test_an_update_in_two_segments_of_the_journal_is_read_once(registry: Path, call: Call) -> None:
    """If one side moved lines to another segment, and the merge brought them back, they count once."""
    spoil(registry, FIRST)
    (registry / "updates-0002.toml").write_text(f"[updates]\n{FIRST}{SECOND}", encoding="utf-8")
    assert level(call) == 1200
    assert '.20240801T000000Z-00000001" is defined in "updates-' in call("check").stdout.decode()


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        (FIRST[:-1] + SECOND, "updates.toml:3: error[CT104]", f"2 records are on one line{TO_FIX}"),
        (FIRST + SECOND[:-9], "updates.toml:4: error[CT104]",
         f"the last line is incomplete; commitrack never reported it as recorded{TO_FIX}"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", [("check",), ("list",), ("update", "train", "1500")], ids=" ".join)
def test_the_error_names_the_line_and_the_repair(
    registry: Path, refused: Callable[..., str], command: tuple[str, ...], text: str, place: str, hint: str
) -> None:
    """Joined lines and an incomplete last line are errors of every command, with the line and what to type."""
    spoil(registry, text)
    before = (registry / "updates.toml").read_bytes()
    problems = refused(*command)
    assert f"{place}: " in problems
    assert f"hint: {hint}\n" in problems
    assert (registry / "updates.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("start", "problem"), [("[updates]\n", "2 updates are above [updates]"), ("", "the header [updates] is missing")]
)
def test_updates_above_the_header_are_an_error(registry: Path, call: Call, start: str, problem: str) -> None:
    """Updates that a merge put above the header, or without one, are not ignored."""
    (registry / "updates.toml").write_text(f"{FIRST}{SECOND}{start}", encoding="utf-8")
    result = call("list")
    assert result.returncode == 3
    assert "updates.toml:1: error[CT106]: 2 updates are above [updates]\n" in result.stderr.decode()
    assert f"hint: {problem}{TO_FIX}\n" in result.stderr.decode()


OTHER = TITLE.replace("A draft", "Another") + "commitments.draft.recorded = 2024-06-02T00:00:00.5Z\n"
ADDED_TWICE = (
    '"draft" was added on both sides of a merge, here and in line 1: change the id in the lines of one of the two, or '
    "delete these lines"
)
CHANGED = (
    "has the same key and another value, as after a merge if one side changed the line: keep the one that is right, "
    "and delete the other"
)


@pytest.mark.parametrize(
    ("name", "text", "hint"),
    [
        ("additions.toml", OTHER, ADDED_TWICE),
        ("additions.toml", TITLE.replace("A draft", "Another"), f"line 1 {CHANGED}"),
        ("updates.toml", FIRST + FIRST.replace("100", "200"), f"line 3 {CHANGED}"),
    ],
    ids=["added twice", "changed", "changed in the journal"],
)  # fmt: skip
def test_lines_that_contradict_each_other_are_named(
    registry: Path, call: Call, name: str, text: str, hint: str
) -> None:
    """Two lines with one key and different values are an error that names both and says what to do."""
    with (registry / name).open("a", encoding="utf-8") as file:
        file.write(text)
    result = call("check")
    assert result.returncode == 1
    assert f"hint: {hint}\n" in result.stdout.decode()


REMOVED = '"draft" was removed, perhaps on another branch: restore it, or delete this reference; '


@pytest.mark.parametrize(
    ("additions", "hint"),
    [
        ("removed.draft = { added = 2024-06-01T00:00:00.5Z }\n", REMOVED),
        ("", '"draft" may have been removed, here or on another branch: restore it; '),
    ],
)
def test_an_update_of_a_removed_commitment_is_explained(registry: Path, call: Call, additions: str, hint: str) -> None:
    """If a merge brings an update of a commitment that another branch removed, the hint says so, and what to do."""
    spoil(registry, FIRST.replace('"train"', '"draft"').replace("add = 100", 'note = "n"'))
    (registry / "additions.toml").write_text(additions, encoding="utf-8")
    result = call("check")
    assert result.returncode == 1
    assert f"{hint}see: commitrack check --explain CT201\n" in result.stdout.decode()
    assert b"git log -p -S" in call("check", "--explain", "CT201").stdout


def test_equal_rows_of_a_file_are_all_recorded_and_not_again(registry: Path, call: Call) -> None:
    """Equal rows in one file are meant, as in two trainings of 300 people; importing the file again adds nothing."""
    (registry / "rows.csv").write_text("commitment,on,actual\n" + 2 * "train,2024-07-31,+300\n", encoding="utf-8")
    for answer in (b"2 added, 0 already recorded\n", b"0 added, 2 already recorded\n"):
        result = call("update", "--from", "rows.csv")
        assert (result.returncode, result.stdout.startswith(answer)) == (0, True)
        assert level(call) == 1600
