"""``commitrack undo``: retract an update by a further one; the history is kept."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from commitrack.cli.console import look, told
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
        str | None, typer.Argument(metavar="[KEY]", help="The line to take back. [default: the last one recorded]")
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why.")] = None,
    by: ByOption = None,
    dry_run: DryRunOption = False,
    lang: LangOption = Lang.EN,
    ascii: AsciiOption = False,
    registry: RegistryOption = None,
) -> None:
    """Take an update back.

    Without a key the last one recorded; with --by, one's own last one. The line itself stays in the journal, and a
    further line retracts it; undo that line to have it back.
    """
    typed = RetractionInput(key=key, reason=reason, by=by)
    with transaction(registry_folder(registry), dry_run=dry_run) as tx:
        today = day(None, tx.registry.settings)
        tx.append(draft_retraction(typed, tx.registry, now=datetime.now(UTC), today=today))
    shown = answer(tx.result, look(lang, ascii_only=ascii), dry_run=dry_run, summary=_summary(tx.result))
    told(shown, dry_run=dry_run)


def _summary(result: WriteResult) -> _:
    """What the retracted update stated."""
    key = result.updates[0].retracts
    line = next(line for line in journal(result.before.registry) if line.update.key == key)
    return _("takes back “{line}”", line=sentence(line))
