"""Refuse figures that look like typing errors.

The error gives the reason, and what to type if the figure is right. Errors are hard to find once they are in the
journal.
"""

from datetime import date

from commitrack.assess import Terms
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Number, Target
from commitrack.quantity import Quantity

FAR = 2
"""How many times its target a figure may be before it is refused: few targets are exceeded twofold."""


def require_plausible(target: Target, terms: Terms | None, *, before: Number | None, level: Number) -> None:
    """Raise UsageError for a cumulative figure that falls, or one far above its target.

    ``terms`` are the current ones, ``before`` is the latest figure, ``level`` the new one. Figures may fall for
    indicators without a value, for levels to maintain and for targets that reduce something.
    """
    if terms is None or terms.is_maintenance or terms.falls:
        return
    if terms.accumulates and before is not None and level < before:
        old, new = (Quantity(number, target.unit) for number in (before, level))
        raise UsageError(
            _("figures are cumulative, but this one falls from {old} to {new}", old=old, new=new),
            hint=_("write an increment with a plus sign, like +300; if the figure really fell, add --force"),
        )
    if level > FAR * terms.value:
        raise UsageError(
            _(
                "{level} is more than {times} times the target of {value}",
                level=Quantity(level, target.unit),
                times=FAR,
                value=Quantity(terms.value, target.unit),
            ),
            hint=_("count the zeros; if it is right, add --force"),
        )


def require_past(day: date, today: date) -> None:
    """Raise UsageError if a day is in the future."""
    if day > today:
        raise UsageError(
            _("{day} is in the future: today is {today}", day=day, today=today),
            hint=_("--on is the date the update refers to"),
        )
