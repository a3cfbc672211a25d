"""``commitrack import`` records what a sheet means, and says what it cannot know."""

import csv
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
FIGS = SHEET.replace("oaks", "figs")
BOTH = SHEET + FIGS.splitlines()[1]


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
    assert run("import", "own.csv").err.count("soon") == 1


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


def accepted(folder: Path, run: Run, *options: str) -> Any:
    """Import the sheet again, with everything accepted that is open."""
    rows = (folder / "open.csv").read_text(encoding="utf-8-sig").splitlines()
    (folder / "open.csv").write_text("\n".join([rows[0], *(row.replace(",,", ",yes,", 1) for row in rows[1:])]))
    return run("import", "s.csv", "-p", "p", "--decisions", "open.csv", "--json", *options)


BACK = ("decide", "lifecycle", "withdrawn", "active")


def test_a_withdrawn_commitment_whose_row_is_back(folder: Path, imports: Path, importing: Any, run: Run) -> None:
    assert imports.is_dir()
    importing(BOTH, "2025-01-31")
    importing(FIGS, "2025-02-28", "--missing", "withdraw", "--reason", "gone")
    assert changes(importing(BOTH, "2025-01-31", "--json")) == []  # older than the withdrawal
    assert changes(importing(BOTH, "2025-03-31", "--json", "--undecided", "open.csv")) == [BACK]
    assert "撤回 → 継続" in importing(BOTH, "2025-03-31", "--lang", "ja").out
    assert changes(accepted(folder, run, "--on", "2025-03-31")) == [("updated", *BACK[1:])]
    assert changes(importing(BOTH, "2025-04-30", "--json")) == []
    assert "withdrawn" not in run("list", "--json", "oaks").out


def test_the_id_of_a_bilingual_title(folder: Path, imports: Path, importing: Any) -> None:
    """It is derived from the title in English."""
    (imports / "p.toml").write_text('key = "No"\n[commitment]\ntitle = "T"\ntitle_ja = "J"\n', encoding="utf-8")
    assert importing("No,T,J\n1,Plant oaks,植樹\n2,A bridge,\n", "2025-01-31").err == ""
    commitments = read(folder).registry.commitments
    assert commitments["plant-oaks"].title == {"en": "Plant oaks", "ja": "植樹"}
    assert commitments["a-bridge"].title == "A bridge"
    refused = importing("No,T,J\n3,,橋\n", "2025-01-31").err
    assert 'row 2: cannot derive an id from "橋" (name a column with ids in the profile: id = "…")' in refused


@pytest.mark.parametrize("word", ["Suspended", "Dropped"])
def test_a_status_that_is_active_again(imports: Path, importing: Any, word: str) -> None:
    profile = (
        'key = "Id"\n[commitment]\ntitle = "Title"\n[status]\ncolumn = "Status"\n'
        'by = { always = "Review board" }\nnote = "Title"\n[status.words]\n"On track" = {}\n'
        'Dropped = { lifecycle = "withdrawn" }\nSuspended = { lifecycle = "suspended" }\n'
    )
    (imports / "p.toml").write_text(profile, encoding="utf-8")
    text = f"Id,Title,Status\n1,A bridge,{word}\n"
    importing(text, "2025-01-31")
    assert changes(importing(text, "2025-02-28", "--json")) == []
    assert [row[:2] for row in changes(importing(text.replace(word, "On track"), "2025-02-28", "--json"))] == [BACK[:2]]


def test_problems_at_the_top_of_a_profile(imports: Path, importing: Any) -> None:
    (imports / "p.toml").write_text(PROFILE.replace("key =", "kye ="), encoding="utf-8")
    assert 'unknown key "kye" in the top level of the profile' in importing(SHEET, "2025-01-31").err
    assert "プロファイルの最上位に「kye」というキーはありません。" in importing(SHEET, "2025-01-31", "--lang", "ja").err


@pytest.mark.usefixtures("imports")
def test_the_table_of_changes_in_japanese(importing: Any) -> None:
    importing(SHEET, "2025-01-31")
    text = SHEET.replace("Plant oaks", "Plant trees").replace("500,", "500,20")
    table = importing(text, "2025-02-28", "--lang", "ja", "--dry-run").out
    assert ("題名" in table, "最終更新" in table, "title" in table) == (True, False, False)
    assert "title" in importing(text, "2025-02-28", "--dry-run").out


