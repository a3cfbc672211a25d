"""A profile is suggested from the headings and the cells of a sheet; it is valid, and reads the sheet."""

import csv
import io
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commitrack.drafting.intended import IntendedRow, RefusedRow
from commitrack.errors import UsageError
from commitrack.interchange.heading_words import fields_of, meaning_of
from commitrack.interchange.suggestion import Suggestion, suggest
from commitrack.interchange.table import TableLayout
from commitrack.interchange.table_guess import guess_layout
from commitrack.interchange.unit_guess import StatedUnit, stated_unit


def suggestion(text: str) -> Suggestion:
    return suggest(text.encode(), Path("plan.csv"), on=date(2026, 11, 23))


def figures(row: IntendedRow | RefusedRow) -> list[tuple[str, object]]:
    """The days and the values of the figures that a row states."""
    assert isinstance(row, IntendedRow), row
    return [(str(stated.update.on), stated.update.actual) for stated in row.updates]


ENGLISH = """\
Report 2026;;;;;;
;Ref;Action;Due date;Target;Lead department;Status
;a-1;Plant 5,000 trees along roads;31/12/2027;5,000 trees;Parks;On track
;a-2;Open the library again;01/02/2026;1 library;Culture;Completed
;a-3;Repair the roof of the school;n/a;3 roofs;Schools;Pending
"""


def test_a_sheet_in_english() -> None:
    found = suggestion(ENGLISH)
    assert [str(line) for line in found.lines] == [
        "# A suggestion from the headings: check every line.",
        'key = "Ref"',
        'add = ["parties"]  # records that the registry does not have are added',
        'empty = ["n/a"]  # texts that mean that there is no value',
        'date_order = "dmy"  # as 31/12/2027 shows',
        "",
        "[table]",
        "heading_rows = [2]",
        'first_column = "B"',
        '# skip = ["Total*"]  # rows to be left out, by their first cell',
        '# until = ["Source:*"]  # nothing is read from such a row on',
        "",
        "[commitment]",
        'title = "Action"',
        'due = "Due date"',
        'responsible = "Lead department"',
        "",
        "[targets.target]",
        'value = "Target"',
        "",
        "# Say what each word means, and remove the number signs:",
        "# [status]",
        '# column = "Status"',
        '# by = { always = "?" }',
        '# note = { always = "?" }',
        "# [status.words]",
        '# "On track" = {}',
        '# Completed = { completion = "complete" }',
        '# These are unknown: a completion level, { lifecycle = "withdrawn" }, or {} for nothing to record:',
        '# Pending = { completion = "?" }',
    ]
    first, second, third = found.rows
    assert isinstance(first, IntendedRow)
    assert (first.row, first.key, str(first.commitment.due)) == (3, "a-1", "2027-12-31")
    assert (first.commitment.targets["target"].value, first.commitment.targets["target"].unit) == (5000, "trees")
    assert isinstance(second, IntendedRow)
    assert isinstance(third, IntendedRow)
    assert (str(second.commitment.due), third.commitment.due) == ("2026-02-01", None)


def test_a_sheet_in_japanese_and_targets_without_a_unit() -> None:
    rows = (
        "番号,施策名,目標値,期限,担当",
        "k-1,若者を研修する事業,5000,令和9年3月,国際部",
        "k-2,橋を直す,3,未定,土木部",
    )
    found = suggestion("\n".join(rows))
    assert {'key = "番号"', 'id = "{番号}"', 'title = "施策名"', 'due = "期限"'} <= set(found.lines)
    assert '# responsible = { column = "担当", words = { "国際部" = "responsible" } }' in found.lines
    assert {"# [targets.target]", '# value = "目標値"', '# unit = { always = "people" }'} <= set(found.lines)
    first, second = found.rows
    assert isinstance(first, IntendedRow)
    assert str(first.commitment.due) == "2027-03"
    assert isinstance(second, RefusedRow)
    assert [(problem.row, problem.column, problem.text) for problem in second.problems] == [(3, "期限", "未定")]


@pytest.mark.parametrize(
    ("text", "key", "title"),
    [
        ("code,scope,target\nA,all,2030\nA,own,2045.0\nB,all,2050\n", '["code", "scope"]', '"{code}: {scope}"'),
        ("code,council,scope\nA,Kent,all\nA,Kent,own\nB,Bath,all\n", '["code", "scope"]', '"{council}: {scope}"'),
        ("name,code\nx y,A\nz w,A\n", '["code", "name"]', '"name"'),
        ("a,b\nA,Some words\nB,Other words\n", '"a"', '"b"'),
        ("a,a\nA,B\n", '"column A"', '"column A"'),
        ("{a},b\nA,B\n", '"b"', '"b"'),
        ("{a}\n5\n", '"column A"', '"column A"'),
        ("a,b\n", '"column A"', '"column A"'),
    ],
)
def test_keys_and_titles(text: str, key: str, title: str) -> None:
    lines = suggestion(text).lines
    assert {f"key = {key}", f"title = {title}"} <= set(lines)


