"""``commitrack add``: add a new commitment, and show what it lacks to be measurable."""

from pathlib import Path
from typing import Annotated, Any

import typer

from commitrack.cli.console import told
from commitrack.cli.context import registry_folder
from commitrack.cli.options import DryRunOption, Lang, LangOption, RegistryOption
from commitrack.cli.prompts import prompt_for_missing
from commitrack.cli.write_answer import destination
from commitrack.drafting.commitments import CommitmentInput, draft_commitment, require_unused
from commitrack.drafting.measurability import gaps
from commitrack.language import LazyString as _
from commitrack.language import localize
from commitrack.model import Commitment, Kind, Parties, Qualifier
from commitrack.registry.discovery import COMMITMENTS
from commitrack.registry.transaction import transaction
from commitrack.views.sanitize import safe


def _text(name: str, help_text: str, metavar: str = "TEXT") -> Any:
    return typer.Option(name, metavar=metavar, help=help_text)


def command(
    title: Annotated[str | None, _text("--title", "What was promised, short. Asked for on a terminal.")] = None,
    title_ja: Annotated[str | None, _text("--title-ja", "The same in Japanese.")] = None,
    id: Annotated[str | None, _text("--id", "Its id for life. [default: made of the title]", "ID")] = None,
    kind: Annotated[Kind, typer.Option("--kind", help="A pledge, or a programme under way already.")] = Kind.PLEDGE,
    headline: Annotated[bool, typer.Option("--headline", help="Stands in `commitrack list` without words.")] = False,
    target: Annotated[
        list[str] | None,
        typer.Option("--target", "-t", metavar="AMOUNT", help="“5,000 people”, or named: “trainees=5,000 people”."),
    ] = None,
    indicator: Annotated[str | None, _text("--indicator", "What is counted: “people trained”.")] = None,
    qualifier: Annotated[
        Qualifier | None, typer.Option("--qualifier", help="How the source hedges the figure.")
    ] = None,
    counting: Annotated[str | None, _text("--counting", "Which stage of money counts: disbursed, …", "STAGE")] = None,
    baseline: Annotated[str | None, _text("--baseline", "Where it starts: “1,200 people”.", "AMOUNT")] = None,
    made: Annotated[str | None, _text("--made", "The day it was promised.", "DAY")] = None,
    within: Annotated[str | None, _text("--within", "“3 years”, counted from --made.", "SPAN")] = None,
    due: Annotated[str | None, _text("--due", "2026-09-06, 2030, FY2026.", "DAY")] = None,
    part_of: Annotated[str | None, _text("--part-of", "The commitment it is a part of.", "ID")] = None,
    pillar: Annotated[str | None, _text("--pillar", "The pillar it stands under.", "ID")] = None,
    area: Annotated[list[str] | None, typer.Option("--area", metavar="ID", help="May be repeated.")] = None,
    responsible: Annotated[list[str] | None, typer.Option("--responsible", metavar="ID", help="Who promised.")] = None,
    implementing: Annotated[
        list[str] | None, typer.Option("--implementing", metavar="ID", help="Who delivers.")
    ] = None,
    beneficiary: Annotated[list[str] | None, typer.Option("--beneficiary", metavar="ID", help="Who benefits.")] = None,
    document: Annotated[str | None, _text("--document", "What it is quoted from.", "ID")] = None,
    page: Annotated[int | None, typer.Option("--page", metavar="N", help="On which page.")] = None,
    quote: Annotated[str | None, _text("--quote", "The few words that carry the figure.")] = None,
    note: Annotated[str | None, _text("--note", "Where a reader could be misled.")] = None,
    dry_run: DryRunOption = False,
    lang: LangOption = Lang.EN,
    registry: RegistryOption = None,
) -> None:
    """Write down a new commitment.

    Its table is appended to commitments.toml. On a terminal you are asked for what you did not give. The answer
    names what the pledge lacks to be trackable; it is added all the same.
    """
    typed = CommitmentInput(
        title=title or "", title_ja=title_ja, id=id, kind=kind, headline=headline, targets=tuple(target or ()),
        indicator=indicator, qualifier=qualifier, counting=counting, baseline=baseline, made=made, within=within,
        due=due, part_of=part_of, pillar=pillar, areas=tuple(area or ()), document=document, page=page, quote=quote,
        note=note, parties=Parties(responsible=tuple(responsible or ()), implementing=tuple(implementing or ()),
                                   beneficiary=tuple(beneficiary or ())),
    )  # fmt: skip
    folder = registry_folder(registry)
    commitment = draft_commitment(typed if typed.title else prompt_for_missing(typed, lang))
    with transaction(folder, dry_run=dry_run) as tx:
        require_unused(commitment, tx.registry)
        tx.append(commitment)
    told(_answer(commitment, tx.result.lines[1:], folder, lang, dry_run=dry_run), dry_run=dry_run)


def _answer(commitment: Commitment, lines: tuple[str, ...], folder: Path, lang: str, *, dry_run: bool) -> str:
    """The table that was appended, and what the commitment lacks."""
    lacking = "".join(f"  - {localize(gap, lang)}\n" for gap in gaps(commitment))
    verdict = _("to be trackable it lacks:") if lacking else _("it has all it needs to be tracked")
    head = destination(folder / COMMITMENTS, lang, dry_run=dry_run)
    return safe("\n".join([head, *lines, "", f"{verdict.to(lang)}\n{lacking}"]), lines=True)
