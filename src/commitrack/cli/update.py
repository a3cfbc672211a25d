"""``commitrack update``: record progress in the journal, and show the change."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from commitrack.cli.completers import complete_id
from commitrack.cli.console import look
from commitrack.cli.context import current_id, day, notify_renamed, recording_time, registry_folder
from commitrack.cli.examples import Example
from commitrack.cli.options import (
    AsciiOption,
    ByOption,
    DayOption,
    DryRunOption,
    EvidenceOption,
    Lang,
    LangOption,
    NoteJaOption,
    NoteOption,
    RegistryOption,
    SourceClassOption,
    TargetOption,
)
from commitrack.cli.reply import recording
from commitrack.cli.write_answer import answer, answer_to_rows, recorded
from commitrack.drafting.notices import notices
from commitrack.drafting.updates import UpdateInput, draft_update
from commitrack.errors import UsageError, reason_of
from commitrack.language import LazyString as _
from commitrack.model import CompletionLevel, Lifecycle, Qualifier, Registry, Update
from commitrack.registry.evidence import resolve
from commitrack.registry.inside import require_no_way_out
from commitrack.registry.toml_file import MAX_BYTES
from commitrack.views.grid import Look

EXAMPLES = (
    Example(
        "commitrack update connectivity-5000-trainees 4120 \\\n    --on 2026-08-31 --evidence https://example.org/r",
    ),
    Example("commitrack update jaif +30 --target projects", _("30 more than the latest figure")),
    Example("commitrack update midori-plan -c substantial", _("For a commitment without a target value")),
    Example("commitrack update --from figures.csv", _("Many updates at once, from a spreadsheet")),
)


def command(
    id: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", autocompletion=complete_id, help="Commitment id", show_default=False),
    ] = None,
    value: Annotated[
        str | None,
        typer.Argument(
            metavar="[VALUE]", help='4120, "4,120 people", ¥12bn, 120億円, or +300 for an increment', show_default=False
        ),
    ] = None,
    target: TargetOption = None,
    on: DayOption = None,
    evidence: EvidenceOption = None,
    source_class: SourceClassOption = None,
    note: NoteOption = None,
    note_ja: NoteJaOption = None,
    by: ByOption = None,
    completion: Annotated[
        CompletionLevel | None,
        typer.Option(
            "--completion",
            "-c",
            metavar="LEVEL",
            help=f"Completion level, if there is no target value: {', '.join(CompletionLevel)}",
        ),
    ] = None,
    lifecycle: Annotated[
        Lifecycle | None,
        typer.Option("--lifecycle", metavar="STEP", help=f"Lifecycle decision: {', '.join(Lifecycle)}"),
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Reason for --lifecycle")] = None,
    qualifier: Annotated[
        Qualifier | None,
        typer.Option(
            "--qualifier", metavar="HEDGE", help=f"How the source qualifies the figure: {', '.join(Qualifier)}"
        ),
    ] = None,
    rows: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="FILE.csv", help="Record many updates, one per row (- for standard input); all or none"
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Accept an implausible or repeated update")] = False,
    dry_run: DryRunOption = False,
    lang: LangOption = Lang.EN,
    ascii: AsciiOption = False,
    registry: RegistryOption = None,
) -> None:
    """Record progress with evidence

    A figure, an increment, a completion level, a decision or a note is added to the journal as one line; existing
    lines are never changed. The output shows the figure, the percentage and the status before and after. If the update
    is recorded but the output cannot be shown, the exit code is 7.

    With --from, the column headings are commitment, target, on, actual, completion, lifecycle, reason, qualifier,
    evidence, source_class, note, note_ja, by. Every row needs a date in "on". Rows already in the journal are not added
    again.
    """
    folder, appearance = registry_folder(registry), look(lang, ascii_only=ascii)
    typed = UpdateInput(
        commitment=id or "", value=value, target=target, on=on, completion=completion, lifecycle=lifecycle,
        reason=reason, qualifier=qualifier, source_class=source_class, note=note, note_ja=note_ja, by=by,
        force=force,
    )  # fmt: skip
    if rows is not None:
        if evidence or typed != UpdateInput(commitment="", by=by, force=force):
            hint = _("put these values in the file; only --by and --force can be combined with --from")
            raise UsageError(_("--from cannot be combined with ID, VALUE or the options of a single update"), hint=hint)
        _append_rows(rows, folder, appearance, by=by, force=force, dry_run=dry_run)
        return
    if id is None:
        raise UsageError(
            _("missing commitment id"),
            hint=_("for one: commitrack update ID VALUE · for many: commitrack update --from FILE.csv"),
        )
    typed = replace(typed, evidence=resolve(evidence or (), folder))
    with recording(folder, dry_run=dry_run) as (tx, reply):
        if value in tx.registry.commitments and id not in tx.registry.commitments:
            hint = _("the id comes first: commitrack update {id} {value}", id=value, value=id)
            raise UsageError(_('unknown commitment "{id}"', id=id), hint=hint)
        typed = replace(typed, commitment=current_id(id, tx.registry))
        now, today = recording_time(tx.registry), day(None, tx.registry.settings)
        update = draft_update(typed, tx.registry, now=now, today=today)
        remarks = (*notices(update, tx.registry), *_hidden_before(update, tx.registry))
        tx.append(update)
        text = answer(tx.result, appearance, dry_run=dry_run, notices=remarks)
        reply.prepare(text, recorded(tx.result.updates))


def _hidden_before(update: Update, registry: Registry) -> Iterator[_]:
    """A notice if COMMITRACK_AS_OF, which other commands obey, is before the day of the update."""
    if (text := os.environ.get("COMMITRACK_AS_OF")) and day(text, registry.settings) < update.on:
        yield _("COMMITRACK_AS_OF is {day}: until you unset it, list, show and report leave this out", day=text)


def _append_rows(name: str, folder: Path, look: Look, *, by: str | None, force: bool, dry_run: bool) -> None:
    """Append the rows of a spreadsheet, and print how many are new, and what they change."""
    from commitrack.drafting.batch import draft_batch  # noqa: PLC0415
    from commitrack.interchange.rows import rows  # noqa: PLC0415

    typed = [(row.line, row.typed) for row in rows(_text(name, folder), folder, by=by, force=force)]
    with recording(folder, dry_run=dry_run) as (tx, reply):
        now, today = recording_time(tx.registry), day(None, tx.registry.settings)
        batch = draft_batch(typed, tx.registry, now=now, today=today)
        tx.append(*batch.updates)
        notify_renamed((row.commitment for _line, row in typed if isinstance(row, UpdateInput)), tx.registry)
        text = answer_to_rows(tx.result, batch.known, look, dry_run=dry_run)
        reply.prepare(text, recorded(batch.updates) if batch.updates else "")


def _text(name: str, folder: Path) -> str:
    """The content of a UTF-8 file, or of standard input for ``-``; raise UsageError if it cannot be read."""
    path = Path(name)
    require_no_way_out(path, folder)
    try:
        with path.open("rb") if name != "-" else open(0, "rb", closefd=False) as handle:
            raw = handle.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise UsageError(_('"{path}" is larger than {size} MB', path=path, size=MAX_BYTES // 1024**2))
        return raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as failure:
        why = reason_of(failure) if isinstance(failure, OSError) else _("not UTF-8")
        raise UsageError(_('cannot read "{path}": {why}', path=path, why=why)) from None
