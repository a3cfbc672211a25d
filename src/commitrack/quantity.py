"""Parse amounts as people write them: ``¥40bn``, ``400億円``, ``5,000 people``, ``+300``.

Parsing is strict: an amount is understood in full, or QuantityError says what was not.
"""

import re
import unicodedata
from decimal import Context, Decimal, Inexact, localcontext

from msgspec import Struct

from commitrack.amounts import Amount, Digits, simplest
from commitrack.language import LazyString as _
from commitrack.language import comma_list
from commitrack.model import DecimalMark, Number, Qualifier
from commitrack.numerals import (
    KANJI,
    KANJI_DIGITS,
    QuantityError,
    Typed,
    arabic,
    kanji_of_hangul,
    require_digits,
    ungrouped,
)
from commitrack.qualifiers import split_qualifier
from commitrack.units import CODES, SYMBOLS, canonical, currency, is_known

MAX_DIGITS = 28
"""As many digits as decimal arithmetic keeps, and more than any public figure has; more are errors or attacks."""
_LEAST_TOO_LARGE: int = 10**MAX_DIGITS

_SCALES = {
    "k": 3, "hundred": 2, "thousand": 3, "m": 6, "mn": 6, "mln": 6, "mio": 6, "million": 6,
    "b": 9, "bn": 9, "bln": 9, "mrd": 9, "billion": 9, "tn": 12, "trn": 12, "trillion": 12,
    "lakh": 5, "crore": 7, "lakh crore": 12,
    "tsd": 3, "millionen": 6, "millones": 6, "mld": 9, "milliard": 9, "milliarde": 9, "milliarden": 9,
}  # fmt: skip
_WRITTEN = re.compile(
    rf"""(?P<sign>[+-]?)\s*
    (?P<money>[A-Za-z]{{0,3}}[{"".join(sorted({symbol[-1] for symbol in SYMBOLS}))}] | [A-Za-z]{{3}}(?![A-Za-z]))?\s*
    (?P<sign2>[+-]?)\s*
    (?P<number>\d(?:[\d.,]*\d)?)
    (?P<rest>.*)""",
    re.VERBOSE,
)
_DIGITS = re.compile(r"-?(?:0|[1-9]\d{0,14}|[1-9]\d{0,2}(?P<grouped>,\d{3}){1,4})", re.ASCII)
"""Nothing but a whole number, as in most cells of a sheet: it is read in a tenth of the time."""
_NUMERALS = re.compile(rf"(?P<number>[+-]?[\d.,{KANJI_DIGITS}{''.join(KANJI)}]+)(?P<unit>.*)")
_PART = re.compile(rf"(\d(?:[\d.,]*\d)?)\s*([{''.join(KANJI)}]*)")
_SCALE_WORD = re.compile(r"(?P<gap>\s*)(?P<word>lakhs?\s+crores?|[A-Za-z]+)\.?(?!\w)")
_ATTACHED = re.compile(r"\s*(?P<word>[a-z]{1,3})(?P<code>[A-Z]{3})(?!\w)")
"""A scale and a currency without a space: 5mUSD."""
_UNIT = re.compile(r"(?![eExX][+-]?\d)[^\W\d_][\w %/.-]*(?:\bper \d{1,3}(?:,\d{3})+[\w %/.-]*)?|%(?: [\w %/.-]*)?")
_CONTINUED = re.compile(
    r"(of|to|or|and|out|from|than|x|by)\b|(% *of|in) \d"
    rf"|.*[^\x00-\x7f] ?\d|[{KANJI_DIGITS}]([{KANJI_DIGITS}十百千]|$)"
)
"""How no unit begins, because it continues the number: 2 of 3, 5 to 10, 50% of 1200, 130人中108人."""
_QUALIFIED = re.compile("以上|以下|未満|程度|以内|前後|を超え")
"""Qualifiers are understood only at the end: 5,000人以上の若者 is not in 人以上の若者."""
_PREFIXED = re.compile(r"0(x\w|[bo]\d)", re.IGNORECASE)
"""A hexadecimal, binary or octal number."""
_LEFT_BY_SHELL = re.compile(rf"({'|'.join(symbol[:-1] for symbol in SYMBOLS if symbol[1:].endswith('$'))}|[.,])\d.*")
"""What remains of ``"US$35bn"`` and ``"$5,000"``."""
_EXAMPLES = _('examples: 4120, "4,120 people", ¥12bn, 120億円, +300')
_SPOKEN = _("give each part a smaller scale than the one before, as in 1億2,000万, or write all digits")
_OF_WHAT = _("give the number that was reached, not a share of the target")
_QUOTE_IT = _("the shell replaces $4 unless the amount is in single quotes: '$40m'")
_ZERO = _("the shell replaces $4 unless the amount is in single quotes: '$40m'; for zero, write 0")


