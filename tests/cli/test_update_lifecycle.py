"""``commitrack update --lifecycle`` records a decision about a commitment, with its reason."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli

Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("folder")
ON = ("--on", "2025-06-30")


@pytest.mark.parametrize("lifecycle", ["suspended", "withdrawn", "superseded", "active"])
def test_a_lifecycle_change_and_its_reason_are_recorded(run: Run, folder: Path, lifecycle: str) -> None:
    """Every lifecycle state is recorded with its reason, and show prints both."""
    result = run("update", "training", "--lifecycle", lifecycle, "--reason", "talks broke off", *ON)
    assert (result.code, result.err) == (0, "")
    line = list(tomli.loads((folder / "updates.toml").read_text("utf-8"))["updates"].values())[-1]
    assert (line["lifecycle"], line["reason"]) == (lifecycle, "talks broke off")
    assert f"{lifecycle} (talks broke off)" in run("show", "training").out


def test_the_status_follows_the_latest_lifecycle_change(run: Run) -> None:
    """A commitment is withdrawn after a withdrawal, and assessed again after it is resumed."""
    before = run("list", "training", "--format", "json").out
    run("update", "training", "--lifecycle", "withdrawn", "--reason", "r", *ON)
    assert '"status": "withdrawn"' in run("show", "training", "--format", "json").out
    run("update", "training", "--lifecycle", "active", "--reason", "r", "--on", "2025-07-01")
    assert '"status": "withdrawn"' not in run("show", "training", "--format", "json").out
    assert '"status": "withdrawn"' not in before


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (("--lifecycle", "withdrawn"), ['lifecycle "withdrawn" requires a reason', "--reason"]),
        (("--lifecycle", "gone", "--reason", "r"), ['invalid value "gone" for --lifecycle']),
        (
            ("1500", "--lifecycle", "withdrawn", "--reason", "r"),
            ["an update can record only one of figure, --completion and --lifecycle"],
        ),
    ],
)
def test_invalid_input_is_refused(run: Run, folder: Path, argv: tuple[str, ...], expected: list[str]) -> None:
    """A missing reason, an unknown state or an additional figure is refused with the reason, and nothing is written."""
    before = (folder / "updates.toml").read_bytes()
    result = run("update", "training", *argv)
    assert (result.code, result.out) == (2, "")
    assert all(part in result.err for part in expected), result.err
    assert (folder / "updates.toml").read_bytes() == before
