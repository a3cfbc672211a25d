"""What changed between two days, commitment by commitment; and by name what did not, for silence is the finding."""

from collections.abc import Iterable
from datetime import date, datetime

from msgspec import Struct

from commitrack.assess import Assessment, Schedule, TargetAssessment
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Update
from commitrack.report.snapshot import Snapshot


class Movement(Struct, frozen=True, kw_only=True):
    """One commitment on the earlier and on the later day, with the lines of the journal that came in between."""

    before: Assessment
    after: Assessment
    updates: tuple[Update, ...]

    @property
    def amendments(self) -> tuple[Update, ...]:
        """The amendments among what came in between."""
        return tuple(update for update in self.updates if update.amends is not None)

    @property
    def changed(self) -> bool:
        """Whether anything is new in the journal, or the status is another."""
        return bool(self.updates) or self.before.status != self.after.status

    @property
    def targets(self) -> tuple[TargetAssessment, TargetAssessment] | None:
        """The target that decides the status now, then and now: one figure is never compared with another's."""
        leading = self.after.leading
        if leading is None:
            return None
        return next(then for then in self.before.targets if then.name == leading.name), leading

    @property
    def newly_overdue(self) -> bool:
        """Whether its deadline passed in between."""
        return self.after.schedule is Schedule.OVERDUE and self.before.schedule is not Schedule.OVERDUE


class Changes(Struct, frozen=True, kw_only=True):
    """What moved since a day (that of a ``meeting``, if one was named), and what did not change."""

    day: date
    meeting: str | None
    moved: tuple[Movement, ...]
    unchanged: tuple[Assessment, ...]


def compare(
    then: Snapshot, chosen: Iterable[Assessment], *, meeting: str | None = None, after: datetime | None = None
) -> Changes:
    """Compare the commitments of today with a survey of an earlier day.

    Nothing new in the journal (true later, or recorded ``after`` a moment) and the same status is no change.
    Raises UsageError for a day that is still to come.
    """
    chosen = tuple(chosen)
    if any(a.as_of < then.as_of for a in chosen):
        raise UsageError(
            _("{day} is after the day of the report", day=then.as_of), hint=_("nothing has moved since a day to come")
        )
    movements = [
        Movement(before=then.assessments[a.commitment.id], after=a, updates=_between(then.as_of, after, a))
        for a in chosen
    ]
    moved = [movement for movement in movements if movement.changed]
    return Changes(
        day=then.as_of,
        meeting=meeting,
        moved=tuple(sorted(moved, key=lambda movement: not movement.newly_overdue)),
        unchanged=tuple(movement.after for movement in movements if not movement.changed),
    )


def _between(day: date, moment: datetime | None, after: Assessment) -> tuple[Update, ...]:
    """What was true later, and what was only recorded later of the time before."""
    return tuple(u for u in after.history.counted if u.on > day or (moment is not None and u.recorded > moment))
