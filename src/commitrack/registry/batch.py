"""Many updates at once, all or nothing; what stands in the journal already is not added twice."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from commitrack.assess.history import retracted
from commitrack.errors import CommitrackError, UsageError
from commitrack.language import LazyString as _
from commitrack.language import joined
from commitrack.model import Registry, Update
from commitrack.registry.entry import UpdateInput, update_of


class Batch(Struct, frozen=True, kw_only=True):
    """What a file of rows comes to: the new updates, and how many rows stood in the journal already."""

    updates: tuple[Update, ...]
    known: int


def batch(
    rows: Iterable[tuple[int, UpdateInput | UsageError]],
    registry: Registry,
    folder: Path,
    *,
    now: datetime,
    today: date,
) -> Batch:
    """Draft an update for every row that is new, each one in view of those before it and a microsecond later, so
    that of two rows for one day the lower one counts.

    Raises UsageError that names every row that cannot be meant, with its line and the reason.
    """
    gone = retracted(registry.updates.values())
    standing = {_said(update) for update in registry.updates.values() if update.key not in gone}
    updates: list[Update] = []
    wrong: list[str] = []
    known = 0
    for line, entry in rows:
        moment = now + timedelta(microseconds=len(updates))
        try:
            update = _drafted(entry, registry, folder, standing, now=moment, today=today)
        except CommitrackError as failure:
            wrong.append(_refused(line, failure))
            continue
        if _said(update) in standing:
            known += 1
            continue
        standing.add(_said(update))
        updates.append(update)
        registry = replace(registry, updates={**registry.updates, update.key: update})
    if wrong:
        lines = joined(wrong, "\n")
        raise UsageError(
            _(
                "{n} row cannot be taken, so none was:\n{lines}",
                "{n} rows cannot be taken, so none was:\n{lines}",
                n=len(wrong),
                lines=lines,
            )
        )
    return Batch(updates=tuple(updates), known=known)


def _refused(line: int, failure: CommitrackError) -> str:
    if failure.hint:
        return _("line {line}: {what} ({hint})", line=line, what=failure.message, hint=failure.hint)
    return _("line {line}: {what}", line=line, what=failure.message)


def _drafted(
    entry: UpdateInput | UsageError,
    registry: Registry,
    folder: Path,
    standing: set[Update],
    *,
    now: datetime,
    today: date,
) -> Update:
    """Rows that were logged before are recognised first: what rose then would no longer rise now."""
    if isinstance(entry, UsageError):
        raise entry
    meant = update_of(replace(entry, force=True), registry, folder, now=now, today=today)
    return meant if _said(meant) in standing else update_of(entry, registry, folder, now=now, today=today)


def _said(update: Update) -> Update:
    """The update without the moment at which it was said."""
    return replace(update, key="", recorded=datetime.min.replace(tzinfo=UTC))
