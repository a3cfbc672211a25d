"""Which commitment and which of its targets an input refers to."""

from commitrack.amounts import Amount, Digits
from commitrack.errors import NotFoundError, UsageError
from commitrack.language import LazyString as _
from commitrack.model import Commitment, Registry, Target
from commitrack.quantity import Quantity
from commitrack.suggest import did_you_mean


def require_commitment(commitment: str, registry: Registry) -> None:
    """Raise NotFoundError, with similar ids as a hint, for an id that is not in the registry."""
    if commitment in registry.commitments:
        return
    raise NotFoundError(
        _("there is no commitment “{id}”", id=commitment),
        hint=did_you_mean(commitment, registry.commitments) or _("see all ids with: commitrack list --all"),
    )


def target_for(commitment: Commitment, quantity: Quantity, named: str | None) -> str:
    """The target an amount belongs to: the one named, else the only one, else the only one with its unit.

    Raises NotFoundError for a target that does not exist, UsageError where the choice is ambiguous.
    """
    targets = commitment.targets
    if named is not None and named not in targets:
        raise NotFoundError(
            _("{id} has no target “{name}”", id=commitment.id, name=named),
            hint=_("its targets: {targets}", targets=_listed(targets)),
        )
    if not targets:
        raise UsageError(
            _("{id} has no target that a figure could count for", id=commitment.id),
            hint=_("say how far it got: commitrack update {id} --completion limited", id=commitment.id),
        )
    if named is None and len(targets) > 1:
        return _by_unit(commitment, quantity)
    name = next(iter(targets)) if named is None else named
    _require_unit(quantity, name, targets[name])
    return name


def _by_unit(commitment: Commitment, quantity: Quantity) -> str:
    """The one of several targets that has the unit of the amount."""
    matching = [name for name, target in commitment.targets.items() if quantity.unit == target.unit]
    if len(matching) == 1:
        return matching[0]
    raise UsageError(
        _("{id}: no target counts in {unit}", id=commitment.id, unit=quantity.unit)
        if quantity.unit and not matching
        else _("{id}: several targets could be meant", id=commitment.id),
        hint=_("say which with --target; its targets: {targets}", targets=_listed(commitment.targets)),
    )


def _require_unit(quantity: Quantity, name: str, target: Target) -> None:
    if quantity.unit is not None and quantity.unit != target.unit:
        raise UsageError(
            _("the target {name} counts in {unit}, not in {other}", name=name, unit=target.unit, other=quantity.unit),
            hint=_(
                "if that is what was counted, write “{number} {unit}”",
                number=Amount(quantity.value, digits=Digits.ALL),
                unit=target.unit,
            ),
        )


def _listed(targets: dict[str, Target]) -> str:
    return ", ".join(f"{name} ({target.unit})" for name, target in targets.items())
