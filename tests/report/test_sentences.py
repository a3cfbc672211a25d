"""Every sentence about a target, worked out by hand.

The plan runs from 1 January 2024 over 730 days; 31 December 2024 is day 365, half of it. A month has
30.436875 days.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from commitrack.assess import Assessment, TargetAssessment
from commitrack.model import Amends, Qualifier, Update, When
from commitrack.report import sentences as say
from commitrack.report.amendments import amended

Judged = Callable[..., Assessment]
Line = Callable[..., Update]
HALF = "2024-12-31"


def only(assessment: Assessment) -> TargetAssessment:
    return assessment.targets[0]


@pytest.mark.parametrize(
    ("figures", "target", "lang", "said"),
    [
        # 1,000 ÷ 365 × 30.436875 = 83.39 seen; 4,000 ÷ 365 × 30.436875 = 333.6 needed; as much again makes 2,000
        ({HALF: 1000}, {}, "en",
         "needs 334 people a month, had 83.4 (0.25×); at this pace 2,000 of 5,000 people by 2025-12-31"),
        ({HALF: 1000}, {}, "ja",
         "1か月当たり334人が必要、実績は83.4人（0.25倍）。このペースでは2025年12月31日までに5,000人に対し2,000人"),
        # money names its currency each time: 10bn seen, 30bn missing
        ({HALF: 10_000_000_000}, {"value": 40_000_000_000, "unit": "JPY"}, "en",
         "needs ¥2.5bn a month, had ¥834m (0.33×); at this pace ¥20bn of ¥40bn by 2025-12-31"),
        # a falling target from 500 to 100: 400 is a quarter of the way
        ({HALF: 400}, {"value": 100, "baseline": 500}, "en",
         ("must fall by 25 people a month, fell by 8.34 (0.33×); "
         "at this pace 300 people against 100 people by 2025-12-31")),
        # reached: nothing is needed any more
        ({HALF: 5000}, {}, "en", "moved by 417 people a month"),
        ({}, {}, "en", None),
        ({HALF: 7}, {"value": None}, "en", None),
    ],
)  # fmt: skip
def test_rate(judged: Judged, figures: dict[str, int], target: dict[str, Any], lang: str, said: str | None) -> None:
    """Needed against seen in the target's own unit, and where that pace leads."""
    assert say.rate(only(judged(figures, **target)), lang=lang) == said


def test_rate_without_a_deadline(judged: Judged) -> None:
    """Without a deadline nothing is needed by a day, and the sentence stops at what was seen."""
    found = only(judged({HALF: 1000}, terms={"made": When(date(2024, 1, 1))}))
    assert say.rate(found, lang="en") == "moved by 83.4 people a month"


@pytest.mark.parametrize(
    ("figures", "as_of", "said"),
    [
        ({HALF: 1000}, "2025-07-01", "74.9% by now; on 2024-12-31 the pace was 0.40× of the plan"),  # 547 of 730 days
        ({HALF: 1000}, HALF, "50% by now; on 2024-12-31 the pace was 0.40× of the plan"),
        ({}, HALF, "50% by now"),
        ({}, "2027-01-01", "100% by now"),
    ],
)
def test_planned(judged: Judged, figures: dict[str, int], as_of: str, said: str) -> None:
    """The plan is that of the report's day, the pace that of the figure's."""
    assert say.planned(only(judged(figures, as_of=as_of)), lang="en") == said


def test_planned_without_a_deadline(judged: Judged) -> None:
    """Where no deadline is stated, nothing was planned for any day."""
    assert say.planned(only(judged({HALF: 1000}, terms={"made": When(date(2024, 1, 1))})), lang="en") is None


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        # slopes 5, 10 and 7.5 a day: median 7.5, quartiles 6.25 and 8.75, 430 days to go, 3,000 missing
        ({"2024-04-10": 500, "2024-07-19": 1000, "2024-10-27": 2000},
         "5,220 people at the deadline (4,690–5,760); would be reached on 2025-12-01"),
        # 5 a day throughout: 3,500 missing take 700 days from day 300
        ({"2024-04-10": 500, "2024-07-19": 1000, "2024-10-27": 1500},
         "3,650 people at the deadline (3,650–3,650); would be reached on 2026-09-27"),
        ({"2024-04-10": 500, "2024-07-19": 500, "2024-10-27": 500},
         "500 people at the deadline (500–500); not reached at this slope"),
        ({"2024-04-10": 500, "2024-07-19": 1000}, "no forecast: 2 of 3 figures"),
        ({}, "no forecast: 0 of 3 figures"),
        ({"2024-04-10": 5000}, "no forecast: the target is reached"),
    ],
)  # fmt: skip
def test_forecast(judged: Judged, figures: dict[str, int], said: str) -> None:
    """Where the figures lead, with its range, or why nobody can say."""
    assert say.forecast(only(judged(figures)), lang="en") == said


def test_forecast_without_a_deadline(judged: Judged) -> None:
    """Without a deadline there is no level at the deadline, only the day of arrival."""
    figures = {"2024-04-10": 500, "2024-07-19": 1000, "2024-10-27": 1500}
    found = only(judged(figures, terms={"made": When(date(2024, 1, 1))}))
    assert say.forecast(found, lang="en") == "would be reached on 2026-09-27"


def test_forecast_of_what_is_only_followed(judged: Judged) -> None:
    """An indicator without a value leads nowhere, and nothing is said."""
    assert say.forecast(only(judged({HALF: 7}, value=None)), lang="en") == ""


