"""``commitrack undo`` retracts an update with a further one, which may be retracted too."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import tomli

Run = Callable[..., Any]
Terminal = Callable[..., tuple[int, str]]
pytestmark = pytest.mark.usefixtures("folder")
FIRST = "20240701T000000Z-00000001"


def journal(folder: Path) -> dict[str, dict[str, Any]]:
    updates: dict[str, dict[str, Any]] = tomli.loads((folder / "updates.toml").read_text(encoding="utf-8"))["updates"]
    return updates


def last_key(folder: Path) -> str:
    """The key of the last line of the journal."""
    return list(journal(folder))[-1]


def record_figure(run: Run, value: str, *options: str) -> None:
    assert run("update", "training", value, "--on", "2025-06-30", *options).code == 0


def test_an_update_is_retracted_by_another_one(run: Run, folder: Path) -> None:
    """undo adds a line that retracts the update, keeps all previous bytes, and makes the earlier figure count again."""
    record_figure(run, "1500")
    before = (folder / "updates.toml").read_bytes()
    result = run("undo", last_key(folder), "--reason", "counted twice")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith('training: retracts "2025-06-30 training: 1,500 of 5,000 people (was 1,000 people)"\n')
    assert "1,500 people → 1,000 people" in result.out
    assert (folder / "updates.toml").read_bytes().startswith(before)
    *_, (retracted_key, _), (_, line) = journal(folder).items()
    assert (line["retracts"], line["reason"]) == (retracted_key, "counted twice")


def test_the_reason_of_a_retraction_is_shown(run: Run, folder: Path) -> None:
    """show lists the retracted update with the reason, in its JSON too, and log states the reason of the retraction."""
    record_figure(run, "1500")
    assert run("undo", last_key(folder), "--reason", "counted twice").code == 0
    assert "2025-06-30  1,500 people [retracted: counted twice]" in run("show", "training").out
    (item,) = json.loads(run("show", "training", "--format", "json").out)["items"]
    (retraction,) = item["retractions"]
    assert (retraction["update"]["actual"], retraction["by"]["reason"]) == (1500, "counted twice")
    assert [update["actual"] for update in item["updates"]] == [1000]
    assert "(counted twice)" in run("log").out.splitlines()[0]


@pytest.mark.parametrize("options", [(), ("--yes",), ("--reason", "r")], ids=" ".join)
def test_without_a_terminal_undo_requires_a_key(run: Run, folder: Path, options: tuple[str, ...]) -> None:
    """Without a key and a terminal, undo exits with 2, states the key of the last update, and writes nothing, also
    with --yes."""
    before = (folder / "updates.toml").read_bytes()
    result = run("undo", *options)
    assert (result.code, result.out) == (2, "")
    assert "without a terminal, undo requires the key of the update" in result.err
    assert f"commitrack undo {FIRST} · to list the keys: commitrack log --keys" in result.err
    assert (folder / "updates.toml").read_bytes() == before


QUESTION = "Retract this update? [y/N]:"


def test_on_a_terminal_undo_asks_for_confirmation_and_a_reason(run: Run, folder: Path, terminal: Terminal) -> None:
    """undo shows the update, when it was recorded and by whom; the reason that is typed is recorded."""
    record_figure(run, "1500", "--by", "desk")
    key = last_key(folder)
    code, output = terminal("undo", typed=[(QUESTION, "y\n"), ("Reason:", "counted twice\n")], columns=120)
    assert code == 0, output
    question = output.partition(QUESTION)[0]
    assert "2025-06-30 training: 1,500 of 5,000 people (was 1,000 people), desk" in question
    recorded = journal(folder)[key]["recorded"].astimezone(ZoneInfo("Asia/Tokyo"))
    assert f"recorded {recorded:%Y-%m-%d %H:%M} by desk ({key})" in question
    line = journal(folder)[last_key(folder)]
    assert (line["retracts"], line["reason"]) == (key, "counted twice")


def test_the_reason_is_requested_until_there_is_one(folder: Path, terminal: Terminal) -> None:
    """Enter at the question for the reason repeats it; Ctrl-C leaves without retracting anything."""
    before = (folder / "updates.toml").read_bytes()
    code, output = terminal("undo", typed=[(QUESTION, "y\n"), ("Reason:", "\n"), ("Reason:", "\x03")])
    assert (code, "type the reason in a few words" in output) == (130, True)
    assert (folder / "updates.toml").read_bytes() == before
    code, _output = terminal("undo", typed=[(QUESTION, "y\n"), ("Reason:", "\n"), ("Reason:", "twice\n")])
    assert (code, journal(folder)[last_key(folder)]["reason"]) == (0, "twice")


@pytest.mark.parametrize("reply", ["n\n", "\n"])
@pytest.mark.parametrize("key", [(), (FIRST,)])
def test_without_confirmation_nothing_is_retracted(
    folder: Path, terminal: Terminal, key: tuple[str, ...], reply: str
) -> None:
    """With the answer no, which is the default, undo writes nothing and exits with 0, also if a key was given."""
    before = (folder / "updates.toml").read_bytes()
    code, output = terminal("undo", *key, typed=[(QUESTION, reply)])
    assert (code, output.splitlines()[-1].strip()) == (0, "nothing was retracted")
    assert "by an unknown author" in output
    assert (folder / "updates.toml").read_bytes() == before


def test_only_missing_answers_are_asked_for(folder: Path, terminal: Terminal) -> None:
    """With --yes, undo asks nothing; with --reason, it asks only for confirmation, and records the given reason."""
    code, output = terminal("undo", "--yes")
    assert (code, "Retract this" in output, "Reason" in output) == (0, False, False)
    code, output = terminal("undo", last_key(folder), "--reason", "it was right", typed=[(QUESTION, "y\n")])
    assert (code, "Reason:" in output) == (0, False)
    assert journal(folder)[last_key(folder)]["reason"] == "it was right"


def test_of_several_updates_of_one_second_the_last_is_retracted(run: Run, folder: Path, terminal: Terminal) -> None:
    """Repeated undo retracts updates recorded within one second from the last one to the first."""
    for value in ("1100", "1200", "1300", "1400"):
        record_figure(run, value, "--force")
    keys = list(journal(folder))
    assert keys == sorted(keys)
    for step in (-1, -2, -3):
        assert terminal("undo", "--yes")[0] == 0
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
    run: Run, folder: Path, author_given_by: str, terminal: Terminal
) -> None:
    """With --by or COMMITRACK_BY, and without a key, undo retracts only updates of that author."""
    record_figure(run, "1500", "--by", "mine")
    record_figure(run, "1600", "--by", "theirs", "--force")
    mine = next(key for key, line in journal(folder).items() if line.get("by") == "mine")
    options, env = (("--by", "mine"), None) if author_given_by == "option" else ((), {"COMMITRACK_BY": "mine"})
    code, output = terminal("undo", "--yes", *options, env=env)
    assert code == 0, output
    line = list(journal(folder).values())[-1]
    assert (line["retracts"], line["by"]) == (mine, "mine")
    code, output = terminal("undo", "--yes", "--by", "mine")
    assert code == 4
    assert 'no update by "mine" to retract' in output
    assert "to retract another person's update, give its key" in output


def test_an_update_of_another_author_may_be_retracted_by_its_key(run: Run, folder: Path) -> None:
    """With a key, undo retracts the update whoever recorded it."""
    record_figure(run, "1600", "--by", "theirs")
    theirs = last_key(folder)
    assert run("undo", theirs, "--by", "mine").code == 0
    assert journal(folder)[last_key(folder)]["retracts"] == theirs


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


def test_an_amendment_and_a_lifecycle_change_may_be_retracted(run: Run, folder: Path) -> None:
    """undo retracts amendments and lifecycle changes, and show no longer applies them."""
    run("amend", "training", "--value", "4000", "--reason", "r", "--on", "2025-06-30")
    assert 'retracts "2025-06-30 training: amended: target 4,000 people (r)"' in run("undo", last_key(folder)).out
    run("update", "training", "--lifecycle", "suspended", "--reason", "talks", "--on", "2025-06-30")
    assert 'retracts "2025-06-30 training: suspended (talks)"' in run("undo", last_key(folder)).out
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
    assert "no update to retract" in run("undo", "--dry-run").err
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
    assert 'a-plan: retracts "' in run("undo", last_key(folder)).out


def test_dry_run_writes_nothing(run: Run, folder: Path) -> None:
    """With --dry-run, undo shows what it would write, and creates or changes no file, not even the lock file."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    result = run("undo", "--dry-run")
    assert result.code == 0
    assert "training: retracts" in result.out
    assert "would add to" in result.out
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
