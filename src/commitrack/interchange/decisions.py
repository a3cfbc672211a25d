"""Read what an import left to people: decisions about changes, and rows that were refused and have been corrected."""

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from commitrack.errors import UsageError
from commitrack.interchange.fields import NO, YES, plain
from commitrack.interchange.table import SheetCell, SheetTable, TableLayout, TableRow, read_table
from commitrack.language import LazyString as _
from commitrack.views.cell_text import as_it_was, with_formulas
from commitrack.views.decisions import FIRST_OF_REFUSED, LAST_OF_REFUSED

_HEADINGS = ("key", "field", "after", "accept")


def read_decisions(path: Path) -> frozenset[tuple[str, str, str]]:
    """The changes that are accepted, each by key, field and new value.

    Raises UsageError if the file has not the columns of ``--undecided``, or something else than yes or no in "accept".
    """
    table = read_table(path, TableLayout())
    for heading in _HEADINGS:
        if table.headings.count(heading) != 1:
            message = _(
                '{file} is no file of decisions: it has no column "{heading}"', file=table.name, heading=heading
            )
            raise UsageError(message, hint=_("write one with --undecided FILE, and fill in the column accept"))
    key, field, after, accept = map(table.column, _HEADINGS)
    accepted = set()
    for row in table.rows:
        answer = plain(row.cells[accept]).casefold()
        if answer and answer not in YES | NO:
            message = _('{file}, row {row}: "{text}" in the column "accept" is neither yes nor no', file=path,
                        row=row.number, text=answer)  # fmt: skip
            raise UsageError(message)
        if answer in YES:
            accepted.add((_text(row.cells[key]), _text(row.cells[field]), _text(row.cells[after])))
    return frozenset(accepted)


def with_refused_as_they_were(table: SheetTable) -> SheetTable:
    """The table; if it is a file of refused rows, without the quotes before what could be a formula."""
    if (*table.headings[:1], *table.headings[-1:]) != (FIRST_OF_REFUSED, LAST_OF_REFUSED):
        return table
    return replace(table, headings=tuple(map(_text, table.headings)), rows=_rows_as_they_were(table))


def _rows_as_they_were(table: SheetTable) -> Iterator[TableRow]:
    for row in table.rows:
        yield replace(row, cells=tuple(_text(cell) if isinstance(cell, str) else cell for cell in row.cells))


def _text(cell: SheetCell) -> str:
    """The text that was written into a cell."""
    return as_it_was(with_formulas(plain(cell)))
