"""Everything about one commitment on one page."""

from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from commitrack.assess import Assessment, Freshness, TargetAssessment
from commitrack.assess.history import target_of
from commitrack.model import Evidence, Registry, Update, in_language, languages_of
from commitrack.model import Text as Words
from commitrack.report import sentences as say
from commitrack.report.survey import Survey
from commitrack.views.grid import Look, Share, Standing
from commitrack.views.safe import safe
from commitrack.views.tables import listing
from commitrack.views.terminal.pages import facts
from commitrack.views.terminal.table import TableOf, cell_text, heading


def show_page(survey: Survey, assessment: Assessment, look: Look) -> RenderableType:
    """Titles, status, targets as sentences, source, parties, parts, and the history with its evidence."""
    return Group(
        *_head(survey, assessment, look),
        *(part for found in assessment.targets for part in _target(found, look)),
        *_source(survey.registry, assessment, look),
        *_parts(survey, assessment, look),
        *_history(survey, assessment, look),
    )


def _head(survey: Survey, assessment: Assessment, look: Look) -> Iterator[RenderableType]:
    commitment, registry = assessment.commitment, survey.registry
    yield Text(safe(in_language(commitment.title, look.lang)), style="bold")
    for title in languages_of(commitment.title):
        if title != in_language(commitment.title, look.lang):
            yield Text(safe(title))
    words = (assessment.delivery, assessment.schedule, assessment.evidence, assessment.lifecycle)
    answers = zip(("delivery", "schedule", "evidence", "lifecycle"), words, strict=True)
    said = ", ".join(f"{name} {word.replace('-', ' ')}" for name, word in answers if word != "active")
    status = cell_text(Standing(assessment.status), look)
    stale = ", stale" if assessment.freshness is Freshness.STALE else ""
    rows: list[tuple[str, RenderableType]] = [
        ("Id", Text(commitment.id)),
        ("Status", status.append(stale, style="not bold yellow").append(f"  ({said})", style="not bold dim")),
        ("Kind", Text(f"{commitment.kind}{_made(assessment)}")),
        ("Deadline", Text(f"{say.deadline(assessment)}{_as_written(assessment)}")),
    ]
    if (moved := say.postponed(assessment)) is not None:
        rows.append(("Amended", Text(moved)))
    if assessment.completion is not None:
        rows.append(("Completion", Text(f"{assessment.completion.replace('-', ' ')} on {assessment.updated}")))
    if commitment.pillar is not None:
        rows.append(("Pillar", Text(_named(registry.pillars, commitment.pillar, look))))
    if commitment.areas:
        rows.append(("Areas", Text(", ".join(_named(registry.areas, area, look) for area in commitment.areas))))
    if commitment.part_of is not None:
        whole = registry.commitments[commitment.part_of]
        rows.append(("Part of", Text(f"{safe(in_language(whole.title, look.lang))} ({whole.id})")))
    if commitment.related:
        rows.append(("Related", Text(", ".join(commitment.related))))
    if commitment.note is not None:
        rows.append(("Note", Text(safe(in_language(commitment.note, look.lang)))))
    yield facts(rows)


def _made(assessment: Assessment) -> str:
    made = assessment.commitment.made
    return f", made {made}" if made else ""


def _as_written(assessment: Assessment) -> str:
    commitment = assessment.commitment
    if assessment.due is None:
        return ""
    if commitment.within is not None and assessment.due_written is None:
        return f" (“{commitment.within}” from {commitment.made})"
    written = assessment.due_written
    return f" (“{written}”)" if written is not None and str(written) != str(assessment.due) else ""


def _named(table: Mapping[str, object], name: str, look: Look) -> str:
    record = table[name]
    return safe(in_language(getattr(record, "title"), look.lang))  # noqa: B009  every table's records have a title


