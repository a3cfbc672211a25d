"""``commitrack update --from`` imports all rows of a file or none, and no row twice."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import tomli

Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("folder")
HEAD = "commitment,on,actual\n"
ROWS = 'commitment,target,on,actual,note\ntraining,,2025-01-31,1100,\nfund,projects,2025-01-31,75,"a, “b”\nc"\n'


def import_arguments(folder: Path, text: str | bytes) -> tuple[str, str, str]:
    """Write a file with this text, and return the arguments that import it."""
    path = folder / "rows.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return ("update", "--from", str(path))


def journal(folder: Path) -> list[dict[str, Any]]:
    return list(tomli.loads((folder / "updates.toml").read_text(encoding="utf-8"))["updates"].values())


def test_every_row_becomes_a_line(run: Run, folder: Path) -> None:
    """Every row becomes a line at the end of the journal, in order; with -v, the output shows the new lines."""
    before = (folder / "updates.toml").read_bytes()
    result = run("-v", *import_arguments(folder, ROWS))
    assert (result.code, result.err) == (0, "")
    lines = result.out.partition(f"added to {folder / 'updates.toml'}:\n")[2]
    assert (folder / "updates.toml").read_bytes() == before + lines.encode()
    *_, training, fund = journal(folder)
    assert (training["commitment"], training["target"], training["actual"]) == ("training", "trainees", 1100)
    assert (fund["target"], fund["actual"], fund["note"]) == ("projects", 75, "a, “b”\nc")


def test_the_answer_says_what_changed(run: Run, folder: Path) -> None:
    """The answer counts the rows, and shows each commitment as update does, before → after, and no lines of TOML."""
    out = run(*import_arguments(folder, f"{ROWS}training,,2025-06-30,1300,\n")).out
    assert out.startswith("3 added, 0 already recorded\ntraining\n")
    assert "1,000 people → 1,300 people" in out
    assert out.count("\nfund\n") == 1
    assert out.endswith(f"\nadded to {folder / 'updates.toml'}\n")
    again = run("update", "--from", str(folder / "rows.csv"))
    assert again.out == "0 added, 3 already recorded\n"


def test_rows_from_standard_input(folder: Path) -> None:
    """A hyphen reads the rows from standard input, and a closed one is an error that says so."""
    argv = [sys.executable, "-m", "commitrack", "-C", str(folder), "update", "--from", "-"]
    result = subprocess.run(argv, input=ROWS.encode(), capture_output=True, check=False, timeout=60)
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout.startswith(b"2 added, 0 already recorded\n")
    assert journal(folder)[-1]["actual"] == 75
    closed = subprocess.run(["sh", "-c", 'exec "$@" <&-', "sh", *argv], capture_output=True, check=False, timeout=60)
    assert (closed.returncode, closed.stderr) == (2, b'error: cannot read "-": Bad file descriptor\n')


def test_every_column_sets_its_key(run: Run, folder: Path) -> None:
    """Every column sets its key, like the option of the same name."""
    (folder / "e.pdf").write_bytes(b"%PDF")
    text = (
        "commitment,target,on,actual,completion,lifecycle,reason,qualifier,evidence,source_class,note,by\n"
        "training,trainees,2025-01-31,+100,,,,about,https://example.org/a e.pdf,press,said,desk\n"
        "training-plan,,2025-01-31,,limited,,,,,,,\n"
        "emissions,,2025-01-31,,,withdrawn,no money,,,,,\n"
    )
    result = run(*import_arguments(folder, text))
    assert result.code == 0, result.err
    *_, figure, completion, lifecycle = journal(folder)
    assert (figure["add"], figure["qualifier"], figure["source_class"]) == (100, "about", "press")
    assert (figure["note"], figure["by"], figure["evidence"][0]) == ("said", "desk", "https://example.org/a")
    assert figure["evidence"][1]["file"] == "e.pdf"
    assert completion["completion"] == "limited"
    assert (lifecycle["lifecycle"], lifecycle["reason"]) == ("withdrawn", "no money")


@pytest.mark.parametrize(
    "change",
    [lambda text: text, lambda text: b"\xef\xbb\xbf" + text, lambda text: text.replace(b"\n", b"\r\n"),
     lambda text: text.replace(b"\n", b"\n\n,,,,\n", 1), lambda text: text.rstrip(b"\n")],
    ids=["again", "with a BOM", "with CRLF", "with empty rows", "without its last newline"],
)  # fmt: skip
def test_importing_a_file_again_adds_nothing(run: Run, folder: Path, change: Callable[[bytes], bytes]) -> None:
    """Importing the same rows again adds nothing, even with other line endings, blank rows or a byte order mark."""
    rows = ROWS.replace("\nc", " c").encode()
    assert run(*import_arguments(folder, rows)).out.startswith("2 added, 0 already recorded\n")
    before = (folder / "updates.toml").read_bytes()
    result = run(*import_arguments(folder, change(rows)))
    assert (result.code, result.out) == (0, "0 added, 2 already recorded\n")
    assert (folder / "updates.toml").read_bytes() == before


def test_a_longer_file_adds_the_new_rows(run: Run, folder: Path) -> None:
    """Importing a longer version of a file adds only its new rows."""
    run(*import_arguments(folder, f"{HEAD}training,2025-01-31,1100\n"))
    result = run(*import_arguments(folder, f"{HEAD}training,2025-01-31,1100\ntraining,2025-02-28,1200\n"))
    assert result.out.startswith("1 added, 1 already recorded\n")
    assert [line["actual"] for line in journal(folder)] == [1000, 1100, 1200]


def test_equal_rows_of_one_file_are_all_added(run: Run, folder: Path) -> None:
    """Two rows of +300 for one day add 600 people, and importing the file again adds nothing."""
    words = import_arguments(folder, f"{HEAD}training,2025-01-31,+300\ntraining,2025-01-31,+300\n")
    assert run(*words).out.startswith("2 added, 0 already recorded\n")
    assert "1,600 of 5,000 people on 2025-01-31" in run("show", "training").out
    assert run(*words).out == "0 added, 2 already recorded\n"


def test_of_several_rows_for_a_day_the_last_one_counts(run: Run, folder: Path) -> None:
    """Of different figures for one day, accepted by --force, the last row counts, although all are recorded in the
    same second."""
    levels = range(1100, 1190, 10)
    run(*import_arguments(folder, HEAD + "".join(f"training,2025-01-31,{level}\n" for level in levels)), "--force")
    keys = list(tomli.loads((folder / "updates.toml").read_text("utf-8"))["updates"])
    assert keys == sorted(keys)
    assert "1,180 of 5,000 people on 2025-01-31" in run("show", "training").out


def test_a_workbook(run: Run, folder: Path) -> None:
    """Rows of a workbook are read like those of a CSV file: numbers and dates as the sheet has them."""
    book: Any = openpyxl.Workbook()
    figures = ("training", date(2025, 1, 31), 1100), ("fund", "2025-01-31", "¥5bn")
    for cells in (("commitment", "on", "actual"), *figures):
        book.active.append(cells)
    book.save(folder / "rows.xlsx")
    result = run("update", "--from", str(folder / "rows.xlsx"))
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("2 added, 0 already recorded\n")
    assert [line["actual"] for line in journal(folder)] == [1000, 1100, 5_000_000_000]


INVALID_ROWS = {
    "training,2025-02-01,900": "figures are running totals, but this one falls from 1,100 people to 900 people",
    "training,2025-01-31,1200": "1,100 people is already recorded for 2025-01-31, not 1,200 people (keep one",
    "training,2025-02-01,50000": "more than twice the target",
    "training,2199-01-01,1100": "2199-01-01 is in the future",
    "training,someday,1100": 'invalid date "someday"',
    "training,0001-01-01,1100": "the year 1 is out of range; use 1900–2200",
    "training,,1100": 'missing date (column "on") (write it as 2026-08-31)',
    "training,2025-01-31,": "nothing to record",
    "trainning,2025-01-31,5": 'unknown commitment "trainning" (did you mean "training"',
    ",2025-01-31,5": 'unknown commitment ""',
    "fund,2025-01-31,75": 'several targets of "fund" match (choose one with `target`: budget (JPY)',
    "training,2025-01-31,¥5": 'target "trainees" is in "people", not "JPY"',
    "training,2025-01-31,5,6": "the row has 4 cells, but there are 3 headings",
}


@pytest.mark.parametrize("row", INVALID_ROWS)
def test_an_invalid_row_is_reported_and_nothing_imported(run: Run, folder: Path, row: str) -> None:
    """An invalid row is reported with its number and the reason, and no row is imported."""
    before = (folder / "updates.toml").read_bytes()
    result = run(*import_arguments(folder, f"{HEAD}training,2025-01-31,1100\n{row}\ntraining,2025-02-28,1200\n"))
    assert (result.code, result.out) == (2, "")
    assert ": 1 invalid row; nothing imported:\nrow 3: " in result.err
    assert INVALID_ROWS[row] in result.err
    assert (folder / "updates.toml").read_bytes() == before


def test_all_invalid_rows_are_reported_at_once(run: Run, folder: Path) -> None:
    """All invalid rows are reported at once, each with its number."""
    result = run(*import_arguments(folder, HEAD + 'x,2025-01-31,1\ntraining,2025-01-31,1100\n"y\n",2025-01-31,1\n'))
    assert result.code == 2
    assert ": 2 invalid rows; nothing imported:\nrow 2: " in result.err
    assert "\nrow 4: " in result.err


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("commitment,actaul\n", ['rows.csv: unknown heading "actaul"', 'did you mean "actual"?']),
        ("commitment,xyz\n", ['unknown heading "xyz"', "expected one of: commitment, target, on"]),
        ("commitment/on/actual\n", ['unknown heading "commitment/on/actual"']),
        ("commitment,on,actual,actual\n", ['rows.csv: duplicate heading "actual"']),
        ("on,actual\n", ['rows.csv: missing heading "commitment"']),
        ("", ['rows.csv" is empty']),
        (f'{HEAD}training,"2025\n', ['rows.csv", row 2: invalid CSV: a quotation mark is not closed']),
        (f'{HEAD}training,"2025"x\n', ["invalid CSV: text follows a closing quotation mark"]),
        (
            f"{HEAD}training,2025-01-31,{'9' * 200_000}\n",
            ['rows.csv", row 2: invalid CSV: a cell has more than 131,072 characters'],
        ),
        ("commitment,値\n".encode("shift_jis"), ['rows.csv" is not utf-8: line 1 cannot be read']),
        ("x\x1b[31m\n", ['unknown heading "x<U+001B>[31m"']),
    ],
)
def test_an_invalid_file_is_refused(run: Run, folder: Path, text: str | bytes, expected: list[str]) -> None:
    """A file with invalid headings, CSV or encoding is refused with the reason, and nothing is written."""
    before = (folder / "updates.toml").read_bytes()
    result = run(*import_arguments(folder, text))
    assert (result.code, result.out) == (2, "")
    assert all(part in result.err for part in expected), result.err
    assert (folder / "updates.toml").read_bytes() == before


@pytest.mark.parametrize(("name", "expected"), [("no.csv", "No such file or directory"), (".", "Is a directory")])
def test_a_file_that_cannot_be_read_is_reported(run: Run, name: str, expected: str) -> None:
    """If the file cannot be read, update exits with 2 and shows the reason from the operating system."""
    result = run("update", "--from", name)
    assert (result.code, result.out, result.err) == (2, "", f'error: cannot read "{name}": {expected}\n')


@pytest.mark.parametrize("argv", [("training",), ("--on", "today"), ("--note", "n"), ("-e", "https://example.org")])
def test_arguments_of_a_single_update_are_refused(run: Run, folder: Path, argv: tuple[str, ...]) -> None:
    """--from cannot be combined with the arguments of a single update, and nothing is written."""
    before = (folder / "updates.toml").read_bytes()
    result = run(*import_arguments(folder, ROWS), *argv)
    assert (result.code, result.out) == (2, "")
    assert "--from cannot be combined with ID, VALUE or the options of a single update" in result.err
    assert (folder / "updates.toml").read_bytes() == before


def test_by_and_force_apply_to_all_rows(run: Run, folder: Path) -> None:
    """--by sets the author of rows without one, and --force accepts implausible figures in every row."""
    rows = "commitment,on,actual,by\ntraining,2025-01-31,900,\ntraining,2025-02-28,50000,other\n"
    assert run(*import_arguments(folder, rows), "--by", "desk").code == 2
    assert run(*import_arguments(folder, rows), "--by", "desk", "--force").code == 0
    assert [(line["actual"], line["by"]) for line in journal(folder)[1:]] == [(900, "desk"), (50_000, "other")]


def test_dry_run_writes_nothing_and_prints_no_control_character(run: Run, folder: Path) -> None:
    """With --dry-run, new lines are printed with control characters as code points, and nothing is written."""
    argv = import_arguments(folder, "commitment,on,note\ntraining,2025-01-31,\u009b2J\u202e[/foo]\n")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    result = run(*argv, "--dry-run")
    assert result.out.startswith("1 would be added, 0 already recorded\n")
    assert "<U+009B>2J<U+202E>[/foo]" in result.out
    assert not {"\x9b", "\u202e"} & set(result.out)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
