"""Parse amounts, days and lengths of time as typed; raise UsageError, with the reason, if that fails."""

import re
from datetime import date

from commitrack.dates import parse_day, parse_deadline, parse_loosely, parse_span
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import DecimalMark, Qualifier, Span, When
from commitrack.numerals import QuantityError
from commitrack.quantity import Quantity, parse_quantity
from commitrack.suggest import did_you_mean_one_of


def read_quantity(text: str, mark: DecimalMark | None = None) -> Quantity:
    """An amount, such as “4,120 people”; ``mark`` is the decimal mark that the registry declares, if any."""
    if re.fullmatch(r"[\d.,\s]+/[\d.,\s]+", text):
        hint = _("give only the figure that was reached: {figure}", figure=text.partition("/")[0].strip())
        raise UsageError(_('"{text}" states two amounts', text=text), hint=hint)
    try:
        return parse_quantity(text, mark)
    except QuantityError as failure:
        raise UsageError(str(failure), hint=failure.hint) from None


def read_exact(text: str, mark: DecimalMark | None = None) -> Quantity:
    """An amount for which no qualifier can be recorded; raise UsageError if it has one, as “about 5,000 people” has."""
    quantity = read_quantity(text, mark)
    if quantity.qualifier is not None:
        raise UsageError(
            _('"{text}" has a qualifier, which cannot be recorded here', text=text),
            hint=_('write "{amount}", and put the qualifier into a note', amount=quantity),
        )
    return quantity


def qualifier_of(quantity: Quantity, option: Qualifier | None) -> Qualifier | None:
    """The qualifier of an amount, or that of ``--qualifier``; raise UsageError if they differ."""
    typed = quantity.qualifier
    if None not in {typed, option} and typed is not option:
        raise UsageError(
            _('the amount is qualified as "{typed}", but --qualifier is "{option}"', typed=typed, option=option),
            hint=_("leave one of them out"),
        )
    return typed or option


def read_day(text: str, *, today: date) -> date:
    """A single day: 2026-08-31, yesterday."""
    try:
        return parse_day(text, today=today)
    except ValueError as failure:
        raise UsageError(str(failure), hint=_hint_at_day(text)) from None


def _hint_at_day(text: str) -> _ | None:
    """That the day is missing, or the day that was meant by one with the year at the end."""
    if re.fullmatch(r"\d{4}([-/]\d\d?)?", text):
        return _("write the day, as in 2027-02-01")
    return _hint_at_order(text)


def _hint_at_order(text: str) -> _ | None:
    """The day that was meant by one with the year at the end, if its order is certain."""
    if match := re.fullmatch(r"(\d\d?)([./-])(\d\d?)\2(\d{4})", text):
        orders = {(match[1], match[3]), (match[3], match[1])}
        days = [f"{match[4]}-{month:0>2}-{day:0>2}" for day, month in orders if _exists(match[4], month, day)]
        return did_you_mean_one_of(days) if len(days) == 1 else None
    return None


def _exists(year: str, month: str, day: str) -> bool:
    try:
        return bool(date(int(year), int(month), int(day)))
    except ValueError:
        return False


def read_when(text: str) -> When:
    """A day, month, year or fiscal year."""
    try:
        return parse_loosely(text)
    except ValueError as failure:
        raise UsageError(str(failure), hint=_hint_at_order(text)) from None


def read_deadline(text: str) -> When:
    """A deadline: a date, or “by the end of 2026”."""
    try:
        return parse_deadline(text)
    except ValueError as failure:
        raise UsageError(str(failure), hint=_hint_at_order(text)) from None


def read_span(text: str) -> Span:
    """A length of time: “3 years”."""
    try:
        return parse_span(text)
    except ValueError as failure:
        raise UsageError(_('"{text}" {problem}', text=text, problem=str(failure))) from None
