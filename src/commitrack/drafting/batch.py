"""Many updates at once, all or none; what the journal already has is not added again."""

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
    """The updates that a sheet adds, and how many of its rows the journal already had."""

    updates: tuple[Update, ...]
    known: int


def draft_batch(
    rows: Iterable[tuple[int, UpdateInput | UsageError]], registry: Registry, *, now: datetime, today: date
) -> Batch:
    """Draft an update for every row that is new, given the registry and the rows above it.

    ``rows`` are line numbers with what each row states, or why it cannot be read. Each update is a microsecond
    later than the one before, so that of two rows for the same day the lower one counts. Raises UsageError that
    lists every invalid row with its line and the reason.
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
    """The update of a row, checked for plausibility only if it is new: a known figure may lie below a later one."""
    if isinstance(typed, UsageError):
        raise typed
    update = draft_update(replace(typed, force=True), registry, now=now, today=today)
    return update if _content(update) in known_contents else draft_update(typed, registry, now=now, today=today)


def _contents(registry: Registry) -> set[Update]:
    """What the updates of the journal state that are not retracted."""
    retracted_keys = retracted(registry.updates.values())
    return {_content(update) for update in registry.updates.values() if update.key not in retracted_keys}


def _content(update: Update) -> Update:
    """The update without the moment at which it was recorded."""
    return replace(update, key="", recorded=datetime.min.replace(tzinfo=UTC))


def _problem(line: int, failure: CommitrackError) -> str:
    if failure.hint:
        return _("line {line}: {what} ({hint})", line=line, what=failure.message, hint=failure.hint)
    return _("line {line}: {what}", line=line, what=failure.message)


def _refusal(problems: list[str]) -> UsageError:
    return UsageError(
        _(
            "{n} row cannot be taken, so none was:\n{lines}",
            "{n} rows cannot be taken, so none was:\n{lines}",
            n=len(problems),
            lines=join(problems, "\n"),
        )
    )
