"""``commitrack config``: show the settings in effect, and where each of them comes from."""

from collections.abc import Mapping
from typing import Annotated

import typer

from commitrack.cli.console import write, write_lines
from commitrack.cli.examples import Example
from commitrack.cli.options import Lang, LangOption, RegistryOption
from commitrack.cli.settings import SETTINGS, Setting, Sources, sources
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
    ~/.config/commitrack/config.toml), then the table [defaults] of the registry. No file is written.
    """
    settings = _settings(sources.get())
    if json:
        from commitrack.views.json import render_settings  # noqa: PLC0415

        write(render_settings(settings), machine=True)
        return
    values = {name: "–" if value is None else value for name, (value, _origin) in settings.items()}
    first, second = max(map(width, values)), max(map(width, values.values()))
    write_lines(
        (
            f"{name.ljust(first)}  {values[name]}{' ' * (second - width(values[name]))}  {localize(origin, lang)}"
            for name, (_value, origin) in settings.items()
        ),
        lang,
    )


def _settings(settings: Sources) -> Mapping[str, Setting]:
    """Every setting; if nothing names the registry, the one that is found."""
    found = {name: settings.setting(name) for name in SETTINGS}
    if found["registry"].value is None and settings.registry is not None:
        found["registry"] = Setting(str(settings.registry), _("nearest to the current folder"))
    return found
