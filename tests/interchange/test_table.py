"""Where a table is in a sheet: its headings, its first column, and the rows that are none of its own."""

from pathlib import Path

import pytest

from commitrack.errors import UsageError
from commitrack.interchange.sheet import Sheet, SheetCell, Unreadable, column_of, letters
from commitrack.interchange.table import SheetTable, TableLayout, TableRow, parse_table, read_table, table_of


def table(text: str, **layout: object) -> SheetTable:
    return parse_table(text.encode(), "plan.csv", TableLayout(**layout))  # type: ignore[arg-type]


def cells(found: SheetTable) -> dict[int, tuple[SheetCell, ...]]:
    return {row.number: row.cells for row in found.rows}


def test_headings_rows_and_their_places() -> None:
    found = table("ID,Title\na, Trains \n\nb,\n")
    assert (found.name, found.headings, found.columns) == ("plan.csv", ("ID", "Title"), ("A", "B"))
    assert cells(found) == {2: ("a", "Trains"), 4: ("b", None)}


def test_titles_above_an_empty_column_notes_and_totals() -> None:
    text = ";Plan 2030;;\n;;;\n;ID;Ziel;Stand\n;a;5;1\n;Total A;5;1\n;b;6;2\n;TOTAL;11;3\n;Quelle: Amt;;\n;c;7;3\n"
    found = table(text, heading_rows=(3,), first_column="B", skip=("total*",), until=("Quelle:*",))
    assert (found.headings, found.columns) == (("ID", "Ziel", "Stand"), ("B", "C", "D"))
    assert cells(found) == {4: ("a", "5", "1"), 6: ("b", "6", "2")}


def test_section_rows_fill_a_column() -> None:
    found = table("ID,Title\nx,before\nTransport,\na,Trains\nb,Buses\nHealth,\nc,Beds\n", section="Area")
    assert (found.headings, found.columns) == (("ID", "Title", "Area"), ("A", "B", ""))
    assert cells(found) == {
        2: ("x", "before", None),
        4: ("a", "Trains", "Transport"),
        5: ("b", "Buses", "Transport"),
        7: ("c", "Beds", "Health"),
    }


def test_cells_are_filled_from_above_only_in_named_columns() -> None:
    found = table("Area,ID,Note\nTransport,a,x\n,b,\nHealth,c,\n", fill_down=("Area",))
    assert cells(found) == {2: ("Transport", "a", "x"), 3: ("Transport", "b", None), 4: ("Health", "c", None)}


@pytest.mark.parametrize(
    ("text", "rows", "headings"),
    [
        ("ID,2024,,2025,\n,T,A,T,A\n", (1, 2), "ID|2024 / T|2024 / A|2025 / T|2025 / A"),
        ("ID,,2024,\n,Title,Target,Actual\n", (1, 2), "ID|Title|2024 / Target|2024 / Actual"),
        ("ID,Plan,,\n,2024,,2025\n,T,A,T\n", (1, 2, 3), "ID|Plan / 2024 / T|Plan / 2024 / A|Plan / 2025 / T"),
        ('"Nominal\n£  billion",,B\n', (1,), "Nominal £ billion|column B|B"),
        ("x\nA,B\n", (2,), "A|B"),
        ("a,b\n", (), "column A|column B"),
    ],
)  # fmt: skip
def test_headings(text: str, rows: tuple[int, ...], headings: str) -> None:
    assert table(text, heading_rows=rows).headings == tuple(headings.split("|"))


def test_merged_headings_extend_as_far_as_they_are_merged() -> None:
    rows: list[tuple[int, list[SheetCell]]] = [
        (1, ["ID", "2024", None, None]), (2, [None, "Target", "Actual", "Note"]), (3, ["a", 1, 2, None]),
    ]  # fmt: skip
    found = table_of(Sheet(name="s", rows=rows, merged=[((0, 1), (0, 2))]), TableLayout(heading_rows=(1, 2)))
    assert found.headings == ("ID", "2024 / Target", "2024 / Actual", "Note")
    assert cells(found) == {3: ("a", 1, 2, None)}


