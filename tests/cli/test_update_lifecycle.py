"""``commitrack update --lifecycle``: a decision by people, with its reason."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli

Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("folder")
ON = ("--on", "2025-06-30")


@pytest.mark.parametrize("step", ["suspended", "withdrawn", "superseded", "active"])
def test_a_step_and_its_reason_are_recorded(run: Run, folder: Path, step: str) -> None:
    """Every step of the format; show prints it with the reason."""
    ran = run("update", "training", "--lifecycle", step, "--reason", "talks broke off", *ON)
    assert (ran.code, ran.err) == (0, "")
    line = list(tomli.loads((folder / "updates.toml").read_text("utf-8"))["updates"].values())[-1]
    assert (line["lifecycle"], line["reason"]) == (step, "talks broke off")
    assert f"{step} (talks broke off)" in run("show", "training").out


def test_the_status_follows_the_latest_step(run: Run) -> None:
    """A commitment that was withdrawn and resumed is judged again."""
    before = run("list", "training", "--format", "json").out
    run("update", "training", "--lifecycle", "withdrawn", "--reason", "r", *ON)
    assert '"status": "withdrawn"' in run("show", "training", "--format", "json").out
    run("update", "training", "--lifecycle", "active", "--reason", "r", "--on", "2025-07-01")
    assert '"status": "withdrawn"' not in run("show", "training", "--format", "json").out
    assert '"status": "withdrawn"' not in before


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--lifecycle", "withdrawn"), ['lifecycle "withdrawn" requires a reason', "--reason"]),
        (("--lifecycle", "gone", "--reason", "r"), ["'gone' is not one of"]),
        (
            ("1500", "--lifecycle", "withdrawn", "--reason", "r"),
            ["an update can record only one of figure, --completion and --lifecycle"],
        ),
    ],
)
def test_invalid_input_is_refused(run: Run, folder: Path, words: tuple[str, ...], expected: list[str]) -> None:
    """Exit 2 with the reason; nothing is written."""
    before = (folder / "updates.toml").read_bytes()
    ran = run("update", "training", *words)
    assert (ran.code, ran.out) == (2, "")
    assert all(part in ran.err for part in expected), ran.err
    assert (folder / "updates.toml").read_bytes() == before
