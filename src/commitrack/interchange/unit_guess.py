"""The unit that a heading states, as "Spending (£ billion)" does: only ever for suggestions."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress

from msgspec import Struct

from commitrack.numerals import QuantityError
from commitrack.quantity import parse_quantity
from commitrack.units import CODES

_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_SHARE = re.compile(r"(?:%|\b[Pp]er ?cent(?:age)?\b|パーセント|割合)( of [A-Z]{2,})?")
_MONEY = re.compile(r"(?:US\$|[£$€¥]|\b[A-Z]{3}\b)\s*[a-z]*|[十百千万億兆]*(?:円|米ドル)")
_SCALES = {10**3: "thousand", 10**6: "million", 10**8: "億", 10**9: "billion", 10**12: "trillion"}


class StatedUnit(Struct, frozen=True):
    """A unit, and the number by which the numbers below it are multiplied, in words if it has some."""

    unit: str
    scale: int | str


def stated_unit(heading: str, *, counts: bool) -> StatedUnit | None:
    """The unit in a heading: money, a share, or, if the column ``counts`` something, what is in brackets."""
    text = unicodedata.normalize("NFKC", heading)
    for part in (*_IN_BRACKETS.findall(text), _IN_BRACKETS.sub("", text)):
        if share := _SHARE.search(part):
            return StatedUnit(f"%{share[1] or ''}", 1)
        for written in reversed(_MONEY.findall(part)):
            for amount in _amounts(written):
                if amount.unit in CODES:
                    return amount
    in_brackets = (amount for part in _IN_BRACKETS.findall(text) for amount in _amounts(part) if amount.scale == 1)
    return next(in_brackets, None) if counts else None


def _amounts(written: str) -> Iterator[StatedUnit]:
    """What a text means after a one, or, for “£ billion”, with it in between."""
    for text in (f"1 {written}", f"1{written}", re.sub(r"^([A-Z]*\W?)\s*", r"\g<1>1 ", written)):
        with suppress(QuantityError):
            amount = parse_quantity(text)
            if amount.unit and isinstance(amount.value, int):
                yield StatedUnit(amount.unit, _SCALES.get(amount.value, amount.value))