@pytest.mark.usefixtures("imports")
def test_blanks_in_a_title_mean_nothing(importing: Any) -> None:
    importing(SHEET, "2025-01-31")
    assert changes(importing(SHEET.replace("Plant oaks", '"Plant  \n oaks"'), "2025-02-28", "--json")) == []
    (change,) = changes(importing(SHEET.replace("Plant oaks", "Plant Oaks"), "2025-02-28", "--json"))
    assert change[0] == "decide"


def test_reasons_have_the_amounts_of_the_difference(imports: Path, importing: Any) -> None:
    profile = PROFILE.replace('unit = { always = "trees" }', 'unit = { always = "JPY" }\nscale = "million"')
    (imports / "p.toml").write_text(profile, encoding="utf-8")
    importing(SHEET, "2025-01-31")
    result = importing(SHEET.replace("500,", "40000,"), "2025-02-28", "--dry-run")
    assert "¥500m → ¥40bn   ¥40bn is at least five times the current value of ¥500m" in result.out
    result = importing(SHEET.replace("500,", "40000,"), "2025-02-28", "--dry-run", "--json")
    assert "¥40,000,000,000 is at least five times" in result.out


@pytest.mark.usefixtures("imports")
def test_targets_and_figures_in_japanese(importing: Any) -> None:
    """The table has the words of the language, and those of the format in English."""
    importing(SHEET, "2025-01-31")
    text = SHEET.replace("500,", "600,20")
    table = importing(text, "2025-02-28", "--lang", "ja", "--dry-run").out
    assert ("treesの目標値" in table, "trees（2025年2月28日）" in table) == (True, True), table
    table = importing(text, "2025-02-28", "--dry-run").out
    assert ("targets.trees.value" in table, "trees 2025-02-28" in table) == (True, True)
    assert "新規1件" in importing(f"{text}9,New,2030,,\n", "2025-02-28", "--lang", "ja", "--dry-run").out


@pytest.mark.parametrize(
    ("figure", "headings"),
    [
        ('figure = "Actual {on}"', "Actual 2024,Actual 2025"),
        ('figure = "実績 {on}"', "実績 2024-12,実績 令和7年度"),
        ('figure = "Actual"\non = "Year"', "Actual,Year"),
    ],
)
def test_the_figure_of_a_year_that_has_not_ended(
    folder: Path, imports: Path, importing: Any, figure: str, headings: str
) -> None:
    (imports / "p.toml").write_text(PROFILE.replace('figure = "Planted"', figure), encoding="utf-8")
    registry = (folder / "commitments.toml").read_text(encoding="utf-8")
    assert registry.count("[registry]\n") == 1
    registry = registry.replace("[registry]\n", '[registry]\nfiscal_year_start = "04-01"\n')
    (folder / "commitments.toml").write_text(registry, encoding="utf-8")
    cells = "20,2025" if "Year" in headings else "10,20"
    text = f"Id,Title,Due,Trees,{headings}\noaks,Plant oaks,2031,500,{cells}\n"
    assert importing(text, "2025-06-30").code == 0
    days = [str(u.on) for u in read(folder).registry.updates.values() if u.commitment == "oaks"]
    assert days == ["2024-12-31", "2025-06-30"][-len(days) :]
    assert len(days) == (1 if "Year" in headings else 2)
    assert changes(importing(text, "2025-07-31", "--json")) == []


def test_a_figure_in_the_future_names_its_cell(imports: Path, importing: Any) -> None:
    (imports / "p.toml").write_text(PROFILE.replace('"Planted"', '"Planted {on}"'), encoding="utf-8")
    result = importing(SHEET.replace("Planted", "Planted 2099").replace("500,", "500,57"), "2025-01-31")
    assert 'row 2, column "Planted 2099": "57": 2099-12-31 is in the future' in result.err
    assert "(correct the date; planned levels are milestones)" in result.err


OWN = """\
id,title,due,target,value,actual,on
parks,Ten parks,2030,parks,10 parks,3,2025-01-31
parks,,,trees,500 trees,,
parks,Ten parks,,parks,,4,2025-03-31
"""


def test_blank_cells_below_a_commitment_mean_as_above(folder: Path, run: Run) -> None:
    (folder / "own.csv").write_text(OWN.replace(",,4,", ",10 parks,4,"), encoding="utf-8")
    assert run("import", "own.csv").out.startswith("recorded: 1 new, 2 updated\n")
    parks = read(folder).registry.commitments["parks"]
    assert (parks.title, str(parks.due)) == ("Ten parks", "2030")
    assert {name: target.value for name, target in parks.targets.items()} == {"parks": 10, "trees": 500}
    (folder / "own.csv").write_text(OWN.replace(",,4,", ",,4 parks,"), encoding="utf-8")
    assert run("import", "own.csv").out == "recorded: nothing\nnot recorded: 1 unchanged\n"
    for old, new, reason in [
        ("parks,,,", "parks,,2031,", 'row 3, column "due": "2031": not as in row 2, which has the same key'),
        (",,4,", ",12 parks,4,", "row 4: targets.parks.value is not as in row 2, which has the same key"),
    ]:
        (folder / "own.csv").write_text(OWN.replace(old, new), encoding="utf-8")
        assert reason in run("import", "own.csv").err


