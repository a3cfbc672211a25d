"""An indicator as a target: certain numbers become its value, baseline and milestones; the rest is its note."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from operator import attrgetter
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from commitrack.amounts import plus
from commitrack.assess import UNITLESS
from commitrack.dates import CALENDAR_YEAR, FIRST_YEAR, LAST_YEAR, last_day
from commitrack.interchange.iati.notices import Notice, Notices
from commitrack.interchange.iati.records import Baseline, ResultIndicator, ResultPeriod, StatedValue, Texts
from commitrack.interchange.iati.values import common_unit, number_in
from commitrack.interchange.iati.vocabulary import PERCENTAGE
from commitrack.model import Milestone, Number, Qualifier, Target, When


class ReadTarget(Struct, frozen=True):
    """A target, and the last day of the period of its value, unless that has no length."""

    target: Target
    due: date | None


def read_target(
    indicator: ResultIndicator, made: date | None, end: date | None, notices: Notices, *, incremental: bool
) -> ReadTarget:
    """The target of an indicator: the latest value with its day, earlier ones as milestones, and the baseline.

    With ``incremental``, the values of the periods add up. Where the latest value is text, there is no target value,
    because the earlier ones are interim.
    ``made`` is the day before which there are no milestones, ``end`` the deadline if no period states one.
    """
    unit = unit_of(indicator)
    stated = sorted(_stated(indicator, unit, notices), key=attrgetter("end"))
    latest = _latest(stated)
    due = latest.end if latest is not None and latest.is_deadline else None
    baseline, on, remarks = _baseline(indicator.baselines, unit, due or end, notices)
    if incremental:
        stated = _accumulated(stated, baseline or 0)
        latest = _latest(stated)
    final = latest if latest is not None and latest.number is not None else None
    start = made if on is None else last_day(on, fiscal_year=CALENDAR_YEAR)
    milestones = tuple(_milestones(stated, final, start)) if due else ()
    days = {milestone.on for milestone in milestones}
    remarks += [line for target in stated if target is not final for line in target.remarks(days)]
    remarks += texts_of(final.value.comment) if final is not None and "due_basis" not in indicator.own else []
    terms: dict[str, Any] = _own_terms(indicator.own) if indicator.own else {"accumulates": incremental}
    target = Target(
        value=None if final is None else final.number, unit=unit, baseline=baseline, baseline_on=on,
        milestones=milestones, note="\n".join(remarks) or None, **terms,
    )  # fmt: skip
    return ReadTarget(_directed(target, indicator, notices), due)


def unit_of(indicator: ResultIndicator) -> str:
    """The unit: what commitrack has written, ``%`` for a percentage, what is written with the numbers, or ``units``."""
    if own := indicator.own.get("unit", "").strip():
        return own
    if indicator.measure == PERCENTAGE:
        return "%"
    values = [value for period in indicator.periods for value in (*period.targets, *period.actuals)]
    values += [baseline.value for baseline in indicator.baselines]
    return common_unit(value.text for value in values) or UNITLESS


def whole(values: tuple[StatedValue, ...], notices: Notices) -> StatedValue | None:
    """The value of everything, rather than of one dimension or place; the others are counted as lost."""
    candidates = sorted((value for value in values if not value.has_dimension), key=attrgetter("has_place"))
    if lost := len(values) - min(len(candidates), 1):
        notices.lost["dimension"] += lost
    return candidates[0] if candidates else None


def texts_of(texts: Texts) -> list[str]:
    """The texts of all languages, without their languages."""
    return list(texts.values())


class _Stated(Struct, frozen=True):
    """A target value with its period, and its number if it is one."""

    period: ResultPeriod
    value: StatedValue
    number: Number | None

    @property
    def end(self) -> date:
        """The last day of the period; the first of all days if it is unknown."""
        return self.period.end or date.min

    @property
    def is_deadline(self) -> bool:
        """Whether the value is due at the end of the period. One that ends on the day it starts is no deadline."""
        return self.period.end is not None and self.period.start != self.period.end

    def remarks(self, milestones: set[date]) -> list[str]:
        """What a note says about an earlier value: its comment, and the value itself unless it is a milestone."""
        comment = texts_of(self.value.comment)
        if self.number is not None and self.end in milestones:
            return comment
        day = f" {self.period.end}" if self.period.end else ""
        return [f"target{day}: {self.value.text}", *comment] if self.value.text else comment


def _stated(indicator: ResultIndicator, unit: str, notices: Notices) -> Iterator[_Stated]:
    for period in indicator.periods:
        value = whole(period.targets, notices)
        if value is None or not (value.text or value.comment):
            continue
        number = number_in(value.text, unit)
        if value.text and number is None:
            notices.add(Notice.TEXT)
        stated = _Stated(period, value, number)
        if number is not None and period.end is not None and not stated.is_deadline:
            notices.add(Notice.INSTANT)
        yield stated


def _accumulated(stated: list[_Stated], start: Number) -> list[_Stated]:
    """The values with the sum of the baseline and all numbers so far."""
    total, sums = start, list[_Stated]()
    for target in stated:
        total = plus(total, target.number or 0)
        sums.append(replace(target, number=total) if target.number is not None else target)
    return sums


def _latest(stated: list[_Stated]) -> _Stated | None:
    """The latest value, by preference one with a deadline; None without any."""
    written = [target for target in stated if target.value.text]
    due = [target for target in written if target.is_deadline]
    candidates = due or written
    return candidates[-1] if candidates else None


def _milestones(stated: list[_Stated], final: _Stated | None, start: date | None) -> Iterator[Milestone]:
    """The values due between the start and the last one; of two for one day, the first."""
    days: set[date] = set()
    for target in stated:
        is_between = final is not None and (start or date.min) < target.end < final.end
        if target.number is not None and target.is_deadline and is_between and target.end not in days:
            days.add(target.end)
            yield Milestone(on=target.end, value=target.number)


def _baseline(
    baselines: tuple[Baseline, ...], unit: str, due: date | None, notices: Notices
) -> tuple[Number | None, When | None, list[str]]:
    """The level of the baseline, its day or year, and what a note says about it."""
    value = whole(tuple(baseline.value for baseline in baselines), notices)
    if value is None:
        return None, None, []
    chosen = next(baseline for baseline in baselines if baseline.value is value)
    remarks, number = texts_of(value.comment), number_in(value.text, unit)
    written = chosen.on or chosen.year
    if number is None:
        if value.text:
            notices.add(Notice.TEXT)
            remarks = [f"baseline{f' {written}' if written else ''}: {value.text}", *remarks]
        return None, None, remarks
    if written is None:
        return number, None, remarks
    last = chosen.on or date(chosen.year or 1, 12, 31)
    if not FIRST_YEAR <= last.year <= LAST_YEAR or (due is not None and last >= due):
        notices.add(Notice.DISORDER)
        return number, None, [f"baseline: {written}", *remarks]
    return number, When(written), remarks


def _own_terms(own: dict[str, str]) -> dict[str, Any]:
    """The terms that commitrack has written as attributes; others than it writes are ignored."""
    terms: dict[str, Any] = {"counting": own.get("counting"), "maintain": own.get("maintain") == "true"}
    if own.get("accumulates") in {"true", "false"}:
        terms["accumulates"] = own["accumulates"] == "true"
    with suppress(ValueError):
        terms["qualifier"] = Qualifier(own["qualifier"]) if "qualifier" in own else None
    return terms


def _directed(target: Target, indicator: ResultIndicator, notices: Notices) -> Target:
    """The target, whose direction its baseline and value give; equal ones are a level to maintain."""
    value, baseline = target.value, target.baseline
    if value is None or baseline is None or target.maintain:
        return target
    if value == baseline:
        if target.qualifier is None:
            notices.add(Notice.KEPT)
            return replace(target, maintain=True)
        return target
    if indicator.ascending is not None and indicator.ascending != (value > baseline):
        notices.add(Notice.ASCENDING)
    return target
