"""Parse days, years, fiscal years and spans as people write them, and compute the days they refer to.

A deadline includes the whole of its day; a year ends on its last day. ``FY2026`` depends on how the registry names its
fiscal years; ``FY2026-27`` starts in 2026 everywhere.
Nothing here reads the clock: today is always an argument.
"""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import lru_cache

from commitrack.date_spellings import DAYS_AGO, date_in_format, deadline_in_format, span_in_format, why_no_date
from commitrack.language import LazyString as _
from commitrack.model import FiscalYear, Span, When

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""The range of years that a date may have; anything else is treated as a typing error."""

LONGEST_SPAN = 300
"""Maximum number of years in a span, so that it ends within the calendar whatever day it starts on."""

CALENDAR_YEAR = FiscalYear()
"""The fiscal year of a registry that states none."""

_SPAN = re.compile(r"([0-9]{1,5})\s*(day|week|month|year)s?")
_MONTHS = {"month": 1, "year": 12}
_DAYS = {"day": 1, "week": 7}
_FISCAL_YEAR = re.compile(r"FY([0-9]{4})(?:-([0-9]{2}))?")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


_FORMS = _(
    'must be a date (2026-09-06), a year (2030), a month ("2026-09"), a quarter ("2026-Q4") or a fiscal year '
    '("FY2026", "FY2026-27")'
)
_TYPED = _(
    "must be a date (2026-09-06), a year (2030), a month (2026-09), a quarter (2026-Q4) or a fiscal year "
    "(FY2026, FY2026-27)"
)


def parse_when(written: object) -> When:
    """Read a day, a year (2030), a month ("2026-09"), a quarter ("2026-Q4", of the calendar year) or a fiscal year
    ("FY2026", "FY2026-27"). Raises ValueError."""
    if isinstance(written, datetime) or not isinstance(written, date | int | str) or isinstance(written, bool):
        raise ValueError(  # noqa: TRY004  callers handle all bad data as ValueError
            _FORMS
        )
    when = When(written)
    first_day(when, fiscal_year=CALENDAR_YEAR)
    return when


def parse_span(written: object) -> Span:
    """Read a length of time: "3 years", "18 months", "90 days", 3年以内; raise ValueError for anything else."""
    match = _SPAN.fullmatch(span_in_format(written)) if isinstance(written, str) else None
    if match is None or int(match[1]) == 0:
        raise ValueError(_('must be a duration such as "3 years", "18 months" or "90 days"'))
    count, unit = int(match[1]), match[2]
    span = Span(match[0], months=count * _MONTHS.get(unit, 0), days=count * _DAYS.get(unit, 0))
    if span.months > LONGEST_SPAN * 12 or span.days > LONGEST_SPAN * 365:
        raise ValueError(_('"{span}" is longer than {most} years', span=span, most=LONGEST_SPAN))
    return span


def parse_fiscal_year_start(written: str) -> tuple[int, int]:
    """Read "04-01" as (4, 1), the month and day on which the fiscal year starts; raise ValueError if it is invalid."""
    match = re.fullmatch(r"(\d{2})-(\d{2})", written)
    try:
        start = date(2001, int(match[1]), int(match[2])) if match else None
    except ValueError:
        start = None
    if start is None:
        raise ValueError(_('must be a month and a day such as "04-01"'))
    return start.month, start.day


def parse_day(text: str, *, today: date) -> date:
    """Read a day as typed: 2026-11-23, 令和8年11月23日, today; raise ValueError, with the reason, for anything else."""
    if text in DAYS_AGO:
        return today - timedelta(days=DAYS_AGO[text])
    written = date_in_format(text)
    if not _DAY.fullmatch(written):
        raise ValueError(_('invalid date "{text}" (use YYYY-MM-DD, today or yesterday)', text=text))
    try:
        return _iso_day(written)
    except ValueError as problem:
        raise ValueError(_('invalid date "{text}": {why}', text=text, why=problem.args[0])) from None


def _iso_day(text: str) -> date:
    """The day written as YYYY-MM-DD; raise ValueError, with the reason, if it does not exist."""
    year, month, day = map(int, text.split("-"))
    if not 1 <= month <= 12:  # noqa: PLR2004  months of a year
        raise ValueError(_("the month must be from 1 to 12"))
    if year and not 1 <= day <= monthrange(year, month)[1]:
        raise ValueError(_("the month does not have that day"))
    return in_range(_day(year, month, day))


def parse_range(text: str, *, fiscal_year: FiscalYear = CALENDAR_YEAR) -> tuple[date, date]:
    """Read ``2026``, ``2026-09``, ``FY2026``, a day, or a range ``first..last`` of them, either end optional.

    Returns the first and the last day, both included. Raises ValueError for an empty range.
    """
    first, dots, last = text.partition("..")
    if not dots:
        last = first
    start = first_day(parse_loosely(first), fiscal_year=fiscal_year) if first else date.min
    end = last_day(parse_loosely(last), fiscal_year=fiscal_year) if last else date.max
    if start > end or not (first or last):
        raise ValueError(_('empty date range "{text}"', text=text))
    return start, end


def parse_loosely(text: str) -> When:
    """Read a day, a month, a quarter, a year or a fiscal year as typed, such as an option. Raises ValueError."""
    return _parse_written(date_in_format(text), text)


def parse_deadline(text: str) -> When:
    """Read a deadline as typed: a date, “by the end of 2026”, “first half of 2026”, 2026年度末. Raises ValueError."""
    return _parse_written(deadline_in_format(text), text)


def _parse_written(written: str, text: str) -> When:
    """Read a date in the format, which was typed as ``text``."""
    try:
        if _DAY.fullmatch(written):
            return parse_when(_iso_day(written))
        return parse_when(int(written) if re.fullmatch(r"\d{4}", written) else written)
    except ValueError as problem:
        if re.fullmatch(r"\d{4}", written):
            raise
        why = why_no_date(written) or (_TYPED if problem.args[0] is _FORMS else problem.args[0])
        raise ValueError(_('invalid date "{text}": {why}', text=text, why=why)) from None


def first_day(when: When, *, fiscal_year: FiscalYear) -> date:
    """The first day of a day, month, quarter, year or fiscal year; raise ValueError if it is not a valid date."""
    written = when.written
    if isinstance(written, date):
        return in_range(written)
    if isinstance(written, int):
        return in_range(_day(written, 1, 1))
    if match := _MONTH.fullmatch(written):
        return in_range(_day(int(match[1]), int(match[2]), 1))
    if match := _QUARTER.fullmatch(written):
        return in_range(_day(int(match[1]), 3 * int(match[2]) - 2, 1))
    if match := _FISCAL_YEAR.fullmatch(written):
        return _start_of_fiscal_year(written, int(match[1]), match[2], fiscal_year)
    raise ValueError(_FORMS)


def _start_of_fiscal_year(written: str, year: int, next_year: str | None, fiscal_year: FiscalYear) -> date:
    """The first day of FY2026 or FY2026-27; raise ValueError unless the second year follows the first."""
    in_range(_day(year, 1, 1))
    month, day = parse_fiscal_year_start(fiscal_year.start)
    if next_year is not None:
        if int(next_year) != (year + 1) % 100:
            raise ValueError(_('"{year}" does not name two consecutive years, as "FY2026-27" does', year=written))
        return _day(year, month, day)
    ends_in_next_year = (month, day) != (1, 1)
    return _day(year - (fiscal_year.named_by_end and ends_in_next_year), month, day)


def last_day(when: When, *, fiscal_year: FiscalYear) -> date:
    """The last day of a day, month, quarter, year or fiscal year: 2030-12-31 for 2030. Raises ValueError."""
    first = first_day(when, fiscal_year=fiscal_year)
    written = when.written
    if isinstance(written, date):
        return first
    if isinstance(written, str) and (_MONTH.fullmatch(written) or _QUARTER.fullmatch(written)):
        last = first.replace(month=first.month + 2) if "Q" in written else first
        return last.replace(day=monthrange(last.year, last.month)[1])
    return _day(first.year + 1, first.month, first.day) - timedelta(days=1)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        raise ValueError(_("{day} does not exist", day=f"{year:04}-{month:02}-{day:02}")) from None


def in_range(day: date) -> date:
    """The date or time itself; raise ValueError if its year is out of range."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(
            _("the year {year} is out of range; use {first}–{last}", year=day.year, first=FIRST_YEAR, last=LAST_YEAR)
        )
    return day


