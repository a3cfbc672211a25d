"""``commitrack log``: show the update history."""

from typing import Annotated

import typer

from commitrack.cli.completion import complete_id
from commitrack.cli.console import write_lines
from commitrack.cli.context import current_id, day, read_registry
from commitrack.cli.options import Lang, LangOption, RegistryOption, UntilOption
from commitrack.language import LazyString as _
from commitrack.language import join
from commitrack.report.journal import journal
from commitrack.wording.journal import sentence


def command(
    id: Annotated[
        str | None, typer.Argument(metavar="[ID]", autocompletion=complete_id, help="Show only this commitment")
    ] = None,
    keys: Annotated[bool, typer.Option("--keys", help="Show the key of each update, for use with undo")] = False,
    as_of: UntilOption = None,
    lang: LangOption = Lang.EN,
    registry: RegistryOption = None,
) -> None:
    """Show the update history

    One line for each update, by the date it refers to, with the previous value. Retracted updates are marked.
    """
    content = read_registry(registry).registry
    if id is not None:
        id = current_id(id, content, lang)  # noqa: A001  the name of the argument
    until = day(as_of, content.settings) if as_of else None
    lines = [line for line in journal(content, commitment=id) if until is None or line.update.on <= until]
    none = _('no updates for "{id}" yet', id=id) if id else _("no updates yet")
    texts = [join((f"{line.update.key}  " if keys else "", sentence(line)), "") for line in lines]
    write_lines(texts or [none], lang)
