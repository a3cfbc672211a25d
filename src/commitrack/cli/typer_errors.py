"""Typer's English: what it says of a command line that it cannot parse, recognised so that it can be localized.

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
"""Its messages; the first that matches is the one."""


def localized(shown: str, lang: str) -> str:
    """An error of Typer, line by line, in a language; a line that is not recognised stays English."""
    return shown if lang == SOURCE else "\n".join(_line(line, lang) for line in shown.splitlines())


def _line(line: str, lang: str) -> str:
    for known in MESSAGES:
        if match := pattern(known).fullmatch(line.rstrip()):
            gaps = {name: _line(text, lang).replace("'", "") for name, text in match.groupdict().items()}
            return _(known.template, **gaps).to(lang)
    return line


def pattern(message: _) -> re.Pattern[str]:
    """What a line of Typer's matches if it is this message, with a group for each of its values."""
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(message.template)))
