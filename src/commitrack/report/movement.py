"""What changed between two days, commitment by commitment; and what did not, by name, for silence is the finding."""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from commitrack.assess import Assessment, Schedule
from commitrack.model import Update
from commitrack.report.survey import Survey


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
    def newly_overdue(self) -> bool:
        """Whether its deadline passed in between."""
        return self.after.schedule is Schedule.OVERDUE and self.before.schedule is not Schedule.OVERDUE


class Since(Struct, frozen=True, kw_only=True):
    """What moved since a day (of a ``meeting``, if one was named), and what had no change."""

    day: date
    meeting: str | None
    moved: tuple[Movement, ...]
    unchanged: tuple[Assessment, ...]


def since(then: Survey, chosen: Iterable[Assessment], *, meeting: str | None = None) -> Since:
    """Compare the commitments of today with a survey of an earlier day.

    Nothing new in the journal and the same status is no change.
    """
    movements = [
        Movement(before=then.assessments[a.commitment.id], after=a, updates=_between(then.as_of, a)) for a in chosen
    ]
    moved = [each for each in movements if each.updates or each.before.status != each.after.status]
    return Since(
        day=then.as_of,
        meeting=meeting,
        moved=tuple(sorted(moved, key=lambda each: not each.newly_overdue)),
        unchanged=tuple(each.after for each in movements if each not in moved),
    )


def _between(day: date, after: Assessment) -> tuple[Update, ...]:
    return tuple(update for update in after.history.counted if update.on > day)


def newly(since: Since | None) -> Sequence[Assessment]:
    """The commitments that became overdue in between."""
    return [each.after for each in since.moved if each.newly_overdue] if since else ()
