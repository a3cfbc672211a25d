"""Folders and files that no registry should have, and places where no command should run: a sentence for each."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Call = Callable[..., subprocess.CompletedProcess[bytes]]
NOBODY = 65_534


def test_a_file_name_that_is_not_utf_8_is_reported(
    call: Call, refused: Callable[..., str], registry: Path, reading: tuple[str, ...]
) -> None:
    """A file of the registry whose name is not UTF-8 is an error for every command, with the name as it is."""
    Path(os.fsdecode(os.fsencode(registry) + b"/\xff.toml")).write_text("[areas.x]\ntitle = 'X'\n", encoding="utf-8")
    assert "the name of the file is not UTF-8" in refused(*reading)
    assert call("edit", "train", env={"EDITOR": "true"}).returncode == 1


def test_a_folder_named_like_a_temporary_file_is_left_alone(call: Call, registry: Path) -> None:
    """A folder whose name looks like a temporary file of commitrack does not keep anyone from writing."""
    (registry / ".commitrack-x.tmp").mkdir()
    assert call("update", "train", "1500", "--on", "2025-06-30").returncode == 0
    assert (registry / ".commitrack-x.tmp").is_dir()


READ = (("list",), ("check",), ("log",), ("report",), ("update", "train", "1500"), ("add", "--title", "T"), ("undo",))


@pytest.mark.parametrize("argv", READ, ids=lambda argv: argv[0])
def test_a_current_folder_that_was_deleted(script: Path, registry: Path, argv: tuple[str, ...]) -> None:
    """In a folder that was deleted, a command says so; with --registry it works."""
    gone = registry.parent / "gone"
    leave = ["/bin/sh", "-c", f'mkdir "{gone}"; cd "{gone}"; rmdir "{gone}"; exec "$@"', "sh", str(script), *argv]
    here = subprocess.run(leave, capture_output=True, check=False, timeout=60)
    assert (here.returncode, here.stdout) == (3, b"")
    assert b"error: the current folder no longer exists\nhint: " in here.stderr
    there = subprocess.run([*leave, "-r", registry], capture_output=True, check=False, timeout=60)
    assert there.returncode == (2 if argv[0] == "undo" else 0)
    assert b"no longer exists" not in there.stderr


def as_nobody(folder: Path, *argv: str) -> tuple[int, bytes]:
    """Run commitrack without the right to pass over permissions; its modules are imported before."""
    code = (
        "import ctypes, os, sys\n"
        "from commitrack.cli.main import main\n"
        "for argv in (['list'], ['list', '-r', '/nowhere'], ['check']): main(argv)\n"
        f"os.chdir({str(folder)!r})\n"
        f"os.getuid() or ctypes.CDLL(None).setfsuid({NOBODY})\n"
        "sys.stdout.flush(); sys.stderr.write('---')\n"
        f"sys.exit(main({list(argv)!r}))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parent, capture_output=True, check=False, timeout=60
    )
    return result.returncode, result.stderr.partition(b"---")[2]


@pytest.mark.skipif(sys.platform != "linux", reason="root may read everything without setfsuid")
def test_folders_that_may_not_be_read(registry: Path) -> None:
    """An ancestor that may not be entered is passed over; a registry that may not be listed is reported."""
    closed = registry.parent / "closed"
    (closed / "inner").mkdir(parents=True)
    closed.chmod(0o000)
    code, err = as_nobody(closed / "inner", "list")
    assert (code, err.splitlines()[0]) == (
        3, b"error: no registry in this folder or any parent folder (no commitments.toml, no data/commitments.toml)"
    )  # fmt: skip
    closed.chmod(0o755)
    registry.chmod(0o311)
    code, err = as_nobody(registry, "list", "--registry", ".")
    registry.chmod(0o755)
    assert code == 3
    assert b"error: cannot read the folder" in err
    assert b"Permission denied" in err


@pytest.mark.parametrize("name", [".gitattributes", "updates.toml", "commitments.toml", "schema"])
def test_init_does_not_write_through_links(call: Call, registry: Path, name: str) -> None:
    """init refuses a folder in which a file that it would write is a link to elsewhere, and creates nothing there."""
    assert call("init", "probe").returncode == 0
    name = next(path.name for path in (registry / "probe").iterdir() if name in path.name)
    folder, outside = registry / "new", registry.parent / "outside"
    folder.mkdir()
    (folder / name).symlink_to(outside)
    result = call("init", "new")
    assert result.returncode == 2
    assert b"is a link to a file outside the folder" in result.stderr
    assert not outside.exists()
    outside.write_text("mine", encoding="utf-8")
    assert call("init", "new").returncode == 2
    assert outside.read_text(encoding="utf-8") == "mine"
    assert [path.name for path in folder.iterdir()] == [name]


def test_rows_that_never_end_are_refused(call: Call) -> None:
    """--from reads at most 256 MB."""
    result = call("update", "--from", "/dev/zero")
    assert (result.returncode, result.stdout) == (2, b"")
    assert b'"/dev/zero" is larger than 256 MB' in result.stderr


@pytest.mark.parametrize("field", ["pillar", "area", "party", "document", "due", "progress", "unit", "status", "id"])
def test_a_number_of_5_000_digits_in_a_query(call: Call, field: str) -> None:
    """A query with a number of 5,000 digits matches nothing, or is refused with a message."""
    result = call("list", f"{field}:{'9' * 5_000}")
    assert result.returncode in {0, 2}
    assert b"internal error" not in result.stderr


@pytest.mark.parametrize(
    "argv", [("list", "--help"), ("-h",), ("help", "list"), ("check", "--explain", "CT201")], ids=" ".join
)
def test_help_without_docstrings_says_why_it_is_incomplete(call: Call, argv: tuple[str, ...]) -> None:
    """With PYTHONOPTIMIZE=2, which removes docstrings, help says so; everything else works as usual."""
    result = call(*argv, env={"PYTHONOPTIMIZE": "2"})
    assert result.returncode == 0
    assert b"note: help is incomplete, because PYTHONOPTIMIZE=2 removes its texts" in result.stderr


def test_without_docstrings_nothing_else_changes(call: Call, reading: tuple[str, ...]) -> None:
    """With PYTHONOPTIMIZE=2, every command that reads prints the same bytes."""
    usual = call(*reading)
    result = call(*reading, env={"PYTHONOPTIMIZE": "2"})
    assert (result.returncode, result.stdout, result.stderr) == (usual.returncode, usual.stdout, usual.stderr)
