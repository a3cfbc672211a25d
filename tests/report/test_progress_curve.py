"""The course of a figure against its plan: eight steps from the start to the deadline."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from commitrack.assess import Assessment
from commitrack.report.progress_curve import STEPS, progress_curve

Judged = Callable[..., Assessment]
EIGHTH = Decimal("0.125")
"""An eighth of the way."""


def steps(assessment: Assessment) -> tuple[list[Decimal | None], list[Decimal | None]]:
    found = progress_curve(assessment.targets[0])
    return [step.achieved for step in found], [step.planned for step in found]


def test_a_figure_stands_until_the_next_and_says_nothing_of_later(judged: Judged) -> None:
    """Two figures of the first year: unknown before the first, unknown after the last."""
    achieved, planned = steps(judged({"2024-05-01": 500, "2024-12-01": 2500}))
    assert achieved == [None, Decimal("0.1"), Decimal("0.1"), Decimal("0.5"), None, None, None, None]
    assert planned[-1] == 1
    assert len(planned) == STEPS
    assert planned == sorted(share for share in planned if share is not None)
    assert planned[0] == pytest.approx(EIGHTH, abs=Decimal("0.01"))


def test_a_falling_figure_counts_from_its_baseline(judged: Judged) -> None:
    """From 1,000 down to 200, at 600 half of it is done."""
    achieved, _planned = steps(judged({"2024-02-01": 600}, value=200, baseline=1000))
    assert achieved == [Decimal("0.5"), *[None] * 7]


@pytest.mark.parametrize(
    ("figures", "fields"),
    [
        ({}, {}),
        ({"2024-12-01": 2500}, {"terms": {}}),
        ({"2024-12-01": 2500}, {"value": 5000, "baseline": 5000}),
        ({"2024-12-01": 2500}, {"value": None}),
    ],
    ids=["no figure", "neither start nor deadline", "a level to maintain", "only tracked"],
)
def test_without_a_plan_or_a_figure_there_is_no_course(
    judged: Judged, figures: dict[str, Any], fields: dict[str, Any]
) -> None:
    """Unknown values are not drawn."""
    assert progress_curve(judged(figures, **fields).targets[0]) == ()


def test_beyond_the_deadline_a_figure_is_in_no_step(judged: Judged) -> None:
    """A late figure is in no step of the plan; the last step shows the level on the deadline."""
    achieved, _planned = steps(judged({"2025-12-01": 4000, "2026-03-01": 5000}, as_of="2026-04-01"))
    assert achieved[-1] == Decimal("0.8")


def test_the_step_that_still_runs_is_judged_by_the_day_of_its_figure(judged: Judged) -> None:
    """A twelfth of the way in the first month is on plan, though less than the plan of the step's end."""
    first = progress_curve(judged({"2024-02-01": 250}).targets[0])[0]
    assert first.planned is not None
    assert first.achieved is not None
    assert first.achieved < first.planned
    assert first.met
    assert not progress_curve(judged({"2024-02-01": 100}).targets[0])[0].met
