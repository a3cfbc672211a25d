"""``commitrack update``: log progress as one line of the journal, and answer with before → after."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

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
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import CompletionLevel, Lifecycle, Qualifier, Registry, Update
from commitrack.registry.entry import UpdateInput, update_of
from commitrack.registry.journal import append
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
    entry = UpdateInput(
        commitment=id or "", value=value, target=target, on=on, completion=completion, lifecycle=lifecycle,
        reason=reason, qualifier=qualifier, evidence=tuple(evidence or ()), source_class=source_class, note=note,
        by=by, force=force,
    )  # fmt: skip
    if rows is not None:
        if entry != UpdateInput(commitment="", by=by, force=force):
            hint = _("leave out all but --by and --force")
            raise UsageError(_("with --from everything stands in the file"), hint=hint)
        told(_many(Path(rows), folder, lang, by=by, force=force, dry_run=dry_run), dry_run=dry_run)
        return
    if id is None:
        raise UsageError(
            _("which commitment?"), hint=_("commitrack update ID VALUE, or many: commitrack update --from FILE.csv")
        )

    def draft(found: Registry) -> Sequence[Update]:
        return [update_of(entry, found, folder, now=datetime.now(UTC), today=day(None, found.settings))]

    written = append(folder, draft, dry_run=dry_run)
    told(answer(written, look(lang, ascii_only=ascii), dry_run=dry_run), dry_run=dry_run)


def _many(path: Path, folder: Path, lang: str, *, by: str | None, force: bool, dry_run: bool) -> str:
    """Log the rows of a file, and say how many are new."""
    from commitrack.interchange.rows import rows  # noqa: PLC0415
    from commitrack.registry.batch import Batch, batch  # noqa: PLC0415

    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as failure:
        why = getattr(failure, "strerror", None) or _("it is not UTF-8")
        raise UsageError(_("{path} cannot be read: {why}", path=path, why=why)) from None
    entries = [(row.line, row.entry) for row in rows(text, by=by, force=force)]
    drafted: list[Batch] = []

    def draft(found: Registry) -> Sequence[Update]:
        drafted[:] = [batch(entries, found, folder, now=datetime.now(UTC), today=day(None, found.settings))]
        return drafted[0].updates

    written = append(folder, draft, dry_run=dry_run)
    gaps = {"new": len(written.updates), "known": drafted[0].known}
    head = _("{new} appended, {known} stood there already", **gaps)
    if dry_run:
        head = _("{new} would be appended, {known} stood there already", **gaps)
    return safe("".join(f"{line}\n" for line in (head.to(lang), *written.lines)), lines=True)