@pytest.mark.usefixtures("imports")
def test_a_dry_run_shows_new_commitments_as_they_are_recorded(importing: Any) -> None:
    """Title, deadline as a day, target with its unit, and figures; in JSON the records, with typed values."""
    text = SHEET.replace("500,", "500,20") + "elms,Plant elms,2032-Q1,,\n"
    assert importing(text, "2025-01-31", "--dry-run").out.splitlines()[3:] == [
        " new       oaks   2                        Plant oaks · due: 2031-12-31 · 500 trees",
        " new       elms   3                        Plant elms · due: 2032-03-31",
        " updated   oaks   2     trees 2025-01-31   – → 20 trees",
    ]
    oaks, elms, figure = json.loads(importing(text, "2025-01-31", "--dry-run", "--json").out)["items"]
    assert (oaks["title"], oaks["due"], oaks["commitment"]["due"]) == ("Plant oaks", "2031-12-31", 2031)
    assert oaks["commitment"]["targets"] == {"trees": {"value": 500, "unit": "trees"}}
    assert (elms["due"], elms["commitment"]["due"], elms["update"]) == ("2032-03-31", "2032-Q1", None)
    assert (figure["title"], figure["commitment"], figure["due"]) == ("Plant oaks", None, None)
    recorded = figure["update"]
    assert (recorded["target"], recorded["on"], recorded["actual"]) == ("trees", "2025-01-31", 20)


@pytest.mark.usefixtures("imports")
def test_missing_and_withdrawn_commitments_have_titles_and_reasons(importing: Any) -> None:
    importing(BOTH, "2025-01-31")
    gone, reason = FIGS, ("--missing", "withdraw", "--reason", "not in the plan")
    assert importing(gone, "2025-02-28").out.splitlines()[-1] == " missing   oaks   Plant oaks"
    listed = importing(gone, "2025-02-28", *reason, "--dry-run").out.splitlines()
    assert listed[2] == " Change      ID     Difference   Reason"
    assert listed[4] == " withdrawn   oaks   Plant oaks   not in the plan"
    (item,) = json.loads(importing(gone, "2025-02-28", *reason, "--json").out)["items"]
    assert (item["title"], item["reason"], item["update"]["lifecycle"]) == ("Plant oaks", reason[3], "withdrawn")


