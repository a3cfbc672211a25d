"""``commitrack remove``: take back a commitment that was added by mistake."""

from pathlib import Path

import typer

from commitrack.cli.console import write_lines
from commitrack.cli.context import notify_renamed, registry_folder
from commitrack.cli.examples import Example
from commitrack.cli.options import DryRunOption, IdArgument, Lang, LangOption, RegistryOption, YesOption
from commitrack.cli.prompts import confirmed, on_terminal
from commitrack.cli.reply import recording
from commitrack.drafting.removals import removable
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.registry import must_read
from commitrack.registry.discovery import ADDITIONS
from commitrack.registry.removal import remove
from commitrack.registry.toml_lines import commitment_lines
from commitrack.views.sanitize import safe

EXAMPLES = (
    Example("commitrack remove 500-exchange-students --dry-run"),
    Example("commitrack remove 500-exchange-students --yes"),
)


def command(
    id: IdArgument,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    lang: LangOption = Lang.EN,
    registry: RegistryOption = None,
) -> None:
    """Remove a commitment that was added by mistake

    Only a commitment that `commitrack add` wrote to additions.toml can be removed, as long as no update and no other
    commitment refers to it. To end any other commitment, withdraw it: update ID --lifecycle withdrawn. A line in
    additions.toml remains, so that `commitrack check` notices if a merge brings the commitment back.
    """
    folder = registry_folder(registry)
    if not (yes or dry_run or _confirmed(id, folder, lang)):
        write_lines([_("nothing was removed")], lang)
        return
    with recording(folder, dry_run=dry_run) as (tx, reply):
        notify_renamed([id], tx.registry)
        tx.remove(removable(id, tx.registry))
        file = folder / ADDITIONS
        head = _("would remove from {file}:", file=file) if dry_run else _("removed from {file}:", file=file)
        text = safe("\n".join([head.to(lang), *tx.result.lines, ""]), lines=True)
        reply.prepare(text, _('"{id}" is removed', id=id))


def _confirmed(id: str, folder: Path, lang: str) -> bool:
    """Show the lines and ask whether to remove them; raise UsageError without a terminal."""
    reading = must_read(folder)
    commitment = removable(id, reading.registry)
    remove(reading, commitment)
    if not on_terminal():
        raise UsageError(_('not removed: "{id}" needs a confirmation', id=id), hint=_("without a terminal, add --yes"))
    typer.echo(safe("\n".join(commitment_lines(commitment)), lines=True), err=True)
    return confirmed(_("Remove {id}?", id=id), lang)
