"""``commitrack update``: what is recorded, what is refused, and what is printed."""

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
    """The update is added after all previous bytes of the journal, and the output ends with the new line."""
    before = (folder / "updates.toml").read_bytes()
    result = run("update", "training", "1,500 people", *ON, "--evidence", "https://example.org/2", "--by", "desk",
                 "--source-class", "press", "--note", "A “note” with 'quotes' and \\", "-v")  # fmt: skip
    after = (folder / "updates.toml").read_bytes()
    assert (result.code, result.err) == (0, "")
    assert after.startswith(before)
    (line,) = after[len(before) :].decode().splitlines()
    assert result.out.splitlines()[-1] == line
    record = latest(folder)
    assert {key: value for key, value in record.items() if key not in {"on", "recorded"}} == {
        "commitment": "training", "target": "trainees", "actual": 1500, "source_class": "press",
        "evidence": ["https://example.org/2"], "note": "A “note” with 'quotes' and \\", "by": "desk",
    }  # fmt: skip
    assert (str(record["on"]), record["recorded"].tzname()) == ("2025-06-30", "UTC")


def test_the_output_shows_before_and_after(run: Run, folder: Path) -> None:
    """The output shows the figure and percentage before and after the update, the status, and the file."""
    out = run("update", "training", "1500", *ON).out
    assert "figure    1,000 people → 1,500 people" in out
    assert "achieved  20% → 30%" in out
    assert "status    on track" in out
    assert out.splitlines()[-1].startswith(f"added to {folder / 'updates.toml'} as 20")
    assert "actual = 1500" not in out


def test_before_the_first_figure_there_is_no_data(run: Run, folder: Path) -> None:
    """Before its first figure, a target is shown as no figure and not as 0%; an unchanged target is shown once."""
    out = run("update", "fund", "75 projects", *ON).out
    assert latest(folder)["actual"] == 75
    assert "projects   no figure → 75 projects" in out
    assert "achieved   no figure → 25%" in out
    assert "budget     no figure\n" in out


@pytest.mark.parametrize(
    ("value", "target", "expected"),
    [
        ("¥12bn", "budget", ("actual", 12_000_000_000)),
        ("120億円", "budget", ("actual", 12_000_000_000)),
        ("75 projects", "projects", ("actual", 75)),
        ("75件", "projects", ("actual", 75)),
        ("+3 countries", "countries", ("add", 3)),
    ],
)
def test_the_unit_decides_the_target(
    run: Run, folder: Path, value: str, target: str, expected: tuple[str, int]
) -> None:
    """Of several targets, the one with the unit of the amount is updated, however the amount is written."""
    assert run("update", "fund", value, *ON).code == 0
    record = latest(folder)
    assert (record["target"], record[expected[0]]) == (target, expected[1])


def test_the_target_option_selects_the_target(run: Run, folder: Path) -> None:
    """--target selects the target for an amount without a unit."""
    assert run("update", "fund", "75", "--target", "projects", *ON).code == 0
    assert (latest(folder)["target"], latest(folder)["actual"]) == ("projects", 75)


def test_an_increment_is_added_to_the_latest_figure(run: Run, folder: Path) -> None:
    """An amount with a plus sign is recorded as an increment and added to the latest figure."""
    out = run("update", "training", "+300", *ON).out
    assert (latest(folder)["add"], "actual" in latest(folder)) == (300, False)
    assert "1,000 people → 1,300 people" in out


def test_a_level_of_completion_is_recorded(run: Run, folder: Path) -> None:
    """--completion records a completion level for a commitment without a target."""
    out = run("update", "training-plan", "--completion", "substantial", *ON).out
    assert latest(folder)["completion"] == "substantial"
    assert "completion  no report → substantial" in out


def test_a_note_changes_no_figure(run: Run, folder: Path) -> None:
    """A note is recorded, and the figure stays the same."""
    result = run("update", "training", "--note", "minister visits", *ON)
    assert latest(folder)["note"] == "minister visits"
    assert "actual" not in latest(folder)
    assert "figure    1,000 people\n" in result.out


