"""The options of ``commitrack report``: --since, --for, --known, --sections, --in and --fail-on."""

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
def registry_with_meetings(folder: Path) -> Path:
    """The folder of a registry with meetings before and after the report date."""
    with (folder / "commitments.toml").open("a", encoding="utf-8") as file:
        file.write(MEETINGS)
    return folder


@pytest.fixture
def answer(run: Run) -> Callable[..., Any]:
    """Run report with options and return its JSON output, as in ``answer("--since", "last")``."""
    return lambda *argv: json.loads(run("report", "--format", "json", *argv).out)


pytestmark = pytest.mark.usefixtures("registry_with_meetings")


# --- since


@pytest.mark.parametrize(
    ("since", "as_of", "day", "meeting", "changed_ids"),
    [
        ("2024-01-15", "2026-11-23", "2024-01-15", None, ["training"]),
        ("summit-2024", "2026-11-23", "2024-03-02", "summit-2024", ["training"]),
        ("spring-2025", "2026-11-23", "2025-04-01", "spring-2025", []),
        ("last", "2026-11-23", "2025-04-01", "spring-2025", []),
        ("last", "2025-04-01", "2024-03-02", "summit-2024", ["training"]),
        ("yesterday", "2026-11-23", "2026-11-22", None, []),
        ("3 months", "2026-11-23", "2026-08-23", None, []),
        ("90 days ago", "2026-11-23", "2026-08-25", None, []),
        ("半年前", "2026-11-23", "2026-05-23", None, []),
    ],
)
def test_since_compares_with_a_day_or_a_meeting(
    answer: Callable[..., Any], since: str, as_of: str, day: str, meeting: str, changed_ids: list[str]
) -> None:
    """--since accepts a date, a meeting or ``last``, compares with the last day of the meeting, and lists what
    changed."""
    changes = answer("--since", since, "--as-of", as_of)["since"]
    assert (changes["day"], changes["meeting"]) == (day, meeting)
    assert [row["id"] for row in changes["moved"]] == changed_ids
    assert {"fund", "emissions", "training-plan"} <= set(changes["unchanged"])


def test_since_adds_the_first_section(run: Run) -> None:
    """With --since, the first section names the commitments with and without changes."""
    out = run("report", "--since", "summit-2024", "--all-sections").out
    assert "Since 2024-03-02 (Summit): 1 changed, 0 new, 3 unchanged" in out
    assert out.count("NO CHANGE") == 3
    assert out.index("Since 2024-03-02") < out.index("Follow-ups") < out.index("Deadlines")
    assert "NO CHANGE" not in run("report").out


@pytest.mark.parametrize(
    ("since", "message"),
    [
        ("sumit-2024", 'did you mean "summit-2024"'),
        ("2024-02-30", 'invalid date "2024-02-30": the month does not have that day'),
        ("whenever", 'a meeting id or "last"'), ("2026-11-24", "after the report date"),
        ("review-2027", "after the report date"),
    ],
)  # fmt: skip
def test_an_invalid_value_of_since_is_refused(run: Run, since: str, message: str) -> None:
    """For an unknown meeting or an invalid or future date in --since, report exits with 2 and the reason."""
    result = run("report", "--since", since)
    assert (result.code, result.out) == (2, "")
    assert message in result.err


def test_since_last_requires_a_past_meeting(run: Run) -> None:
    """If no meeting is before the report date, ``--since last`` exits with 2 and the reason."""
    result = run("report", "--since", "last", "--as-of", "2024-03-02")
    assert (result.code, result.out) == (2, "")
    assert "no meeting before the report date" in result.err


# --- for


def test_for_selects_the_meeting(answer: Callable[..., Any]) -> None:
    """--for selects the meeting, by default the next one, and commitments due before it need a follow-up."""
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


def test_for_an_unknown_meeting_is_refused(run: Run) -> None:
    """For an unknown meeting in --for, report exits with 4 and names a known one."""
    result = run("report", "--for", "reveiw")
    assert (result.code, result.out) == (4, "")
    assert 'unknown meeting "reveiw"' in result.err
    assert "review-2027" in result.err


# --- known


