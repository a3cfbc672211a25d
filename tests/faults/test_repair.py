"""``commitrack repair`` puts right what needs no decision, shows it, keeps a copy and loses no record."""

import json
import os
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Call = Callable[..., "CompletedProcess[bytes]"]

START = (
    '[updates]\n20240701T000000Z-00000001 = { commitment = "train", on = 2024-06-30, actual = 1_000, '
    "recorded = 2024-07-01T00:00:00Z }\n"
)
FIRST, SECOND = (
    f'2024080{n}T000000Z-0000000{n} = {{ commitment = "train", on = 2024-07-0{n}, add = 100, '
    f"recorded = 2024-08-0{n}T00:00:00Z }}\n"
    for n in (1, 2)
)
TORN = SECOND[:40]

CASES = {
    "equal lines": (
        f"{START}{FIRST}{SECOND}{FIRST}", f"{START}{FIRST}{SECOND}", 1200, "the line is the same as line 3",
    ),
    "joined lines": (f"{START}{FIRST[:-1]}{SECOND}", f"{START}{FIRST}{SECOND}", 1200, "2 records are on one line"),
    "line endings": (
        f"{START}{FIRST[:-1]}\r\n{SECOND}", f"{START}{FIRST}{SECOND}", 1200,
        "1 line ends as on Windows, the others as on Unix",
    ),
    "incomplete last line": (
        f"{START}{FIRST}{TORN}", f"{START}{FIRST}# {TORN}\n", 1100,
        "the last line is incomplete; commitrack never reported it as recorded",
    ),
    "above the header": (
        f"{FIRST}{SECOND}{START}", START.replace("\n", f"\n{FIRST}{SECOND}", 1), 1200, "2 updates are above [updates]",
    ),
    "all of them": (
        f"{SECOND}{START}{FIRST[:-1]}\r\n{FIRST}{SECOND[:-1]}{FIRST}{TORN}",
        START.replace("\n", f"\n{SECOND}", 1) + f"{FIRST}# {TORN}\n", 1200, "line",
    ),
}  # fmt: skip


def level(call: Call) -> int:
    """The latest figure."""
    (item,) = json.loads(call("show", "train", "--format", "json").stdout)["items"]
    return int(item["targets"][0]["actual"])


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


@pytest.mark.parametrize("case", CASES)
def test_what_needs_no_decision_is_repaired(registry: Path, call: Call, case: str) -> None:
    """A dry run shows the repair and writes nothing; repair makes it, keeps the old bytes and mode, and check is
    satisfied; then nothing is left to repair."""
    spoiled, repaired, expected, problem = CASES[case]
    path = registry / "updates.toml"
    write(path, spoiled)
    path.chmod(0o640)
    shown = call("repair", "--dry-run")
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert problem in shown.stdout.decode()
    assert [file.name for file in registry.glob("*.orig*")] == []
    assert path.read_bytes() == spoiled.encode()
    result = call("repair")
    assert (result.returncode, result.stderr) == (0, b"")
    assert shown.stdout.decode().splitlines()[:-1] == [
        line for line in result.stdout.decode().splitlines()[:-1] if "the old content is in" not in line
    ]
    assert path.read_bytes() == repaired.encode()
    copy = registry / "updates.toml.orig"
    assert copy.read_bytes() == spoiled.encode()
    assert {stat.S_IMODE(file.stat().st_mode) for file in (path, copy)} == {0o640}
    assert level(call) == expected
    assert call("check", "--no-evidence").stdout.startswith(b"no problems")
    assert call("repair").stdout.decode().startswith("nothing to repair in ")


def test_the_lines_before_and_after_are_shown(registry: Path, call: Call) -> None:
    """Each repair is shown as its place and problem, the lines before with a minus and those after with a plus."""
    write(registry / "updates.toml", f"{START}{FIRST[:-1]}{SECOND}")
    lines = call("repair").stdout.decode().splitlines()
    assert lines == [
        "updates.toml:3: 2 records are on one line",
        f"  - {FIRST[:-1]}{SECOND[:-1]}", f"  + {FIRST[:-1]}", f"  + {SECOND[:-1]}",
        "updates.toml: the old content is in updates.toml.orig",
        f"repaired 1 place in {registry}",
    ]  # fmt: skip


def test_a_copy_in_additions_is_deleted(registry: Path, call: Call) -> None:
    """A commitment that was moved to commitments.toml and came back in additions.toml is deleted there, if both are
    the same; one that differs is left to the user."""
    additions, moved = registry / "additions.toml", registry / "commitments.toml"
    lines = additions.read_text("utf-8")
    write(
        moved,
        moved.read_text("utf-8")
        + lines.replace("commitments.draft.", "", 2).replace("title", "\n[commitments.draft]\ntitle", 1),
    )
    write(additions, f'commitments.other.title = "Other"\n{lines}')
    assert b"CT111" in call("check").stdout
    result = call("repair")
    assert result.returncode == 0
    assert 'additions.toml:2: "commitments.draft" is defined in "commitments.toml", line ' in result.stdout.decode()
    assert additions.read_text("utf-8") == 'commitments.other.title = "Other"\n'
    assert call("check").stdout.startswith(b"no problems")
    different = lines.replace("A draft", "Another")
    write(additions, different)
    result = call("repair")
    assert result.returncode == 1
    assert result.stdout.decode().endswith("1 error needs a decision; see: commitrack check\n")
    assert additions.read_text("utf-8") == different


