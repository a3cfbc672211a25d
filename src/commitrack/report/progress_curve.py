"""The curve of a figure against its plan, in equal steps from the start to the deadline."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from msgspec import Struct

from commitrack.assess import TargetAssessment, Terms

STEPS = 8
"""As many as a bar has characters."""


class Step(Struct, frozen=True):
    """By the end of a step: the share achieved, None where no figure covers it, and the share planned.

    ``met`` says whether the plan was met; in the step that is still running, by the day of its latest figure.
    """

    achieved: Decimal | None
    planned: Decimal | None
    met: bool = False


def progress_curve(target: TargetAssessment) -> tuple[Step, ...]:
    """What was achieved and what was planned by the end of each step; empty without a start, an end and a figure."""
    terms = target.terms
    if terms is None or terms.is_maintenance or not target.figures:
        return ()
    return tuple(_step(target, terms, start, end) for start, end in _stretches(terms))


def _stretches(terms: Terms) -> Iterator[tuple[date, date]]:
    if terms.start and terms.due and terms.start < terms.due:
        length = terms.due - terms.start
        for number in range(STEPS):
            yield terms.start + length * number / STEPS, terms.start + length * (number + 1) / STEPS


def _step(target: TargetAssessment, terms: Terms, start: date, end: date) -> Step:
    """A figure holds until the next one, and says nothing about what comes after the latest."""
    latest = target.figures[-1]
    earlier = [figure for figure in target.figures if figure.on <= end]
    covered = bool(earlier) and latest.on > start
    achieved = terms.achieved(earlier[-1].level) if covered else None
    required = terms.planned(min(end, latest.on))
    met = achieved is not None and required is not None and achieved >= required
    return Step(achieved, terms.planned(end), met)
