"""Everything about one commitment on one page."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding

from commitrack.assess import Assessment
from commitrack.language import LazyString as _
from commitrack.language import comma_list, localize, word
from commitrack.model import Lifecycle, languages_of
from commitrack.report.page import ROLES, commitment_page
from commitrack.report.snapshot import Snapshot
from commitrack.views.grid import Look, StatusCell
from commitrack.views.tables import bar_of, listing
from commitrack.views.terminal.cells import cell_text
from commitrack.views.terminal.pages import facts
from commitrack.views.terminal.sparkline import sparkline
from commitrack.views.terminal.table import TableOf, heading
from commitrack.views.terminal.text import SafeText
from commitrack.wording.commitments import parts, reservations
from commitrack.wording.page import Event, PageText, TargetText


def show_page(snapshot: Snapshot, assessment: Assessment, look: Look) -> RenderableType:
    """Titles, status, targets as sentences, source, parties, parts, and the history with its evidence.

    A group has neither a status nor a history.
    """
    text = PageText(commitment_page(snapshot, assessment))
    return Group(
        *_head(text, look),
        *(part for target in text.targets for part in _target(target, look)),
        *_source(text, look),
        *_parts(snapshot, text, look),
        *(() if assessment.commitment.is_group else _history(text, look)),
    )


def _head(text: PageText, look: Look) -> Iterator[RenderableType]:
    commitment = text.assessment.commitment
    shown = localize(text.title, look.lang)
    yield SafeText(shown, style="bold")
    for title in languages_of(commitment.title):
        if title != shown:
            yield SafeText(title)
    rows: list[tuple[object, object]] = [(_("ID"), commitment.id)]
    if not commitment.is_group:
        rows.append((_("Status"), _status(text.assessment, look)))
    names = (
        "summary",
        "formerly",
        "external_ids",
        "kind_made",
        "deadline",
        "amended",
        "completion",
        "pillar",
        "areas",
        "part_of",
        "counted_with",
        "related",
        "note",
    )
    rows += [(fact.label, fact.text) for name in names if (fact := text.facts.get(name))]
    yield facts(rows, look)


def _status(assessment: Assessment, look: Look) -> SafeText:
    """The status, and the answers from which it is derived."""
    answers = (
        (_("delivery"), assessment.delivery), (_("schedule"), assessment.schedule),
        (_("evidence"), assessment.evidence), (_("lifecycle"), assessment.lifecycle),
    )  # fmt: skip
    shown = [
        _("{question} {answer}", question=name, answer=word(answer))
        for name, answer in answers
        if answer not in {None, Lifecycle.ACTIVE}
    ]
    status = cell_text(StatusCell(assessment.status), look)
    for reservation in reservations(assessment):
        status.append(_(", ").to(look.lang) + reservation.to(look.lang), style="not bold yellow")
    derived_from = _("({answers})", answers=comma_list(shown)).to(look.lang)
    return status.append(f"  {derived_from}", style="not bold dim")


def _target(target: TargetText, look: Look) -> Iterator[RenderableType]:
    name = _("{title} ({id})", title=target.indicator, id=target.name) if target.indicator else target.name
    yield heading(_("Target: {name}", name=name), look)
    rows: list[tuple[object, object]] = [(_("Target") if target.is_judged else _("Tracked"), target.goal)]
    for key, fact in target.facts.items():
        rows.append((fact.label, _with_bar(target, fact.text, look) if key == "actual" else fact.text))
        if key == "actual" and target.curve:
            rows.append((_("Progress curve"), sparkline(target.curve, look, is_planned=target.assessment.is_planned)))
    yield facts(rows, look)


def _with_bar(target: TargetText, sentence: object, look: Look) -> SafeText:
    text = SafeText(localize(sentence, look.lang))
    if target.achieved is None:
        return text
    return cell_text(bar_of(target.assessment), look).append("  ").append_text(text)


def _source(text: PageText, look: Look) -> Iterator[RenderableType]:
    rows = [(fact.label, fact.text) for name in ("document", "quote", *ROLES) if (fact := text.facts.get(name))]
    if rows:
        yield heading(_("Source and parties"), look)
        yield facts(rows, look)


def _parts(snapshot: Snapshot, text: PageText, look: Look) -> Iterator[RenderableType]:
    page = text.page
    if page.parts:
        yield heading(_("{counts}", counts=parts(page.part_counts)), look)
        yield TableOf(listing(snapshot, page.parts), look)


def _history(text: PageText, look: Look) -> Iterator[RenderableType]:
    yield heading(_("History"), look)
    events = sorted((*text.history, *text.retracted), key=lambda event: (event.on, event.key))
    if not events:
        none = _("no updates as of {day}", day=text.assessment.as_of).to(look.lang)
        yield Padding(SafeText(none, style="magenta"), (0, 1), expand=False)
        return
    yield facts([(event.on, _event(event, look.lang)) for event in events], look)


def _event(event: Event, lang: str) -> SafeText:
    head = " · ".join(localize(part, lang) for part in (event.record, event.source, event.by, event.key) if part)
    lines = [SafeText().append(head, style="" if event.is_note else "bold")]
    lines += [
        SafeText().append(localize(line, lang)) for line in (event.note, *(ref.text for ref in event.evidence)) if line
    ]
    return SafeText.stack(lines)
