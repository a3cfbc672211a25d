"""Workbooks: their cells, what is hidden in them, and files that are none."""

import io
import re
import sys
import warnings
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from commitrack.errors import UsageError
from commitrack.interchange import workbook as reader
from commitrack.interchange import zip_parts
from commitrack.interchange.sheet import SheetCell, Unreadable
from commitrack.interchange.sheet_marks import NO_RESULT
from commitrack.interchange.table import SheetTable, TableLayout, parse_table
from commitrack.interchange.workbook import workbook_sheet

TYPE = "defines a document type, as no workbook does"
SAVE_IT = "open it in a spreadsheet program and save it again as XLSX"
ODS_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
    for prefix in ("office", "table", "text", "manifest")
)
NOON = datetime(2026, 9, 6, 12)  # noqa: DTZ001  as all times of workbooks
Book = openpyxl.Workbook


def xlsx(fill: Callable[[Any], object], book: Book | None = None) -> bytes:
    """A workbook whose first sheet is filled by a function."""
    book = book or Book()
    fill(book.worksheets[0])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def rewritten(content: bytes, edits: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """A workbook with some of its parts changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, edits.get(name, bytes)(old.read(name)))
    return file.getvalue()


def ods(rows: str) -> bytes:
    """An ODS file with one sheet, "Plan"."""
    file = io.BytesIO()
    calcext = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f"<manifest:manifest {ODS_NAMES}/>")
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {ODS_NAMES} {calcext}><office:body>'
            f'<office:spreadsheet><table:table table:name="Plan">{rows}</table:table></office:spreadsheet>'
            "</office:body></office:document-content>",
        )
    return file.getvalue()


def ods_row(*texts: str, row: str = "", cell: str = "") -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="string" {cell}><text:p>{text}</text:p></table:table-cell>'
        for text in texts
    )
    return f"<table:table-row {row}>{cells}</table:table-row>"


def rows_of(content: bytes, **options: Any) -> dict[int, list[SheetCell]]:
    return {number: list(cells) for number, cells in workbook_sheet(content, "plan.xlsx", **options).rows}


def refused(content: bytes, **options: Any) -> tuple[str, str | None]:
    with pytest.raises(UsageError) as failure:
        list(workbook_sheet(content, "plan.xlsx", **options).rows)
    return failure.value.message, failure.value.hint


def plan(sheet: Any) -> None:
    sheet.append(["ID", "Title"])
    sheet.append(["a", "Trains"])


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (5, 5), (-3, -3), (0, 0), (2030.0, 2030), (0.25, Decimal("0.25")), (0.1 + 0.2, Decimal("0.3")),
        (0.57999999999999996, Decimal("0.58")), (1e-7, Decimal("1E-7")), (10**12, 10**12),
        (True, True), (" a\n b ", "a\n b"), ("  ", None), ("25 %", "25 %"), ("#N/A", "#N/A"), ("#DIV/0!", "#DIV/0!"),
        (date(2026, 9, 6), date(2026, 9, 6)), (NOON, NOON),
        (time(12, 30), "12:30:00"), ("=1+1", NO_RESULT),
    ],
)  # fmt: skip
def test_cells(value: object, cell: SheetCell) -> None:
    content = xlsx(lambda sheet: sheet.append(["x", value]))
    (found,) = rows_of(content).values()
    assert (found, type(found[1])) == (["x", cell], type(cell))


def test_leading_empty_rows_and_columns_keep_their_place() -> None:
    def fill(sheet: Any) -> None:
        sheet["C4"], sheet["E6"] = "ID", 5

    assert rows_of(xlsx(fill))[4] == [None, None, "ID", None, None]
    assert rows_of(xlsx(fill))[6] == [None, None, None, None, 5]


def test_dates_of_the_1904_calendar() -> None:
    book = Book()
    book.epoch = CALENDAR_MAC_1904
    assert rows_of(xlsx(lambda sheet: sheet.append([date(2026, 9, 6)]), book)) == {1: [date(2026, 9, 6)]}


def test_a_formula_with_a_result_is_its_result_and_one_with_an_empty_text_is_empty() -> None:
    content = xlsx(lambda sheet: sheet.append(["=1+1", "=A1", "x"]))

    def calculated(xml: bytes) -> bytes:
        xml = re.sub(rb'(<c r="A1">.*?)<v ?/?>(</v>)?', rb"\1<v>2</v>", xml)
        return re.sub(rb'<c r="B1">(.*?)<v ?/?>(</v>)?', rb'<c r="B1" t="str">\1<v></v>', xml)

    assert rows_of(rewritten(content, {SHEET: calculated})) == {1: [2, None, "x"]}


def test_hidden_rows_are_reported_and_read_on_request() -> None:
    def fill(sheet: Any) -> None:
        for number in range(1, 9):
            sheet.append([number])
            sheet.row_dimensions[number].hidden = number not in {1, 8}
        sheet.row_dimensions[20].hidden = True

    sheet = workbook_sheet(xlsx(fill), "plan.xlsx")
    assert [number for number, _cells in sheet.visible()] == [1, 8]
    assert sheet.notices == ("6 hidden rows are not read: 2, 3, 4, 5, 6, …",)
    everything = workbook_sheet(xlsx(fill), "plan.xlsx", hidden=True)
    assert ([number for number, _cells in everything.rows], everything.notices) == ([*range(1, 9)], ())


def test_hidden_columns_are_named_and_read() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["A", "B", "C", "D"])
        for column in ("B", "D", "F"):
            sheet.column_dimensions[column].hidden = True

    sheet = workbook_sheet(xlsx(fill), "plan.xlsx")
    assert [cells for _number, cells in sheet.rows] == [["A", "B", "C", "D"]]
    assert sheet.notices == ("hidden columns are read, too: B, D",)
    columns = '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
    assert workbook_sheet(ods(columns + ods_row("x") * 2), "plan.ods").notices == ()
    three = ods(columns + ods_row("x", "y", "z"))
    assert workbook_sheet(three, "plan.ods").notices == ("hidden columns are read, too: C",)


def book_of_sheets() -> bytes:
    book = Book()
    book.worksheets[0].title = "Draft"
    book.worksheets[0].sheet_state = "hidden"
    plan(book.create_sheet("2025 & before"))
    book.create_sheet("2026").append(["x"])
    return xlsx(lambda _sheet: None, book)


def test_the_first_sheet_that_is_not_hidden_is_read() -> None:
    sheet = workbook_sheet(book_of_sheets(), "plan.xlsx")
    assert sheet.name == 'plan.xlsx, sheet "2025 & before"'
    assert sheet.notices == (
        'only the sheet "2025 & before" is read, not "2026"', 'hidden sheets are not read: "Draft"',
    )  # fmt: skip


def test_sheets_are_named() -> None:
    content = book_of_sheets()
    assert rows_of(content, sheet="2026") == {1: ["x"]}
    assert workbook_sheet(content, "plan.xlsx", sheet="Draft", hidden=True).name == 'plan.xlsx, sheet "Draft"'
    message, hint = refused(content, sheet="Draft")
    assert (message, hint) == ('sheet "Draft" of "plan.xlsx" is hidden', "to read it, add hidden = true to [table]")
    assert refused(content, sheet="20266") == ('"plan.xlsx" has no sheet "20266"', 'did you mean "2026"?')
    assert refused(content, sheet="Plan")[1] == "the sheets are Draft, 2025 & before, 2026"


def test_the_table_of_a_workbook_has_merged_headings_and_says_where_cells_are_merged_downwards() -> None:
    def fill(sheet: Any) -> None:
        for row in (
            ["Area", "2025", None, "2026"],
            [None, "Target", "Actual", "Target"],
            ["Health", 5, 1, 6],
            [None, 7, 2, 8],
        ):
            sheet.append(row)
        sheet.merge_cells("B1:C1")
        sheet.merge_cells("A3:A4")

    def table(**layout: Any) -> SheetTable:
        return parse_table(xlsx(fill), "plan.xlsx", TableLayout(heading_rows=(1, 2), **layout))

    assert table().headings == ("Area", "2025 / Target", "2025 / Actual", "2026 / Target")
    first, second = table().rows
    assert first.cells == ("Health", 5, 1, 6)
    assert isinstance(second.cells[0], Unreadable)
    assert [row.cells[0] for row in table(fill_down=("Area",)).rows] == ["Health", "Health"]


def test_ods() -> None:
    content = ods(
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        '<table:table-row><table:table-cell table:number-columns-repeated="2"/>'
        '<table:table-cell office:value-type="percentage" office:value="0.25"><text:p>25 %</text:p></table:table-cell>'
        '<table:table-cell office:value-type="date" office:date-value="2026-09-06"/>'
        '<table:table-cell office:value-type="float" office:value="5"><text:p>5</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error">'
        '<text:p>#DIV/0!</text:p></table:table-cell><table:table-cell table:formula="of:=1+1"/>'
        '<table:table-cell office:value-type="string"><text:p>end</text:p></table:table-cell></table:table-row>'
        + ods_row("h", row='table:visibility="collapse"')
        + ods_row("r", row='table:number-rows-repeated="2"')
        + '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    sheet = workbook_sheet(content, "plan.ods")
    assert sheet.notices == ("1 hidden row is not read: 4",)
    found = {number: cells for number, cells in sheet.visible() if any(cell is not None for cell in cells)}
    assert found == {
        3: [None, None, Decimal("0.25"), date(2026, 9, 6), 5, "#DIV/0!", NO_RESULT, "end"],
        5: ["r", *[None] * 7],
        6: ["r", *[None] * 7],
    }


def test_cells_of_ods_that_are_merged() -> None:
    """Cells are merged downwards, to the right, or both; the reader does not say so."""
    cell = '<table:table-cell {} office:value-type="string"><text:p>x</text:p></table:table-cell>'
    down = cell.format('table:number-rows-spanned="3" table:number-columns-spanned="1"')
    both = cell.format('table:number-columns-spanned="2" table:number-rows-spanned="2"')
    covered = '<table:covered-table-cell table:number-columns-repeated="2"/>'
    content = ods(
        ods_row("h", row='table:number-rows-repeated="2"')
        + f'<table:table-row><table:table-cell table:number-columns-repeated="3"/>{down}{both}</table:table-row>'
        + f'<table:table-row><table:table-cell table:number-columns-repeated="3"/>{covered}</table:table-row>'
        + ods_row("e")
    )
    assert workbook_sheet(content, "plan.ods").merged == (((2, 3), (4, 3)), ((2, 4), (3, 5)))
    assert workbook_sheet(ods(ods_row("h")), "plan.ods").merged == ()


def far_away(sheet: Any) -> None:
    sheet["A1"], sheet["XFD1048576"] = 1, 1


REPEATED = ods_row("x", row='table:number-rows-repeated="1000000"', cell='table:number-columns-repeated="16"')


@pytest.mark.parametrize("content", [xlsx(far_away), ods(REPEATED)], ids=["xlsx", "ods"])
def test_a_sheet_with_too_many_cells(content: bytes) -> None:
    message, hint = refused(content)
    assert message.endswith("has more than 10,000,000 cells")
    assert hint == "delete what is far away from the table, or save the table as CSV"


def with_cells(rows: str) -> bytes:
    """A workbook whose sheet has these rows in XML."""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = f"<worksheet {space}><sheetData>{rows}</sheetData></worksheet>"
    return rewritten(xlsx(plan), {"xl/worksheets/sheet1.xml": lambda _xml: sheet.encode()})


@pytest.mark.parametrize(
    "far",
    [
        '<row r="4294967294"><c><v>1</v></c></row>',
        '<row r="900000000"><c/><c><v>1</v></c></row>',
        "<row r='9'><c r='XFD900000'><v>1</v></c></row>",
        '<row><c\n r = "XFD1048576"\t><v>1</v></c></row>',
        '<row><c r="&#88;FD1048576"><v>1</v></c></row>',
        '<row><c foo=">" r="XFD1048576"><v>1</v></c></row>',
        '<row><c r="B2" foo=">"><v>1</v></c><c r="ZZZZ99999999"><v>1</v></c></row>',
    ],
)
def test_a_cell_that_is_far_away_is_found_however_it_is_written(far: str) -> None:
    content = with_cells(f'<row r="1"><c r="A1"><v>1</v></c></row>{far}')
    assert refused(content)[0].endswith("has more than 10,000,000 cells")


def test_a_number_with_thousands_of_digits_is_no_row() -> None:
    content = with_cells(f'<row r="{"9" * 5000}"><c r="A{"9" * 5000}"><v>1</v></c></row>')
    assert refused(content)[0] == '"plan.xlsx" is damaged, incomplete or not a workbook'


def test_empty_cells_far_away_do_not_count() -> None:
    """Spreadsheet programs write empty cells that have a format."""
    content = with_cells('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>')
    assert rows_of(content)[1] == [1]


def test_cells_that_follow_one_another_without_saying_where_they_are() -> None:
    content = with_cells("<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c></row>")
    assert rows_of(content) == {1: [1, None, 3], 2: [4, None, None]}


def test_every_sheet_is_measured_if_it_is_not_certain_which_is_read() -> None:
    again = b'<Relationship Id="rId1"/></Relationships>'
    content = rewritten(
        xlsx(far_away), {"xl/_rels/workbook.xml.rels": lambda xml: xml.replace(b"</Relationships>", again)}
    )
    assert refused(content)[0].endswith("cells") or refused(content)[0].endswith("not a workbook")


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{}]>'.format(
    "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefg", "bcdefgh", strict=True))
)
PART = "xl/sharedStrings.xml"
SHEET = "xl/worksheets/sheet1.xml"


def with_prolog(prolog: str, encoding: str = "utf-8", declared: str = "UTF-8") -> Callable[[bytes], bytes]:
    body = "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData/></worksheet>"
    return lambda _xml: f'<?xml version="1.0" encoding="{declared}"?>{prolog}{body}'.encode(encoding)


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (with_prolog(BOMB), TYPE),
        (with_prolog('<!DOCTYPE x SYSTEM "file:///etc/passwd">'), TYPE),
        (with_prolog('<!DOCTYPE x [<!ENTITY % p SYSTEM "http://example.org/x">%p;]>'), TYPE),
        (with_prolog('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///dev/random">]>'), TYPE),
        (with_prolog(f'<!-- {"x" * 200_000} --><!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]>'), TYPE),
        (with_prolog(BOMB, "utf-16", "UTF-16"), "is not UTF-8"),
        (with_prolog(BOMB, "utf-16-be", "UTF-16BE"), "is not UTF-8"),
        (with_prolog(BOMB, "utf-32", "UTF-32"), "is not UTF-8"),
        (with_prolog(BOMB, "utf-7", "UTF-7"), "is not UTF-8"),
        (with_prolog(BOMB, "cp037", "cp037"), "is not UTF-8"),
    ],
)  # fmt: skip
def test_xml_bombs(edit: Callable[[bytes], bytes], why: str) -> None:
    message, hint = refused(rewritten(xlsx(plan), {SHEET: edit}))
    assert (message, hint) == (f'"plan.xlsx" is not read: {SHEET} {why}', SAVE_IT)


def test_a_zip_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_parts, "MAX_BYTES", 1024**2)
    bomb = rewritten(xlsx(plan), {SHEET: lambda xml: xml + b" " * 1024**2})
    assert len(bomb) < 10_000
    assert refused(bomb) == ('"plan.xlsx" is larger than 1 MB when unpacked', None)


def test_a_part_that_is_larger_than_it_says() -> None:
    content = bytearray(rewritten(xlsx(plan), {SHEET: lambda xml: xml + b" " * 10_000}))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
    assert refused(bytes(content.replace(size, (100).to_bytes(4, "little"))))[0].endswith("not a workbook")


def test_workbooks_that_cannot_be_read() -> None:
    whole = xlsx(plan)
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    broken = rewritten(whole, {SHEET: lambda xml: xml[: len(xml) // 2]})
    for content in (whole[:100], whole[: len(whole) // 2], whole[:-30], b"PK\x03\x04", other.getvalue(), broken):
        assert refused(content) == ('"plan.xlsx" is damaged, incomplete or not a workbook', SAVE_IT)
    assert refused(reader.COMPOUND + b"\0" * 600)[0] == '"plan.xlsx" is damaged, incomplete or not a workbook'


def test_a_workbook_with_two_parts_of_one_name() -> None:
    """Which of them a program reads is not certain."""
    file = io.BytesIO(xlsx(plan))
    with warnings.catch_warnings(), zipfile.ZipFile(file, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(SHEET, "<worksheet/>")
    assert refused(file.getvalue())[0] == '"plan.xlsx" is damaged, incomplete or not a workbook'


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"</table:table>", b"", "is damaged, incomplete or not a workbook"),
        (b'table:name="Plan"', b'table:name="Pl\xe9n"', "is not read: content.xml is not UTF-8"),
    ],
)
def test_ods_files_that_are_damaged(old: bytes, new: bytes, message: str) -> None:
    damaged = rewritten(ods(ods_row("x")), {"content.xml": lambda xml: xml.replace(old, new)})
    assert refused(damaged)[0] == f'"plan.xlsx" {message}'


def test_passwords() -> None:
    encrypted = reader.COMPOUND + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    hint = "remove the password in a spreadsheet program and save it again"
    assert refused(encrypted) == ('"plan.xlsx" is protected with a password', hint)


def test_an_ods_file_with_a_password() -> None:
    """Its manifest lists what is encrypted; the other parts are no XML."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", b"\x9f\x1b encrypted")
        archive.writestr("META-INF/manifest.xml", "<manifest:manifest><manifest:encryption-data/></manifest:manifest>")
    assert refused(file.getvalue())[0] == '"plan.xlsx" is protected with a password'


def test_panics_of_the_reader_are_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    def panic(_file: object) -> None:
        raise PanicException

    monkeypatch.setattr(reader, "_opened", panic)
    assert refused(xlsx(plan))[0] == '"plan.xlsx" is damaged, incomplete or not a workbook'


def test_the_library_is_loaded_only_for_workbooks(tmp_path: Path) -> None:
    """Reading CSV does not pay for the reader of workbooks."""
    import subprocess  # noqa: PLC0415

    path = tmp_path / "a.csv"
    path.write_text("ID\na\n")
    code = (
        "import sys; from pathlib import Path; from commitrack.interchange.table import read_table, TableLayout; "
        f"read_table(Path({str(path)!r}), TableLayout()); print('python_calamine' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.strip() == b"False"
