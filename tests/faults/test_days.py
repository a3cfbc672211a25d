"""Faults: whose today it is, and days at the ends of the calendar typed on the command line."""

import subprocess
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import tomli

Call = Callable[..., subprocess.CompletedProcess[bytes]]
ZONES = ("Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Tokyo")


def kept_in(registry: Path, zone: str) -> ZoneInfo:
    path = registry / "commitments.toml"
    path.write_text(f'[registry]\ntimezone = "{zone}"\n' + path.read_text("utf-8").partition("\n\n")[2], "utf-8")
    return ZoneInfo(zone)


@pytest.mark.parametrize("machine", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize("zone", ZONES)
def test_today_is_the_registrys(call: Call, registry: Path, zone: str, machine: str) -> None:
    """Today is the day in the registry's time zone, whatever the machine's clock says: for update and for report."""
    there = kept_in(registry, zone)
    before = datetime.now(there).date()
    assert call("update", "train", "1500", env={"TZ": machine}).returncode == 0
    report = call("report", env={"TZ": machine}).stdout.decode()
    days = {before, datetime.now(there).date()}
    assert list(tomli.loads((registry / "updates.toml").read_text("utf-8"))["updates"].values())[-1]["on"] in days
    assert any(f"As of         {day}" in report for day in days)


def test_the_two_ends_of_the_world_are_a_day_apart(call: Call, registry: Path) -> None:
    """When it is today in Kiritimati it is always yesterday in Pago Pago, and a figure of today lies in the future."""
    kiritimati = datetime.now(kept_in(registry, "Pacific/Pago_Pago")).date() + timedelta(days=1)
    ran = call("update", "train", "1500", "--on", str(kiritimati), env={"TZ": "Pacific/Kiritimati"})
    assert ran.returncode == 2
    assert f"{kiritimati} is in the future".encode() in ran.stderr


FAR = ("0001-01-01", "0001-01", "0001", "1899-12-31", "2201-01-01", "9999-12-31", "9999", "FY9999", "FY0001", "99999")


@pytest.mark.parametrize("day", FAR)
@pytest.mark.parametrize(
    "words",
    [("update", "train", "1500", "--on"), ("amend", "train", "--reason", "r", "--due"), ("list", "--as-of"),
     ("report", "--as-of"), ("add", "--title", "T", "--due"), ("add", "--title", "T", "--made")],
    ids=lambda words: f"{words[0]} {words[-1]}",
)  # fmt: skip
def test_a_day_beyond_the_calendar(run: Callable[[tuple[str, ...]], tuple[int, str, str]], words: tuple[str, ...],
                                   day: str) -> None:  # fmt: skip
    """Exit 2 with a message; never an overflow."""
    code, out, err = run((*words, day))
    assert (code, out) == (2, "")
    assert f'invalid date "{day}"' in err or f"the year {int(day)} is out of range; use 1900–2200" in err


@pytest.mark.parametrize("query", ["due:..0001", "due:9999..", "made:0001-01-01", "due:9999-12-31..", "updated:FY9999"])
def test_a_query_beyond_the_calendar(run: Callable[[tuple[str, ...]], tuple[int, str, str]], query: str) -> None:
    """Likewise in a query."""
    code, out, err = run(("list", query))
    assert (code, out) == (2, "")
    assert "is out of range; use 1900–2200" in err


@pytest.mark.parametrize(
    ("made", "within", "due"),
    [("2024-02-29", "1 year", "2025-02-28"), ("2024-01-31", "1 month", "2024-02-29"),
     ("1900-01-01", "300 years", "2200-01-01"), ("2200-12-31", "300 years", "2500-12-31")],
)  # fmt: skip
def test_spans_at_the_ends_of_months_and_of_the_calendar(
    run: Callable[[tuple[str, ...]], tuple[int, str, str]], made: str, within: str, due: str
) -> None:
    """Counted from the day it was made, in one step."""
    assert run(("add", "--title", "Span", "--made", made, "--within", within))[0] == 0
    assert f"{due}" in run(("show", "span", "--as-of", "2026-11-23"))[1]


@pytest.fixture
def run(
    registry: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[tuple[str, ...]], tuple[int, str, str]]:
    """A command run in process, in the registry's folder."""
    from commitrack.cli.main import main  # noqa: PLC0415

    monkeypatch.chdir(registry)

    def call(words: tuple[str, ...]) -> tuple[int, str, str]:
        code = main(words)
        return (code, *capsys.readouterr())

    return call
