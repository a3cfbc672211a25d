"""The commands and where each one lives; a command's module is imported when it is called."""

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from commitrack import __version__
from commitrack.cli.localized_help import contexts

COMMANDS = (
    "list",
    "show",
    "update",
    "amend",
    "add",
    "undo",
    "log",
    "edit",
    "report",
    "check",
    "evidence",
    "init",
    "schema",
)


class Commands(TyperGroup):
    """Start-up is most of the time a command takes, so only the one that runs is imported."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """The commands in the order of a working day."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name, made from its module's ``command``, or its ``app`` with commands of its own."""
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in self.commands:
            module = import_module(f"commitrack.cli.{cmd_name}")
            group = getattr(module, "app", None) or typer.Typer(add_completion=False, rich_markup_mode=None)
            if hasattr(module, "command"):
                group.command(cmd_name, context_settings=_HELP)(module.command)
            self.commands[cmd_name] = typer.main.get_command(group)
            if ctx is not None:
                _spoken(self.commands[cmd_name], type(ctx))
        return self.commands[cmd_name]


def _spoken(command: Any, kind: type[typer.Context]) -> None:
    """Let a command, and its own commands, speak the language of their contexts."""
    command.context_class = kind
    for each in getattr(command, "commands", {}).values():
        _spoken(each, kind)


def command_line(lang: str) -> Any:
    """The whole program as one command, whose help is in a language."""
    program = typer.main.get_command(app)
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
    epilog="The registry is the nearest commitments.toml, or data/commitments.toml, here or in a folder above.",
)


def _version(asked: bool) -> None:  # noqa: FBT001  Typer calls it with the flag
    if asked:
        typer.echo(f"commitrack {__version__}")
        raise typer.Exit


@app.callback()
def commitrack(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Keep a register of public commitments, log progress with evidence, report before review meetings."""
