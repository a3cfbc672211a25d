"""What is known of every sheet, whatever the format: where it has hidden rows, errors and formulas without a result.

The reader of workbooks reports none of them: an error is an empty cell to it.
"""

from collections.abc import Mapping

from msgspec import Struct

from commitrack.interchange.sheet import MergedArea, SheetCell, Unreadable
from commitrack.language import LazyString as _

MAX_CELLS = 10_000_000
"""The number of cells of the largest sheet; the reader takes memory for empty ones, too."""

NO_RESULT = Unreadable(
    "=…", _("the formula has no result in the file; open the file in a spreadsheet program and save it again")
)
"""The cell of a formula that was written by a program which does not calculate."""


class SheetMarks(Struct, frozen=True, kw_only=True):
    """The numbers of the hidden rows, from 1, the cells that are errors or have no result, by the number of their row
    and the index of their column, and how many cells the sheet has from the first column and row to the last filled.
    ``hidden_columns`` are ranges of columns, counted from 0; ``merged`` are areas that the reader does not report.
    """

    hidden: frozenset[int] = frozenset()
    cells: Mapping[tuple[int, int], SheetCell] = {}
    size: int = 0
    hidden_columns: tuple[range, ...] = ()
    merged: tuple[MergedArea, ...] = ()
