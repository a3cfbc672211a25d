"""``commitrack add``: write down a new commitment, and hear at once what it lacks to be trackable."""

import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer
from msgspec.structs import replace

from commitrack.checks.trackable import gaps
from commitrack.cli.console import told
from commitrack.cli.context import registry_folder
from commitrack.cli.options import DryRunOption, Lang, LangOption, RegistryOption
from commitrack.cli.write_answer import where
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.language import translated
from commitrack.model import Kind, Parties, Qualifier, Registry
from commitrack.registry.discovery import COMMITMENTS
from commitrack.registry.entry import quantity_of
from commitrack.registry.pledge import CommitmentInput, commitment_of, lines_of, slug, span_of, when_of
from commitrack.registry.write import Append, append
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
    pledge = CommitmentInput(
        title=title or "", title_ja=title_ja, id=id, kind=kind, headline=headline, targets=tuple(target or ()),
        indicator=indicator, qualifier=qualifier, counting=counting, baseline=baseline, made=made, within=within,
        due=due, part_of=part_of, pillar=pillar, areas=tuple(area or ()), document=document, page=page, quote=quote,
        note=note, parties=Parties(responsible=tuple(responsible or ()), implementing=tuple(implementing or ()),
                                   beneficiary=tuple(beneficiary or ())),
    )  # fmt: skip
    folder = registry_folder(registry)
    commitment = commitment_of(pledge if pledge.title else _asked(pledge, lang))

    def draft(found: Registry) -> Append:
        if commitment.id in found.commitments:
            said = _("there is a commitment “{id}” already", id=commitment.id)
            raise UsageError(said, hint=_("give another id with --id"))
        return Append(file=COMMITMENTS, lines=lines_of(commitment), commitments=(commitment,))

    written = append(folder, draft, dry_run=dry_run)
    lacking = "".join(f"  - {translated(gap, lang)}\n" for gap in gaps(commitment))
    verdict = _("to be trackable it lacks:") if lacking else _("it has all it needs to be tracked")
    said = [
        where(folder / COMMITMENTS, lang, dry_run=dry_run),
        *written.lines[1:],
        "",
        f"{verdict.to(lang)}\n{lacking}",
    ]
    told(safe("\n".join(said), lines=True), dry_run=dry_run)


def _asked(pledge: CommitmentInput, lang: str) -> CommitmentInput:
    """Ask on a terminal for what was not given; in a script a missing title is an error."""
    if not sys.stdin.isatty():
        raise UsageError(_("--title is missing"), hint=_("on a terminal you would be asked for it"))
    title = _answer(_("What was promised, in a few words"), lang)
    if not title:
        raise UsageError(_("a commitment needs a title"))
    dated = pledge.within or pledge.due
    promised = pledge.parties.responsible or _several(_answer(_("Who promised it, by id"), lang))
    return replace(
        pledge,
        title=title,
        id=pledge.id or _named(title, lang),
        targets=pledge.targets or _several(_answer(_("Its figure, such as 5,000 people"), lang, _amount)),
        made=pledge.made or _answer(_("The day it was promised, such as 2026-01-15"), lang, when_of),
        within=pledge.within if dated else _answer(_("Within which time, such as 3 years"), lang, span_of),
        parties=replace(pledge.parties, responsible=promised),
        quote=pledge.quote or (_quoted(lang) if pledge.document else None),
    )


def _quoted(lang: str) -> str | None:
    return _answer(_("The few words of the document that carry it"), lang)


def _named(title: str, lang: str) -> str | None:
    """An id, asked for where none can be made of the title, as of a Japanese one."""
    try:
        return slug(title, hint="")
    except UsageError:
        return _answer(_("An id for it, such as train-5000"), lang)


def _amount(text: str) -> object:
    return quantity_of(text.rpartition("=")[2])


def _answer(question: _, lang: str, reads: Callable[[str], object] = str) -> str | None:
    """What a person types, asked again until it can be read; Enter for nothing."""
    while True:
        text = str(typer.prompt(question.to(lang), default="", show_default=False, err=True)).strip()
        try:
            return text if text and reads(text) else None
        except UsageError as failure:
            typer.echo(safe(translated(failure.message, lang)), err=True)


def _several(text: str | None) -> tuple[str, ...]:
    return (text,) if text else ()
