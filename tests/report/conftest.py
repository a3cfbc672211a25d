"""Builders for what is said about one target, and the survey of the registry that ships."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from commitrack.assess import Assessment, assess
from commitrack.model import Commitment, Registry, Settings, Target, Update, When
from commitrack.registry import example, must_read
from commitrack.report.snapshot import Snapshot, take_snapshot

PLAN = {"made": When(date(2024, 1, 1)), "due": When(date(2025, 12, 31))}
"""A plan of 730 days; 31 December 2024 is day 365."""


def update(on: str, **fields: Any) -> Update:
    """A line of the journal, recorded at noon of its day."""
    day = date.fromisoformat(on)
    moment = datetime.combine(day, time(12), UTC)
    return Update(**{"key": f"key-{on}", "commitment": "training", "on": day, "recorded": moment, **fields})


@pytest.fixture
def judged() -> Callable[..., Assessment]:
    """``judged({"2024-12-31": 1000}, as_of=…, value=5000, unit="people")``: one commitment with one target.

    Further ``lines`` of the journal may be given; ``terms`` replace made and due.
    """

    def build(
        figures: dict[str, Any] | None = None,
        *,
        as_of: str = "2024-12-31",
        lines: tuple[Update, ...] = (),
        terms: dict[str, Any] | None = None,
        qualified: Any = None,
        **target: Any,
    ) -> Assessment:
        commitment = Commitment(
            id="training",
            title="Training",
            targets={"people": Target(**{"unit": "people", "value": 5000, **target})},
            **(PLAN if terms is None else terms),
        )
        levels = [update(on, actual=level, qualifier=qualified) for on, level in (figures or {}).items()]
        return assess(commitment, (*levels, *lines), as_of=date.fromisoformat(as_of), settings=Settings())

    return build


@pytest.fixture
def line() -> Callable[..., Update]:
    """``line("2024-12-31", completion="limited")``: one line of the journal."""
    return update


@pytest.fixture
def surveyed() -> Callable[..., Snapshot]:
    """``surveyed(commitments, updates, as_of=…, …)``: a registry made of records, judged on a day."""

    def build(
        commitments: list[Commitment], updates: list[Update] | None = None, *, as_of: str = "2026-11-23", **tables: Any
    ) -> Snapshot:
        registry = Registry(
            commitments={each.id: each for each in commitments},
            updates={each.key: each for each in updates or []},
            **tables,
        )
        return take_snapshot(registry, as_of=date.fromisoformat(as_of))

    return build


@pytest.fixture(scope="session")
def shipped() -> Callable[[str], Snapshot]:
    """``shipped("2026-11-23")``: the registry that ships with commitrack, judged on a day."""
    registry = must_read(example()).registry

    def judge(as_of: str) -> Snapshot:
        return take_snapshot(registry, as_of=date.fromisoformat(as_of))

    return judge
