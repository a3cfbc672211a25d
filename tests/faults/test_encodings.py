"""Formats for machines are UTF-8, whatever the locale; a terminal gets its own encoding."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import icalendar
import pytest

Call = Callable[..., subprocess.CompletedProcess[bytes]]
DAY = ("--as-of", "2026-11-23")
LOCALES = {
    "cp932": {"PYTHONIOENCODING": "cp932"},
    "ascii": {"PYTHONIOENCODING": "ascii:strict"},
    "utf-16": {"PYTHONIOENCODING": "utf-16"},
    "POSIX": {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
}
MACHINE_FORMATS = (
    ("list", "--all", "--format", "json", *DAY), ("list", "--all", "--format", "csv", *DAY),
    ("show", "train", "--format", "json", *DAY), ("show", "train", "--format", "csv", *DAY),
    *(("report", "--lang", "ja", "--format", name, *DAY) for name in ("json", "csv", "ics", "html", "md")),
    ("check", "--format", "json"), ("check", "--format", "github"), ("schema",),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _written_in_many_scripts(registry: Path) -> None:
    """A title with characters that no single older encoding contains, in the registry and in a problem of ``check``."""
    path = registry / "commitments.toml"
    text = path.read_text(encoding="utf-8").replace('en = "Training', 'en = "é ñ ½ 한국 ខ្មែរ 👍🏽 Training')
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("argv", MACHINE_FORMATS, ids=lambda argv: " ".join(argv[:6]))
def test_machine_formats_are_utf_8_in_every_locale(call: Call, argv: tuple[str, ...], locale: str) -> None:
    """In a pipe, a format for machines has the same bytes in every locale, and they are UTF-8."""
    expected = call(*argv, env={"PYTHONIOENCODING": "utf-8"})
    result = call(*argv, env=LOCALES[locale])
    assert (result.returncode, result.stdout) == (expected.returncode, expected.stdout)
    assert result.stdout.decode("utf-8") or argv[0] == "check"
    if argv[0] not in {"check", "schema"} and "ics" not in argv:  # a calendar folds long lines
        assert "한국 ខ្មែរ 👍🏽" in result.stdout.decode() or "5,000人の研修" in result.stdout.decode()


@pytest.mark.parametrize("locale", LOCALES)
def test_machine_formats_can_be_read(call: Call, registry: Path, locale: str) -> None:
    """JSON, HTML and calendars are what they claim to be, also in a file, in every locale."""
    answer = json.loads(call("list", "train", "--format", "json", env=LOCALES[locale]).stdout)
    assert answer["items"][0]["title"]["en"].startswith("é ñ ½ 한국 ខ្មែរ 👍🏽")
    page = call("report", "--format", "html", "--lang", "ja", env=LOCALES[locale]).stdout
    assert b'charset="utf-8"' in page.lower()
    assert "5,000人の研修" in page.decode()
    calendar = call("report", "--format", "ics", "--lang", "ja", env=LOCALES[locale]).stdout
    assert any(
        "5,000人の研修" in str(event["summary"]) for event in icalendar.Calendar.from_ical(calendar).walk("VEVENT")
    )
    assert call("report", "-o", "page.html", "--lang", "ja", env=LOCALES[locale]).returncode == 0
    assert (registry / "page.html").read_bytes() == page


@pytest.mark.parametrize("argv", [("list", "--all", *DAY), ("show", "train", *DAY), ("report", *DAY)], ids=" ".join)
def test_a_terminal_keeps_its_encoding(
    terminal: Callable[..., tuple[int, str]], registry: Path, monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...]
) -> None:
    """On a terminal without UTF-8, tables and JSON have its encoding, with ? for what it lacks."""
    monkeypatch.chdir(registry)
    code, output = terminal(*argv, env={"PYTHONIOENCODING": "ascii"})
    assert code == 0
    assert "? ? ?" in output
    assert output.isascii()
