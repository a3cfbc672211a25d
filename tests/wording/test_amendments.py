"""Sentences about amendments, with figures calculated by hand.

The plan runs from 1 January 2024 over 730 days; 31 December 2024 is day 365, half of it.
"""

from collections.abc import Callable
from datetime import date

import pytest

from commitrack.assess import Assessment, Status, TargetAssessment, TermsChange
from commitrack.model import Amends, Update, When
from commitrack.wording.amendments import amended, changes, moved, postponed

Judged = Callable[..., Assessment]
MakeUpdate = Callable[..., Update]
HALF = "2024-12-31"


def only(assessment: Assessment) -> TargetAssessment:
    return assessment.targets[0]


@pytest.mark.parametrize(
    ("level", "amends", "sentence"),
    [
        # 1,920 of 5,000 is 0.77 of the plan, of 4,000 it is 0.96
        (1920, Amends(value=4000),
         ("5,000 people by 2025-12-31 → 4,000 people by 2025-12-31: weakened; "
         "on track only because of the amendment (original terms: at risk)")),
        # 0.2 of half a plan is 0.40, of a third of a plan 0.60
        (1000, Amends(due=When(date(2026, 12, 31))),
         ("5,000 people by 2025-12-31 → 5,000 people by 2026-12-31: extended; "
         "at risk only because of the amendment (original terms: off track)")),
        # on track by both: the status does not depend on the change
        (2500, Amends(value=4000), "5,000 people by 2025-12-31 → 4,000 people by 2025-12-31: weakened"),
        (2500, Amends(value=6000), "5,000 people by 2025-12-31 → 6,000 people by 2025-12-31: tightened"),
        (2500, Amends(value=6000, due=When(2026)),
         "5,000 people by 2025-12-31 → 6,000 people by 2026-12-31: tightened and extended"),
    ],
)  # fmt: skip
def test_amended(judged: Judged, update: MakeUpdate, level: int, amends: Amends, sentence: str) -> None:
    """The sentence has the original and the amended target, and whether the status depends on the change."""
    amendment = update("2024-06-30", amends=amends, reason="budget")
    assert amended(only(judged({HALF: level}, lines=(amendment,)))) == sentence


def test_not_amended(judged: Judged) -> None:
    """A target that was never amended has no sentence."""
    assert amended(only(judged({HALF: 1000}))) is None


def test_amended_in_japanese(judged: Judged, update: MakeUpdate) -> None:
    """Amounts, days and the effect on the status are in Japanese."""
    amendment = update("2024-06-30", amends=Amends(value=4000), reason="budget")
    message = amended(only(judged({HALF: 1920}, lines=(amendment,))))
    assert message is not None
    assert message.to("ja").startswith("2025年12月31日までに5,000人 → 2025年12月31日までに4,000人")
    assert "on track" not in message.to("ja")


@pytest.mark.parametrize(
    ("kinds", "sentence"),
    [
        ((TermsChange.WEAKENED,), "weakened"),
        ((TermsChange.TIGHTENED, TermsChange.EXTENDED), "tightened and extended"),
    ],
)
def test_changes(kinds: tuple[TermsChange, ...], sentence: str) -> None:
    """The kinds of change are joined by “and”."""
    assert changes(kinds) == sentence


def test_moved() -> None:
    """Two statuses have a sentence only where they differ."""
    assert moved(Status.AT_RISK, Status.AT_RISK) is None
    assert moved(Status.AT_RISK, Status.OFF_TRACK) == (
        "at risk only because of the amendment (original terms: off track)"
    )


@pytest.mark.parametrize(
    ("due", "as_of", "sentence"),
    [
        (date(2026, 12, 31), "2024-12-31", "deadline 2025-12-31 → 2026-12-31: extended"),
        (date(2025, 6, 30), "2024-12-31", "deadline 2025-12-31 → 2025-06-30: shortened"),
        (date(2026, 12, 31), "2026-06-30",
         ("deadline 2025-12-31 → 2026-12-31: extended; "
          "no figure only because of the amendment (original terms: overdue)")),
    ],
)  # fmt: skip
def test_postponed(judged: Judged, update: MakeUpdate, due: date, as_of: str, sentence: str) -> None:
    """For a commitment without figures, the sentence has both deadlines, and whether the change affects the status."""
    amendment = update("2024-06-30", amends=Amends(due=When(due)), reason="delay")
    assert postponed(judged(lines=(amendment,), as_of=as_of, value=None)) == sentence


def test_not_postponed(judged: Judged) -> None:
    """A deadline that never changed has no sentence."""
    assert postponed(judged(value=None)) is None
