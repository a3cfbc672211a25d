"""Hostile text (escape sequences, markup, formulas, scripts) in every field of a registry, in every command and format.

No command prints a character that controls a terminal. How each format escapes such text is tested in tests/views.
"""

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from commitrack.cli.app import COMMANDS
from commitrack.cli.main import main
from commitrack.cli.options import Lang, ReportFormat
from commitrack.interchange.export.formats import EXPORTS
from commitrack.model import ListFormat
from commitrack.registry.read import read

TEMPLATE = Path(__file__).parent.parent / "views" / "hostile.toml"
HOSTILE_TEXTS = {
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
    "mask": "::add-mask::x",
    "pipeline": "##vso[task.setvariable variable=x]y ##[add-mask]x",
    "invisible": r"a\u200B\u3164\u206A\u206F\u2060\u115F\uFFFE\uFFFFb",
}
CONTROL_CHARACTERS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u115f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufffe\uffff]"
)
CI_COMMANDS = re.compile(r"^\s*::(?!(?:error|warning) file=[^:]*::).*|##\w*\[.*", re.MULTILINE)
"""What a CI runner would obey, except for the annotations of ``check --format github``."""
KEY = "20240601T000000Z-00000001"
DRY_RUN = ("--on", "2024-08-01", "--dry-run")
DAY = ("--as-of", "2026-11-23")


def commands(text: str) -> list[tuple[str, ...]]:
    """Command lines for every command and format, with a hostile text in their arguments."""
    return [
        *(("list", "--all", "-f", name, "--lang", lang, *DAY) for name in ListFormat for lang in Lang),
        *(("show", "whole", "-f", name, "--lang", lang, *DAY) for name in ListFormat for lang in Lang),
        *(("report", "-f", name, "--lang", lang, *DAY) for name in ReportFormat if name != "xlsx" for lang in Lang),
        ("report", "-f", "xlsx", "-o", "brief.xlsx", *DAY),
        *(("export", name, f"export-{name}", *DAY) for name in EXPORTS),
        *(("log", "--keys", "--lang", lang) for lang in Lang),
        *(("check", "--strict", "-f", name, *DAY) for name in ("text", "github", "json")),
        ("update", "whole", "5", "--note", text, "--by", text, "-e", "https://example.org", *DRY_RUN),
        ("amend", "whole", "--value", "7", "--reason", text, "--note", text, *DRY_RUN),
        ("undo", KEY, "--reason", text, "--by", text, "--dry-run"),
        ("add", "--title", text, "--id", "new", "--note", text, "--indicator", text, "-t", "x=5 people", "--dry-run"),
        ("add", "--title", text, "--id", "gone", "--note", text), ("remove", "gone", "--yes"),
        ("edit", "whole"), ("evidence", "check"), ("repair",), ("schema",),
        ("help",), ("help", text), ("completion", "bash"), ("meeting",), ("config",), ("index",), ("index", "--clear"),
        ("init", f"new {text}".replace("/", "")),
        # These are refused with messages that quote the text.
        ("list", text), ("list", f"status:{text}"), ("show", text), ("log", text), ("edit", text), ("undo", text),
        ("remove", text, "--yes"),
        ("rename", text, "new"), ("rename", "whole", text),
        ("update", "whole", text), ("update", "whole", "5", "--on", text), ("update", "whole", "5", "-e", text),
        ("update", "whole", "5", "--target", text), ("amend", "whole", "--due", text, "--reason", "r"),
        ("add", "--title", "T", "--id", text), ("add", "--title", "T", "--pillar", text), ("check", "--explain", text),
        ("list", "--registry", text), ("list", "-o", f"{text}/x"), ("update", "--from", text), (text,),
        ("list", f"--{text}"), ("list", "--format", text), ("export", text, "x"),
        *(("export", name, f"{text}/x") for name in EXPORTS),
        ("import", text, "--format", "iati"), ("import", text, "--profile", "sheet"),
        ("import", "sheet.csv", "--profile", text),
        ("import", "sheet.csv", "--profile", "sheet", "--dry-run"),
    ]  # fmt: skip


