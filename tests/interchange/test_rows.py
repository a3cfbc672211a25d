"""Rows of a sheet are read as inputs for updates; tests/cli/test_update_from.py tests the command itself."""

from hashlib import sha256
from pathlib import Path

import pytest

from commitrack.drafting.updates import UpdateInput
from commitrack.errors import UsageError
from commitrack.interchange.rows import COLUMNS, Row, rows
from commitrack.interchange.table import TableLayout, parse_table
from commitrack.model import CompletionLevel, Evidence, Lifecycle, Qualifier, SourceClass

HEAD = "commitment,on,"
FOLDER = Path()


def read(text: str, folder: Path = FOLDER, *, by: str | None = None, force: bool = False) -> list[Row]:
    """The rows of a CSV text."""
    return list(rows(parse_table(text.encode(), "rows.csv", TableLayout()), folder, by=by, force=force))


def test_every_column_is_read(tmp_path: Path) -> None:
    """Every column sets its field, and an evidence file is read with its SHA-256."""
    (tmp_path / "f.pdf").write_bytes(b"%PDF")
    cells = [
        "a",
        "t",
        "2025-01-31",
        "5",
        "limited",
        "active",
        "r",
        "about",
        "https://e f.pdf",
        "press",
        "n",
        "備考",
        "me",
    ]
    (row,) = read(f"{','.join(COLUMNS)}\n{','.join(cells)}\n", tmp_path)
    assert row.number == 2
    assert row.typed == UpdateInput(
        commitment="a", target="t", on="2025-01-31", value="5", completion=CompletionLevel.LIMITED,
        lifecycle=Lifecycle.ACTIVE, reason="r", qualifier=Qualifier.ABOUT,
        evidence=("https://e", Evidence(file="f.pdf", sha256=sha256(b"%PDF").hexdigest())),
        source_class=SourceClass.PRESS, note="n", note_ja="備考", by="me",
    )  # fmt: skip


def test_cells_may_have_japanese_labels() -> None:
    """A word of a vocabulary is read by its label, as in options; the day is parsed later."""
    (row,) = read(f"{HEAD}completion,qualifier,source_class\na,令和8年9月6日,限定的,約,公式\n")
    assert row.typed == UpdateInput(
        commitment="a", on="令和8年9月6日", completion=CompletionLevel.LIMITED, qualifier=Qualifier.ABOUT,
        source_class=SourceClass.OFFICIAL,
    )  # fmt: skip


def test_blank_cells_are_ignored() -> None:
    """Blank cells set no field, and spaces around the content of a cell are removed."""
    (row,) = read("commitment,on,actual,note\n a , 2025-01-31 ,  ,  \n")
    assert row.typed == UpdateInput(commitment="a", on="2025-01-31")


@pytest.mark.parametrize("text", [f"{HEAD}actual\n", f"{HEAD}actual\n,,\n\n,,\n"])
def test_a_sheet_with_headings_only_has_no_read(text: str) -> None:
    """A sheet that has only headings and empty rows gives no rows and no error."""
    assert read(text) == []


def test_a_short_row_leaves_the_rest_empty() -> None:
    """Cells that are missing at the end of a row count as empty."""
    (row,) = read(f"{HEAD}actual,note\na,2025-01-31\n")
    assert row.typed == UpdateInput(commitment="a", on="2025-01-31")


@pytest.mark.parametrize(
    ("heading", "value"),
    [("completion", "half"), ("lifecycle", "gone"), ("qualifier", "roughly"), ("source_class", "rumour")],
)
def test_an_unknown_value_is_an_error_of_its_row(heading: str, value: str) -> None:
    """An unknown value is an error of its row that lists the allowed values, and the next row is still read."""
    first, second = read(f"{HEAD}{heading}\na,2025-01-31,{value}\na,2025-01-31,\n")
    assert isinstance(first.typed, UsageError)
    assert first.typed.message.startswith(f'"{value}" is not one of ')
    assert isinstance(second.typed, UpdateInput)


def test_a_row_has_its_number_in_the_sheet() -> None:
    """A row has the number that a spreadsheet program shows, also below a cell of several lines."""
    parsed_rows = read(f'{HEAD}note\na,2025-01-31,"one\ntwo"\nb,2025-01-31,x\n')
    assert [row.number for row in parsed_rows] == [2, 3]


def test_author_and_force_apply_to_all_read() -> None:
    """The given author and force apply to every row, but a row that names its own author keeps it."""
    parsed_rows = read(f"{HEAD}by\na,2025-01-31,\nb,2025-01-31,other\n", by="desk", force=True)
    assert [(row.typed.by, row.typed.force) for row in parsed_rows if isinstance(row.typed, UpdateInput)] == [
        ("desk", True), ("other", True),
    ]  # fmt: skip


def test_a_byte_order_mark_is_ignored() -> None:
    """A byte order mark at the start of a sheet is ignored."""
    (row,) = read(f"\ufeff{HEAD}actual\na,2025-01-31,5\n")
    assert isinstance(row.typed, UpdateInput)
    assert row.typed.commitment == "a"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_cells_may_be_separated_by_commas_semicolons_or_tabs(separator: str) -> None:
    """Cells may be separated by commas, by semicolons or by tabs, as different spreadsheets export them."""
    (row,) = read(
        separator.join(("commitment", "on", "actual")) + "\n" + separator.join(("a", "2025-01-31", "5")) + "\n",
    )
    assert isinstance(row.typed, UpdateInput)
    assert (row.typed.commitment, row.typed.on, row.typed.value) == ("a", "2025-01-31", "5")


def test_missing_evidence_is_an_error_of_its_row() -> None:
    """An evidence file that does not exist is an error of its row, and the next row is still read."""
    first, second = read(f"{HEAD}note,evidence\na,2025-01-31,n,nowhere.pdf\na,2025-01-31,n,https://e\n")
    assert first.number == 2
    assert isinstance(first.typed, UsageError)
    assert 'evidence "nowhere.pdf" is neither an address' in first.typed.message
    assert isinstance(second.typed, UpdateInput)
