"""An answer on a terminal goes through a pager, which decides whether it is needed; a pipe and a file have none."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Terminal = Callable[..., tuple[int, str]]
LOUD = {"COMMITRACK_PAGER": "sed 's/^/paged: /'", "LINES": "10"}
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")


@pytest.fixture
def long(folder: Path) -> Path:
    """A registry whose listing is longer than ten lines."""
    path = folder / "commitments.toml"
    more = "".join(f'[commitments.more-{number}]\ntitle = "More {number}"\n' for number in range(20))
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    return folder


@pytest.mark.usefixtures("long")
def test_a_long_answer_goes_through_the_pager(terminal: Terminal) -> None:
    """Every line of it, in colour."""
    code, shown = terminal("list", "--all", env=LOUD)
    assert code == 0
    lines = shown.rstrip().splitlines()
    assert [line for line in lines if not line.startswith("paged: ")] == []
    assert "More 19" in shown
    assert "\x1b[" in shown


@pytest.mark.usefixtures("folder")
@pytest.mark.skipif(shutil.which("less") is None, reason="needs less")
def test_less_leaves_by_itself_when_the_answer_fits(terminal: Terminal) -> None:
    """A short answer waits for no key and stays on the screen."""
    code, shown = terminal("list", env={"COMMITRACK_PAGER": None, "PAGER": None, "LESS": None, "LINES": "200"})
    assert code == 0
    assert "A fund of ¥40bn" in shown


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("argv", [("update", "fund", "3 projects"), ("undo",)])
def test_what_a_command_recorded_is_never_paged(terminal: Terminal, argv: tuple[str, ...]) -> None:
    """Its answer is printed even if nobody waits for it."""
    code, shown = terminal(*argv, env=LOUD)
    assert code == 0
    assert "added to" in shown
    assert "paged:" not in shown


@pytest.mark.usefixtures("long")
@pytest.mark.parametrize("named", ["", "cat", "there-is-no-such-pager", "'unclosed", "false", "exit 3"])
def test_without_a_pager_the_answer_is_printed(terminal: Terminal, named: str) -> None:
    """An empty name turns it off; one that cannot be found, or fails, is not missed."""
    code, shown = terminal("list", "--all", env={"COMMITRACK_PAGER": named, "LINES": "10"})
    assert code == 0
    assert "More 19" in shown


@pytest.mark.usefixtures("long")
def test_pager_is_what_other_programs_use(terminal: Terminal) -> None:
    """PAGER, unless COMMITRACK_PAGER says otherwise."""
    other = {"PAGER": "sed 's/^/other: /'", "LINES": "10", "COMMITRACK_PAGER": None}
    _code, shown = terminal("list", "--all", env=other)
    assert "other: " in shown
    _code, shown = terminal("list", "--all", env={**other, **LOUD})
    assert "other: " not in shown


@pytest.mark.usefixtures("long")
def test_a_reader_who_leaves_early_is_no_error(terminal: Terminal) -> None:
    """Quitting the pager early is not an error."""
    code, shown = terminal("list", "--all", env={"COMMITRACK_PAGER": "head -n 1", "LINES": "10"})
    assert code == 0
    assert "error" not in shown.lower()
    assert "More 19" not in shown


def test_a_pipe_has_no_pager(script: Path, long: Path) -> None:
    """A program reads the output directly."""
    ran = subprocess.run(
        [script, "list", "--all"], cwd=long, env={"PATH": "/usr/bin:/bin", **LOUD}, capture_output=True, check=True
    )
    assert b"paged:" not in ran.stdout