@pytest.fixture
def hostile_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """A hostile text as typed by a person; the working directory is a valid registry with the text in every field."""
    text: str = HOSTILE_TEXTS[request.param]
    content = TEMPLATE.read_text(encoding="utf-8").replace("/TEXT", "/x").replace("TEXT", text)
    (tmp_path / "commitments.toml").write_text(content, encoding="utf-8")
    assert read(tmp_path).errors() == ()
    (tmp_path / "sheet.csv").write_text(f'id,title\nx,"{text}"\n"{text}",\n', encoding="utf-8")
    (tmp_path / "imports").mkdir()
    (tmp_path / "imports" / "sheet.toml").write_text('key = "id"\ncommitment.title = "title"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("COMMITRACK_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.delenv("VISUAL", raising=False)
    typed = read(tmp_path).registry.settings.title
    assert isinstance(typed, str)
    return typed.removesuffix(" registry")


def test_every_command_is_covered() -> None:
    """The list of command lines contains every command, so that a new one is tested too."""
    assert {argv[0] for argv in commands("x")} - {"x"} == set(COMMANDS)


@pytest.mark.parametrize("hostile_text", HOSTILE_TEXTS, indirect=True)
def test_no_command_prints_control_characters(hostile_text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """For any hostile text, no command prints control characters or fails with an internal error."""
    for argv in commands(hostile_text):
        code = main(argv)
        out, err = capsys.readouterr()
        assert code in {0, 1, 2, 3, 4, 6}, (argv, err)
        assert out or err or "-o" in argv, argv
        assert "Traceback" not in err
        control_characters = CONTROL_CHARACTERS.findall(out.replace("\r\n", "\n") + err)
        assert not control_characters, (argv, control_characters)
        assert not CI_COMMANDS.findall(out + err), argv


@pytest.mark.parametrize("hostile_text", ["workflow", "mask", "pipeline", "invisible"], indirect=True)
@pytest.mark.parametrize("argv", [
    ("list", "--all"), ("show", "whole"), ("report",), ("report", "-f", "md"), ("report", "-f", "html"),
    ("report", "-f", "json"), ("report", "-f", "csv"), ("report", "-f", "ics"), ("log",), ("check", "--strict"),
    ("check", "--strict", "-f", "github"),
], ids=" ".join)  # fmt: skip
def test_a_ci_runner_finds_no_command_in_the_output(script: Path, hostile_text: str, argv: tuple[str, ...]) -> None:
    """No line that the script prints is a command for a CI runner, and none has characters that nobody can see."""
    assert hostile_text
    result = subprocess.run([script, *argv], capture_output=True, check=False, timeout=60)
    output = (result.stdout + result.stderr).decode()
    assert not CI_COMMANDS.findall(output)
    assert not CONTROL_CHARACTERS.findall(output.replace("\r\n", "\n"))


@pytest.mark.parametrize("hostile_text", HOSTILE_TEXTS, indirect=True)
def test_hostile_text_is_recorded_unchanged(hostile_text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A note with hostile text is read back from the journal as it was typed."""
    assert main(("update", "whole", "--note", f"{hostile_text} note", "--on", "2024-08-01")) == 0
    capsys.readouterr()
    reading = read(Path.cwd())
    assert reading.errors() == ()
    assert list(reading.registry.updates.values())[-1].note == f"{hostile_text} note"


@pytest.mark.parametrize("hostile_text", ["colour", "clipboard", "bidi"], indirect=True)
@pytest.mark.parametrize("argv", [("list", "--all", *DAY), ("show", "whole", *DAY), ("report", *DAY), ("log",)])
def test_a_terminal_gets_no_escape_sequences_except_colours(
    terminal: Callable[..., tuple[int, str]], hostile_text: str, argv: tuple[str, ...]
) -> None:
    """On a pseudo-terminal, colours are the only escape sequences in the output."""
    assert hostile_text
    code, output = terminal(*argv, columns=120)  # wide enough for titles in the list
    assert code == 0
    uncoloured_output = re.sub(r"\x1b\[[0-9;]*m", "", output)
    assert not CONTROL_CHARACTERS.findall(uncoloured_output.replace("\r\n", "\n")), uncoloured_output
    if hostile_text == "\x1b[31m":
        assert "<U+001B>[31m" in uncoloured_output
