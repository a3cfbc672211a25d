"""Files that cannot be imported: a sentence with the file, the row and the column, and nothing is written."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from commitrack.interchange.workbook import COMPOUND

Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("folder")

PROFILE = """\
key = "Ref"
[commitment]
id = "{Ref}"
title = "Action"
due = "Due"
[targets.wells]
value = "Goal"
unit = { always = "wells" }
"""
HEADINGS = ("Ref", "Action", "Due", "Goal")
ROW = ("w-1", "Dig wells", 2027, 12)


def workbook(*rows: tuple[Any, ...], change: Callable[[Any], object] = lambda _book: None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(content: bytes, name: str, edit: Callable[[bytes], bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, edit(old.read(part)) if part == name else old.read(part))
    return file.getvalue()


def bomb() -> bytes:
    """A workbook of a few hundred kilobytes with a sheet of more than 256 MB."""
    file = io.BytesIO(WHOLE)
    with (
        zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet2.xml", "w") as part,
    ):
        for _number in range(257):
            part.write(b" " * 1024**2)
    return file.getvalue()


def hide_first(book: Any) -> None:
    book.worksheets[0].sheet_state = "hidden"
    book.create_sheet("Shown").append(["x"])


def merge_deadlines(book: Any) -> None:
    book.worksheets[0].merge_cells("C2:C3")


def merge_keys(book: Any) -> None:
    book.worksheets[0].merge_cells("A2:A3")


def refused(row: int, column: str, text: str, reason: str, *, name: str = 'p.xlsx, sheet "Sheet"') -> str:
    place = f'row {row}, column "{column}": '
    return f"error: {name}: 1 invalid row; nothing imported:\n{place}" + (f'"{text}": ' if text else "") + reason


WHOLE = workbook(HEADINGS, ROW)
ENCRYPTED = COMPOUND + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
SHEET = "xl/worksheets/sheet1.xml"
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY b "&a;&a;&a;&a;">]>'
CSV = "Ref,Action,Due,Goal\n"
BAD: dict[str, tuple[str, bytes | Callable[[], bytes], str]] = {
    "empty": ("p.csv", b"", 'error: "p.csv" is empty'),
    "other encoding": (
        "p.csv", f"{CSV}w-1,Brunnen für Fès,2027,12\n".encode("cp1252"),
        'error: "p.csv" is not utf-8: line 2 cannot be read\nhint: save it as UTF-8, or state its encoding in [table]',
    ),
    "password": ("p.xlsx", ENCRYPTED, 'error: "p.xlsx" is protected with a password'),
    "truncated": ("p.xlsx", WHOLE[: len(WHOLE) // 2], 'error: "p.xlsx" is damaged, incomplete or not a workbook'),
    "zip bomb": ("p.xlsx", bomb, 'error: "p.xlsx" is larger than 256 MB when unpacked'),
    "xml bomb": (
        "p.xlsx", with_part(WHOLE, SHEET, lambda xml: DOCTYPE + xml),
        f'error: "p.xlsx" is not read: {SHEET} defines a document type, as no workbook does',
    ),
    "xml bomb in utf-16": (
        "p.xlsx", with_part(WHOLE, SHEET, lambda xml: (DOCTYPE + xml).decode().encode("utf-16")),
        f'error: "p.xlsx" is not read: {SHEET} is not UTF-8',
    ),
    "a file of a registry": (
        "p.toml", b'[commitments.a]\ntitle = "A"\n',
        'error: "p.toml" is not a table, but TOML\nhint: files of a registry are not imported;',
    ),
    "a page of the web": ("p.xls", b"<html><table>", 'error: "p.xls" is not a table, but HTML'),
    "formula without a result": (
        "p.xlsx", workbook(HEADINGS, (*ROW[:3], "=6+6")),
        refused(2, "Goal", "=…", "the formula has no result in the file"),
    ),
    "error value": ("p.xlsx", workbook(HEADINGS, (*ROW[:3], "#DIV/0!")), refused(2, "Goal", "#DIV/0!", "not a value")),
    "merged downwards": (
        "p.xlsx",
        workbook(HEADINGS, ROW, ("w-2", "More", None, 5), change=merge_deadlines),
        refused(3, "Due", "", "the cell is merged with row 2; to repeat its value, use fill_down in [table]"),
    ),
    "merged keys, which are also ids": (
        "p.xlsx",
        workbook(HEADINGS, ROW, (None, "More", 2028, 5), change=merge_keys),
        refused(3, "Ref", "", "the cell is merged with row 2; to repeat its value, use fill_down in [table]\nhint: "),
    ),
    "hidden sheet": (
        "p.xlsx",
        workbook(HEADINGS, ROW, change=hide_first),
        'hidden sheets are not read: "Sheet"\n',
    ),
    "duplicate heading": (
        "p.csv", b"Ref,Action,Due,Due,Goal\nw-1,Dig,2027,2028,5\n",
        'error: [commitment] due: p.csv: duplicate heading "Due"\nhint: name the column that is meant: "column C" or',
    ),
    "empty headings": ("p.csv", b",,\nw-1,Dig,2027\n", "error: p.csv: there are no headings in row 1"),
    "more cells": (
        "p.csv", f"{CSV}w-1,Dig,2027,5,6\n".encode(),
        "error: p.csv: 1 invalid row; nothing imported:\nrow 2: the row has 5 cells, but there are 4 headings",
    ),
    "duplicate keys": (
        "p.csv", f"{CSV}w-1,Dig,2027,5\nw-1,Dig,2027,6\n".encode(),
        'error: p.csv: 2 invalid rows; nothing imported:\nrow 2: 2 rows have the key "w-1"',
    ),
    "an amount that is two": (
        "p.csv", f"{CSV}w-1,Dig,2027,24.416\n".encode(), refused(2, "Goal", "", '"24.416" is ambiguous', name="p.csv"),
    ),
    "a vague deadline": (
        "p.csv", f"{CSV}w-1,Dig,early 2027,5\n".encode(),
        refused(2, "Due", "", 'invalid date "early 2027": it does not state a day', name="p.csv"),
    ),
    "a fiscal year in two calendar years": (
        "p.csv", f"{CSV}w-1,Dig,FY 1998-99,5\n".encode(),
        refused(2, "Due", "FY 1998-99", "it spans two calendar years, but fiscal years start on 1 January (state in "
                '[registry] when they start: fiscal_year_start = "04-01")', name="p.csv"),
    ),
    "a Japanese fiscal year": (
        "p.csv", f"{CSV}w-1,Dig,令和8年度末,5\n".encode(),
        refused(2, "Due", "令和8年度末", "it spans two calendar years", name="p.csv"),
    ),
    "a hint with quotation marks": (
        "p.csv", f'{CSV}w-1,Dig,"2045 ""work""",5\n'.encode(),
        refused(2, "Due", "", 'invalid date "2045 "work"": must be a date (2026-09-06), a year (2030), a month '
                "(2026-09), a quarter (2026-Q4) or a fiscal year (FY2026, FY2026-27) (say in the profile what it "
                r'means: words = { "2045 \"work\"" = "…" })', name="p.csv"),
    ),
    "the same mistake in two rows": (
        "p.csv", f"{CSV}w-1,Dig,soon,5\nw-1,Dig,soon,5\n".encode(),
        'error: p.csv: 2 invalid rows; nothing imported:\nrow 2, column "Due": invalid date "soon"',
    ),
    "quotation mark": ("p.csv", f'{CSV}w-1,"Dig,2027,5\n'.encode(), 'error: "p.csv", row 2: invalid CSV: a quotation'),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_nothing_is_written(folder: Path, run: Run, name: str) -> None:
    file, content, message = BAD[name]
    (folder / file).write_bytes(content if isinstance(content, bytes) else content())
    (folder / "imports").mkdir()
    (folder / "imports" / "p.toml").write_text(PROFILE, encoding="utf-8")
    before = {path.name: path.read_bytes() for path in folder.glob("*.toml")}
    result = run("import", file, "--profile", "p")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(message), result.err
    assert {path.name: path.read_bytes() for path in folder.glob("*.toml")} == before


