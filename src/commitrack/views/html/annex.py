"""The annex: everything about one commitment, with its quotation, its targets in sentences and its history."""

from collections.abc import Container, Iterable, Iterator
from datetime import date
from itertools import groupby

from msgspec import Struct

from commitrack.assess import Assessment
from commitrack.language import Localizable, comma_list
from commitrack.model import Text, multilingual
from commitrack.report.page import ROLES, CommitmentPage, commitment_page
from commitrack.report.report import Report
from commitrack.report.snapshot import Snapshot
from commitrack.views.html.links import href
from commitrack.wording.commitments import parts, reservations
from commitrack.wording.page import Event, Fact, PageText, Reference, TargetText

_FACTS = ("summary", "deadline", "made", "kind", "completion", *ROLES, "areas", "part_of", "counted_with", "related")
_WIDE = frozenset({"summary", "related"})


class Link(Struct, frozen=True):
    """A text, and its link if it has one."""

    text: str | Localizable
    href: str | None = None


class FactRow(Struct, frozen=True):
    """A label and its value; ``wide`` takes the whole line."""

    label: str
    links: tuple[Link, ...]
    wide: bool = False


class TargetRow(Struct, frozen=True, kw_only=True):
    """A target, and labelled sentences about it."""

    indicator: str
    goal: str
    facts: tuple[Fact, ...]
    note: str


class HistoryRow(Struct, frozen=True, kw_only=True):
    """One line of the journal."""

    on: date
    record: str
    by: str
    note: str
    evidence: tuple[Link, ...]


class Citation(Struct, frozen=True, kw_only=True):
    """Where the commitment is written, and the quotation."""

    document: Link
    page: int | None
    quote: str
    language: str


class AnnexEntry(Struct, frozen=True, kw_only=True):
    """One commitment of the annex."""

    assessment: Assessment
    titles: tuple[tuple[str, str], ...]
    reservations: str
    facts: tuple[FactRow, ...]
    source: Citation | None
    note: str
    targets: tuple[TargetRow, ...]
    parts: str
    history: tuple[HistoryRow, ...]


class Chapter(Struct, frozen=True):
    """The commitments of one pillar, made one by one, once; the title is empty for those without a pillar."""

    title: str
    count: int
    entries: Iterator[AnnexEntry]


def annex(report: Report, ids: Container[str], lang: str) -> tuple[Chapter, ...]:
    """Every commitment of the report, whose ``ids`` are those that can be linked, pillar by pillar."""
    pillars = report.snapshot.registry.pillars
    return tuple(
        Chapter(
            multilingual(pillars[pillar].title) if pillar else "",
            len(assessments := list(group)),
            _entries(assessments, report.snapshot, ids, lang),
        )
        for pillar, group in groupby(report.chosen, key=lambda assessment: assessment.commitment.pillar)
    )


def _entries(
    assessments: Iterable[Assessment], snapshot: Snapshot, ids: Container[str], lang: str
) -> Iterator[AnnexEntry]:
    for assessment in assessments:
        yield _entry(PageText(commitment_page(snapshot, assessment)), ids, lang)
        snapshot.assessments.release(assessment.commitment.id)


def _entry(text: PageText, ids: Container[str], lang: str) -> AnnexEntry:
    page, assessment = text.page, text.assessment
    return AnnexEntry(
        assessment=assessment,
        titles=_others(assessment.commitment.title, text.title, lang),
        reservations=comma_list(reservations(assessment)),
        facts=tuple(_fact(fact, ids, wide=name in _WIDE) for name in _FACTS if (fact := text.facts.get(name))),
        source=_citation(page),
        note=multilingual(assessment.commitment.note),
        targets=tuple(map(_target, text.targets)),
        parts=parts(page.part_counts),
        history=tuple(map(_event, text.history)),
    )


def _others(title: Text, shown: str, lang: str) -> tuple[tuple[str, str], ...]:
    """The title in the other languages, each with its language code."""
    if isinstance(title, str):
        return ()
    first = title.get(lang) or shown
    return tuple((code, text) for code, text in title.items() if text and text != first)


def _fact(fact: Fact, ids: Container[str], *, wide: bool) -> FactRow:
    links = tuple(_link(reference, ids) for reference in fact.references) or (Link(fact.text),)
    return FactRow(fact.label, links, wide=wide)


def _link(reference: Reference, ids: Container[str]) -> Link:
    if reference.meeting is not None:
        return Link(reference.text, f"#_meeting-{reference.meeting}")
    if reference.commitment is not None:
        return Link(reference.text, f"#{reference.commitment}" if reference.commitment in ids else None)
    return Link(reference.text, href(reference.address) if reference.address else None)


def _citation(page: CommitmentPage) -> Citation | None:
    source, document = page.assessment.commitment.source, page.document
    if source is None or document is None:
        return None
    return Citation(
        document=Link(multilingual(document.title), href(document.url) if document.url else None),
        page=source.page,
        quote=source.quote or "",
        language=document.language or "",
    )


def _target(target: TargetText) -> TargetRow:
    return TargetRow(
        indicator=target.indicator,
        goal=target.goal,
        facts=tuple(target.facts.values()),
        note=target.note,
    )


def _event(event: Event) -> HistoryRow:
    return HistoryRow(
        on=event.on,
        record="" if event.is_note and event.note else event.record,
        by=comma_list(part for part in (event.source, event.by) if part),
        note=event.note,
        evidence=tuple(_link(reference, ()) for reference in event.evidence),
    )