class Quantity(Struct, frozen=True):
    """An exact number, its unit if one was given, whether it is an increment (``+300``), and its qualifier."""

    value: Number
    unit: str | None = None
    increment: bool = False
    qualifier: Qualifier | None = None

    def __str__(self) -> str:
        """The English form, as ``to``."""
        return self.to("en")

    def to(self, lang: str) -> str:
        """The amount in a language, with all its digits, its unit and its qualifier."""
        return Amount(self.value, self.unit, self.qualifier, digits=Digits.ALL).to(lang)


def is_in_range(value: Number) -> bool:
    """Whether a number has at most ``MAX_DIGITS`` digits before the decimal mark, and as many after it."""
    if isinstance(value, int):
        return abs(value) < _LEAST_TOO_LARGE
    exact = Decimal(value)
    return exact.adjusted() < MAX_DIGITS and int(exact.as_tuple().exponent) >= -MAX_DIGITS


def parse_quantity(text: str, mark: DecimalMark | None = None) -> Quantity:
    """Parse an amount with or without a unit, given the declared decimal mark; raise QuantityError for anything else.

    Without a mark, ``4.125`` is refused, because it could be thousands.
    """
    digits = _DIGITS.fullmatch(text)
    if digits and not (digits["grouped"] and mark is DecimalMark.COMMA):
        return Quantity(int(text.replace(",", "")))
    require_digits(text)
    written = text.replace("−", "-").replace("～", "〜")  # a Japanese keyboard's minus; its tilde means a range
    plain, qualifier = split_qualifier(ungrouped(kanji_of_hangul(unicodedata.normalize("NFKC", written).strip())))
    match = _WRITTEN.fullmatch(_without_kanji(plain))
    if match is None or (match["sign"] and match["sign2"]) or _PREFIXED.match(plain):
        raise _not_a_number(text)
    money = _money(match["money"], text)
    value, rest = _scaled_exactly(match["number"], match["rest"], Typed(text, mark), is_money=money is not None)
    unit = _unit(rest, text)
    if money is not None and unit not in {None, money}:
        raise QuantityError(
            _('"{text}" has two units, {one} and {other}', text=text, one=match["money"], other=rest), hint=_EXAMPLES
        )
    signs = match["sign"] + match["sign2"]
    return Quantity(simplest(-value if signs == "-" else value), money or unit, signs == "+", qualifier)


def _without_kanji(plain: str) -> str:
    """The amount with digits for the kanji of its number: 5000人 for 五千人.

    Raises QuantityError if the unit is unknown, as in 千葉県, because the kanji may belong to another word.
    """
    match = _NUMERALS.fullmatch(plain)
    if match is None or (number := arabic(match["number"])) == match["number"]:
        return plain
    unit = match["unit"].strip()
    if unit and not is_known(unit):
        hint = _('write the number in digits: "{amount}"', amount=f"{number}{unit}")
        raise QuantityError(_('unknown unit "{unit}" after a number in kanji', unit=unit), hint=hint)
    return f"{number}{unit}"


def _money(written: str | None, text: str) -> str | None:
    """The code of the currency before the number; None if there is none, QuantityError if it is unknown."""
    code = currency(written) if written else None
    if written and code is None:
        if written.isalpha():
            raise _not_a_number(text)
        hint = _('use the ISO code, as in "12bn AUD"')
        raise QuantityError(_('unknown currency symbol "{symbol}"', symbol=written), hint=hint)
    return code


def _not_a_number(text: str, hint: str = _EXAMPLES) -> QuantityError:
    hint = _QUOTE_IT if _LEFT_BY_SHELL.fullmatch(text) else hint
    return QuantityError(_('invalid amount "{text}"', text=text), hint=hint)


def _scaled_exactly(number: str, rest: str, typed: Typed, *, is_money: bool) -> tuple[Decimal, str]:
    """The scaled number and its unit; raise QuantityError if decimal arithmetic would round it."""
    try:
        with localcontext(Context(prec=MAX_DIGITS, Emin=-1, Emax=MAX_DIGITS - 1, traps=[Inexact])):
            return _scaled(number, rest, typed, is_money=is_money)
    except Inexact:
        raise QuantityError(
            _('"{text}…" has more than {most} digits', text=typed.text[:20], most=MAX_DIGITS), hint=_EXAMPLES
        ) from None


