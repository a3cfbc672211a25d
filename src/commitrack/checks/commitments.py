"""Checks of settings, deadlines, targets, meetings and exchange rates."""

import re
from collections.abc import Iterator

from commitrack.amounts import is_currency
from commitrack.checks.check import Finding, checks
from commitrack.dates import due_day, first_day, last_day, parse_fiscal_year_start, start_day
from commitrack.errors import KeyPath
from commitrack.language import LazyString as _
from commitrack.language import comma_list
from commitrack.model import Counting, FiscalYear, Qualifier, Registry, Span, Target, When
from commitrack.quantity import Quantity

_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z][A-Za-z0-9_+-]*){0,2}")


@checks("CT211", "invalid settings")
def settings(registry: Registry) -> Iterator[Finding]:
    """``fiscal_year_start`` must be a month and a day ("04-01"), ``timezone`` a name from the IANA database
    ("Asia/Tokyo"), and the threshold ``at_risk`` must be between 0 and ``on_track``."""
    stated = registry.settings
    try:
        parse_fiscal_year_start(stated.fiscal_year_start)
    except ValueError as failure:
        yield ("registry", "fiscal_year_start"), _("fiscal_year_start: {problem}", problem=str(failure))
    if not _is_zone(stated.timezone):
        message = _('unknown time zone "{name}"; use a name like Asia/Tokyo', name=stated.timezone)
        yield ("registry", "timezone"), message
    if not 0 < stated.thresholds.at_risk < stated.thresholds.on_track:
        yield ("registry", "thresholds"), _("thresholds: at_risk must be between 0 and on_track")


def usable_year(registry: Registry) -> FiscalYear:
    """The fiscal year of the registry; the default if its start is invalid, which CT211 reports."""
    year = registry.settings.fiscal_year
    try:
        parse_fiscal_year_start(year.start)
    except ValueError:
        return FiscalYear()
    return year


def _is_zone(name: str) -> bool:
    """Whether a time zone exists. zoneinfo imports packages by name, so only plausible names reach it."""
    if name == "UTC":
        return True
    if not _ZONE.fullmatch(name):
        return False
    from zoneinfo import ZoneInfo  # noqa: PLC0415  only for a registry that names a zone

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


@checks("CT212", "deadline stated twice")
def one_deadline(registry: Registry) -> Iterator[Finding]:
    """A deadline is stated once, either as ``due`` or as ``within``. Keep the one that the source uses; the other
    follows from it."""
    for path, due, within in _deadlines(registry):
        if due is not None and within is not None:
            yield (
                (*path, "within"),
                _(
                    'two deadlines: due = {due} and within = "{within}"; keep the one that the source states',
                    due=due,
                    within=within,
                ),
            )


@checks("CT213", "deadline that cannot be computed")
def countable(registry: Registry) -> Iterator[Finding]:
    """``within`` is counted from ``made``, which must then be stated. A deadline cannot be before the day on which the
    commitment was made."""
    year = usable_year(registry)
    for path, due, within in _deadlines(registry):
        if due is None and within is None:
            continue
        made = registry.commitments[path[1]].made
        if within is not None and made is None:
            yield (*path, "within"), _('"within" is counted from "made", but "made" is missing')
            continue
        day = due_day(due, within, made, fiscal_year=year)
        if day and made and day < first_day(made, fiscal_year=year):
            yield (*path, "due"), _('"due" ({due}) is before "made" ({made})', due=day, made=made)


def _deadlines(registry: Registry) -> Iterator[tuple[KeyPath, When | None, Span | None]]:
    for commitment in registry.commitments.values():
        here = ("commitments", commitment.id)
        yield here, commitment.due, commitment.within
        for name, target in commitment.targets.items():
            yield (*here, "targets", name), target.due, target.within


def _targets(registry: Registry) -> Iterator[tuple[KeyPath, str, Target]]:
    for commitment in registry.commitments.values():
        for name, target in commitment.targets.items():
            yield ("commitments", commitment.id, "targets", name), commitment.id, target


@checks("CT214", "unknown stage of money")
def stages(registry: Registry) -> Iterator[Finding]:
    """For money, ``counting`` names the stage that counts: pledged, committed, disbursed, spent or mobilised, or
    ``not-stated`` if the source leaves it open. Amounts at different stages are never added up."""
    for path, _name, target in _targets(registry):
        if is_currency(target.unit) and target.counting is not None and target.counting not in list(Counting):
            names = comma_list(Counting)
            message = _('"counting" for money must be one of {names}, not "{text}"', names=names, text=target.counting)
            yield (*path, "counting"), message


