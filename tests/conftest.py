"""Fixtures for all tests: builders of small commitments, targets, updates, terms and snapshots.

The default plan runs from 1 January to 31 December 2024. It takes 365 days; its fifths end on 14 March,
26 May, 7 August, 19 October and 31 December. Days may be passed as text, which keeps the tables of
cases readable.
"""

import os
import select
import signal
import subprocess
import sys
import time as clock
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from commitrack.assess import Assessment, Figure, Terms, assess
from commitrack.dates import parse_span, parse_when
from commitrack.model import Commitment, Number, Qualifier, Registry, Settings, Target, Update, When
from commitrack.registry import example, must_read
from commitrack.report.snapshot import Snapshot, take_snapshot

settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")  # no test fails because the machine is busy
os.environ["COMMITRACK_CONFIG"] = ""  # no test reads the settings of the user who runs it,
os.environ["XDG_CONFIG_HOME"] = os.devnull  # also without variables of commitrack, and no program writes some here
os.environ["XDG_CACHE_HOME"] = os.devnull  # no test writes an index for the user, unless it says where
os.environ["PAGER"] = "cat"  # so that no test on a terminal waits in a pager


REQUESTS_TO_END = {signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}
HANDLERS = {number: signal.getsignal(number) for number in REQUESTS_TO_END}
"""How the process of the tests handles them."""


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    """The language of the program does not depend on the locale of the user who runs a test."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture(autouse=True)
def _signal_handlers() -> None:
    """A command that writes, run in process, leaves the signals held, which only the end of a process would end.

    It may have been run by the test before, or by a fixture of a module.
    """
    for number, handler in HANDLERS.items():
        signal.signal(number, handler)


def _day(written: date | str) -> date:
    return date.fromisoformat(written) if isinstance(written, str) else written


def _when(written: date | int | str | None) -> When | None:
    """Read a ``When`` from a date, a year such as 2024, or text such as ``2024-12-31`` or ``FY2024``."""
    if isinstance(written, str) and len(written) == len("2024-12-31"):
        return When(date.fromisoformat(written))
    return None if written is None else parse_when(written)


def _timed(fields: dict[str, Any]) -> dict[str, Any]:
    """Convert the fields that state a time from text, and keep the others."""
    read = {"made": _when, "due": _when, "within": parse_span, "stale_after": parse_span, "baseline_on": _when}
    return {name: read[name](value) if name in read else value for name, value in fields.items()}


@pytest.fixture(scope="session")
def target() -> Callable[..., Target]:
    """Builder of targets: ``target(due=2030)`` is 1,000 people, due in 2030."""

    def build(value: Number | None = 1000, **fields: Any) -> Target:
        return Target(value=value, **{"unit": "people", **_timed(fields)})

    return build


@pytest.fixture(scope="session")
def commitment(target: Callable[..., Target]) -> Callable[..., Commitment]:
    """Builder of commitments: ``commitment(due=2030)`` has one target, “people”, and otherwise the default plan."""

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
    """Builder of updates: ``update("2024-05-26", actual=400)`` is recorded at noon; the key is made of its contents."""

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
    """Builder of figures from levels by day: ``figures({"2024-05-26": 400})``."""

    def build(levels: Mapping[str, Number]) -> tuple[Figure, ...]:
        return tuple(Figure(_day(on), level, update(on, actual=level)) for on, level in levels.items())

    return build


@pytest.fixture(scope="session")
def terms() -> Callable[..., Terms]:
    """Builder of terms: ``terms(1000, baseline=0)`` has the dates of the default plan."""

    def build(value: Number = 1000, **fields: Any) -> Terms:
        values = {"baseline": 0, "start": "2024-01-01", "due": "2024-12-31", "written": None, **fields}
        for name in ("start", "due"):
            values[name] = values[name] and _day(values[name])
        return Terms(value=value, **values)

    return build


@pytest.fixture(scope="session")
def judge() -> Callable[..., Assessment]:
    """Assess a commitment: ``judge(commitment, *updates, as_of="2024-05-26", fiscal_year_start="04-01", …)``."""

    def run(
        commitment: Commitment, *updates: Update, as_of: date | str, known: str | None = None, **settings: Any
    ) -> Assessment:
        moment = datetime.fromisoformat(known) if known else None
        return assess(commitment, updates, as_of=_day(as_of), known=moment, settings=Settings(**_timed(settings)))

    return run


CONTROL_KEYS = {"\x03", "\x04"}
"""Ctrl-C, which sends a signal, and Ctrl-D."""
PLAN = {"made": When(date(2024, 1, 1)), "due": When(date(2025, 12, 31))}
"""A plan of 730 days; 31 December 2024 is day 365."""


@pytest.fixture(scope="session")
def judged(update: Callable[..., Update]) -> Callable[..., Assessment]:
    """Assess one commitment with one target: ``judged({"2024-12-31": 1000}, as_of=…, value=5000, unit="people")``.

    ``lines`` are further updates; ``terms`` replaces the dates of the plan.
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
    """Builder of snapshots of a registry: ``snapshot_of(commitments, updates, as_of=…, …)``."""

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
    """Builder of snapshots of the shipped registry: ``shipped("2026-11-23")``."""
    registry = must_read(example()).registry

    def build(as_of: str) -> Snapshot:
        return take_snapshot(registry, as_of=_day(as_of))

    return build


