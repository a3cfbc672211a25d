"""The smaller words: shares, ratios, distances, deadlines, parts, and the lines of the journal."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from commitrack.assess import Assessment, Status
from commitrack.model import Amends, CompletionLevel, Lifecycle, Qualifier, Target, Update, When
from commitrack.report import sentences as say
from commitrack.report.log import entry

PEOPLE = Target(unit="people", value=5000)


@pytest.mark.parametrize(
    ("share", "places", "said"),
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
    ],
)
def test_percent(share: str | None, places: int, said: str) -> None:
    """Never clamped, no minus before a zero, and never 100% for what is not all of it."""
    assert say.percent(None if share is None else Decimal(share), places=places) == said


@pytest.mark.parametrize(("ratio", "said"), [("0.4", "0.40×"), ("2.345", "2.34×"), ("-1", "-1.00×")])
def test_times(ratio: str, said: str) -> None:
    """A ratio has two places, rounded half to even."""
    assert say.times(Decimal(ratio)) == said


@pytest.mark.parametrize(
    ("days", "said"),
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
def test_distance(days: int, said: str) -> None:
    """Days up to three months, months up to two years, then years; one of a kind has no s."""
    today = date(2026, 11, 23)
    assert say.distance(today + timedelta(days=days), today, lang="en") == said


@pytest.mark.parametrize(
    ("terms", "said"),
    [(None, "2025-12-31, in 12 months"), ({"made": When(2024)}, "no deadline stated")],
)
def test_deadline(judged: Callable[..., Assessment], terms: dict[str, Any] | None, said: str) -> None:
    """The day and how far away it is, or that none is stated."""
    assert say.deadline(judged(as_of="2024-12-31", terms=terms), lang="en") == said


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({}, ""),
        ({Status.NO_DATA: 6, Status.OVERDUE: 1}, "7 parts: 1 overdue, 6 no data"),
        ({Status.OFF_TRACK: 1}, "1 part: 1 off track"),
        ({Status.NO_DATA: 2, Status.OVERDUE: 0}, "2 parts: 2 no data"),
    ],
)
def test_parts(counts: dict[Status, int], said: str) -> None:
    """How many parts, and how they stand, worst first; nothing of none."""
    assert say.parts(counts, lang="en") == said


@pytest.mark.parametrize(
    ("value", "unit", "lang", "said"),
    [
        (40_000_000_000, "JPY", "en", "¥40bn (JPY 40,000,000,000)"),
        (40_000_000_000, "JPY", "ja", "400億円（40,000,000,000円）"),
        (10_000_000, "people", "en", "10m people (10,000,000)"),
        (5_000, "people", "en", "5,000 people"),
    ],
)
def test_exactly(value: int, unit: str, lang: str, said: str) -> None:
    """The exact number stands beside a compact one, and only there."""
    assert say.exactly(value, unit, lang=lang) == said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"actual": 4120}, "4,120 people"),
        ({"actual": 4120, "qualifier": Qualifier.AT_LEAST}, "at least 4,120 people"),
        ({"add": 300}, "+ 300 people"),
        ({"completion": CompletionLevel.SUBSTANTIAL}, "completion: substantial"),
        ({"amends": Amends(value=4000), "reason": "budget"}, "amended: target 4,000 people (budget)"),
        ({"amends": Amends(due=When("FY2026")), "reason": "delay"}, "amended: due FY2026 (delay)"),
        ({"amends": Amends(value=4000, due=When(2030)), "reason": "both"},
         "amended: target 4,000 people, due 2030 (both)"),
        ({"lifecycle": Lifecycle.SUSPENDED, "reason": "election"}, "suspended (election)"),
        ({"retracts": "20260101T000000Z-1"}, "retracts 20260101T000000Z-1"),
        ({"note": "launched"}, "note"),
    ],
)  # fmt: skip
def test_entry(line: Callable[..., Update], fields: dict[str, Any], said: str) -> None:
    """Each kind of line of the journal in words."""
    assert entry(line("2024-12-31", **fields), PEOPLE, lang="en") == said


def test_entry_in_japanese(line: Callable[..., Update]) -> None:
    """Amounts of the journal follow the language."""
    assert entry(line("2024-12-31", actual=4120), PEOPLE, lang="ja") == "4,120人"


def test_title(judged: Callable[..., Assessment]) -> None:
    """A title written in one language stands in for every other."""
    assert say.title_of(judged(), "ja") == "Training"
