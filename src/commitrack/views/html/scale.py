"""The axes of a chart: positions of days and levels in per cent of its width and height, and labelled ticks."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from msgspec import Struct

from commitrack.language import SOURCE

LEFT, RIGHT = Decimal(2), Decimal(97)
"""The range of the days in per cent of the width, so that marks at either end are not cut off."""
_MONTHS = 12


class Tick(Struct, frozen=True):
    """A labelled position on an axis."""

    at: str
    label: str


class Days(Struct, frozen=True):
    """The horizontal axis; ``left`` is the position of the first day, with space for labels before it."""

    first: date
    last: date
    left: Decimal = LEFT

    def at(self, day: date) -> str:
        """The position of a day as text; a day outside the axis is put at its end."""
        return position(self.share(day))

    def share(self, day: date) -> Decimal:
        """The position of a day as a number."""
        within = min(max(day, self.first), self.last)
        span = max((self.last - self.first).days, 1)
        return self.left + (RIGHT - self.left) * (within - self.first).days / span

    def ticks(self, most: int, lang: str = SOURCE) -> tuple[Tick, ...]:
        """At most ``most`` ticks: the first days of years, or of months if the axis is short."""
        length = (self.last.year - self.first.year) * _MONTHS + self.last.month - self.first.month
        for months in (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000):
            if length // months > most:
                continue
            days = [day for day in _firsts(months, self.first, self.last) if self.first <= day <= self.last]
            if len(days) <= most:
                return tuple(Tick(self.at(day), _label(day, months, lang, first=day == days[0])) for day in days)
        return ()


def _firsts(months: int, first: date, last: date) -> Iterator[date]:
    """The first day of every period of ``months`` months, counted from the year 0."""
    number = first.year * _MONTHS // months * months
    while number <= last.year * _MONTHS + last.month - 1:
        if number >= _MONTHS:
            yield date(number // _MONTHS, number % _MONTHS + 1, 1)
        number += months


def _label(day: date, months: int, lang: str, *, first: bool) -> str:
    """2026, 2026-09; in Japanese 2026年, 2026年9月, with the year only where it changes, to save space."""
    if lang != "ja":
        return str(day.year) if months >= _MONTHS else f"{day.year}-{day.month:02}"
    year = f"{day.year}年" if months >= _MONTHS or first or day.month == 1 else ""
    return year if months >= _MONTHS else f"{year}{day.month}月"


class Levels(Struct, frozen=True):
    """The vertical axis, from the lowest label at the bottom to the highest at the top."""

    low: Decimal
    high: Decimal
    step: Decimal

    def at(self, level: Decimal) -> str:
        """The position of a level as text, from the top."""
        return position(self.share(level))

    def share(self, level: Decimal) -> Decimal:
        """The position of a level as a number."""
        return 100 * (self.high - level) / (self.high - self.low)

    def ticks(self) -> tuple[Decimal, ...]:
        """The levels that are labelled."""
        return tuple(self.low + self.step * number for number in range(int((self.high - self.low) / self.step) + 1))


def levels(of: Iterable[Decimal], *, most: int = 5) -> Levels:
    """A vertical axis that contains some levels, labelled with round numbers in about ``most`` steps."""
    contained = list(of)
    low, high = min(contained), max(contained)
    if low == high:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        high = low + 1
    step = _round((high - low) / most)
    return Levels(_whole(low / step, ROUND_FLOOR) * step, _whole(high / step, ROUND_CEILING) * step, step)


def _round(step: Decimal) -> Decimal:
    """The smallest number not below ``step`` that is 1, 2, 2.5 or 5 times a power of ten."""
    power = Decimal(1).scaleb(step.adjusted())
    return next(power * digit for digit in map(Decimal, ("1", "2", "2.5", "5", "10")) if power * digit >= step)


def _whole(number: Decimal, rounding: str) -> Decimal:
    return number.to_integral_value(rounding)


def position(share: Decimal) -> str:
    """A position as an attribute of SVG: 43.21%."""
    return f"{share:.2f}%"
