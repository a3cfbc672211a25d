"""The milestones of all targets, and which of them were met."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from commitrack.amounts import Amount
from commitrack.assess import MilestoneAssessment, Outcome
from commitrack.language import LazyString as _
from commitrack.language import word
from commitrack.model import multilingual
from commitrack.report.highlights import TargetProgress
from commitrack.report.report import Report
from commitrack.views.grid import Align, Cell, Column, Grid, Named
from commitrack.views.sections.section import Section
from commitrack.views.tables import COMMITMENT
from commitrack.wording.commitments import title_of


class MilestoneReference(Struct, frozen=True):
    """A milestone of a target, by its day."""

    id: str
    target: str
    on: date


def _by_day(report: Report) -> list[tuple[TargetProgress, MilestoneAssessment]]:
    rows = [(row, milestone) for row in report.completion for milestone in row.target.milestones]
    return sorted(rows, key=lambda pair: pair[1].on)


def _milestones(report: Report) -> Grid:
    """Each milestone with its value, whether it was met, and the figure that decided. A milestone is decided by the
    last figure on or before its day; one that this does not meet is missed only if there is a figure for the day or
    later."""
    rows = _by_day(report)
    is_unknown = any(milestone.outcome is Outcome.UNKNOWN for progress, milestone in rows)
    return Grid(
        title=_("Milestones"),
        columns=(
            COMMITMENT,
            Column(key="on", heading=_("Date"), stack=1),
            Column(key="milestone", heading=_("Milestone"), align=Align.RIGHT, stack=1),
            Column(key="outcome", heading=_("Outcome"), stack=2),
            Column(key="actual", heading=_("Figure"), align=Align.RIGHT, stack=2),
            Column(key="actual_on", heading=_("Date"), alone=_("Date of the figure"), stack=2),
        ),
        rows=tuple(tuple(_row(row, milestone)) for row, milestone in rows),
        empty=_("No milestones"),
        note=_("Unknown means that there is no figure for the date or later.") if is_unknown else "",
    )


def _row(row: TargetProgress, milestone: MilestoneAssessment) -> Iterator[Cell]:
    target, figure = row.target.target, milestone.figure
    yield Named(title_of(row.assessment), row.assessment.commitment.id, multilingual(target.indicator))
    yield milestone.on
    yield Amount(milestone.value, target.unit, target.qualifier)
    yield word(milestone.outcome)
    yield Amount(figure.level, target.unit, figure.qualifier) if figure else None
    yield figure.on if figure else None


def _milestones_data(report: Report) -> tuple[MilestoneReference, ...]:
    return tuple(
        MilestoneReference(row.assessment.commitment.id, row.target.name, milestone.on)
        for row, milestone in _by_day(report)
    )


MILESTONES = Section(
    name="milestones",
    order=55,
    short=_("Milestones"),
    grid=_milestones,
    data=_milestones_data,
    default=lambda report: any(target.milestones for a in report.chosen for target in a.targets),
)