@pytest.mark.parametrize(
    ("level", "amends", "said"),
    [
        # 1,920 of 5,000 is 0.77 of the plan, of 4,000 it is 0.96
        (1920, Amends(value=4000),
         ("5,000 people by 2025-12-31 → 4,000 people by 2025-12-31: weakened; "
         "on track only because the target moved (by the original: at risk)")),
        # 0.2 of half a plan is 0.40, of a third of a plan 0.60
        (1000, Amends(due=When(date(2026, 12, 31))),
         ("5,000 people by 2025-12-31 → 5,000 people by 2026-12-31: extended; "
         "at risk only because the target moved (by the original: off track)")),
        # on track by either: nothing hangs on the change
        (2500, Amends(value=4000), "5,000 people by 2025-12-31 → 4,000 people by 2025-12-31: weakened"),
        (2500, Amends(value=6000), "5,000 people by 2025-12-31 → 6,000 people by 2025-12-31: tightened"),
        (2500, Amends(value=6000, due=When(2026)),
         "5,000 people by 2025-12-31 → 6,000 people by 2026-12-31: tightened and extended"),
    ],
)  # fmt: skip
def test_amended(judged: Judged, line: Line, level: int, amends: Amends, said: str) -> None:
    """Original and amended target stand side by side, and what hangs on the change is named."""
    amendment = line("2024-06-30", amends=amends, reason="budget")
    assert amended(only(judged({HALF: level}, lines=(amendment,))), lang="en") == said


def test_not_amended(judged: Judged) -> None:
    """Nothing is said of terms that never changed."""
    assert amended(only(judged({HALF: 1000})), lang="en") is None


@pytest.mark.parametrize(
    ("figures", "target", "lang", "said"),
    [
        ({HALF: 1000}, {}, "en", "1,000 of 5,000 people on 2024-12-31 (20%)"),
        ({HALF: 1000}, {}, "ja", "2024年12月31日時点で5,000人に対し1,000人（20%）"),
        ({HALF: 6000}, {}, "en", "6,000 of 5,000 people on 2024-12-31 (120%)"),
        ({HALF: 0}, {}, "en", "0 of 5,000 people on 2024-12-31 (0%)"),
        ({HALF: 2_000_000_000}, {"value": 35_000_000_000, "unit": "USD"}, "en",
         "US$2bn of US$35bn on 2024-12-31 (5.7%)"),
        ({HALF: 600}, {"value": 100, "baseline": 500}, "en",
         "600 people against 100 people on 2024-12-31 (-25%)"),
        ({HALF: 40}, {"value": 40, "baseline": 40}, "en", "40 people against 40 people on 2024-12-31 (kept)"),
        ({HALF: 39}, {"value": 40, "baseline": 40}, "en", "39 people against 40 people on 2024-12-31 (not kept)"),
        ({}, {}, "en", "no figure known for 5,000 people"),
        ({}, {"qualifier": Qualifier.AT_LEAST}, "en", "no figure known for at least 5,000 people"),
        ({}, {"value": None}, "en", "no figure reported yet"),
        ({HALF: 570}, {"value": None, "unit": "projects"}, "en", "570 projects on 2024-12-31"),
    ],
)  # fmt: skip
def test_stands(judged: Judged, figures: dict[str, int], target: dict[str, Any], lang: str, said: str) -> None:
    """What is known, of what, on which day; or that nothing is known."""
    assert say.stands(only(judged(figures, **target)), lang=lang) == said


def test_stands_with_a_hedge(judged: Judged) -> None:
    """How the source hedged its figure is said with it."""
    found = only(judged({HALF: 1000}, qualified=Qualifier.ABOUT))
    assert say.stands(found, lang="en") == "about 1,000 of 5,000 people on 2024-12-31 (20%)"


@pytest.mark.parametrize(
    ("figures", "qualified", "lang", "said"),
    [
        ({}, None, "en", "no data"),
        ({HALF: 0}, None, "en", "0 people"),
        ({HALF: 412}, None, "ja", "412人"),
        ({HALF: 412}, Qualifier.AT_LEAST, "en", "≥ 412 people"),
        ({HALF: 412}, Qualifier.AT_MOST, "ja", "412人以下"),
    ],
)
def test_level(judged: Judged, figures: dict[str, int], qualified: Qualifier | None, lang: str, said: str) -> None:
    """What nobody reported is “no data”, and 0 only what somebody reported as 0."""
    assert say.level(only(judged(figures, qualified=qualified)), lang=lang) == said


@pytest.mark.parametrize(
    ("target", "lang", "short", "said"),
    [
        ({"qualifier": Qualifier.AT_LEAST, "value": 10_000_000}, "en", True, "≥ 10m people"),
        ({"qualifier": Qualifier.AT_LEAST, "value": 10_000_000}, "en", False, "at least 10m people"),
        ({"qualifier": Qualifier.AT_LEAST, "value": 10_000_000}, "ja", True, "1,000万人以上"),
        ({"value": None, "unit": "USD"}, "en", True, "(USD)"),
    ],
)
def test_goal(judged: Judged, target: dict[str, Any], lang: str, *, short: bool, said: str) -> None:
    """What is to be reached with its hedge; of an indicator that is only followed, its unit."""
    found = only(judged(**target)).target
    assert say.goal(found, found.value, lang=lang, short=short) == said
