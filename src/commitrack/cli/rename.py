"""``commitrack rename``: change the id of a commitment; its history is kept."""

from typing import Annotated

import typer

from commitrack.cli.context import current_id, registry_folder
from commitrack.cli.examples import Example
from commitrack.cli.options import DryRunOption, IdArgument, Lang, LangOption, RegistryOption
from commitrack.cli.reply import recording
from commitrack.drafting.ids import require_free_id
from commitrack.language import LazyString as _
from commitrack.views.sanitize import safe

EXAMPLES = (
    Example("commitrack rename jaif integration-fund --dry-run"),
    Example("commitrack rename jaif integration-fund"),
)


def command(
    id: IdArgument,
    new: Annotated[str, typer.Argument(metavar="NEW", help="New id", show_default=False)],
    dry_run: DryRunOption = False,
    lang: LangOption = Lang.EN,
    registry: RegistryOption = None,
) -> None:
    """Rename a commitment

    The id is changed where the commitment is defined and where others refer to it, and nothing else in these files.
    The old id is added to "formerly": updates in the journal that name it still belong to the commitment, and it is
    accepted wherever an id is typed.
    """
    folder = registry_folder(registry)
    with recording(folder, dry_run=dry_run) as (tx, reply):
        old = current_id(id, tx.registry)
        require_free_id(new, tx.registry, hint=_("choose another id"), former=old)
        tx.rename(old, new)
        head = _('renamed "{old}" to "{new}" in {folder}', old=old, new=new, folder=folder)
        if dry_run:
            head = _('would rename "{old}" to "{new}" in {folder}', old=old, new=new, folder=folder)
        text = "".join(f"{line}\n" for line in (head.to(lang), *tx.result.lines))
        reply.prepare(safe(text, lines=True), _('"{old}" is renamed "{new}"', old=old, new=new))
