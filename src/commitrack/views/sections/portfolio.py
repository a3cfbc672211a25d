"""The whole in numbers: counts by pillar, area and party, sums by unit, and a conversion where one was asked for."""

from collections.abc import Mapping, Sequence

from commitrack.assess import Status
from commitrack.model import Text, in_language
from commitrack.report.brief import Report
from commitrack.report.portfolio import Count
from commitrack.report.sentences import STATUS_WORDS, title_of
from commitrack.views.grid import Align, Amount, Cell, Column, Grid, Named


def pillars(report: Report, lang: str) -> Grid:
    """Counts by pillar and status, with coverage."""
    titles = {name: pillar.title for name, pillar in report.survey.registry.pillars.items()}
    return _counts("pillars", "By pillar", "Pillar", report.pillars, titles, lang)


def areas(report: Report, lang: str) -> Grid:
    """Counts by area; a commitment of several areas counts in each."""
    titles = {name: area.title for name, area in report.survey.registry.areas.items()}
    return _counts("areas", "By area", "Area", report.areas, titles, lang, note="One of several areas counts in each.")


def parties(report: Report, lang: str) -> Grid:
    """Counts by the party that owes word; a commitment of several parties counts with each."""
    titles = {name: party.title for name, party in report.survey.registry.parties.items()}
    note = "One of several parties counts with each."
    return _counts("parties", "By party that owes word", "Party", report.parties, titles, lang, note=note)


def _counts(
    key: str, title: str, what: str, rows: Sequence[Count], titles: Mapping[str, Text], lang: str, *, note: str = ""
) -> Grid:
    present = [status for status in Status if any(row.statuses.get(status) for row in rows)]

    def line(row: Count) -> tuple[Cell, ...]:
        name = Named(in_language(titles[row.name], lang), row.name) if row.name else Named(f"No {what.lower()}", "")
        shown = [row.statuses.get(status) for status in present]
        return name, row.total, f"{row.with_data} of {row.total}", *shown

    return Grid(
        key=key,
        title=title,
        columns=(
            Column(key=key, heading=what),
            Column(key="total", heading="All", align=Align.RIGHT),
            Column(key="coverage", heading="With data", align=Align.RIGHT),
            *(Column(key=status, heading=STATUS_WORDS[status].capitalize(), align=Align.RIGHT) for status in present),
        ),
        rows=tuple(line(row) for row in rows),
        empty="There is nothing to count.",
        note=note,
    )


def sums(report: Report, lang: str) -> Grid:  # noqa: ARG001  one signature for every section
    """What was promised and what was reached, by unit and stage of money; stages are never merged."""
    rows: list[tuple[Cell, ...]] = [
        (row.unit, _stage(row.counting), row.targets, Amount(row.value, row.unit),
         f"{row.with_figure} of {row.targets}", Amount(row.reached, row.unit) if row.with_figure else "no data")
        for row in report.sums
    ]  # fmt: skip
    return Grid(
        key="sums",
        title="Sums by unit",
        columns=(
            Column(key="unit", heading="Unit"),
            Column(key="counting", heading="Stage"),
            Column(key="targets", heading="Targets", align=Align.RIGHT),
            Column(key="value", heading="Promised", align=Align.RIGHT),
            Column(key="with_figure", heading="With figure", align=Align.RIGHT),
            Column(key="reached", heading="Reached by those", align=Align.RIGHT),
        ),
        rows=tuple(rows),
        empty="No target has a value.",
        note="A part is not added where its whole counts in the same unit; what is counted may still differ.",
    )


def conversion(report: Report, lang: str) -> Grid:
    """Money in one currency: each rate with its day and source, and by name what could not be converted."""
    found = report.conversion
    rows: list[tuple[Cell, ...]] = []
    currency = found.currency if found else ""
    for row in found.converted if found else ():
        rate = f"{row.rate.rate} on {row.rate.date}, {row.rate.source}" if row.rate else "as stated"
        title = Named(title_of(row.assessment, lang), row.assessment.commitment.id)
        rows.append((title, _stage(row.counting), Amount(row.value, currency), rate))
    for assessment, target in found.missing if found else ():
        title = Named(title_of(assessment, lang), assessment.commitment.id, target)
        rows.append((title, None, None, "not converted: the registry has no rate"))
    totals = found.totals if found else {}
    said = (f"{_stage(stage) or 'without a stage'} {currency} {value:,}" for stage, value in totals.items())
    return Grid(
        key="conversion",
        title=f"In {currency}",
        columns=(
            Column(key="id", heading="Commitment"),
            Column(key="counting", heading="Stage"),
            Column(key="value", heading="Value", align=Align.RIGHT),
            Column(key="rate", heading="Rate"),
        ),
        rows=tuple(rows),
        empty="No target is in money.",
        note=f"Of what could be converted: {'; '.join(said)}." if totals else "",
    )


def _stage(counting: str | None) -> str:
    return (counting or "").replace("-", " ")
