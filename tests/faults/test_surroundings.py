"""Faults: every command in every poor environment, through the console script. An answer, never a traceback."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from commitrack.cli.app import COMMANDS

Call = Callable[..., subprocess.CompletedProcess[bytes]]
ON = ("--on", "2025-06-30", "--dry-run")
DAY = ("--as-of", "2026-11-23")
RUNS = {
    "list": ("list", *DAY),
    "show": ("show", "train", "--lang", "ja", *DAY),
    "update": ("update", "train", "1500", "--note", "研修 “said”", *ON),
    "amend": ("amend", "train", "--value", "4000", "--reason", "減額", *ON),
    "add": ("add", "--title", "研修", "--id", "new", "--target", "¥40bn", "--dry-run"),
    "undo": ("undo", "--dry-run"),
    "log": ("log", "--keys", "--lang", "ja"),
    "edit": ("edit", "train"),
    "report": ("report", *DAY),
    "check": ("check", "--strict", *DAY),
    "evidence": ("evidence", "check"),
    "init": ("init", "新しい"),
    "schema": ("schema",),
}
FOUND = {"check": 1}
"""check --strict reports warnings for this registry; every other command ends with 0."""
POOR = {
    "LC_ALL=C": {"LC_ALL": "C", "LANG": "C"},
    "cp932": {"PYTHONIOENCODING": "cp932"},
    "TERM=dumb": {"TERM": "dumb"},
}


@pytest.fixture(autouse=True)
def _editor(monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor that changes nothing."""
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.delenv("VISUAL", raising=False)


def test_every_command_is_here() -> None:
    """Every new command must be tried in every environment."""
    assert set(RUNS) == set(COMMANDS)


@pytest.mark.parametrize("command", RUNS)
@pytest.mark.parametrize("name", POOR)
def test_a_poor_environment(call: Call, name: str, command: str) -> None:
    """The answer comes, as bytes of the requested encoding, and without an escape."""
    ran = call(*RUNS[command], env=POOR[name])
    assert ran.returncode == FOUND.get(command, 0), ran.stderr
    assert ran.stdout
    assert b"Traceback" not in ran.stderr
    assert b"\x1b" not in ran.stdout + ran.stderr
    assert bool(ran.stderr) == (command in FOUND)
    ran.stdout.decode("cp932" if name == "cp932" else "utf-8")


@pytest.mark.parametrize("command", RUNS)
def test_nothing_but_ascii(call: Call, command: str) -> None:
    """Where Python uses no UTF-8 at all, Japanese typed there is at worst refused with a message."""
    ran = call(*RUNS[command], env={"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"})
    assert ran.returncode in {FOUND.get(command, 0), 2}
    assert bool(ran.stdout) == (ran.returncode != 2)
    assert ran.returncode != 2 or (command in {"update", "amend", "add"} and ran.stderr.startswith(b"error: "))
    assert b"Traceback" not in ran.stderr


@pytest.mark.parametrize("command", RUNS)
def test_a_closed_output(call: Call, registry: Path, command: str) -> None:
    """Exit 6, one message, and nothing is written without an answer."""
    before = {path.name: path.read_bytes() for path in registry.iterdir()}
    words = [word for word in RUNS[command] if word != "--dry-run"]
    ran = call(*words, stdout=None, stderr=subprocess.PIPE, preexec_fn=lambda: os.close(1))
    assert ran.returncode == 6
    assert ("出力が閉じられて" if "ja" in words else "standard output is closed") in ran.stderr.decode()
    assert len(ran.stderr.splitlines()) == 1
    assert {path.name: path.read_bytes() for path in registry.iterdir()} == before


@pytest.mark.parametrize("command", RUNS)
def test_a_terminal_of_25_columns(
    terminal: Callable[..., tuple[int, str]], registry: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """The narrowest terminal gets an answer."""
    monkeypatch.chdir(registry)
    code, shown = terminal(*RUNS[command], columns=25)
    assert code == FOUND.get(command, 0), shown
    assert len(shown) > 5
    assert "Traceback" not in shown
