"""Shares as programs read them: decimal fractions of 1."""

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from commitrack.amounts import as_decimal

_MILLIONTH = Decimal("0.000001")


def fraction(share: Decimal | Fraction | None) -> Decimal | None:
    """A share rounded half to even to six places, but to 0 and to 1 only if it is exactly that; None stays None."""
    if share is None:
        return None
    exact = as_decimal(share) if isinstance(share, Fraction) else share
    rounded = exact.quantize(_MILLIONTH, ROUND_HALF_EVEN)
    if 0 < share < 1:
        rounded = min(max(rounded, _MILLIONTH), 1 - _MILLIONTH)
    return rounded.normalize() + 0
