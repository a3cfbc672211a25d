"""Totals by unit, and money converted to one currency."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from commitrack.amounts import Amount, Unit
from commitrack.language import LazyString as _
from commitrack.language import join
from commitrack.model import Number, Rate
from commitrack.report.portfolio import Conversion
from commitrack.report.report import Report
from commitrack.views.grid import Align, Cell, Column, Grid, Named
from commitrack.views.sections.section import Section, on_request
from commitrack.views.sections.status import TargetReference
from commitrack.views.tables import name
from commitrack.wording.commitments import stage, title_of
from commitrack.wording.figures import Missing


class SumData(Struct, frozen=True):
    """The targets of one unit and stage of money, added up; ``reached`` is null if none has a figure."""

    unit: str
    counting: str | None
    targets: int
    value: Number
    with_figure: int
    reached: Number | None


class StageTotal(Struct, frozen=True):
    """The sum of the converted targets of one stage of money."""

    counting: str | None
    value: Number


class RateData(Struct, frozen=True):
    """An exchange rate with its day and source."""

    currency: str
    to: str
    date: date
    rate: Number
    source: str


class ConvertedData(Struct, frozen=True):
    """A target in the requested currency, and the rate used; null if it was stated in that currency."""

    id: str
    target: str
    counting: str | None
    value: Number
    rate: RateData | None


class ConversionData(Struct, frozen=True):
    """All money in one currency; ``missing`` lists the targets without an exchange rate."""

    currency: str
    totals: tuple[StageTotal, ...]
    converted: tuple[ConvertedData, ...]
    missing: tuple[TargetReference, ...]


def _sums(report: Report) -> Grid:
    """Target values and latest figures added up by unit and stage of money; stages are never added together."""
    rows: list[tuple[Cell, ...]] = [
        (Unit(row.unit), stage(row.counting), row.targets, Amount(row.value, row.unit),
         _("{n} of {of}", n=row.with_figure, of=row.targets),
         Amount(row.reached, row.unit) if row.with_figure else Missing.NO_DATA)
        for row in report.sums
    ]  # fmt: skip
    return Grid(
        title=_("Totals by unit"),
        columns=(
            Column(key="unit", heading=_("Unit")),
            Column(key="counting", heading=_("Stage")),
            Column(key="targets", heading=_("Targets"), align=Align.RIGHT),
            Column(key="value", heading=_("Target"), align=Align.RIGHT),
            Column(key="with_figure", heading=_("With figure"), align=Align.RIGHT),
            Column(key="reached", heading=_("Actual"), align=Align.RIGHT),
        ),
        rows=tuple(rows),
        empty=_("No targets with a value"),
        note=_(
            "Parts are not added if their whole is counted in the same unit. "
            "Even amounts in the same unit may count different things."
        ),
    )


def _sums_data(report: Report) -> tuple[SumData, ...]:
    return tuple(
        SumData(
            row.unit, row.counting, row.targets, row.value, row.with_figure, row.reached if row.with_figure else None
        )
        for row in report.sums
    )


SUMS = Section(name="sums", order=110, short=_("Totals"), grid=_sums, data=_sums_data, default=on_request)


def _conversion(report: Report) -> Grid:
    """Money converted to one currency, each rate with its day and source, and the targets without a rate."""
    conversion = report.conversion
    return Grid(
        title=_("Amounts in {currency}", currency=conversion.currency if conversion else ""),
        columns=(
            Column(key="id", heading=_("Commitment")),
            Column(key="counting", heading=_("Stage")),
            Column(key="value", heading=_("Amount"), align=Align.RIGHT),
            Column(key="rate", heading=_("Exchange rate")),
        ),
        rows=tuple(_conversion_rows(conversion)) if conversion else (),
        empty=_("No targets in a currency"),
        note=_totals(conversion) if conversion and conversion.totals else "",
    )


def _conversion_rows(conversion: Conversion) -> Iterable[tuple[Cell, ...]]:
    for row in conversion.converted:
        yield name(row.assessment), stage(row.counting), Amount(row.value, conversion.currency), _rate(row.rate)
    for assessment, target in conversion.missing:
        named = Named(title_of(assessment), assessment.commitment.id, target)
        yield named, None, None, _("not converted: no exchange rate in the registry")


def _rate(rate: Rate | None) -> _:
    if rate is None:
        return _("as stated")
    return _("{rate} on {day}, {source}", rate=rate.rate, day=rate.date, source=rate.source)


def _totals(conversion: Conversion) -> _:
    totals = [
        _("{stage} {currency} {value:,}", stage=stage(counting) or _("no stage"),
          currency=conversion.currency, value=value)
        for counting, value in conversion.totals.items()
    ]  # fmt: skip
    return _("Total of converted amounts: {totals}.", totals=join(totals, _("; ")))


def _conversion_data(report: Report) -> ConversionData | None:
    conversion = report.conversion
    if conversion is None:
        return None
    return ConversionData(
        currency=conversion.currency,
        totals=tuple(StageTotal(counting, value) for counting, value in conversion.totals.items()),
        converted=tuple(
            ConvertedData(row.assessment.commitment.id, row.target, row.counting, row.value, _rate_data(row.rate))
            for row in conversion.converted
        ),
        missing=tuple(TargetReference(a.commitment.id, target) for a, target in conversion.missing),
    )


def _rate_data(rate: Rate | None) -> RateData | None:
    return RateData(rate.currency, rate.to, rate.date, rate.rate, rate.source) if rate else None


CONVERSION = Section(
    name="conversion",
    order=120,
    short=_("Conversion"),
    grid=_conversion,
    data=_conversion_data,
    default=lambda report: report.conversion,
)
