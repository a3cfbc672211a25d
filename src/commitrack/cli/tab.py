"""The commands as Tab needs them, from a table: importing a command takes as long as running it.

``completions.json`` is derived from the commands by ``tests/docs/test_completions.py``. Typer completes commands that
are built from it as it does the real ones.
"""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
from typer.core import TyperArgument, TyperOption

from commitrack.cli.examples import CommandWithExamples, GroupWithExamples

TABLE = Path(__file__).with_name("completions.json")


class TabParameter(msgspec.Struct, frozen=True, omit_defaults=True):
    """An option, or an argument if it has no ``options``; ``completer`` is a function of ``completers``."""

    name: str
    options: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    is_flag: bool = False
    is_repeatable: bool = False
    completer: str = ""
    help: str = ""


class TabCommand(msgspec.Struct, frozen=True, omit_defaults=True):
    """A command with the first line of its help, or a group with ``commands``."""

    help: str
    parameters: tuple[TabParameter, ...] = ()
    commands: Mapping[str, "TabCommand"] = {}


class TabTable(msgspec.Struct, frozen=True):
    """The commands, and the words of a query.

    For each field, ``fields`` has its values, or the table of the registry whose ids they are; None if they depend on
    the registry in another way.
    """

    commands: Mapping[str, TabCommand]
    fields: Mapping[str, tuple[str, ...] | str | None]
    statuses: tuple[str, ...]


@cache
def table() -> TabTable:
    """The table."""
    return msgspec.json.decode(TABLE.read_bytes(), type=TabTable)


def command(name: str, **settings: Any) -> Any:
    """A command of Typer that can be completed, but not run."""
    return _command(name, table().commands[name], settings)


def _command(name: str, entry: TabCommand, settings: Mapping[str, Any]) -> Any:
    parameters = [_parameter(parameter) for parameter in entry.parameters]
    if not entry.commands:
        return CommandWithExamples(name, params=parameters, help=entry.help, **settings)
    commands = {inner: _command(inner, of_group, settings) for inner, of_group in entry.commands.items()}
    return GroupWithExamples(name=name, commands=commands, params=parameters, help=entry.help, **settings)


def _parameter(entry: TabParameter) -> Any:
    common: dict[str, Any] = {
        "type": bool if entry.is_flag else str,
        "autocompletion": _completer(entry) if entry.completer or entry.choices else None,
        "help": entry.help,
    }
    if not entry.options:
        return TyperArgument(param_decls=[entry.name], nargs=-1 if entry.is_repeatable else 1, **common)
    names = [entry.name, *entry.options]
    return TyperOption(param_decls=names, is_flag=entry.is_flag or None, multiple=entry.is_repeatable, **common)


def _completer(entry: TabParameter) -> Callable[[Any, list[str], str], Any]:
    """What completes a value: a choice of words, or a completer, which is imported when it is called."""

    def completions(ctx: Any, _args: list[str], incomplete: str) -> Any:
        if entry.choices:
            return [word for word in entry.choices if word.startswith(incomplete)]
        complete = getattr(import_module("commitrack.cli.completers"), entry.completer)
        return complete(ctx, incomplete) if entry.completer == "complete_target" else complete(incomplete)

    return completions
