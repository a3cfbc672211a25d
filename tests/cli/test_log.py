"""``commitrack log``: the update history."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commitrack.registry import example

Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("folder")
FIRST = "20240701T000000Z-00000001"


def test_the_words_of_the_documentation(run: Run) -> None:
    """A figure with the previous value, its source class and its source."""
    out = run("log", "implementation-plan", "--registry", str(example())).out
    assert "2025-10-26 implementation-plan: 108 of 130 items (was –), press, vietnam.vn\n" in out


def test_as_of_shows_nothing_later(run: Run) -> None:
    """Only what was true by the day."""
    out = run("log", "--registry", str(example()), "--as-of", "2024-01-31").out
    days = [line[:10] for line in out.splitlines()]
    assert days == sorted(days)
    assert max(days) == "2024-01-30"


def test_every_kind_of_line(run: Run, folder: Path) -> None:
    """By the day on which it was true, each kind in its own words."""
    (folder / "report.pdf").write_bytes(b"%PDF")
    for words in (
        ("update", "training", "+300", "--on", "2024-08-01", "-e", "report.pdf", "--by", "desk"),
        ("update", "training", "1500", "--on", "2024-09-01", "--qualifier", "about", "--source-class", "self-reported"),
        ("update", "training-plan", "--completion", "limited", "--on", "2024-07-01"),
        ("update", "training-plan", "--completion", "substantial", "--on", "2024-10-01"),
        ("update", "training", "--note", "minister visits", "--on", "2024-10-02", "-e", "https://www.example.org/a?b"),
        ("update", "fund", "¥12bn", "--on", "2024-10-03"),
        ("update", "training", "--lifecycle", "suspended", "--reason", "talks", "--on", "2024-10-04"),
        ("amend", "training", "--due", "2100", "--reason", "late", "--on", "2024-10-05"),
    ):
        ran = run(*words)
        assert ran.code == 0, ran.err
    assert run("log").out.splitlines() == [
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


def test_of_one_commitment(run: Run) -> None:
    """Only its lines; an unknown id is reported, and so is one without lines."""
    run("update", "fund", "¥12bn", "--on", "2024-10-03")
    assert run("log", "fund").out == "2024-10-03 fund: ¥12bn of ¥40bn (was –)\n"
    assert run("log", "emissions").out == 'no updates for "emissions" yet\n'
    ran = run("log", "trainning")
    assert (ran.code, ran.out) == (4, "")
    assert 'did you mean "training"' in ran.err


def test_an_empty_journal(run: Run, folder: Path) -> None:
    """Says so, and is no error."""
    (folder / "updates.toml").unlink()
    ran = run("log")
    assert (ran.code, ran.out) == (0, "no updates yet\n")


def test_keys_are_what_undo_takes(run: Run) -> None:
    """--keys sets the key before each line."""
    out = run("log", "--keys").out
    assert out == f"{FIRST}  2024-06-30 training: 1,000 of 5,000 people (was –), official, example.org\n"
    assert run("undo", out.split()[0]).code == 0


def test_what_was_taken_back_is_marked_and_counts_for_nothing(run: Run) -> None:
    """The line stays; the next one compares with the value before it."""
    run("update", "training", "1500", "--on", "2024-08-01")
    run("undo")
    run("update", "training", "1600", "--on", "2024-09-01")
    lines = run("log").out.splitlines()
    assert "2024-08-01 training: 1,500 of 5,000 people (was 1,000 people) [retracted]" in lines
    assert "2024-09-01 training: 1,600 of 5,000 people (was 1,000 people)" in lines
    assert sum("retracts" in line for line in lines) == 1


@pytest.mark.parametrize(("lang", "said"), [("en", "¥12bn of ¥40bn"), ("ja", "400億円に対し120億円")])
def test_amounts_in_the_requested_language(run: Run, lang: str, said: str) -> None:
    """As everywhere."""
    run("update", "fund", "¥12bn", "--on", "2024-10-03")
    assert said in run("log", "fund", "--lang", lang).out