@checks("CT215", "missing unit")
def units(registry: Registry) -> Iterator[Finding]:
    """A number needs a unit: ``people``, ``projects``, or the ISO 4217 code of a currency."""
    for path, _name, target in _targets(registry):
        if not target.unit.strip() or target.unit != target.unit.strip():
            yield (*path, "unit"), _('"unit" must be a word such as people or a currency code such as JPY')


@checks("CT216", "milestone outside the period")
def milestones(registry: Registry) -> Iterator[Finding]:
    """Milestones must be between the start and the due day, one per day, and need a target with a value."""
    year = usable_year(registry)
    for path, name, target in _targets(registry):
        if not target.milestones:
            continue
        days = [step.on for step in target.milestones]
        if target.value is None:
            yield (*path, "milestones"), _('a target without "value" cannot have "milestones"')
        if len(set(days)) < len(days):
            yield (*path, "milestones"), _("two milestones on the same date")
        commitment = registry.commitments[name]
        if commitment.made is not None:
            stated = commitment.dates(target)
            start = start_day(target.baseline_on, stated.within, commitment.made, fiscal_year=year)
            end = due_day(stated.due, stated.within, commitment.made, fiscal_year=year)
            for day in days:
                if (start is not None and day <= start) or (end is not None and day >= end):
                    yield (
                        (*path, "milestones"),
                        _(
                            "the milestone on {day} is not between {start} and {end}",
                            day=day,
                            start=start,
                            end=end or _("the deadline"),
                        ),
                    )


@checks("CT217", "baseline after the deadline, or meeting that ends before it starts")
def reversed_periods(registry: Registry) -> Iterator[Finding]:
    """A baseline must be of a day before the deadline, or of a month or a year that ends before it. A meeting cannot
    end before it starts."""
    year = usable_year(registry)
    for path, name, target in _targets(registry):
        due = registry.commitments[name].dates(target).due
        start = target.baseline_on
        if start and due and last_day(start, fiscal_year=year) >= last_day(due, fiscal_year=year):
            message = _('"baseline_on" ({day}) is not before the deadline ({due})', day=start, due=due)
            yield (*path, "baseline_on"), message
    for name, meeting in registry.meetings.items():
        if meeting.until is not None and meeting.until < meeting.on:
            message = _('"until" ({until}) is before "on" ({day})', until=meeting.until, day=meeting.on)
            yield ("meetings", name, "until"), message


@checks("CT219", "target that its baseline already meets")
def directions(registry: Registry) -> Iterator[Finding]:
    """Baseline and value give the direction of a target, and a qualifier cannot contradict it: “at least 40” from a
    baseline of 45 is a level to keep. Mark such a level with ``maintain = true``; otherwise one of the two numbers, or
    the qualifier, is wrong."""
    for path, _name, target in _targets(registry):
        for key, message, hint in _contradictions(target):
            yield (*path, key), message, hint


def _contradictions(target: Target) -> Iterator[tuple[str, _, _]]:
    """The key at fault, a message and a hint, if baseline, value and qualifier do not fit together."""
    value, baseline, limit = target.value, target.baseline, target.qualifier
    if value is None or baseline is None or target.maintain or (limit is None and value != baseline):
        return
    numbers = {"value": Quantity(value, target.unit), "baseline": Quantity(baseline, target.unit)}
    if value == baseline and limit not in {Qualifier.AT_LEAST, Qualifier.AT_MOST}:
        hint = _("for a level to keep, add maintain = true; else correct one of them")
        yield "value", _("value and baseline are both {value}", **numbers), hint
    elif limit is Qualifier.AT_LEAST and value < baseline:
        hint = _('for "keep at least {value}", add maintain = true; for a decrease, use "at-most"', **numbers)
        yield "qualifier", _('"at-least" {value} is below the baseline of {baseline}', **numbers), hint
    elif limit is Qualifier.AT_MOST and value > baseline:
        hint = _('for "keep to at most {value}", add maintain = true; for an increase, use "at-least"', **numbers)
        yield "qualifier", _('"at-most" {value} is above the baseline of {baseline}', **numbers), hint


@checks("CT218", "invalid exchange rate")
def rates(registry: Registry) -> Iterator[Finding]:
    """A rate states what one unit of ``currency`` was worth in ``to``. It needs two different ISO 4217 codes and a
    number above zero."""
    for number, rate in enumerate(registry.rates):
        if not is_currency(rate.currency) or not is_currency(rate.to) or rate.currency == rate.to:
            yield (
                ("rates", str(number)),
                _(
                    "an exchange rate must be between two different currency codes, not {one} and {other}",
                    one=rate.currency,
                    other=rate.to,
                ),
            )
        if rate.rate <= 0:
            yield (
                ("rates", str(number)),
                _(
                    "the rate of {currency} on {day} must be above zero, not {rate}",
                    currency=rate.currency,
                    day=rate.date,
                    rate=rate.rate,
                ),
            )
