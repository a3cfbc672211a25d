"""What most commands need first: the registry, and the day that counts as today."""

import os
import shlex
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import TypeVar

from commitrack.cli.progress_bar import progress_bar
from commitrack.cli.signals import let_interrupt
from commitrack.cli.stderr import notify
from commitrack.dates import after, parse_span
from commitrack.drafting.lookup import require_commitment
from commitrack.drafting.stamp import stamp
from commitrack.drafting.values import read_day
from commitrack.errors import RegistryError, UsageError
from commitrack.labels import known_word
from commitrack.language import LazyString as _
from commitrack.model import Registry, Settings, Span
from commitrack.registry import Reading, find
from commitrack.registry.indexed import read_indexed, stored_assessments
from commitrack.registry.ownership import is_foreign
from commitrack.registry.read_only import without_contents
from commitrack.report.snapshot import Snapshot, take_snapshot
from commitrack.suggest import did_you_mean

AHEAD = timedelta(days=1)
"""How far clocks may differ without a notice."""

T = TypeVar("T")
_KEPT: list[object] = []


def registry_folder(named: str | None) -> Path:
    """The folder of the named registry, or the nearest one from here upward. Raises RegistryError if there is none.

    If the nearest one belongs to somebody else, a notice on stderr says so: it may not be the one that was meant.
    """
    if named is not None:
        return find(named, start=Path())
    try:
        folder = find(None, start=Path.cwd())
    except FileNotFoundError:
        hint = _("change to another folder, or name the registry: --registry DIR")
        raise RegistryError(_("the current folder no longer exists"), hint=hint) from None
    if is_foreign(folder):
        notice = _('note: the registry in "{folder}" belongs to another user', folder=folder)
        named_by = _("if it is the one you want, name it: --registry {folder}", folder=shlex.quote(str(folder)))
        hint = _("hint: {hint}", hint=named_by)
        notify(notice, hint)
    return folder


def read_registry(named: str | None) -> Reading:
    """Read the registry, to do nothing but that; raise RegistryError with every error if it is not valid."""
    reading = watched(read_indexed, registry_folder(named))
    let_interrupt()
    return kept(without_contents(reading))


def watched(read: Callable[..., Reading], folder: Path) -> Reading:
    """What a function reads of a folder, with a progress bar if that takes long."""
    with ExitStack() as shown:
        label = _("reading the registry")
        return read(folder, watch=lambda paths: shown.enter_context(progress_bar(paths, label, total=len(paths))))


def kept(value: T) -> T:
    """The value itself, kept until the process exits: to free 100,000 records one by one takes 0.1 s."""
    _KEPT.append(value)
    return value


def current_id(typed: str, registry: Registry) -> str:
    """The id of a commitment; if a former one was typed, a notice says so. Raises NotFoundError for an unknown id."""
    current = require_commitment(typed, registry)
    notify_renamed([typed], registry)
    return current


def notify_renamed(typed: Iterable[str], registry: Registry) -> None:
    """Print a notice on stderr for each former id of a commitment."""
    current = registry.current_ids()
    for former in dict.fromkeys(typed):
        if former in current:
            notify(_('note: "{id}", formerly "{former}"', id=current[former], former=former))


def zone(settings: Settings) -> tzinfo:
    """The time zone of the registry, which determines what today is."""
    if settings.timezone == "UTC":
        return UTC
    from zoneinfo import ZoneInfo  # noqa: PLC0415  10 ms, not needed for UTC

    return ZoneInfo(settings.timezone)


def day(text: str | None, settings: Settings) -> date:
    """The day given by an option; without one, today in the registry's time zone. Raises UsageError."""
    today = datetime.now(zone(settings)).date()
    try:
        return today if text is None else read_day(text, today=today)
    except UsageError as failure:
        if text != os.environ.get("COMMITRACK_AS_OF"):
            raise
        raise UsageError(failure.message, hint=_("COMMITRACK_AS_OF is set to it")) from None


def recording_time(registry: Registry) -> datetime:
    """The time at which the next line is recorded: now, but later than every line of the registry.

    If that is days ahead, because a line comes from a wrong clock, a notice on stderr says so.
    """
    now = datetime.now(UTC)
    recorded = stamp(registry, now=now)
    if recorded - now > AHEAD:
        notice = _("note: recorded as of {day}, because the registry has a line of that day", day=recorded.date())
        hint = _("hint: {hint}", hint=_("a clock was wrong; to find the line: commitrack log --keys -n 1"))
        notify(notice, hint)
    return recorded


def snapshot_as_of(reading: Reading, as_of: str | None, *, known: str | None = None) -> Snapshot:
    """The registry as of a day, from what had been recorded by the end of the day ``known``. Raises UsageError."""
    settings = reading.registry.settings
    by = datetime.combine(day(known, settings), time.max, tzinfo=zone(settings)) if known else None
    on = day(as_of, settings)
    find = None if by else stored_assessments(reading, on)
    return kept(take_snapshot(reading.registry, as_of=on, known=by, find=find))


def since_when(text: str, snapshot: Snapshot) -> tuple[date, str | None]:
    """The day for ``--since``, and the id of the meeting if it names one: a day, a span before today, a
    meeting (its last day), or ``last``.

    Raises UsageError if it is none of these, or if there was no meeting yet.
    """
    ended = {name: meeting.until or meeting.on for name, meeting in snapshot.registry.meetings.items()}
    if known_word(text, ("last",), lambda _word: _("last")):
        past = {name: on for name, on in ended.items() if on < snapshot.as_of}
        if not past:
            raise UsageError(_("no meeting before the report date"), hint=_("give a date: --since 2025-10-26"))
        text = max(past, key=lambda name: past[name])
    if text in ended:
        return ended[text], text
    try:
        return since_day(text, today=snapshot.as_of), None
    except UsageError as failure:
        hint = did_you_mean(text, ended) or _('you can also give a meeting id or "last"')
        raise UsageError(failure.message, hint=hint) from None


def since_day(text: str, *, today: date) -> date:
    """The day that ``--since`` names: a day, or a span before today, as in “90 days”. Raises UsageError."""
    try:
        span = parse_span(text.removesuffix("ago").removesuffix("前"))
        return after(today, Span(f"-{span}", months=-span.months, days=-span.days))
    except ValueError:
        return read_day(text, today=today)
