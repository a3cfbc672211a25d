"""The language of the command line: help and errors in the language that was requested."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from commitrack.cli.app import COMMANDS, command_line
from commitrack.cli.localized_help import paragraphs, requested_language
from commitrack.views.linebreak import width

Run = Callable[..., Any]


def texts(command: Any) -> Iterator[str]:
    """The paragraphs of a command's help, and the sentences of its options."""
    yield from paragraphs(command.help)
    yield from (param.help for param in command.params if getattr(param, "help", None))


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_japanese_to_the_last_line(run: Run, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Each paragraph and option of the help is translated, its default too, in lines that fit 80 columns."""
    monkeypatch.setenv("COMMITRACK_LANG", "ja")
    out: str = run(name, "--help").out
    assert out.startswith("使い方：")
    assert not re.search(r"\[default|\[required|^(Options|Arguments|Commands):|Show this", out, re.MULTILINE)
    for said in texts(command_line("en").get_command(None, name)):
        assert said[:25] not in out
    assert max(width(line) for line in out.splitlines()) <= 80


def test_the_overview_is_japanese(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line a command, none of them English."""
    monkeypatch.setenv("COMMITRACK_LANG", "ja")
    rows = re.findall(r"^  ([a-z]+) +(\S.*)$", run("--help").out, re.MULTILINE)
    assert [name for name, _said in rows] == list(COMMANDS)
    assert [said for _name, said in rows if not re.search("[ぁ-ん一-龥]", said)] == []


@pytest.mark.parametrize(
    ("argv", "environ", "lang"),
    [
        ([], {}, "en"),
        (["list", "--lang", "ja"], {}, "ja"),
        (["list", "--lang=ja"], {}, "ja"),
        (["list"], {"COMMITRACK_LANG": "ja"}, "ja"),
        (["list", "--lang", "en"], {"COMMITRACK_LANG": "ja"}, "en"),
        (["list", "--lang", "fr"], {}, "en"),
        (["list", "--lang", "fr"], {"COMMITRACK_LANG": "ja"}, "ja"),
        (["update", "x", "--", "--lang", "ja"], {}, "en"),
        (["list", "--lang"], {}, "en"),
    ],
)
def test_which_language_is_requested(argv: list[str], environ: dict[str, str], lang: str) -> None:
    """--lang before the environment, and English where neither names a language that there is."""
    assert requested_language(argv, environ) == lang


@pytest.mark.usefixtures("folder")
def test_errors_are_shown_in_japanese(run: Run) -> None:
    """An unknown id and an invalid date, with their hints."""
    ran = run("show", "trainin", "--lang", "ja")
    assert ran.code == 4
    assert ran.err == (
        "エラー：コミットメント「trainin」はありません。\nヒント：「training」又は「training-plan」のことですか。\n"
    )
    ran = run("list", "--as-of", "2026-02-30", "--lang", "ja")
    assert ran.code == 2
    assert "invalid date" not in ran.err


@pytest.mark.usefixtures("broken")
def test_a_broken_registry_is_reported_in_japanese(run: Run) -> None:
    """Every problem, its severity and its hint."""
    ran = run("list", "--lang", "ja")
    assert ran.code == 3
    assert "エラー[CT" in ran.err
    assert "error[" not in ran.err


@pytest.mark.usefixtures("folder")
def test_amounts_and_days_in_errors_are_japanese(run: Run) -> None:
    """A falling figure is shown with the counter of its unit; a date as people read it."""
    ran = run("update", "training", "100", "--lang", "ja", "--on", "2026-01-01")
    assert "1,000人から100人に" in ran.err
    ran = run("update", "training", "2000", "--lang", "ja", "--on", "2999-01-01")
    assert "2999年1月1日" in ran.err or "2200" in ran.err
