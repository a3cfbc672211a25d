"""Deadlines, and how far away they are, as messages."""

from datetime import date

from commitrack.assess import Assessment
from commitrack.language import LazyString as _
from commitrack.language import join


def deadline(assessment: Assessment, *, written: bool = False) -> _:
    """The deadline and how far away it is: “2026-09-06, 78 days ago”; ``written`` adds it as stated."""
    due = assessment.due
    if due is None:
        return _("no deadline stated")
    sentence = _("{day}, {distance}", day=due, distance=distance(due, assessment.as_of))
    return join((sentence, _as_written(assessment)), "") if written else sentence


def _as_written(assessment: Assessment) -> str:
    """The deadline as written, in brackets; empty if that is the same day."""
    commitment, written = assessment.commitment, assessment.due_written
    if commitment.within is not None and commitment.made is not None and written is None:
        return _(" (“{span}” from {made})", span=commitment.within, made=commitment.made)
    if written is None or str(written) == str(assessment.due):
        return ""
    return _(" (“{written}”)", written=written)


def distance(day: date, today: date) -> _:
    """How far ``day`` is from ``today``: “in 3 days”, “today”, “2 years ago”."""
    days = (day - today).days
    if days == 0:
        return _("today")
    span = length(day, today)
    return _("in {span}", span=span) if days > 0 else _("{span} ago", span=span)


def length(day: date, other: date) -> _:
    """The time between two days: “3 days”, “5 months”, “2 years”."""
    number = abs((day - other).days)
    if number > 730:  # noqa: PLR2004  two years
        return _("{n} year", "{n} years", n=round(number / 365.2425))
    if number > 90:  # noqa: PLR2004  three months
        return _("{n} month", "{n} months", n=round(number / 30.436875))
    return _("{n} day", "{n} days", n=number)
