"""The course of a figure against its plan, in equal steps from the start to the deadline."""

from decimal import Decimal

from msgspec import Struct

from commitrack.assess import TargetAssessment

STEPS = 8
"""As many as a bar has signs."""


class Step(Struct, frozen=True):
    """By the end of a step: the share achieved, None where no figure tells, and the share planned.

    ``met`` says whether the plan was met; in the step that is still running, by the day of its latest figure.
    """

    achieved: Decimal | None
    planned: Decimal | None
    met: bool = False


def progress_curve(found: TargetAssessment) -> tuple[Step, ...]:
    """What was achieved and what was planned by the end of each step; empty without a start, an end and a figure.

    A figure stands until the next one, and says nothing about what comes after the latest.
    """
    terms, latest = found.terms, found.latest
    if (
        terms is None
        or latest is None
        or terms.is_maintenance
        or not (terms.start and terms.due and terms.start < terms.due)
    ):
        return ()
    stretch = terms.due - terms.start
    steps = []
    for number in range(1, STEPS + 1):
        begin, end = (terms.start + stretch * part / STEPS for part in (number - 1, number))
        seen = [figure for figure in found.figures if figure.on <= end]
        told = bool(seen) and latest.on > begin
        achieved = terms.achieved(seen[-1].level) if told else None
        asked = terms.planned(min(end, latest.on))
        met = achieved is not None and asked is not None and achieved >= asked
        steps.append(Step(achieved, terms.planned(end), met))
    return tuple(steps)
