"""Recognize Typer's English error messages about the command line, so that they can be localized.

A test provokes each of these errors in the installed Typer, so that a change of its wording is noticed.
"""

import re

from commitrack.language import SOURCE
from commitrack.language import LazyString as _

MESSAGES = (
    _("Try '{command}' for help."),
    _("Error: {problem}"),
    _("No such command '{name}'. Did you mean {near}?"),
    _("No such command '{name}'."),
    _("No such option: {name} (Possible options: {near})"),
    _("No such option: {name}"),
    _("Missing argument {name}."),
    _("Missing command."),
    _("Got unexpected extra argument(s) ({words})"),
    _("Option {name} requires an argument."),
    _("Option {name} does not take a value."),
    _("Invalid value for {name}: {value} is not one of {known}."),
    _("Invalid value for {name}: {value} is not a valid int."),
)
"""Typer's messages; the first one that matches is used."""


def localized(output: str, lang: str) -> str:
    """Typer's error output in a language, line by line; lines that are not recognized stay English."""
    return output if lang == SOURCE else "\n".join(_line(line, lang) for line in output.splitlines())


def _line(line: str, lang: str) -> str:
    for message in MESSAGES:
        if match := pattern(message).fullmatch(line.rstrip()):
            gaps = {name: _line(text, lang).replace("'", "") for name, text in match.groupdict().items()}
            return _(message.template, **gaps).to(lang)
    return line


def pattern(message: _) -> re.Pattern[str]:
    """A pattern for a line with this message, with a group for each of its values."""
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(message.template)))
