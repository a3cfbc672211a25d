"""The progress curve of a target: eight steps from the start to the deadline."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from commitrack.assess import Assessment
from commitrack.report.progress_curve import STEPS, progress_curve

Judged = Callable[..., Assessment]
EIGHTH = Decimal("0.125")
"""The planned share at the end of the first step."""


def steps(assessment: Assessment) -> tuple[list[Decimal | None], list[Decimal | None]]:
    curve = progress_curve(assessment.targets[0])
    return [step.achieved for step in curve], [step.planned for step in curve]


def test_a_figure_counts_until_the_next_one(judged: Judged) -> None:
    """A figure counts until the next one; progress is unknown before the first figure and after the last."""
    achieved, planned = steps(judged({"2024-05-01": 500, "2024-12-01": 2500}))
    assert achieved == [None, Decimal("0.1"), Decimal("0.1"), Decimal("0.5"), None, None, None, None]
    assert planned[-1] == 1
    assert len(planned) == STEPS
    assert planned == sorted(share for share in planned if share is not None)
    assert planned[0] == pytest.approx(EIGHTH, abs=Decimal("0.01"))


def test_a_falling_figure_counts_from_its_baseline(judged: Judged) -> None:
    """A target that falls from 1,000 to 200 is half achieved at 600."""
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
def test_without_a_plan_or_a_figure_there_is_no_curve(
    judged: Judged, figures: dict[str, Any], fields: dict[str, Any]
) -> None:
    """A target without a plan or without a figure has no progress curve."""
    assert progress_curve(judged(figures, **fields).targets[0]) == ()


def test_beyond_the_deadline_a_figure_is_in_no_step(judged: Judged) -> None:
    """A late figure is in no step of the plan; the last step shows the level on the deadline."""
    achieved, _planned = steps(judged({"2025-12-01": 4000, "2026-03-01": 5000}, as_of="2026-04-01"))
    assert achieved[-1] == Decimal("0.8")


def test_the_current_step_is_judged_by_the_day_of_its_figure(judged: Judged) -> None:
    """A figure in the current step is compared with the plan of its own day, not with that of the end of the step."""
    first = progress_curve(judged({"2024-02-01": 250}).targets[0])[0]
    assert first.planned is not None
    assert first.achieved is not None
    assert first.achieved < first.planned
    assert first.met
    assert not progress_curve(judged({"2024-02-01": 100}).targets[0])[0].met
