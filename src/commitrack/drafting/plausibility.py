"""Which figures look like a slip of the finger.

They are refused with the reason and with what to type if they are right: nobody finds a slip in a journal later.
"""

from datetime import date

from commitrack.assess import Terms
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Number, Target
from commitrack.quantity import Quantity

FAR = 2
"""How many times its target a figure may be before it looks like a slip: few targets are exceeded twofold."""


def require_plausible(target: Target, terms: Terms | None, *, before: Number | None, level: Number) -> None:
    """Refuse a cumulative figure that falls, and one far above its target.

    ``terms`` are those in force, ``before`` the latest figure, ``level`` the new one. The figure of an indicator,
    of a level to maintain and of a target to reduce something may fall.
    """
    if terms is None or terms.is_maintenance or terms.value < terms.baseline:
        return
    if before is not None and level < before:
        old, new = (Quantity(number, target.unit) for number in (before, level))
        raise UsageError(
            _("the figure would fall from {old} to {new}, and figures here are cumulative", old=old, new=new),
            hint=_("for an increment write it with a plus, as +300; if it really fell, add --force"),
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
    """Refuse a day in the future."""
    if day > today:
        raise UsageError(
            _("{day} lies in the future: today is {today}", day=day, today=today),
            hint=_("--on is the day on which the figure was true"),
        )
