"""A table of a sheet: its headings and its rows, as the ``[table]`` part of a profile describes them.

What the cells mean is not known here. A row keeps its number, and a column its letters, so that every message can say
where something is.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import translate
from pathlib import Path

from msgspec import Struct

from commitrack.errors import UsageError
from commitrack.interchange.file_bytes import file_bytes, shown_name
from commitrack.interchange.headings import heading_texts, without_headings
from commitrack.interchange.merged_cells import MergedDown
from commitrack.interchange.sheet import Sheet, SheetCell, Unreadable, column_of, letters
from commitrack.interchange.text_sheet import DELIMITERS, text_sheet
from commitrack.interchange.workbook import is_workbook, workbook_sheet
from commitrack.language import LazyString as _
from commitrack.model import Record
from commitrack.suggest import did_you_mean_one_of, near

__all__ = [
    "SheetCell", "SheetTable", "TableLayout", "TableRow", "Unreadable", "parse_sheet", "parse_table", "read_table",
    "table_of",
]  # fmt: skip


class TableLayout(Record, frozen=True, kw_only=True):
    """Where the table is.

    ``sheet`` is the name of a sheet of a workbook, by default the first that is not hidden. ``heading_rows`` are the
    numbers of the rows with headings; without any, columns are called "column A". Columns before ``first_column`` are
    left out.

    Rows are left out if their first cell that is not empty matches a pattern of ``skip`` (``Total*``), and all rows
    from the first that matches one of ``until``. With ``section``, a row in which only one cell is filled is not a row
    of the table but the value of an additional column of that name, in the rows below it. In the columns
    ``fill_down``, an empty cell has the value of the cell above it.

    ``encoding`` and ``delimiter`` are those of a text file, if they cannot be detected. ``hidden`` reads hidden sheets
    and rows, too.
    """

    sheet: str | None = None
    heading_rows: tuple[int, ...] = (1,)
    first_column: str = "A"
    skip: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    section: str | None = None
    fill_down: tuple[str, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    hidden: bool = False


class TableRow(Struct, frozen=True):
    """A row: its number in the sheet, from 1, and one cell for each heading.

    ``problem`` says why the row as a whole cannot be read, if so: it has more cells than there are headings.
    """

    number: int
    cells: tuple[SheetCell, ...]
    problem: str | None = None

    @property
    def is_note(self) -> bool:
        """Whether only one cell is filled."""
        return sum(cell is not None for cell in self.cells) == 1


class SheetTable(Struct, kw_only=True):
    """Headings, the letters of their columns, and rows, which are read while they are used, once.

    An empty heading is "column D". Reading the rows may raise UsageError. The column of sections, which is the last,
    has no letters. ``notices`` say what was left out.

    Once the rows have been read, ``unread`` are those that are hidden, those that ``skip`` matches, and those from the
    row ``end`` on, which is the first that ``until`` matches. ``matched`` are the numbers of rows that match a pattern.
    """

    name: str
    headings: tuple[str, ...]
    columns: tuple[str, ...]
    rows: Iterable[TableRow]
    notices: tuple[str, ...] = ()
    unread: list[TableRow] = []
    matched: set[int] = set()
    end: int | None = None

    def below_end(self) -> list[_]:
        """A notice about the rows that are not read because they are below the end of the table, if there are any."""
        rows = [row.number for row in self.unread if not (row.is_note or row.number in self.matched)]
        n = sum(number > self.end for number in rows) if self.end is not None else 0
        one = _("{n:,} filled row below row {row} is not read: that row matches until in [table]",
                "{n:,} filled rows below row {row} are not read: that row matches until in [table]",
                n=n, row=self.end)  # fmt: skip
        return [one] if n else []

    def column(self, heading: str) -> int:
        """The index of the cell below a heading, or below "column D"; raise UsageError if there is none, or several."""
        wanted = " ".join(heading.split())
        indices = [index for index, known in enumerate(self.headings) if known == wanted]
        if len(indices) == 1:
            return indices[0]
        if indices:
            places = [f'"column {self.columns[index]}"' for index in indices]
            raise UsageError(
                _('{name}: duplicate heading "{heading}"', name=self.name, heading=wanted),
                hint=_("name the column that is meant: {one} or {other}", one=places[0], other=places[1]),
            )
        if wanted.startswith("column ") and wanted[7:] in self.columns:
            return self.columns.index(wanted[7:])
        message = _('{name}: no heading "{heading}"', name=self.name, heading=wanted)
        known = {heading.casefold(): heading for heading in self.headings}
        similar = did_you_mean_one_of(known[word] for word in near(wanted, known))
        raise UsageError(message, hint=similar or _("see all headings with --suggest"))


def read_table(path: Path, layout: TableLayout) -> SheetTable:
    """The table in a file (``-`` for standard input); raise UsageError, which names the place, if there is none."""
    return parse_table(file_bytes(path), shown_name(path), layout)


def parse_table(content: bytes, name: str, layout: TableLayout) -> SheetTable:
    """The table in the bytes of a file. Raises UsageError."""
    return table_of(parse_sheet(content, name, layout), layout)


def parse_sheet(content: bytes, name: str, layout: TableLayout) -> Sheet:
    """The sheet that has the table, whatever its rows are. Raises UsageError."""
    for _key, problem in layout_problems(layout):
        raise UsageError(problem)
    if is_workbook(content):
        return workbook_sheet(content, name, sheet=layout.sheet, hidden=layout.hidden)
    if layout.sheet is not None:
        raise UsageError(_('"{name}" is a text file; it has no sheet "{sheet}"', name=name, sheet=layout.sheet))
    row = max(layout.heading_rows, default=0)
    return text_sheet(content, name, encoding=layout.encoding, delimiter=layout.delimiter, heading_row=row)


def layout_problems(layout: TableLayout) -> Iterator[tuple[str, str]]:
    """The keys of a layout that have no meaning in any sheet, each with what they must be."""
    rows = layout.heading_rows
    if any(row < 1 for row in rows) or list(rows) != sorted(set(rows)):
        yield "heading_rows", _("heading_rows in [table] must be row numbers in ascending order, such as [3, 4]")
    if not re.fullmatch(r"[A-Za-z]{1,3}", layout.first_column):
        yield "first_column", _('first_column in [table] must be the letters of a column, such as "B"')
    if layout.delimiter is not None and layout.delimiter not in DELIMITERS:
        yield "delimiter", _('delimiter in [table] must be ",", ";", "|" or "\\t"')


def table_of(sheet: Sheet, layout: TableLayout) -> SheetTable:
    """The table in a sheet that has been read. Raises UsageError."""
    first = column_of(layout.first_column)
    heads, rows = without_headings(sheet, layout.heading_rows)
    width = max((len(cells) for cells in heads.values()), default=0)
    columns = tuple(letters(column) for column in range(first, width))
    stacked = [heads.get(row, ()) for row in layout.heading_rows]
    texts = heading_texts(stacked, layout.heading_rows, sheet.merged)[first:] or [""] * len(columns)
    if layout.heading_rows and not any(texts):
        row = layout.heading_rows[-1]
        message = _("{name}: there are no headings in row {row}", name=sheet.name, row=row)
        raise UsageError(message, hint=_("state their row in [table]: heading_rows = [4]"))
    headings = tuple(text or f"column {name}" for text, name in zip(texts, columns, strict=True))
    table = SheetTable(name=sheet.name, headings=headings, columns=columns, rows=(), notices=sheet.notices)
    filled = [table.column(heading) for heading in layout.fill_down]
    body = _Body(layout, first, len(columns), filled, MergedDown(sheet.merged), sheet.hidden, table)
    table.rows = body.rows(rows)
    if layout.section in headings:
        raise UsageError(_('section in [table]: there is a column "{heading}" already', heading=layout.section))
    if layout.section is not None:
        table.headings, table.columns = (*headings, layout.section), (*columns, "")
    return table


class _Body(Struct, frozen=True):
    """The rows below the headings: ``width`` columns from the one of the index ``first``.

    Those that are not read are collected by the table.
    """

    layout: TableLayout
    first: int
    width: int
    fill_down: Sequence[int]
    merged: MergedDown
    hidden: frozenset[int]
    table: SheetTable

    def rows(self, rows: Iterable[tuple[int, Sequence[SheetCell]]]) -> Iterator[TableRow]:
        skip, until = _pattern(self.layout.skip), _pattern(self.layout.until)
        above: list[SheetCell] = [None] * self.width
        section: SheetCell = None
        for number, all_cells in rows:
            cells = list(all_cells[self.first :])
            filled = [cell for cell in cells if cell is not None]
            if not filled:
                continue
            text = " ".join(str(filled[0]).split()).casefold()
            if self.table.end is None and number not in self.hidden and until.fullmatch(text):
                self.table.end = number
                self.table.matched.add(number)
            if skip.fullmatch(text):
                self.table.matched.add(number)
                self.table.unread.append(self._row(number, cells, list(above), section))
                continue
            if self.layout.section is not None and len(filled) == 1:
                section = filled[0]
                continue
            row = self._row(number, cells, above, section)
            if self.table.end is None and number not in self.hidden:
                yield row
            else:
                self.table.unread.append(row)

    def _row(self, number: int, cells: list[SheetCell], above: list[SheetCell], section: SheetCell) -> TableRow:
        problem = None
        if any(cell is not None for cell in cells[self.width :]):
            problem = _("the row has {n} cells, but there are {most} headings", n=len(cells), most=self.width)
        cells = cells[: self.width] + [None] * (self.width - len(cells))
        for column in self.fill_down:
            above[column] = cells[column] = above[column] if cells[column] is None else cells[column]
        for columns, row in self.merged.columns(number):
            reason = _("the cell is merged with row {row}; to repeat its value, use fill_down in [table]", row=row)
            for index in range(max(columns.start - self.first, 0), min(columns.stop - self.first, self.width)):
                cells[index] = Unreadable("", reason) if cells[index] is None else cells[index]
        if self.layout.section is not None:
            cells.append(section)
        return TableRow(number, tuple(cells), problem)


def _pattern(patterns: Sequence[str]) -> re.Pattern[str]:
    """What matches one of several patterns with ``*`` and ``?``, in lower case; nothing, without any."""
    return re.compile("|".join(translate(pattern.casefold()) for pattern in patterns) or r"(?!)")
