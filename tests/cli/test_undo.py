"""``commitrack undo``: an update is retracted by a further one, which may be retracted too."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli

Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("folder")
FIRST = "20240701T000000Z-00000001"


def journal(folder: Path) -> dict[str, dict[str, Any]]:
    updates: dict[str, dict[str, Any]] = tomli.loads((folder / "updates.toml").read_text(encoding="utf-8"))["updates"]
    return updates


def log(run: Run, value: str, *words: str) -> None:
    assert run("update", "training", value, "--on", "2025-06-30", *words).code == 0


def test_the_last_update_recorded_is_retracted(run: Run, folder: Path) -> None:
    """By a line of its own; every old byte stays, and the earlier figure counts again."""
    log(run, "1500")
    before = (folder / "updates.toml").read_bytes()
    ran = run("undo", "--reason", "counted twice")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith('training: retracts "2025-06-30 training: 1,500 of 5,000 people (was 1,000 people)"\n')
    assert "1,500 people → 1,000 people" in ran.out
    assert (folder / "updates.toml").read_bytes().startswith(before)
    *_, (taken, _), (_, line) = journal(folder).items()
    assert (line["retracts"], line["reason"]) == (taken, "counted twice")


def test_of_several_updates_of_one_second_the_last_is_retracted(run: Run, folder: Path) -> None:
    """Later keys are higher, so repeated undo goes back step by step."""
    for value in ("1100", "1200", "1300", "1400"):
        log(run, value)
    keys = list(journal(folder))
    assert keys == sorted(keys)
    for step in (-1, -2, -3):
        assert run("undo").code == 0
        assert list(journal(folder).values())[-1]["retracts"] == keys[step]
    assert "1,100 of 5,000 people" in run("show", "training").out


def test_an_update_may_be_named(run: Run, folder: Path) -> None:
    """By its key, as log --keys shows it."""
    log(run, "1500")
    ran = run("undo", FIRST)
    assert ran.code == 0
    assert list(journal(folder).values())[-1]["retracts"] == FIRST
    assert 'retracts "2024-06-30 training: 1,000 of 5,000 people (was –), official, example.org"' in ran.out


@pytest.mark.parametrize("how", ["option", "environment"])
def test_an_author_retracts_their_own_last_update(
    run: Run, folder: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With --by or COMMITRACK_BY, updates of other authors are not retracted."""
    log(run, "1500", "--by", "mine")
    log(run, "1600", "--by", "theirs")
    mine = next(key for key, line in journal(folder).items() if line.get("by") == "mine")
    if how == "environment":
        monkeypatch.setenv("COMMITRACK_BY", "mine")
    assert run("undo", *(("--by", "mine") if how == "option" else ())).code == 0
    last = list(journal(folder).values())[-1]
    assert (last["retracts"], last["by"]) == (mine, "mine")
    again = run("undo", "--by", "mine")
    assert (again.code, again.out) == (4, "")
    assert 'no update by "mine" to retract' in again.err


def test_a_retraction_may_be_retracted(run: Run, folder: Path) -> None:
    """The update counts again, also within the same second, and may be retracted once more."""
    log(run, "1500")
    taken = list(journal(folder))[-1]
    for _ in range(3):
        assert run("undo", taken).code == 0
        assert "1,000 of 5,000 people" in run("show", "training").out
        ran = run("undo", list(journal(folder))[-1])
        assert ran.code == 0
        assert f'retracts "2025-06-30 training: retracts {taken}"' in ran.out
        assert "1,500 of 5,000 people" in run("show", "training").out


def test_an_amendment_and_a_decision_may_be_retracted(run: Run) -> None:
    """As any other update."""
    run("amend", "training", "--value", "4000", "--reason", "r", "--on", "2025-06-30")
    assert 'retracts "2025-06-30 training: amended: target 4,000 people (r)"' in run("undo").out
    run("update", "training", "--lifecycle", "suspended", "--reason", "talks", "--on", "2025-06-30")
    assert 'retracts "2025-06-30 training: suspended (talks)"' in run("undo").out
    page = run("show", "training").out
    assert "→ 4,000 people" not in page
    assert "suspended" not in page.partition("History")[0]


@pytest.mark.parametrize(
    ("key", "expected"),
    [("20990101T000000Z-ffffffff", 'unknown update "20990101T000000Z-ffffffff"'), ("x\x1b[2J", "x<U+001B>[2J")],
)
def test_an_unknown_key_is_refused(run: Run, folder: Path, key: str, expected: str) -> None:
    """Exit 4 and how to see the keys; nothing is written."""
    before = (folder / "updates.toml").read_bytes()
    ran = run("undo", key)
    assert (ran.code, ran.out) == (4, "")
    assert expected in ran.err
    assert "commitrack log --keys" in ran.err
    assert (folder / "updates.toml").read_bytes() == before


def test_an_update_is_retracted_once(run: Run, folder: Path) -> None:
    """Naming it again is refused; without a key the one before it is next, until none is left."""
    assert run("undo", FIRST).code == 0
    before = (folder / "updates.toml").read_bytes()
    ran = run("undo", FIRST)
    assert (ran.code, ran.out) == (4, "")
    assert "is already retracted" in ran.err
    assert "no update to retract" in run("undo").err
    assert (folder / "updates.toml").read_bytes() == before


def test_dry_run_writes_nothing(run: Run, folder: Path) -> None:
    """The answer is the same; the folder is unchanged."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    ran = run("undo", "--dry-run")
    assert ran.code == 0
    assert "training: retracts" in ran.out
    assert "would add to" in ran.out
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
