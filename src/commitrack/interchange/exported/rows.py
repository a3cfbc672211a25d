"""The rows of an exported table as plain TOML tables, with what cannot be read."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from commitrack.drafting.intended import RowProblem
from commitrack.errors import UsageError
from commitrack.interchange.export.data_table import DataField, DataTable, DataType
from commitrack.interchange.exported.cells import read_cell
from commitrack.interchange.table import SheetTable
from commitrack.language import LANGUAGES
from commitrack.language import LazyString as _
from commitrack.suggest import did_you_mean

_MARKS = {DataType.TEXT: "_", DataType.BY_SYSTEM: "."}
"""What is between the name of a field and the language, or the system, in a heading."""


class ReadRow(Struct, frozen=True):
    """A row: its number, and its values by the names of fields; a text in several languages is a dictionary."""

    number: int
    values: dict[str, object]


def read_rows(
    sheet: SheetTable, table: DataTable, problems: list[RowProblem], *, is_text_file: bool
) -> Iterator[ReadRow]:
    """The rows that are not blank; what cannot be read is left out of them and becomes a problem.

    Raises UsageError for a heading that is no field of the table, or for one that occurs twice.
    """
    fields = [_field(heading, table, sheet.name) for heading in sheet.headings]
    for heading in sheet.headings:
        sheet.column(heading)  # raises UsageError for a heading that occurs twice
    for row in sheet.rows:
        if row.problem is not None:
            problems.append(RowProblem(table=table.name, row=row.number, reason=row.problem))
        values: dict[str, object] = {}
        for (field, part), heading, cell in zip(fields, sheet.headings, row.cells, strict=True):
            try:
                if cell is not None:
                    _put(values, field.name, part, read_cell(cell, field.type, is_text_file=is_text_file))
            except UsageError as failure:
                problem = RowProblem(table=table.name, row=row.number, reason=failure.message, hint=failure.hint)
                problems.append(replace(problem, column=heading, text=str(cell)))
        if values:
            yield ReadRow(row.number, values)


def _put(values: dict[str, object], name: str, part: str, value: object) -> None:
    """Put a value into a row; ``part`` is its language or system. A text beside a translation is English."""
    before = values.get(name)
    if isinstance(before, dict):
        before[part or "en"] = value
    elif part:
        values[name] = {part: value} if before is None else {"en": before, part: value}
    else:
        values[name] = value


def _field(heading: str, table: DataTable, name: str) -> tuple[DataField, str]:
    """The field of a heading, and its language or system, if it has one. Raises UsageError."""
    for field in table.fields:
        if heading == field.name and field.type is not DataType.BY_SYSTEM:
            return field, ""
        prefix = field.name + _MARKS.get(field.type, "\n")
        if heading.startswith(prefix) and heading != prefix:
            return replace(field, type=DataType.STRING), heading.removeprefix(prefix)
    known = [field.name for field in table.fields]
    known += [f"{field.name}_{lang}" for field in table.fields if field.type is DataType.TEXT for lang in LANGUAGES]
    raise UsageError(
        _('{name}: "{heading}" is not a field of {table}', name=name, heading=heading, table=table.name),
        hint=did_you_mean(heading, known) or _("rename or remove the column"),
    )
