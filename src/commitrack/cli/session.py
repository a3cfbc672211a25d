"""What a command starts with: the registry that is meant, and the day that counts as today."""

from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

from commitrack.dates import parse_day
from commitrack.errors import UsageError
from commitrack.model import Settings
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
