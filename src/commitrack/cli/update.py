"""``commitrack update``: record progress in the journal, and show the change."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from commitrack.cli.completers import complete_id
from commitrack.cli.console import look
from commitrack.cli.context import current_id, day, recording_time, registry_folder
from commitrack.cli.examples import Example
from commitrack.cli.import_options import ImportOptions
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
    ProfileOption,
    RegistryOption,
    SourceClassOption,
    TargetOption,
)
from commitrack.cli.reply import recording
from commitrack.cli.write_answer import answer, recorded
from commitrack.drafting.notices import notices
from commitrack.drafting.updates import UpdateInput, draft_update
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import CompletionLevel, Lifecycle, Qualifier, Registry, Update
from commitrack.registry.evidence import resolve
from commitrack.registry.inside import require_no_way_out
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
            "--from", metavar="FILE", help="Record many updates, one per row (- for standard input); all or none"
        ),
    ] = None,
    profile: ProfileOption = None,
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
    again. With --profile, the sheet is read as `commitrack import` reads it, for its figures and statuses only.
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
        options = ImportOptions(
            file=rows, profile=profile, by=by, updates_only=True, dry_run=dry_run, lang=lang, ascii=ascii
        )
        _import_rows(options, folder, appearance, force=force)
        return
    if profile is not None:
        raise UsageError(
            _("--profile requires --from"), hint=_("name the sheet: commitrack update --from FILE --profile NAME")
        )
    if id is None:
        raise UsageError(
            _("missing commitment id"),
            hint=_("for one: commitrack update ID VALUE · for many: commitrack update --from FILE"),
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


def _import_rows(options: ImportOptions, folder: Path, look: Look, *, force: bool) -> None:
    """Record the updates of a sheet: with its own headings as a profile says, else with those of the format."""
    if options.profile is not None:
        from commitrack.cli.sheet_import import run_import  # noqa: PLC0415

        if force:
            hint = _("accept single rows instead: commitrack import --undecided FILE, then --decisions FILE")
            raise UsageError(_("--force cannot be combined with --profile"), hint=hint)
        run_import(options, folder)
        return
    from commitrack.cli.row_import import append_rows  # noqa: PLC0415
    from commitrack.interchange.table import TableLayout, read_table  # noqa: PLC0415

    require_no_way_out(Path(options.file), folder)
    table = read_table(Path(options.file), TableLayout())
    append_rows(table, folder, look, by=options.by, force=force, dry_run=options.dry_run)
