"""``docs/commitrack.1`` is the manual page: the help of all commands, installed by the wheel for ``man commitrack``.

It is written with ``COMMITRACK_GOLDEN=1 pytest tests/docs/test_man_page.py``; read the diff before committing it. The
build only copies it, because importing the commands would require all dependencies at build time.
"""

import os
import re
import shutil
import subprocess
import textwrap
import tomllib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from commitrack import __version__
from commitrack.cli.app import COMMANDS, command_line
from commitrack.cli.examples import Example, example_lines
from commitrack.cli.localized_help import paragraphs
from commitrack.registry.discovery import ADDITIONS, COMMITMENTS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "commitrack.1"
ENVIRONMENT = {
    "COMMITRACK_CONFIG": "Config file of the user, in place of the one in FILES; none if it is empty.",
    "COMMITRACK_REGISTRY": "Registry folder, as with --registry.",
    "COMMITRACK_AS_OF": "Date of assessment, as with --as-of. Commands that write show their effect as of today.",
    "COMMITRACK_LANG": "Output language, as with --lang; otherwise that of the files, LC_ALL, LC_MESSAGES or LANG.",
    "COMMITRACK_BY": "Who records updates, as with --by.",
    "COMMITRACK_PAGER": "Pager on a terminal; none if it is empty. Otherwise that of the config file, PAGER, or less.",
    "COMMITRACK_INDEX": "0: neither use nor write an index; 1: do so for a registry of any size.",
    "COMMITRACK_DEBUG": "Show the traceback of an internal error.",
    "NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE": "Never or always use colour, as with --color.",
    "VISUAL, EDITOR": "Editor of `commitrack edit`.",
}
FILES = {
    COMMITMENTS: "The commitments. Every other file *.toml in its folder belongs to the registry as well.",
    ADDITIONS: "What `commitrack add` and `commitrack meeting` append.",
    "updates.toml": "The journal: one line for each update.",
    "~/.config/commitrack/config.toml": "Settings of the user: registry, by, language, pager, color.",
    ".gitattributes": "The rules by which git merges the journal and the additions.",
}
SPECIAL = {
    "\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti", '"': r"\(dq"
}  # fmt: skip
"""Characters that roff interprets, or replaces by typographic ones."""


def escaped(text: str) -> str:
    """Text as roff in ASCII; a full stop that would start a request is protected."""
    characters = (SPECIAL.get(character, character) for character in text)
    roff = "".join(c if c.isascii() else f"\\[u{ord(c):04X}]" for c in characters)
    return re.sub(r"^\.", r"\\&.", roff, flags=re.MULTILINE)


def prose(text: str) -> list[str]:
    """A paragraph in lines of at most 80 characters, with what is between backticks in bold."""
    bold = re.sub(r"\\\(ga(.+?)\\\(ga", r"\\fB\1\\fR", escaped(" ".join(text.split())))
    lines = textwrap.wrap(bold, 80, break_long_words=False, break_on_hyphens=False)
    return [re.sub(r"^\.", r"\\&.", line) for line in lines]


