"""A new line is recorded later than every line that exists, whatever the clocks say."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from msgspec.structs import replace

from commitrack.drafting.stamp import stamp
from commitrack.drafting.updates import key_of
from commitrack.model import Registry, Removal, Update

MICROSECOND = timedelta(microseconds=1)


@pytest.mark.parametrize("ahead", [timedelta(), MICROSECOND, timedelta(seconds=1), timedelta(days=400)])
def test_the_time_of_recording_never_goes_back(
    registry: Callable[..., Registry], logged: Callable[..., Update], ahead: timedelta
) -> None:
    """After a line from a clock that is ahead, the next line is recorded a microsecond later, with a higher key."""
    now = logged(1).recorded.replace(microsecond=500_000)
    earlier = replace(logged(1), key=key_of(now + ahead), recorded=(now + ahead).replace(microsecond=0))
    time = stamp(registry(earlier), now=now)
    assert time == now + ahead + MICROSECOND
    later = replace(earlier, key=key_of(time), recorded=time.replace(microsecond=0))
    assert later.order()[1:] > earlier.order()[1:]


@pytest.mark.parametrize("suffix", ["7f3a", "fffff00000000"])
def test_a_key_without_microseconds_counts_as_the_end_of_its_second(
    registry: Callable[..., Registry], logged: Callable[..., Update], suffix: str
) -> None:
    """A key that contains no time is followed by one of the next second, which is higher."""
    earlier = replace(logged(1), key=f"20261002T081500Z-{suffix}")
    assert stamp(registry(earlier), now=earlier.recorded) == earlier.recorded + timedelta(seconds=1)


def test_additions_count_as_well(registry: Callable[..., Registry], logged: Callable[..., Update]) -> None:
    """What is recorded after a commitment was added is later than the addition."""
    now, empty = logged(1).recorded, registry()
    added = replace(empty.commitments["plan"], recorded=now + MICROSECOND)
    assert stamp(replace(empty, commitments={"plan": added}), now=now) == now + 2 * MICROSECOND
    assert stamp(empty, now=now) == now


def test_removals_count_as_well(registry: Callable[..., Registry], logged: Callable[..., Update]) -> None:
    """A commitment that is added again is later than the one that was removed, by which check tells them apart."""
    now, empty = logged(1).recorded, registry()
    ahead = now + timedelta(hours=1)
    assert stamp(replace(empty, removed={"a": Removal(added=ahead)}), now=now) == ahead + MICROSECOND
