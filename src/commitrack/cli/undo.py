"""``commitrack undo``: retract an update with another one; the history is kept."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from commitrack.cli.console import look, write_recorded
from commitrack.cli.context import day, registry_folder
from commitrack.cli.options import AsciiOption, ByOption, DryRunOption, Lang, LangOption, RegistryOption
from commitrack.cli.write_answer import answer
from commitrack.drafting.retractions import RetractionInput, draft_retraction
from commitrack.language import LazyString as _
from commitrack.registry.transaction import WriteResult, transaction
from commitrack.report.journal import journal
from commitrack.wording.journal import sentence


def command(
    key: Annotated[
        str | None,
        typer.Argument(metavar="[KEY]", help="Key of the update to retract [default: the last one recorded]"),
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Reason for the retraction")] = None,
    by: ByOption = None,
    dry_run: DryRunOption = False,
    lang: LangOption = Lang.EN,
    ascii: AsciiOption = False,
    registry: RegistryOption = None,
) -> None:
    """Retract an update

    Without a key, the last update recorded is retracted; with --by, the last one recorded by that person. The line
    stays in the journal, and a new line retracts it; retract the new line to restore the update.
    """
    typed = RetractionInput(key=key, reason=reason, by=by)
    with transaction(registry_folder(registry), dry_run=dry_run) as tx:
        today = day(None, tx.registry.settings)
        tx.append(draft_retraction(typed, tx.registry, now=datetime.now(UTC), today=today))
    text = answer(tx.result, look(lang, ascii_only=ascii), dry_run=dry_run, summary=_summary(tx.result))
    write_recorded(text, dry_run=dry_run)


def _summary(result: WriteResult) -> _:
    """What the retracted update stated."""
    key = result.updates[0].retracts
    line = next(line for line in journal(result.before.registry) if line.update.key == key)
    return _('retracts "{line}"', line=sentence(line))
