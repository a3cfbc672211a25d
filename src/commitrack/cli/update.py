"""``commitrack update``: record progress in the journal, and show the change."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from commitrack.cli.completion import complete_id
from commitrack.cli.console import look, told
from commitrack.cli.context import day, registry_folder
from commitrack.cli.options import (
    AsciiOption,
    ByOption,
    DayOption,
    DryRunOption,
    EvidenceOption,
    Lang,
    LangOption,
    NoteOption,
    RegistryOption,
    SourceClassOption,
    TargetOption,
)
from commitrack.cli.write_answer import answer
from commitrack.drafting.updates import UpdateInput, draft_update
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import CompletionLevel, Lifecycle, Qualifier
from commitrack.registry.evidence import resolve
from commitrack.registry.transaction import transaction
from commitrack.views.sanitize import safe


def command(
    id: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", autocompletion=complete_id, help="The id of a commitment.", show_default=False),
    ] = None,
    value: Annotated[
        str | None,
        typer.Argument(
            metavar="[VALUE]", help="4120, “4,120 people”, ¥12bn, 120億円; +300 for an increment.", show_default=False
        ),
    ] = None,
    target: TargetOption = None,
    on: DayOption = None,
    evidence: EvidenceOption = None,
    source_class: SourceClassOption = None,
    note: NoteOption = None,
    by: ByOption = None,
    completion: Annotated[
        CompletionLevel | None,
        typer.Option(
            "--completion", "-c", metavar="LEVEL", help=f"Without a figure to reach: {', '.join(CompletionLevel)}."
        ),
    ] = None,
    lifecycle: Annotated[
        Lifecycle | None,
        typer.Option("--lifecycle", metavar="STEP", help=f"A decision by people: {', '.join(Lifecycle)}."),
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why, for --lifecycle.")] = None,
    qualifier: Annotated[
        Qualifier | None,
        typer.Option("--qualifier", metavar="HEDGE", help=f"How the source hedges: {', '.join(Qualifier)}."),
    ] = None,
    rows: Annotated[
        str | None,
        typer.Option("--from", metavar="FILE.csv", help="Log many at once, a row each: all of them or none."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="A falling or surprisingly large figure is meant.")] = False,
    dry_run: DryRunOption = False,
    lang: LangOption = Lang.EN,
    ascii: AsciiOption = False,
    registry: RegistryOption = None,
) -> None:
    """Log progress with its evidence.

    A figure, an increment, a level of completion, a decision, or a note becomes one line of the journal; nothing
    is rewritten. The answer shows figure, percentage and status before and after.

    With --from, the headings are commitment, target, on, actual, completion, lifecycle, reason, qualifier, evidence,
    source_class, note, by; every row names its day in on. Rows that stand in the journal already are not added twice.
    """
    folder = registry_folder(registry)
    typed = UpdateInput(
        commitment=id or "", value=value, target=target, on=on, completion=completion, lifecycle=lifecycle,
        reason=reason, qualifier=qualifier, source_class=source_class, note=note, by=by, force=force,
    )  # fmt: skip
    if rows is not None:
        if evidence or typed != UpdateInput(commitment="", by=by, force=force):
            hint = _("leave out all but --by and --force")
            raise UsageError(_("with --from everything stands in the file"), hint=hint)
        told(_append_rows(Path(rows), folder, lang, by=by, force=force, dry_run=dry_run), dry_run=dry_run)
        return
    if id is None:
        raise UsageError(
            _("which commitment?"), hint=_("commitrack update ID VALUE, or many: commitrack update --from FILE.csv")
        )
    with transaction(folder, dry_run=dry_run) as tx:
        typed = replace(typed, evidence=resolve(evidence or (), folder))
        tx.append(draft_update(typed, tx.registry, now=datetime.now(UTC), today=day(None, tx.registry.settings)))
    told(answer(tx.result, look(lang, ascii_only=ascii), dry_run=dry_run), dry_run=dry_run)


def _append_rows(path: Path, folder: Path, lang: str, *, by: str | None, force: bool, dry_run: bool) -> str:
    """Append the rows of a sheet, and answer with how many are new and their lines."""
    from commitrack.drafting.batch import draft_batch  # noqa: PLC0415
    from commitrack.interchange.rows import rows  # noqa: PLC0415

    typed = [(row.line, row.typed) for row in rows(_text(path), folder, by=by, force=force)]
    with transaction(folder, dry_run=dry_run) as tx:
        batch = draft_batch(typed, tx.registry, now=datetime.now(UTC), today=day(None, tx.registry.settings))
        tx.append(*batch.updates)
    counts = {"new": len(batch.updates), "known": batch.known}
    head = _("{new} appended, {known} stood there already", **counts)
    if dry_run:
        head = _("{new} would be appended, {known} stood there already", **counts)
    return safe("".join(f"{line}\n" for line in (head.to(lang), *tx.result.lines)), lines=True)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as failure:
        why = getattr(failure, "strerror", None) or _("it is not UTF-8")
        raise UsageError(_("{path} cannot be read: {why}", path=path, why=why)) from None
