"""``commitrack update``: log progress as one line of the journal, and answer with before → after."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from commitrack.assess import assess
from commitrack.checks.entry import not_future, plausible, target_for
from commitrack.cli.console import look, page, write
from commitrack.cli.options import AsciiOption, IdArgument, Lang, LangOption, RegistryOption
from commitrack.cli.session import day, must_exist, registry_folder
from commitrack.errors import UsageError
from commitrack.model import Completion, Registry, SourceClass, Update
from commitrack.quantity import Quantity, parse_quantity
from commitrack.registry.evidence import evidence_of
from commitrack.registry.journal import Written, append, key_of

DayOption = Annotated[
    str | None, typer.Option("--on", metavar="DAY", help="The day on which it was true. [default: today]")
]


def command(
    id: IdArgument,
    value: Annotated[
        str | None,
        typer.Argument(
            metavar="[VALUE]", help="4120, “4,120 people”, ¥12bn, 120億円; +300 for an increment.", show_default=False
        ),
    ] = None,
    target: Annotated[
        str | None, typer.Option("--target", "-t", metavar="NAME", help="Which target, where several could be meant.")
    ] = None,
    on: DayOption = None,
    evidence: Annotated[
        list[str] | None,
        typer.Option("--evidence", "-e", metavar="URL|FILE", help="Address, or file in the registry. May be repeated."),
    ] = None,
    source_class: Annotated[
        SourceClass | None,
        typer.Option(
            "--source-class", metavar="CLASS", help=f"Who stands behind the evidence: {', '.join(SourceClass)}."
        ),
    ] = None,
    note: Annotated[
        str | None, typer.Option("--note", "-n", metavar="TEXT", help="What the source says, in a sentence.")
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="WHO", help="Who logs this.")] = None,
    completion: Annotated[
        Completion | None,
        typer.Option(
            "--completion", "-c", metavar="LEVEL", help=f"Without a figure to reach: {', '.join(Completion)}."
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="A falling or surprisingly large figure is meant.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and write nothing.")] = False,
    lang: LangOption = Lang.EN,
    ascii: AsciiOption = False,
    registry: RegistryOption = None,
) -> None:
    """Log progress with its evidence.

    A figure, an increment, a level of completion, or a note becomes one line of the journal; nothing is rewritten.
    """
    quantity = _quantity(value) if value is not None else None
    if quantity is None and completion is None and note is None:
        raise UsageError(
            "nothing to log", hint=f"give a figure, --completion or --note: commitrack update {id} “4,120 people”"
        )
    if quantity is not None and completion is not None:
        raise UsageError("one update says one thing: a figure or a level of completion")
    folder = registry_folder(registry)

    def draft(found: Registry) -> Sequence[Update]:
        must_exist(id, found)
        today = day(None, found.settings)
        recorded = datetime.now(UTC).replace(microsecond=0)
        update = Update(
            key=key_of(recorded), commitment=id, on=day(on, found.settings), recorded=recorded, completion=completion,
            source_class=source_class, evidence=tuple(evidence_of(item, folder) for item in evidence or ()),
            note=note, by=by,
        )  # fmt: skip
        not_future(update.on, today)
        return [update if quantity is None else _with_figure(update, quantity, target, found, force=force)]

    written = append(folder, draft, dry_run=dry_run)
    write(_answer(written, folder, lang, ascii=ascii, dry_run=dry_run))


def _quantity(value: str) -> Quantity:
    try:
        return parse_quantity(value)
    except ValueError as failure:
        raise UsageError(str(failure)) from None


def _with_figure(update: Update, quantity: Quantity, named: str | None, registry: Registry, *, force: bool) -> Update:
    """The update with its amount: for which target, and a level or an increment."""
    commitment = registry.commitments[update.commitment]
    name = target_for(commitment, quantity, named)
    if not force:
        stands = assess(commitment, registry.updates.values(), as_of=update.on, settings=registry.settings)
        found = next(each for each in stands.targets if each.name == name)
        before = found.latest.level if found.latest else None
        start = found.target.baseline if before is None else before
        level = start + quantity.value if quantity.increment else quantity.value
        plausible(found.target, found.terms.value if found.terms else None, before, level)
    if quantity.increment:
        return replace(update, target=name, add=quantity.value)
    return replace(update, target=name, actual=quantity.value)


def _answer(written: Written, folder: Path, lang: Lang, *, ascii: bool, dry_run: bool) -> str:
    """What changed, as of the day of the update or today, and the line itself."""
    from commitrack.views.terminal.answers import changed  # noqa: PLC0415

    update = written.updates[0]
    commitment, settings = written.after.registry.commitments[update.commitment], written.after.registry.settings
    today = day(None, settings)
    before, after = (
        assess(commitment, reading.registry.updates.values(), as_of=today, settings=settings)
        for reading in (written.before, written.after)
    )
    said = page(changed(before, after, look(lang, ascii_only=ascii)), look(lang, ascii_only=ascii))
    where = f"would append to {folder / 'updates.toml'}" if dry_run else f"appended to {folder / 'updates.toml'}"
    return f"{update.commitment}\n{said}{where}:\n{written.lines[0]}\n"
