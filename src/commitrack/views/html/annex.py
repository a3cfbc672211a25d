"""The annex: everything about one commitment, with its quotation, its targets in sentences and its history."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from msgspec import Struct

from commitrack.assess import Assessment, Freshness, TargetAssessment
from commitrack.assess.history import target_of
from commitrack.dates import format_when
from commitrack.language import LazyString as _
from commitrack.language import listed, translated, word
from commitrack.model import Registry, Text, Update, in_language
from commitrack.report import sentences as say
from commitrack.report.amendments import amended
from commitrack.report.log import entry, only_a_note
from commitrack.report.report import Report
from commitrack.report.snapshot import Snapshot
from commitrack.views.html.links import evidence, href
from commitrack.views.symbols import SYMBOLS
from commitrack.views.tables import stage


class Link(Struct, frozen=True):
    """Words, and where they lead, if anywhere."""

    text: str
    href: str | None = None


class Fact(Struct, frozen=True):
    """A label, and what stands beside it; ``wide`` takes the whole line."""

    label: str
    links: tuple[Link, ...]
    wide: bool = False


class Target(Struct, frozen=True, kw_only=True):
    """A target in sentences, each under its word."""

    name: str
    indicator: str
    goal: str
    said: tuple[tuple[str, str], ...]
    note: str


class Event(Struct, frozen=True, kw_only=True):
    """One line of the journal."""

    on: date
    said: str
    by: str
    note: str
    evidence: tuple[Link, ...]


class Source(Struct, frozen=True, kw_only=True):
    """Where the commitment is written, word for word."""

    document: Link
    page: int | None
    quote: str
    language: str


class Entry(Struct, frozen=True, kw_only=True):
    """One commitment of the report."""

    id: str
    title: str
    titles: tuple[tuple[str, str], ...]
    status: str
    sign: str
    word: str
    stale: bool
    facts: tuple[Fact, ...]
    source: Source | None
    note: str
    targets: tuple[Target, ...]
    parts: str
    history: tuple[Event, ...]


class Chapter(Struct, frozen=True):
    """The commitments of one pillar; without a title where they have none."""

    title: str
    entries: tuple[Entry, ...]


def annex(report: Report, lang: str) -> tuple[Chapter, ...]:
    """Every commitment of the report, pillar by pillar."""
    ids = {assessment.commitment.id for assessment in report.chosen}
    pillars = report.snapshot.registry.pillars
    return tuple(
        Chapter(
            in_language(pillars[pillar].title, lang) if pillar else "",
            tuple(_entry(report.snapshot, assessment, ids, lang) for assessment in found),
        )
        for pillar, found in groupby(report.chosen, key=lambda assessment: assessment.commitment.pillar)
    )


def _entry(snapshot: Snapshot, assessment: Assessment, ids: set[str], lang: str) -> Entry:
    commitment, registry = assessment.commitment, snapshot.registry
    return Entry(
        id=commitment.id,
        title=say.title_of(assessment, lang),
        titles=_others(commitment.title, lang),
        status=assessment.status,
        sign=SYMBOLS[assessment.status],
        word=word(assessment.status).to(lang),
        stale=assessment.freshness is Freshness.STALE,
        facts=tuple(_facts(registry, assessment, ids, lang)),
        source=_source(registry, assessment, lang),
        note=in_language(commitment.note, lang),
        targets=tuple(_target(found, lang) for found in assessment.targets),
        parts=say.parts(snapshot.part_counts(commitment.id), lang=lang),
        history=tuple(_event(registry, assessment, update, lang) for update in assessment.history.counted),
    )


def _others(title: Text, lang: str) -> tuple[tuple[str, str], ...]:
    """The title in the other languages, each with the language's code."""
    shown = in_language(title, lang)
    return () if isinstance(title, str) else tuple(pair for pair in title.items() if pair[1] and pair[1] != shown)


def _facts(registry: Registry, assessment: Assessment, ids: set[str], lang: str) -> Iterator[Fact]:
    """What is known of it in a few words; empty facts are left out."""
    commitment, parties = assessment.commitment, assessment.commitment.parties
    yield _fact(_("Deadline"), say.deadline(assessment, lang=lang, written=True), lang)
    if commitment.made is not None:
        yield _fact(_("Made"), format_when(commitment.made, lang), lang)
    yield _fact(_("Kind"), word(commitment.kind), lang)
    if assessment.completion is not None:
        yield _fact(_("Completion"), say.completion(assessment, lang=lang), lang)
    roles = (
        (_("Responsible"), parties.responsible), (_("Implementing"), parties.implementing),
        (_("Beneficiary"), parties.beneficiary),
    )  # fmt: skip
    for label, names in roles:
        if names:
            yield _fact(label, listed((in_language(registry.parties[name].title, lang) for name in names), lang), lang)
    if commitment.areas:
        areas = (in_language(registry.areas[name].title, lang) for name in commitment.areas)
        yield _fact(_("Areas"), listed(areas, lang), lang)
    if commitment.part_of is not None:
        whole = registry.commitments[commitment.part_of]
        yield Fact(_("Part of").to(lang), (_inside(whole.id, in_language(whole.title, lang), ids),))
    if commitment.related:
        related = tuple(_related(registry, name, ids, lang) for name in commitment.related)
        yield Fact(_("Related").to(lang), related, wide=True)


def _fact(label: _, said: str, lang: str) -> Fact:
    return Fact(label.to(lang), (Link(translated(said, lang)),))


def _inside(name: str, title: str, ids: set[str]) -> Link:
    return Link(title, f"#{name}" if name in ids else None)


def _related(registry: Registry, name: str, ids: set[str], lang: str) -> Link:
    if name in registry.commitments:
        return _inside(name, in_language(registry.commitments[name].title, lang), ids)
    meeting = registry.meetings.get(name)
    return Link(in_language(meeting.title, lang), f"#_meeting-{name}") if meeting else Link(name)


def _source(registry: Registry, assessment: Assessment, lang: str) -> Source | None:
    source = assessment.commitment.source
    if source is None:
        return None
    document = registry.documents[source.document]
    return Source(
        document=Link(in_language(document.title, lang), href(document.url) if document.url else None),
        page=source.page,
        quote=source.quote or "",
        language=document.language or "",
    )


def _target(found: TargetAssessment, lang: str) -> Target:
    target = found.target
    told = (
        (_("Counting"), stage(target.counting)),
        (_("Baseline"), say.exactly(target.baseline, target.unit, lang=lang) if target.baseline else ""),
        (_("Actual"), say.stands(found, lang=lang)),
        (_("Planned"), say.planned(found, lang=lang)),
        (_("Rate"), say.rate(found, lang=lang)),
        (_("Forecast"), say.forecast(found, lang=lang)),
        (_("Amended"), amended(found, lang=lang)),
    )
    return Target(
        name=found.name,
        indicator=in_language(target.indicator, lang),
        goal=say.promised(found, lang=lang),
        said=tuple((label.to(lang), translated(said, lang)) for label, said in told if said),
        note=in_language(target.note, lang),
    )


def _event(registry: Registry, assessment: Assessment, update: Update, lang: str) -> Event:
    commitment = assessment.commitment
    name = target_of(commitment, update)
    said = entry(update, commitment.targets.get(name) if name else None, lang=lang)
    stands = word(update.source_class) if update.source_class else ""
    return Event(
        on=update.on,
        said="" if only_a_note(update) and update.note else said,
        by=listed((each for each in (stands, update.by) if each), lang),
        note=update.note or "",
        evidence=tuple(Link(*evidence(registry, item, lang)) for item in update.evidence),
    )
