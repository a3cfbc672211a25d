"""Days, years, fiscal years and spans as people write them, and the days they stand for.

A due date is the whole of its day; a year ends on its last day; ``FY2026`` ends where the registry's
fiscal year ends. This room must not know the clock: today is always given.
"""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import lru_cache

from commitrack.language import LazyString as _
from commitrack.model import Span, When

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""The years in which a commitment can lie; outside of them stands a slip of the finger."""

LONGEST_SPAN = 300
"""Years that a span may have: from any day on, it ends within the calendar."""

_SPAN = re.compile(r"([0-9]{1,5})\s*(day|week|month|year)s?")
_MONTHS = {"month": 1, "year": 12}
_DAYS = {"day": 1, "week": 7}
_FISCAL_YEAR = re.compile(r"FY([0-9]{4})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def parse_when(written: object) -> When:
    """Read a day, a year (2030), a month ("2026-09") or a fiscal year ("FY2026")."""
    if isinstance(written, datetime) or not isinstance(written, date | int | str) or isinstance(written, bool):
        raise ValueError(  # noqa: TRY004  bad data is told like any other
            _('must be a day (2026-09-06), a year (2030), a month ("2026-09") or a fiscal year ("FY2026")')
        )
    when = When(written)
    first_day(when, fiscal_year_start="01-01")
    return when


def parse_span(written: object) -> Span:
    """Read a length of time: "3 years", "18 months", "2 weeks", "90 days"."""
    match = _SPAN.fullmatch(written.strip()) if isinstance(written, str) else None
    if match is None or int(match[1]) == 0:
        raise ValueError(_('must be a length of time such as "3 years", "18 months" or "90 days"'))
    count, unit = int(match[1]), match[2]
    span = Span(match[0], months=count * _MONTHS.get(unit, 0), days=count * _DAYS.get(unit, 0))
    if span.months > LONGEST_SPAN * 12 or span.days > LONGEST_SPAN * 365:
        raise ValueError(_("“{span}” is longer than {most} years", span=span, most=LONGEST_SPAN))
    return span


def parse_fiscal_year_start(written: str) -> tuple[int, int]:
    """Read "04-01" as (4, 1): month and day on which the fiscal year begins."""
    match = re.fullmatch(r"(\d{2})-(\d{2})", written)
    try:
        start = date(2001, int(match[1]), int(match[2])) if match else None
    except ValueError:
        start = None
    if start is None:
        raise ValueError(_('must be a month and a day such as "04-01"'))
    return start.month, start.day


def parse_day(text: str, *, today: date) -> date:
    """Read a day on the command line: 2026-11-23, today, yesterday."""
    named = {"today": today, "yesterday": today - timedelta(days=1)}
    if text in named:
        return named[text]
    if not _DAY.fullmatch(text):
        raise ValueError(_("“{text}” is not a day; write it as 2026-11-23, today or yesterday", text=text))
    try:
        return _iso_day(text)
    except ValueError as problem:
        sentence = _(
            "“{text}” is not a day ({why}); write it as 2026-11-23, today or yesterday", text=text, why=problem.args[0]
        )
        raise ValueError(sentence) from None


def _iso_day(text: str) -> date:
    """The day of a text like 2026-11-23; raise ValueError with the reason for one that does not exist."""
    year, month, day = map(int, text.split("-"))
    if not 1 <= month <= 12:  # noqa: PLR2004  months of a year
        raise ValueError(_("month must be in 1..12"))
    if year and not 1 <= day <= monthrange(year, month)[1]:
        raise ValueError(_("day is out of range for month"))
    return _in_range(_day(year, month, day))


def parse_range(text: str, *, fiscal_year_start: str = "01-01") -> tuple[date, date]:
    """Read ``2026``, ``2026-09``, ``FY2026``, a day, or two of them around ``..`` (either may be left out)."""
    first, dots, last = text.partition("..")
    if not dots:
        last = first
    start = first_day(parse_loosely(first), fiscal_year_start=fiscal_year_start) if first else date.min
    end = last_day(parse_loosely(last), fiscal_year_start=fiscal_year_start) if last else date.max
    if start > end or not (first or last):
        raise ValueError(_("“{text}” is an empty range of days", text=text))
    return start, end


def parse_loosely(text: str) -> When:
    """Read a day, a month, a year or a fiscal year from a command line, where all of them are text."""
    try:
        if _DAY.fullmatch(text):
            return parse_when(_iso_day(text))
        return parse_when(int(text) if re.fullmatch(r"\d{4}", text) else text)
    except ValueError as problem:
        if re.fullmatch(r"\d{4}", text):
            raise
        raise ValueError(
            _("“{text}” is not a day, a month, a year or a fiscal year: {why}", text=text, why=problem.args[0])
        ) from None


def first_day(when: When, *, fiscal_year_start: str) -> date:
    """The first day that a written day, month or year stands for."""
    written = when.written
    if isinstance(written, date):
        return _in_range(written)
    if isinstance(written, int):
        return _in_range(_day(written, 1, 1))
    if match := _MONTH.fullmatch(written):
        return _in_range(_day(int(match[1]), int(match[2]), 1))
    if match := _FISCAL_YEAR.fullmatch(written):
        return _in_range(_day(int(match[1]), *parse_fiscal_year_start(fiscal_year_start)))
    raise ValueError(
        _('“{written}” must be a day (2026-09-06), a year (2030), a month ("2026-09") or "FY2026"', written=written)
    )


def last_day(when: When, *, fiscal_year_start: str) -> date:
    """The last day that a written day, month or year stands for: 2030 is 2030-12-31."""
    first = first_day(when, fiscal_year_start=fiscal_year_start)
    written = when.written
    if isinstance(written, date):
        return first
    if isinstance(written, str) and _MONTH.fullmatch(written):
        return first.replace(day=monthrange(first.year, first.month)[1])
    return _day(first.year + 1, first.month, first.day) - timedelta(days=1)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        raise ValueError(_("{day} does not exist", day=f"{year:04}-{month:02}-{day:02}")) from None


def _in_range(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(_("year {year} is outside {first}–{last}", year=day.year, first=FIRST_YEAR, last=LAST_YEAR))
    return day


@lru_cache(maxsize=4096)
def after(day: date, span: Span) -> date:
    """The day a span later, counted from the anchor day: 31 January + 1 month is the last of February.

    Raises ValueError beyond the year 9999. Month arithmetic is dateutil's.
    """
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415  10 ms that a registry without spans need not pay

    try:
        return day + relativedelta(months=span.months, days=span.days)
    except (ValueError, OverflowError):
        raise ValueError(_("{day} + {span} lies beyond the calendar", day=day, span=span)) from None


def due_day(due: When | None, within: Span | None, made: When | None, *, fiscal_year_start: str) -> date | None:
    """The last day on which a commitment is on time, or None where no deadline is stated.

    ``within`` counts from the day the commitment was made; of a month or a year, from its last day.
    """
    if due is not None:
        return last_day(due, fiscal_year_start=fiscal_year_start)
    if within is not None and made is not None:
        return after(last_day(made, fiscal_year_start=fiscal_year_start), within)
    return None
