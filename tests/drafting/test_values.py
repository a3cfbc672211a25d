"""Conversion of typed text to values; invalid text raises a UsageError that repeats it."""

from collections.abc import Callable
from datetime import date

import pytest

from commitrack.drafting.quantities import qualifier_of, read_exact, read_quantity
from commitrack.drafting.values import read_day, read_span, read_when
from commitrack.errors import UsageError
from commitrack.model import Qualifier, Span, When
from commitrack.quantity import Quantity

TODAY = date(2026, 10, 2)


def test_each_kind_of_value_is_read() -> None:
    """Amounts, days, dates and durations are read as people write them."""
    assert read_quantity("120億円") == Quantity(12_000_000_000, "JPY")
    assert read_day("yesterday", today=TODAY) == date(2026, 10, 1)
    assert read_when("FY2026") == When("FY2026")
    assert isinstance(read_span("3 years"), Span)


@pytest.mark.parametrize(
    ("read", "text", "message"),
    [
        (read_quantity, "many", 'invalid amount "many"'), (read_when, "someday", 'invalid date "someday"'),
        (read_exact, "約40%", '"約40%" has a qualifier, which cannot be recorded here'),
        (lambda text: qualifier_of(read_quantity(text), Qualifier.ABOUT), "5人以上", "the amount is qualified as"),
        (read_span, "soon", '"soon" must be a duration'),
        (lambda text: read_day(text, today=TODAY), "someday", 'invalid date "someday"'),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_read_is_refused(read: Callable[[str], object], text: str, message: str) -> None:
    """Invalid text raises UsageError with the reason, not the ValueError of the parser."""
    with pytest.raises(UsageError, match=message) as caught:
        read(text)
    assert caught.value.message.startswith(message)
