"""Totals by indicator, and money converted to one currency."""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from commitrack.amounts import Amount, Digits, Unit
from commitrack.language import LazyString as _
from commitrack.language import join, sentences, word
from commitrack.model import Kind, Number, Qualifier, Text, multilingual
from commitrack.report.report import Report
from commitrack.report.totals import Conversion, Converted, Counted, Sum
from commitrack.views.grid import Align, Cell, Column, Grid, Named
from commitrack.views.sections.section import Section, always, on_request
from commitrack.views.sections.status import TargetReference
from commitrack.views.tables import name
from commitrack.wording.commitments import stage, title_of
from commitrack.wording.deadlines import distance
from commitrack.wording.figures import Missing, name_of


class SumData(Struct, frozen=True, kw_only=True):
    """Targets that count the same, added up; ``reached`` is null if none has a figure.

    ``qualifier`` hedges the sum of the values, ``reached_qualifier`` that of the figures; ``of`` lists the targets.
    """

    kind: Kind
    indicator: Text
    unit: str
    counting: str | None
    targets: int
    value: Number
    qualifier: Qualifier | None
    with_figure: int
    reached: Number | None
    reached_qualifier: Qualifier | None
    of: tuple[TargetReference, ...]


class StageTotal(Struct, frozen=True):
    """The sum of the converted targets of one indicator, kind and stage of money."""

    indicator: Text
    kind: Kind
    counting: str | None
    value: Number
    qualifier: Qualifier | None


class RateData(Struct, frozen=True):
    """An exchange rate with its day, source and age; ``is_old`` if it is older than 12 months."""

    currency: str
    to: str
    date: date
    rate: Number
    source: str
    age_days: int
    is_old: bool


class ConvertedData(Struct, frozen=True, kw_only=True):
    """A target in the requested currency, and the rate used; null if it was stated in that currency."""

    id: str
    target: str
    kind: Kind
    counting: str | None
    value: Number
    qualifier: Qualifier | None
    rate: RateData | None


class ConversionData(Struct, frozen=True):
    """All money in one currency; ``missing`` lists the targets without an exchange rate."""

    currency: str
    totals: tuple[StageTotal, ...]
    converted: tuple[ConvertedData, ...]
    missing: tuple[TargetReference, ...]


def _sums(report: Report) -> Grid:
    """Values and latest figures of targets that count the same, added up."""
    return Grid(
        title=_("Totals by indicator"),
        columns=(
            Column(key="indicator", heading=_("Indicator")),
            Column(key="kind", heading=_("Kind"), stack=1),
            Column(key="unit", heading=_("Unit"), stack=1),
            Column(key="counting", heading=_("Stage"), stack=1),
            Column(key="targets", heading=_("Targets"), align=Align.RIGHT),
            Column(key="value", heading=_("Target"), align=Align.RIGHT, stack=2),
            Column(key="with_figure", heading=_("With figure"), align=Align.RIGHT),
            Column(key="reached", heading=_("Actual"), align=Align.RIGHT, stack=2),
        ),
        rows=tuple(map(_sum, report.sums)),
        empty=_("No targets with a value"),
        note=_(
            "Added up are targets with the same indicator, unit and stage. Left out are parts whose whole counts the "
            "same, falling targets, upper limits, shares, and levels to maintain."
        ),
    )


def _sum(row: Sum) -> tuple[Cell, ...]:
    first, of = row.counted[0], len(row.counted)
    indicator = multilingual(row.indicator)
    one = Named(title_of(first.assessment), first.assessment.commitment.id, indicator)
    return (
        one if of == 1 else indicator,
        word(first.kind),
        Unit(first.unit),
        stage(first.counting),
        of,
        Amount(row.value, first.unit, row.qualifier),
        _("{n} of {of}", n=row.with_figure, of=of),
        Amount(row.reached, first.unit, row.reached_qualifier) if row.with_figure else Missing.NO_FIGURE,
    )


def _sums_data(report: Report) -> tuple[SumData, ...]:
    return tuple(map(_sum_data, report.sums))


