"""Value types: exact numbers, text in one or more languages, and days and spans kept as they were written."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from commitrack.language import MultilingualString, localize

Number: TypeAlias = int | Decimal
"""Exact: money is never a binary float."""

Text: TypeAlias = str | dict[str, str]
"""Text in one language (a string) or in several (``{ en = "…", ja = "…" }``)."""


_RATIO = re.compile(r"[%‰/]|\bper\b|percent|\bratio\b|パーセント|当たり|あたり", re.IGNORECASE)
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")


@lru_cache(maxsize=1024)
def is_ratio(unit: str) -> bool:
    """Whether a unit is a share or a rate, such as ``%``, ``per cent`` or ``deaths per 100,000``: 0 is no baseline."""
    return _RATIO.search(unicodedata.normalize("NFKC", unit)) is not None


class When:
    """A day, a month, a quarter, a year or a fiscal year, kept as it was written.

    ``written`` is a date, a year (``2030``), ``"2026-09"``, ``"2026-Q4"``, ``"FY2026"`` or ``"FY2026-27"``;
    :mod:`commitrack.dates` computes its days. Not a Struct, because msgspec does not support a union of
    dates, numbers and strings.
    """

    __slots__ = ("written",)

    def __init__(self, written: date | int | str) -> None:
        self.written = written

    def __eq__(self, other: object) -> bool:
        return isinstance(other, When) and self.written == other.written

    def __hash__(self) -> int:
        return hash(self.written)

    def __repr__(self) -> str:
        return f"When({self.written!r})"

    def __str__(self) -> str:
        return str(self.written)

    def to(self, lang: str) -> str:
        """The value in a language: 2030, FY2026; in Japanese 2030年, 2026年度."""
        if lang != "ja" or isinstance(self.written, date):
            return localize(self.written, lang)
        if isinstance(self.written, int):
            return f"{self.written}年"
        if quarter := _QUARTER.fullmatch(self.written):
            return f"{quarter[1]}年第{quarter[2]}四半期"
        month = _MONTH.fullmatch(self.written)
        return f"{month[1]}年{int(month[2])}月" if month else f"{self.written.removeprefix('FY')}年度"


class FiscalYear(NamedTuple):
    """The month and day on which fiscal years start, and whether FY2026 ends in 2026 rather than starts in it."""

    start: str = "01-01"
    named_by_end: bool = False


class Span:
    """A length of calendar time such as ``"3 years"``, kept as it was written; it lasts ``months`` plus ``days``."""

    __slots__ = ("days", "months", "written")

    def __init__(self, written: str, *, months: int = 0, days: int = 0) -> None:
        self.written = written
        self.months = months
        self.days = days

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Span) and (self.months, self.days) == (other.months, other.days)

    def __hash__(self) -> int:
        return hash((self.months, self.days))

    def __repr__(self) -> str:
        return f"Span({self.written!r})"

    def __str__(self) -> str:
        return self.written

    def to(self, lang: str) -> str:
        """The span in a language: as it was written; in Japanese 3年, 18か月, 90日."""
        if lang != "ja":
            return self.written
        years, months = divmod(self.months, 12)
        if months:
            return f"{self.months}か月"
        return f"{years}年" if years else f"{self.days}日"


def multilingual(text: Text | None) -> str:
    """The text as a string that can be localized; empty for None."""
    return MultilingualString(text) if isinstance(text, dict) else text or ""


def languages_of(text: Text | None) -> Iterator[str]:
    """The text in each language it is written in; nothing for None."""
    if isinstance(text, str):
        yield text
    elif text is not None:
        yield from text.values()
