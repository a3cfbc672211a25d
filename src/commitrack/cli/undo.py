"""``commitrack undo``: retract an update with another one; the history is kept."""

from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from commitrack.cli.completers import complete_key
from commitrack.cli.console import look
from commitrack.cli.context import day, recording_time, registry_folder, zone
from commitrack.cli.examples import Example
from commitrack.cli.options import AsciiOption, DryRunOption, Lang, LangOption, RegistryOption, YesOption
from commitrack.cli.prompts import confirmed, on_terminal, prompt_for_reason
from commitrack.cli.reply import recording
from commitrack.cli.stderr import say
from commitrack.cli.write_answer import answer, recorded
from commitrack.drafting.retractions import RetractionInput, draft_retraction, to_retract
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.language import localize
from commitrack.model import Registry, Update
from commitrack.registry.read import must_read
from commitrack.registry.transaction import WriteResult
from commitrack.report.journal import journal
from commitrack.wording.journal import recorded as recorded_by
from commitrack.wording.journal import sentence

EXAMPLES = (
    Example("commitrack undo --dry-run", _("Show which update would be retracted")),
    Example(
        'commitrack undo 20261123T072050Z-50c0fd97 \\\n    --reason "Already recorded"',
        _("One update; log --keys lists the keys"),
    ),
)


def command(
    key: Annotated[
        str | None,
        typer.Argument(
            metavar="[KEY]",
            autocompletion=complete_key,
            help="Key of the update to retract [default: the last one recorded]",
        ),
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Reason for the retraction")] = None,
    yes: YesOption = False,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="WHO",
            envvar="COMMITRACK_BY",
            show_envvar=False,
            help="Who retracts it; without a key, it is their last update",
        ),
    ] = None,
    dry_run: DryRunOption = False,
    lang: LangOption = Lang.EN,
    ascii: AsciiOption = False,
    registry: RegistryOption = None,
) -> None:
    """Retract an update

    Without a key, the last update recorded is retracted; with --by, the last one recorded by that person. On a
    terminal, the update is shown first, and has to be confirmed with a reason; elsewhere, the key is required. The
    line stays in the journal, and a new line retracts it; retract the new line to restore the update.
    """
    folder, typed = registry_folder(registry), RetractionInput(key=key, reason=reason, by=by)
    if key is None and not (on_terminal() or dry_run):
        raise _missing_key(typed, folder)
    if on_terminal() and not (yes or dry_run):
        agreed = _ask(typed, folder, lang)
        if agreed is None:
            return
        typed = agreed
    with recording(folder, dry_run=dry_run) as (tx, reply):
        today = day(None, tx.registry.settings)
        tx.append(draft_retraction(typed, tx.registry, now=recording_time(tx.registry), today=today))
        text = answer(tx.result, look(lang, ascii_only=ascii), dry_run=dry_run, summary=_summary(tx.result))
        reply.prepare(text, recorded(tx.result.updates))


def _missing_key(typed: RetractionInput, folder: Path) -> UsageError:
    """The error that no key is given, with the key of the last update; raises those of ``to_retract``."""
    last = to_retract(typed, must_read(folder).registry)
    return UsageError(
        _("without a terminal, undo requires the key of the update"),
        hint=_(
            "to retract the last one: commitrack undo {key} · to list the keys: commitrack log --keys", key=last.key
        ),
    )


def _ask(typed: RetractionInput, folder: Path, lang: str) -> RetractionInput | None:
    """Show the update, and ask whether to retract it and why; return the input with its key, or None if declined.

    The registry is not locked while the user thinks.
    """
    registry = must_read(folder).registry
    update = to_retract(typed, registry)
    for line in (_sentence(update, registry), recorded_by(update, zone(registry.settings))):
        say(localize(line, lang))
    if not confirmed(_("Retract this update?"), lang):
        say(_("nothing was retracted").to(lang))
        return None
    return replace(typed, key=update.key, reason=typed.reason or prompt_for_reason(lang))


def _summary(result: WriteResult) -> _:
    """What the retracted update stated."""
    registry = result.before.registry
    retracted = registry.updates[result.updates[0].retracts or ""]
    return _('retracts "{line}"', line=_sentence(retracted, registry))


def _sentence(update: Update, registry: Registry) -> _:
    """The update as a line of the log."""
    lines = journal(registry, commitment=update.commitment)
    return sentence(next(line for line in lines if line.update.key == update.key))
