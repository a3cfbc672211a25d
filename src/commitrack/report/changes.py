"""Compare two days: which commitments are new, what changed in the others, and which of them did not change."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from commitrack.assess import Assessment, Schedule, Status, TargetAssessment
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Update
from commitrack.report.snapshot import Snapshot


class Movement(Struct, frozen=True, kw_only=True):
    """One commitment on the earlier and on the later day.

    ``added`` are the updates that count only on the later day, ``retracted`` those that count only on the earlier one,
    without notes.
    """

    before: Assessment
    after: Assessment
    added: tuple[Update, ...]
    retracted: tuple[Update, ...]

    @property
    def updates(self) -> tuple[Update, ...]:
        """The added figures, completion levels, lifecycle decisions and amendments."""
        return tuple(update for update in self.added if not update.is_note)

    @property
    def notes(self) -> tuple[Update, ...]:
        """The added notes, which change nothing."""
        return tuple(update for update in self.added if update.is_note)

    @property
    def amendments(self) -> tuple[Update, ...]:
        """The amendments among the updates."""
        return tuple(update for update in self.updates if update.amends is not None)

    @property
    def changed(self) -> bool:
        """Whether an update other than a note was added or retracted, the status is different, or a deadline passed."""
        statuses = {self.before.status, self.after.status}
        only_noted = statuses == {Status.NO_REPORT, Status.NOTES_ONLY}
        return bool(self.updates or self.retracted) or self.newly_overdue or (len(statuses) > 1 and not only_noted)

    @property
    def targets(self) -> tuple[TargetAssessment, TargetAssessment] | None:
        """The target that leads on the later day, as it was on both days; None without targets."""
        leading = self.after.leading
        if leading is None:
            return None
        return next(target for target in self.before.targets if target.name == leading.name), leading

    @property
    def newly_overdue(self) -> bool:
        """Whether the commitment became overdue in between, or its deadline passed again after being postponed."""
        day, due = self.before.as_of, self.after.due
        was_overdue = self.before.schedule is Schedule.OVERDUE and (due is None or due < day)
        return self.after.schedule is Schedule.OVERDUE and not was_overdue


class Changes(Struct, frozen=True, kw_only=True):
    """Since a day (that of a ``meeting``, if one was named): ``new`` commitments, and those that moved or did not."""

    day: date
    meeting: str | None
    new: tuple[Movement, ...]
    moved: tuple[Movement, ...]
    unchanged: tuple[Movement, ...]


def compare(earlier: Snapshot, chosen: Iterable[Assessment], *, meeting: str | None = None) -> Changes:
    """Compare commitments with a snapshot of an earlier day.

    A commitment is new if it was made after that day. Another one is unchanged if its status is, and only notes were
    added or retracted. Raises UsageError if the snapshot is later than the commitments.
    """
    chosen = tuple(chosen)
    if any(a.as_of < earlier.as_of for a in chosen):
        raise UsageError(
            _("{day} is after the report date", day=earlier.as_of), hint=_("choose a date on or before the report date")
        )
    movements = [_movement(earlier.assessments[a.commitment.id], a) for a in chosen]
    known = [movement for movement in movements if earlier.is_made(movement.after.commitment)]
    moved = [movement for movement in known if movement.changed]
    return Changes(
        day=earlier.as_of,
        meeting=meeting,
        new=tuple(movement for movement in movements if not earlier.is_made(movement.after.commitment)),
        moved=tuple(sorted(moved, key=lambda movement: not movement.newly_overdue)),
        unchanged=tuple(movement for movement in known if not movement.changed),
    )


def _movement(before: Assessment, after: Assessment) -> Movement:
    retracted = tuple(update for update in _only_in(before, than=after) if not update.is_note)
    return Movement(before=before, after=after, added=_only_in(after, than=before), retracted=retracted)


def _only_in(one: Assessment, *, than: Assessment) -> tuple[Update, ...]:
    """The updates that count in one assessment of a commitment and not in the other."""
    keys = {update.key for update in than.history.counted}
    return tuple(update for update in one.history.counted if update.key not in keys)
