"""Notices about an update that is recorded all the same."""

from collections.abc import Callable
from datetime import date

import pytest

from commitrack.drafting.notices import notices
from commitrack.model import Qualifier, Registry, Update

Build = Callable[..., Registry]
Logged = Callable[..., Update]


def test_a_figure_older_than_the_latest(registry: Build, logged: Logged) -> None:
    """A figure older than the latest gives a notice; a newer one, one for the same day, or a note does not."""
    known = registry(logged(15, actual=1000))
    assert list(notices(logged(14, actual=900), known)) == ["the figure of 2025-01-15 stays the latest"]
    assert list(notices(logged(14, note="n"), known)) == []
    assert list(notices(logged(16, actual=1100), known)) == []
    assert list(notices(logged(16, on=date(2025, 1, 15), actual=1000), known)) == []


def test_an_increment_on_a_retracted_figure(registry: Build, logged: Logged) -> None:
    """An increment after a retracted figure gives a notice of the level it is added to, unless that was corrected."""
    first, second = logged(1, actual=1000), logged(3, actual=2000)
    back = logged(4, on=date(2025, 1, 3), retracts="k3")
    sentence = "2,000 people of 2025-01-03 is retracted, so the increment is added to {level}"
    new = logged(9, add=300)
    assert list(notices(new, registry(first, second, back))) == [sentence.format(level="1,000 people")]
    assert list(notices(new, registry(second, back))) == [sentence.format(level="0 people")]
    assert list(notices(new, registry(first, second))) == []
    corrected = logged(5, on=date(2025, 1, 3), actual=1900)
    assert list(notices(new, registry(first, second, back, corrected))) == []
    assert list(notices(logged(9, actual=2000), registry(first, second, back))) == []


@pytest.mark.parametrize(
    ("qualifier", "given"),
    [(Qualifier.AT_MOST, True), (Qualifier.AT_LEAST, False), (Qualifier.ABOUT, False), (None, False)],
)
def test_a_bound_on_the_wrong_side(registry: Build, logged: Logged, qualifier: Qualifier | None, given: bool) -> None:  # noqa: FBT001
    """“At most 1,000” of 5,000 people gives a notice, because it may be none; other qualifiers do not."""
    sentences = list(notices(logged(1, actual=1000, qualifier=qualifier), registry()))
    assert sentences == (['"at most" means that progress may be less than this figure'] if given else [])
