"""The curve of a figure against its plan, in equal steps from the start to the deadline."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from msgspec import Struct

from commitrack.amounts import as_decimal
from commitrack.assess import TargetAssessment, Terms, latest_by

STEPS = 8
"""As many steps as a bar has characters."""


class Step(Struct, frozen=True):
    """The shares achieved (None if no figure covers the step) and planned by the end of a step, as fractions of 1.

    ``met`` says whether the plan was met; in the step of the latest figure, by the day of that figure.
    """

    achieved: Decimal | None
    planned: Decimal | None
    met: bool = False


def progress_curve(target: TargetAssessment) -> tuple[Step, ...]:
    """The steps from start to deadline; empty without both days or a figure, or if the target is not measurable."""
    terms = target.terms
    if terms is None or not terms.is_measurable or not target.figures:
        return ()
    return tuple(_step(target, terms, start, end) for start, end in _periods(terms))


def _periods(terms: Terms) -> Iterator[tuple[date, date]]:
    if terms.start and terms.due and terms.start < terms.due:
        length = terms.due - terms.start
        for number in range(STEPS):
            yield terms.start + length * number / STEPS, terms.start + length * (number + 1) / STEPS


def _step(target: TargetAssessment, terms: Terms, start: date, end: date) -> Step:
    """One step: a figure applies until the next one; the latest one does not apply to later steps."""
    latest = target.figures[-1]
    figure = latest_by(end, target.figures)
    achieved = terms.achieved(figure.level) if figure is not None and latest.on > start else None
    required = terms.planned(min(end, latest.on))
    met = achieved is not None and required is not None and achieved >= required
    planned = terms.planned(end)
    return Step(
        None if achieved is None else as_decimal(achieved), None if planned is None else as_decimal(planned), met
    )
