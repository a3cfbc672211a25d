"""Everything about one commitment on one page."""

from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding

from commitrack.assess import Assessment, Freshness, TargetAssessment
from commitrack.assess.history import target_of
from commitrack.dates import format_when
from commitrack.language import LazyString as _
from commitrack.language import format_day, listed, translated, word
from commitrack.model import Evidence, Registry, Update, in_language, languages_of
from commitrack.report import sentences as say
from commitrack.report.amendments import amended, postponed
from commitrack.report.log import entry, only_a_note
from commitrack.report.progress_curve import progress_curve
from commitrack.report.snapshot import Snapshot
from commitrack.views.grid import Look, Share, Standing
from commitrack.views.sanitize import safe
from commitrack.views.tables import listing, stage
from commitrack.views.terminal.pages import facts
from commitrack.views.terminal.sparkline import sparkline
from commitrack.views.terminal.table import TableOf, cell_text, heading
from commitrack.views.terminal.text import Text

_ROLES = {
    "responsible": _("Responsible"), "implementing": _("Implementing"), "beneficiary": _("Beneficiary"),
}  # fmt: skip


def show_page(snapshot: Snapshot, assessment: Assessment, look: Look) -> RenderableType:
    """Titles, status, targets as sentences, source, parties, parts, and the history with its evidence."""
    return Group(
        *_head(snapshot, assessment, look),
        *(part for found in assessment.targets for part in _target(found, look)),
        *_source(snapshot.registry, assessment, look),
        *_parts(snapshot, assessment, look),
        *_history(snapshot, assessment, look),
    )


def _head(snapshot: Snapshot, assessment: Assessment, look: Look) -> Iterator[RenderableType]:
    commitment, lang = assessment.commitment, look.lang
    yield Text(safe(in_language(commitment.title, lang)), style="bold")
    for title in languages_of(commitment.title):
        if title != in_language(commitment.title, lang):
            yield Text(safe(title))
    rows: list[tuple[str, RenderableType]] = [
        (_("Id").to(lang), Text(commitment.id)),
        (_("Status").to(lang), _status(assessment, look)),
        (_("Kind").to(lang), Text(_kind(assessment, lang))),
        (_("Deadline").to(lang), Text(say.deadline(assessment, lang=lang, written=True))),
    ]
    if (moved := postponed(assessment, lang=lang)) is not None:
        rows.append((_("Amended").to(lang), Text(moved)))
    if assessment.completion is not None:
        rows.append((_("Completion").to(lang), Text(say.completion(assessment, lang=lang))))
    yield facts([*rows, *_place(snapshot.registry, assessment, look)])


def _place(registry: Registry, assessment: Assessment, look: Look) -> Iterator[tuple[str, RenderableType]]:
    """Where a commitment belongs: pillar, areas, whole, relations; and a note."""
    commitment, lang = assessment.commitment, look.lang
    if commitment.pillar is not None:
        yield _("Pillar").to(lang), Text(_named(registry.pillars, commitment.pillar, look))
    if commitment.areas:
        areas = (_named(registry.areas, area, look) for area in commitment.areas)
        yield _("Areas").to(lang), Text(listed(areas, lang))
    if commitment.part_of is not None:
        whole = registry.commitments[commitment.part_of]
        title = safe(in_language(whole.title, lang))
        yield _("Part of").to(lang), Text(_("{title} ({id})", title=title, id=whole.id).to(lang))
    if commitment.related:
        yield _("Related").to(lang), Text(listed(commitment.related, lang))
    if commitment.note is not None:
        yield _("Note").to(lang), Text(safe(in_language(commitment.note, lang)))


def _status(assessment: Assessment, look: Look) -> Text:
    """The status, and the answers that it is made of."""
    lang = look.lang
    answers = (
        (_("delivery"), assessment.delivery), (_("schedule"), assessment.schedule),
        (_("evidence"), assessment.evidence), (_("lifecycle"), assessment.lifecycle),
    )  # fmt: skip
    said = [_("{question} {answer}", question=name, answer=word(given)) for name, given in answers if given != "active"]
    stale = _(", ").to(lang) + _("stale").to(lang) if assessment.freshness is Freshness.STALE else ""
    status = cell_text(Standing(assessment.status), look).append(stale, style="not bold yellow")
    made_of = _("({answers})", answers=listed(said, lang)).to(lang)
    return status.append(f"  {made_of}", style="not bold dim")


def _kind(assessment: Assessment, lang: str) -> str:
    made, kind = assessment.commitment.made, word(assessment.commitment.kind)
    return _("{kind}, made {when}", kind=kind, when=format_when(made, lang)).to(lang) if made else kind.to(lang)


