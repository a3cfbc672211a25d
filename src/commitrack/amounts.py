"""Format amounts for people: ``¥40bn``, ``≥ 570 projects``; ``400億円``, ``570件以上``.

The compact form is used only where it states exactly the same number.
"""

import re
from collections.abc import Mapping
from decimal import Context, Decimal
from enum import StrEnum
from fractions import Fraction
from functools import reduce

from msgspec import Struct

from commitrack.common_units import COMMON_UNITS
from commitrack.language import SOURCE, localize
from commitrack.language import LazyString as _
from commitrack.model import Number, Qualifier

_EN = ((10**12, "tn"), (10**9, "bn"), (10**6, "m"))
_JA = ((16, "京"), (12, "兆"), (8, "億"), (4, "万"))
_EXTRA_ZEROS = re.compile(r"(\.\d\d\d*?)0+$")
"""Zeros after the second decimal: 4.120 could be read as 4,120, and 4.12 is the same number; so is 4.1250 for 4.125."""
_LIKE_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_EN_MONEY = {"JPY": "¥", "USD": "US$", "EUR": "€", "GBP": "£"}


WIDE = Context(prec=200)
"""Wide enough for products, quotients and sums of numbers with 28 digits on both sides of the decimal mark."""
_DIVISION = Context(prec=28)


def is_currency(unit: str) -> bool:
    """Whether a unit has the form of an ISO 4217 code (three capital letters), and so is money."""
    return len(unit) == 3 and unit.isascii() and unit.isupper() and unit.isalpha()  # noqa: PLR2004  a code has three letters


def plus(*numbers: Number) -> Number:
    """The exact sum."""
    return simplest(reduce(WIDE.add, map(Decimal, numbers), Decimal(0)))


def simplest(value: Decimal) -> Number:
    """The same number, as an int if it is a whole number: ``Decimal("4E+10")`` becomes 40000000000."""
    return int(value) if value == value.to_integral_value() else value


def as_decimal(value: Fraction) -> Decimal:
    """A fraction as a decimal number of 28 significant digits, for output; comparisons use the fraction itself."""
    return _DIVISION.divide(Decimal(value.numerator), Decimal(value.denominator)).normalize() + 0


def significant(value: Number, digits: int = 3) -> Number:
    """A derived figure rounded to ``digits`` significant digits, so that it does not suggest more precision."""
    exact = Decimal(value)
    return simplest(exact.quantize(Decimal(1).scaleb(exact.adjusted() - digits + 1), context=WIDE)) if exact else 0


class Digits(StrEnum):
    """How the number of an amount is written."""

    COMPACT = "compact"
    """40bn, 2.8tn; 1,000万, 2兆8,000億: only where that is exact."""
    ALL = "all"
    """40,000,000,000."""
    BOTH = "both"
    """¥40bn (JPY 40,000,000,000): compact, followed by all digits where they differ."""


class Amount(Struct, frozen=True):
    """A number with its unit and qualifier, for people: ``¥40bn``, ``≥ 570 projects``; ``400億円``, ``570件以上``.

    ``worded`` writes the qualifier in words (“at least 570”); ``shares_unit`` omits the unit where the language states
    it once for two amounts (“108 of 130 items”).
    """

    value: Number
    unit: str | None = None
    qualifier: Qualifier | None = None
    digits: Digits = Digits.COMPACT
    worded: bool = False
    shares_unit: bool = False

    def __str__(self) -> str:
        return self.to("en")

    def to(self, lang: str) -> str:
        """The amount in a language, ``en`` or ``ja``."""
        hedged = _hedged(self._plain(lang, compact=self.digits is not Digits.ALL), self.qualifier, lang, self.worded)
        return hedged if self.digits is not Digits.BOTH else self._with_exact(hedged, lang)

    def _plain(self, lang: str, *, compact: bool) -> str:
        number = _number(self.value, lang, compact=compact)
        unit = self.unit
        if unit is None or (self.shares_unit and lang != "ja" and not is_currency(unit)):
            return number
        if lang == "ja":
            return f"{number}{_attached(Unit(unit).to(lang))}"
        if unit in _EN_MONEY:
            minus = "-" if number.startswith("-") else ""
            return f"{minus}{_EN_MONEY[unit]}{number.removeprefix('-')}"
        if is_currency(unit):
            return f"{unit} {number}"
        return f"{number}%" if unit == "%" else f"{number} {Unit(unit).to(lang)}"

    def _with_exact(self, hedged: str, lang: str) -> str:
        digits = _number(self.value, SOURCE, compact=False)
        if digits in self._plain(lang, compact=True):
            return hedged
        exact = f"{self.unit} {digits}" if self.unit and is_currency(self.unit) else digits
        if lang == "ja":
            exact = self._plain(lang, compact=False)
        return _("{amount} ({exact})", amount=hedged, exact=exact).to(lang)


