"""``commitrack import`` records what a sheet means, and says what it cannot know."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commitrack.registry.read import read

Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("folder")

PROFILE = """\
key = "Id"

[commitment]
id = "Id"
title = "Title"
due = "Due"

[targets.trees]
value = "Trees"
unit = { always = "trees" }
figure = "Planted"
"""
SHEET = "Id,Title,Due,Trees,Planted\noaks,Plant oaks,2031,500,\n"


@pytest.fixture
def imports(folder: Path) -> Path:
    """The folder of a registry for profiles, with one of them."""
    (folder / "imports").mkdir()
    (folder / "imports" / "p.toml").write_text(PROFILE, encoding="utf-8")
    return folder / "imports"


@pytest.fixture
def importing(folder: Path, run: Run) -> Callable[..., Any]:
    """Import a text as of a day with the profile p."""

    def go(text: str, on: str, *options: str) -> Any:
        (folder / "s.csv").write_text(text, encoding="utf-8")
        return run("import", "s.csv", "-p", "p", "--on", on, *options)

    return go


def changes(result: Any) -> list[tuple[str, ...]]:
    """Kind, field, value before and after of each change in a JSON answer."""
    return [
        tuple(item[key] for key in ("change", "field", "before", "after")) for item in json.loads(result.out)["items"]
    ]


def test_a_completion_has_the_day_and_the_evidence_of_its_row(folder: Path, run: Run) -> None:
    text = "id,title,completion,on,evidence\ny1,Y one,limited,2025-06-30,https://a.org; https://b.org\n"
    (folder / "own.csv").write_text(text, encoding="utf-8")
    assert run("import", "own.csv", "--on", "2025-11-01").out.startswith("recorded: 1 new, 1 updated\n")
    update = list(read(folder).registry.updates.values())[-1]
    assert (str(update.on), update.completion) == ("2025-06-30", "limited")
    assert update.evidence == ("https://a.org", "https://b.org")
    (folder / "own.csv").write_text("id,title,actual,unit,completion,on\ny1,Y one,3,wells,limited,soon\n")
    assert run("import", "own.csv").err.count("soon") == 2  # the text and the hint, once


@pytest.mark.parametrize(
    ("due", "reason"),
    [
        ("2045/6", 'year FY2045-46 (say in the profile what it means: words = { "2045/6" = "FY2045-46" })'),
        ("2099-1", 'as in 2099-01 (say in the profile what it means: words = { "2099-1" = "2099-01" })'),
        ("by 2045/6", "either the month 2045-06 or the year FY2045-46"),
        ("2099／0", "invalid date"),
    ],
)
@pytest.mark.usefixtures("imports")
def test_a_month_of_one_digit_may_be_a_year(importing: Any, due: str, reason: str) -> None:
    result = importing(SHEET.replace("2031", due), "2025-01-31")
    assert result.code == 2
    assert 'row 2, column "Due": ' in result.err
    assert reason in result.err
    assert importing(SHEET.replace("2031", "2045/06"), "2025-01-31").code == 0


@pytest.mark.usefixtures("imports")
def test_what_an_amendment_cannot_take_away_is_edited(importing: Any) -> None:
    importing(SHEET, "2025-01-31")
    result = importing(SHEET.replace("2031", ""), "2025-02-28", "--json")
    assert [item["reason"] for item in json.loads(result.out)["items"]] == [
        "an amendment cannot take it away: commitrack edit oaks"
    ]


@pytest.mark.usefixtures("imports")
def test_a_figure_is_compared_with_the_target_that_the_same_sheet_amends(importing: Any) -> None:
    importing(SHEET, "2025-01-31")
    result = importing(SHEET.replace("500,", "1200,1100"), "2025-02-28", "--json")
    assert [change[0] for change in changes(result)] == ["amended", "updated"]


def test_a_month_of_one_digit_in_a_heading(imports: Path, importing: Any) -> None:
    (imports / "p.toml").write_text(PROFILE.replace('"Planted"', '"Planted {on}"'), encoding="utf-8")
    assert importing(SHEET.replace("Planted", "Planted 2024/5"), "2025-01-31").err == (
        'error: [targets.trees] figure: "Planted 2024/5": either the month 2024-05 or the year FY2024-25\n'
        "hint: correct the heading in the sheet\n"
    )
