"""The profiles in ``docs/import.md`` are short, and each reads a small sheet with the headings of the real one."""

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest

from commitrack.cli.main import main
from commitrack.registry.read import read

PAGE = (Path(__file__).parents[2] / "docs" / "import.md").read_text(encoding="utf-8")
PROFILES = dict(re.findall(r"```toml\n# imports/([\w-]+)\.toml\n(.*?)```", PAGE, re.DOTALL))
MOST_LINES = 40

Cells = Sequence[object]


class Workbook(NamedTuple):
    """A workbook: the title of its sheet, its rows from the first, and merged cells."""

    title: str
    rows: Sequence[Cells]
    merged: tuple[str, ...] = ()


HOUSEHOLDS = ("", "", "Other", "A", "B")
SHEETS: dict[str, str | Workbook] = {
    "net-zero": (
        "local-authority-code,council,scope,target,wording,region\n"
        "ABC,Alba Council,Council operations,2045/6,By 2045/6,Scotland\n"
        "ABC,Alba Council,Whole area,2030.0,By 2030,Scotland\n"
        'XYZ,Yewdale,No promise,,"None,\nyet",Wales\n'
    ),
    "declarations": (
        "local-authority-code,council,date_made,carbon_neutral_date,region,motion_url\n"
        "ABC,Alba Council,18/07/2019,2030.0,Scotland,Loading...\n"
        "XYZ,Yewdale,05/2019,None,Wales,#ERROR!\n"
    ),
    "nz-promises": (
        "id,areaLabel,party,status,promise,keyNumber,statusReason,whatHappened,contestedNote,sourceDoc,evidenceUrls\n"
        "trees,Climate,Labour,partly,Plant trees,100 -> 40,Few,40 planted,,Manifesto,https://e.org/a | https://e.org/b\n"
        "bridge,Transport,ACT,abandoned,A bridge,,No money,Nothing,Contested,Agreement,\n"
    ),
    "nz-indicators": (
        "key,label,unit,sourceUrl,year,value\nrate,Cash rate,%,https://e.org,2024,4.25\n"
        "rate,Cash rate,%,https://e.org,2026,3.25\nprison,Prisoners,people,https://e.org,2024,9000\n"
    ),
    "mandate-letters": (
        "MLC ID,Commitment,Reporting Lead,All ministers\r\n"
        '100,"Plant trees,\r\nand more",Minister of Forests,Minister of Forests; Minister of Finance\r\n'
        "101,Build homes,Minister of Housing,Minister of Housing\r\n"
    ),
    "border-force": Workbook("BF_04", [
        ("BF_04: Seizures",), ("Back to Contents",), (), ("Quarter", "Total Number of Seizures", "Ivory"),
        ("2019 Q1", 165, 4), ("2019 Q2", 173, ":"), ("2019 Q3", ":", 2), (),
    ]),
    "expenditure": Workbook("4_2", [
        ("Table 4.2 Expenditure by function",), ("", "National Statistics"), (), ("", "accruals basis"),
        ("", "1999-00", "2000-01"), ("", "outturn", "outturn"), ("1. General public services", 46.3, 44.1),
        ("of which: international services", 3.2, 3.7), ("2. Defence(1)", 24.5, 25.1),
        ("Public sector expenditure on services", 70.8, 69.2), ("Total Managed Expenditure(2)", 100, 102),
        ("(1) A note.",), ("https://example.org",),
    ]),
    "total-expenditure": Workbook("4_1", [
        ("", "Table 4.1 Expenditure"), (), (),
        ("", "", "Public sector current expenditure", "", "", "Total Managed Expenditure (3)", ""),
        ("", "", "Nominal\n£ billion", "Real terms (1)\n£ billion", "", "Nominal\n£ billion", "Per cent\nof GDP (2)"),
        ("", "1981-82", 110.6, 378.7, "", 127.9, 43), ("", "1982-83", 121.4, 387.4, "", 141.1, 43.1), (),
        ("", "(1) A note."),
    ], ("C4:E4", "F4:G4")),
    "households": Workbook("metadata_included", [
        ("Example table",), (), ("Year", "Sex ", "Age1", "...Other. types …...", "type               A"),
        (2008, "All", "< 66", 35.7, 24.5), (2008, "Male", "All", 34.6, 20.5), ("some footnotes1",), ("Source: x",),
    ]),
    "households-merged": Workbook("2008", [
        ("Example table, 2008",), (), ("all households",), ("", "", "", "Type", ""), HOUSEHOLDS, ("", "", "", "", ""),
        ("Age", "< 66", 35.7, 24.5, 6.3), ("", "> 65", 33.5, 23.6, 5.2), ("", "", 33.6, 22.5, 6.4),
        ("Sex", "Male", 34.6, 20.5, 7.7), ("", "Female", 42.3, 28.1, 9.8), (), ("all households", "", 36.4, 23.7, 6.7),
        ("1some footnotes",),
    ], ("D4:E4", "A7:A9", "A10:A11")),
    "households-sections": Workbook("2009", [
        ("Example table, 2009",), (), ("all households",), ("", "", "Series", ""), ("", "Other", "A", "B"),
        ("", "", "", ""), ("Age",), ("21 to 30", 28.5, 19.6, 5.1), ("31 to 40", 26.8, 18.9, 4.2), ("Sex",),
        ("Male", 27.7, 16.4, 7), (), ("all households", 29.2, 18.9, 5.4), ("1some footnotes",),
    ], ("C4:D4",)),
    "jigyo": Workbook("一覧", [
        ("令和8年度 事業一覧",), (),
        ("番号", "事業名", "担当", "決定日", "目標", "", "実績（億円）", ""),
        ("", "", "", "", "金額（億円）", "期限", "令和6年度", "令和7年度"),
        (1, "植林事業", "外務省", "令和6年4月1日", 400, "令和12年度末", 35, 120),
        (2, "留学生の受入れ", "文部科学省", "令和6年7月", 1.5, "令和9年3月31日", 0.2, "－"),
        ("合計", "", "", "", 401.5, "", 35.2, 120), ("注：決算前の数値を含む。",),
    ], ("A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:F3", "G3:H3")),
    "tracker": Workbook("Tracker", [
        ("Promise tracker, spring 2026",), (),
        ("Ref", "Promise", "Lead", "Agreed", "Deadline", "Target", "Interim targets", "Reached", "As of", "Links"),
        ("Skills",), (1, "Train teachers", "Ministry of Education; City of Leeds", "03/04/2025", "Q4 2030", 5000,
                      "2027: 2,000; 2028: 3,000", 450, "31/03/2026", "https://e.org/a https://e.org/b"),
        ("Health",),
        (2, "Vaccinate children", "Ministry of Health", "03/04/2025", "end of 2028", "20,000", "n/a", "–", "", ""),
        (3, "Open clinics", "Ministry of Health", "03/04/2025", "ongoing", "n/a", "", "", "", ""),
        ("Total", "", "", "", "", 25000, "", 450, "", ""), ("Source: ministries",),
    ]),
    "oecd": Workbook("Exchange-rates", [
        ("Exchange rates of national currencies per US dollar",), ("Updated",), ("", 2020, 2021),
        ("Switzerland", 0.939, 0.914), (), ("ECU/EURO (1)", "", 0.8456), ("(1) ECU until 1998.",),
    ]),
}  # fmt: skip
"""A small sheet for each profile: as text, or as a workbook."""
RECORDED = {
    "net-zero": "3 new, 2 new pillars, 2 new parties", "declarations": "2 new, 2 new pillars, 2 new parties",
    "nz-promises": "2 new, 2 updated, 2 new pillars, 2 new parties, 2 new documents",
    "nz-indicators": "2 new, 3 updated", "mandate-letters": "2 new, 3 new parties", "border-force": "1 new, 2 updated",
    "expenditure": "2 new, 4 updated",
    "total-expenditure": "1 new, 4 updated", "households": "2 new, 2 updated", "households-merged": "4 new, 4 updated",
    "households-sections": "3 new, 3 updated", "jigyo": "2 new, 3 updated",
    "tracker": "3 new, 1 updated, 2 new pillars, 3 new parties",
    "oecd": "3 new rates in rates.toml",
}  # fmt: skip
PARTIES = """\
[parties.mofa]
title = { en = "Ministry of Foreign Affairs", ja = "外務省" }
[parties.mext]
title = { en = "Ministry of Education", ja = "文部科学省" }
"""


