"""Output on a terminal goes through a pager; output to a pipe does not."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Terminal = Callable[..., tuple[int, str]]
MARKING_PAGER = {"COMMITRACK_PAGER": "sed 's/^/paged: /'", "LINES": "10"}
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")


@pytest.fixture
def long_registry(folder: Path) -> Path:
    """The folder of a registry whose list is longer than ten lines."""
    path = folder / "commitments.toml"
    more = "".join(f'[commitments.more-{number}]\ntitle = "More {number}"\n' for number in range(20))
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    return folder


@pytest.mark.usefixtures("long_registry")
def test_long_output_goes_through_the_pager(terminal: Terminal) -> None:
    """On a terminal, every line of a long list goes through the pager, in colour."""
    code, output = terminal("list", "--all", env=MARKING_PAGER)
    assert code == 0
    lines = output.rstrip().splitlines()
    assert [line for line in lines if not line.startswith("paged: ")] == []
    assert "More 19" in output
    assert "\x1b[" in output


@pytest.mark.usefixtures("folder")
def test_the_problems_that_check_finds_go_through_the_pager(terminal: Terminal) -> None:
    """On a terminal, the problems and the summary go through the pager, in colour; for no text, none is run."""
    code, output = terminal("check", "--strict", env=MARKING_PAGER)
    assert code == 1
    lines = output.rstrip().splitlines()
    assert [line for line in lines if not line.startswith("paged: ")] == []
    assert "\x1b[" in lines[0]
    assert lines[-1].startswith("paged: 2 problems in ")
    assert terminal("check", "--quiet", env={"COMMITRACK_PAGER": "echo started", "LINES": "10"}) == (0, "")


@pytest.mark.usefixtures("folder")
@pytest.mark.skipif(shutil.which("less") is None, reason="needs less")
def test_less_exits_if_the_output_fits(terminal: Terminal) -> None:
    """If the output fits on the screen, less exits without waiting for a key."""
    code, output = terminal("list", env={"COMMITRACK_PAGER": None, "PAGER": None, "LESS": None, "LINES": "200"})
    assert code == 0
    assert "A fund of ¥40bn" in output


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("argv", [("update", "fund", "3 projects"), ("undo", "--yes")])
def test_commands_that_write_do_not_use_the_pager(terminal: Terminal, argv: tuple[str, ...]) -> None:
    """The output of update and undo is printed without the pager."""
    code, output = terminal(*argv, env=MARKING_PAGER)
    assert code == 0
    assert "added to" in output
    assert "paged:" not in output


@pytest.mark.usefixtures("long_registry")
@pytest.mark.parametrize("pager", ["", "cat", "there-is-no-such-pager", "'unclosed", "false", "exit 3"])
def test_without_a_working_pager_the_output_is_printed(terminal: Terminal, pager: str) -> None:
    """If the pager is empty, missing, invalid or fails, the output is printed and list exits with 0."""
    code, output = terminal("list", "--all", env={"COMMITRACK_PAGER": pager, "LINES": "10"})
    assert code == 0
    assert "More 19" in output


@pytest.mark.usefixtures("long_registry")
def test_commitrack_pager_takes_precedence_over_pager(terminal: Terminal) -> None:
    """The pager in PAGER is used unless COMMITRACK_PAGER is set."""
    other_pager = {"PAGER": "sed 's/^/other: /'", "LINES": "10", "COMMITRACK_PAGER": None}
    _code, output = terminal("list", "--all", env=other_pager)
    assert "other: " in output
    _code, output = terminal("list", "--all", env={**other_pager, **MARKING_PAGER})
    assert "other: " not in output


@pytest.mark.usefixtures("long_registry")
def test_quitting_the_pager_early_is_not_an_error(terminal: Terminal) -> None:
    """If the pager exits before it has read all lines, list exits with 0 and prints no error."""
    code, output = terminal("list", "--all", env={"COMMITRACK_PAGER": "head -n 1", "LINES": "10"})
    assert code == 0
    assert "error" not in output.lower()
    assert "More 19" not in output


def test_output_to_a_pipe_is_not_paged(script: Path, long_registry: Path) -> None:
    """Output to a pipe does not go through the pager."""
    result = subprocess.run(
        [script, "list", "--all"],
        cwd=long_registry,
        env={"PATH": "/usr/bin:/bin", **MARKING_PAGER},
        capture_output=True,
        check=True,
    )
    assert b"paged:" not in result.stdout