def _target(found: TargetAssessment, look: Look) -> Iterator[RenderableType]:
    lang, target = look.lang, found.target
    yield heading(f"Target {found.name}", look)
    rows: list[tuple[str, RenderableType]] = []
    if target.indicator is not None:
        rows.append(("Indicator", Text(safe(in_language(target.indicator, lang)))))
    if found.terms is None:
        rows.append(("Followed", Text(f"in {safe(target.unit)}, without a value to reach")))
    else:
        amount = say.exactly(found.terms.value, safe(target.unit), lang=lang, qualifier=target.qualifier)
        by = f" by {found.terms.due}" if found.terms.due else ", no deadline stated"
        rows.append(("Target", Text(f"{amount}{by}")))
        if target.baseline:
            rows.append(("Baseline", Text(say.exactly(target.baseline, safe(target.unit), lang=lang))))
    if target.counting is not None:
        rows.append(("Counting", Text(safe(target.counting.replace("-", " ")))))
    stands = Text(safe(say.stands(found, lang=lang)))
    if found.measure is not None and found.measure.achieved is not None:
        stands = cell_text(Share(found.measure.achieved, bar=True), look).append("  ").append_text(stands)
    rows.append(("Actual", stands))
    told = (("Planned", say.planned(found)), ("Rate", say.rate(found, lang=lang)),
            ("Forecast", say.forecast(found, lang=lang)), ("Amended", say.amended(found, lang=lang)))  # fmt: skip
    rows += [(label, Text(safe(said))) for label, said in told if said]
    yield facts(rows)


def _source(registry: Registry, assessment: Assessment, look: Look) -> Iterator[RenderableType]:
    commitment = assessment.commitment
    rows: list[tuple[str, RenderableType]] = []
    if commitment.source is not None:
        document = registry.documents[commitment.source.document]
        page = f", p. {commitment.source.page}" if commitment.source.page else ""
        rows.append(("Document", Text(f"{safe(in_language(document.title, look.lang))}{page}")))
        if commitment.source.quote:
            rows.append(("Quote", Text(f"“{safe(commitment.source.quote)}”")))
    for role in ("responsible", "implementing", "beneficiary"):
        names = [_named(registry.parties, name, look) for name in getattr(commitment.parties, role)]
        if names:
            rows.append((role.capitalize(), Text(", ".join(names))))
    if rows:
        yield heading("Source and parties", look)
        yield facts(rows)


def _parts(survey: Survey, assessment: Assessment, look: Look) -> Iterator[RenderableType]:
    parts = survey.parts.get(assessment.commitment.id, [])
    if parts:
        yield heading(f"Parts: {say.parts(survey.part_counts(assessment.commitment.id))}", look)
        yield TableOf(listing(survey, [survey.assessments[part] for part in parts], lang=look.lang), look)


def _history(survey: Survey, assessment: Assessment, look: Look) -> Iterator[RenderableType]:
    yield heading("History", look)
    counted = assessment.history.counted
    if not counted:
        yield Padding(Text(f"no update by {assessment.as_of}", style="magenta"), (0, 1), expand=False)
        return
    yield facts([(str(update.on), _entry(survey.registry, assessment, update, look)) for update in counted])


def _entry(registry: Registry, assessment: Assessment, update: Update, look: Look) -> RenderableType:
    commitment = assessment.commitment
    name = target_of(commitment, update)
    target = commitment.targets.get(name) if name else None
    said = say.entry(update, target, lang=look.lang)
    source = update.source_class.replace("-", " ") if update.source_class else ""
    head = [part for part in (said, source, update.by, update.key) if part]
    text = Text(safe(" · ".join(head)), style="" if said == "note" else "bold")
    for words in (update.note, *(_evidence(registry, item, look.lang) for item in update.evidence)):
        if words:
            text.append("\n").append(safe(words), style="not bold")
    return text


def _evidence(registry: Registry, item: str | Evidence, lang: str) -> str:
    if isinstance(item, str):
        return item
    if item.document is None:
        return f"file {item.file}"
    title: Words = registry.documents[item.document].title
    return f"{in_language(title, lang)}{f', p. {item.page}' if item.page else ''}"
