"""Increments whose base has been retracted."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from commitrack.assess.increments import without_base
from commitrack.model import Commitment, Target, Update

ONE = Commitment(id="c", title="C", targets={"t": Target(value=9, unit="people")})
TWO = Commitment(id="c", title="C", targets={"t": Target(unit="people"), "u": Target(unit="laws")})


def line(key: str, day: int, **fields: Any) -> Update:
    """An update for a day of January 2025."""
    recorded = datetime(2025, 1, day, tzinfo=UTC)
    return Update(key=key, commitment="c", on=date(2025, 1, day), recorded=recorded, **fields)


LEVEL, BACK, MORE = line("a", 1, actual=5), line("r", 9, retracts="a"), line("m", 3, add=1)


@pytest.mark.parametrize(
    ("updates", "found"),
    [
        ([LEVEL, MORE], []),
        ([LEVEL, BACK], []),
        ([MORE, BACK, LEVEL], [("m", "a")]),
        ([LEVEL, BACK, MORE, line("n", 4, add=2)], [("m", "a"), ("n", "a")]),
        ([LEVEL, BACK, MORE, line("s", 9, retracts="m")], []),
        ([LEVEL, BACK, line("b", 2, actual=4), MORE], []),
        ([LEVEL, BACK, line("b", 4, actual=4), MORE], [("m", "a")]),
        ([LEVEL, line("r", 9, retracts="a"), line("rr", 10, retracts="r"), MORE], []),
    ],
)
def test_an_increment_continues_the_level_stated_before_it(updates: list[Update], found: list[tuple[str, str]]) -> None:
    """An increment is found if the last level stated before it is retracted, whatever the order of the lines."""
    assert [(more.key, base.key) for more, base in without_base(ONE, "t", updates)] == found


def test_each_target_has_its_own_base() -> None:
    """An increment is never found because of a retracted level of another target."""
    updates = [line("a", 1, actual=5, target="t"), BACK, line("m", 3, add=1, target="u")]
    assert list(without_base(TWO, "u", updates)) == []
    assert list(without_base(TWO, "t", updates)) == []
