"""Rows of a sheet become inputs for updates; what the tests of the command do not cover."""

from hashlib import sha256
from pathlib import Path

import pytest

from commitrack.drafting.updates import UpdateInput
from commitrack.errors import UsageError
from commitrack.interchange.rows import COLUMNS, rows
from commitrack.model import CompletionLevel, Evidence, Lifecycle, Qualifier, SourceClass

HEAD = "commitment,on,"
FOLDER = Path()


def test_every_column_is_read(tmp_path: Path) -> None:
    """Each heading is a key of the format and fills its field; a file of evidence is pinned."""
    (tmp_path / "f.pdf").write_bytes(b"%PDF")
    cells = ["a", "t", "2025-01-31", "5", "limited", "active", "r", "about", "https://e f.pdf", "press", "n", "me"]
    (row,) = rows(f"{','.join(COLUMNS)}\n{','.join(cells)}\n", tmp_path)
    assert row.line == 2
    assert row.typed == UpdateInput(
        commitment="a", target="t", on="2025-01-31", value="5", completion=CompletionLevel.LIMITED,
        lifecycle=Lifecycle.ACTIVE, reason="r", qualifier=Qualifier.ABOUT,
        evidence=("https://e", Evidence(file="f.pdf", sha256=sha256(b"%PDF").hexdigest())),
        source_class=SourceClass.PRESS, note="n", by="me",
    )  # fmt: skip


def test_blank_cells_state_nothing() -> None:
    """Spaces around the content of a cell are removed."""
    (row,) = rows("commitment,on,actual,note\n a , 2025-01-31 ,  ,  \n", FOLDER)
    assert row.typed == UpdateInput(commitment="a", on="2025-01-31")


@pytest.mark.parametrize("text", [f"{HEAD}actual\n", f"{HEAD}actual\n,,\n\n,,\n"])
def test_a_sheet_with_headings_only_has_no_rows(text: str) -> None:
    """Rows of empty cells are skipped; neither is an error."""
    assert list(rows(text, FOLDER)) == []


def test_a_short_row_leaves_the_rest_empty() -> None:
    """Some programs leave out empty cells at the end."""
    (row,) = rows(f"{HEAD}actual,note\na,2025-01-31\n", FOLDER)
    assert row.typed == UpdateInput(commitment="a", on="2025-01-31")


@pytest.mark.parametrize(
    ("heading", "word"),
    [("completion", "half"), ("lifecycle", "gone"), ("qualifier", "roughly"), ("source_class", "rumour")],
)
def test_a_value_that_is_not_in_the_vocabulary_is_an_error_of_its_row(heading: str, word: str) -> None:
    """The error lists the allowed values; the rows after it are still read."""
    first, second = rows(f"{HEAD}{heading}\na,2025-01-31,{word}\na,2025-01-31,\n", FOLDER)
    assert isinstance(first.typed, UsageError)
    assert first.typed.message.startswith(f'"{word}" is not one of ')
    assert isinstance(second.typed, UpdateInput)


def test_a_cell_with_several_lines_counts_as_several() -> None:
    """The line of a row is the one on which it ends, as an editor counts."""
    typed = list(rows(f'{HEAD}note\na,2025-01-31,"one\ntwo"\nb,2025-01-31,x\n', FOLDER))
    assert [row.line for row in typed] == [3, 4]


def test_author_and_force_apply_to_all_rows() -> None:
    """A row that names its author keeps it."""
    typed = list(rows(f"{HEAD}by\na,2025-01-31,\nb,2025-01-31,other\n", FOLDER, by="desk", force=True))
    assert [(row.typed.by, row.typed.force) for row in typed if isinstance(row.typed, UpdateInput)] == [
        ("desk", True), ("other", True),
    ]  # fmt: skip


def test_a_byte_order_mark_is_ignored() -> None:
    """Spreadsheets write one."""
    (row,) = rows(f"\ufeff{HEAD}actual\na,2025-01-31,5\n", FOLDER)
    assert isinstance(row.typed, UpdateInput)
    assert row.typed.commitment == "a"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_cells_may_be_separated_by_commas_semicolons_or_tabs(separator: str) -> None:
    """German spreadsheets export semicolons; what is pasted from a spreadsheet has tabs."""
    (row,) = rows(
        separator.join(("commitment", "on", "actual")) + "\n" + separator.join(("a", "2025-01-31", "5")) + "\n",
        FOLDER,
    )
    assert isinstance(row.typed, UpdateInput)
    assert (row.typed.commitment, row.typed.on, row.typed.value) == ("a", "2025-01-31", "5")


def test_missing_evidence_is_an_error_of_its_row() -> None:
    """With its line; the rows after it are still read."""
    first, second = rows(f"{HEAD}note,evidence\na,2025-01-31,n,nowhere.pdf\na,2025-01-31,n,https://e\n", FOLDER)
    assert first.line == 2
    assert isinstance(first.typed, UsageError)
    assert 'evidence "nowhere.pdf" is neither an address' in first.typed.message
    assert isinstance(second.typed, UpdateInput)
