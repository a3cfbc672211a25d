"""Cells of an exported table as the values that the fields of the format have in TOML."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from commitrack.errors import UsageError
from commitrack.interchange.export.data_table import DataType
from commitrack.interchange.sheet import SheetCell, Unreadable
from commitrack.language import LazyString as _
from commitrack.views.cell_text import as_it_was, with_formulas

_FLAGS = {"true": True, "false": False}


def read_cell(cell: SheetCell, kind: DataType, *, is_text_file: bool) -> object:
    """The value of a cell that is not empty; raise UsageError if it is not of its type."""
    if isinstance(cell, Unreadable):
        raise UsageError(cell.reason)
    if isinstance(cell, str):
        cell = as_it_was(with_formulas(cell) if is_text_file else cell)
    return _READERS.get(kind, _text)(cell)


def _text(cell: SheetCell) -> str:
    """Text, also of what a spreadsheet took for a number or a date."""
    if isinstance(cell, datetime) and cell.time() == datetime.min.time():
        cell = cell.date()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).lower() if isinstance(cell, bool) else f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _ids(cell: SheetCell) -> list[str]:
    return _text(cell).split()


def _number(cell: SheetCell) -> int | Decimal:
    """A whole number without decimals is an integer, as in TOML."""
    if isinstance(cell, bool | date):
        raise UsageError(_("must be a number"))
    try:
        number = cell if isinstance(cell, int) else Decimal(str(cell))
    except InvalidOperation:
        number = Decimal("nan")
    if isinstance(number, Decimal) and not number.is_finite():
        raise UsageError(_("must be a number"))
    is_written_whole = isinstance(cell, str) and cell.lstrip("+-").isdigit()
    return int(number) if is_written_whole or (not isinstance(cell, str) and number == int(number)) else number


def _whole(cell: SheetCell) -> int:
    number = _number(cell)
    if number != int(number):
        raise UsageError(_("must be a whole number"))
    return int(number)


def _flag(cell: SheetCell) -> bool:
    if isinstance(cell, bool):
        return cell
    if (flag := _FLAGS.get(str(cell).casefold())) is None:
        raise UsageError(_("must be true or false"))
    return flag


def _day(cell: SheetCell) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        return date.fromisoformat(str(cell))
    except ValueError:
        raise UsageError(_("must be a date such as 2026-09-06")) from None


def _time(cell: SheetCell) -> datetime:
    try:
        moment = datetime.fromisoformat(str(cell))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise UsageError(_("must be a time such as 2026-09-06T09:00:00Z"))
    return moment


def _as_written(cell: SheetCell) -> date | int | str:
    """A day or a year as such; everything else as text."""
    if isinstance(cell, str):
        try:
            return date.fromisoformat(cell) if "-" in cell else int(cell)
        except ValueError:
            return cell
    return _day(cell) if isinstance(cell, date) else _whole(cell)


_READERS: Mapping[DataType, Callable[[SheetCell], object]] = {
    DataType.IDS: _ids,
    DataType.INTEGER: _whole,
    DataType.NUMBER: _number,
    DataType.BOOLEAN: _flag,
    DataType.DATE: _day,
    DataType.TIME: _time,
    DataType.AS_WRITTEN: _as_written,
}
