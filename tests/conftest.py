"""Builders that every test may use: the smallest commitment, target, update and set of terms.

The default plan runs from 1 January to 31 December 2024, which are 365 days: its fifths fall on
14 March, 26 May, 7 August, 19 October and 31 December. Days may be written as text, which keeps the
tables of cases readable.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from commitrack.assess import Assessment, Figure, Terms, assess
from commitrack.dates import parse_span, parse_when
from commitrack.model import Commitment, Number, Settings, Target, Update, When


def _day(written: date | str) -> date:
    return date.fromisoformat(written) if isinstance(written, str) else written


def _when(written: date | int | str | None) -> When | None:
    """``2024-12-31`` is a day, 2024 a year, ``FY2024`` a fiscal year."""
    if isinstance(written, str) and len(written) == len("2024-12-31"):
        return When(date.fromisoformat(written))
    return None if written is None else parse_when(written)


def _timed(fields: dict[str, Any]) -> dict[str, Any]:
    """The keys that state a time, read from text."""
    read = {"made": _when, "due": _when, "within": parse_span, "stale_after": parse_span, "baseline_on": _day}
    return {name: read[name](value) if name in read else value for name, value in fields.items()}


@pytest.fixture(scope="session")
def target() -> Callable[..., Target]:
    """``target(1000, due=2030, …)``: 1,000 people unless something else is said."""

    def build(value: Number | None = 1000, **fields: Any) -> Target:
        return Target(value=value, **{"unit": "people", **_timed(fields)})

    return build


@pytest.fixture(scope="session")
def commitment(target: Callable[..., Target]) -> Callable[..., Commitment]:
    """``commitment(due=2030, …)``: made and due with the default plan, one target named “people”."""

    def build(**fields: Any) -> Commitment:
        return Commitment(
            **{
                "id": "training",
                "title": "Training",
                "targets": {"people": target()},
                **_timed({"made": "2024-01-01", "due": "2024-12-31", **fields}),
            }
        )

    return build


@pytest.fixture(scope="session")
def update() -> Callable[..., Update]:
    """``update("2024-05-26", actual=400, …)``: recorded at noon of its day, its key made of what it says."""

    def build(on: date | str, *, recorded: str | None = None, **fields: Any) -> Update:
        day = _day(on)
        moment = datetime.fromisoformat(recorded) if recorded else datetime.combine(day, time(12), UTC)
        said = "-".join(str(value) for value in fields.values() if isinstance(value, str | int))
        return Update(**{"key": f"{day}-{said}", "commitment": "training", "on": day, "recorded": moment, **fields})

    return build


@pytest.fixture(scope="session")
def figures(update: Callable[..., Update]) -> Callable[[Mapping[str, Number]], tuple[Figure, ...]]:
    """``figures({"2024-05-26": 400})``: levels by day."""

    def build(levels: Mapping[str, Number]) -> tuple[Figure, ...]:
        return tuple(Figure(_day(on), level, update(on, actual=level)) for on, level in levels.items())

    return build


@pytest.fixture(scope="session")
def terms() -> Callable[..., Terms]:
    """``terms(1000, baseline=0, …)``: the default plan."""

    def build(value: Number = 1000, **fields: Any) -> Terms:
        given = {"baseline": 0, "start": "2024-01-01", "due": "2024-12-31", "written": None, **fields}
        for name in ("start", "due"):
            given[name] = given[name] and _day(given[name])
        return Terms(value=value, **given)

    return build


@pytest.fixture(scope="session")
def judge() -> Callable[..., Assessment]:
    """``judge(commitment, *updates, as_of="2024-05-26", fiscal_year_start="04-01", …)``."""

    def run(
        of: Commitment, *updates: Update, as_of: date | str, known: str | None = None, **settings: Any
    ) -> Assessment:
        moment = datetime.fromisoformat(known) if known else None
        return assess(of, updates, as_of=_day(as_of), known=moment, settings=Settings(**_timed(settings)))

    return run
