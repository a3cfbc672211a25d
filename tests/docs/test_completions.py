"""``cli/completions.json`` is what Tab needs of the commands; ``COMMITRACK_GOLDEN=1`` derives it from them."""

import inspect
import os
import re
from typing import Any

import msgspec

from commitrack.cli import tab
from commitrack.cli.app import COMMANDS, command_line
from commitrack.cli.tab import TabCommand, TabParameter, TabTable, table
from commitrack.model import Registry
from commitrack.query import FIELDS, STATUS_WORDS
from commitrack.registry.tables import TABLES


def entry(command: Any) -> TabCommand:
    """What Tab needs of a command."""
    commands = {name: entry(inner) for name, inner in getattr(command, "commands", {}).items()}
    return TabCommand(command.get_short_help_str(1_000), tuple(parameter(param) for param in command.params), commands)


def parameter(param: Any) -> TabParameter:
    return TabParameter(
        name=param.name,
        options=tuple(param.opts) if param.param_type_name == "option" else (),
        choices=tuple(str(choice) for choice in getattr(param.type, "choices", ())),
        is_flag=getattr(param, "is_flag", False),
        is_repeatable=getattr(param, "multiple", False) or param.nargs == -1,
        completer=completer(param),
        help=param.help or "",
    )


def completer(param: Any) -> str:
    """The name of the function that completes a parameter; empty if there is none."""
    wrapper = param._custom_shell_complete  # noqa: SLF001  Typer has no other name for it
    return inspect.getclosurevars(wrapper).nonlocals["autocompletion"].__name__ if wrapper else ""


def values(field: str) -> tuple[str, ...] | str | None:
    """The values of a field; the table if they are its ids, None if they depend on the registry in another way."""
    registry, suggestions = Registry(), FIELDS[field].suggestions
    ids = [name for name in TABLES if suggestions(registry) is getattr(registry, name)]
    return ids[0] if ids else tuple(suggestions(registry)) or None


def test_the_table_is_up_to_date() -> None:
    """The table has every command, option, choice and completer, and the fields of a query with their values."""
    context = command_line("en").make_context("commitrack", [], resilient_parsing=True)
    commands = {name: entry(context.command.get_command(context, name)) for name in COMMANDS}
    derived = TabTable(commands, {name: values(name) for name in FIELDS}, tuple(STATUS_WORDS))
    if os.environ.get("COMMITRACK_GOLDEN"):
        text = msgspec.json.format(msgspec.json.encode(derived), indent=1).decode()
        text = re.sub(r'\{\s+"name":.*?\n\s+\}', lambda lines: re.sub(r"\n\s+", " ", lines[0]), text, flags=re.DOTALL)
        tab.TABLE.write_text(f"{text}\n", encoding="utf-8")
        tab.table.cache_clear()
    assert table() == derived