SCRIPT = Path(sys.executable).with_name("commitrack")
"""The installed console script."""


@pytest.fixture(scope="session")
def script() -> Path:
    """The installed console script; where it is missing, the test is skipped with the reason."""
    if not SCRIPT.exists():
        pytest.skip(f"commitrack is not installed: there is no {SCRIPT}")
    return SCRIPT


@pytest.fixture
def terminal(script: Path) -> Callable[..., tuple[int, str]]:
    """Run commitrack on a terminal: ``terminal("add", typed=[("few words:", "Training\\n")], columns=25)``.

    The result is the exit code and the output. Each text is typed once the prompt before it has appeared.
    """
    pty = pytest.importorskip("pty", reason="needs pseudo-terminals")

    def run(
        *argv: str,
        typed: Iterable[tuple[str, str]] = (),
        columns: int = 80,
        env: Mapping[str, str | None] | None = None,
    ) -> tuple[int, str]:
        parent, child = pty.openpty()
        inherited = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}}
        variables = {**inherited, "COLUMNS": str(columns), "TERM": "xterm-256color", **(env or {})}
        environment = {name: value for name, value in variables.items() if value is not None}
        with subprocess.Popen(
            [script, *argv], stdin=child, stdout=child, stderr=child, env=environment, start_new_session=True,
            preexec_fn=_control_terminal,  # noqa: PLW1509  no test runs threads
        ) as process:  # fmt: skip
            os.close(child)
            output, position = "", 0
            for prompt, text in typed:
                while prompt not in output[position:]:
                    output += (chunk := _next_output(parent))
                    if not chunk:
                        process.kill()
                        pytest.fail(f"“{prompt}” never appeared in: {output}")
                position = output.index(prompt, position) + len(prompt)
                if text in CONTROL_KEYS:
                    clock.sleep(0.3)  # a signal between the prompt and the read behind it is not seen by Python
                os.write(parent, text.encode())
            while chunk := _next_output(parent):
                output += chunk
            os.close(parent)
        return process.returncode, output

    return run


def _control_terminal() -> None:
    """Make the pseudo-terminal the controlling terminal of the process, so that Ctrl-C sends a signal."""
    import fcntl  # noqa: PLC0415
    import termios  # noqa: PLC0415

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _next_output(terminal: int) -> str:
    """Read the next output of a terminal; empty if the other end is closed or nothing comes for 20 seconds."""
    deadline = clock.monotonic() + 20
    while clock.monotonic() < deadline:
        if select.select([terminal], [], [], 0.5)[0]:
            try:
                return os.read(terminal, 65_536).decode(errors="replace")
            except OSError:  # Linux raises EIO when the other end is closed
                return ""
    return ""
