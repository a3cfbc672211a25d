"""The shipped registry as a Japanese reader sees it: every Latin word is a name, an id, or typed by the reader."""

import re
import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from commitrack.registry import example

Run = Callable[..., Any]
WORD = re.compile(r"[A-Za-z][\w+&.'’-]*[A-Za-z0-9]|[A-Za-z]", re.ASCII)
IGNORED = [
    re.compile(pattern, re.DOTALL | re.MULTILINE)
    for pattern in (
        r"<style>.*?</style>", r"<(\w+)[^>]* lang=\"en\">.*?</\1>", r"<[^>]*>", r"https?://\S+", r"commitrack [\w :-]+",
        r"--[\w-]+", r"\b(?:\d{8}T\d{6}Z-)?[0-9a-f]{8,}\b", r"\bCT\d{3}\b", r"^ +\[\S+\]$",
    )
]  # fmt: skip
"""Style sheets, English titles beside Japanese ones, tags, addresses, commands and options, digests and keys, codes."""
PROGRAM = {"commitrack", "sha256", "ID", "HTML", "stale_after", "commitments.toml", "updates.toml", "commitments"}
"""Latin words of the program: names, and what is written in files."""


def texts(value: object, *, key: str = "") -> Iterator[str]:
    """Every id, and every text of a registry that is not its English version."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from texts(inner, key=name)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif key != "en":
        yield str(value)


FILES = [tomllib.loads(path.read_text(encoding="utf-8")) for path in example().glob("*.toml")]
NAMES = {word for file in FILES for text in texts(file) for word in WORD.findall(text.replace("www.", ""))} | PROGRAM
"""Latin words that the source or the keeper of the registry writes in Japanese texts, and ids."""


def foreign(text: str) -> list[str]:
    """The Latin words of an output that are no names."""
    for pattern in IGNORED:
        text = pattern.sub(" ", text)
    return [word for word in WORD.findall(text) if word not in NAMES]


@pytest.mark.parametrize(
    "argv",
    [
        ("list", "--all"),
        ("list", "--all", "--long"),
        ("log",),
        ("report",),
        ("report", "--all-sections"),
        ("report", "--all-sections", "--format", "md"),
        ("report", "--all-sections", "--format", "html", "--annex"),
        ("report", "--since", "2024-06-30", "--for", "summit-2023-12-17"),
        ("meeting",),
        ("check", "--strict"),
        ("evidence", "check"),
    ],
    ids=" ".join,
)
def test_no_english_word_is_left(run: Run, tmp_path: Path, argv: tuple[str, ...]) -> None:
    """With --lang ja, no list, history, report or problem contains an English word."""
    folder = shutil.copytree(example(), tmp_path / "summit")  # the installed one may be in a work tree without rules
    out = run(*argv, "--registry", str(folder), "--lang", "ja").out
    assert len(out) > 20
    assert foreign(out.replace(str(folder), "")) == []


@pytest.mark.parametrize("id", sorted(key for file in FILES for key in file.get("commitments", ()))[::9])
def test_no_english_word_is_left_on_a_page(run: Run, id: str) -> None:  # noqa: A002
    """A page contains no English word below the title in the other language."""
    first, _english, *lines = run("show", id, "--registry", str(example()), "--lang", "ja").out.splitlines()
    assert foreign("\n".join((first, *lines))) == []


def test_no_english_word_is_left_in_a_workbook(run: Run, tmp_path: Path) -> None:
    """A workbook contains no English word, neither in its cells nor in the names of its sheets."""
    run("report", "--all-sections", "--registry", str(example()), "--lang", "ja", "-o", str(tmp_path / "r.xlsx"))
    with ZipFile(tmp_path / "r.xlsx") as archive:
        cells = archive.read("xl/sharedStrings.xml").decode()
        sheets = re.findall(r'<sheet name="([^"]*)"', archive.read("xl/workbook.xml").decode())
    assert len(sheets) > 5
    assert foreign(cells + " ".join(sheets)) == []


def test_no_english_word_is_left_in_a_calendar(run: Run) -> None:
    """The events of a calendar contain no English word besides the keywords of the format."""
    out = run("report", "--format", "ics", "--registry", str(example()), "--lang", "ja").out.replace("\n ", "")
    shown = re.findall(r"^(?:SUMMARY|DESCRIPTION|CATEGORIES|LOCATION):(.*)$", out.replace("\r", ""), re.MULTILINE)
    assert len(shown) > 5
    assert foreign("\n".join(shown).replace("\\n", "\n")) == []
