"""Parse the digits of an amount: ``4,120``, ``4.12`` and, with a declared decimal mark, ``4.120,5``."""

import re
import unicodedata
from decimal import Decimal

from msgspec import Struct

from commitrack.language import LazyString as _
from commitrack.model import DecimalMark

KANJI = {"十": 1, "百": 2, "千": 3, "万": 4, "億": 8, "兆": 12, "京": 16}
KANJI_DIGITS = "〇一二三四五六七八九"
_DIGITS = str.maketrans(KANJI_DIGITS, "0123456789")
_SCALES = str.maketrans("십백천만억조경", "十百千万億兆京")
_HANGUL = re.compile(r"(?<=\d) ?[십백천만억조경]+")
_BETWEEN_PARTS = re.compile(rf"(?<=[{''.join(KANJI)}]) (?=\d)")
_GROUPS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}([ '’])\d{3}(?:\1\d{3})*(?![\d'’])")
_RUN = re.compile(rf"(?<!\d)([{KANJI_DIGITS}](?!半期)|[十百千])+(?!\d)")
"""A number below 10,000 in kanji, unless a digit is next to it, as in 5千, or it is the 四 of 四半期."""
_PLACES = re.compile(r"(?:(\d?)千)?(?:(\d?)百)?(?:(\d?)十)?(\d?)")
_GROUPED = re.compile(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?|\d+(\.\d+)?")
_POINT_AND_THREE, _COMMA_AND_THREE = (re.compile(rf"[1-9]\d{{0,2}}{mark}\d{{3}}") for mark in (r"\.", ","))
"""4.125 is four and an eighth to a reader in London, and four thousand to one in Jakarta."""
_SWAPPED = str.maketrans(".,", ",.")


def arabic(text: str) -> str:
    """The text with digits for kanji numerals: 5000人 for 五千人, 100億ドル for 百億ドル, 2026年 for 二〇二六年."""
    return _RUN.sub(lambda run: _in_digits(run[0]), text)


def kanji_of_hangul(text: str) -> str:
    """The text with kanji for the Korean scales after a number: 5千万원 for 5천만원, 1兆2000億원 for 1조 2000억 원."""
    if text.isascii():
        return text
    return _BETWEEN_PARTS.sub("", _HANGUL.sub(lambda scale: scale[0].strip().translate(_SCALES), text))


def ungrouped(text: str) -> str:
    """The text without the spaces or apostrophes that group thousands: 5000 for 5 000, 12345 for 12'345."""
    return _GROUPS.sub(lambda number: re.sub("[ '’]", "", number[0]), text)


def _in_digits(run: str) -> str:
    """A number in kanji, by places (五千三百) or digit by digit (五三〇〇), in digits; unchanged if it is neither."""
    digits = run.translate(_DIGITS)
    places = _PLACES.fullmatch(digits)
    if digits.isdecimal() or places is None:
        return digits if digits.isdecimal() else run
    values = (1000, 100, 10)
    counts = [0 if count is None else int(count or 1) for count in places.groups()[:3]]
    return str(sum(count * value for count, value in zip(counts, values, strict=True)) + int(places[4] or 0))


class QuantityError(ValueError):
    """An amount that is not understood: a message, and a hint on what to type instead."""

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class Typed(Struct, frozen=True):
    """An amount as typed, and the decimal mark that the registry declares; None if it declares none."""

    text: str
    mark: DecimalMark | None = None

    def ambiguous(self, hint: str) -> QuantityError:
        """The error that the amount can be read in two ways."""
        return QuantityError(_('"{text}" is ambiguous', text=self.text), hint=hint)

    def number(self, digits: str, *, scaled: bool) -> Decimal:
        """Digits of the amount as a number; ``scaled`` if a scale follows. Raises QuantityError.

        Thousands are grouped by commas or not at all; if the comma is the decimal mark, by dots.
        """
        if self._can_mean_two_numbers(digits, scaled=scaled):
            raise self.ambiguous(self._both(digits))
        english = digits.translate(_SWAPPED) if self.mark is DecimalMark.COMMA else digits
        if not _GROUPED.fullmatch(english):
            raise QuantityError(_('invalid digit grouping in "{text}"', text=self.text), hint=self._regrouped(digits))
        return +Decimal(english.replace(",", ""))

    def _can_mean_two_numbers(self, digits: str, *, scaled: bool) -> bool:
        """Whether digits could be a decimal number or thousands; commitrack itself prints 4,125 and 4.125m."""
        if self.mark is DecimalMark.COMMA:
            return bool(_COMMA_AND_THREE.fullmatch(digits) or (scaled and _POINT_AND_THREE.fullmatch(digits)))
        return self.mark is None and not scaled and _POINT_AND_THREE.fullmatch(digits) is not None

    def _both(self, digits: str) -> str:
        """The two numbers that digits can be read as, each written so that it is only one."""
        few = f"{digits}0" if digits[-1] != "0" else digits.rstrip("0").rstrip(".,")
        if self.mark is None:
            few, many = self._with(few, digits), self._with(digits.replace(".", ","), digits)
            return _("write {few} or {many}, or declare decimal_mark in [registry]", few=few, many=many)
        few, many = self._with(few.replace(".", ","), digits), self._with(re.sub(r"\D", "", digits), digits)
        return _("write {few} or {many}", few=few, many=many)

    def _with(self, other: str, digits: str) -> str:
        """The amount as typed, with other digits, so that a hint loses neither its scale nor its unit."""
        return f'"{ungrouped(unicodedata.normalize("NFKC", self.text)).replace(digits, other, 1)}"'

    def _regrouped(self, digits: str) -> str:
        """What digits with the separators of another country mean, if they can mean only one thing."""
        other = digits.translate(_SWAPPED)
        amount = self._with(other, digits)
        is_comma = self.mark is DecimalMark.COMMA
        if not _GROUPED.fullmatch(digits if is_comma else other):
            if is_comma:
                return _("write thousands as 4.120 and decimals as 4,12")
            return _("write thousands as 4,120 and decimals as 4.12")
        if is_comma:
            return _("if the comma groups thousands and the dot marks the decimals, write {number}", number=amount)
        if "." in other:
            return _("if the comma marks the decimals, write {number}", number=amount)
        return _("if the dots group thousands, write {number}", number=amount)


def require_digits(text: str) -> None:
    """Raise QuantityError for a character that would become a digit of the number, although it is none.

    500² is not 5,002, and 5① not 51. After a letter, as in km² or CO₂, it belongs to the unit.
    """
    if text.isascii():
        return
    for before, character in zip(f" {text}", text, strict=False):
        if character.isdecimal() or not re.search(r"\d", unicodedata.normalize("NFKC", character)):
            continue
        if not before.isalpha() or before in KANJI:
            raise QuantityError(
                _('"{character}" in "{text}" is not a digit', character=character, text=text),
                hint=_("write powers and fractions in full (10⁶ as 1,000,000, ½ as 0.5), and omit note marks"),
            )
