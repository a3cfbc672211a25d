"""Every command in restricted environments, run with the console script: it prints its output and never a traceback."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from commitrack.cli.app import COMMANDS

Call = Callable[..., subprocess.CompletedProcess[bytes]]
ON = ("--on", "2025-06-30", "--dry-run")
DAY = ("--as-of", "2026-11-23")
COMMAND_LINES = {
    "list": ("list", *DAY),
    "show": ("show", "train", "--lang", "ja", *DAY),
    "update": ("update", "train", "1500", "--note", "研修 “said”", *ON),
    "amend": ("amend", "train", "--value", "4000", "--reason", "減額", *ON),
    "add": ("add", "--title", "研修", "--id", "new", "--target", "¥40bn", "--dry-run"),
    "remove": ("remove", "draft", "--dry-run"),
    "undo": ("undo", "--dry-run"),
    "log": ("log", "--keys", "--lang", "ja"),
    "edit": ("edit", "train"),
    "rename": ("rename", "train", "training", "--dry-run"),
    "import": ("import", "sheet.csv", "--profile", "sheet", "--on", "2024-08-01", "--dry-run"),
    "report": ("report", *DAY),
    "export": ("export", "sqlite", "新しい.db", *DAY),
    "check": ("check", "--strict", *DAY),
    "repair": ("repair", "--dry-run"),
    "evidence": ("evidence", "check"),
    "init": ("init", "新しい"),
    "config": ("config",),
    "index": ("index",),
    "schema": ("schema",),
    "completion": ("completion", "zsh"),
    "meeting": ("meeting", "review-2099", "--on", "2099-01-01", "--title", "検討会合"),
    "help": ("help", "update", "--lang", "ja"),
}
EXIT_CODES = {"check": 1}
"""check --strict reports warnings for this registry; every other command exits with 0."""
TO_A_FILE = {"export"}
"""Commands that print nothing but a notice, on stderr."""
ENVIRONMENTS = {
    "LC_ALL=C": {"LC_ALL": "C", "LANG": "C"},
    "cp932": {"PYTHONIOENCODING": "cp932"},
    "TERM=dumb": {"TERM": "dumb"},
}


@pytest.fixture(autouse=True)
def _sheet(registry: Path) -> None:
    """A sheet with its profile."""
    (registry / "sheet.csv").write_text("番号,題名\n7,植林\n", encoding="utf-8")
    (registry / "imports").mkdir()
    profile = 'key = "番号"\ncommitment = { title = "題名", id = "plan-{番号}" }\n'
    (registry / "imports" / "sheet.toml").write_text(profile, encoding="utf-8")


@pytest.fixture(autouse=True)
def _editor(monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor that changes nothing."""
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.delenv("VISUAL", raising=False)


def test_every_command_is_covered() -> None:
    """The list of command lines contains every command, so that a new one is tested too."""
    assert set(COMMAND_LINES) == set(COMMANDS)


@pytest.mark.parametrize("command", COMMAND_LINES)
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_a_restricted_environment(call: Call, environment: str, command: str) -> None:
    """In a restricted environment, the output has the requested encoding and contains no escape sequences."""
    result = call(*COMMAND_LINES[command], env=ENVIRONMENTS[environment])
    assert result.returncode == EXIT_CODES.get(command, 0), result.stderr
    assert bool(result.stdout) == (command not in TO_A_FILE)
    assert b"Traceback" not in result.stderr
    assert b"\x1b" not in result.stdout + result.stderr
    assert bool(result.stderr) == (command in TO_A_FILE)
    result.stdout.decode("cp932" if environment == "cp932" else "utf-8")


@pytest.mark.parametrize("command", COMMAND_LINES)
def test_an_ascii_locale(call: Call, command: str) -> None:
    """In an ASCII locale without UTF-8 mode, a command succeeds, or refuses Japanese arguments with a message."""
    result = call(*COMMAND_LINES[command], env={"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"})
    assert result.returncode in {EXIT_CODES.get(command, 0), 2}
    assert bool(result.stdout) == (result.returncode != 2 and command not in TO_A_FILE)
    assert result.returncode != 2 or (
        command in {"update", "amend", "add", "meeting"} and result.stderr.startswith(b"error: ")
    )
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize("command", COMMAND_LINES)
def test_closed_stdout(call: Call, registry: Path, command: str) -> None:
    """If stdout is closed, the command exits with 6 and one message, and changes no file."""
    before = _contents(registry)
    argv = [argument for argument in COMMAND_LINES[command] if argument != "--dry-run"]
    result = call(*argv, stdout=None, stderr=subprocess.PIPE, preexec_fn=lambda: os.close(1))
    assert result.returncode == 6
    assert ("出力が閉じられて" if "ja" in argv else "standard output is closed") in result.stderr.decode()
    assert len(result.stderr.splitlines()) == 1
    assert _contents(registry) == before


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("command", COMMAND_LINES)
def test_a_terminal_of_25_columns(
    terminal: Callable[..., tuple[int, str]], registry: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """On a terminal of 25 columns, every command prints its output without a traceback."""
    monkeypatch.chdir(registry)
    code, output = terminal(*COMMAND_LINES[command], columns=25)
    assert code == EXIT_CODES.get(command, 0), output
    assert len(output) > 5
    assert "Traceback" not in output
