"""Refusal of figures that look like typing errors."""

from collections.abc import Callable
from datetime import date

import pytest

from commitrack.assess import Terms
from commitrack.drafting.plausibility import FAR, require_past, require_plausible
from commitrack.errors import UsageError
from commitrack.model import Number, Target

TARGET = Target(value=1000, unit="people")
FALLS = "figures are cumulative, but this one falls"


@pytest.mark.parametrize(
    ("value", "baseline", "before", "level"),
    [
        (1000, 0, None, 0),
        (1000, 0, None, FAR * 1000),
        (1000, 0, 400, 400),
        (1000, 0, 400, 401),
        (1000, 0, 1200, 1500),
        (500, 1000, 900, 800),
        (500, 1000, 800, 900),
        (500, 1000, 800, 5000),
        (1000, 1000, 1000, 10),
    ],
)
def test_a_plausible_figure_is_accepted(
    terms: Callable[..., Terms], value: Number, baseline: Number, before: Number | None, level: Number
) -> None:
    """A figure may rise to twice the target; one of a target to maintain or to reduce may also fall."""
    require_plausible(TARGET, terms(value, baseline=baseline), before=before, level=level)


def test_an_indicator_may_have_any_figure() -> None:
    """Any figure is accepted for an indicator without a target value."""
    require_plausible(Target(unit="people"), None, before=400, level=0)


@pytest.mark.parametrize(
    ("before", "level", "message", "hint"),
    [
        (400, 399, f"{FALLS} from 400 people to 399 people", r"write an increment with a plus sign, like \+300"),
        (None, FAR * 1000 + 1, "2,001 people is more than 2 times the target of 1,000 people", "count the zeros"),
        (3000, 4000, "4,000 people is more than 2 times", "count the zeros"),
    ],
)
def test_an_implausible_figure_is_refused(
    terms: Callable[..., Terms], before: Number | None, level: Number, message: str, hint: str
) -> None:
    """A figure that falls or is more than twice the target is refused, and the hint names --force."""
    with pytest.raises(UsageError, match=message) as caught:
        require_plausible(TARGET, terms(1000, accumulates=True), before=before, level=level)
    assert caught.value.hint is not None
    assert hint.replace("\\", "") in caught.value.hint
    assert "--force" in caught.value.hint


def test_a_day_in_the_future_is_refused() -> None:
    """A day after today is refused; today is accepted."""
    today = date(2026, 10, 2)
    require_past(today, today)
    with pytest.raises(UsageError, match="2026-10-03 is in the future: today is 2026-10-02"):
        require_past(date(2026, 10, 3), today)
