"""The commands; the module of each is imported only when it is called."""

import os
from importlib import import_module
from keyword import iskeyword
from typing import Annotated, Any

import typer

from commitrack import __version__
from commitrack.cli import tab
from commitrack.cli.examples import CommandWithExamples, Example, GroupWithExamples
from commitrack.cli.localized_help import contexts
from commitrack.cli.preferences import Preferences, preferences
from commitrack.cli.settings import COMPLETE, in_effect
from commitrack.cli.words import accept_labels
from commitrack.color import Color
from commitrack.errors import UsageError, reason_of
from commitrack.language import Language
from commitrack.language import LazyString as _

COMMANDS = (
    "list",
    "show",
    "update",
    "amend",
    "add",
    "remove",
    "undo",
    "log",
    "edit",
    "rename",
    "import",
    "report",
    "export",
    "meeting",
    "check",
    "repair",
    "evidence",
    "init",
    "config",
    "index",
    "schema",
    "completion",
    "help",
)

EXAMPLES = (
    Example("commitrack list overdue"),
    Example("commitrack help update"),
    Example("commitrack init --example summit", _("A registry to try, of the 2023 Japan–ASEAN summit")),
    Example("commitrack -C summit report"),
)


OF_TYPER = {"install_completion", "show_completion"}
"""Options that ``commitrack completion`` replaces, because the script of Typer does not complete after a colon."""


class Commands(GroupWithExamples):
    """The group of all commands; imports only the one that runs, because imports take most of a command's time."""

    examples = EXAMPLES

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """The names of the commands in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command with this name, built from ``command`` in its module, or from ``app`` if it has subcommands."""
        if cmd_name not in COMMANDS:
            return None
        if COMPLETE in os.environ:
            return tab.command(cmd_name, context_settings=_HELP)
        if cmd_name not in self.commands:
            module = import_module(f"commitrack.cli.{cmd_name}{'_' * iskeyword(cmd_name)}")
            group = getattr(module, "app", None) or typer.Typer(add_completion=False, rich_markup_mode=None)
            if hasattr(module, "command"):
                group.command(cmd_name, cls=CommandWithExamples, context_settings=_HELP)(module.command)
            self.commands[cmd_name] = typer.main.get_command(group)
            _prepare(self.commands[cmd_name], module.EXAMPLES, type(ctx) if ctx else None)
        return self.commands[cmd_name]


def _prepare(command: Any, examples: tuple[Example, ...], kind: type[typer.Context] | None) -> None:
    """Set the examples of a command and its subcommands, and the context class, which determines their language.

    Options with a choice of words also accept their labels.
    """
    command.examples, command.context_class = examples, kind or command.context_class
    for parameter in command.params:
        if hasattr(parameter.type, "choices"):
            accept_labels(parameter.type)
    for subcommand in getattr(command, "commands", {}).values():
        _prepare(subcommand, examples, kind)


def command_line(lang: str) -> Any:
    """The whole program as one command, with help in a language."""
    program = typer.main.get_command(app)
    program.params = [parameter for parameter in program.params if parameter.name not in OF_TYPER]
    program.context_class = contexts(lang)
    return program


_HELP = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(
    cls=Commands,
    name="commitrack",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings=_HELP,
    epilog="The registry is the nearest commitments.toml or data/commitments.toml in the current folder or a parent.",
)


def _version(requested: bool) -> None:  # noqa: FBT001  Typer calls it with the flag
    if requested:
        typer.echo(f"commitrack {__version__}")
        raise typer.Exit


@app.callback()
def commitrack(
    directory: Annotated[
        str | None, typer.Option("-C", metavar="DIR", help="Run as if started in this folder", show_default=False)
    ] = None,
    color: Annotated[
        Color | None, typer.Option("--color", help="Use colour [default: on a terminal]", show_default=False)
    ] = None,
    no_pager: Annotated[bool, typer.Option("--no-pager", help="Do not use a pager")] = False,
    no_index: Annotated[  # noqa: ARG001  read from the command line, because Tab obeys it too
        bool, typer.Option("--no-index", help="Read all files, and neither use nor write an index")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors and data only")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Also print the lines that are added to a file")
    ] = False,
    lang: Annotated[  # noqa: ARG001  read from the command line, because it decides the language of errors and help
        Language | None, typer.Option("--lang", help="Output language", show_default=False)
    ] = None,
    version: Annotated[  # noqa: ARG001  its callback prints it
        bool, typer.Option("--version", "-V", help="Print the version and exit", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Keep a registry of public commitments, record progress with evidence, and prepare reports for review meetings"""
    shown = color or Color(in_effect("color") or Color.AUTO)
    preferences.set(Preferences(color=shown, pager=not no_pager, quiet=quiet, verbose=verbose))
    if directory is not None:
        try:
            os.chdir(directory)
        except OSError as failure:
            why = reason_of(failure)
            raise UsageError(_('cannot change to folder "{folder}": {why}', folder=directory, why=why)) from None
