"""The fields of a profile, bound to the columns of a table: what a row has for each of them.

Cells that have no value which can be relied on are refused here: what a spreadsheet shows for an error, and the words
and numbers that people write where there is no value, unless the profile lists them as ``empty``.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from msgspec import Struct

from commitrack.drafting.intended import RowProblem
from commitrack.errors import UsageError
from commitrack.interchange.profile import FieldSource, FieldSpec
from commitrack.interchange.table import SheetCell, SheetTable, TableRow, Unreadable
from commitrack.language import LazyString as _
from commitrack.language import join
from commitrack.registry.toml_lines import inline

_NO_VALUES = frozenset(
    [
        "n/a", "none", "null", "nil", "nan", "-", "–", "—", "…", "...", "なし", "該当なし", "-9999",
        "loading...", "loading…", "#error!", "#div/0!", "#n/a", "#name?", "#null!", "#num!", "#ref!", "#value!",
        "#getting_data", "#spill!", "#calc!",
    ]
)  # fmt: skip
"""What is never a value, in small letters."""
_LONGEST = max(map(len, _NO_VALUES))

YES = frozenset({"yes", "true", "1", "y", "x", "はい", "○"})
NO = frozenset({"no", "false", "0", "n", "いいえ", "×"})
"""Answers to yes or no, in small letters."""

_PLACE = re.compile(r"\{([^{}]+)\}")


class CellError(Exception):
    """A cell that cannot be read: the index of its column (None: of no single one), its text, and the reason.

    ``in_profile`` is a hint at what to write in the profile, if there is one.
    """

    def __init__(
        self, column: int | None, text: str, reason: str, hint: str | None = None, *, in_profile: str | None = None
    ) -> None:
        super().__init__(reason)
        self.column, self.text, self.reason, self.hint, self.in_profile = column, text, reason, hint, in_profile

    def located(self, row: int, headings: Sequence[str], *, has_profile: bool) -> RowProblem:
        """The problem of a row, with the heading of the column."""
        return RowProblem(
            row=row, column=None if self.column is None else headings[self.column], text=self.text, reason=self.reason,
            hint=(self.in_profile if has_profile else None) or self.hint,
        )  # fmt: skip


class BoundField(Struct, frozen=True, kw_only=True):
    """A field and the indices of its columns. A template has ``parts``, with the texts before, between and after."""

    columns: tuple[int, ...] = ()
    parts: tuple[str, ...] = ()
    always: str | None = None
    words: dict[str, str] = {}
    separator: str | None = None
    empty: frozenset[str] = frozenset()

    @property
    def column(self) -> int | None:
        """The column to name in messages; None if it is always the same text."""
        return self.columns[0] if self.columns else None

    def cell(self, row: TableRow) -> SheetCell:
        """The cell, or the text that is meant by it; None if it has no value. Raises CellError."""
        if self.always is not None:
            return self.always
        if self.parts:
            return self._filled(row)
        return self._meant(row, self.columns[0])

    def text(self, row: TableRow) -> str:
        """The cell as text; empty if it has no value. Raises CellError."""
        cell = self.cell(row)
        return cell if type(cell) is str else plain(cell)

    def texts(self, row: TableRow) -> tuple[str, ...]:
        """The values of the cell, in which ``separator`` is between several. Raises CellError."""
        text = self.text(row)
        if not text:
            return ()
        if self.separator is None:
            return (text,)
        values = (value.strip() for value in text.split(self.separator))
        return tuple(dict.fromkeys(self.words.get(value, value) for value in values if value))

    def _meant(self, row: TableRow, column: int) -> SheetCell:
        cell = row.cells[column]
        if cell is None:
            return None
        text = cell if type(cell) is str else plain(cell)
        if text in self.words:
            return self.words[text] or None
        if text in self.empty:
            return None
        if isinstance(cell, Unreadable):
            raise CellError(column, text, cell.reason)
        if len(text) <= _LONGEST and text.casefold() in _NO_VALUES:
            hint = _("if it means that there is none, add it to the profile: empty = [{text}]", text=inline(text))
            raise CellError(column, text, _("not a value"), in_profile=hint)
        return cell

    def _filled(self, row: TableRow) -> str | None:
        """The template with the cells of its columns; None if all of them are empty."""
        values = [plain(self._meant(row, column)) for column in self.columns]
        if not any(values):
            return None
        return self.parts[0] + "".join(map("".join, zip(values, self.parts[1:], strict=True)))


def plain(cell: SheetCell) -> str:
    """A cell as text: dates as in ISO 8601, whole numbers without decimals; empty for None."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case bool():
            return "true" if cell else "false"
        case datetime():
            return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(sep=" ")
        case date():
            return cell.isoformat()
        case Decimal():
            return str(int(cell)) if cell == int(cell) else str(cell)
        case Unreadable():
            return cell.text
    return str(cell)


