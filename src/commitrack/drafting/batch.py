"""Draft many updates at once, all or none; updates already in the journal are skipped."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from msgspec import Struct

from commitrack.drafting.journal import Journal
from commitrack.drafting.plausibility import require_plausible
from commitrack.drafting.updates import UpdateInput, read_update
from commitrack.errors import MOST_SHOWN, CommitrackError, UsageError
from commitrack.language import LazyString as _
from commitrack.language import join, localize
from commitrack.model import Registry, Update

_OPTION = re.compile(r"--(target|on|completion|lifecycle|reason|qualifier|note)\b")


class Batch(Struct, frozen=True, kw_only=True):
    """The new updates of a spreadsheet, and how many of its rows the journal already has."""

    updates: tuple[Update, ...]
    known: int


def draft_batch(
    rows: Iterable[tuple[int, UpdateInput | UsageError]], registry: Registry, *, name: str, now: datetime, today: date
) -> Batch:
    """Draft an update for every new row, given the registry and the other rows.

    ``rows`` are numbers of rows of the sheet ``name`` with the input of each, or the error that prevents reading it. Of
    equal rows, as many are known as the journal has. Each update is recorded a microsecond after the previous one, so
    that of two rows for the same day the lower one counts. Raises UsageError, which lists every invalid row with its
    number and the reason.
    """
    journal = Journal(registry)
    problems: dict[int, str] = {}
    drafts: list[_Draft] = []
    unmatched: dict[Update, int] = {}
    known = 0
    ids = {*registry.commitments, *registry.current_ids()}
    for row, typed in rows:
        if len(problems) >= MOST_SHOWN and not isinstance(typed, UsageError) and typed.commitment not in ids:
            problems[row] = ""  # it is only counted, so that no similar ids have to be found
            continue
        try:
            draft = _read(row, typed, registry, now=now + timedelta(microseconds=len(drafts)), today=today)
        except CommitrackError as failure:
            problems[row] = _problem(row, failure)
            continue
        if _is_known(draft.update, journal, unmatched):
            known += 1
        else:
            drafts.append(draft)
    problems.update(_implausible(drafts, journal))
    if problems:
        raise _refusal(name, [problems[row] for row in sorted(problems)])
    return Batch(updates=tuple(draft.update for draft in drafts), known=known)


class _Draft(Struct, frozen=True):
    """The update of a row, and whether it is accepted even if it is implausible."""

    row: int
    update: Update
    force: bool


def _read(row: int, typed: UpdateInput | UsageError, registry: Registry, *, now: datetime, today: date) -> _Draft:
    if isinstance(typed, UsageError):
        raise typed
    return _Draft(row, read_update(typed, registry, now=now, today=today), typed.force)


def _is_known(update: Update, journal: Journal, unmatched: dict[Update, int]) -> bool:
    """Whether the journal has an update of the same content that no row above is equal to."""
    entries = journal.of(update.commitment)
    content = entries.content(update)
    left = unmatched.setdefault(content, len(entries.keys(content)))
    unmatched[content] = max(0, left - 1)
    return left > 0


def _implausible(drafts: Iterable[_Draft], journal: Journal) -> Iterator[tuple[int, str]]:
    """The number and the problem of every implausible row. Earlier days come first, whatever the order of the rows."""
    for draft in sorted(drafts, key=lambda draft: draft.update.order()):
        entries = journal.of(draft.update.commitment)
        try:
            if not draft.force:
                require_plausible(draft.update, entries)
            entries.add(draft.update)
        except UsageError as failure:
            yield draft.row, _problem(draft.row, failure)


def _problem(row: int, failure: CommitrackError) -> str:
    message, hint = _InColumns(failure.message), _InColumns(failure.hint or "")
    if failure.hint:
        return _("row {row}: {what} ({hint})", row=row, what=message, hint=hint)
    return _("row {row}: {what}", row=row, what=message)


class _InColumns(Struct, frozen=True):
    """A message for a row, in which options are the columns of the same name."""

    text: str

    def __str__(self) -> str:
        return self.to("en")

    def to(self, lang: str) -> str:
        """The message in a language."""
        return _OPTION.sub(r"`\1`", localize(self.text, lang))


def _refusal(name: str, problems: list[str]) -> UsageError:
    shown, rest = problems[:MOST_SHOWN], len(problems) - MOST_SHOWN
    if rest > 0:
        shown.append(_("and {n:,} more row", "and {n:,} more rows", n=rest))
    return UsageError(
        _(
            "{name}: {n} invalid row; nothing imported:\n{lines}",
            "{name}: {n} invalid rows; nothing imported:\n{lines}",
            name=name,
            n=len(problems),
            lines=join(shown, "\n"),
        )
    )
