"""Dates, numbers and words of cells, as the profile says that they are written."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from commitrack.amounts import is_currency, simplest
from commitrack.dates import last_day
from commitrack.drafting.values import read_deadline, read_quantity, read_span, read_when
from commitrack.errors import UsageError
from commitrack.interchange.fields import NO, YES, BoundField, CellError, plain
from commitrack.interchange.profile import DateOrder
from commitrack.interchange.table import SheetCell, TableRow
from commitrack.labels import in_script_of, known_word
from commitrack.language import LazyString as _
from commitrack.language import comma_list
from commitrack.model import DecimalMark, Evidence, FiscalYear, Number, Span, When
from commitrack.quantity import Quantity
from commitrack.registry.evidence import resolve

_YEAR = re.compile(r"(\d{4})\.0+")
_LETTER = re.compile(r"[^\W\d_]")
_SHORT_MONTH = re.compile(r"(?:.*[^\d/.-])?(\d{4})[/-]([1-9])")
_SLASHES = re.compile(r"(\d\d?)([/.-])(\d\d?)\2(\d{4})")

W = TypeVar("W", bound=str)
D = TypeVar("D", When, When | Span)


class Spelling(Struct, frozen=True, kw_only=True):
    """How a sheet writes dates and numbers, and how the registry reads fiscal years."""

    date_order: DateOrder | None
    decimal_mark: DecimalMark | None
    fiscal_year: FiscalYear

    def when(self, field: BoundField, row: TableRow) -> When | None:
        """A day, month, quarter or year; None if there is none. Raises CellError."""
        cell = field.cell(row)
        return None if cell is None else self.read_when(cell, field.column)

    def read_when(self, cell: SheetCell, column: int | None) -> When:
        """The date of a cell that is not empty. Raises CellError."""
        return self._read(cell, column, _when)

    def deadline(self, field: BoundField, row: TableRow) -> When | Span | None:
        """A date, or how long a commitment has from the day on which it is made; None if there is none.

        Raises CellError.
        """
        cell = field.cell(row)
        return None if cell is None else self._read(cell, field.column, _deadline)

    def _read(self, cell: SheetCell, column: int | None, read: Callable[[str], D]) -> When | D:
        if isinstance(cell, datetime):
            return When(cell.date())
        if isinstance(cell, date):
            return When(cell)
        text = plain(cell)
        _require_clear_month(text, column)
        try:
            return read(_in_order(text, self.date_order))
        except UsageError as failure:
            raise CellError(column, text, failure.message, _hint_at_date(text)) from None

    def day(self, field: BoundField, row: TableRow) -> date | None:
        """The last day of what a cell dates; None if it is empty. Raises CellError."""
        when = self.when(field, row)
        return None if when is None else last_day(when, fiscal_year=self.fiscal_year)

    def number(self, cell: SheetCell, column: int | None) -> Number:
        """The number of a cell that is not empty, without a unit. Raises CellError."""
        text = plain(cell)
        try:
            amount = _amount(text, self.decimal_mark) if isinstance(cell, str) else Quantity(_number(cell, text))
        except UsageError as failure:
            raise CellError(column, text, failure.message, failure.hint) from None
        if amount.unit is not None or amount.qualifier is not None or amount.increment:
            raise CellError(column, text, _("more than a number"))
        return amount.value

    def stated_unit(self, cell: SheetCell) -> str | None:
        """The unit that a cell states, if it can be read."""
        try:
            return _amount(cell, self.decimal_mark).unit if isinstance(cell, str) else None
        except UsageError:
            return None

    def quantity(self, cell: SheetCell, column: int | None, unit: str | None, scale: Number | None) -> Quantity:
        """The amount of a cell that is not empty, in the unit that the cell or the profile states. Raises CellError."""
        text = plain(cell)
        try:
            amount = _amount(text, self.decimal_mark) if isinstance(cell, str) else Quantity(_number(cell, text))
        except UsageError as failure:
            raise CellError(column, text, failure.message, failure.hint) from None
        if amount.unit is not None:
            if unit not in {None, amount.unit}:
                message = _('the unit is "{one}", but the profile says "{other}"', one=amount.unit, other=unit)
                raise CellError(column, text, message)
            return amount
        if unit is None:
            raise CellError(column, text, _("no unit"), _('state it in the profile: unit = { always = "people" }'))
        if scale is None and not isinstance(cell, str) and (is_currency(unit) or unit == "%"):
            hint = _("state it in the profile: scale = 1, or what the cell shows: scale = 100 for percentages")
            raise CellError(column, text, _("a number without a scale: the format of the cell is not known"), hint)
        if scale not in {None, 1} and isinstance(cell, str) and _LETTER.search(text):
            raise CellError(column, text, _("it has a scale of its own, but the profile states one, too"))
        value = amount.value if scale is None else simplest(Decimal(amount.value) * scale)
        return Quantity(value, unit, amount.increment, amount.qualifier)


class UnclearMonthError(CellError):
    """A month of one digit: in sheets, 2045/6 is usually the year 2045-46."""


def _require_clear_month(text: str, column: int | None) -> None:
    """Raise UnclearMonthError for a month of one digit."""
    match = _SHORT_MONTH.fullmatch(unicodedata.normalize("NFKC", text))
    if match is None:
        return
    year, month = int(match[1]), f"{match[1]}-0{match[2]}"
    reason, word = _("a month has two digits, as in {month}", month=month), month
    if (year + 1) % 10 == int(match[2]):
        word = f"FY{year}-{(year + 1) % 100:02}"
        reason = _("either the month {month} or the year {year}", month=month, year=word)
    raise UnclearMonthError(column, text, reason, _means(text, word))


def _means(text: str, word: str) -> _:
    return _('say in the profile what it means: words = {{ "{text}" = "{word}" }}', text=text, word=word)


def _hint_at_date(text: str) -> _:
    if _SLASHES.fullmatch(text):
        return _('state the order in the profile: date_order = "dmy" or "mdy"')
    return _means(text, "2030")


def _in_order(text: str, order: DateOrder | None) -> str:
    """The date with the year first: 2026 for 2026.0, and 2026-09-06 for 6/9/2026 if the profile says that."""
    if year := _YEAR.fullmatch(text):
        return year[1]
    match = _SLASHES.fullmatch(text) if order in {DateOrder.DMY, DateOrder.MDY} else None
    if match is None:
        return text
    day, month = (match[1], match[3]) if order is DateOrder.DMY else (match[3], match[1])
    return f"{match[4]}-{month:0>2}-{day:0>2}"


_when = lru_cache(maxsize=4096)(read_when)


@lru_cache(maxsize=4096)
def _deadline(text: str) -> When | Span:
    try:
        return read_deadline(text)
    except UsageError:
        with suppress(UsageError):
            return read_span(re.sub("^(with)?in ", "", text))
        raise


@lru_cache(maxsize=4096)
def _amount(text: str, mark: DecimalMark | None) -> Quantity:
    return read_quantity(text, mark)


def _number(cell: SheetCell, text: str) -> Number:
    if isinstance(cell, bool) or not isinstance(cell, int | Decimal):
        raise UsageError(_('"{text}" is not a number', text=text))
    return simplest(Decimal(cell))


def word(words: Iterable[W]) -> Callable[[BoundField, TableRow], W | None]:
    """What reads a word of the format, or its label; that raises CellError."""
    known = {str(word): word for word in words}

    def read(field: BoundField, row: TableRow) -> W | None:
        text = field.text(row)
        if not text:
            return None
        if (name := known_word(text, known)) is None:
            expected = _("not one of {words}", words=comma_list(in_script_of(text, known)))
            raise CellError(field.column, text, expected, _means(text, next(iter(known))))
        return known[name]

    return read


def flag(field: BoundField, row: TableRow) -> bool | None:
    """Yes or no. Raises CellError."""
    text = field.text(row)
    if text and text.casefold() not in YES | NO:
        raise CellError(field.column, text, _("neither yes nor no"))
    return text.casefold() in YES if text else None


def whole(field: BoundField, row: TableRow) -> int | None:
    """A whole number, such as a page. Raises CellError."""
    text = field.text(row)
    if text and not text.isdecimal():
        raise CellError(field.column, text, _("not a whole number"))
    return int(text) if text else None


def span(field: BoundField, row: TableRow) -> Span | None:
    """A length of time: “3 years”. Raises CellError."""
    text = field.text(row)
    try:
        return read_span(text) if text else None
    except UsageError as failure:
        raise CellError(field.column, text, failure.message, failure.hint) from None


def text(field: BoundField, row: TableRow) -> str | None:
    """A text. Raises CellError."""
    return field.text(row) or None


def evidence(folder: Path) -> Callable[[BoundField, TableRow], tuple[str | Evidence, ...]]:
    """What reads addresses and files of evidence; ``folder`` is the registry's. That raises CellError."""

    def read(field: BoundField, row: TableRow) -> tuple[str | Evidence, ...]:
        items = field.texts(row)
        try:
            return resolve(items, folder)
        except UsageError as failure:
            raise CellError(field.column, " ".join(items), failure.message, failure.hint) from None

    return read
