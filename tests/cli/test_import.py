"""``commitrack import`` reads a sheet, and its next version as the difference."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli

from commitrack.registry.read import read

Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("folder")

PROFILE = """\
key = ["Council", "Scope"]
add = ["parties"]
fixed = ["note"]

[commitment]
id = "{Council}-{Scope}"
title = "{Council}: {Name}"
note = "Remark"
due = { column = "By", words = { "2045/6" = "FY2045-46" } }
responsible = "Council"

[targets.trees]
value = "Trees"
unit = { always = "trees" }
figure = "Planted"
"""
FIRST = """\
Council,Scope,Name,Remark,By,Trees,Planted
Kent,all,Trees,,2030,"40,000",1000
Kent,council,Offices,was 2025,2045/6,,
Bath,all,Trees,,2040,500,
York,all,Trees,,,50,10
"""
SECOND = """\
Council,Scope,Name,Remark,By,Trees,Planted
Kent,all,Trees,seen,2030.0,40000,2500
Kent,council,Offices,,2046,,
Bath,all,More trees,,2035,450,
Leeds,all,Trees,,2030,100,
"""


@pytest.fixture
def imported(folder: Path, run: Run) -> Path:
    """A registry into which the first version of a sheet has been imported."""
    registry = folder / "commitments.toml"
    text = registry.read_text(encoding="utf-8").replace("[registry]\n", '[registry]\nfiscal_year_start = "04-01"\n')
    registry.write_text(text, encoding="utf-8")
    (folder / "imports").mkdir()
    (folder / "imports" / "trees.toml").write_text(PROFILE, encoding="utf-8")
    (folder / "trees.csv").write_text(FIRST, encoding="utf-8")
    result = run("import", "trees.csv", "--profile", "trees", "--on", "2024-12-31")
    assert (result.code, result.err) == (0, "")
    return folder


def difference(run: Run, folder: Path, text: str, *options: str) -> Any:
    """What an import of this text would change."""
    (folder / "trees.csv").write_text(text, encoding="utf-8")
    result = run("import", "trees.csv", "-p", "trees", "--on", "2025-12-31", "--json", *options)
    assert (result.code, result.err.removeprefix("wrote open.csv\n")) == (0, "")
    return json.loads(result.out)


def test_new_rows_become_commitments(imported: Path, run: Run) -> None:
    """New rows become commitments with targets, parties and figures; the key of each is kept."""
    registry = read(imported).registry
    kent = registry.commitments["kent-all"]
    assert kent.title == "Kent: Trees"
    assert kent.external_ids == {"trees": "Kent / all"}
    assert str(kent.due) == "2030"
    assert kent.parties.responsible == ("kent",)
    assert (kent.targets["trees"].value, kent.targets["trees"].unit) == (40_000, "trees")
    assert str(registry.commitments["kent-council"].due) == "FY2045-46"
    assert registry.commitments["kent-council"].targets == {}
    assert registry.commitments["kent-council"].note == "was 2025"
    assert registry.parties["kent"].title == "Kent"
    figures = {u.commitment: (u.target, u.actual, str(u.on)) for u in registry.updates.values() if u.target == "trees"}
    assert figures == {"kent-all": ("trees", 1000, "2024-12-31"), "york-all": ("trees", 10, "2024-12-31")}
    assert run("check").code == 0


def test_the_next_version_is_a_difference(imported: Path, run: Run) -> None:
    """Equal values in another spelling are equal; targets and deadlines are amended, figures updated, titles open."""
    answer = difference(run, imported, SECOND)
    changes = [tuple(item[key] for key in ("change", "id", "field", "before", "after")) for item in answer["items"]]
    assert changes == [
        ("added", "leeds", "parties", None, "Leeds"),
        ("amended", "kent-council", "due", "FY2045-46", "2046"),
        ("amended", "bath-all", "due", "2040", "2035"),
        ("decide", "bath-all", "title", "Bath: Trees", "Bath: More trees"),
        ("amended", "bath-all", "targets.trees.value", "500 trees", "450 trees"),
        ("new", "leeds-all", None, None, "Leeds: Trees"),
        ("updated", "kent-all", "trees 2025-12-31", "1,000 trees", "2,500 trees"),
        ("missing", "york-all", None, None, None),
    ]
    assert (answer["unchanged"], answer["refused"], answer["written"]) == (0, [], True)
    journal = tomli.loads((imported / "updates.toml").read_text(encoding="utf-8"))["updates"].values()
    reasons = [line["reason"] for line in journal if "amends" in line]
    assert reasons == ["trees.csv, 2025-12-31"] * 3
    assert "450 trees" in run("show", "bath-all").out


def test_a_second_run_records_nothing(imported: Path, run: Run) -> None:
    """What has been imported is not recorded again; what is open is listed again."""
    difference(run, imported, SECOND)
    before = {path.name: path.read_bytes() for path in imported.glob("*.toml")}
    answer = difference(run, imported, SECOND)
    assert [(item["change"], item["id"]) for item in answer["items"]] == [
        ("decide", "bath-all"),
        ("missing", "york-all"),
    ]
    assert answer["written"] is False
    assert {path.name: path.read_bytes() for path in imported.glob("*.toml")} == before


def test_a_dry_run_writes_nothing(imported: Path, run: Run) -> None:
    """A dry run prints the difference as a table, and writes nothing."""
    before = {path.name: path.read_bytes() for path in imported.glob("*.toml")}
    (imported / "trees.csv").write_text(SECOND, encoding="utf-8")
    result = run("import", "trees.csv", "-p", "trees", "--on", "2025-12-31", "--dry-run")
    assert result.out.startswith(
        "would record: 1 new, 3 amended, 1 updated, 1 new party\nnot recorded: 1 to decide, 1 missing\n"
    )
    assert "bath-all" in result.out
    assert "2040 → 2035" in result.out
    assert {path.name: path.read_bytes() for path in imported.glob("*.toml")} == before


def test_what_is_missing_is_withdrawn_if_that_is_meant(imported: Path, run: Run) -> None:
    """With --missing withdraw and a reason, commitments that the sheet no longer has are withdrawn, once."""
    options = ("--missing", "withdraw", "--reason", "no longer in the register")
    answer = difference(run, imported, SECOND, *options)
    assert [item["id"] for item in answer["items"] if item["change"] == "withdrawn"] == ["york-all"]
    assert all(item["change"] == "decide" for item in difference(run, imported, SECOND, *options)["items"])
    assert "withdrawn" in run("show", "york-all").out
    result = run("import", "trees.csv", "-p", "trees", "--missing", "withdraw")
    assert (result.code, "--reason" in result.err) == (2, True)


BROKEN = """\
Council,Scope,Name,Remark,By,Trees,Planted
Kent,all,Trees,,soon,#ERROR!,-9999
,all,Trees,,2030,5,
Hull,all,Trees,,2030,10,
Bath,all,Trees,,2040,500,
Bath,all,Trees,,2040,500,
"""


def test_what_cannot_be_read_is_listed_at_once(imported: Path, run: Run) -> None:
    """Every cell that cannot be read is listed with row, column, text and reason, and nothing is imported."""
    (imported / "trees.csv").write_text(BROKEN, encoding="utf-8")
    before = {path.name: path.read_bytes() for path in imported.glob("*.toml")}
    result = run("import", "trees.csv", "-p", "trees")
    assert result.code == 2
    lines = result.err.splitlines()
    assert lines[0] == "error: trees.csv: 4 invalid rows; nothing imported:"
    assert lines[1].startswith('row 2, column "By": invalid date "soon": ')
    assert lines[2].startswith('row 2, column "Trees": "#ERROR!": ')
    assert lines[3].startswith('row 2, column "Planted": "-9999": ')
    assert lines[4] == 'row 3, column "Council": missing key'
    hint = ' (if each row is a figure, say so in the profile: rows = "figures")'
    assert lines[5:7] == [f'row {row}: 2 rows have the key "Bath / all"{hint * (row == 5)}' for row in (5, 6)]
    assert {path.name: path.read_bytes() for path in imported.glob("*.toml")} == before


def test_invalid_rows_can_be_skipped(imported: Path, run: Run) -> None:
    """--skip-invalid imports the other rows, writes the refused ones to a file, and takes none of them for missing."""
    (imported / "trees.csv").write_text(BROKEN, encoding="utf-8")
    result = run("import", "trees.csv", "-p", "trees", "--skip-invalid", "refused.csv")
    assert result.code == 0
    assert result.out.startswith("recorded: 1 new, 1 new party\nnot recorded: 2 missing, 4 invalid\n")
    assert "hull-all" in read(imported).registry.commitments
    refused = (imported / "refused.csv").read_text(encoding="utf-8-sig").splitlines()
    assert refused[0] == "row,Council,Scope,Name,Remark,By,Trees,Planted,problem"
    assert [line.split(",")[0] for line in refused[1:]] == ["2", "3", "5", "6"]
    with (imported / "refused.csv").open(encoding="utf-8-sig", newline="") as file:
        first, second, *others = (row["problem"] for row in csv.DictReader(file))
    assert first.startswith('column "By": invalid date "soon": ')
    assert '; column "Trees": "#ERROR!": not a value (if it means' in first
    assert '; column "Planted": "-9999": not a value (if it means' in first
    assert second == 'column "Council": missing key'
    assert {text[:33] for text in others} == {'2 rows have the key "Bath / all" '}
    again = run("import", "trees.csv", "-p", "trees", "--skip-invalid", "refused.csv")
    assert (again.code, again.err) == (2, 'error: "refused.csv" already exists\nhint: add --force to overwrite it\n')


@pytest.mark.parametrize("option", ["--skip-invalid", "--undecided"])
def test_the_file_that_is_imported_is_never_overwritten(imported: Path, run: Run, option: str) -> None:
    """Neither --force nor a link to the file changes that, and a dry run overwrites no file at all."""
    (imported / "trees.csv").write_text(BROKEN, encoding="utf-8")
    (imported / "linked.csv").symlink_to("trees.csv")
    (imported / "hard.csv").hardlink_to(imported / "trees.csv")
    (imported / "open.csv").write_text("mine", encoding="utf-8")
    command = ("import", "trees.csv", "-p", "trees", "--force", option)
    (imported / "loop.csv").symlink_to("loop.csv")
    assert run("import", "trees.csv", "-p", "trees", "--dry-run", option, "loop.csv").code == 2
    for name in ("trees.csv", "./trees.csv", "linked.csv", "hard.csv"):
        for more in ((), ("--dry-run",)):
            result = run(*command, name, *more)
            error = f'error: "{name}" is the file that is read\nhint: choose another output file\n'
            assert (result.code, result.err) == (2, error)
    result = run(*command, "open.csv", "--dry-run")
    assert (result.code, result.err.splitlines()[0]) == (
        2, 'error: "open.csv" already exists, and a dry run overwrites nothing',
    )  # fmt: skip
    assert (imported / "trees.csv").read_text(encoding="utf-8") == BROKEN
    assert (imported / "open.csv").read_text(encoding="utf-8") == "mine"
    assert run("import", "trees.csv", "--suggest", "-o", "trees.csv", "--force").code == 2
    result = run("import", "trees.csv", "-p", "trees", "--undecided", "new.csv", "--skip-invalid", "./new.csv")
    assert result.err == "error: --undecided and --skip-invalid need a file each\n"
    assert (imported / "trees.csv").read_text(encoding="utf-8") == BROKEN


def test_an_implausible_figure_is_left_to_decide(imported: Path, run: Run) -> None:
    """An implausible figure or target is not recorded, but listed with the reason; a file of decisions accepts it."""
    text = FIRST.replace(",1000\n", ",100000\n").replace("500,\n", "5000,\n")
    answer = difference(run, imported, text, "--undecided", "open.csv")
    reasons = {item["field"]: item["reason"] for item in answer["items"]}
    assert [item["change"] for item in answer["items"]] == ["decide", "decide"]
    assert "more than twice the target" in reasons["trees 2025-12-31"]
    assert "five times the current value" in reasons["targets.trees.value"]
    decisions = (imported / "open.csv").read_text(encoding="utf-8-sig")
    (imported / "open.csv").write_text(decisions.replace('100,000 trees",', '100,000 trees",yes'), encoding="utf-8")
    answer = difference(run, imported, text, "--decisions", "open.csv")
    assert [(item["change"], item["id"]) for item in answer["items"]] == [
        ("decide", "bath-all"),
        ("updated", "kent-all"),
    ]


def test_mistakes_in_a_profile(imported: Path, run: Run) -> None:
    """Unknown keys and columns are all listed, with what may have been meant."""
    profile = imported / "imports" / "trees.toml"
    profile.write_text(PROFILE.replace("value =", "valeu =").replace("due =", "deu ="), encoding="utf-8")
    result = run("import", "trees.csv", "-p", "trees")
    assert (result.code, result.err.splitlines()) == (
        2,
        [
            f'error: {profile}, line 9: unknown key "deu" in [commitment] (did you mean "due"?)',
            f'{profile}, line 13: unknown key "valeu" in [targets.trees] (did you mean "value"?)',
        ],
    )
    profile.write_text(PROFILE.replace('"Planted"', '"Plantd"').replace("{Name}", "{Naem}"), encoding="utf-8")
    result = run("import", "trees.csv", "-p", "trees")
    assert (result.code, result.err.splitlines()) == (
        2,
        [
            'error: [commitment] title: trees.csv: no heading "Naem" (did you mean "Name"?)',
            '[targets.trees] figure: trees.csv: no heading "Plantd" (did you mean "Planted"?)',
        ],
    )
    result = run("import", "trees.csv", "-p", "tree")
    assert (result.code, result.err) == (4, 'error: no profile "tree"\nhint: did you mean "trees"?\n')


def test_accepted_changes_are_edited(imported: Path, run: Run) -> None:
    """A title, a unit or a party that has been accepted is changed in the file; every other line stays as it is."""
    text = FIRST.replace("Bath,all,Trees", "Bath,all,More “trees”").replace("York,all,Trees", "York,all,Forest")
    difference(run, imported, text, "--undecided", "open.csv")
    rows = (imported / "open.csv").read_text(encoding="utf-8-sig").splitlines()
    rows = [row.replace('trees”",', 'trees”",yes').replace("trees”,", "trees”,yes", 1) for row in rows]
    (imported / "open.csv").write_text("\n".join(rows), encoding="utf-8")
    before = (imported / "additions.toml").read_text(encoding="utf-8")
    answer = difference(run, imported, text, "--decisions", "open.csv")
    assert [(item["change"], item["id"], item["field"]) for item in answer["items"]] == [
        ("edited", "bath-all", "title"),
        ("decide", "york-all", "title"),
    ]
    after = (imported / "additions.toml").read_text(encoding="utf-8")
    assert after == before.replace('title = "Bath: Trees"', 'title = "Bath: More “trees”"')
    result = run("import", "trees.csv", "-p", "trees", "--decisions", "open.csv")
    assert result.out.startswith("recorded: nothing\nnot recorded: 1 to decide, 3 unchanged\n")
    assert result.err == "note: 1 accepted change is no longer open\n"


FORMULAS = {"=LINK(1)": "'=LINK(1)", "@SUM": "'@SUM", "+a;=b": "'+a;'=b", "'=c": "''=c", "-5 d": "'-5 d", "'f'": "'f'"}


def test_files_for_people_have_no_formulas(imported: Path, run: Run) -> None:
    """Text is written as `export csv` writes it, and a corrected file is read as the sheet has it."""
    rows = "".join(f"{text},all,x,,soon,10,\n" for text in FORMULAS)
    (imported / "trees.csv").write_text(FIRST + rows, encoding="utf-8")
    assert run("import", "trees.csv", "-p", "trees", "--skip-invalid", "refused.csv").code == 0
    refused = (imported / "refused.csv").read_text(encoding="utf-8-sig")
    assert [line.split(",")[1] for line in refused.splitlines()[1:]] == list(FORMULAS.values())
    (imported / "refused.csv").write_text(refused.replace(",soon,", ",2030,"), encoding="utf-8")
    result = run("import", "refused.csv", "-p", "trees")
    assert (result.code, result.err) == (0, "")
    keys = {commitment.external_ids.get("trees") for commitment in read(imported).registry.commitments.values()}
    assert keys >= {f"{text} / all" for text in FORMULAS}


def test_decisions_about_formulas(imported: Path, run: Run) -> None:
    """What could be a formula is accepted as it is in the sheet."""
    profile = PROFILE.replace('title = "{Council}: {Name}"', 'title = "Name"')
    (imported / "imports" / "trees.toml").write_text(profile, encoding="utf-8")
    (imported / "trees.csv").write_text(FIRST.replace("Bath,all,Trees", "Bath,all,=Trees"), encoding="utf-8")
    command = ("import", "trees.csv", "-p", "trees", "--on", "2024-12-31")
    assert run(*command, "--undecided", "open.csv").code == 0
    rows = (imported / "open.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [row.split(",")[2] for row in rows if row.startswith("Bath")] == ["'=Trees"]
    (imported / "open.csv").write_text("\n".join(rows).replace("=Trees,", "=Trees,yes"), encoding="utf-8")
    result = run(*command, "--decisions", "open.csv")
    assert (result.code, result.err) == (0, "")
    assert read(imported).registry.commitments["bath-all"].title == "=Trees"


def test_update_reads_the_figures_of_a_profile(imported: Path, run: Run) -> None:
    """update --from with a profile records figures only: nothing is added, amended or missing."""
    (imported / "trees.csv").write_text(SECOND, encoding="utf-8")
    result = run("update", "--from", "trees.csv", "--profile", "trees")
    assert (result.code, result.err.splitlines()[1]) == (2, 'row 5: no commitment has the key "Leeds / all"')
    (imported / "trees.csv").write_text(SECOND.partition("Leeds")[0], encoding="utf-8")
    result = run("update", "--from", "trees.csv", "--profile", "trees", "--dry-run")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("would record: 1 updated\nnot recorded: 2 unchanged\n")
    assert "1,000 trees → 2,500 trees" in result.out


OWN = """\
id,title,title_ja,due,responsible,target,value,unit,actual,on
training,"Training for 5,000 people",,2099-12-31,,trainees,5000,people,1200,2025-01-31
parks,Ten parks,公園10か所,2030,,parks,10,parks,3,2025-01-31
parks,Ten parks,公園10か所,2030,,trees,500,trees,,
walks,Walk to school,,,,,,,,
"""


def test_the_headings_of_the_format_need_no_profile(folder: Path, run: Run) -> None:
    """Without a profile, commitments are read by the headings of the format, with a row for each target."""
    (folder / "own.csv").write_text(OWN, encoding="utf-8")
    result = run("import", "own.csv")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("recorded: 2 new, 2 updated\n")
    parks = read(folder).registry.commitments["parks"]
    assert (parks.title, parks.external_ids) == ({"en": "Ten parks", "ja": "公園10か所"}, {})
    assert {name: target.value for name, target in parks.targets.items()} == {"parks": 10, "trees": 500}
    assert run("import", "own.csv").out == "recorded: nothing\nnot recorded: 3 unchanged\n"
    (folder / "own.csv").write_text(OWN.replace("trees,500", "trees,600"), encoding="utf-8")
    assert "500 trees → 600 trees" in run("import", "own.csv").out
    (folder / "own.csv").write_text("id,titel\na,b\n", encoding="utf-8")
    result = run("import", "own.csv")
    assert result.err == 'error: own.csv: unknown heading "titel"\nhint: did you mean "title"?\n'


def test_updates_are_imported_by_their_headings(folder: Path, run: Run) -> None:
    """A sheet of updates is read as by update --from."""
    (folder / "rows.csv").write_text("commitment,on,actual\ntraining,2025-01-31,1100\n", encoding="utf-8")
    assert run("import", "rows.csv").out.startswith("1 added, 0 already recorded\n")
    assert run("update", "--from", "rows.csv").out == "0 added, 1 already recorded\n"


def test_several_rows_are_figures_of_one_commitment(folder: Path, run: Run) -> None:
    """With rows = "figures", rows with the same key are figures of one commitment, which must be the same."""
    (folder / "imports").mkdir()
    profile = (
        'key = "Code"\nrows = "figures"\nempty = [":"]\n[commitment]\ntitle = "Name"\n[targets.level]\n'
        'unit = "Unit"\naccumulates = false\nfigure = "Value"\non = "Year"\n'
    )
    (folder / "imports" / "long.toml").write_text(profile, encoding="utf-8")
    text = "Code,Name,Unit,Year,Value\nr,Rate,%,2020,4.5\nr,Rate,%,2021,4.0\nr,Rate,%,2022,:\np,People,people,2021,7\n"
    (folder / "long.csv").write_text(text, encoding="utf-8")
    assert run("import", "long.csv", "-p", "long").out.startswith("recorded: 2 new, 3 updated\n")
    (folder / "long.csv").write_text(f"{text}r,Rate,%,2024,3.5\n", encoding="utf-8")
    assert run("import", "long.csv", "-p", "long").out.startswith("recorded: 1 updated\nnot recorded: 1 unchanged\n")
    (folder / "long.csv").write_text(f"{text}r,Rates,%,2024,3.5\n", encoding="utf-8")
    result = run("import", "long.csv", "-p", "long")
    assert 'row 6, column "Name": "Rates": not as in row 2, which has the same key' in result.err


def test_the_columns_of_months(folder: Path, run: Run) -> None:
    """{on} stands for the day in the headings of several columns: of figures, and of milestones."""
    (folder / "imports").mkdir()
    profile = (
        'key = "Plan"\n[commitment]\ntitle = "Plan"\nmade = { always = "2024" }\ndue = "Due"\n'
        '[targets.buses]\nvalue = "Target"\nunit = { always = "buses" }\n'
        'milestones = "Plan {on}"\nfigure = "Actual {on}"\n'
    )
    (folder / "imports" / "wide.toml").write_text(profile, encoding="utf-8")
    text = "Plan,Due,Target,Plan 2026,Plan 2028,Actual 2025-03,Actual 2025-06\nBuses,end of 2030,300,100,200,10,20\n"
    (folder / "wide.csv").write_text(text, encoding="utf-8")
    assert run("import", "wide.csv", "-p", "wide").out.startswith("recorded: 1 new, 2 updated\n")
    registry = read(folder).registry
    target = registry.commitments["buses"].targets["buses"]
    assert [(str(step.on), step.value) for step in target.milestones] == [("2026-12-31", 100), ("2028-12-31", 200)]
    figures = [(str(u.on), u.actual) for u in registry.updates.values() if u.commitment == "buses"]
    assert figures == [("2025-03-31", 10), ("2025-06-30", 20)]


def test_words_of_a_status(folder: Path, run: Run) -> None:
    """Words of a status become completion levels and decisions; a word that the profile does not have is refused."""
    (folder / "imports").mkdir()
    profile = (
        'key = "Id"\n[commitment]\ntitle = "Promise"\n[status]\ncolumn = "Status"\nnote = "Why"\nby = "By"\n'
        'evidence = { column = "Links", separator = " | " }\n[status.words]\n"Kept" = { completion = "complete" }\n'
        '"On track" = {}\n"Dropped" = { lifecycle = "withdrawn" }\n'
    )
    (folder / "imports" / "status.toml").write_text(profile, encoding="utf-8")
    text = (
        "Id,Promise,Status,Why,Links,By\n1,A bridge,Kept,opened,https://e.org/a | https://e.org/b,Review board\n"
        "2,A tunnel,On track,,,\n3,A ferry,Dropped,no money,,Cabinet\n"
    )
    (folder / "s.csv").write_text(text, encoding="utf-8")
    result = run("import", "s.csv", "-p", "status", "--on", "2025-06-30")
    assert result.out.startswith("recorded: 3 new, 2 updated\n")
    kept, dropped = list(read(folder).registry.updates.values())[-2:]
    assert (kept.completion, kept.note, kept.evidence) == ("complete", "opened", ("https://e.org/a", "https://e.org/b"))
    assert (kept.by, dropped.by) == ("Review board", "Cabinet")
    assert (dropped.lifecycle, dropped.reason) == ("withdrawn", '"Dropped"')
    assert run("import", "s.csv", "-p", "status").out == "recorded: nothing\nnot recorded: 3 unchanged\n"
    (folder / "s.csv").write_text(text.replace("Kept", "Half kept"), encoding="utf-8")
    assert (
        'row 2, column "Status": "Half kept": not one of the words in [status]'
        in run("import", "s.csv", "-p", "status").err
    )
    lacking = text.replace(",Cabinet", ",").replace("opened,https://e.org/a | https://e.org/b", ",")
    (folder / "s.csv").write_text(lacking, encoding="utf-8")
    result, verdict = run("import", "s.csv", "-p", "status"), "a verdict is recorded with who gave it, when, and why"
    assert result.err.splitlines()[1:3] == [
        f'row 2: {verdict}; missing: one of "note", "reason" and "evidence"', f'row 4: {verdict}; missing: "by"',
    ]  # fmt: skip


def test_roles_that_the_sheet_does_not_have_are_kept(imported: Path, run: Run) -> None:
    """Of the parties, only the roles that the profile reads are compared; a text keeps its other languages."""
    path = imported / "additions.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace('responsible = ["kent"]', 'responsible = ["kent"], beneficiary = ["bath"]')
    path.write_text(text.replace('"Kent: Trees"', '{ en = "Kent: Trees", ja = "ケント：植林" }'), encoding="utf-8")
    assert difference(run, imported, FIRST)["items"] == []
    changed = FIRST.replace("Kent,all,Trees", "Kent,all,Forest")
    difference(run, imported, changed, "--undecided", "open.csv")
    rows = (imported / "open.csv").read_text(encoding="utf-8-sig").replace("Forest,,", "Forest,yes,")
    (imported / "open.csv").write_text(rows, encoding="utf-8")
    assert [item["change"] for item in difference(run, imported, changed, "--decisions", "open.csv")["items"]] == [
        "edited"
    ]
    kent = read(imported).registry.commitments["kent-all"]
    assert kent.title == {"en": "Kent: Forest", "ja": "ケント：植林"}
    assert kent.parties.beneficiary == ("bath",)


def test_nothing_is_withdrawn_beside_a_row_without_key(imported: Path, run: Run) -> None:
    """A row whose key cannot be read may be one that seems to be missing, so nothing is withdrawn."""
    (imported / "trees.csv").write_text(SECOND.replace("Leeds,all", ",all"), encoding="utf-8")
    options = ("--missing", "withdraw", "--reason", "gone", "--skip-invalid", "refused.csv")
    result = run("import", "trees.csv", "-p", "trees", *options)
    assert (result.code, "nothing can be withdrawn" in result.err) == (2, True)
    assert not (imported / "refused.csv").exists()


def test_an_older_sheet_does_not_undo_amendments(imported: Path, run: Run) -> None:
    """A sheet that is older than an amendment is refused, and so is one from the future."""
    difference(run, imported, SECOND)
    (imported / "trees.csv").write_text(FIRST, encoding="utf-8")
    result = run("import", "trees.csv", "-p", "trees", "--on", "2025-06-30")
    assert (
        "row 3: the sheet is older than the amendment of 2025-12-31 (state the date of the sheet: --on DAY)"
        in result.err
    )
    result = run("import", "trees.csv", "-p", "trees", "--on", "2199-01-01")
    assert (result.code, "is in the future" in result.err) == (2, True)


def test_profiles_are_no_part_of_the_registry(imported: Path, run: Run) -> None:
    """Files in imports/ are not read with the registry, whatever they contain."""
    before = run("list", "--json").out
    (imported / "imports" / "broken.toml").write_text("[", encoding="utf-8")
    assert run("check").code == 0
    assert run("list", "--json").out == before
    result = run("import", "trees.csv", "-p", "broken")
    assert (result.code, "broken.toml, line 1: " in result.err) == (2, True)
    for line, reason in {
        'add = ["party"]': 'must be one of parties, pillars, areas, documents, not the text "party"',
        'file = "updates.toml"': 'file = "updates.toml" is not a file for commitments',
        'fixed = ["titel"]': 'fixed: "titel" is not a field that the profile reads',
    }.items():
        profile = f'key = "Council"\n{line}\n[commitment]\ntitle = "Name"\n'
        (imported / "imports" / "broken.toml").write_text(profile, encoding="utf-8")
        result = run("import", "trees.csv", "-p", "broken")
        assert (result.code, reason in result.err) == (2, True), result.err


def test_a_file_of_its_own(imported: Path, run: Run) -> None:
    """New commitments go to the file that the profile names."""
    path = imported / "imports" / "trees.toml"
    path.write_text(f'file = "trees.toml"\n{PROFILE}', encoding="utf-8")
    difference(run, imported, SECOND)
    text = (imported / "trees.toml").read_text(encoding="utf-8")
    assert text.splitlines()[:2] == [
        'parties.leeds.title = "Leeds"',
        'commitments.leeds-all.external_ids = { trees = "Leeds / all" }',
    ]
    assert run("check").code == 0


NUMBERS = {
    "0.25": "a number without a scale",
    "25 people": 'the unit is "people", but the profile says "%"',
    "about": "invalid amount",
}


def test_numbers_of_a_workbook_need_a_scale(folder: Path, run: Run) -> None:
    """A percentage of a workbook may be shown as 25 % and be 0.25: it is refused without a scale."""
    openpyxl = pytest.importorskip("openpyxl")
    (folder / "imports").mkdir()
    profile = 'key = "Plan"\n[commitment]\ntitle = "Plan"\n[targets.share]\nvalue = "Share"\nunit = { always = "%" }\n'
    path = folder / "imports" / "p.toml"
    for cell, scale, expected in [
        (0.25, "", None),
        ("25 people", "", None),
        (0.25, "scale = 100\n", 25),
        ("25%", "", 25),
    ]:
        book = openpyxl.Workbook()
        book.active.append(["Plan", "Share"])
        book.active.append([f"Cut {cell}{len(scale)}", cell])
        book.save(folder / "p.xlsx")
        path.write_text(profile + scale, encoding="utf-8")
        result = run("import", "p.xlsx", "-p", "p", "--json")
        assert (result.code == 0) == (expected is not None), result.err
        if expected is None:
            assert 'row 2, column "Share": ' in result.err
            assert NUMBERS[str(cell)] in result.err
        else:
            values = [
                c.targets["share"].value for c in read(folder).registry.commitments.values() if "share" in c.targets
            ]
            assert values[-1] == expected


def test_a_target_that_is_added_later(imported: Path, run: Run) -> None:
    """A target that the sheet has only now is left to decide, with its figure; both are recorded once accepted."""
    text = FIRST.replace("2025,2045/6,,", "2025,2045/6,90,30")
    answer = difference(run, imported, text, "--undecided", "open.csv")
    assert [(item["change"], item["field"], item["reason"]) for item in answer["items"]] == [
        ("decide", "targets.trees", "it changes the commitment itself"),
        ("decide", "trees 2025-12-31", "accept its target first"),
    ]
    rows = (imported / "open.csv").read_text(encoding="utf-8-sig").replace("90 trees,", "90 trees,yes")
    (imported / "open.csv").write_text(rows, encoding="utf-8")
    answer = difference(run, imported, text, "--decisions", "open.csv")
    assert [(item["change"], item["id"]) for item in answer["items"]] == [
        ("edited", "kent-council"),
        ("updated", "kent-council"),
    ]
    assert "30 of 90 trees" in run("show", "kent-council").out
    assert difference(run, imported, text)["items"] == []


def test_the_status_of_a_commitment_with_a_target_value(folder: Path, run: Run) -> None:
    """A completion level could contradict the figures of a target, so it is not recorded; a notice counts them."""
    (folder / "own.csv").write_text(
        "id,title,target,value,unit,completion\na,A bridge,,,,limited\nb,Ten bridges,bridges,10,bridges,limited\n",
        encoding="utf-8",
    )
    result = run("import", "own.csv")
    assert result.out.startswith("recorded: 2 new, 1 updated\n")
    assert result.err == "note: 1 status is not recorded, because its commitment has a target value\n"


@pytest.mark.usefixtures("imported")
def test_the_date_of_a_sheet_in_the_future(run: Run) -> None:
    result = run("import", "trees.csv", "-p", "trees", "--on", "2199-01-01")
    assert (result.code, result.err.splitlines()[1]) == (2, "hint: --on is the date of the sheet")


def test_milestones_need_no_separator(folder: Path, run: Run) -> None:
    """As docs/import.md writes them; without a day, a milestone is refused."""
    (folder / "imports").mkdir()
    profile = 'key = "Ref"\n[commitment]\ntitle = "Title"\n[targets.funds]\nvalue = "Goal"\nmilestones = "Ms"\n'
    (folder / "imports" / "p.toml").write_text(profile, encoding="utf-8")
    (folder / "p.csv").write_text("Ref,Title,Goal,Ms\na,Funds,JPY 5bn,2027: JPY 2bn; 2028: JPY 3bn\n", encoding="utf-8")
    assert run("import", "p.csv", "-p", "p").code == 0
    steps = read(folder).registry.commitments["funds"].targets["funds"].milestones
    assert [(str(step.on), step.value) for step in steps] == [("2027-12-31", 2 * 10**9), ("2028-12-31", 3 * 10**9)]
    (folder / "p.csv").write_text("Ref,Title,Goal,Ms\nb,Funds,JPY 5bn,JPY 2bn\n", encoding="utf-8")
    assert 'column "Ms": "JPY 2bn": not a day and an amount' in run("import", "p.csv", "-p", "p").err
