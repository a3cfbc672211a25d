"""What a command starts with: the registry that is meant, and the day that counts as today."""

from datetime import UTC, date, datetime, time, tzinfo
from pathlib import Path

from commitrack.dates import parse_day
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Settings
from commitrack.registry import Reading, find, must_read
from commitrack.report.snapshot import Snapshot, take_snapshot
from commitrack.suggest import did_you_mean


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


def surveyed(reading: Reading, as_of: str | None, *, known: str | None = None) -> Snapshot:
    """The registry judged as of a day, of what had been recorded by the end of another."""
    settings = reading.registry.settings
    by = datetime.combine(day(known, settings), time.max, tzinfo=zone(settings)) if known else None
    return take_snapshot(reading.registry, as_of=day(as_of, settings), known=by)


def since_when(text: str, found: Snapshot) -> tuple[date, str | None]:
    """The day that ``--since`` means: a day, a meeting's last day, or that of the ``last`` meeting.

    Raises UsageError for what is neither, and where there was no meeting yet.
    """
    ended = {name: meeting.until or meeting.on for name, meeting in found.registry.meetings.items()}
    if text == "last":
        past = {name: on for name, on in ended.items() if on < found.as_of}
        if not past:
            raise UsageError(_("there was no meeting before that day"), hint=_("give a day: --since 2025-10-26"))
        text = max(past, key=lambda name: past[name])
    if text in ended:
        return ended[text], text
    try:
        return parse_day(text, today=found.as_of), None
    except ValueError as failure:
        hint = did_you_mean(text, ended) or _("or a meeting of the registry, or last")
        raise UsageError(str(failure), hint=hint) from None
