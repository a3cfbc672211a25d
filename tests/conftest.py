"""Builders that every test may use: the smallest commitment, target, update and set of terms; snapshots of them.

The default plan runs from 1 January to 31 December 2024, which are 365 days: its fifths fall on
14 March, 26 May, 7 August, 19 October and 31 December. Days may be written as text, which keeps the
tables of cases readable.
"""

import os
import select
import subprocess
import sys
import time as clock
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from commitrack.assess import Assessment, Figure, Terms, assess
from commitrack.dates import parse_span, parse_when
from commitrack.model import Commitment, Number, Qualifier, Registry, Settings, Target, Update, When
from commitrack.registry import example, must_read
from commitrack.report.snapshot import Snapshot, take_snapshot

os.environ["PAGER"] = "cat"  # no test on a terminal waits for somebody to turn the page


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
    """``target(1000, due=2030, …)``: 1,000 people by default."""

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
    """``update("2024-05-26", actual=400, …)``: recorded at noon of its day, its key made of its contents."""

    def build(on: date | str, *, recorded: datetime | str | None = None, **fields: Any) -> Update:
        day = _day(on)
        moment = datetime.combine(day, time(12), UTC)
        if recorded:
            moment = datetime.fromisoformat(recorded) if isinstance(recorded, str) else recorded
        contents = "-".join(str(value) for value in fields.values() if isinstance(value, str | int))
        return Update(**{"key": f"{day}-{contents}", "commitment": "training", "on": day, "recorded": moment, **fields})

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


PLAN = {"made": When(date(2024, 1, 1)), "due": When(date(2025, 12, 31))}
"""A plan of 730 days; 31 December 2024 is day 365."""


@pytest.fixture(scope="session")
def judged(update: Callable[..., Update]) -> Callable[..., Assessment]:
    """``judged({"2024-12-31": 1000}, as_of=…, value=5000, unit="people")``: one commitment with one target.

    Further ``lines`` of the journal may be given; ``terms`` replace made and due.
    """

    def build(
        figures: Mapping[str, Number] | None = None,
        *,
        as_of: str = "2024-12-31",
        lines: tuple[Update, ...] = (),
        terms: dict[str, Any] | None = None,
        qualified: Qualifier | None = None,
        **target: Any,
    ) -> Assessment:
        commitment = Commitment(
            id="training",
            title="Training",
            targets={"people": Target(**{"unit": "people", "value": 5000, **target})},
            **(PLAN if terms is None else terms),
        )
        levels = [update(on, actual=level, qualifier=qualified) for on, level in (figures or {}).items()]
        return assess(commitment, (*levels, *lines), as_of=_day(as_of), settings=Settings())

    return build


@pytest.fixture(scope="session")
def snapshot_of() -> Callable[..., Snapshot]:
    """``snapshot_of(commitments, updates, as_of=…, …)``: a registry made of records, judged on a day."""

    def build(
        commitments: Iterable[Commitment], updates: Iterable[Update] = (), *, as_of: str = "2026-11-23", **tables: Any
    ) -> Snapshot:
        registry = Registry(
            commitments={commitment.id: commitment for commitment in commitments},
            updates={update.key: update for update in updates},
            **tables,
        )
        return take_snapshot(registry, as_of=_day(as_of))

    return build


@pytest.fixture(scope="session")
def shipped() -> Callable[[str], Snapshot]:
    """``shipped("2026-11-23")``: the registry that ships with commitrack, judged on a day."""
    registry = must_read(example()).registry

    def judge(as_of: str) -> Snapshot:
        return take_snapshot(registry, as_of=_day(as_of))

    return judge


SCRIPT = Path(sys.executable).with_name("commitrack")
"""The installed console script."""


@pytest.fixture(scope="session")
def script() -> Path:
    """The installed console script; a test that needs it skips with the reason where there is none."""
    if not SCRIPT.exists():
        pytest.skip(f"commitrack is not installed: there is no {SCRIPT}")
    return SCRIPT


@pytest.fixture
def terminal(script: Path) -> Callable[..., tuple[int, str]]:
    """``terminal("add", typed=[("few words:", "Training\\n")], columns=25)``: exit code and what a real pty showed.

    Each text is typed once the words before it have appeared.
    """
    pty = pytest.importorskip("pty", reason="needs pseudo-terminals")

    def run(
        *argv: str,
        typed: Iterable[tuple[str, str]] = (),
        columns: int = 80,
        env: Mapping[str, str | None] | None = None,
    ) -> tuple[int, str]:
        ours, theirs = pty.openpty()
        own = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}}
        given = {**own, "COLUMNS": str(columns), "TERM": "xterm-256color", **(env or {})}
        around = {name: value for name, value in given.items() if value is not None}
        with subprocess.Popen(
            [script, *argv], stdin=theirs, stdout=theirs, stderr=theirs, env=around, start_new_session=True,
            preexec_fn=_controlling,  # noqa: PLW1509  no test runs threads
        ) as process:  # fmt: skip
            os.close(theirs)
            shown, place = "", 0
            for words, text in typed:
                while words not in shown[place:]:
                    shown += (part := _part(ours))
                    if not part:
                        process.kill()
                        pytest.fail(f"“{words}” never appeared in: {shown}")
                place = shown.index(words, place) + len(words)
                os.write(ours, text.encode())
            while part := _part(ours):
                shown += part
            os.close(ours)
        return process.returncode, shown

    return run


def _controlling() -> None:
    """Make the pty the terminal of the process, so that Ctrl-C typed there is a signal."""
    import fcntl  # noqa: PLC0415
    import termios  # noqa: PLC0415

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _part(terminal: int) -> str:
    """What a terminal shows next; nothing once the other end has gone, or after a while of silence."""
    end = clock.monotonic() + 20
    while clock.monotonic() < end:
        if select.select([terminal], [], [], 0.5)[0]:
            try:
                return os.read(terminal, 65_536).decode(errors="replace")
            except OSError:  # Linux says EIO when the other end has gone
                return ""
    return ""
