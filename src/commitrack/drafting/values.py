"""Parse days and lengths of time as typed; raise UsageError, with the reason, if that fails."""

import re
from datetime import date

from commitrack.dates import parse_day, parse_deadline, parse_loosely, parse_span
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Span, When
from commitrack.suggest import did_you_mean_one_of


def read_day(text: str, *, today: date) -> date:
    """A single day: 2026-08-31, yesterday."""
    try:
        return parse_day(text, today=today)
    except ValueError as failure:
        raise UsageError(str(failure), hint=_hint_at_day(text)) from None


def _hint_at_day(text: str) -> _ | None:
    """That the day is missing, or the day that was meant by one with the year at the end."""
    if re.fullmatch(r"\d{4}([-/]\d\d?)?", text):
        return _("write the day, as in 2027-02-01")
    return _hint_at_order(text)


def _hint_at_order(text: str) -> _ | None:
    """The day that was meant by one with the year at the end, if its order is certain."""
    if match := re.fullmatch(r"(\d\d?)([./-])(\d\d?)\2(\d{4})", text):
        orders = {(match[1], match[3]), (match[3], match[1])}
        days = [f"{match[4]}-{month:0>2}-{day:0>2}" for day, month in orders if _exists(match[4], month, day)]
        return did_you_mean_one_of(days) if len(days) == 1 else None
    return None


def _exists(year: str, month: str, day: str) -> bool:
    try:
        return bool(date(int(year), int(month), int(day)))
    except ValueError:
        return False


def read_when(text: str) -> When:
    """A day, month, year or fiscal year."""
    try:
        return parse_loosely(text)
    except ValueError as failure:
        raise UsageError(str(failure), hint=_hint_at_order(text)) from None


def read_deadline(text: str) -> When:
    """A deadline: a date, or “by the end of 2026”."""
    try:
        return parse_deadline(text)
    except ValueError as failure:
        raise UsageError(str(failure), hint=_hint_at_order(text)) from None


def read_span(text: str) -> Span:
    """A length of time: “3 years”."""
    try:
        return parse_span(text)
    except ValueError as failure:
        raise UsageError(_('"{text}" {problem}', text=text, problem=str(failure))) from None
