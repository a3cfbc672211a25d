"""``commitrack import FILE --suggest`` writes a profile with which the file can be imported."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commitrack.registry.read import read

Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("folder")

SHEET = "Ref,Action,Due,Target\nw-1,Dig new wells,Q4 2027,12 wells\nw-2,Fill old wells,soon,3 wells\n"
SHOWN = """\
The first rows, as this profile reads them:
row 2, "w-1": Dig new wells · due: 2027-Q4 · 12 wells
row 3, column "Due": "soon": invalid date "soon": it does not state a day)
"""


def test_the_suggestion_imports_the_sheet(folder: Path, run: Run) -> None:
    (folder / "wells.csv").write_text(SHEET)
    result = run("import", "wells.csv", "--suggest", "-o", "imports/wells.toml")
    assert result.code == 0
    assert result.out.startswith(
        'The first rows, as this profile reads them:\nrow 2, "w-1": Dig new wells · due: 2027-Q4'
    )
    assert 'row 3, column "Due": "soon"' not in (folder / "imports" / "wells.toml").read_text()
    (folder / "wells.csv").write_text(SHEET.replace("soon", "2028"))
    assert run("import", "wells.csv", "-p", "wells").code == 0
    added = read(folder).registry.commitments["dig-new-wells"]
    assert (str(added.due), added.targets["target"].value) == ("2027-Q4", 12)


def test_a_folder_that_is_not_that_of_profiles_is_not_made(folder: Path, run: Run) -> None:
    (folder / "wells.csv").write_text(SHEET)
    assert run("import", "wells.csv", "--suggest", "-o", "other/wells.toml").code != 0
    assert not (folder / "other").exists()


def test_without_a_file_the_rows_are_comments(folder: Path, run: Run) -> None:
    (folder / "wells.csv").write_text(SHEET)
    result = run("import", "wells.csv", "--suggest")
    assert (result.code, result.err) == (0, "")
    profile, rows = result.out.split("\n\n# The first rows, as this profile reads them:\n")
    assert profile.startswith("# A suggestion from the headings: check every line.\nkey = ")
    assert [line[:14] for line in rows.splitlines()] == ['# row 2, "w-1"', "# row 3, colum"]


def test_in_japanese(folder: Path, run: Run) -> None:
    (folder / "wells.csv").write_text(SHEET)
    out = run("import", "wells.csv", "--suggest", "--lang", "ja").out
    assert out.startswith("# 見出しから推測した案です。各行を確認してください。\n")


def test_mistakes(folder: Path, run: Run) -> None:
    (folder / "wells.csv").write_text(SHEET)
    assert run("import").err == "error: missing FILE\nhint: name a sheet: commitrack import promises.csv\n"
    assert run("import", "wells.csv", "-o", "x.toml").err == "error: --output requires --suggest or --template\n"
    hint = "hint: to start one: commitrack import wells.csv --suggest\n"
    assert run("import", "wells.csv").err == f"error: missing --profile\n{hint}"
    (folder / "x.toml").write_text("")
    assert run("import", "wells.csv", "--suggest", "-o", "x.toml").code == 2
    (folder / "empty.csv").write_text("\n")
    assert run("import", "empty.csv", "--suggest").err == 'error: "empty.csv" is empty\n'
