"""The outcome of a milestone, and the figure that decides it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from commitrack.assess import Outcome
from commitrack.assess.milestones import milestones
from commitrack.model import Qualifier

STEP = date(2024, 6, 30)
"""The day of the milestone of these tests; its value is 500 of 1,000."""


def outcome(
    terms: Callable[..., Any], figures: Callable[..., Any], levels: dict[str, int], as_of: str, **changed: Any
) -> tuple[str, str | None]:
    """The outcome of the only milestone, and the day of the figure that decided."""
    built = terms(**{"milestones": ((STEP, 500),), **changed})
    (milestone,) = milestones(built, figures(levels), as_of=date.fromisoformat(as_of))
    return milestone.outcome, milestone.figure.on.isoformat() if milestone.figure else None


@pytest.mark.parametrize(
    ("levels", "as_of", "expected"),
    [
        # before its day has passed, nothing has failed
        ({}, "2024-06-30", ("open", None)),
        ({"2024-06-30": 499}, "2024-06-30", ("open", None)),
        ({"2024-05-01": 500}, "2024-05-01", ("met", "2024-05-01")),
        # the last figure on or before the day decides
        ({"2024-06-30": 500}, "2024-07-01", ("met", "2024-06-30")),
        ({"2024-05-01": 480, "2024-06-01": 520}, "2024-12-01", ("met", "2024-06-01")),
        ({"2024-05-01": 520, "2024-06-01": 520, "2024-09-01": 400}, "2024-12-01", ("met", "2024-06-01")),
        ({"2024-06-30": 499}, "2024-07-01", ("missed", "2024-06-30")),
        # without a figure for the day or later, silence is not failure
        ({}, "2024-12-01", ("unknown", None)),
        ({"2024-06-29": 499}, "2024-12-01", ("unknown", None)),
        # a later figure shows that it was missed, or met late
        ({"2024-06-29": 100, "2024-07-01": 499}, "2024-12-01", ("missed", "2024-07-01")),
        ({"2024-07-01": 400, "2024-08-01": 499}, "2024-12-01", ("missed", "2024-07-01")),
        ({"2024-06-30": 499, "2024-08-01": 500, "2024-09-01": 600}, "2024-12-01", ("met-late", "2024-08-01")),
        ({"2024-05-01": 520, "2024-06-01": 480, "2024-09-01": 510}, "2024-12-01", ("met-late", "2024-09-01")),
    ],
)
def test_outcome(
    terms: Callable[..., Any],
    figures: Callable[..., Any],
    levels: dict[str, int],
    as_of: str,
    expected: tuple[str, str | None],
) -> None:
    """A milestone is met by the last figure until its day, and missed only by a figure for that day or later."""
    assert outcome(terms, figures, levels, as_of) == expected


@pytest.mark.parametrize(
    ("level", "changed", "expected"),
    [
        (500, {"value": 100, "baseline": 900}, "met"),
        (501, {"value": 100, "baseline": 900}, "missed"),
        (499, {"value": 100, "baseline": 500}, "met"),  # a milestone at the baseline: no worse than at the start
        (501, {"value": 100, "baseline": 500}, "missed"),
        (501, {"value": 400, "baseline": None, "qualifier": Qualifier.AT_MOST}, "missed"),
        (499, {"value": 500, "baseline": 500, "maintain": True}, "missed"),
    ],
)
def test_outcome_follows_the_direction_of_the_target(
    terms: Callable[..., Any], figures: Callable[..., Any], level: int, changed: dict[str, Any], expected: str
) -> None:
    """A falling target, a ceiling and a level to maintain meet a milestone in their own direction."""
    assert outcome(terms, figures, {"2024-06-30": level}, "2024-07-01", **changed)[0] == expected


def test_milestones_are_in_order_and_end_with_the_deadline(
    terms: Callable[..., Any], figures: Callable[..., Any]
) -> None:
    """Milestones are sorted by day, and one after an amended deadline is left out."""
    days = [date(2024, 9, 30), date(2025, 3, 31), date(2024, 3, 31)]
    built = terms(milestones=tuple((day, 500) for day in days))
    found = milestones(built, figures({}), as_of=date(2024, 6, 30))
    assert [(milestone.on, milestone.outcome) for milestone in found] == [
        (date(2024, 3, 31), Outcome.UNKNOWN),
        (date(2024, 9, 30), Outcome.OPEN),
    ]