@pytest.mark.parametrize(("known", "count"), [("2024-06-30", 0), ("2024-07-01", 1)])
def test_known_ignores_updates_recorded_later(run: Run, answer: Callable[..., Any], known: str, count: int) -> None:
    """--known ignores updates recorded after that day, and the head and the foot of the report show the day."""
    assert answer("--known", known)["coverage"]["targets"] == {"n": count, "of": 5}
    assert answer("--known", known)["known"].startswith(f"{known}T23:59:59")
    out = run("report", "--known", known).out
    assert f"Data cut-off     only updates recorded by {known}" in out
    assert f"· recorded by {known} ·" in out


def test_an_invalid_date_for_known_is_refused(run: Run) -> None:
    """--known refuses a value that is not a date with exit code 2."""
    result = run("report", "--known", "monday")
    assert (result.code, result.out) == (2, "")
    assert 'invalid date "monday"' in result.err


# --- sections, in


def titles() -> set[str]:
    """The titles of the sections up to a colon or a placeholder, except the one that starts with a currency."""
    report = build_report(take_snapshot(Registry(), as_of=date(2026, 11, 23)))
    return {re.split("[:{]", section.grid(report).title)[0] for section in SECTIONS} - {"In "}


def test_sections_selects_sections(run: Run) -> None:
    """--sections prints only the named sections in their standard order, and always the head and foot of the report."""
    out = run("report", "--sections", "sums, deadlines").out
    assert out.index("Deadlines") < out.index("Totals by indicator")
    assert "As of" in out
    assert "registry sha256" in out
    for title in titles() - {"Deadlines", "Totals by indicator"}:
        assert title not in out
    assert "Highlights" not in out
    assert "Highlights" in run("report", "--sections", "highlights").out


@pytest.mark.parametrize("alias", names())
def test_every_name_and_alias_selects_one_section(run: Run, alias: str) -> None:
    """Every name and alias of a section selects that section and no other one."""
    result = run("report", "--sections", alias)
    assert (result.code, result.err) == (0, "")
    assert result.out == run("report", "--sections", names()[alias]).out
    others = [run("report", "--sections", name).out for name in names().values() if name != names()[alias]]
    assert result.out not in others


def test_the_error_for_an_unknown_section_lists_all_names(run: Run) -> None:
    """The error for an unknown section lists the names and aliases of all sections."""
    assert f"expected one of: {', '.join(names())}" in " ".join(run("report", "--sections", "xyz").err.split())


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--sections", "deadline", 'did you mean "deadlines"?'),
        ("--sections", "since,xyz", "expected one of: highlights"),
        ("--sections", "", 'no section in ""'), ("--sections", " ,", 'no section in " ,"'),
        ("--fail-on", "", 'no status in ""'), ("--fail-on", "", "expected one of: overdue"),
        ("--fail-on", "overdu", 'did you mean "overdue"'), ("--fail-on", "stale,xyz", 'unknown status "xyz"'),
        ("--in", "usd", 'invalid currency code "usd"'), ("--format", "docx", "docx"),
    ],
)  # fmt: skip
def test_invalid_values_of_options_are_refused(run: Run, option: str, value: str, message: str) -> None:
    """An invalid value of an option exits with 2 and a message, and nothing is printed to stdout."""
    result = run("report", option, value)
    assert (result.code, result.out) == (2, "")
    assert message in result.err


def test_in_converts_with_the_rates_of_the_registry(run: Run, registry_with_meetings: Path) -> None:
    """--in converts amounts with the rates of the registry and prints each rate; without a rate, it says so."""
    assert "not converted: no exchange rate in the registry" in run("report", "--in", "USD").out
    with (registry_with_meetings / "commitments.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[rates]]\ncurrency = "JPY"\ndate = 2026-06-30\nrate = 0.0066\nsource = "A bank"\n')
    out = run("report", "--in", "USD").out
    assert "US$264m" in out
    assert "0.0066 on 2026-06-30, over 4 months ago, A bank" in out
    assert "Total of converted amounts: budget, disbursed (pledge): US$264,000,000." in out


# --- fail on


def test_fail_on_names_the_commitments(run: Run) -> None:
    """With --fail-on, stderr names the commitments that made report fail, by status."""
    result = run("report", "--fail-on", "overdue,fulfilled")
    assert (result.code, result.err) == (1, "overdue: training-plan\n")
    assert run("report", "--fail-on", "overdue", "--lang", "ja").err == "期限超過：training-plan\n"


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("--fail-on", "overdue"), 1), (("--fail-on", "stale"), 1), (("--fail-on", "withdrawn,overdue"), 1),
        (("--fail-on", "withdrawn"), 0), (("--fail-on", "overdue", "pillar:trade"), 0), ((), 0),
    ],
)  # fmt: skip
@pytest.mark.parametrize("output_format", ["table", "json"])
def test_fail_on_sets_the_exit_code(run: Run, argv: tuple[str, ...], code: int, output_format: str) -> None:
    """With --fail-on, report exits with 1 if a selected commitment has a listed status, and still prints the report."""
    result = run("report", "--format", output_format, *argv)
    assert result.code == code
    assert bool(result.err) is (code == 1)
    assert "2026-11-23" in result.out


