"""Totals: counts with their coverage, sums by unit and currency, and progress backed by strong evidence.

Percentages are never averaged, a whole and its parts are never both added up, and a conversion states its rate, day and
source.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from commitrack.amounts import is_currency, simplest
from commitrack.assess import CLOSED, Assessment, Status, TargetAssessment, assess
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Number, Rate, SourceClass, Update
from commitrack.report.snapshot import Snapshot

STRONG = frozenset({SourceClass.OFFICIAL, SourceClass.EXTERNAL_REVIEW})
"""The classes of evidence that rely neither on the press nor on the party itself."""


class Count(Struct, frozen=True):
    """The commitments of one pillar, area or party by status; ``with_data`` of ``total`` have a figure or level."""

    name: str | None
    total: int
    with_data: int
    statuses: dict[Status, int]


class Sum(Struct, frozen=True, kw_only=True):
    """The targets of one unit (for money, of one stage): the sum of their values, and of the levels reached so far."""

    unit: str
    counting: str | None
    targets: int
    value: Number
    with_figure: int
    reached: Number


class Converted(Struct, frozen=True, kw_only=True):
    """One target in the requested currency, its stage of money, and the rate used (None: it was in that currency)."""

    assessment: Assessment
    target: str
    counting: str | None
    value: Number
    rate: Rate | None


class Conversion(Struct, frozen=True, kw_only=True):
    """All money in one currency; ``missing`` lists the targets, by commitment and name, without an exchange rate."""

    currency: str
    converted: tuple[Converted, ...]
    missing: tuple[tuple[Assessment, str], ...]

    @property
    def totals(self) -> dict[str | None, Number]:
        """The sum of the converted targets for each stage of money; stages are never added together."""
        totals: dict[str | None, Decimal] = {}
        for row in self.converted:
            totals[row.counting] = totals.get(row.counting, Decimal(0)) + row.value
        return {stage: simplest(value) for stage, value in totals.items()}


class Verified(Struct, frozen=True, kw_only=True):
    """Progress by all updates (``target``), and by official or externally reviewed evidence only (``verified``)."""

    assessment: Assessment
    target: TargetAssessment
    verified: TargetAssessment


def counts(
    chosen: Iterable[Assessment], names: Iterable[str | None], of: Callable[[Assessment], Iterable[str | None]]
) -> tuple[Count, ...]:
    """Count commitments by what ``of`` returns for each, in the order of ``names``, without empty counts."""
    groups: dict[str | None, list[Assessment]] = {}
    for assessment in chosen:
        for name in of(assessment):
            groups.setdefault(name, []).append(assessment)
    return tuple(_count(name, groups[name]) for name in names if name in groups)


def _count(name: str | None, group: Sequence[Assessment]) -> Count:
    return Count(name, len(group), sum(a.updated is not None for a in group), statuses(group))


def statuses(assessments: Iterable[Assessment]) -> dict[Status, int]:
    """How many commitments have each status that occurs, worst first."""
    tally = Counter(assessment.status for assessment in assessments)
    return {status: tally[status] for status in Status if tally[status]}


def sums(snapshot: Snapshot, chosen: Sequence[Assessment]) -> tuple[Sum, ...]:
    """The sums by unit and stage; a part is left out if its whole has the same unit."""
    groups: dict[tuple[str, str | None], list[TargetAssessment]] = {}
    for _assessment, target in _counted(snapshot, chosen):
        groups.setdefault((target.target.unit, target.target.counting), []).append(target)
    return tuple(
        Sum(
            unit=unit,
            counting=counting,
            targets=len(rows),
            value=sum(row.terms.value for row in rows if row.terms),
            with_figure=sum(row.latest is not None for row in rows),
            reached=sum(row.latest.level for row in rows if row.latest),
        )
        for (unit, counting), rows in groups.items()
    )


def _counted(snapshot: Snapshot, chosen: Sequence[Assessment]) -> list[tuple[Assessment, TargetAssessment]]:
    """The targets to add up: those with a value, except in parts whose whole, at any level, has the same unit."""
    ids = {a.commitment.id: a for a in chosen}

    def in_whole(assessment: Assessment, unit: str) -> bool:
        wholes = (ids[w.id] for w in snapshot.registry.wholes_of(assessment.commitment) if w.id in ids)
        return any(t.terms is not None and t.target.unit == unit for whole in wholes for t in whole.targets)

    running = [a for a in chosen if a.lifecycle not in CLOSED]
    return [
        (a, t)
        for a in running
        for t in a.targets
        if t.terms is not None
        and not t.terms.is_maintenance
        and t.target.unit != "%"
        and not in_whole(a, t.target.unit)
    ]


def convert(snapshot: Snapshot, chosen: Sequence[Assessment], currency: str) -> Conversion:
    """Convert all targets in money, at the latest rates of the registry up to the day of the report.

    Raises UsageError if ``currency`` is not a currency code.
    """
    if not is_currency(currency):
        raise UsageError(
            _('invalid currency code "{word}"', word=currency),
            hint=_("use three capital letters, as in USD or JPY"),
        )
    converted, missing = [], []
    for assessment, target in _counted(snapshot, chosen):
        unit = target.target.unit
        if not is_currency(unit) or target.terms is None:
            continue
        rate = None if unit == currency else _rate(snapshot.registry.rates, unit, currency, snapshot.as_of)
        if unit != currency and rate is None:
            missing.append((assessment, target.name))
            continue
        value = target.terms.value if rate is None else simplest(Decimal(target.terms.value) * Decimal(rate.rate))
        converted.append(
            Converted(
                assessment=assessment, target=target.name, counting=target.target.counting, value=value, rate=rate
            )
        )
    return Conversion(currency=currency, converted=tuple(converted), missing=tuple(missing))


def _rate(rates: Iterable[Rate], unit: str, currency: str, day: date) -> Rate | None:
    applicable = [rate for rate in rates if (rate.currency, rate.to) == (unit, currency) and rate.date <= day]
    return max(applicable, key=lambda rate: rate.date, default=None)


def verified(snapshot: Snapshot, chosen: Iterable[Assessment]) -> tuple[Verified, ...]:
    """For each target with a value and a figure: its progress by all updates, and by strong evidence only."""
    rows = []
    for assessment in chosen:
        if not any(target.terms is not None and target.latest is not None for target in assessment.targets):
            continue
        strong = [u for u in assessment.history.counted if not _is_claim(u)]
        reassessed = assess(
            assessment.commitment,
            strong,
            as_of=snapshot.as_of,
            known=snapshot.known,
            settings=snapshot.registry.settings,
        )
        for target, other in zip(assessment.targets, reassessed.targets, strict=True):
            if target.terms is not None and target.latest is not None:
                rows.append(Verified(assessment=assessment, target=target, verified=other))
    return tuple(rows)


def _is_claim(update: Update) -> bool:
    """Whether an update is a figure without strong evidence."""
    figure = update.actual is not None or update.add is not None
    return figure and not (update.evidence and update.source_class in STRONG)
