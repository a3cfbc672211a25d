"""The time at which a new line is recorded."""

from datetime import datetime, timedelta

from commitrack.model import Registry, Update

MICROSECOND_DIGITS, SUFFIX_DIGITS = 5, 13
"""Hexadecimal digits of a key's suffix: those of the microseconds, which are first, and all of them."""
_LAST = 999_999


def stamp(registry: Registry, *, now: datetime) -> datetime:
    """The time at which the next line is recorded: now, but later than every line of the registry.

    So lines are in the order in which they were recorded, even if this clock is behind that of another machine.
    """
    times = [_time(update) for update in registry.updates.values()]
    times += [commitment.recorded for commitment in registry.commitments.values() if commitment.recorded is not None]
    return max([now, *(time + timedelta(microseconds=1) for time in times)])


def _time(update: Update) -> datetime:
    """When an update was recorded, with the microseconds that its key contains; else the end of that second."""
    digits = update.key.rpartition("-")[2]
    microseconds = int(digits[:MICROSECOND_DIGITS], 16) if len(digits) == SUFFIX_DIGITS else _LAST
    return update.recorded.replace(microsecond=min(microseconds, _LAST))
