"""Amended targets and deadlines, and progress as claimed and as evidenced."""

from datetime import date

from msgspec import Struct

from commitrack.amounts import Amount
from commitrack.assess import Schedule, Terms, TermsChange
from commitrack.assess.terms import shift
from commitrack.language import LazyString as _
from commitrack.language import word
from commitrack.lazy_sequence import LazySequence
from commitrack.model import Number
from commitrack.report.highlights import TargetProgress
from commitrack.report.portfolio import Verified
from commitrack.report.report import Report
from commitrack.views.grid import Align, Cell, Column, Grid, GridRow
from commitrack.views.sections.movement import FigureData, figure_data
from commitrack.views.sections.section import Section
from commitrack.views.tables import COMMITMENT, TARGET, goal, level, name, share
from commitrack.wording import amendments


class TermsData(Struct, frozen=True):
    """The terms of a target, and its schedule under them."""

    value: Number | None
    due: date | None
    schedule: Schedule | None


class AmendedData(Struct, frozen=True):
    """A target under its original and its current terms."""

    id: str
    target: str
    original: TermsData
    current: TermsData
    changes: tuple[TermsChange, ...]


class VerifiedData(Struct, frozen=True):
    """A figure as claimed, and as backed by official or externally reviewed evidence."""

    id: str
    target: str
    claimed: FigureData
    evidenced: FigureData


def _amended(report: Report) -> Grid:
    """Original and current targets and deadlines side by side, what changed, and the status under each."""
    rows: list[tuple[Cell, ...]] = []
    for row in report.amended:
        before, now, measure = row.target.original, row.target.terms, row.target.measure
        if before is None or now is None or measure is None:
            continue
        unit, qualifier = row.target.target.unit, row.target.target.qualifier
        values = (Amount(terms.value, unit, qualifier) for terms in (before, now))
        status = amendments.only_because(row.target) or word(measure.schedule)
        change = amendments.changes(row.target.changes)
        rows.append((name(row.assessment), next(values), before.due, next(values), now.due, change, status))
    for moved in report.postponed:
        status = amendments.moved(moved.status, moved.status_original) or word(moved.status)
        rows.append(
            (name(moved), None, moved.original_due, None, moved.due, word(shift(moved.original_due, moved.due)), status)
        )
    return Grid(
        title=_("Amended targets and deadlines"),
        columns=(
            COMMITMENT, Column(key="original_value", heading=_("Original"), align=Align.RIGHT, stack=1),
            Column(key="original_due", heading=_("Was due"), stack=1),
            Column(key="value", heading=_("Current"), align=Align.RIGHT, stack=2),
            Column(key="due", heading=_("Now due"), stack=2),
            Column(key="changes", heading=_("Change")),
            Column(key="schedule", heading=_("Status")),
        ),
        rows=tuple(rows),
        empty=_("No amendments"),
    )  # fmt: skip


def _amended_data(report: Report) -> tuple[AmendedData, ...]:
    return tuple(_amendment_data(row) for row in report.amended)


def _amendment_data(row: TargetProgress) -> AmendedData:
    target, measure = row.target, row.target.measure
    return AmendedData(
        id=row.assessment.commitment.id,
        target=target.name,
        original=_terms(target.original, target.schedule_original),
        current=_terms(target.terms, measure.schedule if measure else None),
        changes=target.changes,
    )


def _terms(terms: Terms | None, schedule: Schedule | None) -> TermsData:
    return TermsData(terms.value if terms else None, terms.due if terms else None, schedule)


AMENDED = Section(
    name="amended",
    order=60,
    short=_("Amended"),
    grid=_amended,
    data=_amended_data,
    default=lambda report: report.amended or report.postponed,
)


def _evidenced(report: Report) -> Grid:
    """Progress as claimed by all updates, beside progress backed by official or externally reviewed evidence."""
    return Grid(
        title=_("Claimed and evidenced progress"),
        columns=(
            COMMITMENT, TARGET, Column(key="claimed", heading=_("Claimed"), align=Align.RIGHT, stack=1),
            Column(key="claimed_achieved", heading=_("Achieved"), alone=_("Achieved (claimed)"), stack=1),
            Column(key="evidenced", heading=_("Evidenced"), align=Align.RIGHT, stack=2),
            Column(key="evidenced_achieved", heading=_("Achieved"), alone=_("Achieved (evidenced)"), stack=2),
        ),
        rows=LazySequence(lambda: map(_claim, report.evidenced())),
        empty=_("No targets with a figure"),
        note=_("Evidenced progress counts only figures with official or externally reviewed evidence."),
    )  # fmt: skip


def _claim(row: Verified) -> GridRow:
    claimed, verified = row.target, row.verified
    return (
        name(row.assessment), goal(claimed), level(claimed, row.assessment), share(claimed),
        level(verified, row.assessment), share(verified) if verified.latest else None,
    )  # fmt: skip


def _evidenced_data(report: Report) -> tuple[VerifiedData, ...]:
    return tuple(
        VerifiedData(row.assessment.commitment.id, row.target.name, figure_data(row.target), figure_data(row.verified))
        for row in report.evidenced()
    )


EVIDENCED = Section(
    name="evidenced",
    order=70,
    short=_("Evidenced"),
    grid=_evidenced,
    data=_evidenced_data,
    default=lambda report: any(row.target.terms and row.target.latest for row in report.completion),
)