def _named(table: Mapping[str, object], name: str, look: Look) -> str:
    record = table[name]
    return safe(in_language(getattr(record, "title"), look.lang))  # noqa: B009  every table's records have a title


def _target(found: TargetAssessment, look: Look) -> Iterator[RenderableType]:
    lang, target = look.lang, found.target
    yield heading(_("Target {name}", name=found.name).to(lang), look)
    rows: list[tuple[_, RenderableType]] = []
    if target.indicator is not None:
        rows.append((_("Indicator"), Text(safe(in_language(target.indicator, lang)))))
    promised = Text(safe(say.promised(found, lang=lang)))
    rows.append((_("Followed") if found.terms is None else _("Target"), promised))
    if found.terms is not None and target.baseline:
        rows.append((_("Baseline"), Text(say.exactly(target.baseline, safe(target.unit), lang=lang))))
    if target.counting is not None:
        rows.append((_("Counting"), Text(safe(translated(stage(target.counting), lang)))))
    stands = Text(safe(say.stands(found, lang=lang)))
    if found.measure is not None and found.measure.achieved is not None:
        stands = cell_text(Share(found.measure.achieved, bar=True), look).append("  ").append_text(stands)
    rows.append((_("Actual"), stands))
    if steps := progress_curve(found):
        rows.append((_("Course"), sparkline(steps, look)))
    told = ((_("Planned"), say.planned(found, lang=lang)), (_("Rate"), say.rate(found, lang=lang)),
            (_("Forecast"), say.forecast(found, lang=lang)), (_("Amended"), amended(found, lang=lang)))  # fmt: skip
    rows += [(label, Text(safe(said))) for label, said in told if said]
    yield facts([(label.to(lang), said) for label, said in rows])


def _source(registry: Registry, assessment: Assessment, look: Look) -> Iterator[RenderableType]:
    commitment, lang = assessment.commitment, look.lang
    rows: list[tuple[str, RenderableType]] = []
    if commitment.source is not None:
        document = registry.documents[commitment.source.document]
        title = say.cited(document.title, commitment.source.page, lang=lang)
        rows.append((_("Document").to(lang), Text(safe(title))))
        if commitment.source.quote:
            quote = _("“{text}”", text=safe(commitment.source.quote))
            rows.append((_("Quote").to(lang), Text(quote.to(lang))))
    for role, label in _ROLES.items():
        names = [_named(registry.parties, name, look) for name in getattr(commitment.parties, role)]
        if names:
            rows.append((label.to(lang), Text(listed(names, lang))))
    if rows:
        yield heading(_("Source and parties").to(lang), look)
        yield facts(rows)


def _parts(snapshot: Snapshot, assessment: Assessment, look: Look) -> Iterator[RenderableType]:
    parts = snapshot.parts.get(assessment.commitment.id, [])
    if parts:
        counts = say.parts(snapshot.part_counts(assessment.commitment.id), lang=look.lang)
        yield heading(_("Parts: {counts}", counts=counts).to(look.lang), look)
        yield TableOf(listing(snapshot, [snapshot.assessments[part] for part in parts], lang=look.lang), look)


def _history(snapshot: Snapshot, assessment: Assessment, look: Look) -> Iterator[RenderableType]:
    lang = look.lang
    yield heading(_("History").to(lang), look)
    counted = assessment.history.counted
    if not counted:
        none = _("no update by {day}", day=format_day(assessment.as_of, lang)).to(lang)
        yield Padding(Text(none, style="magenta"), (0, 1), expand=False)
        return
    yield facts(
        [(format_day(update.on, lang), _entry(snapshot.registry, assessment, update, look)) for update in counted]
    )


def _entry(registry: Registry, assessment: Assessment, update: Update, look: Look) -> RenderableType:
    commitment = assessment.commitment
    name = target_of(commitment, update)
    target = commitment.targets.get(name) if name else None
    said = entry(update, target, lang=look.lang)
    source = word(update.source_class).to(look.lang) if update.source_class else ""
    head = [part for part in (said, source, update.by, update.key) if part]
    text = Text(safe(" · ".join(head)), style="" if only_a_note(update) else "bold")
    for words in (update.note, *(_evidence(registry, item, look.lang) for item in update.evidence)):
        if words:
            text.append("\n").append(safe(words), style="not bold")
    return text


def _evidence(registry: Registry, item: str | Evidence, lang: str) -> str:
    if isinstance(item, str):
        return item
    if item.document is None:
        return _("file {file}", file=item.file).to(lang)
    return say.cited(registry.documents[item.document].title, item.page, lang=lang)
