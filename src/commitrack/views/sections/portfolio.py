"""The whole in numbers: counts by pillar, area and party, sums by unit, and a conversion where one was asked for."""

from collections.abc import Mapping, Sequence

from commitrack.assess import Status
from commitrack.language import LazyString as _
from commitrack.language import format_day, word
from commitrack.model import Text, in_language
from commitrack.quantity import format_unit
from commitrack.report.portfolio import Count
from commitrack.report.report import Report
from commitrack.report.sentences import title_of
from commitrack.views.grid import Align, Amount, Cell, Column, Grid, Named
from commitrack.views.tables import stage


def pillars(report: Report, lang: str) -> Grid:
    """Counts by pillar and status, with coverage."""
    titles = {name: pillar.title for name, pillar in report.snapshot.registry.pillars.items()}
    what = _("Pillar"), _("No pillar")
    return _counts("pillars", _("By pillar"), what, report.pillars, titles, lang)


def areas(report: Report, lang: str) -> Grid:
    """Counts by area; a commitment of several areas counts in each."""
    titles = {name: area.title for name, area in report.snapshot.registry.areas.items()}
    what, note = (_("Area"), _("No area")), _("One of several areas counts in each.")
    return _counts("areas", _("By area"), what, report.areas, titles, lang, note=note)


def parties(report: Report, lang: str) -> Grid:
    """Counts by the party that owes word; a commitment of several parties counts with each."""
    titles = {name: party.title for name, party in report.snapshot.registry.parties.items()}
    what, note = (_("Party"), _("No party")), _("One of several parties counts with each.")
    return _counts("parties", _("By party that owes word"), what, report.parties, titles, lang, note=note)


def _counts(
    key: str,
    title: str,
    what: tuple[str, str],
    rows: Sequence[Count],
    titles: Mapping[str, Text],
    lang: str,
    *,
    note: str = "",
) -> Grid:
    """``what`` is counted by, and what is said where there is none of it."""
    present = [status for status in Status if any(row.statuses.get(status) for row in rows)]

    def line(row: Count) -> tuple[Cell, ...]:
        name = Named(in_language(titles[row.name], lang), row.name) if row.name else Named(what[1], "")
        shown = [row.statuses.get(status) for status in present]
        return name, row.total, _("{n} of {of}", n=row.with_data, of=row.total), *shown

    return Grid(
        key=key,
        title=title,
        columns=(
            Column(key=key, heading=what[0]),
            Column(key="total", heading=_("All"), align=Align.RIGHT),
            Column(key="coverage", heading=_("With data"), align=Align.RIGHT),
            *(Column(key=status, heading=word(status).to(lang).capitalize(), align=Align.RIGHT) for status in present),
        ),
        rows=tuple(line(row) for row in rows),
        empty=_("There is nothing to count."),
        note=note,
    )


def sums(report: Report, lang: str) -> Grid:
    """What was promised and what was reached, by unit and stage of money; stages are never merged."""
    rows: list[tuple[Cell, ...]] = [
        (format_unit(row.unit, lang=lang), stage(row.counting), row.targets, Amount(row.value, row.unit),
         _("{n} of {of}", n=row.with_figure, of=row.targets),
         Amount(row.reached, row.unit) if row.with_figure else _("no data"))
        for row in report.sums
    ]  # fmt: skip
    return Grid(
        key="sums",
        title=_("Sums by unit"),
        columns=(
            Column(key="unit", heading=_("Unit")),
            Column(key="counting", heading=_("Stage")),
            Column(key="targets", heading=_("Targets"), align=Align.RIGHT),
            Column(key="value", heading=_("Promised"), align=Align.RIGHT),
            Column(key="with_figure", heading=_("With figure"), align=Align.RIGHT),
            Column(key="reached", heading=_("Reached by those"), align=Align.RIGHT),
        ),
        rows=tuple(rows),
        empty=_("No target has a value."),
        note=_("A part is not added where its whole counts in the same unit; what is counted may still differ."),
    )


def conversion(report: Report, lang: str) -> Grid:
    """Money in one currency: each rate with its day and source, and by name what could not be converted."""
    found = report.conversion
    rows: list[tuple[Cell, ...]] = []
    currency = found.currency if found else ""
    for row in found.converted if found else ():
        rate = _("as stated")
        if row.rate:
            day, source = format_day(row.rate.date, lang), row.rate.source
            rate = _("{rate} on {day}, {source}", rate=row.rate.rate, day=day, source=source)
        title = Named(title_of(row.assessment, lang), row.assessment.commitment.id)
        rows.append((title, stage(row.counting), Amount(row.value, currency), rate))
    for assessment, target in found.missing if found else ():
        title = Named(title_of(assessment, lang), assessment.commitment.id, target)
        rows.append((title, None, None, _("not converted: the registry has no rate")))
    totals = found.totals if found else {}
    said = [
        _("{stage} {currency} {value:,}", stage=stage(counts) or _("without a stage"), currency=currency, value=value)
        for counts, value in totals.items()
    ]
    of = _("; ").to(lang).join(each.to(lang) for each in said)
    return Grid(
        key="conversion",
        title=_("In {currency}", currency=currency),
        columns=(
            Column(key="id", heading=_("Commitment")),
            Column(key="counting", heading=_("Stage")),
            Column(key="value", heading=_("Value"), align=Align.RIGHT),
            Column(key="rate", heading=_("Exchange rate")),
        ),
        rows=tuple(rows),
        empty=_("No target is in money."),
        note=_("Of what could be converted: {totals}.", totals=of) if totals else "",
    )
