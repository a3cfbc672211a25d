"""What a person meant by an amount typed for a commitment, and whether it can be meant.

Refused with the reason, and how to say it if it is meant: nobody finds a slip of the finger in a journal later.
"""

import difflib
from datetime import date

from commitrack.assess import Terms
from commitrack.errors import NotFoundError, UsageError
from commitrack.model import Commitment, Number, Registry, Target
from commitrack.quantity import Quantity, format_number, format_quantity

FAR = 2
"""From how many times its value on a figure looks like a slip: people over-fulfil, but seldom twofold."""


def known(commitment: str, registry: Registry) -> None:
    """Raise NotFoundError, with what may have been meant, for an id that is not in the registry."""
    if commitment in registry.commitments:
        return
    near = [name for name in registry.commitments if commitment.lower() in name][:3]
    near = near or difflib.get_close_matches(commitment, registry.commitments, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "see all ids with: commitrack list --all"
    raise NotFoundError(f"there is no commitment “{commitment}”", hint=hint)


def target_for(commitment: Commitment, quantity: Quantity, named: str | None) -> str:
    """The target an amount belongs to: the one named, else the only one, else the only one of its unit.

    Raises NotFoundError for a target that is not there, UsageError where the choice is not clear.
    """
    targets = commitment.targets
    if named is not None:
        if named not in targets:
            raise NotFoundError(f"{commitment.id} has no target “{named}”", hint=_listed(targets))
        _fits(quantity, named, targets[named])
        return named
    if not targets:
        raise UsageError(
            f"{commitment.id} has no target that a figure could count for",
            hint=f"say how far it got: commitrack update {commitment.id} --completion limited",
        )
    if len(targets) == 1:
        only = next(iter(targets))
        _fits(quantity, only, targets[only])
        return only
    fitting = [name for name, target in targets.items() if quantity.unit == target.unit]
    if len(fitting) == 1:
        return fitting[0]
    reason = (
        f"no target counts in {quantity.unit}" if quantity.unit and not fitting else "several targets could be meant"
    )
    raise UsageError(f"{commitment.id}: {reason}", hint=f"say which with --target; {_listed(targets)}")


def _fits(quantity: Quantity, name: str, target: Target) -> None:
    if quantity.unit is not None and quantity.unit != target.unit:
        raise UsageError(
            f"the target {name} counts in {target.unit}, not in {quantity.unit}",
            hint=f"if that is what was counted, write “{format_number(quantity.value, compact=False)} {target.unit}”",
        )


def _listed(targets: dict[str, Target]) -> str:
    return "its targets: " + ", ".join(f"{name} ({target.unit})" for name, target in targets.items())


def plausible(target: Target, terms: Terms | None, before: Number | None, level: Number) -> None:
    """Refuse a cumulative figure that falls, and one far over its target; --force says that it is meant.

    ``terms`` are those in force, ``before`` the figure that stands, ``level`` the new one. A figure that is only
    followed, a level to maintain and a falling target may go down.
    """
    if terms is None or terms.kept or terms.value < terms.baseline:
        return
    if before is not None and level < before:
        old, new = (format_quantity(number, target.unit, compact=False) for number in (before, level))
        raise UsageError(
            f"the figure would fall from {old} to {new}, and figures here are cumulative",
            hint="for an increment write it with a plus, as +300; if it really fell, add --force",
        )
    if level > FAR * terms.value:
        raise UsageError(
            f"{format_quantity(level, target.unit, compact=False)} is more than {FAR} times the target of "
            f"{format_quantity(terms.value, target.unit, compact=False)}",
            hint="count the zeros; if it is right, add --force",
        )


def not_future(day: date, today: date) -> None:
    """Refuse a figure for a day to come."""
    if day > today:
        raise UsageError(
            f"{day} lies in the future: today is {today}", hint="--on is the day on which the figure was true"
        )
