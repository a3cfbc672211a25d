"""Retractions and the order of updates do not depend on the clocks of the machines that recorded them."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import tomli

Call = Callable[..., "CompletedProcess[bytes]"]

FIGURE, FIRST, SECOND = "20240801T000000Z-00000002", "20990101T000000Z-00000003", "20240802T000000Z-00000004"
LINE = '{} = {{ commitment = "train", on = 2024-07-31, recorded = {}, {} }}\n'
STATED = LINE.format(FIGURE, "2024-08-01T00:00:00Z", "actual = 1_500")
AHEAD = LINE.format(FIRST, "2099-01-01T00:00:00Z", f'retracts = "{FIGURE}"')
"""A retraction by a machine whose clock is decades ahead."""


def record(registry: Path, *lines: str) -> None:
    with (registry / "updates.toml").open("a", encoding="utf-8") as journal:
        journal.write("".join(lines))


def figures(call: Call) -> list[int]:
    """The figures that count."""
    (item,) = json.loads(call("show", "train", "--format", "json").stdout)["items"]
    return [update["actual"] for update in item["updates"]]


def test_undo_of_an_undo_restores_the_figure_whatever_the_clocks_say(registry: Path, call: Call) -> None:
    """A retraction that another machine dated decades ahead is retracted, and the figure counts again."""
    record(registry, STATED, AHEAD)
    assert figures(call) == [1000]
    assert call("undo", FIRST).returncode == 0
    assert figures(call) == [1000, 1500]


def test_a_line_is_recorded_after_every_line_that_exists(registry: Path, call: Call) -> None:
    """After a line from a clock that is ahead, the next ones are still in the order in which they were recorded."""
    record(registry, STATED, AHEAD)
    for value in ("1600", "1700"):
        assert call("update", "train", value, "--on", "2024-09-30", "--force").returncode == 0
    updates = tomli.loads((registry / "updates.toml").read_text(encoding="utf-8"))["updates"]
    assert [*updates] == sorted(updates, key=lambda key: (updates[key]["recorded"], key))
    assert figures(call)[-1] == 1700


def test_a_line_of_the_future_is_named(registry: Path, call: Call) -> None:
    """After a line from a clock that is ahead, a note says as of when the next line is recorded, and how to find it."""
    record(registry, STATED, AHEAD)
    result = call("update", "train", "1600", "--on", "2024-09-30")
    assert result.returncode == 0
    assert result.stderr.decode() == (
        "note: recorded as of 2099-01-01, because the registry has a line of that day\n"
        "hint: a clock was wrong; to find the line: commitrack log --keys -n 1\n"
    )


def test_no_line_can_follow_the_end_of_the_calendar(registry: Path, call: Call) -> None:
    """A line recorded in the last second that can be written stops recording with a sentence that names it."""
    key = "22001231T235959Z-f423f00000004"
    record(registry, STATED, LINE.format(key, "2200-12-31T23:59:59Z", "actual = 1_550"))
    result = call("update", "train", "1600", "--on", "2024-09-30")
    assert result.returncode == 3
    assert f'error: no line can be recorded after "{key}", recorded in 2200\n' in result.stderr.decode()


def test_retractions_in_a_circle_are_reported(registry: Path, call: Call) -> None:
    """If two updates retract each other, check names both, and the file and line of the first."""
    record(registry, STATED, AHEAD.replace(FIGURE, SECOND))
    record(registry, LINE.format(SECOND, "2024-08-02T00:00:00Z", f'retracts = "{FIRST}"'))
    result = call("check")
    assert result.returncode == 1
    assert f"updates.toml:4: error[CT230]: these updates retract one another: {FIRST}, {SECOND}" in (
        result.stdout.decode()
    )
