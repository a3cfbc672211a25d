"""Parse amounts as people write them: ``¥40bn``, ``400億円``, ``5,000 people``, ``+300``.

Parsing is strict: anything that is not understood raises ValueError with a message for the user.
"""

import re
import unicodedata
from decimal import Context, Decimal, Inexact, localcontext

from msgspec import Struct

from commitrack.amounts import Amount, Digits, simplest
from commitrack.language import LazyString as _
from commitrack.model import Number

MAX_DIGITS = 28
"""As many digits as decimal arithmetic keeps, and more than any public figure has; more are errors or attacks."""

_SYMBOLS = {"¥": "JPY", "$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "A$": "AUD", "S$": "SGD"}
_SUFFIXES = {
    "円": "JPY",
    "ドル": "USD",
    "米ドル": "USD",
    "ユーロ": "EUR",
    "ポンド": "GBP",
    "yen": "JPY",
    "dollars": "USD",
}
_COUNTERS = {"人": "people", "件": "projects", "項目": "items", "名": "people", "か国": "countries"}
_SCALES = {
    "k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "b": 9, "billion": 9,
    "tn": 12, "trillion": 12, "十": 1, "百": 2, "千": 3, "百万": 6, "万": 4, "億": 8, "兆": 12, "京": 16,
}  # fmt: skip
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_WRITTEN = re.compile(
    rf"(?P<sign>[+-]?)\s*(?P<symbol>[A-Z]{{0,2}}[¥$€£])?\s*(?P<sign2>-?)(?P<number>{_NUMBER})(?P<rest>.*)"
)
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?")
_SCALE_CHARACTERS = "十百千万億兆京"
_PART = re.compile(rf"({_NUMBER})\s*([{_SCALE_CHARACTERS}]*)")
_SCALE_WORD = re.compile(r"\s*((?<!\s)[A-Za-z]|[A-Za-z]{2,})(?!\w)")
_UNIT = re.compile(r"(?![eE][+-]?\d)[^\W\d_][\w %/.-]*|%")


class Quantity(Struct, frozen=True):
    """An exact number, its unit if one was given, and whether it is an increment (``+300``)."""

    value: Number
    unit: str | None = None
    increment: bool = False

    def __str__(self) -> str:
        """The English form, as ``to``."""
        return self.to("en")

    def to(self, lang: str) -> str:
        """The amount in a language, with all its digits and its unit."""
        return Amount(self.value, self.unit, digits=Digits.ALL).to(lang)


def parse_quantity(text: str) -> Quantity:
    """Parse an amount with or without a unit; raise ValueError with a message for anything else."""
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").strip()  # a Japanese keyboard's minus
    if code := re.fullmatch(r"([A-Z]{3})\s*([+-]?\d.*)", plain):
        plain = f"{code[2]} {code[1]}"
    match = _WRITTEN.fullmatch(plain)
    if match is None or (match["sign"] and match["sign2"]):
        raise ValueError(_not_a_number(text))
    value, rest = _scaled_exactly(match["number"], match["rest"], text)
    symbol = match["symbol"]
    if symbol is not None and symbol not in _SYMBOLS:
        raise ValueError(_('unknown currency symbol "{symbol}"; use the ISO code, as in "12bn AUD"', symbol=symbol))
    unit = _unit(rest)
    if symbol is not None and unit not in {None, _SYMBOLS[symbol]}:
        raise ValueError(_('"{text}" has two units, {one} and {other}', text=text, one=symbol, other=rest))
    sign = -1 if "-" in (match["sign"], match["sign2"]) else 1
    return Quantity(simplest(sign * value), _SYMBOLS[symbol] if symbol else unit, match["sign"] == "+")


_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}\.\d\d0")
"""4.120 is 4.12 to a reader in London, and 4,120 to one in Jakarta."""


def _not_a_number(text: str) -> _:
    return _('invalid amount "{text}"; examples: 4120, "4,120 people", ¥12bn, 120億円, +300', text=text)


def _exact(number: str, text: str) -> Decimal:
    """The digits as a number; raise ValueError unless thousands are grouped by commas or not at all."""
    if not _GROUPED.fullmatch(number):
        raise ValueError(
            _('invalid digit grouping in "{text}"; write thousands as 4,120 and decimals as 4.12', text=text)
        )
    return +Decimal(number.replace(",", ""))


def _scaled_exactly(number: str, rest: str, text: str) -> tuple[Decimal, str]:
    """The scaled number and its unit; raise ValueError if decimal arithmetic would round it."""
    try:
        with localcontext(Context(prec=MAX_DIGITS, Emax=MAX_DIGITS - 1, traps=[Inexact])):
            return _scaled(number, rest, text)
    except Inexact:
        raise ValueError(_('"{text}…" has more than {most} digits', text=text[:20], most=MAX_DIGITS)) from None


def _scaled(number: str, rest: str, text: str) -> tuple[Decimal, str]:
    """The number times its scale word, and the unit that follows. The parts of ``2兆8000億円`` are added up.

    A single letter is a scale only directly after the number: ``5m`` is five million, ``5 m`` five metres.
    """
    after = rest.strip()
    if after and after[0] in _SCALE_CHARACTERS:
        return _kanji(number + after, text)
    word = _SCALE_WORD.match(rest)
    if word and word[1].lower() in _SCALES and (word[1] != word[1].upper() or len(word[1]) == 1):
        return _exact(number, text).scaleb(_SCALES[word[1].lower()]), rest[word.end() :].strip()
    if _AMBIGUOUS.fullmatch(number):
        few, many = number.rstrip("0").rstrip("."), number.replace(".", ",")
        raise ValueError(_('"{text}" is ambiguous: write {few} or {many}', text=text, few=few, many=many))
    return _exact(number, text), after


def _kanji(written: str, text: str) -> tuple[Decimal, str]:
    """The sum of parts with falling scales (``1千万人``, ``2兆8,000億円``), and the unit that follows."""
    total, position, last = Decimal(0), 0, 99
    while part := _PART.match(written, position):
        exponent = sum(_SCALES[character] for character in part[2])
        if exponent >= last:
            raise ValueError(_not_a_number(text))
        total += _exact(part[1], text).scaleb(exponent)
        position, last = part.end(), exponent
    return total, written[position:].strip()


def _unit(rest: str) -> str | None:
    """The unit under its canonical name: JPY for ``円`` and ``yen``, people for ``人``; None if there is none."""
    if not rest:
        return None
    if not _UNIT.fullmatch(rest):
        raise ValueError(_('invalid unit "{text}"', text=rest))
    return _SUFFIXES.get(rest, _SUFFIXES.get(rest.lower(), _COUNTERS.get(rest, rest)))
