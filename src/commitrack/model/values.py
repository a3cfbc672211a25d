"""Values as people write them: exact numbers, text in languages, days and spans kept as they were written."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TypeAlias

Number: TypeAlias = int | Decimal
"""Exact: money is never a binary float."""

Text: TypeAlias = str | dict[str, str]
"""One language (a string), or several (``{ en = "…", ja = "…" }``)."""


class When:
    """A day, a month, a year or a fiscal year, kept as it was written.

    ``written`` is a date, a year (``2030``), ``"2026-09"`` or ``"FY2026"``; :mod:`commitrack.dates`
    reads it. Not a Struct: msgspec allows no union of dates, numbers and strings.
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


class Span:
    """A length of calendar time such as ``"3 years"``, kept as it was written."""

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


def in_language(text: Text | None, lang: str) -> str:
    """The text in a language, or in the first one it is written in; empty for no text."""
    if text is None:
        return ""
    if isinstance(text, str):
        return text
    return text.get(lang) or next((words for words in text.values() if words), "")


def languages_of(text: Text | None) -> Iterator[str]:
    """The text in each language it is written in."""
    if isinstance(text, str):
        yield text
    elif text is not None:
        yield from text.values()
