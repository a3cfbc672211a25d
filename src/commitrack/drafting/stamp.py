"""The time at which a new line is recorded."""

from datetime import datetime, timedelta

from commitrack.dates import LAST_YEAR
from commitrack.errors import RegistryError
from commitrack.language import LazyString as _
from commitrack.model import Registry


def stamp(registry: Registry, *, now: datetime) -> datetime:
    """The time at which the next line is recorded: now, but later than every line of the registry.

    So lines are in the order in which they were recorded, even if this clock is behind that of another machine.
    Raises RegistryError after a line from the end of the last year that can be written.
    """
    last = registry.last_recorded()
    if last is None or last[1] < now:
        return now
    key, moment = last
    following = moment + timedelta(microseconds=1)
    if following.year > LAST_YEAR:
        raise RegistryError(
            _('no line can be recorded after "{key}", recorded in {year}', key=key, year=moment.year),
            hint=_("correct the time of that line: the clock that it comes from was wrong"),
        )
    return following
