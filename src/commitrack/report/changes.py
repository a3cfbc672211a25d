"""Compare two days: what changed in each commitment, and which commitments did not change."""

from collections.abc import Iterable
from datetime import date, datetime

from msgspec import Struct

from commitrack.assess import Assessment, Schedule, TargetAssessment
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Update
from commitrack.report.snapshot import Snapshot


class Movement(Struct, frozen=True, kw_only=True):
    """One commitment on the earlier and on the later day, with the updates in between."""

    before: Assessment
    after: Assessment
    updates: tuple[Update, ...]

    @property
    def amendments(self) -> tuple[Update, ...]:
        """The amendments among the updates in between."""
        return tuple(update for update in self.updates if update.amends is not None)

    @property
    def changed(self) -> bool:
        """Whether there are updates in between, or the status is different."""
        return bool(self.updates) or self.before.status != self.after.status

    @property
    def targets(self) -> tuple[TargetAssessment, TargetAssessment] | None:
        """The target that leads on the later day, as it was on both days; None without targets."""
        leading = self.after.leading
        if leading is None:
            return None
        return next(target for target in self.before.targets if target.name == leading.name), leading

    @property
    def newly_overdue(self) -> bool:
        """Whether the commitment became overdue in between."""
        return self.after.schedule is Schedule.OVERDUE and self.before.schedule is not Schedule.OVERDUE


class Changes(Struct, frozen=True, kw_only=True):
    """What changed since a day (that of a ``meeting``, if one was named), and what did not."""

    day: date
    meeting: str | None
    moved: tuple[Movement, ...]
    unchanged: tuple[Assessment, ...]


def compare(
    earlier: Snapshot, chosen: Iterable[Assessment], *, meeting: str | None = None, after: datetime | None = None
) -> Changes:
    """Compare commitments with a snapshot of an earlier day.

    A commitment is unchanged if its status is, and no update refers to a later day or was recorded ``after`` a time.
    Raises UsageError if the snapshot is later than the commitments.
    """
    chosen = tuple(chosen)
    if any(a.as_of < earlier.as_of for a in chosen):
        raise UsageError(
            _("{day} is after the report date", day=earlier.as_of), hint=_("choose a date on or before the report date")
        )
    movements = [
        Movement(before=earlier.assessments[a.commitment.id], after=a, updates=_between(earlier.as_of, after, a))
        for a in chosen
    ]
    moved = [movement for movement in movements if movement.changed]
    return Changes(
        day=earlier.as_of,
        meeting=meeting,
        moved=tuple(sorted(moved, key=lambda movement: not movement.newly_overdue)),
        unchanged=tuple(movement.after for movement in movements if not movement.changed),
    )


def _between(day: date, moment: datetime | None, after: Assessment) -> tuple[Update, ...]:
    """The updates that refer to a later day, or were recorded later than ``moment``."""
    return tuple(u for u in after.history.counted if u.on > day or (moment is not None and u.recorded > moment))
