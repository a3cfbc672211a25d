"""The status of the commitments: deadlines, and progress against targets."""

from collections.abc import Iterable
from datetime import date
from itertools import chain

from msgspec import Struct

from commitrack.amounts import Amount, significant
from commitrack.assess import TargetAssessment
from commitrack.language import LazyString as _
from commitrack.lazy_sequence import LazySequence
from commitrack.model import multilingual
from commitrack.report.deadlines import Deadline
from commitrack.report.highlights import TargetProgress
from commitrack.report.report import Report
from commitrack.views.grid import Align, Cell, Column, Grid, GridRow, Named, Share
from commitrack.views.sections.section import Section
from commitrack.views.tables import (
    ACTUAL,
    COMMITMENT,
    DUE,
    STATUS,
    TARGET,
    bar_of,
    goal,
    latest,
    level,
    name,
    status_cell,
)  # fmt: skip
from commitrack.wording.commitments import title_of
from commitrack.wording.deadlines import GROUPS, distance
from commitrack.wording.rates import refusal


class TargetReference(Struct, frozen=True):
    """A target of a commitment, by its name."""

    id: str
    target: str


class DeadlineData(Struct, frozen=True):
    """A commitment that is due in ``days`` (negative: overdue), with the number of parts counted with it."""

    id: str
    due: date
    days: int
    parts: int


class DeadlinesData(Struct, frozen=True):
    """The open deadlines in four groups; unconfirmed are those met before their deadline, but not confirmed at it."""

    overdue: tuple[DeadlineData, ...]
    unconfirmed: tuple[DeadlineData, ...]
    within_12_months: tuple[DeadlineData, ...]
    later: tuple[DeadlineData, ...]


def _deadlines(report: Report) -> Grid:
    """Overdue, unconfirmed, within 12 months, later; parts with the deadline of their whole are counted with it."""

    def rows(when: str, deadlines: Iterable[Deadline]) -> list[GridRow]:
        return [
            (when if number == 0 else None, row.due, distance(row.due, report.snapshot.as_of),
             name(row.assessment, row.parts), latest(row.assessment), status_cell(row.assessment))
            for number, row in enumerate(deadlines)
        ]  # fmt: skip

    return Grid(
        title=_("Deadlines"),
        columns=(
            Column(key="when", heading="", alone=_("Period"), drop=2, group=True), DUE,
            Column(key="distance", heading="", alone=_("From report date"), stack=2), COMMITMENT,
            Column(key="actual", heading=_("Latest"), align=Align.RIGHT), STATUS,
        ),
        rows=LazySequence(
            lambda: chain.from_iterable(rows(GROUPS[group], found) for group, found in report.deadlines.items())
        ),
        empty=_("No open commitments with a deadline"),
    )  # fmt: skip


def _deadlines_data(report: Report) -> DeadlinesData:
    return DeadlinesData(
        *(tuple(DeadlineData(row.assessment.commitment.id, row.due, row.days, row.parts) for row in rows)
          for rows in report.deadlines.values())
    )  # fmt: skip


DEADLINES = Section(
    name="deadlines",
    order=40,
    short=_("Deadlines"),
    grid=_deadlines,
    data=_deadlines_data,
    members=lambda report: {
        group.replace("-", "_"): [row.assessment for row in rows] for group, rows in report.deadlines.items()
    },
)


def _completion(report: Report) -> Grid:
    """Each target with its latest figure, the share achieved, planned or time elapsed, the pace, and the forecast."""
    planned = planned_heading(row.target for row in report.completion)
    return Grid(
        title=_("Progress against targets"),
        columns=(
            COMMITMENT, TARGET, ACTUAL, Column(key="actual_on", heading=_("Date"), stack=1),
            Column(key="achieved", heading=_("Achieved"), stack=2),
            Column(key="planned", heading=planned, align=Align.RIGHT, stack=2),
            Column(key="pace", heading=_("Pace"), align=Align.RIGHT, stack=2),
            Column(key="forecast", heading=_("Forecast"), stack=2),
        ),
        rows=LazySequence(lambda: map(_target, report.completion)),
        empty=_("No commitments with a numeric target"),
        note=_(
            "Achieved is measured from the baseline. Pace is achieved ÷ planned on the date of the figure, "
            "or ÷ the share of time elapsed if there are no milestones."
        ),
    )  # fmt: skip


def _target(row: TargetProgress) -> GridRow:
    target, measure = row.target, row.target.measure
    return (
        Named(title_of(row.assessment), row.assessment.commitment.id, multilingual(target.target.indicator)),
        goal(target),
        level(target, row.assessment),
        target.latest.on if target.latest else None,
        bar_of(target, with_curve=True) if measure else _("tracked only"),
        Share(target.planned) if target.planned is not None else None,
        Share(measure.pace, ratio=True) if measure and measure.pace is not None else None,
        _forecast(target),
    )


def planned_heading(targets: Iterable[TargetAssessment]) -> _:
    """The heading of planned shares: without milestones, nobody planned them, and they are the time elapsed."""
    measured = (target for target in targets if target.planned is not None)
    is_planned = {target.is_planned for target in measured}
    if len(is_planned) > 1:
        return _("Planned or elapsed")
    return _("Planned") if True in is_planned else _("Time elapsed")


def _forecast(target: TargetAssessment) -> Cell:
    projection = target.forecast
    if projection is None:
        return refusal(target)
    if projection.at_due is None:
        return projection.reached_on
    return Amount(significant(projection.at_due), target.target.unit)


def _completion_data(report: Report) -> tuple[TargetReference, ...]:
    return tuple(TargetReference(row.assessment.commitment.id, row.target.name) for row in report.completion)


COMPLETION = Section(
    name="completion",
    aliases=("progress",),
    order=50,
    short=_("Progress"),
    grid=_completion,
    data=_completion_data,
    members=lambda report: {"completion": [row.assessment for row in report.completion]},
)
