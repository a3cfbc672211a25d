"""Drafting of the retraction of one update."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from commitrack.drafting.retractions import RetractionInput, draft_retraction
from commitrack.errors import NotFoundError, UsageError
from commitrack.model import Commitment, Registry, Update

NOW = datetime(2026, 10, 2, 8, 15, 30, 5, tzinfo=UTC)
TODAY = date(2026, 10, 2)
Build = Callable[..., Registry]
Logged = Callable[..., Update]


def draft(registry: Registry, key: str | None = None, *, by: str | None = None, reason: str | None = None) -> Update:
    """Draft the retraction that is typed on 2 October 2026."""
    return draft_retraction(RetractionInput(key=key, by=by, reason=reason), registry, now=NOW, today=TODAY)


def test_every_field_is_used(registry: Build, logged: Logged) -> None:
    """The retraction has every typed field, and the day of the update that it retracts."""
    update = draft(registry(logged(3, actual=5)), "k3", by="desk", reason="counted twice")
    assert update == Update(
        key=update.key, commitment="training", on=date(2025, 1, 3), recorded=NOW.replace(microsecond=0), retracts="k3",
        reason="counted twice", by="desk",
    )  # fmt: skip


def test_no_retraction_is_for_a_day_in_the_future(registry: Build, logged: Logged) -> None:
    """The retraction of an update for a future day is for today."""
    assert draft(registry(logged(3, actual=5, on=date(2027, 1, 1)))).on == TODAY


@pytest.mark.parametrize(
    ("key", "by", "retracted"),
    [
        (None, None, "k5"),
        (None, "mine", "k2"),
        ("k1", None, "k1"),
        ("k1", "mine", "k1"),
        ("k4", None, "k4"),
    ],
)
def test_which_update_is_retracted(
    registry: Build, logged: Logged, key: str | None, by: str | None, retracted: str
) -> None:
    """The named update is retracted, else the last one recorded by the given author or by anyone.

    Retractions and retracted updates are skipped, but a retraction may be named by its key.
    """
    updates = (
        logged(1, actual=1), logged(2, actual=2, by="mine"), logged(3, actual=3, by="mine"),
        logged(4, retracts="k3", by="mine"), logged(5, actual=5), logged(6, retracts="k7"), logged(7, actual=7),
    )  # fmt: skip
    assert draft(registry(*updates), key, by=by).retracts == retracted


def test_of_two_updates_of_one_second_the_higher_key_is_the_last(registry: Build, logged: Logged) -> None:
    """Of two updates recorded in the same second, the one with the higher key is the last, whatever their order."""
    moment = datetime(2025, 1, 1, tzinfo=UTC)
    updates = [logged(day, key=key, actual=1, recorded=moment) for day, key in ((1, "b"), (2, "a"))]
    assert draft(registry(*updates)).retracts == "b"


@pytest.mark.parametrize(
    ("key", "by", "message", "hint"),
    [
        ("k9", None, 'unknown update "k9"', "list the keys with: commitrack log --keys"),
        ("k1", None, 'update "k1" is already retracted', "list the keys with: commitrack log --keys"),
        (None, None, "no update to retract", None),
        (
            None,
            "mine",
            'no update by "mine" to retract',
            "to retract another person's update, give its key; list the keys with: commitrack log --keys",
        ),
    ],
)
def test_an_update_that_cannot_be_retracted(
    registry: Build, logged: Logged, key: str | None, by: str | None, message: str, hint: str | None
) -> None:
    """An unknown or retracted update cannot be retracted, and without a key there must be an update left."""
    with pytest.raises(NotFoundError, match=message) as caught:
        draft(registry(logged(1, actual=1), logged(2, retracts="k1")), key, by=by)
    assert caught.value.hint == hint


def added(id: str, recorded: datetime | None, by: str | None = None) -> Commitment:  # noqa: A002
    """A commitment that was added at a moment; None for one that a person wrote."""
    return Commitment(id=id, title="T", recorded=recorded, by=by)


MOMENT = datetime(2025, 1, 3, 12, 0, 0, 999_999, UTC)
"""A moment in the second in which the last update of the following test was recorded."""


@pytest.mark.parametrize(
    ("commitments", "by", "retracted"),
    [
        ([added("training", None)], None, "k3"),
        ([added("other", MOMENT - timedelta(seconds=1))], None, "k3"),
        ([added("other", MOMENT)], None, None),
        ([added("training", MOMENT)], None, "k3"),
        ([added("training", MOMENT + timedelta(seconds=1))], None, None),
        ([added("other", MOMENT + timedelta(days=1), "theirs")], "mine", "k2"),
        ([added("other", MOMENT - timedelta(days=1), "mine")], "mine", None),
        ([added("first", MOMENT - timedelta(days=9)), added("other", MOMENT + timedelta(days=1))], None, None),
    ],
)
def test_nothing_is_retracted_if_the_last_thing_recorded_is_an_addition(
    registry: Build, logged: Logged, commitments: list[Commitment], by: str | None, retracted: str | None
) -> None:
    """Without a key, nothing is retracted if an addition is later or in the same second, except by its own update."""
    updates = (logged(1, actual=1), logged(2, actual=2, by="mine", recorded=MOMENT - timedelta(days=2)),
               logged(3, actual=3, recorded=MOMENT.replace(microsecond=0)))  # fmt: skip
    book = replace(registry(*updates), commitments={commitment.id: commitment for commitment in commitments})
    if retracted is not None:
        assert draft(book, by=by).retracts == retracted
        return
    with pytest.raises(UsageError) as caught:
        draft(book, by=by)
    id = commitments[-1].id  # noqa: A001
    assert caught.value.message == f'the last thing recorded is the commitment "{id}", not an update'
    last = "k2" if by else "k3"
    assert caught.value.hint == (
        f"to remove it: commitrack remove {id} · to retract the last update: commitrack undo {last}"
    )
    assert draft(book, "k1").retracts == "k1"


def test_a_registry_with_only_additions_has_no_update_to_retract(registry: Build) -> None:
    """If there is no update at all, the hint names only the command that removes the addition."""
    with pytest.raises(UsageError) as caught:
        draft(replace(registry(), commitments={"plan": added("plan", MOMENT)}))
    assert caught.value.hint == "to remove it: commitrack remove plan"


@pytest.mark.parametrize("typed", ["20250101T000000Z-0a", "20250102", "0b1", "20250102T000000Z-0b1c2d3e"])
def test_the_start_of_a_key_names_an_update(registry: Build, logged: Logged, typed: str) -> None:
    """An update is named by its key, or by the start of it or of its last part, if only one key starts so."""
    keys = ("20250101T000000Z-0a1b2c3d", "20250102T000000Z-0b1c2d3e")
    updates = [logged(day, key=key, actual=1) for day, key in enumerate(keys, 1)]
    assert draft(registry(*updates), typed).retracts == keys["0a" not in typed]


def test_the_start_of_two_keys_names_neither(registry: Build, logged: Logged) -> None:
    """If two keys start with what was typed, the error says so."""
    updates = [logged(day, key=f"2025010{day}T000000Z-0a1b2c3{day}", actual=1) for day in (1, 2)]
    for typed in ("2025", "0a1"):
        with pytest.raises(NotFoundError, match=f"2 updates have a key that starts with “{typed}”"):
            draft(registry(*updates), typed)
