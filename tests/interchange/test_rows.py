"""Rows of a spreadsheet as entries; what the command's own tests do not reach."""

import pytest

from commitrack.errors import UsageError
from commitrack.interchange.rows import COLUMNS, rows
from commitrack.model import CompletionLevel, Lifecycle, Qualifier, SourceClass
from commitrack.registry.entry import UpdateInput

HEAD = "commitment,on,"


def test_every_column_is_a_field_of_an_entry() -> None:
    """The headings are the words of the format, and each one is read."""
    cells = ["a", "t", "2025-01-31", "5", "limited", "active", "r", "about", "https://e f.pdf", "press", "n", "me"]
    (row,) = rows(f"{','.join(COLUMNS)}\n{','.join(cells)}\n")
    assert row.line == 2
    assert row.entry == UpdateInput(
        commitment="a", target="t", on="2025-01-31", value="5", completion=CompletionLevel.LIMITED,
        lifecycle=Lifecycle.ACTIVE, reason="r", qualifier=Qualifier.ABOUT, evidence=("https://e", "f.pdf"),
        source_class=SourceClass.PRESS, note="n", by="me",
    )  # fmt: skip


def test_blanks_round_a_cell_and_empty_cells_say_nothing() -> None:
    """As people leave them in a sheet; a cell of blanks is empty."""
    (row,) = rows("commitment,on,actual,note\n a , 2025-01-31 ,  ,  \n")
    assert row.entry == UpdateInput(commitment="a", on="2025-01-31")


@pytest.mark.parametrize("text", [f"{HEAD}actual\n", f"{HEAD}actual\n,,\n\n,,\n"])
def test_nothing_but_headings(text: str) -> None:
    """Is no row, and no error."""
    assert list(rows(text)) == []


def test_a_short_row_leaves_the_rest_empty() -> None:
    """Some programs leave out empty cells at the end."""
    (row,) = rows(f"{HEAD}actual,note\na,2025-01-31\n")
    assert row.entry == UpdateInput(commitment="a", on="2025-01-31")


@pytest.mark.parametrize(
    ("heading", "word"),
    [("completion", "half"), ("lifecycle", "gone"), ("qualifier", "roughly"), ("source_class", "rumour")],
)
def test_a_word_that_is_none_of_those_possible(heading: str, word: str) -> None:
    """The row says so, with the words that are; the rows after it are read all the same."""
    first, second = rows(f"{HEAD}{heading}\na,2025-01-31,{word}\na,2025-01-31,\n")
    assert isinstance(first.entry, UsageError)
    assert first.entry.message.startswith(f"“{word}” is not one of ")
    assert isinstance(second.entry, UpdateInput)


def test_lines_are_counted_where_a_cell_has_several() -> None:
    """The line on which the row ends, as an editor counts."""
    found = list(rows(f'{HEAD}note\na,2025-01-31,"one\ntwo"\nb,2025-01-31,x\n'))
    assert [row.line for row in found] == [3, 4]


def test_who_and_force_are_for_all_rows() -> None:
    """A row that names somebody keeps the name."""
    found = list(rows(f"{HEAD}by\na,2025-01-31,\nb,2025-01-31,other\n", by="desk", force=True))
    assert [(row.entry.by, row.entry.force) for row in found if isinstance(row.entry, UpdateInput)] == [
        ("desk", True), ("other", True),
    ]  # fmt: skip


def test_a_byte_order_mark_is_no_part_of_the_first_heading() -> None:
    """Spreadsheets write one."""
    (row,) = rows(f"\ufeff{HEAD}actual\na,2025-01-31,5\n")
    assert isinstance(row.entry, UpdateInput)
    assert row.entry.commitment == "a"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_stands_between_the_cells(separator: str) -> None:
    """A spreadsheet in Germany writes semicolons, and what is pasted from one has tabs."""
    (row,) = rows(
        separator.join(("commitment", "on", "actual")) + "\n" + separator.join(("a", "2025-01-31", "5")) + "\n"
    )
    assert isinstance(row.entry, UpdateInput)
    assert (row.entry.commitment, row.entry.on, row.entry.value) == ("a", "2025-01-31", "5")