def test_milestones_and_baselines_have_units(folder: Path, imports: Path, importing: Any, run: Run) -> None:
    profile = PROFILE.replace("figure =", 'milestones = "Plan {on}"\nbaseline = "From"\nfigure =')
    (imports / "p.toml").write_text(profile, encoding="utf-8")
    text = "Id,Title,Due,Trees,Planted,Plan 2027,Plan 2029,From\noaks,Plant oaks,2031,500,,100,300,10\n"
    importing(text, "2025-01-31")
    result = importing(text.replace("100,300,10", "120,300,20"), "2025-02-28", "--json")
    assert changes(result) == [
        ("decide", "targets.trees.baseline", "10 trees", "20 trees"),
        (
            "decide", "targets.trees.milestones", "2027-12-31: 100 trees, 2029-12-31: 300 trees",
            "2027-12-31: 120 trees, 2029-12-31: 300 trees",
        ),
    ]  # fmt: skip
    importing(text.replace(",100,", ",120,"), "2025-02-28", "--undecided", "open.csv")
    with (folder / "open.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["id"], row["title"]) == ("oaks", "Plant oaks")
    assert changes(accepted(folder, run, "--on", "2025-02-28"))[0][:2] == ("edited", "targets.trees.milestones")
    milestones = read(folder).registry.commitments["oaks"].targets["trees"].milestones
    assert [(str(milestone.on), milestone.value) for milestone in milestones] == [
        ("2027-12-31", 120), ("2029-12-31", 300),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("scale", "value"), [("million", 500_000_000), ("億", 50_000_000_000), ("100万", 500_000_000), ("1,000", 500_000)]
)
def test_a_scale_in_words(folder: Path, imports: Path, importing: Any, scale: str, value: int) -> None:
    (imports / "p.toml").write_text(f'{PROFILE}scale = "{scale}"\n', encoding="utf-8")
    assert importing(SHEET, "2025-01-31").code == 0
    assert read(folder).registry.commitments["oaks"].targets["trees"].value == value


def test_every_mistake_in_a_profile_is_listed(imports: Path, importing: Any) -> None:
    """First those of its own, each with its line, such as a scale with a typing error; then unknown headings."""
    profile = PROFILE.replace('"Due"', '"Deu"').replace('"Planted"', '"Plan {on}"') + 'scale = "milion"\n'
    (imports / "p.toml").write_text(profile, encoding="utf-8")
    result = importing(SHEET, "2025-01-31")
    line, place = len(profile.splitlines()), imports / "p.toml"
    assert (result.code, result.err.splitlines()) == (2, [
        f'error: {place}, line {line}: [targets.trees] scale: "milion" is not a scale',
        'hint: write it as 1000000, "million" or "億"',
    ])  # fmt: skip
    (imports / "p.toml").write_text(profile.replace("milion", "million"), encoding="utf-8")
    result = importing(SHEET, "2025-01-31")
    assert (result.code, result.err.splitlines()) == (2, [
        'error: [commitment] due: s.csv: no heading "Deu" (did you mean "Due"?)',
        '[targets.trees] figure: no heading like "Plan {on}"',
    ])  # fmt: skip


def test_a_long_title_is_cut_in_its_language(folder: Path, run: Run) -> None:
    long = "Plant oaks along all roads of the whole country and keep them alive for ten years"
    (folder / "own.csv").write_text(f"id,title,title_ja\noaks,{long},全国の道路沿いの植樹\n", encoding="utf-8")
    assert "Plant oaks along all roads of the whole country and keep the…" in run("import", "own.csv", "--dry-run").out
    assert "全国の道路沿いの植樹" in run("import", "own.csv", "--dry-run", "--lang", "ja").out


@pytest.mark.usefixtures("imports")
def test_a_file_that_has_no_decisions(importing: Any) -> None:
    result = importing(SHEET, "2025-01-31", "--decisions", "s.csv")
    assert (result.code, result.err.splitlines()) == (2, [
        'error: s.csv is no file of decisions: it has no column "key"',
        "hint: write one with --undecided FILE, and fill in the column accept",
    ])  # fmt: skip


@pytest.mark.parametrize(("lang", "change"), [("en", "¥40bn → ¥35bn"), ("ja", "400億円 → 350億円")])
def test_amounts_are_shown_as_people_write_them(imports: Path, importing: Any, lang: str, change: str) -> None:
    profile = PROFILE.replace('unit = { always = "trees" }', 'unit = { always = "JPY" }\nscale = "億"')
    (imports / "p.toml").write_text(profile, encoding="utf-8")
    text = SHEET.replace("500", "400")
    importing(text, "2025-01-31")
    assert change in importing(text.replace("400", "350"), "2025-02-28", "--dry-run", "--lang", lang).out
    (item,) = json.loads(importing(text.replace("400", "350"), "2025-02-28", "--json").out)["items"]
    assert (item["before"], item["after"]) == ("¥40,000,000,000", "¥35,000,000,000")
    assert item["update"]["amends"] == {"value": 35_000_000_000}


@pytest.mark.usefixtures("imports")
def test_a_hint_that_is_the_same_for_all_columns_is_given_once(importing: Any) -> None:
    result = importing("A,B\n1,2\n", "2025-01-31")
    assert result.err.count("see all headings with --suggest") == 1
    assert result.err.endswith("hint: see all headings with --suggest\n")


def test_rows_with_a_former_and_the_present_id(folder: Path, run: Run) -> None:
    """They are about one commitment, whose figures are compared in the order of their days."""
    text = (folder / "commitments.toml").read_text(encoding="utf-8")
    text = text.replace("[commitments.fund]\n", '[commitments.fund]\nformerly = ["capital"]\n')
    (folder / "commitments.toml").write_text(text, encoding="utf-8")
    what = "A fund of ¥40bn,projects,300,projects"
    rows = f"fund,{what},40,2026-02-01\ncapital,{what},30,2026-01-01\n"
    (folder / "own.csv").write_text(f"id,title,target,value,unit,actual,on\n{rows}", encoding="utf-8")
    result = run("import", "own.csv", "--json")
    updated = [item for item in json.loads(result.out)["items"] if item["change"] == "updated"]
    assert [(item["id"], item["before"]) for item in updated] == [("fund", None), ("fund", "30 projects")]
