"""Help and errors of the command line are in the requested language."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from commitrack.cli.app import COMMANDS, command_line
from commitrack.cli.localized_help import paragraphs
from commitrack.cli.settings import Sources
from commitrack.views.linebreak import width

Run = Callable[..., Any]


def texts(command: Any) -> Iterator[str]:
    """The paragraphs of a command's help and the descriptions of its options."""
    yield from paragraphs(command.help)
    yield from (param.help for param in command.params if getattr(param, "help", None))


@pytest.mark.parametrize("name", COMMANDS)
def test_the_whole_help_is_japanese(run: Run, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Every paragraph, option and default in the help is translated, and its lines fit in 80 columns."""
    monkeypatch.setenv("COMMITRACK_LANG", "ja")
    out: str = run(name, "--help").out
    assert out.startswith("使い方：")
    assert not re.search(r"\[OPTIONS|\[default:|\[required|^(Options|Arguments|Commands):|Show this", out, re.MULTILINE)
    for text in texts(command_line("en").get_command(None, name)):
        assert text[:25] not in out
    assert max(width(line) for line in out.splitlines()) <= 80


def test_the_overview_is_japanese(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The overview describes every command in Japanese."""
    monkeypatch.setenv("COMMITRACK_LANG", "ja")
    commands, _heading, _examples = run("--help").out.partition("\n使用例")
    rows = re.findall(r"^  ([a-z]+) +(\S.*)$", commands, re.MULTILINE)
    assert [name for name, _description in rows] == list(COMMANDS)
    assert [description for _name, description in rows if not re.search("[ぁ-ん一-龥]", description)] == []


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
    """--lang takes precedence over COMMITRACK_LANG, and English is used if neither names a supported language."""
    assert Sources(argv=argv, environ=environ, files=False).setting("language").value == lang


@pytest.mark.usefixtures("folder")
def test_errors_are_shown_in_japanese(run: Run) -> None:
    """The error and the hint for an unknown id are in Japanese, and so is the error for an invalid date."""
    result = run("show", "trainin", "--lang", "ja")
    assert result.code == 4
    assert result.err == (
        "エラー：コミットメント「trainin」はありません。\nヒント：「training」又は「training-plan」のことですか。\n"
    )
    result = run("list", "--as-of", "2026-02-30", "--lang", "ja")
    assert result.code == 2
    assert "invalid date" not in result.err


@pytest.mark.usefixtures("broken")
def test_a_broken_registry_is_reported_in_japanese(run: Run) -> None:
    """The problems of an invalid registry are reported in Japanese, with their severity."""
    result = run("list", "--lang", "ja")
    assert result.code == 3
    assert "エラー[CT" in result.err
    assert "error[" not in result.err


@pytest.mark.usefixtures("folder")
def test_amounts_and_days_in_errors_are_japanese(run: Run) -> None:
    """Errors show amounts with Japanese counters, and dates in Japanese form."""
    result = run("update", "training", "100", "--lang", "ja", "--on", "2026-01-01")
    assert "1,000人から100人に" in result.err
    result = run("update", "training", "2000", "--lang", "ja", "--on", "2999-01-01")
    assert "2999年1月1日" in result.err or "2200" in result.err