def _sum_data(row: Sum) -> SumData:
    first = row.counted[0]
    return SumData(
        kind=first.kind,
        indicator=row.indicator,
        unit=first.unit,
        counting=first.counting,
        targets=len(row.counted),
        value=row.value,
        qualifier=row.qualifier,
        with_figure=row.with_figure,
        reached=row.reached if row.with_figure else None,
        reached_qualifier=row.reached_qualifier,
        of=_references(row.counted),
    )


def _references(rows: Iterable[Counted]) -> tuple[TargetReference, ...]:
    return tuple(TargetReference(row.assessment.commitment.id, row.target.name) for row in rows)


SUMS = Section(name="sums", order=110, short=_("Totals"), grid=_sums, data=_sums_data, default=on_request)


def _conversion(report: Report) -> Grid:
    """Money converted to one currency, each rate with its day, age and source, and the targets without a rate."""
    conversion = report.conversion
    return Grid(
        title=_("Amounts in {currency}", currency=Unit(conversion.currency) if conversion else ""),
        columns=(
            Column(key="id", heading=_("Commitment")),
            Column(key="kind", heading=_("Kind"), stack=1),
            Column(key="counting", heading=_("Stage"), stack=1),
            Column(key="value", heading=_("Amount"), align=Align.RIGHT),
            Column(key="rate", heading=_("Exchange rate")),
        ),
        rows=tuple(_conversion_rows(conversion, report.snapshot.as_of)) if conversion else (),
        empty=_("No targets in a currency"),
        note=_conversion_note(conversion) if conversion and conversion.converted else "",
    )


def _conversion_rows(conversion: Conversion, today: date) -> Iterator[tuple[Cell, ...]]:
    for row in conversion.converted:
        counted, amount = row.counted, Amount(row.value, conversion.currency, row.counted.terms.qualifier)
        yield name(counted.assessment), word(counted.kind), stage(counted.counting), amount, _rate(row, today)
    for counted in conversion.missing:
        named = Named(title_of(counted.assessment), counted.assessment.commitment.id, name_of(counted.target))
        yield named, word(counted.kind), None, None, _("not converted: no exchange rate in the registry")


def _rate(row: Converted, today: date) -> _:
    rate = row.rate
    if rate is None:
        return _("as stated")
    gaps = {"rate": rate.rate, "day": rate.date, "distance": distance(rate.date, today), "source": rate.source}
    if row.is_old:
        return _("{rate} on {day}, {distance}, {source}; older than 12 months", **gaps)
    return _("{rate} on {day}, {distance}, {source}", **gaps)


def _conversion_note(conversion: Conversion) -> _:
    """The totals, and how many of the rates are old."""
    totals = [
        _("{indicator}, {stage} ({kind}): {value}", indicator=multilingual(total.indicator),
          stage=stage(total.counting) or _("no stage"), kind=word(total.kind),
          value=Amount(total.value, conversion.currency, total.qualifier, digits=Digits.ALL, worded=True))
        for total in conversion.totals
    ]  # fmt: skip
    note = _("Total of converted amounts: {totals}.", totals=join(totals, _("; ")))
    if not (old := sum(row.is_old for row in conversion.converted)):
        return note
    aged = _(
        "{n} amount is converted at a rate older than 12 months.",
        "{n} amounts are converted at rates older than 12 months.",
        n=old,
    )
    return sentences((note, aged))


def _conversion_data(report: Report) -> ConversionData | None:
    conversion = report.conversion
    if conversion is None:
        return None
    return ConversionData(
        currency=conversion.currency,
        totals=tuple(StageTotal(t.indicator, t.kind, t.counting, t.value, t.qualifier) for t in conversion.totals),
        converted=tuple(map(_converted_data, conversion.converted)),
        missing=_references(conversion.missing),
    )


def _converted_data(row: Converted) -> ConvertedData:
    counted, rate = row.counted, row.rate
    return ConvertedData(
        id=counted.assessment.commitment.id,
        target=counted.target.name,
        kind=counted.kind,
        counting=counted.counting,
        value=row.value,
        qualifier=counted.terms.qualifier,
        rate=RateData(rate.currency, rate.to, rate.date, rate.rate, rate.source, row.age or 0, row.is_old)
        if rate else None,
    )  # fmt: skip


CONVERSION = Section(
    name="conversion",
    order=120,
    short=_("Conversion"),
    grid=_conversion,
    data=_conversion_data,
    default=lambda report: report.conversion,
    brief=always,
)
