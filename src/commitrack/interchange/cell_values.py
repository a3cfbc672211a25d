"""Dates, numbers and words of cells, as the profile says that they are written."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from commitrack.amounts import is_currency, simplest
from commitrack.dates import CALENDAR_YEAR, last_day
from commitrack.drafting.quantities import read_quantity
from commitrack.drafting.values import read_span
from commitrack.errors import UsageError
from commitrack.interchange.cell_dates import (
    UNKNOWN,
    TwoYearsError,
    cached_deadline,
    cached_when,
    fiscal_quarter,
    in_order,
    is_in_two_years,
    means,
    not_a_date,
    require_clear_month,
)
from commitrack.interchange.fields import NO, YES, BoundField, CellError, plain
from commitrack.interchange.profile import DateOrder
from commitrack.interchange.table import SheetCell, TableRow
from commitrack.labels import in_script_of, known_word
from commitrack.language import LazyString as _
from commitrack.language import comma_list
from commitrack.model import DecimalMark, Evidence, FiscalYear, Number, Span, When
from commitrack.quantity import Quantity
from commitrack.registry.evidence import resolve

_LETTER = re.compile(r"[^\W\d_]")

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
        return self._read(cell, column, cached_when)

    def deadline(self, field: BoundField, row: TableRow) -> When | Span | None:
        """A date, or how long a commitment has from the day on which it is made; None if there is none.

        Raises CellError.
        """
        cell = field.cell(row)
        return None if cell is None else self._read(cell, field.column, cached_deadline)

    def _read(self, cell: SheetCell, column: int | None, read: Callable[[str], D]) -> When | D:
        if isinstance(cell, datetime):
            return When(cell.date())
        if isinstance(cell, date):
            return When(cell)
        text = plain(cell)
        require_clear_month(text, column)
        try:
            when = read(fiscal_quarter(text, self.fiscal_year) or in_order(text, self.date_order))
        except UsageError as failure:
            raise not_a_date(column, text, failure) from None
        if self.fiscal_year.start == CALENDAR_YEAR.start and is_in_two_years(text, when):
            raise TwoYearsError(column, text)
        return when

    def day(self, field: BoundField, row: TableRow) -> date | None:
        """The last day of what a cell dates; None if it is empty. Raises CellError."""
        when = self.when(field, row)
        return None if when is None else self.last_day(when)

    def last_day(self, when: When) -> date:
        """The last day of a day, month, year or fiscal year."""
        return last_day(when, fiscal_year=self.fiscal_year)

    def number(self, cell: SheetCell, column: int | None) -> Number:
        """The number of a cell that is not empty, without a unit. Raises CellError."""
        text = plain(cell)
        try:
            amount = _amount(text, self.decimal_mark) if isinstance(cell, str) else Quantity(_number(cell, text))
        except UsageError as failure:
            raise self._no_amount(column, text, failure) from None
        if amount.unit is not None or amount.qualifier is not None or amount.increment:
            raise CellError(column, text, _("more than a number"))
        return amount.value

    def stated_unit(self, cell: SheetCell) -> str | None:
        """The unit that a cell states, if it can be read."""
        try:
            return _amount(cell, self.decimal_mark).unit if isinstance(cell, str) else None
        except UsageError:
            return None

    def _no_amount(self, column: int | None, text: str, failure: UsageError) -> CellError:
        """The error about a cell that is no amount; with the mark to state in the profile, if one makes it one."""
        marks = [] if self.decimal_mark else [mark for mark in DecimalMark if _is_amount(text, mark)]
        in_profile = None
        if marks:
            in_profile = _('state the mark in the profile: decimal_mark = "{mark}"', mark=marks[0])
        if marks[1:]:
            in_profile = _('state the mark in the profile: decimal_mark = "." or ","')
        return CellError(column, text, failure.message, failure.hint, in_profile=in_profile)

    def quantity(
        self, cell: SheetCell, column: int | None, unit: str | None, scale: Number | None, *, stated_by: str | None
    ) -> Quantity:
        """The amount of a cell that is not empty, in its own unit, or else in the given one. Raises CellError.

        ``stated_by`` is the heading of the column that states the given one; None if the profile does.
        """
        text = plain(cell)
        try:
            amount = _amount(text, self.decimal_mark) if isinstance(cell, str) else Quantity(_number(cell, text))
        except UsageError as failure:
            raise self._no_amount(column, text, failure) from None
        if amount.unit is not None:
            if unit not in {None, amount.unit}:
                raise CellError(column, text, two_units(amount.unit, unit, stated_by))
            return amount
        if unit is None:
            raise CellError(
                column,
                text,
                _("no unit"),
                _('write it beside the number, or in a column "unit"'),
                in_profile=_('state it in the profile: unit = { always = "…" }, such as "people" or "JPY"'),
            )
        if scale is None and not isinstance(cell, str) and (is_currency(unit) or unit == "%"):
            raise CellError(
                column,
                text,
                _("a number without a scale: the format of the cell is not known"),
                _('write it as text, with its unit: "¥1.5bn", "25%"'),
                in_profile=_("state it in the profile: scale = 1, or what the cell shows: scale = 100 for percentages"),
            )
        if scale not in {None, 1} and isinstance(cell, str) and _LETTER.search(text):
            raise CellError(column, text, _("it has a scale of its own, but the profile states one, too"))
        value = amount.value if scale is None else simplest(Decimal(amount.value) * scale)
        return Quantity(value, unit, amount.increment, amount.qualifier)


def two_units(unit: str, other: str, stated_by: str | None) -> str:
    """The sentence about an amount in another unit than a column or, without its heading, the profile states."""
    if stated_by is None:
        return _('the unit is "{one}", but the profile says "{other}"', one=unit, other=other)
    return _('the unit is "{one}", but that of "{column}" is "{other}"', one=unit, column=stated_by, other=other)


@lru_cache(maxsize=4096)
def _amount(text: str, mark: DecimalMark | None) -> Quantity:
    return read_quantity(text, mark)


def _is_amount(text: str, mark: DecimalMark) -> bool:
    try:
        return bool(_amount(text, mark))
    except UsageError:
        return False


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
            raise CellError(field.column, text, expected, in_profile=means(text, UNKNOWN))
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