def test_dry_run_writes_nothing(run: Run, folder: Path) -> None:
    """With --dry-run, update shows what it would write, and creates or changes no file, not even the lock file."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    result = run("update", "training", "1500", *ON, "--dry-run")
    assert result.code == 0
    assert "1,000 people → 1,500 people" in result.out
    assert "would add to" in result.out
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_an_evidence_file_is_recorded_with_its_sha256(run: Run, folder: Path) -> None:
    """An evidence file is recorded with its path in the registry folder and its SHA-256."""
    (folder / "evidence").mkdir()
    (folder / "evidence" / "report.pdf").write_bytes(b"%PDF-1.7 evidence")
    assert run("update", "training", "1500", *ON, "-e", "evidence/report.pdf").code == 0
    digest = hashlib.sha256(b"%PDF-1.7 evidence").hexdigest()
    assert latest(folder)["evidence"] == [{"file": "evidence/report.pdf", "sha256": digest}]


@pytest.mark.parametrize(
    ("argv", "code", "expected"),
    [
        (("training", "900"), 2, ["falls from 1,000 people to 900 people", "+300", "--force"]),
        (("training", "50000"), 2, ["more than twice the target of 5,000 people", "--force"]),
        (("training", "1500", "--on", "2199-01-01"), 2, ["2199-01-01 is in the future"]),
        (("training", "1500", "--on", "someday"), 2, ['invalid date "someday"']),
        (("training", "¥1500"), 2, ['target "trainees" is in "people", not "JPY"', "give the figure in people"]),
        (("training", "many"), 2, ['invalid amount "many"']),
        (
            ("training", "1500", "--completion", "limited"),
            2,
            ["an update can record only one of figure, --completion and --lifecycle"],
        ),
        (("training",), 2, ["nothing to record", "4,120 people"]),
        (("training", "0m"), 2, ['"0m" is zero with a scale', "'$40m'"]),
        (("training", "50%"), 2, ['50% is a share, but target "trainees" counts people', "out of 5,000 people"]),
        (("training", "5", "--on", "2023-12-31"), 2, ["2023-12-31 is before 2024-01-01", "--force"]),
        (("emissions", "38 kt"), 2, ["38 kt is less than half the target of 500 kt", "--force"]),
        (("emissions", "38000 kt"), 2, ["38,000 kt is more than twice the baseline of 1,000 kt", "--force"]),
        (("training", "--note", "n", "--target", "trainees"), 2, ["--target and --qualifier require a figure"]),
        (("training", "1500", "--reason", "r"), 2, ["--reason requires --lifecycle", "--note"]),
        (("training", "1500", "-e", "nowhere.pdf"), 2, ['evidence "nowhere.pdf" is neither an address']),
        (("training", "1500", "--completion", "half"), 2, ['invalid value "half" for --completion']),
        (("training", "1500", "--source-class", "rumour"), 2, ['invalid value "rumour" for --source-class']),
        (("fund", "75"), 2, ['several targets of "fund" match', "projects (projects)"]),
        (("fund", "75 schools"), 2, ['"fund" has no target in "schools"']),
        (("fund", "75", "--target", "projekts"), 4, ['"fund" has no target "projekts"', "projects (projects)"]),
        (("training-plan", "5"), 2, ['"training-plan" has no target to record a figure for', "--completion"]),
        (("trainning", "5"), 4, ['did you mean "training"']),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_invalid_input_is_refused(
    run: Run, folder: Path, argv: tuple[str, ...], code: int, expected: list[str]
) -> None:
    """Invalid input is refused with the reason and what to do instead, and the journal is unchanged."""
    before = (folder / "updates.toml").read_bytes()
    result = run("update", *argv)
    assert (result.code, result.out) == (code, "")
    assert all(part in result.err for part in expected), result.err
    assert (folder / "updates.toml").read_bytes() == before


@pytest.mark.parametrize(("value", "level"), [("900", 900), ("50000", 50_000)])
def test_force_accepts_an_implausible_figure(run: Run, folder: Path, value: str, level: int) -> None:
    """--force accepts a figure that falls or is far above the target."""
    assert run("update", "training", value, *ON, "--force").code == 0
    assert latest(folder)["actual"] == level


def test_a_figure_older_than_the_latest_is_recorded_with_a_notice(run: Run, folder: Path) -> None:
    """An older figure is recorded, and the answer names the day of the latest one."""
    result = run("update", "training", "800", "--on", "2024-03-31")
    assert (result.code, latest(folder)["actual"]) == (0, 800)
    assert "figure    1,000 people\n" in result.out
    assert "\nnotice: the figure of 2024-06-30 stays the latest\nadded to " in result.out
    result = run("update", "training", "900", "--on", "2024-04-30", "--lang", "ja")
    assert "通知：2024年6月30日の実績値が引き続き最新です。" in result.out


def test_the_same_command_again_is_refused(run: Run, folder: Path) -> None:
    """A repeated command is refused and writes nothing; --force records it."""
    words = ("update", "training", "+300", *ON)
    assert run(*words).code == 0
    before = (folder / "updates.toml").read_bytes()
    result = run(*words)
    assert (result.code, result.out) == (2, "")
    assert "the same update is already recorded" in result.err
    assert (folder / "updates.toml").read_bytes() == before
    assert "1,300 people → 1,600 people" in run(*words, "--force").out


def test_another_figure_for_a_day_is_a_correction(run: Run, folder: Path) -> None:
    """Another figure for a day is refused with the key to retract, and accepted once that is done."""
    result = run("update", "training", "1100", "--on", "2024-06-30")
    assert result.code == 2
    assert "1,000 people is already recorded for 2024-06-30, not 1,100 people" in result.err
    assert "commitrack undo 20240701T000000Z-00000001" in result.err
    assert run("undo", "20240701T000000Z-00000001").code == 0
    assert run("update", "training", "1100", "--on", "2024-06-30").code == 0
    assert latest(folder)["actual"] == 1100


def test_the_figure_of_a_target_to_reduce_may_fall(run: Run, folder: Path) -> None:
    """For a target to reduce, a falling figure is accepted and counts as progress."""
    assert run("update", "emissions", "900 kt", "--on", "2025-01-01").code == 0
    result = run("update", "emissions", "800 kt", *ON)
    assert result.code == 0
    assert "achieved  20% → 40%" in result.out
    assert latest(folder)["actual"] == 800


def test_a_missing_journal_is_created(run: Run, folder: Path) -> None:
    """The first update creates the journal if it is missing."""
    (folder / "updates.toml").unlink()
    assert run("update", "training", "100", *ON).code == 0
    assert next(iter(journal(folder).values()))["actual"] == 100
    assert run("check").code == 0


def test_control_characters_are_recorded_and_shown_as_code_points(run: Run, folder: Path) -> None:
    """A note is recorded as typed, and its control characters are printed as code points."""
    note = "\u009b2J\u202e[/foo] :smile:"
    result = run("update", "training", "--note", note, *ON, "--verbose")
    assert latest(folder)["note"] == note
    assert not {"\x9b", "\u202e"} & set(result.out)
    assert "<U+009B>2J<U+202E>[/foo] :smile:" in result.out


@pytest.mark.usefixtures("folder")
def test_a_day_of_the_environment_before_the_update_is_noticed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """If COMMITRACK_AS_OF is before the day of the update, which other commands then leave out, the answer says so."""
    monkeypatch.setenv("COMMITRACK_AS_OF", "2024-07-31")
    assert "until you unset it" in run("update", "training", "1500", "--on", "2024-08-01").out
    assert "until you unset it" not in run("update", "fund", "--note", "n", "--on", "2024-07-31").out
