"""The page about one commitment as labelled messages; each format chooses which to show, and in which order."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property

from msgspec import Struct

from commitrack.assess import Assessment, TargetAssessment
from commitrack.assess.history import target_of
from commitrack.language import LazyString as _
from commitrack.language import Localizable, comma_list, join, word
from commitrack.model import Basis, Evidence, Meeting, Update, multilingual
from commitrack.report.page import CommitmentPage
from commitrack.report.progress_curve import Step, progress_curve
from commitrack.wording import figures, rates
from commitrack.wording.amendments import amended, postponed
from commitrack.wording.commitments import citation, completion, stage, title_of
from commitrack.wording.deadlines import deadline
from commitrack.wording.journal import entry, retracted
from commitrack.wording.milestones import milestones


class Reference(Struct, frozen=True):
    """A text that may link to a commitment or a meeting, by its id, or to an address."""

    text: str
    commitment: str | None = None
    meeting: str | None = None
    address: str | None = None


class Fact(Struct, frozen=True):
    """A label and its value; ``references`` are the items of a value that may be linked."""

    label: _
    text: str | Localizable
    references: tuple[Reference, ...] = ()


class TargetText(Struct, frozen=True, kw_only=True):
    """A target: what is to be reached, and labelled sentences about its progress."""

    name: str
    indicator: str
    goal: _
    is_judged: bool
    assessment: TargetAssessment
    achieved: Decimal | None
    curve: tuple[Step, ...]
    facts: Mapping[str, Fact]
    note: str


class Event(Struct, frozen=True, kw_only=True):
    """One line of the journal; ``is_note`` means that it records nothing but its note."""

    on: date
    key: str
    record: _
    is_note: bool
    source: str
    by: str
    note: str
    evidence: tuple[Reference, ...]


_ROLES = {"responsible": _("Responsible"), "implementing": _("Implementing"), "beneficiary": _("Beneficiary")}


class PageText:
    """A commitment page as messages."""

    def __init__(self, page: CommitmentPage) -> None:
        self.page = page

    @property
    def assessment(self) -> Assessment:
        """The commitment as assessed."""
        return self.page.assessment

    @property
    def title(self) -> str:
        """The title of the commitment."""
        return title_of(self.assessment)

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """The facts about the commitment, by name; empty ones are left out."""
        facts = {**dict(self._own()), **dict(self._place()), **dict(self._source()), **dict(self._parties())}
        return {name: fact for name, fact in facts.items() if fact.text}

    def _own(self) -> Iterator[tuple[str, Fact]]:
        assessment, commitment = self.assessment, self.assessment.commitment
        kind = word(commitment.kind)
        kind_made = _("{kind}, made {when}", kind=kind, when=commitment.made) if commitment.made else kind
        yield "formerly", Fact(_("Formerly"), comma_list(commitment.formerly) if commitment.formerly else "")
        yield "summary", Fact(_("Summary"), multilingual(commitment.summary))
        ids = [f"{name} {known}" for name, known in commitment.external_ids.items()]
        yield "external_ids", Fact(_("Known as"), comma_list(ids) if ids else "")
        if not commitment.is_group:
            yield "deadline", Fact(_("Deadline"), deadline(assessment, written=True))
        yield "kind_made", Fact(_("Kind"), kind_made)
        yield "kind", Fact(_("Kind"), kind)
        if commitment.made is not None:
            yield "made", Fact(_("Made"), join((commitment.made,), ""))
        if (change := postponed(assessment)) is not None:
            yield "amended", Fact(_("Amended"), change)
        if assessment.completion is not None:
            yield "completion", Fact(_("Completion"), completion(assessment))
        yield "note", Fact(_("Note"), multilingual(commitment.note))

    def _place(self) -> Iterator[tuple[str, Fact]]:
        """Where the commitment belongs: pillar, areas, whole, related records."""
        page = self.page
        if page.pillar is not None:
            yield "pillar", Fact(_("Pillar"), _classified(multilingual(page.pillar.title), page.pillar_basis))
        areas = comma_list(multilingual(area.title) for area in page.areas)
        yield "areas", Fact(_("Areas"), _classified(areas, page.areas_basis))
        for name, label, other in (
            ("part_of", _("Part of"), page.whole), ("counted_with", _("Counted with"), page.counted_with),
        ):  # fmt: skip
            if other is not None:
                title = multilingual(other.title)
                text = _("{title} ({id})", title=title, id=other.id)
                yield name, Fact(label, text, (Reference(title, commitment=other.id),))
        references = tuple(
            Reference(multilingual(record.title), **{"meeting" if isinstance(record, Meeting) else "commitment": name})
            for name, record in page.related.items()
        )
        related = (_("{title} ({id})", title=reference.text, id=reference.commitment or reference.meeting or "")
                   for reference in references)  # fmt: skip
        yield "related", Fact(_("Related"), comma_list(related), references)

    def _source(self) -> Iterator[tuple[str, Fact]]:
        source, document = self.assessment.commitment.source, self.page.document
        if source is not None and document is not None:
            reference = Reference(multilingual(document.title), address=document.url)
            yield "document", Fact(_("Document"), citation(document.title, source.page), (reference,))
            if source.quote:
                yield "quote", Fact(_("Quote"), _("“{text}”", text=source.quote))

    def _parties(self) -> Iterator[tuple[str, Fact]]:
        for role, parties in self.page.parties.items():
            yield role, Fact(_ROLES[role], comma_list(multilingual(party.title) for party in parties))

    @property
    def targets(self) -> Iterator[TargetText]:
        """The targets, in the order of the registry."""
        return map(_target, self.assessment.targets)

    @property
    def history(self) -> Iterator[Event]:
        """The updates that count, by day."""
        return (self._event(update, self._record(update)) for update in self.page.history)

    @property
    def retracted(self) -> Iterator[Event]:
        """The updates that no longer count, by day, each with the reason."""
        for retraction in self.page.retractions:
            yield self._event(retraction.update, retracted(self._record(retraction.update), retraction.by.reason))

    def _record(self, update: Update) -> _:
        commitment = self.assessment.commitment
        name = target_of(commitment, update)
        return entry(update, commitment.targets.get(name) if name else None)

    def _event(self, update: Update, record: _) -> Event:
        return Event(
            on=update.on,
            key=update.key,
            record=record,
            is_note=update.is_note,
            source=word(update.source_class) if update.source_class else "",
            by=update.by or "",
            note=multilingual(update.note),
            evidence=tuple(map(self._evidence, update.evidence)),
        )

    def _evidence(self, item: str | Evidence) -> Reference:
        if isinstance(item, str):
            return Reference(item, address=item)
        if item.document is None:
            return Reference(_("file {file}", file=item.file))
        document = self.page.documents[item.document]
        return Reference(citation(document.title, item.page), address=document.url)


def _target(progress: TargetAssessment) -> TargetText:
    target, measure = progress.target, progress.measure
    sentences = {
        "baseline": (_("Baseline"), _baseline(progress)),
        "start": (_("Start"), figures.inferred_start(progress)),
        "counting": (_("Counting rule"), stage(target.counting)),
        "actual": (_("Actual"), figures.reached(progress)),
        "planned": (figures.plan_label(progress), figures.planned(progress)),
        "missing": (_("Progress"), figures.missing(progress)),
        "rate": (_("Rate"), rates.rate(progress)),
        "forecast": (_("Forecast"), rates.forecast(progress)),
        "milestones": (_("Milestones"), milestones(progress)),
        "amended": (_("Amended"), amended(progress)),
    }
    return TargetText(
        name=progress.name,
        indicator=multilingual(target.indicator),
        goal=figures.promised(progress),
        is_judged=progress.terms is not None,
        assessment=progress,
        achieved=measure.achieved if measure else None,
        curve=progress_curve(progress),
        facts={name: Fact(label, sentence) for name, (label, sentence) in sentences.items() if sentence},
        note=multilingual(target.note),
    )


def _classified(names: str, basis: Basis | None) -> str:
    """Pillar or areas, and whether their assignment is that of whoever keeps the registry."""
    return _("{names} (editor's classification)", names=names) if basis is Basis.INFERRED else names


def _baseline(progress: TargetAssessment) -> Localizable | None:
    """The baseline and when it was that, or that it is not stated; None for an indicator, which is not measured."""
    target = progress.target
    if target.baseline is not None:
        amount = figures.exactly(target.baseline, target.unit)
        return _("{amount} ({when})", amount=amount, when=target.baseline_on) if target.baseline_on else amount
    if progress.terms is None or progress.terms.is_maintenance:
        return None
    return _("not stated") if progress.terms.baseline is None else _("not stated; measured from 0")