def test_the_annex_requires_html(run: Run, tmp_path: Path) -> None:
    """--annex adds an entry for each commitment to HTML, and is refused for other formats."""
    for name, argv in (("short", ()), ("long", ("--annex",))):
        assert run("report", *argv, "--output", str(tmp_path / f"{name}.html")).code == 0
    short, long = ((tmp_path / f"{name}.html").read_text(encoding="utf-8") for name in ("short", "long"))
    assert ("<article" in short, long.count("<article")) == (False, 4)
    refused = run("report", "--annex")
    assert (refused.code, refused.err) == (2, "error: --annex requires HTML\nhint: add --output report.html\n")


def test_a_report_of_nothing_says_how_to_go_on(run: Run, tmp_path: Path) -> None:
    """The report of an empty registry has no empty tables and counts of 0, but the command that adds a commitment."""
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "commitments.toml").write_text('[registry]\ntitle = "Empty"\n', encoding="utf-8")
    first, _, hint, *_rest = run("report", "-r", str(empty)).out.splitlines()
    assert (first, hint) == ("Empty", " no commitments yet; add the first one with: commitrack add")
    assert "0 open commitments" not in run("report", "-r", str(empty), "-f", "md").out


def test_a_long_report_lists_the_first_of_each_group(run: Run, tmp_path: Path) -> None:
    """Of more than 100 overdue commitments, the first 100 are listed, and the command that lists all of that day."""
    head = "[registry]\ntitle = 'Long'\n"
    tables = [f"[commitments.c{n:03}]\ntitle = 'Number {n}'\ndue = {2060 + n // 10}\n" for n in range(130)]
    for name, content in (("all", [head, *tables]), ("few", [head, *tables[:100]])):
        (tmp_path / name).mkdir()
        (tmp_path / name / "commitments.toml").write_text("".join(content), encoding="utf-8")
    listed = run("report", "number", "overdue", "--as-of", "2090-01-01", "-r", str(tmp_path / "all")).out
    assert "Overdue (first 100 of 130)\nc000 " in listed
    assert re.findall(r"^c\d+", listed, re.MULTILINE) == [f"c{n:03}" for n in range(100)]
    command = re.search(r"List all of them with: commitrack (.*)", listed)
    assert command is not None
    assert run(*command[1].split(), "-r", str(tmp_path / "all")).out.count("Number") == 130
    few = run("report", "-r", str(tmp_path / "few")).out
    assert "c099 " in few
    assert "first 100" not in few
    assert "List all" not in few


def test_a_highlight_refers_to_the_tables_that_list_the_rest(run: Run, tmp_path: Path) -> None:
    """With all sections, the rest of a highlight is in the tables below; the short report only counts it."""
    table = "[commitments.c{n}]\ntitle = 'Number {n}'\n[commitments.c{n}.targets.people]\nvalue = 5\nunit = 'people'\n"
    text = "".join(table.format(n=n) for n in range(13))
    folder = tmp_path / "long"
    folder.mkdir()
    (folder / "commitments.toml").write_text(f"[registry]\ntitle = 'Long'\n{text}", encoding="utf-8")
    short, whole = run("report", "-r", str(folder)).out, run("report", "--all-sections", "-r", str(folder)).out
    assert "and 3 more\n" in short
    assert "and 3 more in the tables below\n" in whole
