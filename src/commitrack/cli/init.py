"""``commitrack init``: a new registry, or a copy of the example that ships with commitrack."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from commitrack.cli.examples import Example
from commitrack.cli.options import Lang, TemplateLangOption
from commitrack.cli.reply import replying
from commitrack.language import LazyString as _
from commitrack.registry import scaffold
from commitrack.views.sanitize import safe

EXAMPLES = (
    Example("commitrack init pledges"),
    Example("commitrack init --example summit"),
)


def command(
    folder: Annotated[str, typer.Argument(metavar="[DIR]", help="Folder to create the registry in")] = ".",
    example: Annotated[
        bool, typer.Option("--example", help="Copy the registry of the 2023 Japan–ASEAN summit instead")
    ] = False,
    lang: TemplateLangOption = Lang.EN,
) -> None:
    """Create a registry

    Write a commitments.toml with commented examples, an empty journal, and the git merge rules for journals and
    additions.
    """
    content = scaffold.copied() if example else scaffold.new(scaffold.TEMPLATE.to(lang))
    with replying(lambda hold: scaffold.creating(Path(folder), content, committing=hold)) as (created, reply):
        paths = "".join(f"  {file.path}\n" for file in created.files)
        next_command = "" if folder == "." else f"cd {shlex.quote(folder)} && "
        next_command += "commitrack report" if example else "commitrack add"
        head, hint = _("created:"), _("next: {command}", command=next_command)
        text = safe(f"{head.to(lang)}\n{paths}{hint.to(lang)}\n", lines=True)
        reply.prepare(text, _('the registry in "{folder}" is created', folder=folder))
