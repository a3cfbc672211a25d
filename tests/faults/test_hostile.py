"""Faults: a registry with escapes, markup, formulas and scripts in every field, through every command and format.

No command prints a character that controls a terminal; what a format means is tested where the format is written.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from commitrack.cli.app import COMMANDS
from commitrack.cli.main import main
from commitrack.cli.options import Lang, ListFormat, ReportFormat
from commitrack.registry import read

TEMPLATE = Path(__file__).parent.parent / "views" / "hostile.toml"
NASTY = {
    "colour": r"\u001B[31m",
    "clipboard": r"\u001B]52;c;ZXZpbA==\u0007",
    "link": r"\u001B]8;;https://evil.example\u0007x\u001B]8;;\u0007",
    "C1": r"\u009B2J\u009D0;x\u009C",
    "cursor": r"a\b\u007F\rb",
    "bidi": r"\u202Eevil\u2066",
    "separators": r"a\u2028\uFEFF\u2029b",
    "markup": "[/foo][link=https://evil.example]x[/link][red]",
    "emoji": ":smile:",
    "formula": '=HYPERLINK(\\"https://evil.example\\")',
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "workflow": "::error::x\\n::set-env name=x::y",
}
OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
KEY = "20240601T000000Z-00000001"
DRY = ("--on", "2024-08-01", "--dry-run")
DAY = ("--as-of", "2026-11-23")


def commands(text: str) -> list[tuple[str, ...]]:
    """Every command in every format; what a person types is as hostile as the registry."""
    return [
        *(("list", "--all", "-f", form, "--lang", lang, *DAY) for form in ListFormat for lang in Lang),
        *(("show", "whole", "-f", form, "--lang", lang, *DAY) for form in ListFormat for lang in Lang),
        *(("report", "-f", form, "--lang", lang, *DAY) for form in ReportFormat if form != "xlsx" for lang in Lang),
        ("report", "-f", "xlsx", "-o", "brief.xlsx", *DAY),
        *(("log", "--keys", "--lang", lang) for lang in Lang),
        *(("check", "--strict", "-f", form, *DAY) for form in ("text", "github", "json")),
        ("update", "whole", "5", "--note", text, "--by", text, "-e", "https://example.org", *DRY),
        ("amend", "whole", "--value", "7", "--reason", text, "--note", text, *DRY),
        ("undo", KEY, "--reason", text, "--by", text, "--dry-run"),
        ("add", "--title", text, "--id", "new", "--note", text, "--indicator", text, "-t", "x=5 people", "--dry-run"),
        ("edit", "whole"), ("evidence", "check"), ("schema",), ("init", f"new {text}".replace("/", "")),
        # What is refused says so in the words that were typed.
        ("list", text), ("list", f"status:{text}"), ("show", text), ("log", text), ("edit", text), ("undo", text),
        ("update", "whole", text), ("update", "whole", "5", "--on", text), ("update", "whole", "5", "-e", text),
        ("update", "whole", "5", "--target", text), ("amend", "whole", "--due", text, "--reason", "r"),
        ("add", "--title", "T", "--id", text), ("add", "--title", "T", "--pillar", text), ("check", "--explain", text),
        ("list", "--registry", text), ("list", "-o", f"{text}/x"), ("update", "--from", text), (text,),
        ("list", f"--{text}"), ("list", "--format", text),
    ]  # fmt: skip


@pytest.fixture
def nasty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """The folder of a valid registry with the text in every field; returns the text as a person would type it."""
    text: str = NASTY[request.param]
    content = TEMPLATE.read_text(encoding="utf-8").replace("/TEXT", "/x").replace("TEXT", text)
    (tmp_path / "commitments.toml").write_text(content, encoding="utf-8")
    assert read(tmp_path).errors() == ()
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("COMMITRACK_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.delenv("VISUAL", raising=False)
    typed = read(tmp_path).registry.settings.title
    assert isinstance(typed, str)
    return typed.removesuffix(" registry")


def test_every_command_is_here() -> None:
    """Every new command must be tried with hostile text."""
    assert {words[0] for words in commands("x")} - {"x"} == set(COMMANDS)


@pytest.mark.parametrize("nasty", NASTY, indirect=True)
def test_no_command_prints_control_characters(nasty: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither on stdout nor on stderr, on success or failure; and nothing causes an internal error."""
    for words in commands(nasty):
        code = main(words)
        out, err = capsys.readouterr()
        assert code in {0, 1, 2, 3, 4, 6}, (words, err)
        assert out or err or "-o" in words, words
        assert "Traceback" not in err
        found = OBEYED.findall(out.replace("\r\n", "\n") + err)
        assert not found, (words, found)


@pytest.mark.parametrize("nasty", NASTY, indirect=True)
def test_text_stays_what_it_was(nasty: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is shown as code points is written as it was typed, and read back as that."""
    assert main(("update", "whole", "--note", f"{nasty} note", "--on", "2024-08-01")) == 0
    capsys.readouterr()
    found = read(Path.cwd())
    assert found.errors() == ()
    assert list(found.registry.updates.values())[-1].note == f"{nasty} note"


@pytest.mark.parametrize("nasty", ["colour", "clipboard", "bidi"], indirect=True)
@pytest.mark.parametrize("words", [("list", "--all", *DAY), ("show", "whole", *DAY), ("report", *DAY), ("log",)])
def test_on_a_terminal_nothing_but_rich_colours(
    terminal: Callable[..., tuple[int, str]], nasty: str, words: tuple[str, ...]
) -> None:
    """On a real pty there are colours of ours, and no other escape."""
    assert nasty
    code, shown = terminal(*words, columns=60)
    assert code == 0
    ours = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert not OBEYED.findall(ours.replace("\r\n", "\n")), ours
    if nasty == "\x1b[31m":
        assert "<U+001B>[31m" in ours
