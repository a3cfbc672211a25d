"""``commitrack amend``: replace the terms of a target or a deadline; the original ones are kept."""

from typing import Annotated

import typer
from msgspec.structs import replace

from commitrack.cli.console import look
from commitrack.cli.context import current_id, day, recording_time, registry_folder
from commitrack.cli.examples import Example
from commitrack.cli.options import (
    AsciiOption,
    ByOption,
    DryRunOption,
    EvidenceOption,
    IdArgument,
    Lang,
    LangOption,
    NoteJaOption,
    NoteOption,
    RegistryOption,
    SourceClassOption,
    TargetOption,
)
from commitrack.cli.reply import recording
from commitrack.cli.write_answer import answer, before_and_after, recorded
from commitrack.drafting.amendments import AmendmentInput, draft_amendment, terms_changes
from commitrack.language import LazyString as _
from commitrack.registry.evidence import resolve
from commitrack.registry.transaction import WriteResult
from commitrack.wording.amendments import changes as described

EXAMPLES = (
    Example(
        'commitrack amend connectivity-5000-trainees \\\n    --due 2027-12-31 --reason "Extended by the summit"',
    ),
    Example(
        'commitrack amend wa-2-0 --target budget --value ¥50bn \\\n    --reason "Second phase" --dry-run',
        _("See the effect first"),
    ),
)


def command(
    id: IdArgument,
    value: Annotated[str | None, typer.Option("--value", metavar="AMOUNT", help="New value of the target")] = None,
    due: Annotated[
        str | None, typer.Option("--due", metavar="DAY", help="New deadline: 2027-03-31, 2030, FY2026")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Reason in one sentence (required)")] = "",
    target: TargetOption = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DAY", help="Date of the amendment [default: today]")
    ] = None,
    evidence: EvidenceOption = None,
    source_class: SourceClassOption = None,
    note: NoteOption = None,
    note_ja: NoteJaOption = None,
    by: ByOption = None,
    force: Annotated[bool, typer.Option("--force", help="Accept an implausible value")] = False,
    dry_run: DryRunOption = False,
    lang: LangOption = Lang.EN,
    ascii: AsciiOption = False,
    registry: RegistryOption = None,
) -> None:
    """Amend a target or a deadline

    The original terms are kept permanently, and every report shows both. The output states whether the change
    tightens, weakens, extends or shortens the commitment.
    """
    typed = AmendmentInput(
        commitment=id, value=value, due=due, reason=reason, target=target, on=on, source_class=source_class,
        note=note, note_ja=note_ja, by=by, force=force,
    )  # fmt: skip
    folder = registry_folder(registry)
    typed = replace(typed, evidence=resolve(evidence or (), folder))
    with recording(folder, dry_run=dry_run) as (tx, reply):
        typed = replace(typed, commitment=current_id(id, tx.registry))
        today = day(None, tx.registry.settings)
        tx.append(draft_amendment(typed, tx.registry, now=recording_time(tx.registry), today=today))
        text = answer(tx.result, look(lang, ascii_only=ascii), dry_run=dry_run, summary=_summary(tx.result))
        reply.prepare(text, recorded(tx.result.updates))


def _summary(result: WriteResult) -> _:
    """How the terms differ from those in force before: “weakened and extended”."""
    changes = terms_changes(*before_and_after(result))
    return described(changes) if changes else _("terms unchanged")