def test_a_cell_merged_downwards_has_no_value_in_the_other_rows_unless_it_is_to_be_repeated() -> None:
    rows: list[tuple[int, list[SheetCell]]] = [
        (1, ["Area", "ID"]),
        (2, ["Health", "a"]),
        (3, [None, "b"]),
        (4, [None, "c"]),
    ]
    sheet = Sheet(name="s", rows=rows, merged=[((1, 0), (2, 0))])
    (_first, second, third) = cells(table_of(sheet, TableLayout())).values()
    assert isinstance(second[0], Unreadable)
    assert second[0].reason == "the cell is merged with row 2; to repeat its value, use fill_down in [table]"
    assert third == (None, "c")
    assert cells(table_of(sheet, TableLayout(fill_down=("Area",))))[3] == ("Health", "b")


def test_merged_cells_may_be_larger_than_the_table() -> None:
    """A workbook can merge all cells there are; that takes neither time nor memory."""
    rows: list[tuple[int, list[SheetCell]]] = [(1, ["ID", "Title"]), (2, ["a", "b"]), (9, ["c", None])]
    merged = [((0, 5), (0, 9)), ((1, 1), (1_048_575, 16_383)), ((2, 0), (3, 0))]
    second, last = cells(table_of(Sheet(name="s", rows=rows, merged=merged), TableLayout())).values()
    assert second == ("a", "b")
    assert (last[0], isinstance(last[1], Unreadable)) == ("c", True)


def test_a_row_with_more_cells_than_headings_is_a_problem() -> None:
    first, second = table("A,B\n1,2,\n1,2,3\n").rows
    assert first == TableRow(2, ("1", "2"))
    assert second == TableRow(3, ("1", "2"), "the row has 3 cells, but there are 2 headings")


def test_columns_are_found_by_heading_and_by_letters() -> None:
    found = table("ID,Ziel in  %,Note,,Note\n")
    assert [found.column(name) for name in ("ID", "Ziel  in %", "column D", "column E")] == [0, 1, 3, 4]


@pytest.mark.parametrize(
    ("heading", "message", "hint"),
    [
        ("Note", 'plan.csv: duplicate heading "Note"', 'name the column that is meant: "column C" or "column E"'),
        ("Titel", 'plan.csv: no heading "Titel"', 'did you mean "Title"?'),
        ("column F", 'plan.csv: no heading "column F"', 'did you mean "column D"?'),
        ("xyz", 'plan.csv: no heading "xyz"', "see all headings with --suggest"),
    ],
)
def test_a_column_that_is_not_certain(heading: str, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as failure:
        table("ID,Title,Note,,Note\n").column(heading)
    assert (failure.value.message, failure.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("layout", "message"),
    [
        ({"heading_rows": (2, 1)}, "heading_rows in [table] must be row numbers in ascending order, such as [3, 4]"),
        ({"heading_rows": (0,)}, "heading_rows in [table] must be row numbers in ascending order, such as [3, 4]"),
        ({"heading_rows": (2,)}, "plan.csv: there are no headings in row 2"),
        ({"heading_rows": (9,)}, "plan.csv: there are no headings in row 9"),
        ({"first_column": "2"}, 'first_column in [table] must be the letters of a column, such as "B"'),
        ({"first_column": "Z"}, "plan.csv: there are no headings in row 1"),
        ({"delimiter": "&"}, 'delimiter in [table] must be ",", ";", "|" or "\\t"'),
        ({"fill_down": ("Ara",)}, 'plan.csv: no heading "Ara"'),
        ({"section": "ID"}, 'section in [table]: there is a column "ID" already'),
        ({"sheet": "2030"}, '"plan.csv" is a text file; it has no sheet "2030"'),
    ],
)
def test_layouts_that_do_not_fit(layout: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as failure:
        table("Area,ID\n,\nx,y\n", **layout)
    assert failure.value.message == message


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    empty = tmp_path / "e.csv"
    empty.write_text("\n \n")
    for path, message in {
        empty: f'"{empty}" is empty',
        tmp_path: f'cannot read "{tmp_path}": Is a directory',
        tmp_path / "none.csv": f'cannot read "{tmp_path / "none.csv"}": No such file or directory',
    }.items():
        with pytest.raises(UsageError) as failure:
            read_table(path, TableLayout())
        assert failure.value.message == message


def test_letters_of_columns() -> None:
    names = ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
    assert [letters(column) for column in (0, 25, 26, 51, 52, 701, 702)] == names
    assert [column_of(name.lower()) for name in names] == [0, 25, 26, 51, 52, 701, 702]
