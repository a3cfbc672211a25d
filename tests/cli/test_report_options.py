"""``commitrack report`` and its options: since when, for which meeting, as known when, and its gate."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commitrack.model import Registry
from commitrack.report.report import build_report
from commitrack.report.snapshot import take_snapshot
from commitrack.views.sections import SECTIONS, names

Run = Callable[..., Any]

MEETINGS = """
[meetings.summit-2024]
title = { en = "Summit", ja = "首脳会議" }
on = 2024-03-01
until = 2024-03-02
[meetings.spring-2025]
title = "Spring review"
on = 2025-04-01
[meetings.review-2027]
title = "Review"
on = 2027-02-01
[meetings.review-2100]
title = "Last review"
on = 2100-01-01
"""


@pytest.fixture
def register(folder: Path) -> Path:
    """The registry of these tests, with meetings before and after."""
    with (folder / "commitments.toml").open("a", encoding="utf-8") as file:
        file.write(MEETINGS)
    return folder


@pytest.fixture
def answer(run: Run) -> Callable[..., Any]:
    """``answer("--since", "last")``: the report as data."""
    return lambda *argv: json.loads(run("report", "--format", "json", *argv).out)


pytestmark = pytest.mark.usefixtures("register")


# --- since


@pytest.mark.parametrize(
    ("since", "as_of", "day", "meeting", "moved"),
    [
        ("2024-01-15", "2026-11-23", "2024-01-15", None, ["training"]),
        ("summit-2024", "2026-11-23", "2024-03-02", "summit-2024", ["training"]),
        ("spring-2025", "2026-11-23", "2025-04-01", "spring-2025", []),
        ("last", "2026-11-23", "2025-04-01", "spring-2025", []),
        ("last", "2025-04-01", "2024-03-02", "summit-2024", ["training"]),
        ("yesterday", "2026-11-23", "2026-11-22", None, []),
    ],
)
def test_since(answer: Callable[..., Any], since: str, as_of: str, day: str, meeting: str, moved: list[str]) -> None:
    """A day, a meeting by its last day, or the last one that is over; what is silent is named."""
    found = answer("--since", since, "--as-of", as_of)["since"]
    assert (found["day"], found["meeting"]) == (day, meeting)
    assert [row["id"] for row in found["moved"]] == moved
    assert {"fund", "emissions", "training-plan"} <= set(found["unchanged"])


def test_since_on_the_terminal(run: Run) -> None:
    """The section comes first, and commitments without a change are named."""
    out = run("report", "--since", "summit-2024").out
    assert "Since 2024-03-02 (Summit): 1 changed, 3 unchanged" in out
    assert out.count("NO CHANGE") == 3
    assert out.index("Since 2024-03-02") < out.index("Follow-ups") < out.index("Deadlines")
    assert "NO CHANGE" not in run("report").out


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("sumit-2024", 'did you mean "summit-2024"'),
        ("2024-02-30", 'invalid date "2024-02-30": the month does not have that day'),
        ("whenever", 'a meeting id or "last"'), ("2026-11-24", "after the report date"),
        ("review-2027", "after the report date"),
    ],
)  # fmt: skip
def test_an_invalid_date_for_since_is_refused(run: Run, since: str, said: str) -> None:
    """Exit 2 with a suggestion; nothing has changed since a date in the future."""
    ran = run("report", "--since", since)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_since_the_last_of_no_meetings(run: Run) -> None:
    """Before the first one there is none."""
    ran = run("report", "--since", "last", "--as-of", "2024-03-02")
    assert (ran.code, ran.out) == (2, "")
    assert "no meeting before the report date" in ran.err


# --- for


def test_for(answer: Callable[..., Any]) -> None:
    """The next meeting unless one is named; what falls due before it is to be followed up."""
    assert answer()["next_meeting"] == {"id": "review-2027", "on": "2027-02-01"}
    assert answer("--for", "next") == answer()
    reasons = {
        (name, row["id"]): row["reasons"]
        for name in ("review-2027", "review-2100")
        for party in answer("--for", name)["ask"]
        for row in party["items"]
    }
    assert "due-before-meeting" in reasons["review-2100", "emissions"]
    assert "due-before-meeting" not in reasons["review-2027", "emissions"]


def test_for_a_meeting_that_is_not_there(run: Run) -> None:
    """Exit 4, with those that are."""
    ran = run("report", "--for", "reveiw")
    assert (ran.code, ran.out) == (4, "")
    assert 'unknown meeting "reveiw"' in ran.err
    assert "review-2027" in ran.err


# --- known


@pytest.mark.parametrize(("known", "n"), [("2024-06-30", 0), ("2024-07-01", 1)])
def test_known(run: Run, answer: Callable[..., Any], known: str, n: int) -> None:
    """Only what had been recorded by the end of a day, where the registry is kept; head and foot say so."""
    assert answer("--known", known)["coverage"] == {"n": n, "of": 4}
    assert answer("--known", known)["known"].startswith(f"{known}T23:59:59")
    out = run("report", "--known", known).out
    assert f"Data cut-off  only updates recorded by {known}" in out
    assert f"· recorded by {known} ·" in out


def test_known_is_a_day(run: Run) -> None:
    """And nothing else."""
    ran = run("report", "--known", "monday")
    assert (ran.code, ran.out) == (2, "")
    assert 'invalid date "monday"' in ran.err


# --- sections, in


def titles() -> set[str]:
    """The beginnings of the titles of the sections, but for the one that begins with a currency."""
    report = build_report(take_snapshot(Registry(), as_of=date(2026, 11, 23)))
    return {re.split("[:{]", section.grid(report).title)[0] for section in SECTIONS} - {"In "}


def test_sections(run: Run) -> None:
    """Those named, in the order of a meeting, whatever the order of the names; head and foot always."""
    out = run("report", "--sections", "sums, deadlines").out
    assert out.index("Deadlines") < out.index("Totals by unit")
    assert "As of" in out
    assert "registry sha256" in out
    for other in titles() - {"Deadlines", "Totals by unit"}:
        assert other not in out
    assert "Highlights" not in out
    assert "Highlights" in run("report", "--sections", "highlights").out


@pytest.mark.parametrize("word", names())
def test_every_section_has_its_names(run: Run, word: str) -> None:
    """Each name and alias selects one section, with its title."""
    ran = run("report", "--sections", word)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == run("report", "--sections", names()[word]).out
    others = [run("report", "--sections", name).out for name in names().values() if name != names()[word]]
    assert ran.out not in others


def test_an_unknown_section_names_the_known_ones(run: Run) -> None:
    """All of them, aliases too."""
    assert f"expected one of: {', '.join(names())}" in " ".join(run("report", "--sections", "xyz").err.split())


@pytest.mark.parametrize(
    ("option", "word", "said"),
    [
        ("--sections", "deadline", 'did you mean "deadlines"?'),
        ("--sections", "since,xyz", "expected one of: highlights"),
        ("--fail-on", "overdu", 'did you mean "overdue"?'), ("--fail-on", "stale,xyz", 'unknown status "xyz"'),
        ("--in", "usd", 'invalid currency code "usd"'), ("--format", "docx", "docx"),
    ],
)  # fmt: skip
def test_unknown_words(run: Run, option: str, word: str, said: str) -> None:
    """Exit 2 and a suggestion, before anything is printed."""
    ran = run("report", option, word)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_in_a_currency(run: Run, register: Path) -> None:
    """By the registry's rates, each printed; without one by name."""
    assert "not converted: no exchange rate in the registry" in run("report", "--in", "USD").out
    with (register / "commitments.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[rates]]\ncurrency = "JPY"\ndate = 2026-06-30\nrate = 0.0066\nsource = "A bank"\n')
    out = run("report", "--in", "USD").out
    assert "US$264m" in out
    assert "0.0066 on 2026-06-30, A bank" in out
    assert "Total of converted amounts: disbursed USD 264,000,000." in out


# --- fail on


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("--fail-on", "overdue"), 1), (("--fail-on", "stale"), 1), (("--fail-on", "withdrawn,overdue"), 1),
        (("--fail-on", "withdrawn"), 0), (("--fail-on", "overdue", "pillar:trade"), 0), (("--fail-on", ""), 0), ((), 0),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["table", "json"])
def test_fail_on(run: Run, argv: tuple[str, ...], code: int, form: str) -> None:
    """Exit 1 when any selected commitment has such a status; the report is written all the same."""
    ran = run("report", "--format", form, *argv)
    assert (ran.code, ran.err) == (code, "")
    assert "2026-11-23" in ran.out