def definitions(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Terms with their descriptions; options are bold, their values are not."""
    for term, text in rows:
        yield from (".TP", re.sub(r"((?:\\-)+\w(?:\w|\\-\w)*)", r"\\fB\1\\fR", escaped(term)), *prose(text))


def examples(shown: tuple[Example, ...]) -> list[str]:
    return [".PP", ".RS 4", ".nf", *map(escaped, example_lines(shown, "en")), ".fi", ".RE"]


def help_of(command: Any) -> Iterator[str]:
    """The paragraphs of a command's help; the first line gets a full stop."""
    first, *others = paragraphs(command.help)
    yield from prose(f"{first}.")
    for paragraph in [*others, *paragraphs(command.epilog or "")]:
        yield from (".PP", *prose(paragraph)) if paragraph else ()


def options(command: Any, context: Any) -> Iterator[str]:
    """The arguments and options of a command; --help is described only once, with those of the program."""
    params = [param for param in command.get_params(context) if context.parent is None or param.name != "help"]
    yield from definitions(record for param in params if (record := param.get_help_record(context)))


def sections_of(command: Any, context: Any, names: Iterable[str]) -> Iterator[str]:
    """The subsections of the commands of a group, and of the commands of its groups."""
    for name in names:
        child = command.get_command(context, name)
        inner = type(context)(child, info_name=name, parent=context)
        usage = " ".join(child.collect_usage_pieces(inner))
        yield from (f".SS {escaped(f'{inner.command_path} {usage}')}", *help_of(child), *options(child, inner))
        if hasattr(child, "list_commands"):
            yield from sections_of(child, inner, child.list_commands(inner))
        else:
            yield from examples(child.examples)


def exit_codes() -> list[tuple[str, str]]:
    """The table of exit codes in docs/automation.md."""
    page = (ROOT / "docs" / "automation.md").read_text(encoding="utf-8")
    return re.findall(r"^\| (\d+) \| (.*) \|$", page, re.MULTILINE)


def man_page(day: str) -> str:
    """The manual page, with the day on which it was changed."""
    program = command_line("en")
    context = program.context_class(program, info_name="commitrack", **program.context_settings)
    lines = [
        f'.TH COMMITRACK 1 "{day}" "commitrack {__version__}"',
        ".nh",
        ".ad l",
        ".SH NAME", r"commitrack \- registry of public commitments",
        ".SH SYNOPSIS", ".B commitrack", escaped(" ".join(program.collect_usage_pieces(context))),
        ".SH DESCRIPTION", *help_of(program),
        ".SH OPTIONS", *options(program, context),
        ".SH COMMANDS", *sections_of(program, context, COMMANDS),
        ".SH EXIT STATUS", *definitions(exit_codes()),
        ".SH ENVIRONMENT", *definitions(ENVIRONMENT.items()),
        ".SH FILES", *definitions(FILES.items()),
        ".SH EXAMPLES", *examples(program.examples)[1:],
        ".SH SEE ALSO", ".BR git (1),", ".BR less (1)",
    ]  # fmt: skip
    return "\n".join([*lines, ""])


def test_the_page_has_the_help_of_every_command() -> None:
    """The manual page has the help that the commands print now."""
    page = PAGE.read_text(encoding="ascii") if PAGE.exists() else ""
    day = re.search(r"\d{4}-\d\d-\d\d", page)
    if os.environ.get("COMMITRACK_GOLDEN") and (day is None or page != man_page(day[0])):
        page = man_page(datetime.now(tz=UTC).date().isoformat())
        PAGE.write_text(page, encoding="ascii")
    assert page == man_page(page.split('"')[1])


def test_the_page_describes_every_variable() -> None:
    """The manual page describes every environment variable that the source names."""
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    used = set(re.findall(r"COMMITRACK_[A-Z_]+", source)) - {"COMMITRACK_COMPLETE"}
    assert used <= ENVIRONMENT.keys()


def test_the_wheel_installs_the_page() -> None:
    """The wheel puts the page where ``man`` looks for it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert shared == {f"docs/{PAGE.name}": f"share/man/man1/{PAGE.name}"}


@pytest.mark.parametrize(
    ("text", "roff"),
    [
        ("plain", "plain"),
        ("--as-of DAY", r"\-\-as\-of DAY"),
        (r"a \ b", r"a \e b"),
        (".toml", r"\&.toml"),
        ("'quoted'", r"\(aqquoted\(aq"),
        ("~/.bashrc `a` ^", r"\(ti/.bashrc \(gaa\(ga \(ha"),
        ("120億円", r"120\[u5104]\[u5186]"),
    ],
)
def test_text_is_escaped(text: str, roff: str) -> None:
    """Nothing in a text is interpreted by roff."""
    assert escaped(text) == roff


def test_prose_is_folded() -> None:
    """No line that starts with a full stop is a request, and code is bold."""
    assert prose("a" * 78 + " .toml `b`") == ["a" * 78, r"\&.toml \fBb\fR"]


LINTERS = {
    "mandoc": ["mandoc", "-Tlint"],
    "groff": ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z"],
}
"""The commands that print warnings about a page, by the program that has to be installed."""


@pytest.mark.parametrize("name", LINTERS)
def test_the_page_is_correct_roff(name: str) -> None:
    """The linters have nothing to say about the page."""
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    done = subprocess.run([*LINTERS[name], PAGE], capture_output=True, text=True, encoding="utf-8", check=False)
    messages = done.stderr + (done.stdout if name == "mandoc" else "")
    assert messages == ""


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_the_page_shows_the_commands_as_typed() -> None:
    """At 80 columns, the examples are shown as they are typed."""
    environment = os.environ | {"MANWIDTH": "80", "LC_ALL": "C.UTF-8"}
    shown = subprocess.run(
        ["man", "-l", PAGE], env=environment, capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout
    for name in COMMANDS:
        for line in example_lines(command_line("en").get_command(None, name).examples, "en"):
            assert f"           {line}\n" in shown
