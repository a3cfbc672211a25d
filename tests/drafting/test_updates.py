"""Drafting of an update from what is typed."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from commitrack.drafting.updates import UpdateInput, draft_update, key_of
from commitrack.errors import CommitrackError, NotFoundError, UsageError
from commitrack.model import CompletionLevel, Evidence, Lifecycle, Qualifier, Registry, SourceClass, Update

NOW = datetime(2026, 10, 2, 17, 15, 30, 123, tzinfo=timezone(timedelta(hours=9)))
TODAY = date(2026, 10, 2)
ONLY_ONE = "an update can record only one of figure, --completion and --lifecycle; given: 5 and limited"
Build = Callable[..., Registry]
Logged = Callable[..., Update]


def draft(registry: Registry, commitment: str = "training", **typed: Any) -> Update:
    """Draft the update that is typed on 2 October 2026."""
    return draft_update(UpdateInput(commitment=commitment, **typed), registry, now=NOW, today=TODAY)


def test_every_field_is_used(registry: Build) -> None:
    """The update has every typed field, with the day parsed, the time in UTC to the second, and evidence as given."""
    pinned = Evidence(file="evidence/a.pdf", sha256="0" * 64)
    update = draft(
        registry(), value="1,500 people", on="2026-08-31", qualifier=Qualifier.ABOUT, evidence=("https://a", pinned),
        source_class=SourceClass.PRESS, note="A note", by="desk",
    )  # fmt: skip
    assert update == Update(
        key=update.key, commitment="training", target="trainees", on=date(2026, 8, 31),
        recorded=datetime(2026, 10, 2, 8, 15, 30, tzinfo=UTC), actual=1500, qualifier=Qualifier.ABOUT,
        evidence=("https://a", pinned), source_class=SourceClass.PRESS, note="A note", by="desk",
    )  # fmt: skip
    assert update.key.startswith("20261002T081530Z-")


@pytest.mark.parametrize(
    ("commitment", "typed", "field", "value"),
    [
        ("training", {"value": "+300"}, "add", 300),
        ("training", {"value": "1500"}, "actual", 1500),
        ("training", {"value": "延べ1,500人以上"}, "qualifier", Qualifier.AT_LEAST),
        ("training", {"value": "about 1500", "qualifier": Qualifier.ABOUT}, "qualifier", Qualifier.ABOUT),
        ("fund", {"value": "75", "target": "projects"}, "target", "projects"),
        ("plan", {"completion": CompletionLevel.LIMITED}, "completion", CompletionLevel.LIMITED),
        ("training", {"lifecycle": Lifecycle.SUSPENDED, "reason": "talks"}, "lifecycle", Lifecycle.SUSPENDED),
        ("training", {"note": "meeting held"}, "note", "meeting held"),
        ("training", {"note": "meeting held"}, "on", TODAY),
    ],
)
def test_each_content_has_its_field(
    registry: Build, commitment: str, typed: dict[str, Any], field: str, value: object
) -> None:
    """Figure, increment, completion level, lifecycle and note have their own fields; the day is today by default."""
    assert getattr(draft(registry(), commitment, **typed), field) == value


@pytest.mark.parametrize(
    ("commitment", "typed", "error", "message"),
    [
        ("trainning", {"value": "5"}, NotFoundError, 'unknown commitment "trainning"'),
        ("training", {}, UsageError, "nothing to record"),
        ("training", {"note": ""}, UsageError, "nothing to record"),
        ("training", {"value": "5", "completion": CompletionLevel.LIMITED}, UsageError, ONLY_ONE),
        ("training", {"completion": CompletionLevel.LIMITED}, UsageError, '"training" has a target value'),
        ("training", {"lifecycle": Lifecycle.WITHDRAWN}, UsageError, 'lifecycle "withdrawn" requires a reason'),
        ("training", {"note": "n", "target": "trainees"}, UsageError, "--target and --qualifier require a figure"),
        ("plan", {"note": "n", "qualifier": Qualifier.ABOUT}, UsageError, "--target and --qualifier require a figure"),
        ("training", {"value": "5", "reason": "r"}, UsageError, "--reason requires --lifecycle"),
        ("training", {"value": "many"}, UsageError, 'invalid amount "many"'),
        ("training", {"value": "5", "on": "someday"}, UsageError, 'invalid date "someday"'),
        ("training", {"value": "5", "on": "2026-10-03"}, UsageError, "2026-10-03 is in the future"),
        ("training", {"value": "5", "target": "x"}, NotFoundError, '"training" has no target "x"'),
    ],
)
def test_input_that_makes_no_update_is_refused(
    registry: Build, commitment: str, typed: dict[str, Any], error: type[CommitrackError], message: str
) -> None:
    """Invalid input is refused with the reason."""
    with pytest.raises(error, match=message):
        draft(registry(), commitment, **typed)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("900", "figures are running totals, but this one falls from 1,000 people to 900 people"),
        ("50000", "more than twice the target"),
        ("+9001", "10,001 people is more than twice the target"),
    ],
)
def test_a_figure_is_compared_with_the_latest_one_on_its_day(
    registry: Build, logged: Logged, value: str, message: str
) -> None:
    """A figure, or the sum with an increment, is compared with the latest figure; an implausible one requires force."""
    past, on = registry(logged(15, actual=1000)), "2025-06-30"
    with pytest.raises(UsageError, match=message):
        draft(past, value=value, on=on)
    assert draft(past, value=value, on=on, force=True).target == "trainees"


@pytest.mark.parametrize(
    ("value", "on", "level"),
    [("900", "2025-01-01", 900), ("+8999", "2025-06-30", 8999), ("1000", "2025-06-30", 1000)],
)
def test_a_plausible_figure_needs_no_force(registry: Build, logged: Logged, value: str, on: str, level: int) -> None:
    """A figure may equal the latest one, be almost ten times as high, or be less than one of a later day."""
    update = draft(registry(logged(15, actual=1000)), value=value, on=on)
    assert level in {update.actual, update.add}


def test_an_update_of_an_earlier_command_needs_force(registry: Build) -> None:
    """A repeated command is refused, because it would count an increment twice; --force records it."""
    first = draft(registry(), value="+300", on="2025-06-30")
    with pytest.raises(UsageError, match=f"the same update is already recorded: {first.key}"):
        draft(registry(first), value="+300", on="2025-06-30")
    assert draft(registry(first), value="+300", on="2025-06-30", force=True).add == 300


def test_keys_state_the_moment_and_are_unique() -> None:
    """A key has the time in UTC to the second, then the microseconds, then random bits; later keys are higher."""
    keys = {key_of(NOW) for _ in range(100)}
    assert len(keys) == 100
    assert {key[:22] for key in keys} == {"20261002T081530Z-0007b"}
    assert key_of(NOW) < key_of(NOW + timedelta(microseconds=1))
