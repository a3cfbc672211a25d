"""``commitrack log`` shows the update history."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commitrack.registry import example

Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("folder")
FIRST = "20240701T000000Z-00000001"


def test_a_figure_is_shown_with_its_previous_value_and_source(run: Run) -> None:
    """A figure is shown with its target, its previous value, its source class and its source."""
    out = run("log", "implementation-plan", "--registry", str(example())).out
    assert "2025-10-26 implementation-plan: 108 of 130 items (was –), press, vietnam.vn\n" in out


def test_as_of_omits_later_updates(run: Run) -> None:
    """With --as-of, log shows the updates up to that day, the latest first."""
    out = run("log", "--registry", str(example()), "--as-of", "2024-01-31").out
    dates = [line[:10] for line in out.splitlines() if not line.startswith(" ")]
    assert dates == sorted(dates, reverse=True)
    assert max(dates) == "2024-01-30"


def test_every_kind_of_update_is_shown(run: Run, folder: Path) -> None:
    """Each kind of update is shown in its own form, in the order of the dates on which the updates apply."""
    (folder / "report.pdf").write_bytes(b"%PDF")
    for argv in (
        ("update", "training", "+300", "--on", "2024-08-01", "-e", "report.pdf", "--by", "desk"),
        ("update", "training", "1500", "--on", "2024-09-01", "--qualifier", "about", "--source-class", "self-reported"),
        ("update", "training-plan", "--completion", "limited", "--on", "2024-07-01"),
        ("update", "training-plan", "--completion", "substantial", "--on", "2024-10-01"),
        ("update", "training", "--note", "minister visits", "--on", "2024-10-02", "-e", "https://www.example.org/a?b"),
        ("update", "fund", "¥12bn", "--on", "2024-10-03"),
        ("update", "training", "--lifecycle", "suspended", "--reason", "talks", "--on", "2024-10-04"),
        ("amend", "training", "--due", "2100", "--reason", "late", "--on", "2024-10-05"),
    ):
        result = run(*argv)
        assert result.code == 0, result.err
    assert run("log", "--reverse").out.splitlines() == [
        "2024-06-30 training: 1,000 of 5,000 people (was –), official, example.org",
        "2024-07-01 training-plan: completion: limited (was –)",
        "2024-08-01 training: + 300 people (was 1,000 people), report.pdf, desk",
        "2024-09-01 training: about 1,500 of 5,000 people (was 1,300 people), self reported",
        "2024-10-01 training-plan: completion: substantial (was limited)",
        "2024-10-02 training: “minister visits”, example.org",
        "2024-10-03 fund: ¥12bn of ¥40bn (was –)",
        "2024-10-04 training: suspended (talks)",
        "2024-10-05 training: amended: due 2100 (late)",
    ]


def test_the_log_of_one_commitment(run: Run) -> None:
    """With an id, log shows only the updates of that commitment, if it has any; an unknown id exits with 4."""
    run("update", "fund", "¥12bn", "--on", "2024-10-03")
    assert run("log", "fund").out == "2024-10-03 fund: ¥12bn of ¥40bn (was –)\n"
    assert run("log", "emissions").out == 'no updates for "emissions" yet\n'
    result = run("log", "trainning")
    assert (result.code, result.out) == (4, "")
    assert 'did you mean "training"' in result.err


def test_an_empty_journal_is_not_an_error(run: Run, folder: Path) -> None:
    """Without updates, log says so and exits with 0."""
    (folder / "updates.toml").unlink()
    result = run("log")
    assert (result.code, result.out) == (0, "no updates\n")


def test_keys_are_accepted_by_undo(run: Run) -> None:
    """With --keys, each line starts with the key of the update, which undo accepts."""
    out = run("log", "--keys").out
    assert out == f"{FIRST}  2024-06-30 training: 1,000 of 5,000 people (was –), official, example.org\n"
    assert run("undo", out.split()[0]).code == 0


def test_a_retracted_update_is_marked_and_ignored(run: Run) -> None:
    """A retracted figure is shown with a mark, and the next figure is compared with the value before it."""
    run("update", "training", "1500", "--on", "2024-08-01")
    key = run("log", "--keys").out.splitlines()[0].split()[0]
    assert run("undo", key).code == 0
    run("update", "training", "1600", "--on", "2024-09-01")
    lines = run("log").out.splitlines()
    assert "2024-08-01 training: 1,500 of 5,000 people (was 1,000 people) [retracted]" in lines
    assert "2024-09-01 training: 1,600 of 5,000 people (was 1,000 people)" in lines
    assert sum("retracts" in line for line in lines) == 1


@pytest.mark.parametrize(("lang", "amounts"), [("en", "¥12bn of ¥40bn"), ("ja", "400億円に対し120億円")])
def test_amounts_are_in_the_requested_language(run: Run, lang: str, amounts: str) -> None:
    """Amounts in the history are written in the requested language."""
    run("update", "fund", "¥12bn", "--on", "2024-10-03")
    assert amounts in run("log", "fund", "--lang", lang).out


@pytest.fixture
def recorded(run: Run, folder: Path) -> None:  # noqa: ARG001  the folder is that of the commands
    """Three more updates by two people: a figure with a note, a note, and an amended target."""
    for argv in (
        ("update", "training", "1500", "--on", "2024-08-01", "--by", "Desk A", "--note", "Enrolment closed"),
        ("update", "fund", "--note", "talks", "--on", "2024-08-02", "--by", "Desk B"),
        ("amend", "training", "--value", "4000", "--reason", "cut", "--on", "2024-09-01", "--by", "Desk B"),
        ("update", "training", "2000", "--on", "2024-10-01", "--by", "Desk A"),
    ):
        result = run(*argv)
        assert result.code == 0, result.err


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize(
    ("argv", "days"),
    [
        ((), ["10-01", "09-01", "08-02", "08-01", "06-30"]),
        (("-n", "2"), ["10-01", "09-01"]),
        (("--reverse", "-n", "2"), ["06-30", "08-01"]),
        (("--since", "2024-08-02"), ["10-01", "09-01", "08-02"]),
        (("--since", "2024-08-02", "--as-of", "2024-09-01"), ["09-01", "08-02"]),
        (("--since", "90日"), []),
        (("--since", "300年"), ["10-01", "09-01", "08-02", "08-01", "06-30"]),
        (("by:desk a",), ["10-01", "08-01"]),
        (("by:desk", "not:by:A"), ["09-01", "08-02"]),
        (("unit:JPY",), ["08-02"]),
        (("status:overdue",), []),
    ],
)
def test_which_updates_are_shown(run: Run, argv: tuple[str, ...], days: list[str]) -> None:
    """log shows the latest updates first: so many, since a day, of one person, or of what matches a query."""
    lines = run("log", *argv).out.splitlines()
    assert [line[5:10] for line in lines if line.startswith("2024")] == days


@pytest.mark.usefixtures("recorded")
def test_notes_and_the_target_of_the_day_are_shown(run: Run) -> None:
    """Below a figure is its note; its target is that of its day, before or after an amendment."""
    assert run("log", "training", "--since", "2024-08-01").out.splitlines() == [
        "2024-10-01 training: 2,000 of 4,000 people (was 1,500 people), Desk A",
        "2024-09-01 training: amended: target 4,000 people (cut), Desk B",
        "2024-08-01 training: 1,500 of 5,000 people (was 1,000 people), Desk A",
        "    “Enrolment closed”",
    ]


@pytest.mark.usefixtures("recorded")
def test_the_log_as_data(run: Run) -> None:
    """As JSON and CSV, a line has the update, and its target, value and previous level on that day."""
    item = json.loads(run("log", "-n", "1", "--json").out)["items"][0]
    expected = {
        "commitment": "training", "target": "trainees", "on": "2024-10-01", "actual": 2000, "unit": "people",
        "value": 4000, "before": 1500, "retracted": False,
    }  # fmt: skip
    assert {key: item[key] for key in expected} == expected
    rows = list(csv.DictReader(io.StringIO(run("log", "--format", "csv").out, newline="")))
    assert [(row["on"], row["before"], row["value"], row["amends_value"], row["note"]) for row in rows] == [
        ("2024-10-01", "1500", "4000", "", ""), ("2024-09-01", "1500", "5000", "4000", ""),
        ("2024-08-02", "", "", "", "talks"), ("2024-08-01", "1000", "5000", "", "Enrolment closed"),
        ("2024-06-30", "", "5000", "", ""),
    ]  # fmt: skip


TWO_LANGUAGES = """\
20240702T000000Z-00000002 = { commitment = "training", on = 2024-07-01, actual = 1_100, recorded = 2024-07-02T00:00:00Z, note = { en = "As announced", ja = "発表による" } }
20240703T000000Z-00000003 = { commitment = "training", on = 2024-07-02, note = { en = "A visit", ja = "訪問" }, recorded = 2024-07-03T00:00:00Z }
20240704T000000Z-00000004 = { commitment = "training", on = 2024-07-03, lifecycle = "suspended", reason = { en = "talks", ja = "協議" }, recorded = 2024-07-04T00:00:00Z }
20240705T000000Z-00000005 = { commitment = "training", on = 2024-07-04, amends = { due = 2100 }, reason = { en = "late", ja = "遅延" }, recorded = 2024-07-05T00:00:00Z }
20240706T000000Z-00000006 = { commitment = "training", on = 2024-07-02, retracts = "20240703T000000Z-00000003", reason = { en = "a mistake", ja = "誤記" }, recorded = 2024-07-06T00:00:00Z }
"""  # noqa: E501


@pytest.mark.parametrize(
    ("lang", "shown", "hidden"),
    [
        ("en", ("As announced", "A visit", "(talks)", "(late)", "a mistake"), ("発表", "訪問", "協議", "遅延", "誤記")),
        (
            "ja",
            ("発表による", "訪問", "（協議）", "（遅延）", "誤記"),
            ("announced", "visit", "talks", "late", "mistake"),
        ),
    ],
)
def test_notes_and_reasons_may_be_in_several_languages(
    run: Run, folder: Path, lang: str, shown: tuple[str, ...], hidden: tuple[str, ...]
) -> None:
    """Every note and reason of the journal is shown in the language of the reader."""
    with (folder / "updates.toml").open("a", encoding="utf-8") as journal:
        journal.write(TWO_LANGUAGES)
    for argv in (("log",), ("show", "training")):
        result = run(*argv, "--lang", lang)
        assert (result.code, result.err) == (0, "")
        assert all(text in result.out for text in shown), result.out
        assert not any(text in result.out for text in hidden)


def test_texts_in_several_languages_as_data(run: Run, folder: Path) -> None:
    """JSON has every language; CSV has the English text, and a row with it is known to the journal."""
    with (folder / "updates.toml").open("a", encoding="utf-8") as journal:
        journal.write(TWO_LANGUAGES)
    notes = {line["on"]: line.get("note") for line in json.loads(run("log", "--json").out)["items"]}
    assert notes["2024-07-01"] == {"en": "As announced", "ja": "発表による"}
    cells = {row["on"]: row for row in csv.DictReader(io.StringIO(run("log", "--format", "csv").out))}
    assert (cells["2024-07-01"]["note"], cells["2024-07-03"]["reason"]) == ("As announced", "talks")
    (folder / "again.csv").write_text("commitment,on,actual,note\ntraining,2024-07-01,1100,As announced\n", "utf-8")
    result = run("update", "--from", "again.csv")
    assert (result.code, result.out.splitlines()[-1]) == (0, "0 added, 1 already recorded")


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        (("--note", "A visit", "--note-ja", "訪問"), {"en": "A visit", "ja": "訪問"}),
        (("--note-ja", "訪問"), "訪問"),
    ],
)
def test_a_note_is_recorded_in_the_languages_typed(run: Run, typed: tuple[str, ...], note: object) -> None:
    """Both texts of a note are recorded in one line; a single one is plain text."""
    assert run("update", "training", "--on", "2025-01-31", *typed).code == 0
    (line,) = json.loads(run("log", "--json", "--since", "2025-01-31").out)["items"]
    assert line["note"] == note


def test_a_word_that_is_no_id_is_a_query(run: Run) -> None:
    """A single word selects by id, or else as in list; an unknown word is an error with a hint."""
    log = "training: 1,000 of 5,000 people"
    assert log in run("log", "training").out
    assert log in run("log", "5,000").out
    assert log in run("log", "研修").out
    assert run("log", "no-report").out == "no updates\n"
    assert run("log", "emissions").out == 'no updates for "emissions" yet\n'
    result = run("log", "trainin-plan")
    assert (result.code, result.err.splitlines()) == (
        4,
        ['error: unknown commitment "trainin-plan"', 'hint: did you mean "training-plan" or "training"?'],
    )
