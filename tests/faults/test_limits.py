"""Faults: a full disk, a limit on the size of files, a file built to fill the memory. Through the console script."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

resource = pytest.importorskip("resource", reason="needs limits on processes")
Call = Callable[..., subprocess.CompletedProcess[bytes]]
ON = ("--on", "2025-06-30")
WRITING = {
    "update": ("update", "train", "1500", *ON),
    "amend": ("amend", "train", "--value", "4000", "--reason", "r", *ON),
    "undo": ("undo",),
    "add": ("add", "--title", "Another plan"),
}


def limited(kind: int, size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(kind, (size, size))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != ".commitrack.lock"}


@pytest.mark.parametrize("command", WRITING)
@pytest.mark.parametrize("size", [0, 1, 150])
def test_a_file_that_may_not_grow_is_left_as_it_was(call: Call, registry: Path, command: str, size: int) -> None:
    """The system refuses the first byte, the second, or one in the middle: exit 6, one sentence, no litter."""
    before = files(registry)
    ran = call(*WRITING[command], preexec_fn=limited(resource.RLIMIT_FSIZE, size))
    assert (ran.returncode, ran.stdout) == (6, b"")
    assert b"File too large" in ran.stderr
    assert b"hint: nothing was changed" in ran.stderr
    assert b"Traceback" not in ran.stderr
    assert files(registry) == before
    assert call(*WRITING[command]).returncode == 0


@pytest.mark.parametrize("command", WRITING)
def test_lost_output_is_an_error(call: Call, registry: Path, command: str) -> None:
    """Nothing can be printed: exit 6, and the message states that the line was written all the same, once."""
    before = files(registry)
    with Path("/dev/full").open("wb") as full:
        ran = call(*WRITING[command], stdout=full, stderr=subprocess.PIPE)
    assert ran.returncode == 6
    assert b"No space left on device" in ran.stderr
    assert b"the change is recorded in the registry; do not record it again" in ran.stderr
    after = files(registry)
    assert sum(len(text) for text in after.values()) > sum(len(text) for text in before.values())
    assert call("check").returncode == 0


@pytest.mark.parametrize("command", [("log",), ("schema",), ("evidence", "check"), *WRITING.values()], ids=" ".join)
def test_reading_and_dry_runs_into_a_full_disk(call: Call, registry: Path, command: tuple[str, ...]) -> None:
    """Exit 6, one sentence, and nothing written."""
    before = files(registry)
    dry = ("--dry-run",) if command in WRITING.values() else ()
    with Path("/dev/full").open("wb") as full:
        ran = call(*command, *dry, stdout=full, stderr=subprocess.PIPE)
    assert ran.returncode == 6
    assert len(ran.stderr.splitlines()) == 1
    assert b"No space left on device" in ran.stderr
    assert files(registry) == before


BOMBS = {
    "a dotted key": "a." * 20_000 + "a = 1\n",
    "many dotted keys": ("a.b.c.d.e.f.g.h.i = 1\n") * 20_000,
    "brackets": "a = " + "[" * 100_000 + "]" * 100_000 + "\n",
    "5,000 digits": f"due = {'9' * 5_000}\n",
    "an exponent of a million": "due = 1e1000000\n",
}


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("name", ["commitments.toml", "updates.toml"])
def test_a_bomb_is_refused_quickly_with_little_memory(call: Call, registry: Path, name: str, bomb: str) -> None:
    """In under a second (of this process's own time) and a gigabyte: exit 3, the file, the line, the reason."""
    path = registry / name
    path.write_text(path.read_text(encoding="utf-8") + "[commitments.bomb]\n" + BOMBS[bomb], encoding="utf-8")
    line = path.read_text(encoding="utf-8").split("\n").index("[commitments.bomb]") + 2
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = call("list", preexec_fn=limited(resource.RLIMIT_AS, 2**30))
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert ran.returncode == 3
    assert ran.stderr.startswith(f"{name}:{line}: error[CT105]: ".encode())
    assert len(ran.stderr) < 2_000
    assert (now.ru_utime + now.ru_stime) - (spent.ru_utime + spent.ru_stime) < 1


@pytest.mark.parametrize(
    "command",
    [
        ("list",), ("list", "part_of:c0"), ("list", "--all", "--format", "json"), ("show", "c0"), ("show", "c1199"),
        ("check", "--strict"), ("report",), ("report", "--format", "html"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_long_chain_of_parts_is_no_recursion(call: Call, registry: Path, command: tuple[str, ...]) -> None:
    """1,200 commitments, each a part of the one before: every command answers."""
    chain = '[parties.office]\ntitle = "The office"\n[commitments.c0]\ntitle = "C"\nparties.responsible = ["office"]\n'
    chain += "".join(f'[commitments.c{n}]\ntitle = "C"\npart_of = "c{n - 1}"\n' for n in range(1, 1200))
    (registry / "commitments.toml").write_text(chain, encoding="utf-8")
    (registry / "updates.toml").write_text("[updates]\n", encoding="utf-8")
    ran = call(*command)
    assert (ran.returncode, ran.stderr) == (0, b"")
