"""A profile is suggested from the headings and the cells of a sheet; it is valid, and reads the sheet."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from commitrack.drafting.intended import IntendedRow, RefusedRow
from commitrack.interchange.heading_words import fields_of, level_of
from commitrack.interchange.suggestion import Suggestion, suggest
from commitrack.interchange.table import TableLayout
from commitrack.interchange.table_guess import guess_layout


def suggestion(text: str) -> Suggestion:
    return suggest(text.encode(), Path("plan.csv"), on=date(2026, 11, 23))


ENGLISH = """\
Report 2026;;;;;;
;Ref;Action;Due date;Target;Lead department;Status
;a-1;Plant 5,000 trees along roads;31/12/2027;5,000 trees;Parks;On track
;a-2;Open the library again;01/02/2026;1 library;Culture;Completed
;a-3;Repair the roof of the school;n/a;3 roofs;Schools;Paused
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
        "# [status.words]",
        '# "On track" = { completion = "limited" }',
        '# Completed = { completion = "complete" }',
        "# Paused = {}",
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


def test_words_of_a_status() -> None:
    assert [level_of(word) for word in ("Promise Kept", "in-progress", "達成", "stalled")] == [
        "complete", "limited", "complete", None,
    ]  # fmt: skip


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
    assert found.lines[-3:] == ("#   目標 / 金額", "#   実績（億円） / 2024年度", "#   実績（億円） / 2025年度")
    assert [(row.row, type(row)) for row in found.rows] == [(5, IntendedRow), (6, IntendedRow)]


def test_empty_cells_and_duplicate_headings_are_not_suggested() -> None:
    found = japanese(
        ["番号", "施策名", "担当", "費用", "費用"],
        ["k-1", "若者を研修する", None, 1.5, 2.5],
        ["k-2", "橋を直す", "土木部", 3.5, 4.5],
        merged="C1:C2",
    )
    assert '# responsible = { column = "担当", words = { "土木部" = "responsible" } }' in found.lines
    assert [line for line in found.lines if "費用" in line] == ["#   費用"]
