"""Texts about milestones."""

from collections.abc import Callable
from datetime import date

import pytest

from commitrack.assess import Assessment
from commitrack.model import Milestone
from commitrack.wording.milestones import milestones

STEPS = (Milestone(on=date(2024, 6, 30), value=1_000), Milestone(on=date(2025, 6, 30), value=3_000))


@pytest.mark.parametrize(
    ("figures", "english", "japanese"),
    [
        ({}, "1,000 people by 2024-06-30: unknown (no figure for that date or later); 3,000 people by 2025-06-30: open",
         "2024年6月30日までに1,000人：不明（期日以後の実績値なし）、2025年6月30日までに3,000人：期日前"),
        ({"2024-06-01": 1_200},
         "1,000 people by 2024-06-30: met (1,200 people on 2024-06-01); 3,000 people by 2025-06-30: open",
         "2024年6月30日までに1,000人：達成（2024年6月1日時点で1,200人）、2025年6月30日までに3,000人：期日前"),
        ({"2024-12-01": 900},
         "1,000 people by 2024-06-30: missed (900 people on 2024-12-01); 3,000 people by 2025-06-30: open",
         "2024年6月30日までに1,000人：未達成（2024年12月1日時点で900人）、2025年6月30日までに3,000人：期日前"),
        ({"2024-12-01": 3_100},
         ("1,000 people by 2024-06-30: met late (3,100 people on 2024-12-01); "
         "3,000 people by 2025-06-30: met (3,100 people on 2024-12-01)"),
         ("2024年6月30日までに1,000人：期日後に達成（2024年12月1日時点で3,100人）、"
         "2025年6月30日までに3,000人：達成（2024年12月1日時点で3,100人）")),
    ],
)  # fmt: skip
def test_milestones(judged: Callable[..., Assessment], figures: dict[str, int], english: str, japanese: str) -> None:
    """Each milestone has its outcome, and in brackets the figure that decided."""
    sentence = milestones(judged(figures, milestones=STEPS).targets[0])
    assert sentence is not None
    assert (sentence.to("en"), sentence.to("ja")) == (english, japanese)


def test_a_target_without_milestones(judged: Callable[..., Assessment]) -> None:
    """A target without milestones has no sentence about them."""
    assert milestones(judged({}).targets[0]) is None
