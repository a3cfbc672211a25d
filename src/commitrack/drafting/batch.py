"""Draft many updates at once, all or none; updates already in the journal are skipped."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from msgspec import Struct

from commitrack.drafting.journal import Journal
from commitrack.drafting.plausibility import require_plausible
from commitrack.drafting.updates import UpdateInput, read_update
from commitrack.errors import CommitrackError, UsageError
from commitrack.language import LazyString as _
from commitrack.language import join, localize
from commitrack.model import Registry, Update

_OPTION = re.compile(r"--(target|on|completion|lifecycle|reason|qualifier|note)\b")


class Batch(Struct, frozen=True, kw_only=True):
    """The new updates of a spreadsheet, and how many of its rows the journal already has."""

    updates: tuple[Update, ...]
    known: int


def draft_batch(
    rows: Iterable[tuple[int, UpdateInput | UsageError]], registry: Registry, *, now: datetime, today: date
) -> Batch:
    """Draft an update for every new row, given the registry and the rows above it.

    ``rows`` are line numbers with the input of each row, or the error that prevents reading it. A row is known if the
    journal has its content; of equal rows, as many as the journal has. Each update is recorded a microsecond after the
    previous one, so that they keep the order of the rows. Raises UsageError, which lists every invalid row with its
    line and the reason.
    """
    drafter = _Drafter(registry)
    problems: list[str] = []
    for line, typed in rows:
        try:
            drafter.add(typed, now=now, today=today)
        except CommitrackError as failure:
            problems.append(_problem(line, failure))
    if problems:
        raise _refusal(problems)
    return Batch(updates=tuple(drafter.updates), known=drafter.known)


class _Drafter:
    """The updates drafted so far, and how many rows of each content the journal had before."""

    def __init__(self, registry: Registry) -> None:
        self.journal = Journal(registry)
        self.updates: list[Update] = []
        self.known = 0
        self.unmatched: dict[Update, int] = {}

    def add(self, typed: UpdateInput | UsageError, *, now: datetime, today: date) -> None:
        """Draft the update of a row, unless the journal has it; raise CommitrackError if the row is invalid."""
        if isinstance(typed, UsageError):
            raise typed
        moment = now + timedelta(microseconds=len(self.updates))
        update = read_update(typed, self.journal.registry, now=moment, today=today)
        entries = self.journal.of(update.commitment)
        content = entries.content(update)
        if self.unmatched.setdefault(content, len(entries.keys.get(content, ()))):
            self.unmatched[content] -= 1
            self.known += 1
            return
        if not typed.force:
            require_plausible(update, entries)
        entries.add(update)
        self.updates.append(update)


def _problem(line: int, failure: CommitrackError) -> str:
    message, hint = _InColumns(failure.message), _InColumns(failure.hint or "")
    if failure.hint:
        return _("line {line}: {what} ({hint})", line=line, what=message, hint=hint)
    return _("line {line}: {what}", line=line, what=message)


class _InColumns(Struct, frozen=True):
    """A message for a row, in which options are the columns of the same name."""

    text: str

    def __str__(self) -> str:
        return self.to("en")

    def to(self, lang: str) -> str:
        """The message in a language."""
        return _OPTION.sub(r"`\1`", localize(self.text, lang))


def _refusal(problems: list[str]) -> UsageError:
    return UsageError(
        _(
            "{n} invalid row; nothing imported:\n{lines}",
            "{n} invalid rows; nothing imported:\n{lines}",
            n=len(problems),
            lines=join(problems, "\n"),
        )
    )
