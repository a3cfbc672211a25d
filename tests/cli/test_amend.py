"""``commitrack amend``: new terms with their reason; the original ones are kept."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli

Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("folder")
WHY = ("--reason", "the rooms were not built", "--on", "2025-06-30")


def latest(folder: Path) -> dict[str, Any]:
    updates = tomli.loads((folder / "updates.toml").read_text(encoding="utf-8"))["updates"]
    last: dict[str, Any] = list(updates.values())[-1]
    return last


@pytest.mark.parametrize(
    ("words", "expected"),
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
def test_the_answer_names_the_change(run: Run, folder: Path, words: tuple[str, ...], expected: str) -> None:
    """Tightened, weakened, extended or shortened, whichever way the target runs."""
    ran = run("amend", *words, *WHY)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == expected
    assert latest(folder)["reason"] == "the rooms were not built"


@pytest.mark.parametrize("words", [("training", "--value", "5000"), ("fund", "--value", "400億円")])
def test_what_changes_nothing_is_refused(run: Run, folder: Path, words: tuple[str, ...]) -> None:
    """The terms in force are no amendment, and no line is written."""
    before = (folder / "updates.toml").read_bytes()
    ran = run("amend", *words, *WHY)
    assert (ran.code, "the new terms are the same as the current ones" in ran.err) == (2, True)
    assert (folder / "updates.toml").read_bytes() == before


def test_the_line_states_what_was_amended(run: Run, folder: Path) -> None:
    """Value, deadline as typed, reason, evidence and author; nothing else."""
    run("amend", "training", "--value", "4,000 people", "--due", "FY2101", *WHY, "--by", "desk",
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
    """commitments.toml is unchanged, the journal only grows; show prints both terms side by side."""
    promised, journal = ((folder / name).read_bytes() for name in ("commitments.toml", "updates.toml"))
    assert run("amend", "training", "--value", "4,000 people", *WHY).code == 0
    assert (folder / "commitments.toml").read_bytes() == promised
    assert (folder / "updates.toml").read_bytes().startswith(journal)
    page = run("show", "training").out
    assert "5,000 people by 2099-12-31 → 4,000 people by 2099-12-31: weakened" in page
    assert "amended: target 4,000 people (the rooms were not built)" in page


def test_two_amendments_are_compared_with_the_terms_before_each(run: Run) -> None:
    """The answer compares with the terms in force before, show with the original ones."""
    run("amend", "training", "--value", "4000", *WHY)
    assert run("amend", "training", "--value", "4500", *WHY).out.startswith("training: tightened")
    assert "5,000 people by 2099-12-31 → 4,500 people by 2099-12-31: weakened" in run("show", "training").out


@pytest.mark.parametrize(
    ("words", "code", "expected"),
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
    run: Run, folder: Path, words: tuple[str, ...], code: int, expected: list[str]
) -> None:
    """With the reason and what to do instead; the journal is unchanged."""
    before = (folder / "updates.toml").read_bytes()
    ran = run("amend", *words)
    assert (ran.code, ran.out) == (code, "")
    assert all(part in ran.err for part in expected), ran.err
    assert (folder / "updates.toml").read_bytes() == before


def test_an_indicator_has_no_value_to_amend(run: Run, folder: Path) -> None:
    """Without a value it is never judged, so an amendment would have no effect."""
    path = folder / "commitments.toml"
    path.write_text(path.read_text("utf-8") + '[commitments.jaif]\ntitle = "J"\ntargets.usd.unit = "USD"\n', "utf-8")
    ran = run("amend", "jaif", "--value", "US$5m", *WHY)
    assert (ran.code, ran.out) == (2, "")
    assert 'target "usd" is tracked only and has no value to amend' in ran.err


def test_dry_run_writes_nothing(run: Run, folder: Path) -> None:
    """The answer is the same; the folder is unchanged, without even a lock file."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    ran = run("amend", "training", "--value", "4000", *WHY, "--dry-run")
    assert ran.code == 0
    assert ran.out.startswith("training: weakened\n")
    assert "would add to" in ran.out
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
