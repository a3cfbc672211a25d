"""``commitrack undo`` retracts an update with a further one, which may be retracted too."""

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


def record_figure(run: Run, value: str, *options: str) -> None:
    assert run("update", "training", value, "--on", "2025-06-30", *options).code == 0


def test_the_last_update_recorded_is_retracted(run: Run, folder: Path) -> None:
    """undo adds a line that retracts the last update, keeps all previous bytes, and makes the earlier figure count
    again."""
    record_figure(run, "1500")
    before = (folder / "updates.toml").read_bytes()
    result = run("undo", "--reason", "counted twice")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith('training: retracts "2025-06-30 training: 1,500 of 5,000 people (was 1,000 people)"\n')
    assert "1,500 people → 1,000 people" in result.out
    assert (folder / "updates.toml").read_bytes().startswith(before)
    *_, (retracted_key, _), (_, line) = journal(folder).items()
    assert (line["retracts"], line["reason"]) == (retracted_key, "counted twice")


def test_of_several_updates_of_one_second_the_last_is_retracted(run: Run, folder: Path) -> None:
    """Repeated undo retracts updates recorded within one second from the last one to the first."""
    for value in ("1100", "1200", "1300", "1400"):
        record_figure(run, value, "--force")
    keys = list(journal(folder))
    assert keys == sorted(keys)
    for step in (-1, -2, -3):
        assert run("undo").code == 0
        assert list(journal(folder).values())[-1]["retracts"] == keys[step]
    assert "1,100 of 5,000 people" in run("show", "training").out


def test_an_update_may_be_retracted_by_its_key(run: Run, folder: Path) -> None:
    """undo with a key, as log --keys shows it, retracts that update."""
    record_figure(run, "1500")
    result = run("undo", FIRST)
    assert result.code == 0
    assert list(journal(folder).values())[-1]["retracts"] == FIRST
    assert 'retracts "2024-06-30 training: 1,000 of 5,000 people (was –), official, example.org"' in result.out


@pytest.mark.parametrize("author_given_by", ["option", "environment"])
def test_an_author_retracts_their_own_last_update(
    run: Run, folder: Path, author_given_by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With --by or COMMITRACK_BY, undo retracts only updates of that author."""
    record_figure(run, "1500", "--by", "mine")
    record_figure(run, "1600", "--by", "theirs", "--force")
    mine = next(key for key, line in journal(folder).items() if line.get("by") == "mine")
    if author_given_by == "environment":
        monkeypatch.setenv("COMMITRACK_BY", "mine")
    assert run("undo", *(("--by", "mine") if author_given_by == "option" else ())).code == 0
    last = list(journal(folder).values())[-1]
    assert (last["retracts"], last["by"]) == (mine, "mine")
    again = run("undo", "--by", "mine")
    assert (again.code, again.out) == (4, "")
    assert 'no update by "mine" to retract' in again.err


def test_a_retraction_may_be_retracted(run: Run, folder: Path) -> None:
    """If a retraction is retracted, the update counts again and may be retracted again, all within one second."""
    record_figure(run, "1500")
    retracted_key = list(journal(folder))[-1]
    for _ in range(3):
        assert run("undo", retracted_key).code == 0
        assert "1,000 of 5,000 people" in run("show", "training").out
        result = run("undo", list(journal(folder))[-1])
        assert result.code == 0
        assert f'retracts "2025-06-30 training: retracts {retracted_key}"' in result.out
        assert "1,500 of 5,000 people" in run("show", "training").out


def test_an_amendment_and_a_lifecycle_change_may_be_retracted(run: Run) -> None:
    """undo retracts amendments and lifecycle changes, and show no longer applies them."""
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
    """For an unknown key, undo exits with 4, says how to list the keys and writes nothing."""
    before = (folder / "updates.toml").read_bytes()
    result = run("undo", key)
    assert (result.code, result.out) == (4, "")
    assert expected in result.err
    assert "commitrack log --keys" in result.err
    assert (folder / "updates.toml").read_bytes() == before


def test_an_update_is_retracted_only_once(run: Run, folder: Path) -> None:
    """A retracted update cannot be retracted again, neither by its key nor as the last update."""
    assert run("undo", FIRST).code == 0
    before = (folder / "updates.toml").read_bytes()
    result = run("undo", FIRST)
    assert (result.code, result.out) == (4, "")
    assert "is already retracted" in result.err
    assert "no update to retract" in run("undo").err
    assert (folder / "updates.toml").read_bytes() == before


def test_an_addition_is_not_an_update(run: Run, folder: Path) -> None:
    """After add, undo names the commitment and the command that removes it, exits with 2 and writes nothing."""
    assert run("add", "--title", "A plan").code == 0
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    result = run("undo")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        'error: the last thing recorded is the commitment "a-plan", not an update\n'
        f"hint: to remove it: commitrack remove a-plan · to retract the last update: commitrack undo {FIRST}\n"
    )
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert run("update", "a-plan", "--note", "a word").code == 0
    assert 'a-plan: retracts "' in run("undo").out


def test_dry_run_writes_nothing(run: Run, folder: Path) -> None:
    """With --dry-run, undo shows what it would write, and creates or changes no file, not even the lock file."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    result = run("undo", "--dry-run")
    assert result.code == 0
    assert "training: retracts" in result.out
    assert "would add to" in result.out
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
