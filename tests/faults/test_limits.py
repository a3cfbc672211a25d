"""A full disk, a limit on the size of files, and files designed to exhaust memory, tested with the console script."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

resource = pytest.importorskip("resource", reason="needs limits on processes")
Call = Callable[..., subprocess.CompletedProcess[bytes]]
KEY = "20240701T000000Z-00000001"
ON = ("--on", "2025-06-30")
WRITE_COMMANDS = {
    "update": ("update", "train", "1500", *ON),
    "amend": ("amend", "train", "--value", "4000", "--reason", "r", *ON),
    "undo": ("undo", KEY),
    "rename": ("rename", "train", "training"),
    "add": ("add", "--title", "Another plan"),
}


def limited(kind: int, size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(kind, (size, size))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != ".commitrack.lock"}


@pytest.mark.parametrize("command", WRITE_COMMANDS)
@pytest.mark.parametrize("size", [0, 1, 150])
def test_a_file_that_may_not_grow_is_left_as_it_was(call: Call, registry: Path, command: str, size: int) -> None:
    """If the system refuses to write at any byte, the command exits with 6 and the reason, and no file changes."""
    before = files(registry)
    result = call(*WRITE_COMMANDS[command], preexec_fn=limited(resource.RLIMIT_FSIZE, size))
    assert (result.returncode, result.stdout) == (6, b"")
    assert b"File too large" in result.stderr
    assert b"hint: nothing was changed" in result.stderr
    assert b"Traceback" not in result.stderr
    assert files(registry) == before
    assert call(*WRITE_COMMANDS[command]).returncode == 0


@pytest.mark.parametrize(
    "command", [("log",), ("schema",), ("check",), ("evidence", "check"), *WRITE_COMMANDS.values()], ids=" ".join
)
def test_reading_and_dry_runs_into_a_full_disk(call: Call, registry: Path, command: tuple[str, ...]) -> None:
    """If a command that writes no file cannot print its output, it exits with 6 and one message."""
    before = files(registry)
    options = ("--dry-run",) if command in WRITE_COMMANDS.values() else ()
    with Path("/dev/full").open("wb") as full:
        result = call(*command, *options, stdout=full, stderr=subprocess.PIPE)
    assert result.returncode == 6
    assert len(result.stderr.splitlines()) == 1
    assert b"No space left on device" in result.stderr
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
    """A file designed to exhaust memory is refused with its line, within a second of CPU time and a gigabyte."""
    path = registry / name
    path.write_text(path.read_text(encoding="utf-8") + "[commitments.bomb]\n" + BOMBS[bomb], encoding="utf-8")
    line = path.read_text(encoding="utf-8").split("\n").index("[commitments.bomb]") + 2
    usage_before = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = call("list", preexec_fn=limited(resource.RLIMIT_AS, 2**30))
    usage_after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert result.returncode == 3
    assert result.stderr.startswith(f"{name}:{line}: error[CT105]: ".encode())
    assert len(result.stderr) < 2_000
    assert (usage_after.ru_utime + usage_after.ru_stime) - (usage_before.ru_utime + usage_before.ru_stime) < 1


SPOILED = {
    **{name: text for name, text in BOMBS.items() if name != "many dotted keys"},  # equal lines are repaired
    "many starts of records": "commitments." * 200_000,
    "an incomplete line with a dotted key": "commitments" + ".a" * 20_000,
    "an incomplete line with brackets": f"{KEY} = " + "[" * 100_000,
    "joined to a dotted key": "x = 1commitments." + "a." * 20_000 + "a = 1",
}


@pytest.mark.parametrize("bomb", SPOILED)
@pytest.mark.parametrize("name", ["additions.toml", "updates.toml"])
def test_repair_survives_a_bomb(call: Call, registry: Path, name: str, bomb: str) -> None:
    """repair leaves a file alone that is designed to exhaust memory or time, within a gigabyte."""
    path = registry / name
    path.write_text(path.read_text(encoding="utf-8") + SPOILED[bomb], encoding="utf-8")
    before = files(registry)
    for command in ("repair", "check"):
        result = call(command, preexec_fn=limited(resource.RLIMIT_AS, 2**30))
        assert result.returncode == 1
        assert b"Traceback" not in result.stderr
    assert files(registry) == before


@pytest.mark.parametrize(
    "command",
    [
        ("list",), ("list", "part_of:c0"), ("list", "--all", "--format", "json"), ("show", "c0"), ("show", "c1199"),
        ("check", "--strict"), ("report",), ("report", "--format", "html"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_long_chain_of_parts_causes_no_recursion_error(call: Call, registry: Path, command: tuple[str, ...]) -> None:
    """Commands that read succeed on a chain of 1,200 commitments, each a part of the one before."""
    chain = '[parties.office]\ntitle = "The office"\n[commitments.c0]\ntitle = "C"\nparties.responsible = ["office"]\n'
    chain += "".join(f'[commitments.c{n}]\ntitle = "C"\npart_of = "c{n - 1}"\n' for n in range(1, 1200))
    (registry / "commitments.toml").write_text(chain, encoding="utf-8")
    (registry / "updates.toml").write_text("[updates]\n", encoding="utf-8")
    result = call(*command)
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.parametrize("command", ["list", "check", "report", "update"])
def test_too_little_memory_is_reported(call: Call, registry: Path, command: str) -> None:
    """A registry that does not fit into the memory is reported with a sentence, and nothing is changed."""
    fields = "commitment = 'train', on = 2025-06-30, note = 'n', recorded = 2025-07-01T00:00:00Z"
    lines = "".join(f"20250701T000000Z-{number:08x} = {{ {fields} }}\n" for number in range(90_000))
    journal = registry / "updates.toml"
    journal.write_text(f"[updates]\n{lines}", encoding="utf-8")
    before = journal.read_bytes()
    argv = ("update", "train", "1500", *ON) if command == "update" else (command,)
    result = call(*argv, preexec_fn=limited(resource.RLIMIT_AS, 96 * 2**20))
    assert (result.returncode, result.stdout) == (3, b"")
    assert result.stderr.startswith(b"error: not enough memory to read the registry")
    assert journal.read_bytes() == before


def test_a_full_journal_is_continued_in_the_next_file(call: Call, registry: Path) -> None:
    """A journal of 4 MB is left as it is; the next updates are appended to another file, which commands name."""
    journal, second, third = (registry / name for name in ("updates.toml", "updates-0002.toml", "updates-0003.toml"))
    fields = 'commitment = "plan", on = 2025-06-30, recorded = 2025-07-01T00:00:00Z, note = "n"'
    lines = "".join(f"20250701T000000Z-{number:08x} = {{ {fields} }}\n" for number in range(42_000))
    journal.write_text(f"[updates]\n{lines}", encoding="utf-8")
    before = journal.read_bytes()
    result = call("update", "train", "1500", *ON)
    assert (result.returncode, result.stderr) == (0, b"")
    assert b"updates-0002.toml as " in result.stdout
    assert call("update", "train", "1600", "--on", "2025-08-01").returncode == 0
    assert journal.read_bytes() == before
    assert second.read_text("utf-8").splitlines()[0] == "[updates]"
    assert second.read_bytes().count(b"\n") == 3
    second.write_bytes(before.replace(b"20250701T", b"20250702T"))
    assert call("update", "train", "1700", "--on", "2025-08-02").returncode == 0
    assert third.read_bytes().count(b"\n") == 2
    assert call("check").returncode == 0