def test_a_copy_in_another_segment_of_the_journal_is_deleted(registry: Path, call: Call) -> None:
    """An update that is in two segments is deleted from the later one."""
    write(registry / "updates.toml", f"{START}{FIRST}")
    write(registry / "updates-0002.toml", f"[updates]\n{FIRST}{SECOND}")
    assert call("repair").returncode == 0
    texts = [(registry / name).read_text("utf-8") for name in ("updates.toml", "updates-0002.toml")]
    assert "".join(texts).count(FIRST) == 1
    assert level(call) == 1200


def test_old_copies_are_never_overwritten(registry: Path, call: Call) -> None:
    """Every repair keeps a copy of its own, also where the name is taken by a link."""
    path = registry / "updates.toml"
    (registry / "updates.toml.orig").symlink_to(registry / "elsewhere")
    for number in (2, 3):
        write(path, START + FIRST * number)
        assert call("repair").returncode == 0
        assert (registry / f"updates.toml.orig{number}").read_text("utf-8") == START + FIRST * number
    assert not (registry / "elsewhere").exists()


DECISIONS = {
    "other values": f"{START}{FIRST}{FIRST.replace('100', '200')}",
    "a typing error": f"{START}{FIRST.replace('=', '', 1)}{SECOND}",
    "a conflict": f"{START}<<<<<<< HEAD\n{FIRST}=======\n{SECOND}>>>>>>> theirs\n",
}


@pytest.mark.parametrize("case", DECISIONS)
def test_what_needs_a_decision_is_left_alone(registry: Path, call: Call, case: str) -> None:
    """Lines with one key and different values, and any other error, are not touched; the exit code is 1."""
    path = registry / "updates.toml"
    write(path, DECISIONS[case])
    result = call("repair")
    assert result.returncode == 1
    assert result.stdout.decode().splitlines()[-1] == "1 error needs a decision; see: commitrack check"
    assert path.read_bytes() == DECISIONS[case].encode()
    assert not list(registry.glob("*.orig*"))


def test_the_lock_is_respected(registry: Path, call: Call) -> None:
    """repair takes the lock that every writing command takes; --dry-run does not, and writes nothing."""
    write(registry / "updates.toml", f"{START}{FIRST}{FIRST}")
    names = sorted(registry.iterdir())
    assert call("repair", "--dry-run").returncode == 0
    assert sorted(registry.iterdir()) == names
    assert call("repair").returncode == 0
    assert (registry / ".commitrack.lock").exists()


def test_a_lost_answer_and_a_full_disk(registry: Path, call: Call, script: Path) -> None:
    """If the answer cannot be printed, the exit code is 7, and the repair is made; if the disk accepts no file, nothing
    is changed, and no copy remains."""
    path = registry / "updates.toml"
    write(path, f"{START}{FIRST}{FIRST}")
    command = ["bash", "-c", 'ulimit -f 0; exec "$0" repair', str(script)]
    result = subprocess.run(command, cwd=registry, capture_output=True, timeout=60, check=False)
    assert result.returncode == 6
    assert path.read_text("utf-8") == f"{START}{FIRST}{FIRST}"
    assert not list(registry.glob("*.orig*"))
    with Path("/dev/full").open("wb") as full:
        result = call("repair", stdout=full, stderr=subprocess.PIPE)
    assert result.returncode == 7
    assert b"hint: the repairs are made; see: commitrack check\n" in result.stderr
    assert path.read_text("utf-8") == f"{START}{FIRST}"
    assert (registry / "updates.toml.orig").read_text("utf-8") == f"{START}{FIRST}{FIRST}"


@pytest.mark.parametrize("name", ["updates.toml", "other.toml"])
def test_a_file_that_cannot_be_opened_stops_the_repair(registry: Path, call: Call, name: str) -> None:
    """A pipe, or a link to a file outside, is reported, and nothing is written."""
    write(registry / "updates-0002.toml", f"[updates]\n{FIRST}{FIRST}")
    (registry / name).unlink(missing_ok=True)
    os.mkfifo(registry / name)
    result = call("repair")
    assert result.returncode == 3
    assert f"{name}: error[CT101]: not a regular file\n".encode() in result.stderr
    assert not list(registry.glob("*.orig*"))


def test_a_repair_that_shows_a_contradiction_loses_nothing(registry: Path, call: Call) -> None:
    """If a repaired file turns out to contradict another one, both lines are kept, and the exit code is 1."""
    write(registry / "updates.toml", f"{START}{FIRST}")
    other = FIRST.replace("add = 100", "add = 200")
    write(registry / "updates-0002.toml", f"{other}{SECOND}[updates]\n{SECOND}")
    result = call("repair")
    assert result.returncode == 1
    assert (registry / "updates-0002.toml").read_text("utf-8") == f"[updates]\n{other}{SECOND}"
    assert (registry / "updates.toml").read_text("utf-8") == f"{START}{FIRST}"
    assert b"error[CT109]" in call("check").stdout