def test_a_target_that_is_a_year_is_a_deadline() -> None:
    lines = suggestion("code,scope,target\nA,all,2030\nA,own,2045.0\nB,all,2050\n").lines
    assert 'due = "target"' in lines
    assert not any("targets" in line for line in lines)


@pytest.mark.parametrize(
    ("text", "rows", "column"),
    [
        ("A,B\n1,2\n", (1,), "A"),
        ("Title\n\nA,B,C\n1,2,3\n", (3,), "A"),
        ("T,,,\n,2024,,2025\nID,Goal,Now,Goal\n1,2,3,4\n", (2, 3), "A"),
        ("T,,,\n,,2020,2021\n,x,5,6\n", (2,), "B"),
        ("T;;\n;;\n;A;B\n;1;2\n", (3,), "B"),
        ("1,2\n3,4\n", (1,), "A"),
        ("T,,,\nID,Goal,Actual,\n,,2024,2025\na,1,2,3\n", (2, 3), "A"),
        ("ID,Goal,Actual\na,b,c\n,d,e\n", (1,), "A"),
        ("ID,,Goal,,\n,,2024,2025,2026\na,x,,2,3\n", (1, 2), "A"),
    ],
)
def test_where_the_table_is(text: str, rows: tuple[int, ...], column: str) -> None:
    layout = guess_layout(text.encode(), "t.csv", TableLayout())
    assert (layout.heading_rows, layout.first_column) == (rows, column)


@pytest.mark.parametrize(
    ("below", "skip", "until"),
    [
        ("a,1\nTotal A,1\nb,2\nTOTAL,3\n", ("Total*", "TOTAL*"), ()),
        ("小計,1\n合計,3\n計画,4\n", ("小計*", "合計*"), ()),
        ("a,1\n\nSource: office,\nand more,\n", (), ("Source*",)),
        ("a,1\n* estimated,\n", (), ("[*]*",)),
        ("a,1\nTotal: 1,\n", ("Total*",), ()),
        ("a,1\nTotal: 1,\nSource: office,\n", ("Total*",), ("Source*",)),
        ("Health,\na,1\nNotes on b,2\n", (), ()),
    ],
)
def test_totals_and_footnotes(below: str, skip: tuple[str, ...], until: tuple[str, ...]) -> None:
    layout = guess_layout(f"Ref,Goal\n{below}".encode(), "t.csv", TableLayout())
    assert (layout.skip, layout.until) == (skip, until)


def test_headings_are_recognized_in_many_spellings() -> None:
    headings = ["ID", "sourceUrl", "Target_Date", "Lead department", "目標値", "Actual*", "Text", "unknown"]
    assert fields_of(headings) == {
        "key": "ID", "quote": "Text", "due": "Target_Date", "responsible": "Lead department", "value": "目標値",
        "figure": "Actual*", "evidence": "sourceUrl",
    }  # fmt: skip
    assert fields_of(["Target", "Target value", "Due", "Deadline"]) == {"value": "Target", "due": "Due"}


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("Promise Kept", '{ completion = "complete" }'),
        ("in-progress", '{ completion = "limited" }'),
        ("達成", '{ completion = "complete" }'),
        ("Abandoned", '{ lifecycle = "withdrawn" }'),
        ("superseded", '{ lifecycle = "superseded" }'),
        ("On hold", '{ lifecycle = "suspended" }'),
        ("Off track", "{}"),
        ("stalled", None),
        ("Not delivered", None),
        ("Not yet rated", None),
    ],
)
def test_words_of_a_status(word: str, meaning: str | None) -> None:
    assert meaning_of(word) == meaning


def test_words_of_a_known_system() -> None:
    """A system is suggested if it has all words, and some of them are unknown otherwise."""
    words = ("In the Works", "Stalled", "Promise Kept")
    rows = "".join(f"{number},Plan {number} for all,{word}\n" for number, word in enumerate(words))
    lines = suggestion(f"Ref,Promise,Status\n{rows}").lines
    start = lines.index('# words_of = "politifact"')
    assert lines[start + 1 : start + 7] == (
        '# by = { always = "?" }', '# on = { always = "?" }', '# note = { always = "?" }', "# [status.words]",
        '# These are unknown: a completion level, { lifecycle = "withdrawn" }, or {} for nothing to record:',
        '# Stalled = { completion = "?" }',
    )  # fmt: skip
    assert not any("words_of" in line for line in suggestion("Ref,Promise,Status\n1,A bridge,Limited\n").lines)


