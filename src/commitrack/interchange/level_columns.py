"""The columns of levels: several with a date in their headings, or one, in which cells may have several levels."""

import re
from collections.abc import Iterator

from commitrack.errors import UsageError
from commitrack.interchange.cell_dates import TwoYearsError, UnclearMonthError
from commitrack.interchange.cell_values import Spelling
from commitrack.interchange.fields import Binder, BoundField, CellError
from commitrack.interchange.profile import FieldSource, FieldSpec
from commitrack.interchange.table import SheetCell, TableRow
from commitrack.language import LazyString as _
from commitrack.model import When

ON = "{on}"
"""The place of the day in the headings of several columns with milestones or figures."""
_MILESTONE = re.compile(r"\s*(.+?)\s*[:=]\s*(.+?)\s*")
"""A milestone in a cell: 2027: 3,000."""


class LevelColumns:
    """The columns of milestones or figures: several with a date in their headings, or one."""

    def __init__(
        self, field: FieldSpec | None, place: str, binder: Binder, spelling: Spelling, of_heading: str = ON
    ) -> None:
        self._spelling = spelling
        self._dated: dict[int, When] = {}
        self._one: BoundField | None = None
        template = field.column if isinstance(field, FieldSource) else field
        if template is None or ON not in template:
            self._one = binder.field(field, place)
            return
        found = len(binder.problems)
        for index, written in binder.dated(template):
            try:
                when = spelling.read_when(of_heading.replace(ON, written), index)
            except (UnclearMonthError, TwoYearsError) as unclear:
                heading, correct = binder.table.headings[index], _("correct the heading in the sheet")
                what = _('{place}: "{text}": {reason}', place=place, text=heading, reason=unclear.reason)
                hint = unclear.hint if isinstance(unclear, TwoYearsError) else correct
                binder.problems.append(UsageError(what, hint=hint))
                continue
            except CellError:
                continue  # another column
            self._dated[index] = when
        if not self._dated and len(binder.problems) == found:
            binder.problems.append(UsageError(_('{place}: no heading like "{text}"', place=place, text=template)))
        words = field.words if isinstance(field, FieldSource) else {}
        self._columns = [BoundField(columns=(index,), words=words, empty=binder.empty) for index in self._dated]

    def cells(self, row: TableRow) -> Iterator[tuple[int | None, When | None, SheetCell]]:
        """The index of the column, the date of the heading or in the cell, and the amount in each cell that has one."""
        if self._one is None:
            for field in self._columns if self._dated else ():
                if (cell := field.cell(row)) is not None:
                    yield field.column, self._dated[field.columns[0]], cell
        elif self._one.separator is None:
            if (cell := self._one.cell(row)) is not None:
                yield self._one.column, None, cell
        else:
            for item in self._one.texts(row):
                yield self._one.column, *self._split(item)

    def _split(self, item: str) -> tuple[When, str]:
        """The date and the amount of a milestone in a cell: “2027: 3,000”. Raises CellError."""
        column = self._one.column if self._one else None
        match = _MILESTONE.fullmatch(item)
        if match is None:
            raise CellError(column, item, _("not a day and an amount"), _('write it as "2027: 3,000"'))
        return self._spelling.read_when(match[1], column), match[2]
