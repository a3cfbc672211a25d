"""Sentences about figures, with values calculated by hand.

The plan runs from 1 January 2024 over 730 days; 31 December 2024 is day 365, half of it. A month has
30.436875 days.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from commitrack.assess import Assessment, TargetAssessment
from commitrack.language import localize
from commitrack.model import Basis, Milestone, Qualifier, When
from commitrack.wording.figures import exactly, goal, level, missing, percent, planned, promised, reached, times

Judged = Callable[..., Assessment]
HALF = "2024-12-31"
PLANNED: dict[str, Any] = {"milestones": (Milestone(on=date(2025, 6, 30), value=2500),)}


def only(assessment: Assessment) -> TargetAssessment:
    return assessment.targets[0]


@pytest.mark.parametrize(
    ("figures", "as_of", "sentence"),
    [
        ({HALF: 1000}, "2025-07-01", "74.9% to date; on 2024-12-31, the pace was 0.40×"),  # 547 of 730 days
        ({HALF: 1000}, HALF, "50% to date; on 2024-12-31, the pace was 0.40×"),
        ({}, HALF, "50% to date"),
        ({}, "2027-01-01", "100% to date"),
    ],
)
def test_planned(judged: Judged, figures: dict[str, int], as_of: str, sentence: str) -> None:
    """The planned share is that of the report date; the pace is that of the day of the figure."""
    assert planned(only(judged(figures, as_of=as_of))) == sentence


def test_planned_without_a_deadline(judged: Judged) -> None:
    """Without a deadline there is no planned share."""
    assert planned(only(judged({HALF: 1000}, terms={"made": When(date(2024, 1, 1))}))) is None


@pytest.mark.parametrize(
    ("figures", "target", "lang", "sentence"),
    [
        ({HALF: 1000}, {}, "en", "1,000 of 5,000 people on 2024-12-31 (20%)"),
        ({HALF: 1000}, {}, "ja", "2024年12月31日時点で5,000人に対し1,000人（20%）"),
        ({HALF: 6000}, {}, "en", "6,000 of 5,000 people on 2024-12-31 (120%)"),
        ({HALF: 0}, {}, "en", "0 of 5,000 people on 2024-12-31 (0%)"),
        ({HALF: 2_000_000_000}, {"value": 35_000_000_000, "unit": "USD"}, "en",
         "US$2bn of US$35bn on 2024-12-31 (5.7%)"),
        ({HALF: 600}, {"value": 100, "baseline": 500}, "en",
         "600 people against a target of 100 people on 2024-12-31 (-25%)"),
        ({HALF: 40}, {"value": 40, "baseline": 40}, "en",
         "40 people against a target of 40 people on 2024-12-31 (maintained)"),
        ({HALF: 450}, {"value": 100, "qualifier": Qualifier.AT_MOST}, "en",
         "450 people against a target of at most 100 people on 2024-12-31 (baseline missing)"),
        ({HALF: 39}, {"value": 40, "baseline": 40}, "en",
         "39 people against a target of 40 people on 2024-12-31 (not maintained)"),
        ({HALF: 450}, {"value": 0}, "en",
         "450 people against a target of 0 people on 2024-12-31 (baseline missing)"),
        ({HALF: 60}, {"value": 80, "unit": "%"}, "ja", "2024年12月31日時点で目標80%に対し60%（基準値なし）"),
        ({}, {}, "en", "no figure reported for 5,000 people"),
        ({}, {"qualifier": Qualifier.AT_LEAST}, "en", "no figure reported for at least 5,000 people"),
        ({}, {"value": None}, "en", "no figure reported yet"),
        ({HALF: 570}, {"value": None, "unit": "projects"}, "en", "570 projects on 2024-12-31"),
    ],
)  # fmt: skip
def test_reached(judged: Judged, figures: dict[str, int], target: dict[str, Any], lang: str, sentence: str) -> None:
    """The sentence has figure, target and day, or states that no figure is reported."""
    assert reached(only(judged(figures, **target))).to(lang) == sentence


@pytest.mark.parametrize(
    ("figures", "as_of", "target", "lang", "caveat"),
    [
        ({HALF: 3000}, "2025-12-30", {}, "en", "kept pace on 2024-12-31; time elapsed now 99.9%"),
        ({HALF: 3000}, "2025-12-30", {}, "ja", "2024年12月31日時点では経過期間に見合う進捗、現時点の経過期間は99.9%"),
        ({HALF: 3000}, "2025-12-30", PLANNED, "en", "was on plan on 2024-12-31; plan now 99.7%"),
        ({HALF: 3000}, "2025-12-30", PLANNED, "ja", "2024年12月31日時点では計画どおり、現時点の計画は99.7%"),
        ({"2024-01-10": 10}, "2025-12-30", {}, "en", "too early to judge on 2024-01-10; time elapsed now 99.9%"),
        ({"2024-01-10": 10}, "2025-12-30", PLANNED, "en", "too early to judge on 2024-01-10; plan now 99.7%"),
        ({"2024-06-30": 5000}, "2026-01-01", {"accumulates": False}, "en",
         "met on 2024-06-30, not confirmed at the deadline"),
        ({"2025-12-31": 5000, "2026-03-31": 4000}, "2026-04-01", {"accumulates": False}, "en",
         "met at the deadline, fallen since"),
        ({HALF: 3000}, "2025-03-01", {}, "en", None),
        ({HALF: 3000}, "2026-01-01", {}, "en", None),
    ],
)  # fmt: skip
def test_what_the_latest_figure_does_not_show(
    judged: Judged, figures: dict[str, int], as_of: str, target: dict[str, Any], lang: str, caveat: str | None
) -> None:
    """A figure that no longer shows that the target is on plan, or met, is followed by a sentence that says so."""
    sentence = reached(only(judged(figures, as_of=as_of, **target))).to(lang)
    assert caveat is None or sentence.endswith(caveat)
    assert (caveat is None) is sentence.endswith(("%)", "%）"))


@pytest.mark.parametrize(
    ("target", "terms", "sentence"),
    [
        ({"value": 0}, None, "cannot be measured: baseline missing"),
        ({}, {"due": When(2025)}, "cannot be measured: no start date"),
        ({}, None, None),
        ({"value": 80, "unit": "%", "maintain": True}, None, None),
        ({"value": None}, None, None),
    ],
)
def test_what_is_missing_to_measure(
    judged: Judged, target: dict[str, Any], terms: dict[str, Any] | None, sentence: str | None
) -> None:
    """A target whose progress cannot be measured has a sentence with the reason."""
    assert missing(only(judged({HALF: 10}, terms=terms, **target))) == sentence


def test_reached_with_a_qualifier(judged: Judged) -> None:
    """A figure is shown with the qualifier of its source."""
    progress = only(judged({HALF: 1000}, qualified=Qualifier.ABOUT))
    assert reached(progress) == "about 1,000 of 5,000 people on 2024-12-31 (20%)"


@pytest.mark.parametrize(
    ("figures", "qualified", "lang", "sentence"),
    [
        ({}, None, "en", "no figure"),
        ({HALF: 0}, None, "en", "0 people"),
        ({HALF: 412}, None, "ja", "412人"),
        ({HALF: 412}, Qualifier.AT_LEAST, "en", "≥ 412 people"),
        ({HALF: 412}, Qualifier.AT_MOST, "ja", "412人以下"),
    ],
)
def test_level(judged: Judged, figures: dict[str, int], qualified: Qualifier | None, lang: str, sentence: str) -> None:
    """A target without a figure has “no data”; 0 is shown only where 0 was reported."""
    assert localize(level(only(judged(figures, qualified=qualified))), lang) == sentence


@pytest.mark.parametrize(
    ("target", "lang", "worded", "text"),
    [
        ({"qualifier": Qualifier.AT_LEAST, "value": 10_000_000}, "en", False, "≥ 10m people"),
        ({"qualifier": Qualifier.AT_LEAST, "value": 10_000_000}, "en", True, "at least 10m people"),
        ({"qualifier": Qualifier.AT_LEAST, "value": 10_000_000}, "ja", False, "1,000万人以上"),
        ({"qualifier": Qualifier.AT_LEAST, "value": 10_000_000}, "ja", True, "1,000万人以上"),
        ({"value": None, "unit": "USD"}, "en", False, "(USD)"),
    ],
)
def test_goal(judged: Judged, target: dict[str, Any], lang: str, *, worded: bool, text: str) -> None:
    """The goal is the target value with its qualifier; for a tracked indicator it is the unit."""
    measured = only(judged(**target)).target
    assert localize(goal(measured, measured.value, worded=worded), lang) == text


@pytest.mark.parametrize(
    ("target", "terms", "lang", "sentence"),
    [
        ({}, None, "en", "5,000 people by 2025-12-31"),
        ({"qualifier": Qualifier.AT_LEAST, "value": 10_000_000}, None, "en",
         "at least 10m people (10,000,000) by 2025-12-31"),
        ({}, None, "ja", "2025年12月31日までに5,000人"),
        ({"due": When(2025), "due_basis": Basis.INFERRED}, None, "en", "5,000 people by 2025-12-31 (inferred)"),
        ({}, {"made": When(2024)}, "en", "5,000 people, no deadline stated"),
        ({"value": None}, None, "en", "in people, no target value"),
    ],
)  # fmt: skip
def test_promised(
    judged: Judged, target: dict[str, Any], terms: dict[str, Any] | None, lang: str, sentence: str
) -> None:
    """The sentence has the target value with its qualifier and all its digits, and the deadline."""
    assert promised(only(judged(terms=terms, **target))).to(lang) == sentence


@pytest.mark.parametrize(
    ("share", "places", "text"),
    [
        (None, 1, ""),
        ("0.8308", 1, "83.1%"),
        ("0.8308", 0, "83%"),
        ("1", 1, "100%"),
        ("0", 1, "0%"),
        ("-0.4", 1, "-40%"),
        ("3.1", 1, "310%"),
        ("12.345", 1, "1,234.5%"),
        ("-0.0001", 1, "0%"),
        ("0.998", 0, "99%"),
        ("0.9999", 1, "99.9%"),
        ("1.0001", 0, "100%"),
        ("0.9967", 0, "99%"),  # 299 of 300
        ("0.9967", 1, "99.7%"),
        ("0.0033", 0, "<1%"),  # 1 of 300
        ("0.0033", 1, "0.3%"),
        ("0.0003", 1, "<0.1%"),
    ],
)
def test_percent(share: str | None, places: int, text: str) -> None:
    """A percentage may be below 0 or above 100, has no negative zero, and is 0% or 100% only if it is exactly that."""
    assert percent(None if share is None else Decimal(share), places=places) == text


def test_percent_in_japanese() -> None:
    """In Japanese, a share that would be rounded to 0% is shown as 1%未満."""
    assert [localize(percent(Decimal(share), places=0), "ja") for share in ("0.0033", "0.5")] == ["1%未満", "50%"]


@pytest.mark.parametrize(
    ("ratio", "text"), [("0.003", "<0.01×"), ("0", "0.00×"), ("0.4", "0.40×"), ("2.345", "2.34×"), ("-1", "-1.00×")]
)
def test_times(ratio: str, text: str) -> None:
    """A ratio has two decimals, rounded half to even."""
    assert times(Decimal(ratio)) == text


@pytest.mark.parametrize(
    ("value", "unit", "lang", "sentence"),
    [
        (40_000_000_000, "JPY", "en", "¥40bn (JPY 40,000,000,000)"),
        (40_000_000_000, "JPY", "ja", "400億円（40,000,000,000円）"),
        (10_000_000, "people", "en", "10m people (10,000,000)"),
        (5_000, "people", "en", "5,000 people"),
    ],
)
def test_exactly(value: int, unit: str, lang: str, sentence: str) -> None:
    """The exact number is added only where the amount is abbreviated."""
    assert localize(exactly(value, unit), lang) == sentence
