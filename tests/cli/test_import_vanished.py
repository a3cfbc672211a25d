"""``commitrack import`` tells rows that a sheet no longer has from rows that are there, and are not read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Run = Callable[..., Any]

PROFILE = """\
key = "Ref"
[table]
until = ["Total*"]
[commitment]
title = "Title"
"""
ROWS = [["Ref", "Title"], ["a-1", "Plant oaks"], ["a-2", "Plant elms"], ["a-3", "Plant ashes"]]
WITHDRAW = ("--missing", "withdraw", "--reason", "gone")


@pytest.fixture
def imported(folder: Path, run: Run) -> Path:
    """A registry into which a sheet with three commitments has been imported."""
    (folder / "imports").mkdir()
    (folder / "imports" / "p.toml").write_text(PROFILE, encoding="utf-8")
    assert importing(run, folder, ROWS).out == "recorded: 3 new\n"
    return folder


def importing(run: Run, folder: Path, rows: list[list[str]], *options: str, hidden: tuple[int, ...] = ()) -> Any:
    """Import a workbook with these rows, some of which are hidden."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    for number in hidden:
        sheet.row_dimensions[number].hidden = True
    book.save(folder / "s.xlsx")
    return run("import", "s.xlsx", "-p", "p", *options)


def test_hidden_rows_are_not_missing(imported: Path, run: Run) -> None:
    result = importing(run, imported, ROWS[:3], *WITHDRAW, hidden=(3,))
    assert result.err.startswith("1 hidden row is not read: 3\n")
    assert result.out.splitlines()[:2] == ["recorded: 1 withdrawn", "not recorded: 1 unchanged"]
    assert "a-3" not in result.out
    assert "plant-ashes" in result.out
    assert "withdrawn" not in run("show", "plant-elms").out


def test_rows_that_are_skipped_are_not_missing(imported: Path, run: Run) -> None:
    """A pattern may match more than totals, which need no key."""
    (imported / "imports" / "p.toml").write_text(PROFILE.replace("until = ", 'skip = ["a-2", "*Sum", "a-9"]\n# '))
    result = importing(run, imported, [*ROWS[:3], ["", "Sum", "2"]], *WITHDRAW)
    assert (result.err, result.out.splitlines()[0]) == ("", "recorded: 1 withdrawn")
    assert "plant-ashes" in result.out


def test_a_hidden_row_without_a_key_may_be_one_that_is_missing(imported: Path, run: Run) -> None:
    rows = [["Ref", "Title", "Remark"], ["a-1", "Plant oaks"], ["", "Plant ashes", "of 2024"]]
    assert "plant-ashes" in importing(run, imported, rows, hidden=(3,)).out
    before = (imported / "updates.toml").read_bytes()
    result = importing(run, imported, rows, *WITHDRAW, hidden=(3,))
    assert result.code == 2
    assert result.err.splitlines()[-2:] == [
        "error: nothing can be withdrawn: row 3 has no readable key, and may be one that is missing",
        "hint: correct that row, or leave out --missing withdraw",
    ]
    assert (imported / "updates.toml").read_bytes() == before


def test_rows_below_the_end_are_reported_and_not_missing(imported: Path, run: Run) -> None:
    """The row that ``until`` matches may have no key, and a note below it is no row of the table."""
    rows = [*ROWS[:2], ["", "Total"], ["Note: trees"], ROWS[2], ["a-4", "Plant figs"]]
    result = importing(run, imported, rows, *WITHDRAW)
    assert result.err == "2 filled rows below row 3 are not read: that row matches until in [table]\n"
    assert result.out.splitlines()[:2] == ["recorded: 1 withdrawn", "not recorded: 1 unchanged"]
    assert "plant-ashes" in result.out
    assert importing(run, imported, [*ROWS, ["Total", "3"], ["Note: trees"]]).err == ""


@pytest.mark.parametrize("rows", [ROWS[:1], [ROWS[0], ["Total", "0"], ["a-9", "Plant figs"]]])
def test_a_sheet_of_which_nothing_is_read_withdraws_nothing(imported: Path, run: Run, rows: list[list[str]]) -> None:
    result = importing(run, imported, rows, *WITHDRAW)
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()[-2:] == [
        "error: nothing can be withdrawn: no commitment could be read, so all of them would be missing",
        "hint: check which rows are read, or leave out --missing withdraw",
    ]


