"""``commitrack import --template`` writes an empty sheet, which is imported without a profile once it is filled."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from commitrack.interchange.own_headings import OWN_HEADINGS
from commitrack.registry.read import read

Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("folder")

FILLED = {
    "id": "wells", "title": "Dig 25 wells", "kind": "pledge", "due": "end of 2027", "value": "25 wells", "actual": "3",
    "on": "2026-06-30", "evidence": "https://example.org/1; https://example.org/2",
}  # fmt: skip


def test_the_workbook_can_be_filled_and_imported(folder: Path, run: Run) -> None:
    assert run("import", "--template", "-o", "plan.xlsx").code == 0
    book = openpyxl.load_workbook(folder / "plan.xlsx")
    sheet = book["commitments"]
    headings = [cell.value for cell in sheet[1]]
    assert headings == list(OWN_HEADINGS)
    assert all(cell.comment is not None and cell.comment.text for cell in sheet[1])
    assert {column.number_format for column in sheet.column_dimensions.values()} == {"@"}
    for heading, value in FILLED.items():
        sheet.cell(2, headings.index(heading) + 1, value)
    book.save(folder / "plan.xlsx")
    result = run("import", "plan.xlsx", "--on", "2026-07-01")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("recorded: 1 new, 1 updated\n")
    registry = read(folder).registry
    wells = registry.commitments["wells"]
    assert (str(wells.due), wells.targets["wells"].value, wells.targets["wells"].unit) == ("2027", 25, "wells")
    (update,) = (update for update in registry.updates.values() if update.commitment == "wells")
    assert (update.actual, update.evidence) == (3, ("https://example.org/1", "https://example.org/2"))
    assert run("import", "plan.xlsx", "--on", "2026-07-01").out == "recorded: nothing\nnot recorded: 1 unchanged\n"


def test_the_csv_file_can_be_filled_and_imported(folder: Path, run: Run) -> None:
    text = run("import", "--template").out
    assert text == f"{','.join(OWN_HEADINGS)}\n"
    row = ",".join(FILLED.get(heading, "") for heading in OWN_HEADINGS)
    assert run("import", "--template", "-o", "plan.csv").code == 0
    with (folder / "plan.csv").open("a", encoding="utf-8") as file:
        file.write(f"{row}\n")
    assert run("import", "plan.csv", "--on", "2026-07-01").out.startswith("recorded: 1 new, 1 updated\n")


def test_comments_are_in_the_language_of_the_reader(folder: Path, run: Run) -> None:
    comments = {}
    for lang in ("en", "ja"):
        assert run("import", "--template", "-o", f"{lang}.xlsx", "--lang", lang).code == 0
        sheet = openpyxl.load_workbook(folder / f"{lang}.xlsx")["commitments"]
        comments[lang] = {cell.value: cell.comment.text for cell in sheet[1] if cell.comment is not None}
    assert comments["en"]["title_ja"] == "Title, in Japanese"
    assert (comments["ja"]["title_ja"], comments["ja"]["pillar"]) == ("題名（日本語）", "柱の ID")
    assert set(comments["ja"]) == set(OWN_HEADINGS)
    assert all(re.search("[ぁ-んァ-ン一-龠]", text) for text in comments["ja"].values())


@pytest.mark.parametrize("name", ["plan.csv", "plan.xlsx"])
def test_the_empty_sheet_is_nothing_new(run: Run, name: str) -> None:
    run("import", "--template", "-o", name)
    assert run("import", name).out == "recorded: nothing\n"


def test_equal_versions_write_equal_files(folder: Path, run: Run) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        run("import", "--template", "-o", name)
    assert (folder / "a.xlsx").read_bytes() == (folder / "b.xlsx").read_bytes()


def test_mistakes(folder: Path, run: Run) -> None:
    assert run("import", "--template", "-o", "plan.pdf").err == (
        'error: no format for "plan.pdf"\nhint: use the extension .xlsx or .csv\n'
    )
    assert run("import", "plan.csv", "--template").err == (
        "error: --template can only be combined with --output and --force\n"
    )
    (folder / "plan.csv").write_text("mine\n")
    assert run("import", "--template", "-o", "plan.csv").code == 2
    assert (folder / "plan.csv").read_text() == "mine\n"


def test_hints_do_not_name_a_profile_that_there_is_not(folder: Path, run: Run) -> None:
    (folder / "own.csv").write_text("id,title,value,responsible,due\na,A,5,Nobody,soon\n", encoding="utf-8")
    result = run("import", "own.csv")
    assert result.code == 2
    assert 'no unit (write it beside the number, or in a column "unit")' in result.err
    assert "(add it to the registry)" in result.err
    assert "profile" not in result.err
