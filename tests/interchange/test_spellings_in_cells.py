"""Deadlines and amounts in cells, in the spellings of public sheets: read as meant, or reported; never guessed."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from commitrack.dates import due_day
from commitrack.drafting.difference import ImportTerms
from commitrack.interchange.import_sheet import SheetImport, compared_fields, import_sheet
from commitrack.interchange.profile import Profile as ImportProfile
from commitrack.interchange.profile_file import parse_profile
from commitrack.interchange.table import TableLayout, parse_table
from commitrack.model import Registry, Settings

REGISTRY = Registry(settings=Settings(fiscal_year_start="04-01"))
PROFILE = """\
key = "Id"
{top}
[commitment]
id = "pledge-{{Id}}"
title = "Title"
made = "Made"
due = {due}
[targets.target]
value = "Goal"
scale = 1
"""


def imported(due: str = "", goal: str = "", *, top: str = "", words: str = "") -> SheetImport:
    """What a sheet with one row says, read with a profile."""
    field = f'{{ column = "Due", words = {{ {words} }} }}' if words else '"Due"'
    raw = PROFILE.format(top=top, due=field).encode()
    profile = parse_profile(raw, Path("p.toml"), ImportProfile, system="p")
    content = f'Id;Title;Made;Due;Goal\n1;A promise;1 January 2025;"{due}";"{goal}"\n'
    table = parse_table(content.encode(), "plan.csv", TableLayout(delimiter=";"))
    terms = ImportTerms(
        system="p", compared=compared_fields(profile), on=date(2026, 6, 30), today=date(2026, 6, 30),
        now=datetime(2026, 6, 30, tzinfo=UTC), source="plan.csv",
    )  # fmt: skip
    return import_sheet(table, profile, REGISTRY, terms, folder=Path())


def refused(result: SheetImport) -> str:
    """The reason why the row is refused, after its cell and with its hint."""
    (row,) = result.difference.refused
    (problem,) = row.problems
    assert problem.row == 2
    return f"{problem.column}: {problem.reason} ({problem.hint})"


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2030", "2030-12-31"), ("2030.0", "2030-12-31"), ("2026-09-06", "2026-09-06"), ("2026/9/6", "2026-09-06"),
        ("22 March 2027", "2027-03-22"), ("March 22, 2027", "2027-03-22"), ("22-Mar-2027", "2027-03-22"),
        ("September 2026", "2026-09-30"), ("Sept. 2026", "2026-09-30"), ("2026-09", "2026-09-30"),
        ("Q4 2025", "2025-12-31"), ("2025 Q4", "2025-12-31"), ("2025年第4四半期", "2025-12-31"),
        ("H1 2026", "2026-06-30"), ("second half of 2026", "2026-12-31"), ("2026年上半期", "2026-06-30"),
        ("end of 2026", "2026-12-31"), ("by 2030", "2030-12-31"), ("by the end of March 2027", "2027-03-31"),
        ("within 18 months", "2026-07-01"), ("3年以内", "2028-01-01"), ("FY2026-27", "2027-03-31"),
        ("FY 2026", "2027-03-31"), ("令和8年9月6日", "2026-09-06"), ("令和9年3月末", "2027-03-31"),
        ("令和8年度", "2027-03-31"), ("R8.9.6", "2026-09-06"), ("2030年までに", "2030-12-31"),
        ("Q4 FY2026", "2027-03-31"), ("FY2026 Q1", "2026-06-30"), ("q3 fy 2026", "2026-12-31"),
        ("２０２６年９月", "2026-09-30"), ("2028-12-31 00:00:00", "2028-12-31"), ("2028-12-31T00:00", "2028-12-31"),
    ],
)  # fmt: skip
def test_deadlines(cell: str, day: str) -> None:
    difference = imported(cell).difference
    assert difference.refused == ()
    (pledge,) = difference.commitments
    found = due_day(pledge.due, pledge.within, pledge.made, fiscal_year=REGISTRY.settings.fiscal_year)
    assert str(found) == day


@pytest.mark.parametrize(
    ("order", "day"), [('date_order = "dmy"', "2027-04-03"), ('date_order = "mdy"', "2027-03-04"), ("", None)]
)
def test_the_order_of_dates_with_slashes(order: str, day: str | None) -> None:
    """03/04/2027 is read only where the profile says how."""
    result = imported("03/04/2027", top=order)
    if day is None:
        assert refused(result).endswith('(state the order in the profile: date_order = "dmy" or "mdy")')
    else:
        assert str(result.difference.commitments[0].due) == day


@pytest.mark.parametrize("cell", ["Q5 FY2026", "Q4 FY0001", "Q4 FY9999"])
def test_quarters_that_do_not_exist(cell: str) -> None:
    assert "invalid date" in refused(imported(cell))


@pytest.mark.parametrize("cell", ["early 2026", "ongoing", "during the rainy season", "mid-2027", "随時", "3月上旬"])
def test_vague_deadlines(cell: str) -> None:
    """What states no day is reported with the word to say in the profile, and read as that says."""
    reason = refused(imported(cell))
    assert "it does not state a day" in reason
    assert f'say in the profile what it means: words = {{ "{cell}" = ' in reason
    assert str(imported(cell, words=f'"{cell}" = "2026-Q1"').difference.commitments[0].due) == "2026-Q1"
    assert imported(cell, words=f'"{cell}" = ""').difference.commitments[0].due is None


@pytest.mark.parametrize("cell", ["2045/6", "05/2019", "2037?", "2030 (may have been dropped)", "Loading...", "-9999"])
def test_what_is_no_deadline(cell: str) -> None:
    assert refused(imported(cell)).startswith("Due: ")


@pytest.mark.parametrize(
    ("cell", "mark", "expected"),
    [
        ("0,040 %", ",", "0.040 %"), ("0,040%", ",", "0.040 %"), ("1.234,5 people", ",", "1234.5 people"),
        ("$24.416", ".", "24.416 USD"), ("5천만원", None, "50000000 KRW"), ("1억원", None, "100000000 KRW"),
        ("1億2,000万円", None, "120000000 JPY"), ("EUR 12 m", None, "12000000 EUR"),
        ("12 Mrd EUR", None, "12000000000 EUR"), ("¥40bn", None, "40000000000 JPY"),
        ("40,000,000,000 JPY", None, "40000000000 JPY"), ("0,040 %", None, None), ("$24.416", None, None),
    ],
)  # fmt: skip
def test_amounts(cell: str, mark: str | None, expected: str | None) -> None:
    """A decimal comma, and a point that could separate thousands, are read only where the profile says so."""
    result = imported(goal=cell, top=f'decimal_mark = "{mark}"' if mark else "")
    if expected is None:
        assert "(state the mark in the profile: decimal_mark = " in refused(result)
        return
    target: Any = result.difference.commitments[0].targets["target"]
    assert f"{target.value} {target.unit}" == expected