def test_sheets_that_are_not_read_are_named() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "2026"
    for row in (["Ref", "Action"], ["a-1", "Dig new wells"]):
        book.worksheets[0].append(row)
    book.create_sheet("2025").append(["x"])
    file = io.BytesIO()
    book.save(file)
    lines = suggest(file.getvalue(), Path("plan.xlsx"), on=date(2026, 11, 23)).lines
    assert '# only the sheet "2026" is read, not "2025"' in lines


def japanese(*rows: list[str | int | float | None], merged: str) -> Suggestion:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    for area in merged.split():
        book.worksheets[0].merge_cells(area)
    file = io.BytesIO()
    book.save(file)
    return suggest(file.getvalue(), Path("plan.xlsx"), on=date(2026, 11, 23))


def test_headings_that_are_merged_over_two_rows() -> None:
    found = japanese(
        ["実施計画"], [None],
        ["番号", "施策名", "担当", "期限", "目標", "実績（億円）"],
        [None, None, None, None, "金額", "2024年度", "2025年度"],
        ["k-1", "若者を研修する", "国際部", "2027-03", 120, 40, 60],
        ["k-2", "橋を直す", "土木部", "2028-03", 30, 5, 9],
        merged="A3:A4 B3:B4 C3:C4 D3:D4 F3:G3",
    )  # fmt: skip
    assert "heading_rows = [3, 4]" in found.lines
    start = found.lines.index("[targets.target]")
    assert found.lines[start + 1 :] == (
        'value = "目標 / 金額"', 'figure = "実績（億円） / {on}"', 'unit = { always = "JPY" }',
        'scale = "億"  # as the heading says',
    )  # fmt: skip
    assert [figures(row) for row in found.rows] == [
        [("2025-03-31", 4_000_000_000), ("2026-03-31", 6_000_000_000)],
        [("2025-03-31", 500_000_000), ("2026-03-31", 900_000_000)],
    ]


def test_empty_cells_and_duplicate_headings_are_not_suggested() -> None:
    found = japanese(
        ["番号", "施策名", "担当", "費用", "費用"],
        ["k-1", "若者を研修する", None, 1.5, 2.5],
        ["k-2", "橋を直す", "土木部", 3.5, 4.5],
        merged="C1:C2",
    )
    assert '# responsible = { column = "担当", words = { "土木部" = "responsible" } }' in found.lines
    assert [line for line in found.lines if "費用" in line] == ["#   費用"]