def test_the_end_of_a_table_of_rates_is_reported(folder: Path, run: Run) -> None:
    (folder / "imports").mkdir()
    profile = '[table]\nuntil = ["(1)*"]\n[rates]\ncurrency = "c"\nto = "t"\ndate = "d"\nrate = "r"\nsource = "s"\n'
    (folder / "imports" / "p.toml").write_text(profile, encoding="utf-8")
    (folder / "r.csv").write_text("c,t,d,r,s\nEUR,USD,2024,1.1,ECB\n(1) Mean,,,,\nGBP,USD,2024,1.3,ECB\n")
    result = run("import", "r.csv", "-f", "rates", "-p", "p")
    assert result.err == "1 filled row below row 3 is not read: that row matches until in [table]\n"


OWN = "id,title,due\nwells,Dig wells,2030\npumps,Repair pumps,2030\n"
REFUSED = (
    "error: --missing withdraw requires --profile; without one, it is unknown which commitments the sheet had\n"
    "hint: see what is missing with --dry-run, and withdraw it one by one: commitrack update ID --lifecycle withdrawn "
    '--reason "…"\n'
)


def test_what_a_sheet_without_a_profile_no_longer_has(folder: Path, run: Run) -> None:
    """Missing is what an import has added, and neither what people wrote, nor what only another sheet has."""
    (folder / "own.csv").write_text(OWN, encoding="utf-8")
    assert run("import", "own.csv").out == "recorded: 2 new\n"
    (folder / "other.csv").write_text("id,title,due\nroofs,Repair roofs,2030\n", encoding="utf-8")
    assert run("import", "other.csv").out == "recorded: 1 new\n"
    run("rename", "wells", "water-wells")
    run("update", "roofs", "--lifecycle", "withdrawn", "--reason", "done by others")
    (folder / "own.csv").write_text(OWN.replace("pumps,Repair pumps,2030\n", ""), encoding="utf-8")
    lines = run("import", "own.csv").out.splitlines()
    assert lines[:2] == ["recorded: nothing", "not recorded: 1 missing, 1 unchanged"]
    assert [line.split() for line in lines[4:]] == [["missing", "pumps", "Repair", "pumps"]]
    refused = run("import", "own.csv", *WITHDRAW)
    assert (refused.code, refused.out, refused.err) == (2, "", REFUSED)


def test_what_an_export_no_longer_has(folder: Path, run: Run) -> None:
    """Everything that the registry has is expected in the tables, unless they have no commitments at all."""
    run("export", "csv", "package")
    for name, lost in (("commitments", "emissions,"), ("targets", "emissions,")):
        file = folder / "package" / f"{name}.csv"
        rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
        file.write_text("".join(row for row in rows if not row.startswith(lost)), encoding="utf-8")
    lines = run("import", "package").out.splitlines()
    assert lines[:2] == ["recorded: nothing", "not recorded: 1 missing, 3 unchanged"]
    assert [line.split() for line in lines[4:]] == [["missing", "emissions", "Halve", "emissions"]]
    refused = run("import", "package", *WITHDRAW)
    assert (refused.code, refused.out, refused.err) == (2, "", REFUSED)
    for name in ("commitments", "targets", "milestones"):
        (folder / "package" / f"{name}.csv").unlink(missing_ok=True)
    assert "missing" not in run("import", "package").out


def test_the_updates_that_an_export_no_longer_has(folder: Path, run: Run) -> None:
    """What has been recorded since the export is not missing."""
    assert run("update", "training", "1500", "--on", "2024-12-31").code == 0
    run("export", "csv", "package")
    assert run("update", "training", "2000", "--on", "2025-12-31").code == 0
    for name in ("updates", "evidence"):
        file = folder / "package" / f"{name}.csv"
        rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
        file.write_text("".join(row for row in rows if not row.startswith("20240701")), encoding="utf-8")
    lines = run("import", "package").out.splitlines()
    assert lines[:2] == ["recorded: nothing", "not recorded: 1 missing, 4 unchanged"]
    assert " ".join(lines[-1].split()) == (
        "missing training trainees 2024-06-30 1,000 people → – to retract it: commitrack undo 20240701T000000Z-00000001"
    )
