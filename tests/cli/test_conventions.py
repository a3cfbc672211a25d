"""What users of git, gh and ruff type without thinking: -V, help, -C, --color, --no-pager, -q, the locale."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commitrack import __version__
from commitrack.cli.preferences import hoisted
from commitrack.views.linebreak import width

Run = Callable[..., Any]
Terminal = Callable[..., tuple[int, str]]


def test_the_version_is_printed(run: Run) -> None:
    """-V and --version print the version."""
    assert [run(option).out for option in ("-V", "--version")] == [f"commitrack {__version__}\n"] * 2


@pytest.mark.parametrize("argv", [("list",), ("update",), ("evidence", "check"), ()])
def test_help_of_a_command(run: Run, argv: tuple[str, ...]) -> None:
    """help COMMAND prints what COMMAND --help prints."""
    result = run("help", *argv)
    assert (result.code, result.err) == (0, "")
    assert result.out.split() == run(*argv, "--help").out.split()


def test_help_of_an_unknown_command(run: Run) -> None:
    """help suggests a command in place of an unknown one."""
    result = run("help", "updaet")
    assert (result.code, result.err) == (2, 'error: unknown command "updaet"\nhint: did you mean "update"?\n')


def test_another_folder(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """-C DIR runs a command as if started in that folder."""
    (folder / "elsewhere").mkdir()
    monkeypatch.chdir(folder / "elsewhere")
    result = run("-C", str(folder), "list", "--registry", ".")
    assert (result.code, result.err) == (0, "")
    assert "training" in result.out


def test_a_missing_folder(run: Run) -> None:
    """-C refuses a folder that does not exist."""
    result = run("-C", "nowhere", "list")
    assert (result.code, result.out) == (2, "")
    assert result.err == 'error: cannot change to folder "nowhere": No such file or directory\n'


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("argv", "environment", "is_coloured"),
    [
        ((), {}, False),
        (("--color", "always"), {}, True),
        (("--color=always",), {"NO_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"CLICOLOR_FORCE": "1"}, True),
        ((), {"CLICOLOR_FORCE": "0"}, False),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_in_a_pipe(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    argv: tuple[str, ...],
    environment: dict[str, str],
    is_coloured: bool,  # noqa: FBT001
) -> None:
    """In a pipe there is colour only if --color, FORCE_COLOR or CLICOLOR_FORCE says so, and NO_COLOR does not."""
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in run("list", *argv).out) is is_coloured
    assert ("\x1b[" in run(*argv, "show", "training").out) is is_coloured
    assert ("\x1b[" in run("check", "--strict", *argv).out) is is_coloured


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("argv", "is_coloured"), [((), True), (("--color", "never"), False)])
def test_colour_and_pager_on_a_terminal(
    terminal: Terminal,
    argv: tuple[str, ...],
    is_coloured: bool,  # noqa: FBT001
) -> None:
    """On a terminal there is colour unless --color never is given, and no pager with --no-pager."""
    _code, output = terminal("list", "--no-pager", *argv, env={"COMMITRACK_PAGER": "sed 's/^/paged: /'"})
    assert ("\x1b[" in output) is is_coloured
    assert "paged: " not in output


def test_quiet_prints_errors_and_data_only(run: Run, folder: Path) -> None:
    """With -q, a command that writes prints nothing, and neither do notices about former ids; data is printed."""
    assert run("rename", "training", "courses", "-q") == (0, "", "")
    assert run("update", "training", "1500", "--on", "2024-08-01", "--quiet") == (0, "", "")
    assert "1500" in (folder / "updates.toml").read_text(encoding="utf-8")
    result = run("-q", "show", "training")
    assert (result.code, result.err) == (0, "")
    assert "1,500 of 5,000 people" in result.out
    assert run("-q", "show", "xyzzy").err.startswith("error: ")


@pytest.mark.usefixtures("folder")
def test_a_footer_is_for_people(run: Run, terminal: Terminal) -> None:
    """On a terminal, a list has a footer unless -q is given; in a pipe, only an empty one has."""
    assert "4 of 4 commitments as of 2" in terminal("list")[1]
    assert "commitments as of" not in terminal("list", "-q")[1]
    assert "0 of 4 commitments as of" in run("list", "nothing").out


def test_quiet_evidence_check_prints_only_the_problems(run: Run, folder: Path) -> None:
    """With -q, evidence check prints nothing unless a file is missing or has changed."""
    (folder / "a.pdf").write_bytes(b"%PDF")
    assert run("update", "training", "1500", "--on", "2024-08-01", "-e", "a.pdf").code == 0
    assert run("evidence", "check", "-q") == (0, "", "")
    (folder / "a.pdf").write_bytes(b"changed")
    result = run("-q", "evidence", "check")
    assert (result.code, len(result.out.splitlines())) == (1, 1)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("columns", [40, 60, 80])
def test_no_word_of_an_error_is_broken(terminal: Terminal, columns: int, lang: str) -> None:
    """On a terminal, errors, hints and the lines of problems fit, and break between words."""
    shown = []
    for argv in (
        ("update", "training", "5", "--on", "2024-08-01", "-e", "some-file-that-is-nowhere.pdf"),
        ("add", "--title", "A title", "--pillar", "peopel"),
        ("add", "--title", "A title", "--area", "an-unknown-area-with-a-long-name"),
    ):
        shown += terminal(*argv, columns=columns, env={"COMMITRACK_LANG": lang})[1].replace("\r", "").splitlines()
    lines = [re.sub(r"\x1b\[[\d;]*m", "", line) for line in shown]
    assert max(map(width, lines)) <= columns
    for whole in ('"some-file-that-is-nowhere.pdf"', '"an-unknown-area-with-a-long-name"', '"peopel"'):
        assert any(whole.strip('"') in line for line in lines)


@pytest.mark.usefixtures("folder")
def test_the_language_may_precede_the_command(run: Run) -> None:
    """--lang is accepted before and after the command."""
    assert run("--lang", "ja", "list").out == run("list", "--lang", "ja").out
    assert "題名" in run("--lang=ja", "list").out


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("argv", [("list",), ("log",), ("show", "training"), ("report",)], ids=lambda argv: argv[0])
def test_csv_for_excel(run: Run, folder: Path, argv: tuple[str, ...]) -> None:
    """--excel writes CSV that starts with a byte order mark, to standard output and to a file."""
    expected = f"\ufeff{run(*argv, '--format', 'csv').out}"
    assert run(*argv, "--excel").out == expected
    assert run(*argv, "--excel", "-o", "a.csv").code == 0
    assert (folder / "a.csv").read_bytes() == expected.encode()


def test_quiet_check_prints_only_the_problems(run: Run, folder: Path) -> None:
    """With -q, check prints no summary: nothing for a valid registry, else the problems on stdout."""
    assert run("check", "-q") == (0, "", "")
    loud, quiet = run("check", "--strict"), run("check", "--strict", "-q")
    assert quiet.out
    assert loud == (1, f"{quiet.out}2 problems in {folder}\n", "")
    assert (quiet.code, quiet.err) == (1, "")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("environment", "argv", "heading"),
    [
        ({"LANG": "ja_JP.UTF-8"}, (), "題名"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "ja"}, (), "題名"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": "C.UTF-8"}, (), "TITLE"),
        ({"LANG": "ja_JP.UTF-8"}, ("--lang", "en"), "TITLE"),
        ({"LANG": "ja_JP.UTF-8", "COMMITRACK_LANG": "en"}, (), "TITLE"),
        ({"LANG": "fr_FR.UTF-8"}, (), "TITLE"),
    ],
)
def test_the_language_follows_the_locale(
    run: Run, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], argv: tuple[str, ...], heading: str
) -> None:
    """Without --lang and COMMITRACK_LANG, the language is that of LC_ALL, LC_MESSAGES or LANG."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert heading in run("list", *argv).out


@pytest.mark.parametrize(
    ("argv", "moved"),
    [
        (["list", "-q"], ["-q", "list"]),
        (["list", "--color", "never", "x"], ["--color", "never", "list", "x"]),
        (["list", "--color=never"], ["--color=never", "list"]),
        (["list", "-n", "2", "-C", "data"], ["-C", "data", "list", "-n", "2"]),
        (["show", "--", "-q"], ["show", "--", "-q"]),
        (["list", "--color"], ["list", "--color"]),
        ([], []),
    ],
)
def test_options_of_the_program_may_follow_the_command(argv: list[str], moved: list[str]) -> None:
    """The options of the program are accepted before and after the command, but not after “--”."""
    assert hoisted(argv) == moved
