"""Dates of cells in the spellings of sheets, and what to do about those that could be misread."""

import re
from contextlib import suppress
from functools import lru_cache

from commitrack.date_spellings import short_month, why_no_date
from commitrack.dates import first_day
from commitrack.drafting.values import read_deadline, read_span, read_when
from commitrack.errors import UsageError
from commitrack.interchange.fields import CellError
from commitrack.interchange.profile import DateOrder
from commitrack.language import LazyString as _
from commitrack.model import FiscalYear, Span, When
from commitrack.registry.toml_lines import inline

UNKNOWN = "…"
"""What a hint leaves to people to fill in; it is never a value."""
_YEAR = re.compile(r"(\d{4})\.0+")
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[ T]00:00(:00(\.0+)?)?")
_FISCAL_QUARTER = re.compile(r"(?i)Q([1-4])[ /,-]*FY ?(\d{4})|FY ?(\d{4})[ /,-]*Q([1-4])")
_SLASHES = re.compile(r"(\d\d?)([/.-])(\d\d?)\2(\d{4})")


class TwoYearsError(CellError):
    """A fiscal year that spans two calendar years, in a registry whose fiscal years are calendar years."""

    def __init__(self, column: int | None, text: str) -> None:
        reason = _("it spans two calendar years, but fiscal years start on 1 January")
        super().__init__(column, text, reason, _('state in [registry] when they start: fiscal_year_start = "04-01"'))


class UnclearMonthError(CellError):
    """A month of one digit: in sheets, 2045/6 is usually the year 2045-46."""


def require_clear_month(text: str, column: int | None) -> None:
    """Raise UnclearMonthError for a month of one digit."""
    found = short_month(text)
    if found is None:
        return
    month, year = found
    reason = _("a month has two digits, as in {month}", month=month)
    if year is not None:
        reason = _("either the month {month} or the year {year}", month=month, year=year)
    raise UnclearMonthError(column, text, reason, in_profile=means(text, year or month))


def means(text: str, word: str) -> _:
    """The hint to say in a profile that a text means a word."""
    return _("say in the profile what it means: words = {{ {text} = {word} }}", text=inline(text), word=inline(word))


def not_a_date(column: int | None, text: str, failure: UsageError) -> CellError:
    """The error about a text that is no date: what to write in the cell, or in a profile."""
    in_profile, hint = means(text, UNKNOWN), failure.hint
    if _SLASHES.fullmatch(text):
        in_profile = _('state the order in the profile: date_order = "dmy" or "mdy"')
        hint = hint or _("write the year first, as in 2026-09-06, or state the date_order in a profile")
    elif why_no_date(text) is not None:
        hint = _("write a day, a month, a quarter or a year: 2026-09-06, 2026-09, 2026-Q3 or 2026")
    return CellError(column, text, failure.message, hint, in_profile=in_profile)


def in_order(text: str, order: DateOrder | None) -> str:
    """The date with the year first: 2026 for 2026.0, and 2026-09-06 for 6/9/2026 if the profile says that.

    Midnight, which programs add to a day, is left out.
    """
    if whole := _YEAR.fullmatch(text) or _MIDNIGHT.fullmatch(text):
        return whole[1]
    match = _SLASHES.fullmatch(text) if order in {DateOrder.DMY, DateOrder.MDY} else None
    if match is None:
        return text
    day, month = (match[1], match[3]) if order is DateOrder.DMY else (match[3], match[1])
    return f"{match[4]}-{month:0>2}-{day:0>2}"


def fiscal_quarter(text: str, fiscal_year: FiscalYear) -> str | None:
    """The last month of a quarter of a fiscal year, as 2027-03 for Q4 FY2026 from April; None for other texts."""
    match = _FISCAL_QUARTER.fullmatch(text)
    if match is None:
        return None
    try:
        start = first_day(When(f"FY{match[2] or match[3]}"), fiscal_year=fiscal_year)
    except ValueError:
        return None
    if start.day != 1:
        return None
    months = start.month + 3 * int(match[1] or match[4]) - 2
    return f"{start.year + months // 12}-{months % 12 + 1:02}"


def is_in_two_years(text: str, when: When | Span) -> bool:
    """Whether a fiscal year is written with both of its years, or as 年度, which ends in March."""
    fiscal_year = str(when.written)
    return fiscal_year.startswith("FY") and ("-" in fiscal_year or "年度" in text)


cached_when = lru_cache(maxsize=4096)(read_when)
"""A date in a cell; kept, since cells repeat. Raises UsageError."""


@lru_cache(maxsize=4096)
def cached_deadline(text: str) -> When | Span:
    """A deadline in a cell, or a span; kept, since cells repeat. Raises UsageError."""
    try:
        return read_deadline(text)
    except UsageError:
        with suppress(UsageError):
            return read_span(re.sub("^(with)?in ", "", text))
        raise