def test_fiscal_years_in_headings(folder: Path, run: Run) -> None:
    """A heading such as 2025-26 is refused, and read once the registry says when fiscal years start."""
    (folder / "imports").mkdir()
    (folder / "imports" / "p.toml").write_text(PROFILE + 'figure = "{on}"\non = "FY{on}"\n', encoding="utf-8")
    (folder / "p.csv").write_text("Ref,Action,Due,Goal,2025-26\nw-1,Dig,2027,5,3\n", encoding="utf-8")
    result = run("import", "p.csv", "-p", "p")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        'error: [targets.wells] figure: "2025-26": it spans two calendar years, but fiscal years start on 1 January\n'
        'hint: state in [registry] when they start: fiscal_year_start = "04-01"\n'
    )
    registry = folder / "commitments.toml"
    text = registry.read_text(encoding="utf-8").replace("[registry]\n", '[registry]\nfiscal_year_start = "04-01"\n')
    registry.write_text(text, encoding="utf-8")
    assert run("import", "p.csv", "-p", "p").code == 0
    assert "on = 2026-03-31" in (folder / "updates.toml").read_text(encoding="utf-8")


def test_standard_input_is_called_so(folder: Path) -> None:
    """Problems of what comes through a pipe name no file."""
    (folder / "imports").mkdir()
    (folder / "imports" / "p.toml").write_text(PROFILE, encoding="utf-8")
    command = [sys.executable, "-m", "commitrack", "-C", str(folder), "import", "-", "-p", "p"]
    result = subprocess.run(command, input=f"{CSV}w-1,Dig,soon,5\n", capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert result.stderr.startswith("error: standard input: 1 invalid row; nothing imported:\nrow 2, column")


def test_a_folder_is_no_profile(folder: Path, run: Run) -> None:
    (folder / "imports" / "p.toml").mkdir(parents=True)
    (folder / "p.csv").write_text(CSV, encoding="utf-8")
    hint = f"hint: profiles are TOML files in {folder / 'imports'}\n"
    assert run("import", "p.csv", "-p", "p") == (4, "", f'error: no profile "p"\n{hint}')


def test_new_commitments_do_not_go_to_tables(folder: Path, run: Run) -> None:
    """Lines at the end of commitments.toml would be a part of its last table."""
    (folder / "imports").mkdir()
    (folder / "imports" / "p.toml").write_text(f'file = "commitments.toml"\n{PROFILE}', encoding="utf-8")
    (folder / "p.csv").write_text(f"{CSV}w-1,Dig wells,2027,5\n", encoding="utf-8")
    before = (folder / "commitments.toml").read_bytes()
    result = run("import", "p.csv", "-p", "p")
    assert (result.code, result.out, (folder / "commitments.toml").read_bytes()) == (6, "", before)
    assert result.err == (
        'error: lines can only be added to "commitments.toml" if it contains no [table] headers\n'
        'hint: name another file in the profile: file = "additions.toml"; nothing was written\n'
    )
