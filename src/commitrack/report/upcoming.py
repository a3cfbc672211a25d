"""What is due before a meeting: deadlines and milestones not reached yet."""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from commitrack.assess import DONE, Assessment, Outcome, TargetAssessment
from commitrack.model import Number


class Due(Struct, frozen=True, kw_only=True):
    """A deadline, or a ``milestone`` with the value to be reached by that day, in the target's unit."""

    on: date
    assessment: Assessment
    target: TargetAssessment | None
    milestone: Number | None = None


def upcoming(running: Iterable[Assessment], meeting: date) -> Iterator[Due]:
    """Deadlines and milestones from the day of the report to the day of the meeting, in the order of commitments."""
    return (due for assessment in running for due in _days(assessment, meeting))


def unreached(assessment: Assessment) -> list[TargetAssessment]:
    """The targets that have a value and have not reached it."""
    return [target for target in assessment.targets if target.measure and target.measure.delivery not in DONE]


def open_milestones(target: TargetAssessment) -> Iterator[tuple[date, Number]]:
    """The milestones (day and value) whose day has not passed, and which no figure meets so far."""
    for milestone in target.milestones:
        if milestone.outcome is Outcome.OPEN:
            yield milestone.on, milestone.value


def _days(assessment: Assessment, meeting: date) -> list[Due]:
    """What a commitment has due by the meeting; its own deadline only if no target has one."""
    today, targets = assessment.as_of, unreached(assessment)
    days: list[tuple[date | None, TargetAssessment | None, Number | None]]
    days = [(target.terms.due, target, None) for target in targets if target.terms and target.terms.due]
    days = days or [(assessment.due, None, None)]
    days += [(on, target, value) for target in targets if target.is_planned for on, value in open_milestones(target)]
    return [
        Due(on=on, assessment=assessment, target=target, milestone=value)
        for on, target, value in days
        if on is not None and today <= on <= meeting
    ]
