"""Recognize Typer's English error messages about the command line, so that they read like those of the commands.

A test provokes each of these errors in the installed Typer, so that a change of its wording is noticed.
"""

import os
import re
from collections.abc import Sequence
from typing import Any

from commitrack.cli import extra_arguments
from commitrack.errors import UsageError
from commitrack.labels import in_script_of
from commitrack.language import LazyString as _
from commitrack.language import comma_list
from commitrack.suggest import did_you_mean

MESSAGES: tuple[tuple[str, _], ...] = (
    ("No such command '{name}'.{more}", _('unknown command "{name}"')),
    ("No such option: {name}", _('unknown option "{name}"')),
    ("Missing argument '{name}'. Choose from: {known}", _("missing argument {name}")),
    ("Missing argument '{name}'.", _("missing argument {name}")),
    ("Missing command.", _("missing command")),
    ("Got unexpected extra argument(s) ({words})", _("unexpected argument: {words}")),
    ("Option '{name}' requires an argument.", _('option "{name}" requires a value')),
    ("Option '{name}' does not take a value.", _('option "{name}" does not take a value')),
    ("Invalid value for {name}: '{value}' is not one of {known}.", _('invalid value "{value}" for {name}')),
    ("Invalid value for {name}: '{value}' is not a valid int.", _('"{value}" for {name} is not a whole number')),
)
"""What Typer says, and what to say instead; the first that matches is used."""


def usage_error(failure: Any) -> UsageError:
    """An error of Typer as one of commitrack; the hint names the help of the command, if there is nothing better."""
    said, context = " ".join(failure.format_message().split()), getattr(failure, "ctx", None)
    said = re.sub(r" \(Possible options: .*\)$", "", said)
    path = context.command_path if context is not None else "commitrack"
    help_of_command = _("see: {command}", command=f"{path} --help")
    for text, message in MESSAGES:
        if match := pattern(text).fullmatch(said):
            gaps = {name: value.replace("'", "") for name, value in match.groupdict(default="").items()}
            if gaps.get("name") == "--lang" and gaps.get("value") == os.environ.get("COMMITRACK_LANG"):
                gaps["name"] = "COMMITRACK_LANG"
            return UsageError(_(message.template, **gaps), hint=_hint(text, gaps, context) or help_of_command)
    return UsageError(said[:1].lower() + said[1:], hint=help_of_command)


def _hint(text: str, gaps: dict[str, str], context: Any) -> _ | None:
    """The commands or options that may have been meant, or the values that are valid."""
    if "known" in gaps:
        value = gaps.get("value", "")
        known = in_script_of(value, gaps["known"].split(", "))
        return did_you_mean(value, known) or _("expected one of: {names}", names=comma_list(known))
    command: Any = getattr(context, "command", None)
    options = [option for parameter in getattr(command, "params", ()) for option in parameter.opts]
    if "words" in gaps:
        words = gaps["words"].split(" ")
        return extra_arguments.hint(context.info_name, context.params, words, options)
    if not text.startswith("No such"):
        return None
    name = gaps["name"]
    if re.match(r"-\d", name):
        return _('put a negative number after "--": {example}', example=f"{context.command_path} … -- {name}")
    commands = command.list_commands(context) if hasattr(command, "list_commands") else []
    if name.startswith("-") and name not in options and _is_of_a_command(name, context, commands):
        return _("it goes after the command: commitrack COMMAND {name}", name=name)
    return did_you_mean(name, options if name.startswith("-") else commands)


def _is_of_a_command(name: str, context: Any, commands: Sequence[str]) -> bool:
    """Whether a command of the group has an option."""
    each = (context.command.get_command(context, command) for command in commands)
    return any(name in parameter.opts for command in each for parameter in command.params)


def pattern(text: str) -> re.Pattern[str]:
    """A pattern for a message, with a group for each of its values."""
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.*?)", re.escape(text)))
