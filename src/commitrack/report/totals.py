"""Totals of targets: sums of like things, and money converted to one currency.

Targets are added up only if they count the same: they have the same unit, stage, and indicator, and are all pledges, or
all programmes under way. The indicator is its text, else the name of the target; a name that only repeats the unit
(``people``) does not say what is counted, so such a target is added to no other. Left out are shares, rates, falling
targets, levels to maintain, and parts whose whole counts the same; money counts the same in every currency and under
every indicator, if it is at the same stage.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from msgspec import Struct

from commitrack.amounts import WIDE, is_currency, plus, simplest
from commitrack.assess import CLOSED, Assessment, TargetAssessment, Terms
from commitrack.assess.history import hedge
from commitrack.dates import after
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Kind, Number, Qualifier, Rate, Span, Text, is_ratio, multilingual
from commitrack.report.snapshot import Snapshot
from commitrack.units import canonical

RATE_LASTS = Span("12 months", months=12)
"""The age up to which an exchange rate is used without a remark."""

Indicator: TypeAlias = tuple[str, ...]
"""What is counted, for comparison."""


class Counted(Struct, frozen=True):
    """A target that is added up."""

    assessment: Assessment
    target: TargetAssessment
    terms: Terms

    @property
    def kind(self) -> Kind:
        """Whether it is promised, or under way."""
        return self.assessment.commitment.kind

    @property
    def unit(self) -> str:
        """The unit, or the currency."""
        return self.target.target.unit

    @property
    def counting(self) -> str | None:
        """The stage at which it is counted."""
        return self.target.target.counting

    @property
    def label(self) -> Text:
        """The indicator as written, else the name of the target."""
        return self.target.target.indicator or self.target.name

    @property
    def indicator(self) -> Indicator:
        """What is counted."""
        if text := multilingual(self.target.target.indicator):
            return (text.casefold(),)
        repeats_unit = self.target.name.casefold() == "-".join(self.unit.casefold().split())
        return (self.assessment.commitment.id, self.target.name) if repeats_unit else (self.target.name.casefold(),)


class Sum(Struct, frozen=True, kw_only=True):
    """Targets that count the same: the sum of their values, and of the levels reached by those ``with_figure``."""

    counted: tuple[Counted, ...]
    value: Number
    qualifier: Qualifier | None
    with_figure: int
    reached: Number
    reached_qualifier: Qualifier | None

    @property
    def indicator(self) -> Text:
        """The indicator, else the name of the targets."""
        return self.counted[0].label


class Converted(Struct, frozen=True, kw_only=True):
    """A target in the requested currency, and the rate used, with its age in days (None: it was in that currency)."""

    counted: Counted
    value: Number
    rate: Rate | None = None
    age: int | None = None
    is_old: bool = False


class Total(Struct, frozen=True, kw_only=True):
    """The sum of the converted targets of one kind, stage and indicator."""

    indicator: Text
    kind: Kind
    counting: str | None
    value: Number
    qualifier: Qualifier | None


class Conversion(Struct, frozen=True, kw_only=True):
    """All money in one currency; ``missing`` are the targets without an exchange rate."""

    currency: str
    converted: tuple[Converted, ...]
    missing: tuple[Counted, ...]

    @property
    def totals(self) -> tuple[Total, ...]:
        """The sums of the converted targets that count the same."""
        groups: dict[tuple[Kind, str | None, Indicator], list[Converted]] = {}
        for row in self.converted:
            counted = row.counted
            groups.setdefault((counted.kind, counted.counting, counted.indicator), []).append(row)
        return tuple(
            Total(
                indicator=rows[0].counted.label,
                kind=kind,
                counting=counting,
                value=plus(*(row.value for row in rows)),
                qualifier=hedge(row.counted.terms.qualifier for row in rows),
            )
            for (kind, counting, _indicator), rows in groups.items()
        )


def sums(snapshot: Snapshot, chosen: Sequence[Assessment]) -> tuple[Sum, ...]:
    """The sums of the targets that count the same, in the order of the first of each."""
    groups: dict[tuple[Kind, str, str | None, Indicator], list[Counted]] = {}
    for row in _counted(snapshot, chosen):
        groups.setdefault((row.kind, row.unit, row.counting, row.indicator), []).append(row)
    return tuple(map(_sum, groups.values()))


def _sum(rows: Sequence[Counted]) -> Sum:
    figures = [row.target.latest for row in rows if row.target.latest is not None]
    return Sum(
        counted=tuple(rows),
        value=sum(row.terms.value for row in rows),
        qualifier=hedge(row.terms.qualifier for row in rows),
        with_figure=len(figures),
        reached=sum(figure.level for figure in figures),
        reached_qualifier=hedge(figure.qualifier for figure in figures),
    )


def _counted(snapshot: Snapshot, chosen: Iterable[Assessment]) -> list[Counted]:
    """The targets to add up, without parts whose whole, at any level, counts the same; money in any currency."""
    rows = [row for assessment in chosen if assessment.lifecycle not in CLOSED for row in _addable(assessment)]

    def likeness(row: Counted) -> tuple[object, ...]:
        is_money = is_currency(row.unit)
        return row.kind, row.counting, "" if is_money else row.unit, () if is_money else row.indicator

    counted_by = {(row.assessment.commitment.id, likeness(row)) for row in rows}

    def is_in_whole(row: Counted) -> bool:
        wholes = snapshot.registry.wholes_of(row.assessment.commitment)
        return any((whole.id, likeness(row)) in counted_by for whole in wholes)

    return [row for row in rows if not is_in_whole(row)]


def _addable(assessment: Assessment) -> Iterator[Counted]:
    """The targets of a commitment whose values can be added to those of others."""
    for target in assessment.targets:
        terms = target.terms
        if terms is not None and not (terms.falls or terms.is_maintenance or is_ratio(target.target.unit)):
            yield Counted(assessment, target, terms)


def convert(snapshot: Snapshot, chosen: Sequence[Assessment], currency: str) -> Conversion:
    """Convert all targets in money, at the latest rates of the registry up to the day of the report.

    Raises UsageError if ``currency`` is not a currency code.
    """
    if not is_currency(currency):
        raise UsageError(
            _('invalid currency code "{word}"', word=currency),
            hint=_("did you mean {words}?", words=_('"{text}"', text=canonical(currency)))
            if is_currency(canonical(currency))
            else _("use three capital letters, as in USD or JPY"),
        )
    rates = _latest(snapshot.registry.rates, currency, snapshot.as_of)
    converted: list[Converted] = []
    missing: list[Counted] = []
    for row in _counted(snapshot, chosen):
        if row.unit == currency:
            converted.append(Converted(counted=row, value=row.terms.value))
        elif is_currency(row.unit):
            rate = rates.get(row.unit)
            if rate is None:
                missing.append(row)
            else:
                converted.append(_converted(row, rate, snapshot.as_of))
    return Conversion(currency=currency, converted=tuple(converted), missing=tuple(missing))


def _converted(row: Counted, rate: Rate, day: date) -> Converted:
    return Converted(
        counted=row,
        value=simplest(WIDE.multiply(Decimal(row.terms.value), Decimal(rate.rate))),
        rate=rate,
        age=(day - rate.date).days,
        is_old=day > after(rate.date, RATE_LASTS),
    )


def _latest(rates: Iterable[Rate], currency: str, day: date) -> dict[str, Rate]:
    """The latest rate of each currency into another, up to a day; of several of one day, the first."""
    latest: dict[str, Rate] = {}
    for rate in rates:
        if rate.to == currency and rate.date <= day:
            known = latest.get(rate.currency)
            latest[rate.currency] = rate if known is None or known.date < rate.date else known
    return latest
