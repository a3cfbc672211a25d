"""What the rows of a sheet say, as records: to be compared with a registry."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TypeAlias

from msgspec import Struct

from commitrack.model import Commitment, Lifecycle, Update

UNRECORDED = datetime.min.replace(tzinfo=UTC)
"""The time of recording of an update that is not recorded yet."""


UnreadRows: TypeAlias = Mapping[str | None, int]
"""The rows that a sheet has and that are not read, by their keys; None is the key of one that has no readable key."""


class RowProblem(Struct, frozen=True, kw_only=True):
    """What cannot be read or recorded: the row and the column of the sheet (None: the whole row), its text, and why.

    ``table`` is its name, where a file has several.
    """

    table: str = ""
    row: int
    column: str | None = None
    text: str = ""
    reason: str
    hint: str | None = None


class RefusedRow(Struct, frozen=True, kw_only=True):
    """A row that cannot be read: all of its problems, and its key, if that can be read."""

    row: int
    key: str | None
    problems: tuple[RowProblem, ...]


class SheetUpdate(Struct, frozen=True):
    """An update without key and time of recording; ``is_dated`` says whether the sheet itself states its day.

    ``column`` and ``text`` are the heading and the cell of a figure, ``unit`` is the one that the sheet states for it.
    """

    update: Update
    is_dated: bool
    column: str | None = None
    text: str = ""
    unit: str | None = None


class IntendedRow(Struct, frozen=True, kw_only=True):
    """A row of a sheet: its key, a commitment, and what is recorded about that.

    The commitment has no id if the sheet gives it none. ``contradicts`` are the decisions in the registry with which
    the row does not agree, as it shows the commitment as active.
    """

    row: int
    key: str
    commitment: Commitment
    updates: tuple[SheetUpdate, ...] = ()
    contradicts: frozenset[Lifecycle] = frozenset()

    def refused(self, reason: str, hint: str | None = None, stated: SheetUpdate | None = None) -> RefusedRow:
        """The row as one that cannot be recorded, because of what is stated in a cell, if that is given."""
        column, text = (stated.column, stated.text) if stated else (None, "")
        problem = RowProblem(row=self.row, column=column, text=text, reason=reason, hint=hint)
        return RefusedRow(row=self.row, key=self.key, problems=(problem,))


SheetRows: TypeAlias = Iterable[IntendedRow | RefusedRow]
"""The rows of a sheet, in order."""
