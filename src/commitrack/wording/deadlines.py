"""Deadlines, and how far away they are, as messages."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from commitrack.assess import Assessment
from commitrack.dates import months_between
from commitrack.language import LazyString as _
from commitrack.language import join
from commitrack.model import Span
from commitrack.report.deadlines import DeadlineGroup

GROUPS: Mapping[DeadlineGroup, str] = {
    DeadlineGroup.OVERDUE: _("Overdue"),
    DeadlineGroup.UNCONFIRMED: _("Unconfirmed"),
    DeadlineGroup.WITHIN_12_MONTHS: _("Within 12 months"),
    DeadlineGroup.LATER: _("Later"),
}
"""The headings of the groups of open deadlines."""

FEWEST_MONTHS, FEWEST_YEARS = 3, 2
"""Shorter distances are counted in days, and in months."""


def deadline(assessment: Assessment, *, written: bool = False) -> _:
    """The deadline and how far away it is: “2026-09-06, 78 days ago”; ``written`` adds it as stated."""
    due = assessment.due
    if due is None:
        return _("no deadline stated")
    gaps = {"day": due, "distance": distance(due, assessment.as_of)}
    sentence = _("{day} (inferred), {distance}", **gaps) if assessment.due_inferred else _("{day}, {distance}", **gaps)
    return join((sentence, _as_written(assessment)), "") if written else sentence


def _as_written(assessment: Assessment) -> str:
    """The deadline as written, in brackets; empty if that is the same day."""
    made, span, written = assessment.commitment.made, _span(assessment), assessment.due_written
    if span is not None and made is not None and written is None:
        return _(" (“{span}” from {made})", span=span, made=made)
    if written is None or str(written) == str(assessment.due):
        return ""
    return _(" (“{written}”)", written=written)


def _span(assessment: Assessment) -> Span | None:
    """The period that the deadline ends: that of the commitment, or of the target whose deadline it is."""
    of_targets = (row.target.within for row in assessment.targets if row.terms and row.terms.due == assessment.due)
    return assessment.commitment.within or next(filter(None, of_targets), None)


def distance(day: date, today: date) -> _:
    """How far ``day`` is from ``today``: “in 3 days”, “today”, “in over 12 months”, “2 years ago”."""
    if day == today:
        return _("today")
    return _from_today(*_counted(day, today), is_ahead=day > today)


@lru_cache(maxsize=1024)  # thousands of deadlines are few distances away
def _from_today(number: int, unit: str, more: bool, *, is_ahead: bool) -> _:  # noqa: FBT001
    span = _length(number, unit, more)
    return _("in {span}", span=span) if is_ahead else _("{span} ago", span=span)


def length(day: date, other: date) -> _:
    """The time between two days, never rounded up: “3 days”, “over 12 months”, “2 years”."""
    return _length(*_counted(day, other))


def _counted(day: date, other: date) -> tuple[int, str, bool]:
    """The number of days, months or years between two days, and whether it is more than that."""
    first, last = sorted((day, other))
    months, more = months_between(first, last)
    years, rest = divmod(months, 12)
    if months < FEWEST_MONTHS:
        return (last - first).days, "days", False
    return (months, "months", more) if years < FEWEST_YEARS else (years, "years", more or rest > 0)


def _length(number: int, unit: str, more: bool) -> _:  # noqa: FBT001
    match unit:
        case "days":
            span = _("{n} day", "{n} days", n=number)
        case "months":
            span = _("{n} month", "{n} months", n=number)
        case _years:
            span = _("{n} year", "{n} years", n=number)
    return _("over {span}", span=span) if more else span
