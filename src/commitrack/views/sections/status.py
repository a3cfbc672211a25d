"""The status of the commitments: deadlines, progress against targets, stale and missing data."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from commitrack.amounts import Amount, significant
from commitrack.assess import TargetAssessment
from commitrack.language import LazyString as _
from commitrack.language import comma_list
from commitrack.model import multilingual
from commitrack.report.deadlines import Deadline
from commitrack.report.progress_curve import progress_curve
from commitrack.report.report import Gap, Report
from commitrack.views.grid import Align, Cell, Column, Grid, Named, Share
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


class GapData(Struct, frozen=True):
    """A commitment without data, or with stale data; the parties to report on it; its parts in the same state.

    ``last_update`` is the day of its latest update of any kind; null if there is none.
    """

    id: str
    parties: tuple[str, ...]
    parts: int
    last_update: date | None


def _deadlines(report: Report) -> Grid:
    """Overdue, unconfirmed, within 12 months, later; parts with the deadline of their whole are counted with it."""

    def rows(when: str, deadlines: Iterable[Deadline]) -> list[tuple[Cell, ...]]:
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
        rows=tuple(row for group, deadlines in report.deadlines.items() for row in rows(GROUPS[group], deadlines)),
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
    """Each target with its latest figure, the share achieved and planned, the pace, and the forecast."""
    rows: list[tuple[Cell, ...]] = []
    for row in report.completion:
        target, measure = row.target, row.target.measure
        indicator = multilingual(target.target.indicator)
        rows.append((
            Named(title_of(row.assessment), row.assessment.commitment.id, indicator),
            goal(target),
            level(target, row.assessment),
            target.latest.on if target.latest else None,
            bar_of(target, progress_curve(target)) if measure else _("tracked only"),
            Share(measure.planned) if measure and measure.planned is not None else None,
            Share(measure.pace, ratio=True) if measure and measure.pace is not None else None,
            _forecast(target),
        ))  # fmt: skip
    return Grid(
        title=_("Progress against targets"),
        columns=(
            COMMITMENT, TARGET, ACTUAL, Column(key="actual_on", heading=_("Date"), stack=1),
            Column(key="achieved", heading=_("Achieved"), stack=2),
            Column(key="planned", heading=_("Planned"), align=Align.RIGHT, stack=2),
            Column(key="pace", heading=_("Pace"), align=Align.RIGHT, stack=2),
            Column(key="forecast", heading=_("Forecast"), stack=2),
        ),
        rows=tuple(rows),
        empty=_("No commitments with a numeric target"),
        note=_("Achieved is measured from the baseline. Pace is achieved ÷ planned on the date of the figure."),
    )  # fmt: skip


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

_PARTIES = Column(key="parties", heading=_("Report due from"))


def _stale(report: Report) -> Grid:
    """Commitments whose latest figure or completion level is old, oldest first, and the parties to report on them."""
    return Grid(
        title=_("Commitments with stale data"),
        columns=(
            COMMITMENT,
            Column(key="updated", heading=_("Latest date"), stack=1),
            Column(key="actual", heading=_("Latest"), stack=1),
            _PARTIES,
        ),
        rows=tuple(
            (name(gap.assessment, gap.parts), gap.assessment.updated, latest(gap.assessment), _parties(report, gap))
            for gap in report.stale
        ),
        empty=_("No stale data"),
    )


def _parties(report: Report, gap: Gap) -> str:
    parties = report.snapshot.registry.parties
    return comma_list(multilingual(parties[party].title) for party in gap.parties) or _("not stated")


def _gaps_data(gaps: Iterable[Gap]) -> tuple[GapData, ...]:
    return tuple(
        GapData(gap.assessment.commitment.id, gap.parties, gap.parts, gap.assessment.last_update) for gap in gaps
    )


def _stale_data(report: Report) -> tuple[GapData, ...]:
    return _gaps_data(report.stale)


STALE = Section(
    name="stale",
    order=130,
    short=_("Stale"),
    grid=_stale,
    data=_stale_data,
    members=lambda report: {"stale": [gap.assessment for gap in report.stale]},
)


def _without_data(report: Report) -> Grid:
    """Key commitments without a figure or completion level, their last update, and the parties to report on them."""
    others = report.unreported - len(report.without_data)
    note = _(
        "{all} in total, {others} of them not key commitments; see: commitrack list is:open status:unknown",
        all=report.unreported,
        others=others,
    )
    return Grid(
        title=_("Key commitments without data"),
        columns=(
            COMMITMENT,
            Column(key="actual", heading=_("Latest"), stack=1),
            Column(key="last_update", heading=_("Last update"), stack=1),
            _PARTIES,
        ),
        rows=tuple(
            (name(gap.assessment, gap.parts), latest(gap.assessment), gap.assessment.last_update, _parties(report, gap))
            for gap in report.without_data
        ),
        empty=_("All key commitments have data") if report.snapshot.headlines() else _("No key commitments"),
        note=note if others > 0 else "",
    )


def _without_data_data(report: Report) -> tuple[GapData, ...]:
    return _gaps_data(report.without_data)


WITHOUT_DATA = Section(
    name="without_data",
    order=140,
    short=_("Without data"),
    grid=_without_data,
    data=_without_data_data,
    members=lambda report: {"without_data": [gap.assessment for gap in report.without_data]},
)
