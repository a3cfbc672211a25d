"""The tables that people read, as grids: a listing, and the sections of a report."""

from collections.abc import Iterable, Sequence

from commitrack.assess import Assessment, Freshness, Status, TargetAssessment
from commitrack.model import in_language
from commitrack.report.brief import Completion, Deadline, Gap, Report
from commitrack.report.sentences import STATUS_WORDS, distance, parts, title_of
from commitrack.report.survey import Survey
from commitrack.views.grid import Align, Amount, Cell, Column, Grid, Named, Share, Standing

_COMMITMENT = Column(key="id", heading="Commitment")
_TARGET = Column(key="value", heading="Target", align=Align.RIGHT, stack=1)
_ACTUAL = Column(key="actual", heading="Actual", align=Align.RIGHT, stack=1)
_PROGRESS = Column(key="achieved", heading="Progress", stack=1)
_DUE = Column(key="due", heading="Due", stack=2)
_STATUS = Column(key="status", heading="Status", stack=2)


def listing(survey: Survey, chosen: Sequence[Assessment], *, lang: str) -> Grid:
    """One row a target; a commitment with several repeats nothing but its figures."""
    rows: list[tuple[Cell, ...]] = []
    for assessment in chosen:
        remark = parts(survey.part_counts(assessment.commitment.id))
        name = Named(title_of(assessment, lang), assessment.commitment.id, remark)
        for number, found in enumerate(assessment.targets or (None,)):
            figures = (_goal(found), _level(found, assessment), _share(found))
            due = found.terms.due if found and found.terms else assessment.due
            rows.append((name if number == 0 else None, *figures, due, _standing(assessment) if number == 0 else None))
    return Grid(
        key="commitments",
        title="",
        columns=(_COMMITMENT, _TARGET, _ACTUAL, _PROGRESS, _DUE, _STATUS),
        rows=tuple(rows),
        empty="No commitment fits these words.",
    )


def _goal(found: TargetAssessment | None) -> Cell:
    if found is None:
        return None
    if found.terms is None:
        return f"({found.target.unit})"
    return Amount(found.terms.value, found.target.unit, found.target.qualifier)


def _level(found: TargetAssessment | None, assessment: Assessment) -> Cell:
    if found is None:
        return STATUS_OF_COMPLETION.get(str(assessment.completion))
    latest = found.latest
    return Amount(latest.level, found.target.unit, latest.update.qualifier) if latest else "no data"


STATUS_OF_COMPLETION = {word: word.replace("-", " ") for word in ("not-started", "limited", "substantial", "complete")}


def _share(found: TargetAssessment | None) -> Cell:
    return Share(found.measure.achieved, bar=True) if found and found.measure else None


def _standing(assessment: Assessment) -> Standing:
    return Standing(assessment.status, assessment.freshness is Freshness.STALE)


def sections(report: Report, *, lang: str) -> tuple[Grid, ...]:
    """The tables of a report, in the order in which a meeting needs them."""
    return (
        _deadlines(report, lang),
        _completion(report.completion, lang),
        _by_pillar(report, lang),
        _gaps(report, "stale", "Stale: the latest figure is old", report.stale, "Nothing is stale.", lang),
        _silent(report, lang),
    )


def _deadlines(report: Report, lang: str) -> Grid:
    today = report.survey.as_of

    def rows(when: str, found: Iterable[Deadline]) -> list[tuple[Cell, ...]]:
        return [
            (when if number == 0 else None, row.due, distance(row.due, today), _name(row.assessment, lang, row.parts),
             _latest(row.assessment), _standing(row.assessment))
            for number, row in enumerate(found)
        ]  # fmt: skip

    return Grid(
        key="deadlines",
        title="Deadlines",
        columns=(
            Column(key="when", heading="", drop=2), _DUE, Column(key="distance", heading="", stack=2), _COMMITMENT,
            Column(key="actual", heading="Latest", align=Align.RIGHT), _STATUS,
        ),
        rows=(*rows("overdue", report.overdue), *rows("in 12 months", report.soon), *rows("later", report.later)),
        empty="No open commitment has a deadline.",
    )  # fmt: skip


def _name(assessment: Assessment, lang: str, more: int = 0) -> Named:
    remark = f"and {more} part{'s' * (more != 1)} of it" if more else ""
    return Named(title_of(assessment, lang), assessment.commitment.id, remark)


