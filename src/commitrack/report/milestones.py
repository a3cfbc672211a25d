"""Milestones as data for programs."""

from datetime import date

from msgspec import Struct

from commitrack.assess import Outcome, TargetAssessment
from commitrack.model import Number


class MilestoneData(Struct, frozen=True, kw_only=True):
    """A milestone, its outcome, and the figure that decided it; null if none has.

    Met: the last figure on or before its day reaches its value. Met late: only a figure for a later day does. Missed:
    there is a figure for its day or later, and none reaches it. Unknown: its day has passed, without such a figure.
    Open: its day has not passed.
    """

    on: date
    value: Number
    outcome: Outcome
    actual: Number | None
    actual_on: date | None


def milestone_data(target: TargetAssessment) -> tuple[MilestoneData, ...]:
    """The milestones of a target by day."""
    return tuple(
        MilestoneData(
            on=milestone.on,
            value=milestone.value,
            outcome=milestone.outcome,
            actual=milestone.figure.level if milestone.figure else None,
            actual_on=milestone.figure.on if milestone.figure else None,
        )
        for milestone in target.milestones
    )