class Binder:
    """Binds fields to the columns of a table, and collects the problems: columns that the sheet does not have."""

    def __init__(self, table: SheetTable, empty: frozenset[str]) -> None:
        self.table, self.empty = table, empty
        self.problems: list[UsageError] = []

    def field(self, field: FieldSpec | None, place: str) -> BoundField | None:
        """The field, bound; None if it is None. ``place`` is where the profile states it."""
        if field is None:
            return None
        column = FieldSource(column=field) if isinstance(field, str) else field
        details: dict[str, Any] = {"words": column.words, "separator": column.separator, "empty": self.empty}
        if column.always is not None:
            return BoundField(always=column.always, **details)
        names = _PLACE.findall(str(column.column))
        indices = [self.column(name, place) for name in names or [str(column.column)]]
        parts = tuple(_PLACE.split(str(column.column))[::2]) if names else ()
        return BoundField(columns=tuple(index for index in indices if index is not None), parts=parts, **details)

    def column(self, heading: str, place: str) -> int | None:
        """The index of a column; a problem if there is none, or if there are several."""
        try:
            return self.table.column(heading)
        except UsageError as failure:
            message = _("{place}: {problem}", place=place, problem=failure.message)
            self.problems.append(UsageError(message, hint=failure.hint))
            return None

    def require_no_problems(self) -> None:
        """Raise UsageError with all problems, if there are any."""
        hints = [problem.hint for problem in self.problems if problem.hint]
        if len(set(hints)) == 1 and (len(hints) > 1 or len(self.problems) == 1):
            raise UsageError(join([problem.message for problem in self.problems], "\n"), hint=hints[0])
        if self.problems:
            lines = (
                _("{problem} ({hint})", problem=problem.message, hint=problem.hint) if problem.hint else problem.message
                for problem in self.problems
            )
            raise UsageError(join(lines, "\n"))

    def dated(self, template: str) -> Iterator[tuple[int, str]]:
        """The columns whose headings match a template with ``{on}``, and what their headings have for it."""
        before, after = (re.escape(part) for part in template.split("{on}"))
        pattern = re.compile(f"{before}(.+){after}")
        for index, heading in enumerate(self.table.headings):
            if match := pattern.fullmatch(heading):
                yield index, match[1]


CellReader: TypeAlias = Callable[[TableRow], object]
"""What reads a value of a row; None if there is none. Raises CellError."""


def values_of(readers: Mapping[str, CellReader], row: TableRow, problems: list[CellError]) -> dict[str, Any]:
    """The values of a row by name, without those that are missing; cells that cannot be read become problems."""
    values: dict[str, Any] = {}
    for name, read in readers.items():
        try:
            value = read(row)
        except CellError as problem:
            problem.__traceback__ = problem.__context__ = None  # their frames would keep the row, and more
            problems.append(problem)
        else:
            if value is not None:
                values[name] = value
    return values
