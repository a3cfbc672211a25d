"""``commitrack update``: what is recorded, what is refused, and the answer."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli

Run = Callable[..., Any]
ON = ("--on", "2025-06-30")


def journal(folder: Path) -> dict[str, Any]:
    record: dict[str, Any] = tomli.loads((folder / "updates.toml").read_text(encoding="utf-8"))["updates"]
    return record


def latest(folder: Path) -> Any:
    return list(journal(folder).values())[-1]


def test_the_new_line_is_the_last_and_every_old_byte_stays(run: Run, folder: Path) -> None:
    """The journal starts with the old one, and its last line is the one in the answer."""
    before = (folder / "updates.toml").read_bytes()
    ran = run("update", "training", "1,500 people", *ON, "--evidence", "https://example.org/2", "--by", "desk",
              "--source-class", "press", "--note", "A “note” with 'quotes' and \\")  # fmt: skip
    after = (folder / "updates.toml").read_bytes()
    assert (ran.code, ran.err) == (0, "")
    assert after.startswith(before)
    (line,) = after[len(before) :].decode().splitlines()
    assert ran.out.splitlines()[-1] == line
    record = latest(folder)
    assert {key: value for key, value in record.items() if key not in {"on", "recorded"}} == {
        "commitment": "training", "target": "trainees", "actual": 1500, "source_class": "press",
        "evidence": ["https://example.org/2"], "note": "A “note” with 'quotes' and \\", "by": "desk",
    }  # fmt: skip
    assert (str(record["on"]), record["recorded"].tzname()) == ("2025-06-30", "UTC")


def test_the_answer_shows_before_and_after(run: Run, folder: Path) -> None:
    """Figure, percentage and status, and the file that was written."""
    out = run("update", "training", "1500", *ON).out
    assert "trainees  1,000 people → 1,500 people" in out
    assert "achieved  20% → 30%" in out
    assert "status    on track" in out
    assert f"added to {folder / 'updates.toml'}:" in out


def test_before_the_first_figure_there_is_no_data(run: Run, folder: Path) -> None:
    """Not 0 %; a target that does not change is shown once."""
    out = run("update", "fund", "75 projects", *ON).out
    assert latest(folder)["actual"] == 75
    assert "projects   no data → 75 projects" in out
    assert "achieved   no data → 25%" in out
    assert "budget     no data\n" in out


@pytest.mark.parametrize(
    ("value", "target", "logged"),
    [
        ("¥12bn", "budget", ("actual", 12_000_000_000)),
        ("120億円", "budget", ("actual", 12_000_000_000)),
        ("75 projects", "projects", ("actual", 75)),
        ("75件", "projects", ("actual", 75)),
        ("+3 countries", "countries", ("add", 3)),
    ],
)
def test_the_unit_decides_the_target(run: Run, folder: Path, value: str, target: str, logged: tuple[str, int]) -> None:
    """Of several targets the one with the unit is chosen, however the amount is written."""
    assert run("update", "fund", value, *ON).code == 0
    record = latest(folder)
    assert (record["target"], record[logged[0]]) == (target, logged[1])


def test_the_target_may_be_named(run: Run, folder: Path) -> None:
    """By --target, where the amount has no unit."""
    assert run("update", "fund", "75", "--target", "projects", *ON).code == 0
    assert (latest(folder)["target"], latest(folder)["actual"]) == ("projects", 75)


def test_an_increment_is_added_to_the_latest_figure(run: Run, folder: Path) -> None:
    """+300 is recorded as an increment."""
    out = run("update", "training", "+300", *ON).out
    assert (latest(folder)["add"], "actual" in latest(folder)) == (300, False)
    assert "1,000 people → 1,300 people" in out


def test_a_level_of_completion_is_recorded(run: Run, folder: Path) -> None:
    """For a commitment without a figure."""
    out = run("update", "training-plan", "--completion", "substantial", *ON).out
    assert latest(folder)["completion"] == "substantial"
    assert "completion  no data → substantial" in out


def test_a_note_changes_no_figure(run: Run, folder: Path) -> None:
    """It is recorded, and the figure stays."""
    ran = run("update", "training", "--note", "minister visits", *ON)
    assert latest(folder)["note"] == "minister visits"
    assert "actual" not in latest(folder)
    assert "trainees  1,000 people\n" in ran.out


def test_dry_run_writes_nothing(run: Run, folder: Path) -> None:
    """The answer is the same; the folder is unchanged, without even a lock file."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    ran = run("update", "training", "1500", *ON, "--dry-run")
    assert ran.code == 0
    assert "1,000 people → 1,500 people" in ran.out
    assert "would add to" in ran.out
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_file_of_evidence_is_pinned(run: Run, folder: Path) -> None:
    """By its SHA-256, with its path in the registry's folder."""
    (folder / "evidence").mkdir()
    (folder / "evidence" / "report.pdf").write_bytes(b"%PDF-1.7 evidence")
    assert run("update", "training", "1500", *ON, "-e", "evidence/report.pdf").code == 0
    digest = hashlib.sha256(b"%PDF-1.7 evidence").hexdigest()
    assert latest(folder)["evidence"] == [{"file": "evidence/report.pdf", "sha256": digest}]


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        (("training", "900"), 2, ["falls from 1,000 people to 900 people", "+300", "--force"]),
        (("training", "50000"), 2, ["more than 2 times the target of 5,000 people", "--force"]),
        (("training", "1500", "--on", "2199-01-01"), 2, ["2199-01-01 is in the future"]),
        (("training", "1500", "--on", "someday"), 2, ['invalid date "someday"']),
        (("training", "¥1500"), 2, ['target "trainees" is in "people", not "JPY"', '"1,500 people"']),
        (("training", "many"), 2, ['invalid amount "many"']),
        (
            ("training", "1500", "--completion", "limited"),
            2,
            ["an update can record only one of figure, --completion and --lifecycle"],
        ),
        (("training",), 2, ["nothing to record", "4,120 people"]),
        (("training", "1500", "-e", "nowhere.pdf"), 2, ['evidence "nowhere.pdf" is neither an address']),
        (("training", "1500", "--completion", "half"), 2, ["'half' is not one of"]),
        (("training", "1500", "--source-class", "rumour"), 2, ["'rumour' is not one of"]),
        (("fund", "75"), 2, ['several targets of "fund" match', "projects (projects)"]),
        (("fund", "75 schools"), 2, ['"fund" has no target in "schools"']),
        (("fund", "75", "--target", "projekts"), 4, ['"fund" has no target "projekts"', "projects (projects)"]),
        (("training-plan", "5"), 2, ['"training-plan" has no target to record a figure for', "--completion"]),
        (("trainning", "5"), 4, ['did you mean "training"']),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_invalid_input_is_refused(
    run: Run, folder: Path, words: tuple[str, ...], code: int, expected: list[str]
) -> None:
    """With the reason and what to do instead; the journal is unchanged."""
    before = (folder / "updates.toml").read_bytes()
    ran = run("update", *words)
    assert (ran.code, ran.out) == (code, "")
    assert all(part in ran.err for part in expected), ran.err
    assert (folder / "updates.toml").read_bytes() == before


