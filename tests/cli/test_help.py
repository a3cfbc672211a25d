"""Help and usage: every command and option says what it is for, and a mistake is reported with exit 2."""

from collections.abc import Callable
from typing import Any

import pytest
import typer

from commitrack import __version__
from commitrack.cli.app import COMMANDS, app
from commitrack.cli.localized_help import paragraphs

Run = Callable[..., Any]
GROUP: Any = typer.main.get_command(app)


def options() -> list[tuple[str, Any]]:
    return [(name, param) for name in COMMANDS for param in GROUP.get_command(None, name).params]


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_every_command_has_help(run: Run, name: str, flag: str) -> None:
    """-h and --help print what it is for, exit 0; its first line, without a full stop, is in the overview."""
    ran = run(name, flag)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: commitrack {name} ")
    first = GROUP.get_command(None, name).help.splitlines()[0]
    assert not first.endswith(".")
    assert first in ran.out
    assert first in run("-h").out


@pytest.mark.parametrize("name", COMMANDS)
def test_longer_help_is_in_sentences(name: str) -> None:
    """Every paragraph after the first line ends with a full stop."""
    _first, *longer = paragraphs(GROUP.get_command(None, name).help)
    assert [paragraph for paragraph in longer if not paragraph.endswith(".")] == []


@pytest.mark.parametrize(("name", "param"), options(), ids=lambda value: getattr(value, "name", value))
def test_every_option_has_help(name: str, param: Any) -> None:
    """Every option and argument is described in a phrase without a full stop."""
    assert param.help, f"{name}: {param.name}"
    assert param.help[0].isupper() or not param.help[0].isalpha()
    assert not param.help.endswith(".")


def test_what_is_in_the_overview(run: Run) -> None:
    """The overview lists the commands of a working day first, and says where the registry is looked for."""
    out = run("--help").out
    places = [out.index(f"\n  {name} ") for name in COMMANDS]
    assert places == sorted(places)
    assert "data/commitments.toml" in out


def test_version(run: Run) -> None:
    """The version, and nothing else."""
    ran = run("--version")
    assert (ran.code, ran.out, ran.err) == (0, f"commitrack {__version__}\n", "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show",), "Missing argument 'ID'"),
        (("amend",), "Missing argument 'ID'"),
        (("frobnicate",), "No such command 'frobnicate'"),
        (("list", "--frob"), "No such option: --frob"),
        (("show", "a", "b"), "unexpected extra argument"),
        (("check", "extra"), "unexpected extra argument"),
        (("--frob",), "No such option: --frob"),
        (("list", "--\x1b[31m"), "No such option: --"),
    ],
    ids=" ".join,
)
def test_usage(run: Run, words: tuple[str, ...], said: str) -> None:
    """What is missing or unknown is reported on stderr with exit 2, and how to get help."""
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "-h' for help" in ran.err
    assert "\x1b" not in ran.err


def test_nothing_typed(run: Run) -> None:
    """commitrack alone shows the overview and is a usage error, as with git."""
    ran = run()
    assert ran.code == 2
    assert "Commands:" in ran.out + ran.err
