"""Today in different time zones, and dates at the limits of the calendar on the command line."""

import re
import subprocess
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import tomli

Call = Callable[..., subprocess.CompletedProcess[bytes]]
ZONES = ("Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Tokyo")


def set_time_zone(registry: Path, zone: str) -> ZoneInfo:
    path = registry / "commitments.toml"
    path.write_text(f'[registry]\ntimezone = "{zone}"\n' + path.read_text("utf-8").partition("\n\n")[2], "utf-8")
    return ZoneInfo(zone)


@pytest.mark.parametrize("machine", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize("zone", ZONES)
def test_today_is_in_the_time_zone_of_the_registry(call: Call, registry: Path, zone: str, machine: str) -> None:
    """update and report use today in the time zone of the registry, whatever the time zone of the machine."""
    time_zone = set_time_zone(registry, zone)
    before = datetime.now(time_zone).date()
    assert call("update", "train", "1500", env={"TZ": machine}).returncode == 0
    report = call("report", env={"TZ": machine}).stdout.decode()
    possible_days = {before, datetime.now(time_zone).date()}
    assert (
        list(tomli.loads((registry / "updates.toml").read_text("utf-8"))["updates"].values())[-1]["on"] in possible_days
    )
    assert any(re.search(f"As of +{day}", report) for day in possible_days)


def test_today_of_another_time_zone_may_be_in_the_future(call: Call, registry: Path) -> None:
    """In a registry with the time zone of Pago Pago, a figure dated today in Kiritimati is refused as in the future."""
    kiritimati = datetime.now(set_time_zone(registry, "Pacific/Pago_Pago")).date() + timedelta(days=1)
    result = call("update", "train", "1500", "--on", str(kiritimati), env={"TZ": "Pacific/Kiritimati"})
    assert result.returncode == 2
    assert f"{kiritimati} is in the future".encode() in result.stderr


OUT_OF_RANGE = (
    "0001-01-01", "0001-01", "0001", "1899-12-31", "2201-01-01", "9999-12-31", "9999", "FY9999", "FY0001", "99999",
)  # fmt: skip


@pytest.mark.parametrize("day", OUT_OF_RANGE)
@pytest.mark.parametrize(
    "argv",
    [("update", "train", "1500", "--on"), ("amend", "train", "--reason", "r", "--due"), ("list", "--as-of"),
     ("report", "--as-of"), ("add", "--title", "T", "--due"), ("add", "--title", "T", "--made")],
    ids=lambda argv: f"{argv[0]} {argv[-1]}",
)  # fmt: skip
def test_a_date_out_of_range_is_refused(run: Callable[[tuple[str, ...]], tuple[int, str, str]], argv: tuple[str, ...],
                                   day: str) -> None:  # fmt: skip
    """A date outside 1900–2200 on the command line exits with 2 and a message."""
    code, out, err = run((*argv, day))
    assert (code, out) == (2, "")
    assert f'invalid date "{day}"' in err or f"the year {int(day)} is out of range; use 1900–2200" in err


PLACES = {
    "made": "[commitments.x]\ntitle = 'X'\nmade = DAY\n",
    "due of a target": "[commitments.x]\ntitle = 'X'\ntargets.t = { unit = 'people', due = DAY }\n",
    "milestone": "[commitments.x]\ntitle = 'X'\n"
                 "targets.t = { value = 5, unit = 'people', milestones = [{ on = DAY, value = 1 }] }\n",
    "recorded": "[commitments.x]\ntitle = 'X'\nrecorded = DAYT23:59:59Z\n",
    "removed": "[removed]\nx = { added = DAYT23:59:59Z }\n",
    "document": "[documents.d]\ntitle = 'D'\npublished = DAY\n",
    "meeting": "[meetings.m]\ntitle = 'M'\non = DAY\n",
    "last day of a meeting": "[meetings.m]\ntitle = 'M'\non = 2024-01-01\nuntil = DAY\n",
    "rate": "[[rates]]\ncurrency = 'JPY'\nrate = 1\nsource = 'S'\ndate = DAY\n",
}  # fmt: skip


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"])
@pytest.mark.parametrize("place", PLACES)
def test_a_date_out_of_range_in_a_file_is_reported_with_its_line(
    refused: Callable[..., str], registry: Path, place: str, day: str
) -> None:
    """Every date of the format is within 1900–2200; another one is an error with file and line for every command."""
    (registry / "more.toml").write_text(PLACES[place].replace("DAY", day), encoding="utf-8")
    line = PLACES[place][: PLACES[place].index("DAY")].count("\n") + 1
    for argv in (("check",), ("list",), ("report", "--format", "ics"), ("log",), ("update", "train", "1500")):
        problems = refused(*argv)
        assert problems.startswith(f"more.toml:{line}: error[CT108]: ")
        assert f"the year {int(day[:4])} is out of range; use 1900–2200" in problems


@pytest.mark.parametrize("field", ["on", "recorded"])
def test_an_update_on_the_last_day_of_the_calendar_is_reported(
    refused: Callable[..., str], registry: Path, reading: tuple[str, ...], field: str
) -> None:
    """A line of the journal that is dated 9999-12-31 is an error with its line, and no command crashes on it."""
    journal = (registry / "updates.toml").read_text(encoding="utf-8")
    last = {"on": ("on = 2024-06-30", "on = 9999-12-31"), "recorded": ("2024-07-01T00:00:00Z", "9999-12-31T23:59:59Z")}
    (registry / "updates.toml").write_text(journal.replace(*last[field]), encoding="utf-8")
    assert "the year 9999 is out of range" in refused(*reading)


@pytest.mark.parametrize("query", ["due:..0001", "due:9999..", "made:0001-01-01", "due:9999-12-31..", "updated:FY9999"])
def test_a_date_out_of_range_in_a_query_is_refused(
    run: Callable[[tuple[str, ...]], tuple[int, str, str]], query: str
) -> None:
    """A date outside 1900–2200 in a query exits with 2 and a message."""
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
    """A deadline stated as a duration is counted from the day the commitment was made, also at the end of a month."""
    assert run(("add", "--title", "Span", "--made", made, "--within", within))[0] == 0
    assert f"{due}" in run(("show", "span", "--as-of", "2026-11-23"))[1]


@pytest.fixture
def run(
    registry: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[tuple[str, ...]], tuple[int, str, str]]:
    """Run a command in process in the folder of the registry, and return its exit code, output and errors."""
    from commitrack.cli.main import main  # noqa: PLC0415

    monkeypatch.chdir(registry)

    def call(argv: tuple[str, ...]) -> tuple[int, str, str]:
        code = main(argv)
        return (code, *capsys.readouterr())

    return call
