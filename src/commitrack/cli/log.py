"""``commitrack log``: the journal in words."""

from typing import Annotated

import typer

from commitrack.cli.completion import complete_id
from commitrack.cli.console import write
from commitrack.cli.context import day, opened
from commitrack.cli.options import AsOfOption, Lang, LangOption, RegistryOption
from commitrack.drafting.lookup import require_commitment
from commitrack.language import LazyString as _
from commitrack.report.journal import journal
from commitrack.views.sanitize import safe
from commitrack.wording.journal import sentence


def command(
    id: Annotated[
        str | None, typer.Argument(metavar="[ID]", autocompletion=complete_id, help="Only of one commitment.")
    ] = None,
    keys: Annotated[bool, typer.Option("--keys", help="With the key of each line, as undo takes it.")] = False,
    as_of: AsOfOption = None,
    lang: LangOption = Lang.EN,
    registry: RegistryOption = None,
) -> None:
    """Tell the journal in words.

    A line for each update, by the day on which it was true, with what stood before; retracted ones are marked.
    """
    found = opened(registry).registry
    if id is not None:
        require_commitment(id, found)
    until = day(as_of, found.settings) if as_of else None
    lines = [line for line in journal(found, commitment=id) if until is None or line.update.on <= until]
    said = [safe(sentence(line).to(lang)) for line in lines]
    if keys:
        said = [f"{line.update.key}  {shown}" for line, shown in zip(lines, said, strict=True)]
    if not said:
        said = [(_("no update of {id} yet", id=id) if id else _("no update yet")).to(lang)]
    write("".join(f"{line}\n" for line in said))
