"""Draft many updates at once, all or none; updates already in the journal are skipped."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from commitrack.assess.history import retracted
from commitrack.drafting.updates import UpdateInput, draft_update
from commitrack.errors import CommitrackError, UsageError
from commitrack.language import LazyString as _
from commitrack.language import join
from commitrack.model import Registry, Update


class Batch(Struct, frozen=True, kw_only=True):
    """The new updates of a spreadsheet, and how many of its rows the journal already has."""

    updates: tuple[Update, ...]
    known: int


def draft_batch(
    rows: Iterable[tuple[int, UpdateInput | UsageError]], registry: Registry, *, now: datetime, today: date
) -> Batch:
    """Draft an update for every new row, given the registry and the rows above it.

    ``rows`` are line numbers with the input of each row, or the error that prevents reading it. Each update is recorded
    a microsecond after the previous one, so that of two rows for the same day the lower one counts. Raises UsageError,
    which lists every invalid row with its line and the reason.
    """
    known_contents = _contents(registry)
    updates: list[Update] = []
    problems: list[str] = []
    known = 0
    for line, typed in rows:
        moment = now + timedelta(microseconds=len(updates))
        try:
            update = _draft_row(typed, registry, known_contents, now=moment, today=today)
        except CommitrackError as failure:
            problems.append(_problem(line, failure))
            continue
        if _content(update) in known_contents:
            known += 1
            continue
        known_contents.add(_content(update))
        updates.append(update)
        registry = replace(registry, updates={**registry.updates, update.key: update})
    if problems:
        raise _refusal(problems)
    return Batch(updates=tuple(updates), known=known)


def _draft_row(
    typed: UpdateInput | UsageError, registry: Registry, known_contents: set[Update], *, now: datetime, today: date
) -> Update:
    """The update of a row. Plausibility is checked only if it is new: a known figure may be below a later one."""
    if isinstance(typed, UsageError):
        raise typed
    update = draft_update(replace(typed, force=True), registry, now=now, today=today)
    return update if _content(update) in known_contents else draft_update(typed, registry, now=now, today=today)


def _contents(registry: Registry) -> set[Update]:
    """The contents of all updates in the journal that are not retracted."""
    retracted_keys = retracted(registry.updates.values())
    return {_content(update) for update in registry.updates.values() if update.key not in retracted_keys}


def _content(update: Update) -> Update:
    """The update without its key and time of recording, for comparison."""
    return replace(update, key="", recorded=datetime.min.replace(tzinfo=UTC))


def _problem(line: int, failure: CommitrackError) -> str:
    if failure.hint:
        return _("line {line}: {what} ({hint})", line=line, what=failure.message, hint=failure.hint)
    return _("line {line}: {what}", line=line, what=failure.message)


def _refusal(problems: list[str]) -> UsageError:
    return UsageError(
        _(
            "{n} invalid row; nothing imported:\n{lines}",
            "{n} invalid rows; nothing imported:\n{lines}",
            n=len(problems),
            lines=join(problems, "\n"),
        )
    )
