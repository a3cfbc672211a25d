"""Replay of the journal as of a day, with the updates known at a moment."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import permutations

import pytest

from commitrack.assess.history import History, replay, target_of
from commitrack.model import Amends, Commitment, CompletionLevel, Lifecycle, Number, Qualifier, Target, Update

Build = Callable[..., Update]
END = date(2024, 12, 31)


def levels(history: History, target: str = "people") -> dict[str, Number]:
    """The levels of a target by day."""
    return {str(figure.on): figure.level for figure in history.figures[target]}


def test_an_actual_sets_and_an_increment_adds(commitment: Callable[..., Commitment], update: Build) -> None:
    """A figure sets the level and an increment adds to it, starting from the baseline."""
    pledge = commitment(targets={"people": Target(value=5000, baseline=4000, unit="people")})
    journal = [
        update("2024-03-01", add=300),
        update("2024-06-01", actual=4500),
        update("2024-09-01", add=20),
        update("2024-10-01", note="no figure"),
    ]
    assert levels(replay(pledge, journal, as_of=END)) == {"2024-03-01": 4300, "2024-06-01": 4500, "2024-09-01": 4520}


def test_a_released_history_is_replayed_again(commitment: Callable[..., Commitment], update: Build) -> None:
    """A history says the same after its memory was freed, also if nothing had been replayed."""
    pledge = commitment(targets={"people": Target(value=5000, unit="people")})
    history = replay(pledge, [update("2024-06-01", actual=4500)], as_of=END)
    history.release()
    before = history.figures
    history.release()
    assert history.figures == before
    assert history.figures is not before


def test_a_figure_entered_late_takes_its_place_in_time(commitment: Callable[..., Commitment], update: Build) -> None:
    """An increment for March that is recorded in October also raises the level of June."""
    journal = [
        update("2024-06-01", add=10),
        update("2024-03-01", add=300, recorded="2024-10-01T00:00:00+00:00"),
    ]
    assert levels(replay(commitment(), journal, as_of=END)) == {"2024-03-01": 300, "2024-06-01": 310}


def test_of_two_figures_for_a_day_the_one_recorded_later_counts(
    commitment: Callable[..., Commitment], update: Build
) -> None:
    """In any order of lines, the figure recorded later counts for a day, then the one with the higher key."""
    early, late = "2024-06-01T08:00:00+00:00", "2024-06-01T10:00:00+02:00"  # the same moment
    later = "2024-06-02T08:00:00+00:00"
    journal = [
        update("2024-06-01", key="b", actual=2, recorded=early),
        update("2024-06-01", key="a", actual=1, recorded=late),
        update("2024-05-01", key="0", actual=5, recorded=later),
        update("2024-05-01", key="9", actual=4, recorded=early),
    ]
    replayed = {tuple(levels(replay(commitment(), order, as_of=END)).items()) for order in permutations(journal)}
    assert replayed == {(("2024-05-01", 5), ("2024-06-01", 2))}


def test_as_of_selects_figures_by_their_day(commitment: Callable[..., Commitment], update: Build) -> None:
    """A figure counts from its own day on, and not on the day before."""
    journal = [update("2024-03-01", actual=300), update("2024-06-01", actual=600)]
    assert levels(replay(commitment(), journal, as_of=date(2024, 5, 31))) == {"2024-03-01": 300}
    assert levels(replay(commitment(), journal, as_of=date(2024, 6, 1))) == {"2024-03-01": 300, "2024-06-01": 600}


def test_known_selects_updates_by_their_time_of_recording(commitment: Callable[..., Commitment], update: Build) -> None:
    """A figure for March that was recorded in July is not part of what was known in June."""
    journal = [
        update("2024-03-01", actual=300, recorded="2024-07-01T00:00:00+00:00"),
        update("2024-02-01", actual=200, recorded="2024-06-30T23:59:59+00:00"),
    ]
    june = datetime(2024, 6, 30, 23, 59, 59, tzinfo=UTC)
    assert levels(replay(commitment(), journal, as_of=END, known=june)) == {"2024-02-01": 200}
    assert levels(replay(commitment(), journal, as_of=END)) == {"2024-02-01": 200, "2024-03-01": 300}


@pytest.mark.parametrize(
    ("retractions", "expected"),
    [
        ([], {"2024-03-01": 300, "2024-06-01": 9999}),
        ([("r1", "mistake")], {"2024-03-01": 300}),
        ([("r1", "mistake"), ("r2", "r1")], {"2024-03-01": 300, "2024-06-01": 9999}),
        ([("r1", "mistake"), ("r2", "r1"), ("r3", "r2")], {"2024-03-01": 300}),
        ([("r1", "mistake"), ("r2", "mistake")], {"2024-03-01": 300}),
        ([("r1", "mistake"), ("r2", "mistake"), ("r3", "r1")], {"2024-03-01": 300}),
        ([("r1", "r1")], {"2024-03-01": 300, "2024-06-01": 9999}),
        ([("r1", "r2"), ("r2", "r1"), ("r3", "mistake"), ("r1", "r3")], {"2024-03-01": 300}),
        ([("r1", "no-such-key")], {"2024-03-01": 300, "2024-06-01": 9999}),
    ],
    ids=[
        "none",
        "one",
        "one, retracted",
        "a chain of three",
        "two",
        "two, one retracted",
        "of itself",
        "in a circle",
        "of an unknown key",
    ],
)
@pytest.mark.parametrize("backwards", [False, True])
def test_a_retraction_may_itself_be_retracted(
    commitment: Callable[..., Commitment],
    update: Build,
    retractions: list[tuple[str, str]],
    expected: dict[str, int],
    backwards: bool,  # noqa: FBT001
) -> None:
    """Retracting a retraction restores the update, whatever the clocks; in a circle, retractions have no effect."""
    journal = [update("2024-03-01", actual=300), update("2024-06-01", key="mistake", actual=9999)]
    journal += [
        update("2024-07-01", key=key, retracts=target, recorded=f"2024-07-01T0{9 - n if backwards else n}:00:00+00:00")
        for n, (key, target) in enumerate(retractions)
    ]
    assert levels(replay(commitment(), journal, as_of=END)) == expected


@pytest.mark.parametrize(
    ("lines", "as_of", "expected"),
    [
        ([("x", None), ("a", "x")], "2024-07-01", [("x", "a")]),
        ([("x", None), ("a", "x"), ("b", "x")], "2024-07-01", [("x", "a")]),  # both sides of a merge retracted it
        ([("x", None), ("a", "x"), ("b", "a")], "2024-07-01", []),
        ([("x", None), ("a", "x"), ("b", "a"), ("c", "x")], "2024-07-01", [("x", "c")]),
        ([("a", "x")], "2024-07-01", []),
        ([("x", None), ("a", "x")], "2024-06-30", []),
    ],
)
def test_a_history_has_the_retracted_updates(
    commitment: Callable[..., Commitment],
    update: Build,
    lines: list[tuple[str, str | None]],
    as_of: str,
    expected: list[tuple[str, str]],
) -> None:
    """Each retracted update up to the day is listed once, with its first retraction that is not itself retracted."""
    updates = [
        update("2024-07-01", key=key, recorded=f"2024-07-01T0{n}:00:00+00:00",
               **({"retracts": retracted} if retracted else {"actual": 5}))
        for n, (key, retracted) in enumerate(lines)
    ]  # fmt: skip
    history = replay(commitment(), updates, as_of=date.fromisoformat(as_of))
    assert [(entry.update.key, entry.by.key) for entry in history.retractions] == expected


def test_a_retracted_update_counts_on_no_day(commitment: Callable[..., Commitment], update: Build) -> None:
    """A retracted update counts on no day, even before the retraction, unless ``known`` is earlier."""
    journal = [update("2024-06-01", key="mistake", actual=9999), update("2024-09-01", retracts="mistake")]
    june, july = date(2024, 6, 30), datetime(2024, 7, 1, tzinfo=UTC)
    assert levels(replay(commitment(), journal, as_of=june)) == {}
    assert levels(replay(commitment(), journal, as_of=june, known=july)) == {"2024-06-01": 9999}


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2024-01-31", Lifecycle.ACTIVE),
        ("2024-02-01", Lifecycle.SUSPENDED),
        ("2024-03-01", Lifecycle.ACTIVE),
        ("2024-04-01", Lifecycle.WITHDRAWN),
    ],
)
def test_the_lifecycle_is_the_last_decision(
    commitment: Callable[..., Commitment], update: Build, as_of: str, expected: Lifecycle
) -> None:
    """A commitment is active until a decision changes that, and may become active again."""
    journal = [
        update("2024-04-01", lifecycle=Lifecycle.WITHDRAWN, reason="r"),
        update("2024-02-01", lifecycle=Lifecycle.SUSPENDED, reason="r"),
        update("2024-03-01", lifecycle=Lifecycle.ACTIVE, reason="r"),
    ]
    assert replay(commitment(), journal, as_of=date.fromisoformat(as_of)).lifecycle is expected


def test_completions_and_amendments_are_in_order_of_their_days(
    commitment: Callable[..., Commitment], update: Build
) -> None:
    """Completion levels and amendments are in the order of their days, without retracted updates and retractions."""
    journal = [
        update("2024-05-01", key="e", amends=Amends(value=1), reason="r"),
        update("2024-04-01", key="d", completion=CompletionLevel.SUBSTANTIAL),
        update("2024-03-01", key="c", retracts="b"),
        update("2024-02-01", key="b", amends=Amends(value=2), reason="r"),
        update("2024-01-01", key="a", completion=CompletionLevel.LIMITED),
    ]
    history = replay(commitment(), journal, as_of=END)
    assert [u.key for u in history.completions] == ["a", "d"]
    assert [u.key for u in history.amendments] == ["e"]
    assert [u.key for u in history.counted] == ["a", "d", "e"]


def test_updates_of_others_do_not_count(commitment: Callable[..., Commitment], update: Build) -> None:
    """Neither figures nor retractions of another commitment count."""
    journal = [
        update("2024-03-01", key="mine", actual=300),
        update("2024-04-01", commitment="other", actual=400),
        update("2024-05-01", commitment="other", retracts="mine"),
    ]
    assert levels(replay(commitment(), journal, as_of=END)) == {"2024-03-01": 300}


def test_the_target_may_be_left_out_where_there_is_one(commitment: Callable[..., Commitment], update: Build) -> None:
    """A figure without a target belongs to the only target; where there are two, it counts for neither."""
    both = commitment(targets={"people": Target(unit="people"), "money": Target(unit="JPY")})
    unnamed, named = update("2024-03-01", actual=1), update("2024-04-01", target="money", actual=2)
    assert [target_of(commitment(), unnamed), target_of(both, unnamed), target_of(both, named)] == [
        "people", None, "money",
    ]  # fmt: skip
    history = replay(both, [unnamed, named], as_of=END)
    assert (levels(history, "people"), levels(history, "money")) == ({}, {"2024-04-01": 2})


@pytest.mark.parametrize(
    ("stated", "added", "expected"),
    [
        (Qualifier.AT_LEAST, None, Qualifier.AT_LEAST),
        (None, Qualifier.ABOUT, Qualifier.ABOUT),
        (Qualifier.AT_LEAST, Qualifier.AT_LEAST, Qualifier.AT_LEAST),
        (Qualifier.AT_LEAST, Qualifier.ABOUT, Qualifier.ABOUT),
        (None, None, None),
    ],
)
def test_an_increment_keeps_the_hedge_of_what_it_is_added_to(
    commitment: Callable[..., Commitment],
    update: Callable[..., Update],
    stated: Qualifier | None,
    added: Qualifier | None,
    expected: Qualifier | None,
) -> None:
    """30 more than at least 570 are at least 600, also after a further increment; a new level has its own hedge."""
    updates = [
        update("2024-02-01", actual=570, qualifier=stated),
        update("2024-03-01", add=30, qualifier=added),
        update("2024-04-01", add=10),
        update("2024-05-01", actual=620),
    ]
    history = replay(commitment(), updates, as_of=date(2024, 5, 26))
    assert [figure.qualifier for figure in history.figures["people"]] == [stated, expected, expected, None]
