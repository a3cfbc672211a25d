"""Assess the milestones of a target: which of them were met by their day, and which figure shows it.

A milestone is met if the last figure on or before its day reaches its value. Otherwise nothing is decided until there
is a figure for that day or a later one: silence is not failure.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct

from commitrack.assess.history import Figure, latest_by
from commitrack.assess.terms import Terms
from commitrack.model import Number


class Outcome(StrEnum):
    """What is known about a milestone on a date."""

    MET = "met"
    """The last figure on or before the day reaches the value."""
    MET_LATE = "met-late"
    """Only a figure for a later day reaches it."""
    MISSED = "missed"
    """A figure for the day or a later one is known, and none of them reaches it."""
    UNKNOWN = "unknown"
    """The day has passed, and no figure is for that day or a later one."""
    OPEN = "open"
    """The day has not passed yet, and no figure reaches the value so far."""


class MilestoneAssessment(Struct, frozen=True):
    """A milestone (day, and value in the unit of the target) on a date, and the ``figure`` that decided, if any."""

    on: date
    value: Number
    outcome: Outcome
    figure: Figure | None


def milestones(terms: Terms, figures: Sequence[Figure], *, as_of: date) -> tuple[MilestoneAssessment, ...]:
    """The milestones by day; none after the deadline, where an amendment may have left one."""
    return tuple(
        MilestoneAssessment(on, value, *_decided(terms, on, value, figures, as_of))
        for on, value in sorted(terms.milestones)
        if terms.due is None or on <= terms.due
    )


def _decided(
    terms: Terms, on: date, value: Number, figures: Sequence[Figure], as_of: date
) -> tuple[Outcome, Figure | None]:
    """The outcome of a milestone, and the figure that decided."""
    latest = latest_by(on, figures)
    if latest is not None and terms.meets(latest.level, value):
        return Outcome.MET, latest
    if as_of <= on:
        return Outcome.OPEN, None
    deciding = [figure for figure in figures if figure.on >= on]
    if not deciding:
        return Outcome.UNKNOWN, None
    late = next((figure for figure in deciding if terms.meets(figure.level, value)), None)
    return (Outcome.MET_LATE, late) if late else (Outcome.MISSED, deciding[0])