@pytest.fixture
def imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[str], list[str]]:
    """Imports the small sheet of a profile into a new registry, twice; returns what each run has recorded."""
    monkeypatch.chdir(tmp_path)
    for name in ("LANG", "REGISTRY", "BY"):
        monkeypatch.delenv(f"COMMITRACK_{name}", raising=False)

    def call(name: str) -> list[str]:
        start = "[registry]\nfiscal_year_start = '04-01'\nfiscal_year_named = 'start'\n"
        (tmp_path / "commitments.toml").write_text(start + PARTIES * (name == "jigyo"), encoding="utf-8")
        (tmp_path / "imports").mkdir()
        (tmp_path / "imports" / f"{name}.toml").write_text(PROFILES[name], encoding="utf-8")
        sheet = _written(tmp_path, SHEETS[name])
        options = ("--format", "rates") if "[rates]" in PROFILES[name] else ()
        return [_run(capsys, "import", sheet, "--profile", name, *options) for _ in range(2)]

    return call


def _written(folder: Path, sheet: str | Workbook) -> str:
    if isinstance(sheet, str):
        (folder / "sheet.csv").write_bytes(sheet.encode())
        return "sheet.csv"
    book: Any = openpyxl.Workbook()
    book.active.title = sheet.title
    for number, cells in enumerate(sheet.rows, 1):
        for column, cell in enumerate(cells, 1):
            book.active.cell(number, column, None if cell == "" else cell)
    for area in sheet.merged:
        book.active.merge_cells(area)
    book.save(folder / "sheet.xlsx")
    return "sheet.xlsx"


