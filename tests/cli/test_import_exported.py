"""``commitrack import`` of what ``export`` wrote: into an empty registry, and again after it was edited."""

import csv
import json
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from commitrack.model import Commitment
from commitrack.registry import example, must_read

Run = Callable[..., tuple[int, str, str]]
EMPTY = '[registry]\ntitle = "New"\n'
SETTINGS = 'fiscal_year_start = "04-01"\npillar_basis = "inferred"\nareas_basis = "inferred"\n'
"""Those of the shipped registry that change what its tables mean."""
OTHERS_ADDED = "1 new document, 3 new pillars, 31 new areas, 17 new parties, 15 new meetings"


@pytest.fixture
def package(run: Run, folder: Path) -> Path:
    """The registry of the tests as a package, and an empty registry in the working directory instead of it."""
    run("export", "csv", "package", "--as-of", "2026-11-23")
    (folder / "commitments.toml").write_text(EMPTY, encoding="utf-8")
    (folder / "updates.toml").unlink()
    return folder / "package"


def edit(file: Path, change: Callable[[dict[str, str]], None], *more: dict[str, str]) -> None:
    """Change every row of a CSV file, and append rows."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        change(row)
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0].keys())
        writer.writeheader()
        writer.writerows([*rows, *more])


def keep(_row: dict[str, str]) -> None:
    """Change nothing."""


def unrecorded(commitments: Iterable[Commitment]) -> list[Commitment]:
    """The commitments without the time at which they were added."""
    return [replace(commitment, recorded=None) for commitment in commitments]


def test_the_shipped_registry_survives_a_round_trip(run: Run, tmp_path: Path) -> None:
    """Through a workbook into an empty registry, everything but settings, units and rates is the same."""
    shutil.copytree(example(), tmp_path / "old")
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "commitments.toml").write_text(EMPTY + SETTINGS, encoding="utf-8")
    assert run("export", "xlsx", "register.xlsx", "-r", "old")[0] == 0
    code, out, _err = run("import", "register.xlsx", "-r", "new")
    assert (code, out.splitlines()[0]) == (0, "recorded: 140 new, 65 updated, " + OTHERS_ADDED)
    old, new = (must_read(tmp_path / name).registry for name in ("old", "new"))
    assert unrecorded(new.commitments.values()) == unrecorded(old.commitments.values())
    assert dict(new.updates) == dict(old.updates)
    for table in ("documents", "pillars", "areas", "parties", "meetings"):
        assert getattr(new, table) == getattr(old, table)
    assert run("import", "register.xlsx", "-r", "new")[1] == "recorded: nothing\nnot recorded: 140 unchanged\n"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_settings_that_change_the_meaning_must_be_the_same(run: Run, folder: Path, form: str) -> None:
    """FY2027 ends in March 2028 only where fiscal years start in April; the answer says what to write."""
    shutil.copytree(example(), folder / "old")
    assert run("export", form, f"register.{form}", "-r", "old")[0] == 0
    (folder / "updates.toml").unlink()
    (folder / "commitments.toml").write_text(EMPTY + 'fiscal_year_named = "end"\n', encoding="utf-8")
    code, out, err = run("import", f"register.{form}")
    assert (code, out) == (2, "")
    assert "the tables come from a registry with other settings" in err
    assert (
        'fiscal_year_start = "04-01", fiscal_year_named = "start", pillar_basis = "inferred", '
        'areas_basis = "inferred"' in " ".join(err.split())
    )
    assert must_read(folder).registry.commitments == {}


def test_a_dry_run_writes_nothing(run: Run, package: Path, folder: Path) -> None:
    """The difference is shown, and the registry stays empty."""
    code, out, _err = run("import", str(package), "--dry-run")
    assert (code, out.splitlines()[0]) == (0, "would record: 4 new, 1 updated, 2 new pillars")
    assert " – → 1,000 people" in out
    assert [path.name for path in folder.glob("*.toml")] == ["commitments.toml"]


def test_edits_become_amendments_updates_and_decisions(run: Run, package: Path, folder: Path) -> None:
    """A new value is an amendment, a row without a key a new update, a new title is left to decide."""
    assert run("import", str(package))[0] == 0

    def halve(row: dict[str, str]) -> None:
        row["value"] = "4000" if row["target"] == "trainees" else row["value"]

    def retitle(row: dict[str, str]) -> None:
        row["title"] = "A bigger fund" if row["id"] == "fund" else row["title"]

    edit(package / "targets.csv", halve)
    edit(package / "commitments.csv", retitle)
    edit(package / "updates.csv", keep, {"commitment": "training", "on": "2024-12-31", "actual": "1500"})
    code, out, _err = run("import", str(package), "--on", "2025-01-31", "--undecided", "decide.csv")
    assert (code, out.splitlines()[:2]) == (
        0, ["recorded: 1 amended, 1 updated", "not recorded: 1 to decide, 2 unchanged"],
    )  # fmt: skip
    registry = must_read(folder).registry
    amendment, figure = list(registry.updates.values())[1:]
    assert (amendment.amends and amendment.amends.value, amendment.reason) == (4000, "package, 2025-01-31")
    assert (figure.target, figure.actual, str(figure.on)) == ("trainees", 1500, "2024-12-31")
    assert registry.commitments["fund"].title == "A fund of ¥40bn"
    assert run("import", str(package), "--on", "2025-01-31")[1].splitlines()[0] == "recorded: nothing"

    edit(folder / "decide.csv", lambda row: row.update(accept="yes"))
    assert run("import", str(package), "--decisions", "decide.csv")[1].splitlines()[0] == "recorded: 1 edited"
    assert must_read(folder).registry.commitments["fund"].title == "A bigger fund"


def test_a_new_update_may_have_evidence(run: Run, package: Path, folder: Path) -> None:
    """Addresses are in a column of their own, because evidence of the other updates is found by their keys."""
    rows = [
        "commitment,on,actual,evidence,note_ja",
        "training,2024-12-31,1500,https://example.org/1 https://example.org/2,研修",
    ]
    (package / "updates.csv").write_text("\n".join(rows), encoding="utf-8")
    (package / "evidence.csv").unlink()
    assert run("import", str(package))[1].splitlines()[0] == "recorded: 4 new, 1 updated, 2 new pillars"
    (update,) = must_read(folder).registry.updates.values()
    assert update.evidence == ("https://example.org/1", "https://example.org/2")
    assert update.note == {"ja": "研修"}


def test_what_was_amended_is_not_amended_back(run: Run, folder: Path) -> None:
    """An export has the original value; importing it again does not undo the amendment."""
    run("amend", "training", "--value", "4500", "--reason", "r", "--on", "2025-01-01")
    run("export", "csv", "package")
    before = (folder / "updates.toml").read_bytes()
    assert run("import", "package")[1] == "recorded: nothing\nnot recorded: 4 unchanged\n"
    assert (folder / "updates.toml").read_bytes() == before


def test_a_recorded_update_is_never_changed(run: Run, folder: Path) -> None:
    """A line of the journal that was edited in the table is listed, with the way to take it back."""
    run("export", "csv", "package")
    edit(folder / "package" / "updates.csv", lambda row: row.update(actual="999"))
    before = (folder / "updates.toml").read_bytes()
    code, out, _err = run("import", "package")
    assert code == 0
    assert "1 to decide" in out
    (key,) = must_read(folder).registry.updates
    undo = f"a recorded update is never changed; retract it, and record another one: commitrack undo {key}"
    assert out.splitlines()[4].split(maxsplit=5) == [
        "decide", "training", "updates", "2", "trainees", f"2024-06-30   1,000 people → 999 people   {undo}",
    ]  # fmt: skip
    edit(folder / "package" / "updates.csv", lambda row: row.update(actual="1000", on="2024-06-29", note="x"))
    edit(folder / "package" / "evidence.csv", lambda row: row.update(url="https://example.org/2"))
    _code, out, _err = run("import", "package", "--undecided", "open.csv")
    assert [" ".join(line.split()[4:8]) for line in out.splitlines()[4:7]] == [
        "on 2024-06-30 → 2024-06-29", "evidence https://example.org/1 → https://example.org/2", "note – → x",
    ]  # fmt: skip
    assert (folder / "updates.toml").read_bytes() == before


def test_what_is_accepted_and_cannot_be_changed_is_named(run: Run, folder: Path) -> None:
    """It is not called outdated; what is no longer open is."""
    run("export", "csv", "package")
    edit(folder / "package" / "updates.csv", lambda row: row.update(actual="999"))
    edit(folder / "package" / "pillars.csv", lambda row: row.update(title="Pillar " + row["id"]))
    run("import", "package", "--undecided", "open.csv")
    edit(folder / "open.csv", lambda row: row.update(accept="yes"))
    (key,) = must_read(folder).registry.updates
    code, _out, err = run("import", "package", "--decisions", "open.csv")
    accepted = 'note: "{}" of "{}" is accepted, and cannot be changed by an import: '.format
    assert (code, err.splitlines()) == (0, [
        accepted("pillars", "people") + "edit it in the registry",
        accepted("pillars", "trade") + "edit it in the registry",
        accepted("trainees 2024-06-30", "training")
        + f"a recorded update is never changed; retract it, and record another one: commitrack undo {key}",
    ])  # fmt: skip
    edit(folder / "package" / "pillars.csv", lambda row: row.update(title={"people": "People"}.get(row["id"], "Trade")))
    err = run("import", "package", "--decisions", "open.csv")[2]
    assert err.splitlines()[1:] == ["note: 2 accepted changes are no longer open"]


OTHERS = {
    "commitments.csv": {"external_ids.ogp": "JP0001", "by": "Desk"},
    "pillars.csv": {"title": "All people"},
}


@pytest.mark.parametrize("file", OTHERS)
def test_what_an_import_does_not_change_is_listed(run: Run, folder: Path, file: str) -> None:
    """Records that others refer to, and ids of other systems, are for a person to edit."""
    text = (folder / "commitments.toml").read_text(encoding="utf-8")
    text = text.replace("headline = true", 'external_ids.ogp = "JP0000"\nheadline = true', 1)
    (folder / "commitments.toml").write_text(text, encoding="utf-8")
    run("export", "csv", "package")
    edit(folder / "package" / file, lambda row: row.update(OTHERS[file]))
    before = {path: path.read_bytes() for path in folder.glob("*.toml")}
    code, out, _err = run("import", "package")
    assert (code, out.splitlines()[0]) == (0, "recorded: nothing")
    assert all(f"{field.partition('.')[0]} " in out or file.removesuffix(".csv") in out for field in OTHERS[file])
    assert {path: path.read_bytes() for path in folder.glob("*.toml")} == before


@pytest.mark.usefixtures("folder")
def test_a_workbook_that_was_saved_by_another_program(run: Run, tmp_path: Path) -> None:
    """Sheets may be reordered, removed or added; those of other names are not read."""
    run("export", "xlsx", "register.xlsx")
    book = openpyxl.load_workbook(tmp_path / "register.xlsx")
    book.move_sheet("commitments", 5)
    book.create_sheet("Chart")
    del book["assessments"]
    book.save(tmp_path / "register.xlsx")
    assert run("import", "register.xlsx")[1] == "recorded: nothing\nnot recorded: 4 unchanged\n"


PROBLEMS = {
    "a number": ("targets.csv", {"value": "many"}, 'targets, row 2, column "value": "many": must be a number'),
    "a flag": ("commitments.csv", {"headline": "maybe"}, '"headline": "maybe": must be true or false'),
    "a day": ("updates.csv", {"on": "soon"}, 'updates, row 2, column "on": "soon": must be a date such as 2026-09-06'),
    "a time": ("updates.csv", {"recorded": "now"}, '"recorded": "now": must be a time such as 2026-09-06T09:00:00Z'),
    "a word": ("commitments.csv", {"kind": "plegde"}, 'commitments, row 2, column "kind": must be one of'),
    "a deadline": ("commitments.csv", {"due": "20l9"}, 'commitments, row 2, column "due": "20l9": must be a date ('),
    "a date": ("commitments.csv", {"made": "17/12/2023"}, 'row 2, column "made": "17/12/2023": must be a date ('),
    "an id": ("commitments.csv", {"id": ""}, 'commitments, row 2: missing "id"'),
    "a reference": ("updates.csv", {"commitment": "trainig"}, "unknown commitment"),
    "a part": ("targets.csv", {"commitment": "trainig"}, 'row 2: "trainig" is not in the table commitments'),
    "a pillar": ("commitments.csv", {"pillar": "peple"}, 'unknown pillar "peple"'),
    "a key": ("updates.csv", {"key": "1"}, "updates, row 2: "),
    "a strange key": ("updates.csv", {"key": "new 5"}, "updates, row 2: "),
    "a new update": ("updates.csv", {"key": "", "commitment": "trainig"}, 'row 2: unknown commitment "trainig"'),
    "a new figure": ("updates.csv", {"key": "", "commitment": "fund", "target": ""}, 'row 2: missing "target"'),
    "the future": ("updates.csv", {"key": "", "on": "2199-01-01"}, "updates, row 2: 2199-01-01 is in the future"),
}  # fmt: skip


@pytest.mark.parametrize("problem", PROBLEMS)
def test_what_cannot_be_read_or_recorded_is_listed(run: Run, package: Path, folder: Path, problem: str) -> None:
    """A sentence says where it is, by table, row and column; nothing is recorded."""
    file, change, message = PROBLEMS[problem]
    edit(package / file, lambda row: row.update(change))
    if "key" in change:
        (package / "evidence.csv").unlink()  # which names the key
    before = {path: path.read_bytes() for path in folder.glob("*.toml")}
    code, out, err = run("import", str(package))
    assert (code in {2, 3}, out) == (True, "")
    assert message in err
    assert {path: path.read_bytes() for path in folder.glob("*.toml")} == before


def test_the_folder_is_named_with_the_rows(
    run: Run, package: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(package / "targets.csv", lambda row: row.update(value="many"))
    monkeypatch.chdir(package)
    for file in (".", str(package)):
        assert run("import", file, "-r", str(folder))[2].startswith("error: package: ")


def test_a_row_that_is_there_twice_is_refused(run: Run, package: Path) -> None:
    """Two rows with one id, or one key, are not taken for one."""
    edit(package / "commitments.csv", lambda row: row.update(id="training"))
    code, _out, err = run("import", str(package))
    assert (code, 'commitments, row 3: "training" is there twice' in err) == (2, True)


def test_an_unknown_heading_is_refused(run: Run, package: Path) -> None:
    """A misspelt heading is answered with the field that was meant."""
    file = package / "targets.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("baseline_on", "basline_on"), encoding="utf-8")
    code, _out, err = run("import", str(package))
    assert code == 2
    assert err == (
        'error: targets.csv: "basline_on" is not a field of targets\nhint: did you mean "baseline_on" or "baseline"?\n'
    )


def test_updates_alone_are_imported(run: Run, folder: Path, tmp_path: Path) -> None:
    """A folder with one table says nothing about the others: no commitment is missing."""
    run("export", "csv", "package")
    (tmp_path / "only").mkdir()
    shutil.copy(folder / "package" / "updates.csv", tmp_path / "only")
    edit(
        tmp_path / "only" / "updates.csv",
        keep,
        {"commitment": "training-plan", "on": "2024-01-01", "completion": "limited"},
    )
    assert run("import", "only")[1].splitlines()[0] == "recorded: 1 updated"


def test_one_file_of_an_export_is_refused(run: Run, package: Path) -> None:
    """Evidence and targets are in other files, so the folder is imported as a whole."""
    code, _out, err = run("import", str(package / "updates.csv"))
    assert code == 2
    assert err.endswith(f"hint: import the folder: commitrack import {package}\n")


def test_files_that_a_spreadsheet_program_saved(run: Run, package: Path) -> None:
    """Semicolons and a byte order mark are recognized."""
    for name in ("commitments.csv", "targets.csv"):
        with (package / name).open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(lines))
        rows[1][-1] = "研修"  # the note, or who added it
        with (package / name).open("w", encoding="utf-8-sig", newline="") as lines:
            csv.writer(lines, delimiter=";").writerows(rows)
    code, out, err = run("import", str(package))
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "recorded: 4 new, 1 updated, 2 new pillars"


@pytest.mark.usefixtures("folder")
def test_other_files_need_a_profile(run: Run, tmp_path: Path) -> None:
    """A sheet that is no export, and a folder without any, are not guessed at."""
    (tmp_path / "sheet.csv").write_text("a,b\n", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    assert "missing --profile" in run("import", "sheet.csv")[2]
    assert run("import", "empty")[2].startswith('error: cannot read "empty": Is a directory')


@pytest.mark.parametrize("option", ["--skip-invalid=left.csv", "--missing=withdraw"])
def test_options_for_other_sheets_are_refused(run: Run, package: Path, option: str) -> None:
    """What has no meaning for an export is not ignored silently."""
    reason = ("--reason", "r") if "missing" in option else ()
    code, _out, err = run("import", str(package), option, *reason)
    assert code == 2
    assert re.match(rf"error: {option.partition('=')[0]}( withdraw)? requires --profile", err)


def test_rows_are_named_with_their_table(run: Run, folder: Path) -> None:
    """In the table and in JSON, because each table has rows of its own."""
    run("export", "csv", "package")
    edit(folder / "package" / "commitments.csv", lambda row: row.update(title=f"{row['title']}!"))
    edit(folder / "package" / "pillars.csv", lambda row: row.update(title="Another"))
    code, out, _err = run("import", "package", "--dry-run")
    assert (code, "   commitments 3   title" in out, "   pillars 2       pillars" in out) == (0, True, True), out
    items = json.loads(run("import", "package", "--dry-run", "--json")[1])["items"]
    assert {(item["table"], item["field"]) for item in items} == {("commitments", "title"), ("pillars", "pillars")}
