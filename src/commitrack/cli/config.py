"""``commitrack config``: show the settings in effect, and where each of them comes from."""

import os
from typing import Annotated

import typer

from commitrack.cli.console import write, write_lines
from commitrack.cli.examples import Example
from commitrack.cli.options import Lang, LangOption, RegistryOption
from commitrack.cli.settings import SETTINGS, sources
from commitrack.language import LazyString as _
from commitrack.language import localize
from commitrack.views.linebreak import width

EXAMPLES = (
    Example("commitrack config"),
    Example("COMMITRACK_CONFIG= commitrack config --json", _("Without your config file")),
)


def command(
    json: Annotated[bool, typer.Option("--json", help="Print JSON")] = False,
    lang: LangOption = Lang.EN,
    registry: RegistryOption = None,  # noqa: ARG001  read from the command line, with where it comes from
) -> None:
    """Show the settings in effect and where each comes from

    An option takes precedence over a variable of the environment, then your config file ($COMMITRACK_CONFIG, else
    ~/.config/commitrack/config.toml), then the table [defaults] of the registry. The registry of the config file is
    used where none is near the current folder. No file is written.
    """
    settings = {name: sources.get().setting(name) for name in SETTINGS}
    if json:
        from commitrack.views.json import render_settings  # noqa: PLC0415

        write(render_settings(settings), machine=True)
        return
    rows = [
        (name, _short(value) if value else "–", _short(localize(origin, lang)))
        for name, (value, origin) in settings.items()
    ]
    first, second = (max(width(row[column]) for row in rows) for column in (0, 1))
    write_lines(
        (f"{name.ljust(first)}  {value}{' ' * (second - width(value))}  {origin}" for name, value, origin in rows), lang
    )


def _short(text: str) -> str:
    """A text in which paths in the user's home folder start with ``~``."""
    home = os.path.expanduser("~")  # noqa: PTH111  never fails
    return text.replace(f"{home}{os.sep}", f"~{os.sep}") if len(home) > 1 else text
