"""A progress bar appears on a terminal for what takes longer, and nothing of it remains."""

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from commitrack.cli import progress_bar as module
from commitrack.cli.main import end_at_once, main
from commitrack.cli.preferences import Preferences, preferences
from commitrack.cli.progress_bar import progress_bar
from commitrack.language import LazyString as _

LABEL = _("checking {n:,} rows", n=3)
HIDDEN, SHOWN, EMPTIED = "\x1b[?25l", "\x1b[?25h", "\x1b[2K"
"""What hides and shows the cursor, and empties a line."""


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Callable[[], _Screen]:
    """From the call on, stderr is a terminal of which everything is kept."""

    def replaced() -> _Screen:
        terminal = _Screen()
        monkeypatch.setattr(sys, "stderr", terminal)
        monkeypatch.setenv("TERM", "xterm-256color")
        monkeypatch.setenv("COLUMNS", "60")
        return terminal

    return replaced


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """All work takes long."""
    monkeypatch.setattr(module, "PATIENCE", -1)


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("total", [3, None])
def test_slow_work_has_a_bar(screen: Callable[[], _Screen], total: int | None) -> None:
    """The bar has a label; it is removed at the end, and the items are what they were."""
    terminal = screen()
    with progress_bar(iter("abc"), LABEL, total=total) as items:
        assert list(items) == ["a", "b", "c"]
    text = terminal.getvalue()
    assert text.index(HIDDEN) < text.rindex("checking 3 rows") < text.rindex(EMPTIED)
    assert SHOWN in text[text.rindex("checking") :]


def test_quick_work_has_none(screen: Callable[[], _Screen]) -> None:
    """Nothing is printed for what takes less than a second."""
    terminal = screen()
    with progress_bar("abc", LABEL) as items:
        assert list(items) == ["a", "b", "c"]
    assert terminal.getvalue() == ""


@pytest.mark.usefixtures("slow")
def test_there_is_none_with_quiet(screen: Callable[[], _Screen]) -> None:
    """With -q, nothing is printed."""
    terminal, token = screen(), preferences.set(Preferences(quiet=True))
    try:
        with progress_bar("abc", LABEL) as items:
            assert list(items) == ["a", "b", "c"]
    finally:
        preferences.reset(token)
    assert terminal.getvalue() == ""


@pytest.mark.usefixtures("slow")
def test_there_is_none_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Where stderr is no terminal, nothing is printed."""
    with progress_bar("abc", LABEL) as items:
        assert list(items) == ["a", "b", "c"]
    assert capsys.readouterr() == ("", "")


def _interrupted() -> None:
    with progress_bar(iter("abc"), LABEL) as items:
        next(iter(items))
        raise KeyboardInterrupt


@pytest.mark.usefixtures("slow")
def test_an_interrupted_bar_is_removed(screen: Callable[[], _Screen]) -> None:
    """After Ctrl-C, wherever it arrives, the line is empty and has its cursor."""
    terminal = screen()
    with pytest.raises(KeyboardInterrupt):
        _interrupted()
    text = terminal.getvalue()
    assert text.index(HIDDEN) < text.rindex("checking 3 rows") < text.rindex(EMPTIED)
    assert SHOWN in text[text.rindex("checking") :]


@pytest.mark.usefixtures("slow")
def test_ctrl_c_that_ends_the_process_at_once_removes_the_bar(
    screen: Callable[[], _Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a registry is read, Ctrl-C leaves no time to stop the bar, but an empty line with its cursor."""
    screen()
    written: list[bytes] = []
    monkeypatch.setattr(os, "write", lambda _stream, text: written.append(text))
    monkeypatch.setattr(os, "_exit", lambda _code: None)
    with progress_bar(iter("abc"), LABEL) as items:
        next(iter(items))
        end_at_once(2, None)
        assert written == [f"\r{EMPTIED}{SHOWN}".encode()]
    end_at_once(2, None)
    assert len(written) == 1


@pytest.mark.usefixtures("slow", "folder")
@pytest.mark.parametrize("command", ["list", "check"])
def test_the_files_of_a_registry_are_counted_while_they_are_read(screen: Callable[[], _Screen], command: str) -> None:
    """Reading a large registry takes seconds where it has no index yet, and always where it is checked."""
    terminal = screen()
    assert main([command]) == 0
    assert "reading the registry" in terminal.getvalue()


@pytest.mark.usefixtures("slow")
def test_an_import_shows_what_takes_long(screen: Callable[[], _Screen], folder: Path) -> None:
    """Rows are compared first, and then what they add is verified."""
    sheet = folder / "sheet.csv"
    sheet.write_text("id,title,target,value,unit,actual,on\nwells,Wells,wells,5,wells,3,2026-01-01\n")
    terminal = screen()
    assert main(["import", str(sheet)]) == 0
    assert terminal.getvalue().index("comparing rows") < terminal.getvalue().index("verifying the result")