def _run(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    code = main(list(argv))
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    return out.splitlines()[0]


def test_every_profile_has_a_sheet() -> None:
    """Every profile of the page is tested, and is at most forty lines long."""
    assert list(PROFILES) == list(SHEETS) == list(RECORDED)
    assert max(profile.count("\n") + 1 for profile in PROFILES.values()) <= MOST_LINES


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_reads_its_sheet(
    imported: Callable[[str], list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """The sheet is imported as expected, the registry is valid, and a second import records nothing."""
    assert imported(name) == [f"recorded: {RECORDED[name]}", "recorded: nothing"]
    assert read(tmp_path).problems == ()
    assert _run(capsys, "check").startswith("no problems")


def test_a_japanese_sheet(imported: Callable[[str], list[str]], tmp_path: Path) -> None:
    """Dates of the Japanese era, amounts in 億円 and merged headings are read as they are meant."""
    imported("jigyo")
    registry = read(tmp_path).registry
    trees = registry.commitments["jigyo-1"]
    assert (trees.title, trees.parties.responsible) == ("植林事業", ("mofa",))
    assert (str(trees.made), str(trees.due), trees.targets["budget"].value) == ("2024-04-01", "FY2030", 40_000_000_000)
    assert registry.commitments["jigyo-2"].targets["budget"].value == 150_000_000
    figures = [(u.commitment, str(u.on), u.actual) for u in registry.updates.values()]
    assert figures == [
        ("jigyo-1", "2025-03-31", 3_500_000_000),
        ("jigyo-1", "2026-03-31", 12_000_000_000),
        ("jigyo-2", "2025-03-31", 20_000_000),
    ]


def test_an_english_sheet(imported: Callable[[str], list[str]], tmp_path: Path) -> None:
    """Section rows become pillars; British dates, milestones and addresses in a cell are read."""
    imported("tracker")
    registry = read(tmp_path).registry
    teachers = registry.commitments["tracker-1"]
    assert (teachers.pillar, teachers.parties.responsible) == ("skills", ("ministry-of-education", "city-of-leeds"))
    assert (str(teachers.made), str(teachers.due)) == ("2025-04-03", "2030-Q4")
    steps = [(str(step.on), step.value) for step in teachers.targets["people"].milestones]
    assert steps == [("2027-12-31", 2000), ("2028-12-31", 3000)]
    (figure,) = registry.updates.values()
    assert (figure.actual, str(figure.on)) == (450, "2026-03-31")
    assert figure.evidence == ("https://e.org/a", "https://e.org/b")
    assert registry.commitments["tracker-2"].targets["people"].value == 20_000
    assert registry.commitments["tracker-3"].targets == {}


SUGGESTED: dict[str, tuple[int, int, int]] = {
    "net-zero": (3, 0, 0), "declarations": (1, 0, 1), "nz-promises": (2, 0, 0), "nz-indicators": (2, 3, 0),
    "mandate-letters": (2, 0, 0), "border-force": (1, 0, 0), "expenditure": (3, 0, 1), "total-expenditure": (1, 4, 0),
    "households": (2, 0, 0), "households-merged": (4, 0, 2), "households-sections": (4, 0, 0), "jigyo": (2, 3, 0),
    "tracker": (2, 0, 1), "oecd": (2, 0, 0),
}  # fmt: skip
"""The commitments and the figures that a suggested profile reads, and the rows that it leaves to its author."""


@pytest.mark.parametrize("name", SHEETS)
def test_a_suggested_profile_reads_its_sheet(
    imported: Callable[[str], list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """A suggestion is a profile as it is, and reads everything that is not a comment in it."""
    imported("net-zero")  # a registry with a folder of profiles
    sheet = _written(tmp_path, SHEETS[name])
    assert main(["import", sheet, "--suggest", "--output", "imports/suggested.toml"]) == 0
    capsys.readouterr()
    options = ("--profile", "suggested", "--skip-invalid", "refused.csv", "--dry-run", "--json")
    assert main(["import", sheet, *options]) == 0
    answer = json.loads(capsys.readouterr().out)
    changes = [item["change"] for item in answer["items"]]
    refused = {problem["row"] for problem in answer["refused"]}
    assert (changes.count("new"), changes.count("updated"), len(refused)) == SUGGESTED[name]
    assert set(changes) <= {"added", "new", "updated"}