class Unit(Struct, frozen=True):
    """A unit without a number, as the registry names it in a language, else as everybody does: 台, 人."""

    name: str

    def __str__(self) -> str:
        return self.name

    def to(self, lang: str) -> str:
        """The unit in a language; as the registry writes it if it has no name there."""
        name = localize(self.name, lang)
        return localize(COMMON_UNITS.get(name, name), lang)


def _attached(unit: str) -> str:
    """A unit as it follows a number in Japanese: 人 without a space, MW with one."""
    return unit if unit == "%" or not unit[:1].isascii() else f" {unit}"


def _number(value: Number, lang: str, *, compact: bool) -> str:
    """The number with grouped digits; with ``compact``, in its short form where that is exact."""
    value = value if isinstance(value, int) else simplest(value)
    if value < 0:
        return "-" + _number(-value, lang, compact=compact)
    if isinstance(value, Decimal):
        digits = _EXTRA_ZEROS.sub(r"\1", f"{value:,f}")
        return f"{digits}0" if _LIKE_THOUSANDS.fullmatch(digits) else digits
    short = (_japanese(value) if lang == "ja" else _english(value)) if compact else ""
    return short or f"{value:,}"


def _english(value: int) -> str:
    """The number with the largest scale that fits (2.8tn) and up to three decimals; empty where that would round."""
    for size, scale in _EN:
        if value >= size:
            thousandths, rest = divmod(value, size // 1000)
            whole, part = divmod(thousandths, 1000)
            return "" if rest else f"{whole:,}.{part:03}".rstrip("0").rstrip(".") + scale
    return ""


def _japanese(value: int) -> str:
    """The number in groups of four digits (2兆8,000億); empty unless it is a multiple of 10,000."""
    if value % 10**4:
        return ""
    parts, rest = [], value
    for exponent, character in _JA:
        count, rest = divmod(rest, 10**exponent)
        if count:
            parts.append(f"{count:,}{character}")
    return "".join(parts)


HEDGES: Mapping[str, Mapping[Qualifier, str]] = {
    "en": {Qualifier.AT_LEAST: "at least {}", Qualifier.ABOUT: "about {}", Qualifier.AT_MOST: "at most {}"},
    "ja": {Qualifier.AT_LEAST: "{}以上", Qualifier.ABOUT: "約{}", Qualifier.AT_MOST: "{}以下"},
}
SYMBOLIC = {Qualifier.AT_LEAST: "≥ {}", Qualifier.ABOUT: "~ {}", Qualifier.AT_MOST: "≤ {}"}


def _hedged(amount: str, qualifier: Qualifier | None, lang: str, worded: bool) -> str:  # noqa: FBT001
    if qualifier is None:
        return amount
    hedges = HEDGES.get(lang, HEDGES[SOURCE]) if lang == "ja" or worded else SYMBOLIC
    return hedges[qualifier].format(amount)