@pytest.mark.parametrize(("value", "level"), [("900", 900), ("50000", 50_000)])
def test_force_accepts_an_implausible_figure(run: Run, folder: Path, value: str, level: int) -> None:
    """One that falls, or is far above the target."""
    assert run("update", "training", value, *ON, "--force").code == 0
    assert latest(folder)["actual"] == level


def test_the_figure_of_a_target_to_reduce_may_fall(run: Run, folder: Path) -> None:
    """Where less is better, a figure that falls is progress."""
    assert run("update", "emissions", "900 kt", "--on", "2025-01-01").code == 0
    ran = run("update", "emissions", "800 kt", *ON)
    assert ran.code == 0
    assert "achieved   20% → 40%" in ran.out
    assert latest(folder)["actual"] == 800


def test_a_missing_journal_is_created(run: Run, folder: Path) -> None:
    """By the first update."""
    (folder / "updates.toml").unlink()
    assert run("update", "training", "100", *ON).code == 0
    assert next(iter(journal(folder).values()))["actual"] == 100
    assert run("check").code == 0


def test_control_characters_are_recorded_and_shown_as_code_points(run: Run, folder: Path) -> None:
    """The journal has the note as typed; the terminal gets nothing that could control it."""
    note = "\u009b2J\u202e[/foo] :smile:"
    ran = run("update", "training", "--note", note, *ON)
    assert latest(folder)["note"] == note
    assert not {"\x9b", "\u202e"} & set(ran.out)
    assert "<U+009B>2J<U+202E>[/foo] :smile:" in ran.out