def _scaled(number: str, rest: str, typed: Typed, *, is_money: bool) -> tuple[Decimal, str]:
    """The number times its scale word, and the unit that follows. The parts of ``2兆8000億円`` are added up."""
    after = rest.strip()
    if after and after[0] in KANJI:
        return _kanji(number + after, typed)
    if scale := _scale(number, rest, typed, is_money=is_money):
        exponent, unit = scale
        value = typed.number(number, scaled=True).scaleb(exponent)
        if value == 0:
            raise QuantityError(_('"{text}" is zero with a scale', text=typed.text), hint=_ZERO)
        return value, unit
    return typed.number(number, scaled=False), after


def _scale(number: str, rest: str, typed: Typed, *, is_money: bool) -> tuple[int, str] | None:
    """The exponent of the scale word after the number, and the unit behind it; None if a unit follows directly.

    ``5m`` is five million and ``5 m`` five metres, but money has no metres: ``EUR 12 m`` is twelve million. Capitals
    are a unit (``5 MN``), except for money. Raises QuantityError where both readings are possible.
    """
    attached = _ATTACHED.match(rest)
    if attached and attached["code"] in CODES and (exponent := _exponent(attached["word"])) is not None:
        return exponent, rest[attached.start("code") :]
    match = _SCALE_WORD.match(rest)
    if match is None:
        return None
    gap, word, unit = match["gap"], match["word"], rest[match.end() :].strip()
    is_money = is_money or currency(unit) is not None
    if word in {"t", "T"} and is_money:
        return _SCALES["tn"], unit
    if word == "T" and not gap:
        raise typed.ambiguous(_("write {number}tn for a trillion, {number} t for tonnes", number=number))
    exponent = _exponent(word)
    is_letter = len(word) == 1
    if exponent is None or is_money or (is_letter and not gap):
        return None if exponent is None else (exponent, unit)
    if is_letter and unit and unit.split()[0] not in {"of", "per"}:
        raise typed.ambiguous(_('write "{number}{letter} {unit}"', number=number, letter=word, unit=unit))
    return None if is_letter or word.isupper() else (exponent, unit)


def _exponent(word: str) -> int | None:
    """The power of ten of a scale word, in any spelling of case, spaces and plural; None for others."""
    plain = " ".join(word.lower().split())
    return _SCALES.get(plain, _SCALES.get(plain.removesuffix("s")) if len(plain) > len("bns") else None)


def _kanji(written: str, typed: Typed) -> tuple[Decimal, str]:
    """The sum of parts with falling scales (``1千万人``, ``2兆8,000億円``), and the unit that follows."""
    total, position, last = Decimal(0), 0, 99
    while part := _PART.match(written, position):
        exponent = sum(KANJI[character] for character in part[2])
        if exponent >= last or (position and len(part[0]) == 1):  # spoken, 1億2 is 120 million
            raise _not_a_number(typed.text, _SPOKEN)
        total += typed.number(part[1], scaled=bool(part[2])).scaleb(exponent)
        position, last = part.end(), exponent
    return total, written[position:].strip()


def _unit(rest: str, text: str) -> str | None:
    """The unit as the registry writes it; None if there is none, QuantityError if it is more than a unit."""
    unit = canonical(rest)
    if not rest or unit != rest:
        return unit or None
    if _CONTINUED.match(rest):
        hint = _OF_WHAT if "%" in text else _EXAMPLES
        raise QuantityError(_('"{text}" is more than one number with its unit', text=text), hint=hint)
    if not _UNIT.fullmatch(rest) or _QUALIFIED.search(rest):
        raise QuantityError(_('invalid unit "{text}"', text=rest), hint=_EXAMPLES)
    words = rest.split()
    if len(words[0]) > 1 and not words[0].isupper() and _exponent(words[0]) is not None:
        raise QuantityError(_('"{text}" has two scales', text=text), hint=_EXAMPLES)
    if currency(words[-1]) in CODES and len(words) > 1 and words[-2] != "per":
        message = _('unknown word "{word}" before {unit}', word=" ".join(words[:-1]), unit=words[-1])
        raise QuantityError(message, hint=_("scales: {words}", words=comma_list(_SCALES)))
    return rest
