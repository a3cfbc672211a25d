"""What ``import`` says to type next fits the case: with a profile or without, a sheet of its own or the format's."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("folder")


def test_without_a_profile(folder: Path, run: Run) -> None:
    """Hints are about cells, not about a profile that does not exist."""
    rows = "a,A,early 2026,\nb,B,03/04/2026,\nc,C,31/12/2026,\n,D,,\ne,E,,40bn\n"
    (folder / "own.csv").write_text(f"id,title,due,value\n{rows}", encoding="utf-8")
    lines = run("import", "own.csv").err.splitlines()[1:]
    write = "write the year first, as in 2026-09-06, or state the date_order in a profile"
    expected = [
        "(write a day, a month, a quarter or a year: 2026-09-06, 2026-09, 2026-Q3 or 2026)",
        f"({write})",
        '(did you mean "2026-12-31"?)',
        'row 5, column "id": missing "id" (write the id in every row of a commitment)',
        '"40bn": no unit (write it beside the number, or in a column "unit")',
        "hint: correct the rows, or import the others with --skip-invalid FILE",
    ]
    assert [line.endswith(end) for line, end in zip(lines, expected, strict=True)] == [True] * len(lines), lines


def test_an_amount_of_a_workbook_without_a_profile(folder: Path, run: Run) -> None:
    book = openpyxl.Workbook()
    for row in (["id", "title", "value", "unit"], ["a", "A", 1_500_000_000, "JPY"]):
        book.worksheets[0].append(row)
    book.save(folder / "own.xlsx")
    assert '(write it as text, with its unit: "¥1.5bn", "25%")' in run("import", "own.xlsx").err
    book.worksheets[0]["C2"] = "¥1.5bn"
    book.save(folder / "own.xlsx")
    assert run("import", "own.xlsx").code == 0


def test_with_a_profile(folder: Path, run: Run) -> None:
    """What only its author knows is left out of the hint."""
    (folder / "imports").mkdir()
    profile = 'key = "No"\n[commitment]\ntitle = "T"\ndue = "D"\nkind = "K"\n[targets.t]\nvalue = "V"\n'
    (folder / "imports" / "p.toml").write_text(profile, encoding="utf-8")
    (folder / "s.csv").write_text("No,T,D,K,V\n1,A,early 2026,big,40bn\n", encoding="utf-8")
    result = run("import", "s.csv", "-p", "p")
    assert 'words = { "early 2026" = "…" }' in result.err
    assert 'words = { "big" = "…" }' in result.err
    assert '(state it in the profile: unit = { always = "…" }, such as "people" or "JPY")' in result.err


def test_update_names_the_command_that_can_skip_rows(folder: Path, run: Run) -> None:
    (folder / "imports").mkdir()
    profile = 'key = "No"\n[commitment]\ntitle = "T"\n[targets.t]\nfigure = "V"\nunit = "U"\n'
    (folder / "imports" / "p.toml").write_text(profile, encoding="utf-8")
    (folder / "s.csv").write_text("No,T,V,U\n1,A,40,km\n", encoding="utf-8")
    hint = "hint: correct the rows or the profile; commitrack import can skip them: --skip-invalid FILE\n"
    assert run("update", "--from", "s.csv", "-p", "p").err.endswith(hint)


@pytest.mark.parametrize("day", ["32.1.2026", "31.2.2026"])
def test_no_day_that_does_not_exist_is_suggested(folder: Path, run: Run, day: str) -> None:
    (folder / "own.csv").write_text("id,title\na,A\n", encoding="utf-8")
    error = f'error: invalid date "{day}" (use YYYY-MM-DD, today or yesterday)\n'
    assert run("import", "own.csv", "--on", day).err == error


def test_the_headings_of_rates(folder: Path, run: Run) -> None:
    (folder / "r.csv").write_text("currency,date,rate\nEUR,2025,1.1\n", encoding="utf-8")
    assert run("import", "r.csv", "-f", "rates").err == (
        'error: r.csv: missing headings "to", "source"\n'
        "hint: without a profile, the headings are currency, to, date, rate, source\n"
    )
