"""What falls due before a meeting: deadlines and milestones of what is not reached yet."""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from commitrack.assess import DONE, Assessment, TargetAssessment
from commitrack.model import Number


class Due(Struct, frozen=True, kw_only=True):
    """A day before the meeting: of a deadline, or of a ``milestone`` with the value to be reached by then."""

    on: date
    assessment: Assessment
    target: TargetAssessment | None
    milestone: Number | None = None


def upcoming(running: Iterable[Assessment], meeting: date) -> tuple[Due, ...]:
    """Deadlines and milestones from the day of the report to the day of the meeting, by day."""
    found = (due for assessment in running for due in _dated(assessment) if assessment.as_of <= due.on <= meeting)
    return tuple(sorted(found, key=lambda due: due.on))


def still_open(assessment: Assessment) -> list[TargetAssessment]:
    """The targets that have a value and have not reached it."""
    return [found for found in assessment.targets if found.measure and found.measure.delivery not in DONE]


def milestones(found: TargetAssessment) -> Iterator[tuple[date, Number]]:
    """The milestones that still ask for something: up to the deadline, and not met by the latest figure."""
    terms, latest = found.terms, found.latest
    if terms is None:
        return
    for on, value in terms.milestones:
        met = latest is not None and replace(terms, value=value).reached(latest.level)
        if not met and (terms.due is None or on <= terms.due):
            yield on, value


def _dated(assessment: Assessment) -> Iterator[Due]:
    """Every day on which something of a commitment is due; its own deadline only where no target has one."""
    owed = still_open(assessment)
    days = [(target, target.terms.due) for target in owed if target.terms and target.terms.due]
    for target, due in days:
        yield Due(on=due, assessment=assessment, target=target)
    if assessment.due is not None and not days:
        yield Due(on=assessment.due, assessment=assessment, target=None)
    for target in owed:
        for on, value in milestones(target):
            yield Due(on=on, assessment=assessment, target=target, milestone=value)
