"""``commitrack amend`` records new terms with a reason and keeps the original ones."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli

Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("folder")
REASON_AND_DAY = ("--reason", "the rooms were not built", "--on", "2025-06-30")


def latest(folder: Path) -> dict[str, Any]:
    updates = tomli.loads((folder / "updates.toml").read_text(encoding="utf-8"))["updates"]
    last: dict[str, Any] = list(updates.values())[-1]
    return last


def test_the_output_shows_the_reservations_of_the_status(run: Run) -> None:
    """The status before and after comes with what it hides: after an amendment, that the target was lowered."""
    out = run("amend", "training", "--value", "4,000 people", *REASON_AND_DAY).out
    assert "(target lowered" in next(line for line in out.splitlines() if line.strip().startswith("status"))


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (("training", "--value", "4,000 people"), "training: weakened"),
        (("training", "--value", "6000"), "training: tightened"),
        (("training", "--due", "2100"), "training: extended"),
        (("training", "--due", "2098-12-31"), "training: shortened"),
        (("training", "--value", "4000", "--due", "2098"), "training: weakened and shortened"),
        (("training", "--value", "6000", "--due", "FY2101"), "training: tightened and extended"),
        (("training-plan", "--due", "2022"), "training-plan: extended"),
        (("training-plan", "--due", "2020-06"), "training-plan: shortened"),
        (("fund", "--value", "200", "--target", "projects"), "fund: weakened"),
        (("emissions", "--value", "600 kt"), "emissions: weakened"),
        (("emissions", "--value", "400 kt"), "emissions: tightened"),
    ],
)
def test_the_output_names_the_change(run: Run, folder: Path, argv: tuple[str, ...], expected: str) -> None:
    """The output says whether the terms are tightened, weakened, extended or shortened, also for a target to reduce."""
    result = run("amend", *argv, *REASON_AND_DAY)
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines()[0] == expected
    assert latest(folder)["reason"] == "the rooms were not built"


@pytest.mark.parametrize("argv", [("training", "--value", "5000"), ("fund", "--value", "400億円")])
def test_an_amendment_without_a_change_is_refused(run: Run, folder: Path, argv: tuple[str, ...]) -> None:
    """An amendment that repeats the current terms is refused, and no line is written."""
    before = (folder / "updates.toml").read_bytes()
    result = run("amend", *argv, *REASON_AND_DAY)
    assert (result.code, "the new terms are the same as the current ones" in result.err) == (2, True)
    assert (folder / "updates.toml").read_bytes() == before


def test_force_accepts_an_implausible_value(run: Run, folder: Path) -> None:
    """A tenth of the target is refused, and recorded with --force."""
    words = ("amend", "training", "--value", "500", *REASON_AND_DAY)
    result = run(*words)
    assert (result.code, result.out) == (2, "")
    assert "500 people is at most a fifth of the current value of 5,000 people" in result.err
    assert "--force" in result.err
    assert run(*words, "--force").code == 0
    assert latest(folder)["amends"] == {"value": 500}


def test_the_line_states_what_was_amended(run: Run, folder: Path) -> None:
    """The new line contains the value, the deadline as typed, the reason, the evidence, the author and the note."""
    run("amend", "training", "--value", "4,000 people", "--due", "FY2101", *REASON_AND_DAY, "--by", "desk",
        "--evidence", "https://example.org/decision", "--note", "see page 3")  # fmt: skip
    record = latest(folder)
    assert record.pop("recorded").tzname() == "UTC"
    assert str(record.pop("on")) == "2025-06-30"
    assert record == {
        "commitment": "training", "target": "trainees", "amends": {"value": 4000, "due": "FY2101"},
        "reason": "the rooms were not built", "evidence": ["https://example.org/decision"], "by": "desk",
        "note": "see page 3",
    }  # fmt: skip


def test_the_original_terms_are_kept_and_shown(run: Run, folder: Path) -> None:
    """commitments.toml is unchanged, the journal only grows, and show prints the original and the new terms."""
    commitments, journal = ((folder / name).read_bytes() for name in ("commitments.toml", "updates.toml"))
    assert run("amend", "training", "--value", "4,000 people", *REASON_AND_DAY).code == 0
    assert (folder / "commitments.toml").read_bytes() == commitments
    assert (folder / "updates.toml").read_bytes().startswith(journal)
    page = run("show", "training").out
    assert "5,000 people by 2099-12-31 → 4,000 people by 2099-12-31: weakened" in page
    assert "amended: target 4,000 people (the rooms were not built)" in page


def test_a_second_amendment_is_compared_with_the_first(run: Run) -> None:
    """amend compares the new terms with the current ones, and show compares them with the original ones."""
    run("amend", "training", "--value", "4000", *REASON_AND_DAY)
    assert run("amend", "training", "--value", "4500", *REASON_AND_DAY).out.startswith("training: tightened")
    assert "5,000 people by 2099-12-31 → 4,500 people by 2099-12-31: weakened" in run("show", "training").out


@pytest.mark.parametrize(
    ("argv", "code", "expected"),
    [
        (("training", "--value", "4000"), 2, ["an amendment requires a reason", "--reason"]),
        (("training", "--value", "4000", "--reason", "  "), 2, ["an amendment requires a reason"]),
        (("training", "--reason", "r"), 2, ["nothing to amend", "--value", "--due"]),
        (("training", "--value", "+300", "--reason", "r"), 2, ['"+300" is an increment', "the full new value"]),
        (("training", "--value", "¥4bn", "--reason", "r"), 2, ['target "trainees" is in "people", not "JPY"']),
        (("training", "--due", "soon", "--reason", "r"), 2, ['invalid date "soon"']),
        (("training", "--due", "0001-01-01", "--reason", "r"), 2, ["the year 1 is out of range; use 1900–2200"]),
        (("training", "--due", "9999-12-31", "--reason", "r"), 2, ["the year 9999 is out of range; use 1900–2200"]),
        (
            ("training", "--due", "2100", "--target", "x", "--reason", "r"),
            4,
            ['"training" has no target "x"', "trainees"],
        ),
        (
            ("training-plan", "--value", "5", "--reason", "r"),
            2,
            ['"training-plan" has no target to record a figure for'],
        ),
        (("fund", "--value", "5", "--reason", "r"), 2, ['several targets of "fund" match']),
        (("trainning", "--value", "5", "--reason", "r"), 4, ['did you mean "training"']),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_invalid_input_is_refused(
    run: Run, folder: Path, argv: tuple[str, ...], code: int, expected: list[str]
) -> None:
    """Invalid input is refused with the reason and what to do instead, and the journal is unchanged."""
    before = (folder / "updates.toml").read_bytes()
    result = run("amend", *argv)
    assert (result.code, result.out) == (code, "")
    assert all(part in result.err for part in expected), result.err
    assert (folder / "updates.toml").read_bytes() == before


def test_a_target_without_a_value_is_not_amended(run: Run, folder: Path) -> None:
    """A target without a value is never assessed, so an amendment of its value is refused."""
    path = folder / "commitments.toml"
    path.write_text(path.read_text("utf-8") + '[commitments.jaif]\ntitle = "J"\ntargets.usd.unit = "USD"\n', "utf-8")
    result = run("amend", "jaif", "--value", "US$5m", *REASON_AND_DAY)
    assert (result.code, result.out) == (2, "")
    assert 'target "usd" is tracked only and has no value to amend' in result.err


def test_dry_run_writes_nothing(run: Run, folder: Path) -> None:
    """With --dry-run, amend shows what it would write, and creates or changes no file, not even the lock file."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    result = run("amend", "training", "--value", "4000", *REASON_AND_DAY, "--dry-run")
    assert result.code == 0
    assert result.out.startswith("training: weakened\n")
    assert "would add to" in result.out
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
