"""Numbers and days as activity files write them. What is not a number for certain stays text."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from msgspec import Struct

from commitrack.amounts import simplest
from commitrack.dates import in_range
from commitrack.interchange.iati.notices import Notice, Notices
from commitrack.model import Number
from commitrack.quantity import is_in_range
from commitrack.units import CODES, SYMBOLS

_SIGNS = "|".join(sorted((re.escape(sign) for sign in {*SYMBOLS, *CODES}), key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?P<minus>-?)(?P<money>(?:{_SIGNS})?)\s*(?P<minus2>-?)"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)\s*(?P<percent>%?)",
    re.ASCII,
)
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(.*)", re.ASCII | re.DOTALL)


class WrittenNumber(Struct, frozen=True):
    """A number and the unit written with it: a currency, ``%``, or None."""

    number: Number
    unit: str | None


def read_level(text: str) -> WrittenNumber | None:
    """The number that a value states, if it is one for certain: digits, with commas only between thousands, with at
    most one currency before or one percent sign behind; else None."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None or (match["minus"] and match["minus2"]) or (match["money"] and match["percent"]):
        return None
    number = Decimal(match["number"].replace(",", ""))
    if not is_in_range(number):
        return None
    money = SYMBOLS.get(match["money"], match["money"])
    return WrittenNumber(
        simplest(-number if match["minus"] or match["minus2"] else number), money or match["percent"] or None
    )


def common_unit(texts: Iterable[str]) -> str | None:
    """The first unit that is written with a number among the values; None if there is none."""
    levels = (read_level(text) for text in texts)
    return next((level.unit for level in levels if level is not None and level.unit is not None), None)


def number_in(text: str, unit: str) -> Number | None:
    """The number that a value states in a unit; None if it is text, or is written with another unit."""
    level = read_level(text)
    return level.number if level is not None and level.unit in {None, unit} else None


def read_day(text: str | None, notices: Notices) -> date | None:
    """The day that is written, whatever its time zone or time; None, with a notice, if there is no such day."""
    match = _DAY.match((text or "").strip())
    try:
        day = in_range(date.fromisoformat(match[1])) if match else None
    except ValueError:
        day = None
    if day is None:
        notices.add(Notice.DATE)
    elif match is not None and match[2] and not match[2].startswith("T"):
        notices.add(Notice.ZONE)
    return day
