"""Parse amounts as typed; raise UsageError, with the reason, if that fails."""

import re

from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import DecimalMark, Qualifier
from commitrack.numerals import QuantityError
from commitrack.quantity import Quantity, parse_quantity


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
