"""``commitrack add``: add a new commitment, and show what it lacks to be measurable."""

from typing import Annotated, Any

import typer

from commitrack.cli.completers import complete_area, complete_document, complete_id, complete_party, complete_pillar
from commitrack.cli.context import notify_renamed, recording_time, registry_folder
from commitrack.cli.examples import Example
from commitrack.cli.interview import interview
from commitrack.cli.options import ByOption, DryRunOption, Lang, LangOption, RegistryOption
from commitrack.cli.reply import recording
from commitrack.cli.write_answer import added, lacking
from commitrack.drafting.answers import NewRecords, with_new
from commitrack.drafting.commitments import CommitmentInput, draft_commitment, require_unused
from commitrack.drafting.record_choices import require_new
from commitrack.drafting.references import with_known_ids
from commitrack.language import LazyString as _
from commitrack.model import Kind, Parties, Qualifier, multilingual


def _text(name: str, help_text: str, metavar: str = "TEXT", completer: Any = None) -> Any:
    return typer.Option(name, metavar=metavar, help=help_text, autocompletion=completer)


EXAMPLES = (
    Example(
        'commitrack add --title "500 exchange students" \\\n    --target "500 people" --due 2030 --pillar co-creation',
    ),
    Example('commitrack add --title "Study tours" --part-of jasmine \\\n    --dry-run', _("See the lines first")),
)


def command(
    title: Annotated[str | None, _text("--title", "What was promised, in short (prompted for on a terminal)")] = None,
    title_ja: Annotated[str | None, _text("--title-ja", "Title in Japanese")] = None,
    id: Annotated[str | None, _text("--id", "Id of the commitment [default: derived from the title]", "ID")] = None,
    kind: Annotated[
        Kind, typer.Option("--kind", help="Pledge (a new promise), programme (already under way), or group (a heading)")
    ] = Kind.PLEDGE,
    headline: Annotated[bool, typer.Option("--headline", help="Mark as a key commitment (is:key)")] = False,
    target: Annotated[
        list[str] | None,
        typer.Option(
            "--target", "-t", metavar="AMOUNT", help='"5,000 people", or with a name: "trainees=5,000 people"'
        ),
    ] = None,
    indicator: Annotated[str | None, _text("--indicator", 'What is counted: "people trained"')] = None,
    qualifier: Annotated[
        Qualifier | None, typer.Option("--qualifier", help="How the source qualifies the figure")
    ] = None,
    counting: Annotated[
        str | None, _text("--counting", "Stage at which money is counted: disbursed, …", "STAGE")
    ] = None,
    baseline: Annotated[str | None, _text("--baseline", 'Baseline: "1,200 people"', "AMOUNT")] = None,
    maintain: Annotated[bool, typer.Option("--maintain", help="The target is a level to keep")] = False,
    made: Annotated[str | None, _text("--made", "Date the commitment was made", "DAY")] = None,
    within: Annotated[str | None, _text("--within", 'Time to deliver, from --made: "3 years"', "SPAN")] = None,
    due: Annotated[str | None, _text("--due", "Deadline: 2026-09-06, 2030, FY2026", "DAY")] = None,
    part_of: Annotated[str | None, _text("--part-of", "Commitment it is part of", "ID", complete_id)] = None,
    pillar: Annotated[str | None, _text("--pillar", "Pillar it belongs to", "ID", complete_pillar)] = None,
    area: Annotated[
        list[str] | None,
        typer.Option("--area", metavar="ID", autocompletion=complete_area, help="Area it belongs to (repeatable)"),
    ] = None,
    responsible: Annotated[
        list[str] | None,
        typer.Option("--responsible", metavar="ID", autocompletion=complete_party, help="Responsible party"),
    ] = None,
    implementing: Annotated[
        list[str] | None,
        typer.Option("--implementing", metavar="ID", autocompletion=complete_party, help="Implementing party"),
    ] = None,
    beneficiary: Annotated[
        list[str] | None,
        typer.Option("--beneficiary", metavar="ID", autocompletion=complete_party, help="Beneficiary party"),
    ] = None,
    document: Annotated[str | None, _text("--document", "Source document", "ID", complete_document)] = None,
    page: Annotated[int | None, typer.Option("--page", metavar="N", help="Page of the source document")] = None,
    quote: Annotated[str | None, _text("--quote", "Quotation that states the figure")] = None,
    note: Annotated[str | None, _text("--note", "Caveat for readers")] = None,
    force: Annotated[bool, typer.Option("--force", help="Accept a title that already exists")] = False,
    by: ByOption = None,
    dry_run: DryRunOption = False,
    lang: LangOption = Lang.EN,
    registry: RegistryOption = None,
) -> None:
    """Add a commitment

    The commitment is appended to additions.toml, one line for each key, so that git can merge what several people
    add. Without --title, on a terminal, commitrack asks for the title and every other value not given as an option,
    and for confirmation before it writes anything; a party or a pillar that is not in the registry yet can be added on
    the spot. The output lists what the commitment lacks to be measurable; none of it is required.
    """
    typed = CommitmentInput(
        title=title or "", title_ja=title_ja, id=id, kind=kind, headline=headline, targets=tuple(target or ()),
        indicator=indicator, qualifier=qualifier, counting=counting, baseline=baseline, maintain=maintain,
        made=made, within=within,
        due=due, part_of=part_of, pillar=pillar, areas=tuple(area or ()), document=document, page=page, quote=quote,
        note=note, by=by, parties=Parties(responsible=tuple(responsible or ()), implementing=tuple(implementing or ()),
                                   beneficiary=tuple(beneficiary or ())),
    )  # fmt: skip
    folder = registry_folder(registry)
    new: NewRecords = {}
    is_confirmed = not typed.title and not dry_run
    if not typed.title:
        answers = interview(typed, folder, lang, force=force, dry_run=dry_run)
        if answers is None:
            return
        typed, new = answers.typed, answers.new
    with recording(folder, dry_run=dry_run) as (tx, reply):
        typed = with_known_ids(typed, with_new(tx.registry, new))
        commitment = draft_commitment(typed, now=recording_time(tx.registry), mark=tx.registry.settings.decimal_mark)
        require_unused(commitment, tx.registry, force=force)
        require_new(new, tx.registry)
        notify_renamed([part_of or ""], tx.registry)
        tx.append(commitment, named=new)
        what = _("{id}: {text}", id=commitment.id, text=multilingual(commitment.title))
        text = added(tx.result, what, lang, dry_run=dry_run)
        text += "" if is_confirmed else lacking(tx.result, lang)
        reply.prepare(text, _('"{id}" is added; do not add it again', id=commitment.id))
