"""Records survive the index exactly: as written, with all their digits."""

from datetime import date
from decimal import Decimal

import pytest

from commitrack.index.packing import pack, unpack_commitment, unpack_update
from commitrack.model import Commitment, Span, Target, When
from commitrack.registry import example, must_read


@pytest.mark.parametrize("made", [date(2024, 2, 29), 2024, "2024-09", "2024-Q3", "FY2024", "FY2024-25"])
@pytest.mark.parametrize("value", [0, -5, 10**27, Decimal("12.50"), Decimal("0.000000001"), Decimal(10) ** 27])
def test_days_spans_and_numbers_keep_how_they_are_written(made: date | int | str, value: int | Decimal) -> None:
    """A commitment is the same afterwards, also in how it is printed."""
    target = Target(value=value, unit="人", within=Span("18 months", months=18))
    commitment = Commitment(id="x", title={"en": "X", "ja": "案"}, made=When(made), targets={"a": target})
    read = unpack_commitment(pack(commitment))
    assert read == commitment
    assert repr(read) == repr(commitment)


def test_the_shipped_registry_survives() -> None:
    """Every commitment and every update of the shipped registry is the same afterwards."""
    registry = must_read(example()).registry
    commitments = [unpack_commitment(pack(commitment)) for commitment in registry.commitments.values()]
    updates = [unpack_update(pack(update)) for update in registry.updates.values()]
    assert repr(commitments) == repr(list(registry.commitments.values()))
    assert repr(updates) == repr(list(registry.updates.values()))
