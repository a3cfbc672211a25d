"""Texts about deadlines and distances in time."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.assess import Assessment
from commitrack.dates import after, parse_span
from commitrack.model import Basis, When
from commitrack.report.deadlines import SOON
from commitrack.wording.deadlines import deadline, distance


@pytest.mark.parametrize(
    ("today", "day", "english", "japanese"),
    [
        ("2026-11-23", "2026-11-23", "today", "本日"),
        ("2026-11-23", "2026-11-24", "in 1 day", "1日後"),
        ("2026-11-23", "2026-11-22", "1 day ago", "1日前"),
        ("2026-11-23", "2026-09-06", "78 days ago", "78日前"),
        ("2026-11-23", "2027-02-22", "in 91 days", "91日後"),
        ("2026-11-23", "2027-02-23", "in 3 months", "3か月後"),
        ("2026-11-23", "2027-02-24", "in over 3 months", "3か月余り後"),
        ("2026-11-23", "2027-11-22", "in over 11 months", "11か月余り後"),
        ("2026-11-23", "2027-11-23", "in 12 months", "12か月後"),
        ("2026-11-23", "2027-11-24", "in over 12 months", "12か月余り後"),  # 366 days
        ("2026-11-23", "2025-11-23", "12 months ago", "12か月前"),
        ("2026-11-23", "2024-11-24", "over 23 months ago", "23か月余り前"),
        ("2026-11-23", "2024-11-23", "2 years ago", "2年前"),
        ("2026-11-23", "2023-12-23", "over 2 years ago", "2年余り前"),  # 2 years and 11 months
        ("2026-11-23", "2023-11-23", "3 years ago", "3年前"),
        ("2026-11-23", "2028-11-24", "in over 2 years", "2年余り後"),
        ("2026-11-23", "2099-12-31", "in over 73 years", "73年余り後"),
        # the last day of a month is a month after a day that the month does not have
        ("2025-11-30", "2026-02-28", "in 3 months", "3か月後"),
        ("2024-02-29", "2025-02-28", "in 12 months", "12か月後"),
        ("2025-02-28", "2024-02-29", "12 months ago", "12か月前"),
        ("2025-03-01", "2024-02-29", "over 12 months ago", "12か月余り前"),
    ],
)
def test_distance(today: str, day: str, english: str, japanese: str) -> None:
    """A distance is in days up to three months, in complete months up to two years, then in complete years."""
    message = distance(date.fromisoformat(day), date.fromisoformat(today))
    assert (message.to("en"), message.to("ja")) == (english, japanese)


@given(today=st.dates(date(2000, 1, 1), date(2100, 1, 1)), days=st.integers(300, 390))
def test_distance_agrees_with_the_group_of_a_deadline(today: date, days: int) -> None:
    """A deadline within 12 months, as the report groups it, is at most 12 months away; a later one is more."""
    day = today + timedelta(days=days)
    shown = distance(day, today)
    assert (shown in {"in over 12 months", "in 13 months"}) == (day > after(today, SOON)), shown


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        (None, "2025-12-31, in 12 months"),
        ({"due": When(date(2025, 12, 31)), "due_basis": Basis.INFERRED}, "2025-12-31 (inferred), in 12 months"),
        ({"made": When(2024)}, "no deadline stated"),
    ],
)
def test_deadline(judged: Callable[..., Assessment], terms: dict[str, Any] | None, sentence: str) -> None:
    """The text has the deadline and how far away it is, or states that there is none."""
    assert deadline(judged(as_of="2024-12-31", terms=terms)) == sentence


@pytest.mark.parametrize(
    ("terms", "english", "japanese"),
    [
        ({"made": When(2024), "due": When(date(2025, 12, 31))}, "2025-12-31, in 12 months",
         "2025年12月31日（12か月後）"),
        ({"made": When(2024), "due": When("FY2025")}, "2025-12-31, in 12 months (“FY2025”)",
         "2025年12月31日（12か月後）、「2025年度」と記載"),
        ({"made": When(date(2023, 9, 6)), "within": parse_span("3 years")},
         "2026-09-06, in over 20 months (“3 years” from 2023-09-06)",
         "2026年9月6日（20か月余り後）、2023年9月6日から3年"),
        ({"made": When(2024)}, "no deadline stated", "期限の記載なし"),
    ],
)  # fmt: skip
def test_deadline_as_written(
    judged: Callable[..., Assessment], terms: dict[str, Any], english: str, japanese: str
) -> None:
    """The words of the source are added where they differ from the date."""
    message = deadline(judged(as_of="2024-12-31", terms=terms), written=True)
    assert (message.to("en"), message.to("ja")) == (english, japanese)


def test_deadline_of_a_target_as_written(judged: Callable[..., Assessment]) -> None:
    """The period of a target is stated if the deadline is that of the target."""
    row = judged(as_of="2026-11-23", terms={"made": When(date(2023, 12, 17))}, within=parse_span("10 years"))
    assert deadline(row, written=True) == "2033-12-17, in over 7 years (“10 years” from 2023-12-17)"
