"""How things stand: deadlines, completion, what is stale, what is without data."""

from collections.abc import Iterable

from commitrack.assess import Assessment, TargetAssessment
from commitrack.language import LazyString as _
from commitrack.language import listed
from commitrack.model import in_language
from commitrack.report.deadlines import Deadline
from commitrack.report.progress_curve import progress_curve
from commitrack.report.report import Gap, Report
from commitrack.report.sentences import distance, three_digits, title_of
from commitrack.views.grid import Align, Amount, Cell, Column, Grid, Named, Share
from commitrack.views.tables import ACTUAL, COMMITMENT, DUE, STATUS, TARGET, goal, level, standing


def deadlines(report: Report, lang: str) -> Grid:
    """Overdue, due within twelve months, later; parts that share the deadline of their whole are counted with it."""
    today = report.snapshot.as_of

    def rows(when: str, found: Iterable[Deadline]) -> list[tuple[Cell, ...]]:
        return [
            (when if number == 0 else None, row.due, distance(row.due, today, lang=lang),
             name(row.assessment, lang, row.parts), _latest(row.assessment), standing(row.assessment))
            for number, row in enumerate(found)
        ]  # fmt: skip

    return Grid(
        key="deadlines",
        title=_("Deadlines"),
        columns=(
            Column(key="when", heading="", alone=_("When"), drop=2, group=True), DUE,
            Column(key="distance", heading="", alone=_("Distance"), stack=2), COMMITMENT,
            Column(key="actual", heading=_("Latest"), align=Align.RIGHT), STATUS,
        ),
        rows=(
            *rows(_("overdue"), report.overdue), *rows(_("in 12 months"), report.soon),
            *rows(_("later"), report.later),
        ),
        empty=_("No open commitment has a deadline."),
    )  # fmt: skip


def name(assessment: Assessment, lang: str, more: int = 0) -> Named:
    """A commitment by title and id, perhaps with parts that stand for it."""
    remark = parts_of_it(more) if more else ""
    return Named(title_of(assessment, lang), assessment.commitment.id, remark)


def parts_of_it(number: int) -> _:
    """“and 2 parts of it”."""
    return _("and {n} part of it", "and {n} parts of it", n=number)


def _latest(assessment: Assessment) -> Cell:
    leading = assessment.leading
    if leading is None:
        return level(None, assessment) or _("no data")
    return level(leading, assessment)


def completion(report: Report, lang: str) -> Grid:
    """Each target: what is to be reached, where it stands, what was planned, at what pace, and where it leads."""
    rows: list[tuple[Cell, ...]] = []
    for row in report.completion:
        measure, target = row.target.measure, row.target.target
        indicator = in_language(target.indicator, lang)
        rows.append((
            Named(title_of(row.assessment, lang), row.assessment.commitment.id, indicator),
            goal(row.target, lang),
            level(row.target, row.assessment),
            row.target.latest.on if row.target.latest else None,
            Share(measure.achieved, bar=True, course=progress_curve(row.target)) if measure else _("followed"),
            Share(measure.planned) if measure and measure.planned is not None else None,
            Share(measure.pace, ratio=True) if measure and measure.pace is not None else None,
            _forecast(row.target),
        ))  # fmt: skip
    return Grid(
        key="completion",
        title=_("Progress against targets"),
        columns=(
            COMMITMENT, TARGET, ACTUAL, Column(key="actual_on", heading=_("On"), stack=1),
            Column(key="achieved", heading=_("Achieved"), stack=2),
            Column(key="planned", heading=_("Planned"), align=Align.RIGHT, stack=2),
            Column(key="pace", heading=_("Pace"), align=Align.RIGHT, stack=2),
            Column(key="forecast", heading=_("Forecast"), stack=2),
        ),
        rows=tuple(rows),
        empty=_("No commitment here carries a figure."),
        note=_("Achieved is measured from the baseline; pace is achieved ÷ planned on the day of the figure."),
    )  # fmt: skip


def _forecast(found: TargetAssessment) -> Cell:
    seen = found.forecast
    if seen is None:
        return found.forecast_refused
    return Amount(three_digits(seen.at_due), found.target.unit) if seen.at_due is not None else seen.reached_on


def stale(report: Report, lang: str) -> Grid:
    """What was last heard of too long ago, longest first, and who owes word of it."""
    title, empty = _("Stale: the latest figure is old"), _("Nothing is stale.")
    return _gaps(report, "stale", title, report.stale, empty, lang)


def _gaps(report: Report, key: str, title: str, gaps: Iterable[Gap], empty: str, lang: str) -> Grid:
    parties = report.snapshot.registry.parties
    rows = [
        (name(gap.assessment, lang, gap.parts), gap.assessment.updated, _latest(gap.assessment),
         listed((in_language(parties[party].title, lang) for party in gap.owing), lang) or _("not stated"))
        for gap in gaps
    ]  # fmt: skip
    return Grid(
        key=key,
        title=title,
        columns=(
            COMMITMENT,
            Column(key="updated", heading=_("Latest on"), stack=1),
            Column(key="actual", heading=_("Latest"), stack=1),
            Column(key="owing", heading=_("Owed by")),
        ),
        rows=tuple(rows),
        empty=empty,
    )


def without_data(report: Report, lang: str) -> Grid:
    """The headline commitments of which nothing is known, and who owes word of them."""
    title = _("Without data: headline commitments of which no figure is known")
    empty = _("Every headline commitment has data.")
    grid = _gaps(report, "without_data", title, report.without_data, empty, lang)
    drop = [number for number, column in enumerate(grid.columns) if column.key not in {"updated", "actual"}]
    others = report.silent - len(report.without_data)
    return Grid(
        key=grid.key,
        title=grid.title,
        columns=tuple(grid.columns[number] for number in drop),
        rows=tuple(tuple(row[number] for number in drop) for row in grid.rows),
        empty=grid.empty,
        note=_(
            "{all} in all; {others} are no headlines: commitrack list status:unknown", all=report.silent, others=others
        )
        if others > 0
        else "",
    )
