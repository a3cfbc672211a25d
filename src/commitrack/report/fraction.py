"""Shares as programs read them: decimal fractions of 1."""

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from commitrack.amounts import WIDE, as_decimal


def fraction(share: Decimal | Fraction | None) -> Decimal | None:
    """A share rounded half to even to six places, or to three digits if it is small; 1 only if it is exactly that."""
    if share is None:
        return None
    exact = as_decimal(share) if isinstance(share, Fraction) else share
    step = Decimal(1).scaleb(min(-6, exact.adjusted() - 2)) if exact else Decimal(1)
    rounded = exact.quantize(step, ROUND_HALF_EVEN, WIDE)
    if share < 1:
        rounded = min(rounded, 1 - step)
    return rounded.normalize() + 0
