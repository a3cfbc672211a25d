"""Sentences about rates and forecasts, in each language.

The plan runs from 1 January 2024 over 730 days; 31 December 2024 is day 365, half of it. A month has
30.436875 days.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from commitrack.assess import Assessment, TargetAssessment
from commitrack.model import When
from commitrack.wording.rates import forecast, rate

Judged = Callable[..., Assessment]
HALF = "2024-12-31"


def only(assessment: Assessment) -> TargetAssessment:
    return assessment.targets[0]


@pytest.mark.parametrize(
    ("figures", "target", "lang", "sentence"),
    [
        # 1,000 ÷ 365 × 30.436875 = 83.39 observed; 4,000 ÷ 365 × 30.436875 = 333.6 required; as much again is 2,000
        ({HALF: 1000}, {}, "en",
         ("required 334 people per month, observed 83.4 (0.25×); at this pace, 2,000 of 5,000 people by 2025-12-31")),
        ({HALF: 1000}, {}, "ja",
         "1か月当たり334人が必要、実績は平均83.4人（0.25倍）。このペースでは2025年12月31日までに5,000人に対し2,000人となる計算"),
        # money has its currency each time: 10bn reached, 30bn missing
        ({HALF: 10_000_000_000}, {"value": 40_000_000_000, "unit": "JPY"}, "en",
         "required ¥2.5bn per month, observed ¥834m (0.33×); at this pace, ¥20bn of ¥40bn by 2025-12-31"),
        # a falling target from 500 to 100: 400 is a quarter of the way
        ({HALF: 400}, {"value": 100, "baseline": 500}, "en",
         ("required decrease of 25 people per month, observed 8.34 (0.33×); "
          "at this pace, 300 people against a target of 100 people by 2025-12-31")),
        # against the direction of the target
        ({HALF: 600}, {"value": 100, "baseline": 500}, "en",
         ("required decrease of 41.7 people per month, observed increase of 8.34 (-0.20×); "
          "at this pace, 700 people against a target of 100 people by 2025-12-31")),
        ({HALF: 400}, {"value": 5000, "baseline": 500}, "en",
         ("required 384 people per month, observed decrease of 8.34 (-0.02×); "
          "at this pace, 300 of 5,000 people by 2025-12-31")),
        # a share changes by percentage points: 20 in a year, and 60 more in the next
        ({HALF: 20}, {"value": 80, "unit": "%", "baseline": 0}, "en",
         ("required 5 percentage points per month, observed 1.67 (0.33×); at this pace, 40 of 80% by 2025-12-31")),
        ({HALF: 20}, {"value": 80, "unit": "% of GDP", "baseline": 0}, "ja",
         ("1か月当たり5 percentage points of GDPが必要、実績は平均1.67 percentage points of GDP（0.33倍）。"
          "このペースでは2025年12月31日までに80 % of GDPに対し40 % of GDPとなる計算")),
        # reached: no rate is required any more
        ({HALF: 5000}, {}, "en", "observed 417 people per month"),
        ({}, {}, "en", None),
        ({HALF: 7}, {"value": None}, "en", None),
    ],
)  # fmt: skip
def test_rate(judged: Judged, figures: dict[str, int], target: dict[str, Any], lang: str, sentence: str | None) -> None:
    """The sentence has the required and the observed rate in the unit of the target, and the level at that pace."""
    message = rate(only(judged(figures, **target)))
    assert (message and message.to(lang)) == sentence


@pytest.mark.parametrize(
    ("figures", "as_of", "sentence"),
    [
        # 3,600 on day 516 of 730 were on plan; 30 days before the deadline, 1,400 are missing
        ({"2025-05-31": 3600}, "2025-12-01", "required 1,420 people per month, observed 212 (0.14×)"),
        ({"2024-01-10": 10}, "2024-02-01", "required 217 people per month, observed 33.8 (0.15×)"),
    ],
)
def test_a_rate_from_an_inconclusive_figure_is_not_continued(
    judged: Judged, figures: dict[str, int], as_of: str, sentence: str
) -> None:
    """A figure that is unconfirmed, or too early to judge, is not projected to the deadline."""
    assert rate(only(judged(figures, as_of=as_of))) == sentence


def test_rate_without_a_deadline(judged: Judged) -> None:
    """Without a deadline no rate is required, and only the observed one is shown."""
    progress = only(judged({HALF: 1000}, terms={"made": When(date(2024, 1, 1))}, baseline=0))
    assert rate(progress) == "observed 83.4 people per month"


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        # slopes 5, 10 and 7.5 a day: median 7.5, 430 days to go, 3,000 missing
        ({"2024-04-10": 500, "2024-07-19": 1000, "2024-10-27": 2000},
         "5,220 people at the deadline; projected to reach target on 2025-12-01"),
        # 5 a day throughout: 3,500 missing take 700 days from day 300
        ({"2024-04-10": 500, "2024-07-19": 1000, "2024-10-27": 1500},
         "3,650 people at the deadline; projected to reach target on 2026-09-27"),
        ({"2024-04-10": 500, "2024-07-19": 500, "2024-10-27": 500},
         "500 people at the deadline; not projected to reach target"),
        # ten slopes: six of 5, then 5.8, 6, 6⅓ and 7 a day, with the quartiles 5 and 5.95
        ({"2024-02-20": 250, "2024-04-10": 500, "2024-05-30": 750, "2024-07-19": 1000, "2024-10-27": 1700},
         ("3,850 people at the deadline (range of past rates: 3,850–4,260); "
          "projected to reach target on 2026-08-18")),
        ({"2024-04-10": 500, "2024-04-20": 1000, "2024-05-09": 1500},
         "no forecast: no two figures at least 30 days apart"),
        ({"2024-04-10": 500, "2024-07-19": 1000}, "no forecast: 2 of 3 required figures"),
        ({}, "no forecast: 0 of 3 required figures"),
        ({"2024-04-10": 5000}, "no forecast: target already reached"),
    ],
)  # fmt: skip
def test_forecast(judged: Judged, figures: dict[str, int], sentence: str) -> None:
    """The sentence has the forecast with its range, or the reason why there is none."""
    assert forecast(only(judged(figures))) == sentence


def test_forecast_of_a_level_to_maintain(judged: Judged) -> None:
    """A target to maintain has no forecast, however many figures there are."""
    figures = {"2024-04-10": 500, "2024-07-19": 1000, "2024-10-27": 1500}
    progress = only(judged(figures, maintain=True))
    assert forecast(progress) == "no forecast: maintenance target"


def test_forecast_without_a_deadline(judged: Judged) -> None:
    """Without a deadline, the sentence has only the day on which the target is reached."""
    figures = {"2024-04-10": 500, "2024-07-19": 1000, "2024-10-27": 1500}
    progress = only(judged(figures, terms={"made": When(date(2024, 1, 1))}))
    assert forecast(progress) == "projected to reach target on 2026-09-27"


def test_forecast_of_an_indicator_without_a_value(judged: Judged) -> None:
    """A tracked indicator has neither a forecast nor a reason why there is none."""
    assert forecast(only(judged({HALF: 7}, value=None))) == ""
