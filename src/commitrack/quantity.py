"""Amounts as people write them: ``¥40bn``, ``400億円``, ``5,000 people``, ``+300``; and back.

Reading is strict (what is not understood is refused), writing loses nothing: a compact form is used
only where it stands for exactly the same number. This room must not know registries or terminals.
"""

import re
import unicodedata
from decimal import ROUND_HALF_EVEN, Context, Decimal, Inexact, localcontext

from msgspec import Struct

from commitrack.language import LazyString as _
from commitrack.model import Number, Qualifier

MAX_DIGITS = 28
"""More digits than any public figure has, and as many as decimal arithmetic keeps; beyond lie mistakes and attacks."""

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
_EN = ((12, "tn"), (9, "bn"), (6, "m"))
_JA = ((16, "京"), (12, "兆"), (8, "億"), (4, "万"))
_JA_UNITS = {
    "JPY": "円", "USD": "ドル", "EUR": "ユーロ", "GBP": "ポンド",
    "people": "人", "projects": "件", "items": "項目", "countries": "か国", "%": "%",
}  # fmt: skip
_EN_MONEY = {"JPY": "¥", "USD": "US$", "EUR": "€", "GBP": "£"}

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_WRITTEN = re.compile(
    rf"(?P<sign>[+-]?)\s*(?P<symbol>[A-Z]{{0,2}}[¥$€£])?\s*(?P<sign2>-?)(?P<number>{_NUMBER})(?P<rest>.*)"
)
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?")
_SIGNS_OF_SCALE = "十百千万億兆京"
_PART = re.compile(rf"({_NUMBER})\s*([{_SIGNS_OF_SCALE}]*)")
_SCALE_WORD = re.compile(r"\s*((?<!\s)[A-Za-z]|[A-Za-z]{2,})(?!\w)")
_UNIT = re.compile(r"(?![eE][+-]?\d)[^\W\d_][\w %/.-]*|%")


class Quantity(Struct, frozen=True):
    """An exact number, its unit if one was written, and whether it is an increment (``+300``)."""

    value: Number
    unit: str | None = None
    increment: bool = False

    def __str__(self) -> str:
        """All of its digits, with the unit, as a sentence says it."""
        return self.to("en")

    def to(self, lang: str) -> str:
        """The same in a language."""
        return format_quantity(self.value, self.unit or "", lang=lang, compact=False).strip()


def is_currency(unit: str) -> bool:
    """Whether a unit has the form of an ISO 4217 code, and so is money."""
    return len(unit) == 3 and unit.isascii() and unit.isupper() and unit.isalpha()  # noqa: PLR2004  a code has three letters


def parse_quantity(text: str) -> Quantity:
    """Read an amount with or without a unit; raise ValueError with a sentence for what is none."""
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").strip()  # a Japanese keyboard's minus
    if code := re.fullmatch(r"([A-Z]{3})\s*([+-]?\d.*)", plain):
        plain = f"{code[2]} {code[1]}"
    match = _WRITTEN.fullmatch(plain)
    if match is None or (match["sign"] and match["sign2"]):
        raise ValueError(_not_a_number(text))
    value, rest = _within_reach(match["number"], match["rest"], text)
    symbol = match["symbol"]
    if symbol is not None and symbol not in _SYMBOLS:
        raise ValueError(
            _("“{sign}” is not a currency sign known here; write the ISO code, as in “12bn AUD”", sign=symbol)
        )
    unit = _unit(rest)
    if symbol is not None and unit not in {None, _SYMBOLS[symbol]}:
        raise ValueError(_("“{text}” names two units, {one} and {other}", text=text, one=symbol, other=rest))
    sign = -1 if "-" in (match["sign"], match["sign2"]) else 1
    return Quantity(simplest(sign * value), _SYMBOLS[symbol] if symbol else unit, match["sign"] == "+")


_EITHER = re.compile(r"[1-9]\d{0,2}\.\d\d0")
"""4.120 is four and a bit in London, and four thousand and a bit in Jakarta."""


def _not_a_number(text: str) -> _:
    return _("“{text}” is not an amount; write it like 4120, “4,120 people”, ¥12bn, 120億円 or +300", text=text)


def _exact(number: str, text: str) -> Decimal:
    """The digits as a number; thousands are grouped by commas or not at all."""
    if not _GROUPED.fullmatch(number):
        raise ValueError(
            _("“{text}” groups its digits unusually; write thousands as 4,120 and decimals as 4.12", text=text)
        )
    return +Decimal(number.replace(",", ""))


def _within_reach(number: str, rest: str, text: str) -> tuple[Decimal, str]:
    """The scaled number and its unit; what decimal arithmetic would round is refused."""
    try:
        with localcontext(Context(prec=MAX_DIGITS, Emax=MAX_DIGITS - 1, traps=[Inexact])):
            return _scaled(number, rest, text)
    except Inexact:
        raise ValueError(_("“{text}…” has more than {most} digits", text=text[:20], most=MAX_DIGITS)) from None


