"""Typer's errors are recognised by their text, so these tests fail if Typer changes it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commitrack.cli.typer_errors import MESSAGES, pattern

Run = Callable[..., Any]
INVALID_COMMAND_LINES = [
    ("lst",), ("xyzzy",), ("list", "--foo"), ("list", "--lnag"), ("show",), ("show", "a", "b"), ("report", "--format"),
    ("add", "--page", "x"), ("list", "--sort", "x"), ("evidence", "x"), ("amend", "x", "--by"), ("list", "--force=1"),
    ("list", "--lang"), ("evidence",), ("evidence", "chek"), ("list", "-n", "x"), ("completion",),
]  # fmt: skip


@pytest.mark.parametrize("argv", INVALID_COMMAND_LINES, ids=" ".join)
def test_a_usage_error_is_explained_in_japanese(
    run: Run, monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...]
) -> None:
    """Every line of a usage error is in Japanese, and the exit code is 2."""
    monkeypatch.setenv("COMMITRACK_LANG", "ja")
    result = run(*argv)
    assert result.code == 2
    for line in result.err.strip().splitlines():
        assert not line or re.search("[ぁ-ん一-龥]", line), line


def test_every_listed_message_is_raised_by_typer(run: Run) -> None:
    """Every listed message is raised by the installed Typer for at least one of the invalid command lines."""
    lines = [run(*argv).err.splitlines()[0].removeprefix("error: ") for argv in INVALID_COMMAND_LINES]
    messages = [message.template for _said, message in MESSAGES]
    assert [text for text in messages if not any(map(pattern(text).fullmatch, lines))] == []


def test_a_folder_as_an_argument_is_the_registry(run: Run, tmp_path: Path) -> None:
    """For check DIR, the hint has the option for the folder."""
    (tmp_path / "data").mkdir()
    assert run("check", "data").err == "error: unexpected argument: data\nhint: write: commitrack check -r data\n"


@pytest.mark.parametrize(
    ("argv", "message", "hint"),
    [
        ("lst", 'unknown command "lst"', 'did you mean "list"?'),
        ("reprot", 'unknown command "reprot"', 'did you mean "report", "repair" or "export"?'),
        ("xyzzy", 'unknown command "xyzzy"', "see: commitrack --help"),
        ("evidence chek", 'unknown command "chek"', 'did you mean "check"?'),
        ("list --lnag ja", 'unknown option "--lnag"', 'did you mean "--long" or "--lang"?'),
        ("show", "missing argument ID", "see: commitrack show --help"),
        ("show a b", "unexpected argument: b", "see: commitrack show --help"),
        ("list --sort x", 'invalid value "x" for --sort', "expected one of: urgency, pillar, due, progress, updated"),
        (f"check {'é' * 300}", f"unexpected argument: {'é' * 300}", "see: commitrack check --help"),
        ("list -n x", '"x" for --limit / -n is not a whole number', "see: commitrack list --help"),
        ("completion", "missing argument SHELL", "expected one of: bash, zsh, fish"),
        ("--lang fr list", 'invalid value "fr" for --lang', "expected one of: en, ja"),
        ("update a -5%", 'unknown option "-5"', 'put a negative number after "--": commitrack update … -- -5'),
        ("amend a --by", 'option "--by" requires a value', "see: commitrack --help"),
    ],
)
def test_a_usage_error_reads_like_any_other(run: Run, argv: str, message: str, hint: str) -> None:
    """A usage error is one line that says what is wrong, and one that says what to type."""
    result = run(*argv.split())
    assert (result.code, result.out) == (2, "")
    assert result.err == f"error: {message}\nhint: {hint}\n"


@pytest.mark.usefixtures("folder")
def test_an_error_names_the_variable_that_causes_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An invalid value of a variable of the environment is reported with the name of the variable."""
    monkeypatch.setenv("COMMITRACK_AS_OF", "someday")
    assert "hint: COMMITRACK_AS_OF is set to it" in run("meeting").err
    assert "COMMITRACK_AS_OF" not in run("meeting", "--as-of", "never").err
    monkeypatch.setenv("COMMITRACK_LANG", "fr")
    assert 'invalid value "fr" for COMMITRACK_LANG' in run("list").err
