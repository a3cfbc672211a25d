"""What a command starts with: the registry that is meant, and the day that counts as today."""

from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

from commitrack.dates import parse_day
from commitrack.errors import NotFoundError, UsageError
from commitrack.model import Registry, Settings
from commitrack.query import FIELDS
from commitrack.registry import Reading, find, must_read
from commitrack.report.survey import Survey, survey


def registry_folder(named: str | None) -> Path:
    """The folder of the registry that is named, or the nearest one from here upward."""
    return find(named, start=Path.cwd())


def opened(named: str | None) -> Reading:
    """The registry, sound, or an error with every problem of it."""
    return must_read(registry_folder(named))


def zone(settings: Settings) -> tzinfo:
    """The registry's time zone: whose today."""
    if settings.timezone == "UTC":
        return UTC
    from zoneinfo import ZoneInfo  # noqa: PLC0415  10 ms that a registry in UTC need not pay

    return ZoneInfo(settings.timezone)


def day(text: str | None, settings: Settings) -> date:
    """The day an option names; without one, today where the registry is kept."""
    today = datetime.now(zone(settings)).date()
    if text is None:
        return today
    try:
        return parse_day(text, today=today)
    except ValueError as failure:
        raise UsageError(str(failure)) from None


def surveyed(reading: Reading, as_of: str | None) -> Survey:
    """The registry judged as of a day."""
    return survey(reading.registry, as_of=day(as_of, reading.registry.settings))


def must_exist(commitment: str, registry: Registry) -> None:
    """Raise NotFoundError, with what may have been meant, for an id that is not in the registry."""
    if commitment in registry.commitments:
        return
    import difflib  # noqa: PLC0415

    near = difflib.get_close_matches(commitment, registry.commitments, n=3, cutoff=0.5)
    near = near or [name for name in registry.commitments if commitment in name][:3]
    hint = f"did you mean {' or '.join(near)}?" if near else "see them all with: commitrack list kind:pledge,programme"
    if commitment.partition(":")[0] in FIELDS:
        hint = f"this command takes one id; a query goes to: commitrack list {commitment}"
    raise NotFoundError(f"there is no commitment “{commitment}”", hint=hint)
