"""The time at which a new line is recorded."""

from datetime import datetime, timedelta

from commitrack.dates import LAST_YEAR
from commitrack.errors import RegistryError
from commitrack.language import LazyString as _
from commitrack.model import Registry, Update

MICROSECOND_DIGITS, SUFFIX_DIGITS = 5, 13
"""Hexadecimal digits of a key's suffix: those of the microseconds, which are first, and all of them."""
_LAST = 999_999


def stamp(registry: Registry, *, now: datetime) -> datetime:
    """The time at which the next line is recorded: now, but later than every line of the registry.

    So lines are in the order in which they were recorded, even if this clock is behind that of another machine.
    Raises RegistryError after a line from the end of the last year that can be written.
    """
    times = {update.key: _time(update) for update in registry.updates.values()}
    times |= {name: commitment.recorded for name, commitment in registry.commitments.items() if commitment.recorded}
    times |= {f"removed.{name}": removal.added for name, removal in registry.removed.items()}
    last = max(times, key=lambda name: times[name], default=None)
    if last is None or times[last] < now:
        return now
    following = times[last] + timedelta(microseconds=1)
    if following.year > LAST_YEAR:
        raise RegistryError(
            _('no line can be recorded after "{key}", recorded in {year}', key=last, year=times[last].year),
            hint=_("correct the time of that line: the clock that it comes from was wrong"),
        )
    return following


def _time(update: Update) -> datetime:
    """When an update was recorded, with the microseconds that its key contains; else the end of that second."""
    digits = update.key.rpartition("-")[2]
    microseconds = int(digits[:MICROSECOND_DIGITS], 16) if len(digits) == SUFFIX_DIGITS else _LAST
    return update.recorded.replace(microsecond=min(microseconds, _LAST))