def _scaled(number: str, rest: str, text: str) -> tuple[Decimal, str]:
    """The number times its scale word, and what follows: a unit. ``2兆8000億円`` adds up its parts.

    A single letter scales only where it touches the number: ``5m`` is five million, ``5 m`` five metres.
    """
    after = rest.strip()
    if after and after[0] in _SIGNS_OF_SCALE:
        return _kanji(number + after, text)
    word = _SCALE_WORD.match(rest)
    if word and word[1].lower() in _SCALES and (word[1] != word[1].upper() or len(word[1]) == 1):
        return _exact(number, text).scaleb(_SCALES[word[1].lower()]), rest[word.end() :].strip()
    if _EITHER.fullmatch(number):
        few, many = number.rstrip("0").rstrip("."), number.replace(".", ",")
        raise ValueError(
            _("“{text}” may mean {few} or {many}; write the one that is meant", text=text, few=few, many=many)
        )
    return _exact(number, text), after


def _kanji(written: str, text: str) -> tuple[Decimal, str]:
    """``1千万人`` and ``2兆8,000億円``: parts with falling scales, added up; then the unit."""
    total, position, last = Decimal(0), 0, 99
    while part := _PART.match(written, position):
        exponent = sum(_SCALES[sign] for sign in part[2])
        if exponent >= last:
            raise ValueError(_not_a_number(text))
        total += _exact(part[1], text).scaleb(exponent)
        position, last = part.end(), exponent
    return total, written[position:].strip()


def _unit(rest: str) -> str | None:
    """The unit under its one name: ``円`` and ``yen`` are JPY, ``人`` is people."""
    if not rest:
        return None
    if not _UNIT.fullmatch(rest):
        raise ValueError(_("“{text}” is not a unit", text=rest))
    return _SUFFIXES.get(rest, _SUFFIXES.get(rest.lower(), _COUNTERS.get(rest, rest)))


def simplest(value: Decimal) -> Number:
    """The same number as an integer where it is one: ``Decimal("4E+10")`` is 40000000000."""
    return int(value) if value == value.to_integral_value() else value


def rounded(value: Decimal, digits: int = 3) -> Number:
    """A derived figure (a rate, a forecast) for reading: at least all its integer digits."""
    places = max(0, digits - max(value.adjusted() + 1, 0))
    if places == 0:
        return int(value.to_integral_value(ROUND_HALF_EVEN))
    return simplest(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN))


def format_number(value: Number, *, lang: str = "en", compact: bool = True) -> str:
    """Digits in groups; compact where nothing is lost: 40bn, 2.8tn; 1,000万, 2兆8,000億."""
    value = simplest(Decimal(value))
    if value < 0:
        return "-" + format_number(-value, lang=lang, compact=compact)
    if isinstance(value, Decimal):
        return f"{value:,f}"
    short = (_japanese(value) if lang == "ja" else _english(value)) if compact else ""
    return short or f"{value:,}"


def _english(value: int) -> str:
    """The largest word that fits, with three decimals at most; empty where that would round."""
    for exponent, word in _EN:
        if value >= 10**exponent:
            thousandths, rest = divmod(value, 10 ** (exponent - 3))
            whole, part = divmod(thousandths, 1000)
            return "" if rest else f"{whole:,}.{part:03}".rstrip("0").rstrip(".") + word
    return ""


def _japanese(value: int) -> str:
    """Groups of four digits, each with its sign; empty where ones are left over."""
    if value % 10**4:
        return ""
    parts, rest = [], value
    for exponent, sign in _JA:
        count, rest = divmod(rest, 10**exponent)
        if count:
            parts.append(f"{count:,}{sign}")
    return "".join(parts)


def format_quantity(value: Number, unit: str, *, lang: str = "en", compact: bool = True) -> str:
    """An amount with its unit: ``¥40bn``, ``US$35bn``, ``5,000 people``; ``400億円``, ``5,000人``."""
    number = format_number(value, lang=lang, compact=compact)
    if lang == "ja":
        return f"{number}{_JA_UNITS.get(unit, f' {unit}')}"
    if unit in _EN_MONEY:
        sign = "-" if number.startswith("-") else ""
        return f"{sign}{_EN_MONEY[unit]}{number.removeprefix('-')}"
    if is_currency(unit):
        return f"{unit} {number}"
    return f"{number}%" if unit == "%" else f"{number} {unit}"


def format_unit(unit: str, *, lang: str) -> str:
    """What a unit is called where no number stands before it: 人; in English as the registry has it."""
    return _JA_UNITS.get(unit, unit) if lang == "ja" else unit


_HEDGES = {
    "en": {Qualifier.AT_LEAST: "at least {}", Qualifier.ABOUT: "about {}", Qualifier.AT_MOST: "at most {}"},
    "ja": {Qualifier.AT_LEAST: "{}以上", Qualifier.ABOUT: "約{}", Qualifier.AT_MOST: "{}以下"},
}
_SIGNS = {Qualifier.AT_LEAST: "≥ {}", Qualifier.ABOUT: "~ {}", Qualifier.AT_MOST: "≤ {}"}


def hedged(amount: str, qualifier: Qualifier | None, *, lang: str = "en", short: bool = False) -> str:
    """The amount with its qualifier in words (``at least 570``), or as a sign (``≥ 570``)."""
    if qualifier is None:
        return amount
    words = _HEDGES.get(lang, _HEDGES["en"]) if lang == "ja" or not short else _SIGNS
    return words[qualifier].format(amount)
