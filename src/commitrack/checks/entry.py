"""What a person meant by an amount typed for a commitment, and whether it can be meant.

Refused with the reason, and how to say it if it is meant: nobody finds a slip of the finger in a journal later.
"""

import difflib
from datetime import date

from commitrack.assess import Terms
from commitrack.errors import NotFoundError, UsageError, meant
from commitrack.language import LazyString as _
from commitrack.model import Commitment, Number, Registry, Target
from commitrack.quantity import Quantity, format_number

FAR = 2
"""From how many times its value on a figure looks like a slip: people over-fulfil, but seldom twofold."""


def known(commitment: str, registry: Registry) -> None:
    """Raise NotFoundError, with what may have been meant, for an id that is not in the registry."""
    if commitment in registry.commitments:
        return
    near = [name for name in registry.commitments if commitment.lower() in name][:3]
    near = near or difflib.get_close_matches(commitment, registry.commitments, n=3, cutoff=0.5)
    raise NotFoundError(
        _("there is no commitment “{id}”", id=commitment),
        hint=meant(near) or _("see all ids with: commitrack list --all"),
    )


def target_for(commitment: Commitment, quantity: Quantity, named: str | None) -> str:
    """The target an amount belongs to: the one named, else the only one, else the only one of its unit.

    Raises NotFoundError for a target that is not there, UsageError where the choice is not clear.
    """
    targets = commitment.targets
    if named is not None:
        if named not in targets:
            message = _("{id} has no target “{name}”", id=commitment.id, name=named)
            raise NotFoundError(message, hint=_("its targets: {targets}", targets=_listed(targets)))
        _fits(quantity, named, targets[named])
        return named
    if not targets:
        raise UsageError(
            _("{id} has no target that a figure could count for", id=commitment.id),
            hint=_("say how far it got: commitrack update {id} --completion limited", id=commitment.id),
        )
    if len(targets) == 1:
        only = next(iter(targets))
        _fits(quantity, only, targets[only])
        return only
    fitting = [name for name, target in targets.items() if quantity.unit == target.unit]
    if len(fitting) == 1:
        return fitting[0]
    raise UsageError(
        _("{id}: no target counts in {unit}", id=commitment.id, unit=quantity.unit)
        if quantity.unit and not fitting
        else _("{id}: several targets could be meant", id=commitment.id),
        hint=_("say which with --target; its targets: {targets}", targets=_listed(targets)),
    )


def _fits(quantity: Quantity, name: str, target: Target) -> None:
    if quantity.unit is not None and quantity.unit != target.unit:
        raise UsageError(
            _("the target {name} counts in {unit}, not in {other}", name=name, unit=target.unit, other=quantity.unit),
            hint=_(
                "if that is what was counted, write “{number} {unit}”",
                number=format_number(quantity.value, compact=False),
                unit=target.unit,
            ),
        )


def _listed(targets: dict[str, Target]) -> str:
    return ", ".join(f"{name} ({target.unit})" for name, target in targets.items())


def plausible(target: Target, terms: Terms | None, before: Number | None, level: Number) -> None:
    """Refuse a cumulative figure that falls, and one far over its target; --force says that it is meant.

    ``terms`` are those in force, ``before`` the figure that stands, ``level`` the new one. A figure that is only
    followed, a level to maintain and a falling target may go down.
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


def not_future(day: date, today: date) -> None:
    """Refuse a figure for a day to come."""
    if day > today:
        raise UsageError(
            _("{day} lies in the future: today is {today}", day=day, today=today),
            hint=_("--on is the day on which the figure was true"),
        )
