"""Deadlines, and how far away they are, as messages."""

from collections.abc import Mapping
from datetime import date

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
    span = length(day, today)
    return _("in {span}", span=span) if day > today else _("{span} ago", span=span)


def length(day: date, other: date) -> _:
    """The time between two days, never rounded up: “3 days”, “over 12 months”, “2 years”."""
    first, last = sorted((day, other))
    months, more = months_between(first, last)
    years, rest = divmod(months, 12)
    if months < FEWEST_MONTHS:
        return _("{n} day", "{n} days", n=(last - first).days)
    if years < FEWEST_YEARS:
        span = _("{n} month", "{n} months", n=months)
    else:
        span, more = _("{n} year", "{n} years", n=years), more or rest > 0
    return _("over {span}", span=span) if more else span
