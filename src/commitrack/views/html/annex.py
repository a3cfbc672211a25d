"""The annex: everything about one commitment, with its quotation, its targets in sentences and its history."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from msgspec import Struct

from commitrack.assess import Assessment, Freshness, TargetAssessment
from commitrack.assess.history import target_of
from commitrack.model import Registry, Text, Update, in_language
from commitrack.report import sentences as say
from commitrack.report.brief import Report
from commitrack.report.survey import Survey
from commitrack.views.html.links import evidence, href
from commitrack.views.signs import SIGNS


class Link(Struct, frozen=True):
    """Words, and where they lead, if anywhere."""

    text: str
    href: str | None = None


class Target(Struct, frozen=True, kw_only=True):
    """A target in sentences, each under its word."""

    name: str
    indicator: str
    goal: str
    due: date | None
    followed: bool
    said: tuple[tuple[str, str], ...]
    note: str


class Event(Struct, frozen=True, kw_only=True):
    """One line of the journal."""

    on: date
    said: str
    by: tuple[str, ...]
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
    answers: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, tuple[Link, ...]], ...]
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
    pillars = report.survey.registry.pillars
    return tuple(
        Chapter(
            in_language(pillars[pillar].title, lang) if pillar else "",
            tuple(_entry(report.survey, assessment, ids, lang) for assessment in found),
        )
        for pillar, found in groupby(report.chosen, key=lambda assessment: assessment.commitment.pillar)
    )


def _entry(survey: Survey, assessment: Assessment, ids: set[str], lang: str) -> Entry:
    commitment, registry = assessment.commitment, survey.registry
    return Entry(
        id=commitment.id,
        title=say.title_of(assessment, lang),
        titles=_others(commitment.title, lang),
        status=assessment.status,
        sign=SIGNS[assessment.status],
        word=say.STATUS_WORDS[assessment.status],
        stale=assessment.freshness is Freshness.STALE,
        answers=tuple(_answers(assessment)),
        facts=tuple(_facts(registry, assessment, ids, lang)),
        source=_source(registry, assessment, lang),
        note=in_language(commitment.note, lang),
        targets=tuple(_target(found, lang) for found in assessment.targets),
        parts=say.parts(survey.part_counts(commitment.id)),
        history=tuple(_event(registry, assessment, update, lang) for update in assessment.history.counted),
    )


def _others(title: Text, lang: str) -> tuple[tuple[str, str], ...]:
    """The title in the other languages, each with the language's code."""
    shown = in_language(title, lang)
    return () if isinstance(title, str) else tuple(pair for pair in title.items() if pair[1] and pair[1] != shown)


def _answers(assessment: Assessment) -> Iterator[tuple[str, str]]:
    words = {
        "delivery": assessment.delivery, "schedule": assessment.schedule, "evidence": assessment.evidence,
        "lifecycle": assessment.lifecycle,
    }  # fmt: skip
    for question, word in words.items():
        if word != "active":
            yield question, word.replace("-", " ")


def _facts(
    registry: Registry, assessment: Assessment, ids: set[str], lang: str
) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """What is known of it in a few words; empty facts are left out."""
    commitment = assessment.commitment
    yield "deadline", (Link(f"{say.deadline(assessment)}{_as_written(assessment)}"),)
    if commitment.made is not None:
        yield "made", (Link(str(commitment.made)),)
    yield "kind", (Link(commitment.kind),)
    if assessment.completion is not None:
        yield "completion", (Link(f"{assessment.completion.replace('-', ' ')} on {assessment.updated}"),)
    for role in ("responsible", "implementing", "beneficiary"):
        names = [in_language(registry.parties[name].title, lang) for name in getattr(commitment.parties, role)]
        if names:
            yield role, (Link(", ".join(names)),)
    if commitment.areas:
        yield "areas", (Link(", ".join(in_language(registry.areas[name].title, lang) for name in commitment.areas)),)
    if commitment.part_of is not None:
        whole = registry.commitments[commitment.part_of]
        yield "part_of", (_inside(whole.id, in_language(whole.title, lang), ids),)
    if commitment.related:
        yield "related", tuple(_related(registry, name, ids, lang) for name in commitment.related)


def _inside(name: str, title: str, ids: set[str]) -> Link:
    return Link(title, f"#{name}" if name in ids else None)


def _related(registry: Registry, name: str, ids: set[str], lang: str) -> Link:
    if name in registry.commitments:
        return _inside(name, in_language(registry.commitments[name].title, lang), ids)
    meeting = registry.meetings.get(name)
    return Link(in_language(meeting.title, lang), f"#_meeting-{name}") if meeting else Link(name)


def _as_written(assessment: Assessment) -> str:
    """The deadline in the words of the source, where those are others."""
    commitment, written = assessment.commitment, assessment.due_written
    if assessment.due is None:
        return ""
    if commitment.within is not None and written is None:
        return f" (“{commitment.within}” from {commitment.made})"
    return f" (“{written}”)" if written is not None and str(written) != str(assessment.due) else ""


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
    target, terms = found.target, found.terms
    told = {
        "counting": (target.counting or "").replace("-", " "),
        "baseline": say.exactly(target.baseline, target.unit, lang=lang) if target.baseline else "",
        "actual": say.stands(found, lang=lang),
        "planned": say.planned(found),
        "rate": say.rate(found, lang=lang),
        "forecast": say.forecast(found, lang=lang),
        "amended": say.amended(found, lang=lang),
    }
    return Target(
        name=found.name,
        indicator=in_language(target.indicator, lang),
        goal=say.exactly(terms.value, target.unit, lang=lang, qualifier=target.qualifier) if terms else target.unit,
        due=terms.due if terms else None,
        followed=terms is None,
        said=tuple((word, said) for word, said in told.items() if said),
        note=in_language(target.note, lang),
    )


def _event(registry: Registry, assessment: Assessment, update: Update, lang: str) -> Event:
    commitment = assessment.commitment
    name = target_of(commitment, update)
    said = say.entry(update, commitment.targets.get(name) if name else None, lang=lang)
    stands = update.source_class.replace("-", " ") if update.source_class else ""
    return Event(
        on=update.on,
        said="" if said == "note" and update.note else said,
        by=tuple(word for word in (stands, update.by) if word),
        note=update.note or "",
        evidence=tuple(Link(*evidence(registry, item, lang)) for item in update.evidence),
    )
