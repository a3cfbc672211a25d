"""Texts about deadlines and distances in time."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from commitrack.assess import Assessment
from commitrack.dates import parse_span
from commitrack.model import When
from commitrack.wording.deadlines import deadline, distance


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (0, "today"),
        (1, "in 1 day"),
        (-1, "1 day ago"),
        (-78, "78 days ago"),
        (90, "in 90 days"),
        (91, "in 3 months"),
        (-365, "12 months ago"),
        (730, "in 24 months"),
        (731, "in 2 years"),
        (-3653, "10 years ago"),
    ],
)
def test_distance(days: int, sentence: str) -> None:
    """A distance is in days up to three months, in months up to two years, then in years; 1 day is singular."""
    today = date(2026, 11, 23)
    assert distance(today + timedelta(days=days), today) == sentence


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [(None, "2025-12-31, in 12 months"), ({"made": When(2024)}, "no deadline stated")],
)
def test_deadline(judged: Callable[..., Assessment], terms: dict[str, Any] | None, sentence: str) -> None:
    """The text has the deadline and how far away it is, or states that there is none."""
    assert deadline(judged(as_of="2024-12-31", terms=terms)) == sentence


@pytest.mark.parametrize(
    ("terms", "english", "japanese"),
    [
        ({"made": When(2024), "due": When(date(2025, 12, 31))}, "2025-12-31, in 12 months",
         "2025年12月31日（約12か月後）"),
        ({"made": When(2024), "due": When("FY2025")}, "2025-12-31, in 12 months (“FY2025”)",
         "2025年12月31日（約12か月後）、「2025年度」と記載"),
        ({"made": When(date(2023, 9, 6)), "within": parse_span("3 years")},
         "2026-09-06, in 20 months (“3 years” from 2023-09-06)",
         "2026年9月6日（約20か月後）、2023年9月6日から3年"),
        ({"made": When(2024)}, "no deadline stated", "期限の記載なし"),
    ],
)  # fmt: skip
def test_deadline_as_written(
    judged: Callable[..., Assessment], terms: dict[str, Any], english: str, japanese: str
) -> None:
    """The words of the source are added where they differ from the date."""
    message = deadline(judged(as_of="2024-12-31", terms=terms), written=True)
    assert (message.to("en"), message.to("ja")) == (english, japanese)