SERIES: dict[str, tuple[str, tuple[str, ...], list[tuple[str, object]]]] = {
    "a row for each year": (
        "key,label,unit,year,value\nrate,Cash rate,%,2024,4.25\nrate,Cash rate,%,2025,3\njail,Prison,people,2024,9\n",
        ('key = "key"', 'rows = "figures"  # each row has figures for a date', 'title = "label"', 'unit = "unit"',
         'figure = "value"', 'on = "year"', "accumulates = false  # figures fall, so they are no running total"),
        [("2024-12-31", Decimal("4.25"))],
    ),
    "a row for each quarter, about one thing": (
        "Quarter,Spending (£m),Share (%)\n2024 Q1,5,20\n2024 Q2,6,21\n",
        ("key = []", 'title = { always = "plan" }', "[targets.target-1]", 'figure = "Spending (£m)"', 'on = "Quarter"',
         'unit = { always = "GBP" }', 'scale = "million"  # as the heading says', 'unit = { always = "%" }'),
        [("2024-03-31", 5_000_000), ("2024-03-31", 20)],
    ),
    "fiscal years": (
        "Year,£ billion\n1999-00,5\n2000-01,6\n", ('on = "FY{Year}"', 'scale = "billion"  # as the heading says'),
        [("2000-03-31", 5_000_000_000)],
    ),
    "a column for each year": (
        "Ref,Action,Target (wells),Plan 2027,Plan 2028,Actual 2024,Actual 2025\na-1,Dig new wells,9,4,6,1,2\n",
        ('value = "Target (wells)"', 'milestones = "Plan {on}"', 'figure = "Actual {on}"',
         'unit = { always = "wells" }'),
        [("2024-12-31", 1), ("2025-12-31", 2)],
    ),
    "a promise with a year": (
        "Ref,Promise,Year,Target\na-1,Dig new wells,2024,9 wells\na-2,Fill old wells,2025,3 wells\n",
        ('key = "Ref"', 'title = "Promise"', 'value = "Target"', "#   Year"), [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SERIES)
def test_figures(name: str) -> None:
    """Figures are found in rows and in columns for several dates, with the units that headings state."""
    text, lines, first = SERIES[name]
    found = suggestion(text)
    assert set(lines) <= set(found.lines), found.lines
    assert figures(found.rows[0]) == first


def test_figures_without_a_unit_are_left_open() -> None:
    lines = suggestion("Group,Other\nWomen,3\nMen,4\n").lines
    assert {"# [targets.target]", '# figure = "Other"', '# unit = { always = "people" }'} <= set(lines)


def test_sections_and_cells_merged_downwards() -> None:
    found = suggestion("Ref,Promise,Lead\nSkills,,\n1,Train teachers,Ministry\nHealth,,\n2,Open clinics,City\n")
    assert {'section = "Section"', 'pillar = "Section"', 'add = ["parties", "pillars"]'} <= {
        line.split("  #")[0] for line in found.lines
    }
    down = japanese(
        ["Group", "Part", "Share (%)"], ["Age", "young", 0.5], [None, "old", 0.25], ["Sex", "women", 0.5],
        ["all", None, 1], ["Note: estimates"], merged="A2:A3",
    )  # fmt: skip
    assert {'key = ["Group", "Part"]', 'fill_down = ["Group"]', "# 1 row has no key, and will be refused"} <= set(
        down.lines
    )
    assert [row.key for row in down.rows] == ["Age / young", "Age / old", "Sex / women", None]


def test_ids_of_titles_that_begin_alike() -> None:
    """Ids are those of keys, with a word of the file before numbers, if the first words of titles are the same."""
    title = "Introduce a law about the protection of all"
    assert 'id = "plan-{No}"' in suggestion(f"No,Title\n1,{title} rivers\n2,{title} lakes\n").lines
    assert 'id = "slug"' in suggestion("slug,promise\nnew-road-law,A new law\nsecond-bridge,A new bridge\n").lines


def test_exchange_rates_have_a_format_of_their_own() -> None:
    found = suggestion("Exchange rates of the year,,\n,,\nCurrency,2024,2025\nEUR,1.1,1.2\n")
    assert "# If these are exchange rates, see --format rates instead." in found.lines


def test_a_deadline_is_found_by_its_years() -> None:
    found = suggestion("code,council,net_zero_year\nA,Kent,2030\nB,Bath,2045\n")
    assert 'due = "net_zero_year"  # most cells are years to come' in found.lines


@pytest.mark.parametrize(
    ("heading", "unit", "scale"),
    [
        ("Spending / Nominal £ billion", "GBP", "billion"),
        ("Per cent of GDP (2)", "% of GDP", 1),
        ("目標 / 金額（億円）", "JPY", "億"),
        ("実績(百万円)", "JPY", "million"),
        ("予算額（千円）", "JPY", "thousand"),
        ("Budget (US$ million)", "USD", "million"),
        ("Budget, EUR", "EUR", 1),
        ("Cost ($bn)", "USD", "billion"),
        ("percentage of households within group", "%", 1),
        ("達成率（％）", "%", 1),
        ("GHG (kt CO2e)", None, None),
        ("all households (000s)", None, None),
        ("Target (people)", None, None),
    ],
)
def test_units_in_headings(heading: str, unit: str | None, scale: object) -> None:
    assert stated_unit(heading, counts=False) == (StatedUnit(unit, scale) if unit else None)  # type: ignore[arg-type]


def test_what_is_counted_is_in_brackets() -> None:
    assert stated_unit("Target (people)", counts=True) == StatedUnit("people", 1)


CELLS = [
    "", "Ref", "Total", "Year", "Target (people)", "Actual 2024", "Actual 2025", "1998-99", "FY2025-26", "£ billion",
    "実績（億円） / 令和8年度", "{on}", "a{b}", "Section", "column A", "Status", "On track", "5,000 trees", "3.5", "0",
    "2030", "Q4 2025", "soon", "n/a", "#ERROR!", "外務省", "https://a.org https://b.org", "x; y", "Note: x", "[x",
    "13/2/2026",
]  # fmt: skip


@given(st.lists(st.lists(st.sampled_from(CELLS), min_size=1, max_size=6), min_size=1, max_size=8))
@settings(max_examples=200, deadline=None)
def test_whatever_is_in_a_sheet_the_suggestion_is_a_profile(rows: list[list[str]]) -> None:
    """A sheet for which nothing can be suggested is refused with a sentence."""
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    with suppress(UsageError):
        assert suggestion(file.getvalue()).lines[0].startswith("# A suggestion")