def _latest(assessment: Assessment) -> Cell:
    leading = assessment.leading
    if leading is None:
        return _level(None, assessment) or "no data"
    return _level(leading, assessment)


def _completion(found: Iterable[Completion], lang: str) -> Grid:
    rows: list[tuple[Cell, ...]] = []
    for row in found:
        measure, target = row.target.measure, row.target.target
        indicator = in_language(target.indicator, lang)
        rows.append((
            Named(title_of(row.assessment, lang), row.assessment.commitment.id, indicator),
            _goal(row.target),
            _level(row.target, row.assessment),
            row.target.latest.on if row.target.latest else None,
            Share(measure.achieved, bar=True) if measure else "followed",
            Share(measure.planned) if measure and measure.planned is not None else None,
            Share(measure.pace, ratio=True) if measure and measure.pace is not None else None,
            _forecast(row.target),
        ))  # fmt: skip
    return Grid(
        key="completion",
        title="Completion",
        columns=(
            _COMMITMENT, _TARGET, _ACTUAL, Column(key="actual_on", heading="On", stack=1),
            Column(key="achieved", heading="Achieved", stack=2),
            Column(key="planned", heading="Planned", align=Align.RIGHT, stack=2),
            Column(key="pace", heading="Pace", align=Align.RIGHT, stack=2),
            Column(key="forecast", heading="Forecast", stack=2),
        ),
        rows=tuple(rows),
        empty="No commitment here carries a figure.",
        note="Achieved is measured from the baseline; pace is achieved ÷ planned on the day of the figure.",
    )  # fmt: skip


def _forecast(found: TargetAssessment) -> Cell:
    seen = found.forecast
    if seen is None:
        return found.forecast_refused
    return Amount(seen.at_due, found.target.unit) if seen.at_due is not None else seen.reached_on


def _by_pillar(report: Report, lang: str) -> Grid:
    present = [status for status in Status if any(row.statuses.get(status) for row in report.pillars)]
    rows: list[tuple[Cell, ...]] = []
    for row in report.pillars:
        pillar = report.survey.registry.pillars.get(row.pillar or "")
        name = Named(in_language(pillar.title, lang), row.pillar or "") if pillar else "No pillar"
        counts = [row.statuses.get(status) for status in present]
        rows.append((name, row.total, f"{row.coverage.n} of {row.coverage.of}", *counts))
    return Grid(
        key="pillars",
        title="By pillar",
        columns=(
            Column(key="pillar", heading="Pillar"),
            Column(key="total", heading="All", align=Align.RIGHT),
            Column(key="coverage", heading="With data", align=Align.RIGHT),
            *(Column(key=status, heading=STATUS_WORDS[status].capitalize(), align=Align.RIGHT) for status in present),
        ),
        rows=tuple(rows),
        empty="There is nothing to count.",
    )


def _gaps(report: Report, key: str, title: str, gaps: Iterable[Gap], empty: str, lang: str) -> Grid:
    parties = report.survey.registry.parties
    rows = [
        (_name(gap.assessment, lang, gap.parts), gap.assessment.updated, _latest(gap.assessment),
         ", ".join(in_language(parties[party].title, lang) for party in gap.owing) or "not stated")
        for gap in gaps
    ]  # fmt: skip
    return Grid(
        key=key,
        title=title,
        columns=(
            _COMMITMENT,
            Column(key="updated", heading="Latest on", stack=1),
            Column(key="actual", heading="Latest", stack=1),
            Column(key="owing", heading="Owed by"),
        ),
        rows=tuple(rows),
        empty=empty,
    )


def _silent(report: Report, lang: str) -> Grid:
    title = "Without data: headline commitments of which no figure is known"
    grid = _gaps(report, "without_data", title, report.without_data, "Every headline commitment has data.", lang)
    drop = [number for number, column in enumerate(grid.columns) if column.key not in {"updated", "actual"}]
    listed = len(report.without_data)
    return Grid(
        key=grid.key,
        title=grid.title,
        columns=tuple(grid.columns[number] for number in drop),
        rows=tuple(tuple(row[number] for number in drop) for row in grid.rows),
        empty=grid.empty,
        note=f"{report.silent} in all, {report.silent - listed} of them parts: commitrack list status:no-data"
        if report.silent > listed
        else "",
    )
