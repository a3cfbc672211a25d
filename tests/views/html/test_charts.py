"""Scales, positions and labels in charts, with expected values worked out by hand."""

from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest

from commitrack.views.html.labels import LabelRequest, placed
from commitrack.views.html.scale import Days, levels


@pytest.mark.parametrize(
    ("of", "low", "high", "step"),
    [
        ((0, 5000), 0, 5000, 1000),
        ((500, 1000), 500, 1000, 100),
        ((-3, 8), -5, 10, Decimal("2.5")),
        ((40, 42), 40, 42, Decimal("0.5")),
        ((7, 7), 0, 7, 2),
        ((0, 0), 0, 1, Decimal("0.2")),
        ((10**27, 2 * 10**27), 10**27, 2 * 10**27, 2 * 10**26),
    ],
)
def test_a_scale_ends_at_round_numbers(of: tuple[int, int], low: int, high: int, step: Decimal | int) -> None:
    scale = levels(map(Decimal, of))
    assert scale.low == low
    assert scale.high >= high
    assert scale.step == step
    assert scale.ticks()[0] == scale.low
    assert scale.ticks()[-1] == scale.high
    assert len(scale.ticks()) <= 8


def test_days_lie_between_the_margins_and_never_outside() -> None:
    days = Days(date(2024, 1, 1), date(2024, 12, 31), Decimal(0))
    assert days.at(date(2024, 1, 1)) == days.at(date(1900, 1, 1)) == "0.00%"
    assert days.at(date(2024, 12, 31)) == days.at(date(2199, 1, 1)) == "97.00%"
    assert days.at(date(2024, 7, 1)) == "48.37%"  # day 182 of 365


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        (date(2024, 1, 1), date(2024, 4, 30), ["2024-01", "2024-02", "2024-03", "2024-04"]),
        (date(2023, 12, 17), date(2028, 12, 17), ["2024", "2025", "2026", "2027", "2028"]),
        (date(2020, 1, 1), date(2031, 1, 1), ["2020", "2022", "2024", "2026", "2028", "2030"]),
        (date(1901, 1, 1), date(2199, 1, 1), ["1950", "2000", "2050", "2100", "2150"]),
        (date(2024, 5, 5), date(2024, 5, 5), []),
    ],
)
def test_an_axis_has_few_labels(first: date, last: date, labels: list[str]) -> None:
    assert [tick.label for tick in Days(first, last).ticks(6)] == labels


def test_labels_do_not_cover_each_other() -> None:
    """The labels of four points close together are drawn in four different places."""
    requests = [LabelRequest(str(n), Decimal(60 + n), Decimal(50 + 2 * n), "US$12.5bn") for n in range(4)]
    labels = placed(requests, [])
    places = {(label.anchor, label.down) for label in labels}
    assert len(places) == 4
    assert [label.text for label in labels] == ["US$12.5bn"] * 4
    assert all(one != other for one, other in combinations(labels, 2))
