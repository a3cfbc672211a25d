"""``commitrack help``: show the help of a command."""

from typing import Annotated, Any

import typer

from commitrack.cli.completers import complete_command
from commitrack.cli.console import write
from commitrack.cli.examples import Example
from commitrack.cli.options import Lang, LangOption
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.suggest import did_you_mean

EXAMPLES = (
    Example("commitrack help update"),
    Example("commitrack help evidence check"),
    Example("commitrack help --lang ja list"),
)


def command(
    context: typer.Context,
    name: Annotated[
        list[str] | None,
        typer.Argument(metavar="[COMMAND]...", autocompletion=complete_command, help="Command", show_default=False),
    ] = None,
    lang: LangOption = Lang.EN,  # noqa: ARG001  read before the command line is parsed
) -> None:
    """Show the help of a command

    Without a command, list all commands.
    """
    shown: Any = context.find_root()
    for word in name or ():
        group = shown.command
        known = group.list_commands(shown) if hasattr(group, "list_commands") else []
        if word not in known:
            raise UsageError(_('unknown command "{name}"', name=word), hint=did_you_mean(word, known))
        shown = type(shown)(group.get_command(shown, word), info_name=word, parent=shown)
    write(f"{shown.get_help()}\n")
