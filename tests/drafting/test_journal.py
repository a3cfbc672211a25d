"""The figures of a target, extended one by one in any order."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.assess.history import replay
from commitrack.drafting.journal import Entries, Journal, Series
from commitrack.model import Commitment, Registry, Settings, Target, Update

COMMITMENT = Commitment(id="c", title="C", targets={"t": Target(value=9, unit="people", baseline=7)})
RECORDED = datetime(2026, 1, 1, tzinfo=UTC)


def figure(number: int, day: int, *, actual: int | None = None, add: int | None = None) -> Update:
    """A figure for a day of January 2025; the keys keep the order of recording."""
    return Update(key=f"{number:03}", commitment="c", on=date(2025, 1, day), recorded=RECORDED, actual=actual, add=add)


FIGURES = st.lists(st.tuples(st.integers(1, 9), st.booleans(), st.integers(0, 50)), max_size=12).map(
    lambda rows: [
        figure(number, day, actual=value) if states else figure(number, day, add=value)
        for number, (day, states, value) in enumerate(rows)
    ]
)


@given(updates=FIGURES, data=st.data())
def test_the_order_of_adding_does_not_matter(updates: list[Update], data: st.DataObject) -> None:
    """Updates added in any order lead to the levels of a replay of the whole journal."""
    series = Series(7, [])
    for update in data.draw(st.permutations(updates)):
        level = series.level(update)
        series.add(update)
        assert series.points[series.position(update) - 1].level == level
    figures = replay(COMMITMENT, updates, as_of=date(2025, 1, 31)).figures["t"]
    last_of_day = {point.update.on: point.level for point in series.points}
    assert last_of_day == {one.on: one.level for one in figures}


@given(updates=FIGURES, day=st.integers(1, 9), states=st.booleans(), value=st.integers(0, 50))
def test_an_excess_is_the_fall_that_an_update_causes(updates: list[Update], day: int, states: bool, value: int) -> None:  # noqa: FBT001
    """An update has an excess if, once it is added, the next stated level is lower than the level before it."""
    update = figure(999, day, actual=value) if states else figure(999, day, add=value)
    series = Series(7, updates)
    excess = series.excess(update)
    series.add(update)
    later = pairwise(series.points[series.position(update) - 1 :])
    stated = [(before, after) for before, after in later if after.update.actual is not None][:1]
    assert [excess] == [after if after.level < before.level else None for before, after in stated] or (
        excess is None and not stated
    )


@pytest.mark.parametrize(("day", "key"), [(1, "001"), (2, None), (3, "003")])
def test_the_last_figure_of_a_day(day: int, key: str | None) -> None:
    """The last figure recorded for a day is found, and None for a day without one."""
    series = Series(0, [figure(0, 1, add=1), figure(1, 1, add=1), figure(3, 3, actual=5)])
    point = series.on(date(2025, 1, day))
    assert (point.update.key if point else None) == key


def test_only_updates_that_count_are_entries() -> None:
    """Retracted updates, retractions and updates of other commitments are no entries."""
    back = Update(key="back", commitment="c", on=date(2025, 1, 1), recorded=RECORDED, retracts="001")
    other = Update(key="other", commitment="d", on=date(2025, 1, 1), recorded=RECORDED, note="n")
    updates = {update.key: update for update in (figure(1, 1, actual=3), figure(2, 2, add=4), back, other)}
    registry = Registry(commitments={"c": COMMITMENT}, updates=updates)
    entries = Journal(registry).of("c")
    assert [(point.level, point.update.key) for point in entries.series["t"].points] == [(11, "002")]
    assert entries.keys(entries.content(figure(2, 2, add=4))) == ["002"]
    assert entries.keys(entries.content(figure(1, 1, actual=3))) == ()
    assert entries.drafted == set()


def test_a_drafted_update_is_an_entry() -> None:
    """An update that is added extends the levels, the keys of its content, and the keys drafted."""
    entries = Entries(COMMITMENT, [], Settings())
    entries.add(figure(1, 1, add=3))
    first = list(entries.keys(entries.content(figure(1, 1, add=3))))
    entries.add(figure(2, 1, add=3))
    assert [point.level for point in entries.series["t"].points] == [10, 13]
    assert (first, entries.keys(entries.content(figure(2, 1, add=3)))) == (["001"], ["001", "002"])
    assert entries.drafted == {"001", "002"}