@lru_cache(maxsize=4096)
def after(day: date, span: Span) -> date:
    """The day one span later: 31 January + 1 month is the last day of February.

    Raises ValueError beyond the year 9999. Month arithmetic is dateutil's.
    """
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415  10 ms, needed only for spans

    try:
        return day + relativedelta(months=span.months, days=span.days)
    except (ValueError, OverflowError):
        raise ValueError(_("{day} + {span} is out of range", day=day, span=span)) from None


def months_between(first: date, last: date) -> tuple[int, bool]:
    """The complete months from a day to a later one, and whether days remain; counted as by ``after``.

    From 31 January to 28 February it is one month, to 1 March one month and a day.
    """
    months = (last.year - first.year) * 12 + last.month - first.month
    same_day = min(first.day, monthrange(last.year, last.month)[1])
    return months - (last.day < same_day), last.day != same_day


def due_day(due: When | None, within: Span | None, made: When | None, *, fiscal_year: FiscalYear) -> date | None:
    """The last day on which a commitment is on time; None if no deadline is stated.

    ``within`` counts from ``made``, or from its last day if that is a month or a year.
    """
    if due is not None:
        return last_day(due, fiscal_year=fiscal_year)
    if within is not None and made is not None:
        return after(last_day(made, fiscal_year=fiscal_year), within)
    return None


def start_day(
    baseline_on: When | None, within: Span | None, made: When | None, *, fiscal_year: FiscalYear
) -> date | None:
    """The day on which a plan starts: the last day of ``baseline_on``, else the first day of ``made``.

    A deadline counted from a year is counted from its last day, and then the plan starts there too. So a plan
    of “3 years” that was made in 2023 lasts three years, until the end of 2026, and not four.
    """
    if baseline_on is not None:
        return last_day(baseline_on, fiscal_year=fiscal_year)
    if made is None:
        return None
    return (first_day if within is None else last_day)(made, fiscal_year=fiscal_year)
