"""Help and usage: every command and option is described, and a usage error exits with 2."""

from collections.abc import Callable
from typing import Any

import pytest
import typer

from commitrack import __version__
from commitrack.cli.app import COMMANDS, app
from commitrack.cli.localized_help import paragraphs
from commitrack.query import FIELDS

Run = Callable[..., Any]
GROUP: Any = typer.main.get_command(app)


def options() -> list[tuple[str, Any]]:
    return [(name, param) for name in COMMANDS for param in GROUP.get_command(None, name).params]


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_every_command_has_help(run: Run, name: str, flag: str) -> None:
    """-h and --help print the help of a command; its first line has no full stop and appears in the overview."""
    result = run(name, flag)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(f"Usage: commitrack {name} ")
    first = GROUP.get_command(None, name).help.splitlines()[0]
    assert not first.endswith(".")
    assert first in result.out
    assert first in run("-h").out


@pytest.mark.parametrize("name", COMMANDS)
def test_help_paragraphs_are_sentences(name: str) -> None:
    """Every paragraph of the help after the first line ends with a full stop."""
    _first, *paragraphs_after_first = paragraphs(GROUP.get_command(None, name).help)
    assert [paragraph for paragraph in paragraphs_after_first if not paragraph.endswith(".")] == []


@pytest.mark.parametrize(("name", "param"), options(), ids=lambda value: getattr(value, "name", value))
def test_every_option_has_help(name: str, param: Any) -> None:
    """Every option and argument is described by a capitalized phrase without a full stop."""
    assert param.help, f"{name}: {param.name}"
    assert param.help[0].isupper() or not param.help[0].isalpha()
    assert not param.help.endswith(".")


def test_the_help_option_is_described_like_the_others(run: Run) -> None:
    """Typer's own option has no full stop either."""
    assert "Show this message and exit\n" in run("list", "-h").out
    assert "Show this message and exit\n" in run("-h").out


def test_the_help_of_list_names_every_field() -> None:
    """The fields of a query in the help of list are those of the query language."""
    help_text = " ".join(GROUP.get_command(None, "list").help.split())
    named = help_text.partition("fields narrow the result (")[2].partition(")")[0]
    assert sorted(named.split(", ")) == sorted(FIELDS)


def test_completion_is_a_command_only(run: Run) -> None:
    """The options of Typer for completion, whose script does not complete after a colon, are not offered."""
    assert "completion " in run("--help").out
    assert "--install-completion" not in run("--help").out
    assert run("--install-completion").code == 2


def test_a_required_argument_is_shown_plainly(run: Run) -> None:
    """A required argument is shown by its name in the usage line."""
    assert run("rename", "--help").out.startswith("Usage: commitrack rename [OPTIONS] ID NEW\n")


def test_the_overview_lists_the_commands_in_order(run: Run) -> None:
    """The overview lists the commands in their defined order, and says where the registry is looked for."""
    out = run("--help").out
    positions = [out.index(f"\n  {name} ") for name in COMMANDS]
    assert positions == sorted(positions)
    assert "data/commitments.toml" in out


def test_the_version_is_printed(run: Run) -> None:
    """--version prints the version and nothing else."""
    result = run("--version")
    assert (result.code, result.out, result.err) == (0, f"commitrack {__version__}\n", "")


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("show",), "missing argument ID"),
        (("amend",), "missing argument ID"),
        (("frobnicate",), 'unknown command "frobnicate"'),
        (("list", "--frob"), 'unknown option "--frob"'),
        (("show", "a", "b"), "unexpected argument: "),
        (("check", "extra"), "unexpected argument: "),
        (("--frob",), 'unknown option "--frob"'),
        (("list", "--\x1b[31m"), 'unknown option "--'),
    ],
    ids=" ".join,
)
def test_usage_errors_are_reported(run: Run, argv: tuple[str, ...], message: str) -> None:
    """A missing or unknown argument is reported on stderr with exit code 2 and how to get help."""
    result = run(*argv)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert "hint: " in result.err
    assert "\x1b" not in result.err


def test_without_a_command_the_overview_is_shown(run: Run) -> None:
    """Without a command, commitrack shows the overview and exits with 2."""
    result = run()
    assert result.code == 2
    assert "Commands:" in result.out + result.err


def test_every_command_accepts_a_language() -> None:
    """Every command has --lang, as README.md says; a group has it in its subcommands."""
    commands = [GROUP.get_command(None, name) for name in COMMANDS]
    leaves = [leaf for command in commands for leaf in getattr(command, "commands", {"": command}).values()]
    assert [leaf.name for leaf in leaves if "lang" not in {param.name for param in leaf.params}] == []


def test_the_log_assesses_nothing(run: Run) -> None:
    """--as-of of log limits the updates, and its help says so."""
    assert "Only updates up to a date" in run("log", "-h").out
