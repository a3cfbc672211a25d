"""Find the target of a commitment that an amount as typed belongs to."""

from commitrack.amounts import Unit
from commitrack.errors import NotFoundError, UsageError
from commitrack.language import LANGUAGES, comma_list
from commitrack.language import LazyString as _
from commitrack.model import Commitment, Target
from commitrack.quantity import Quantity
from commitrack.units import canonical


def require_target(commitment: Commitment, name: str) -> None:
    """Raise NotFoundError, with the available targets as a hint, if the commitment has no target of this name."""
    if name not in commitment.targets:
        targets = _listed(commitment.targets)
        raise NotFoundError(
            _('"{id}" has no target "{name}"', id=commitment.id, name=name),
            hint=_("available targets: {targets}", targets=targets) if targets else None,
        )


def target_for(commitment: Commitment, quantity: Quantity, named: str | None) -> str:
    """The name of the target an amount belongs to: the one named, else the only one, else the only one with its unit.

    Raises NotFoundError for a target that does not exist, UsageError if the choice is ambiguous or the units differ.
    """
    targets = commitment.targets
    if not targets:
        raise UsageError(
            _('"{id}" has no target to record a figure for', id=commitment.id),
            hint=_("record a completion level: commitrack update {id} --completion limited", id=commitment.id),
        )
    if named is not None:
        require_target(commitment, named)
    elif len(targets) > 1:
        return _by_unit(commitment, quantity)
    name = next(iter(targets)) if named is None else named
    require_unit(quantity, commitment, name)
    return name


def _by_unit(commitment: Commitment, quantity: Quantity) -> str:
    """The only target with the unit of the amount; raise UsageError if there is none or more than one."""
    targets = commitment.targets.items()
    matching = [name for name, target in targets if quantity.unit == canonical(target.unit)]
    matching = matching or [name for name, target in targets if quantity.unit in spellings(target)]
    if len(matching) == 1:
        return matching[0]
    raise UsageError(
        _('"{id}" has no target in "{unit}"', id=commitment.id, unit=Unit(quantity.unit))
        if quantity.unit and not matching
        else _('several targets of "{id}" match', id=commitment.id),
        hint=_("choose one with --target: {targets}", targets=_listed(commitment.targets)),
    )


def require_unit(quantity: Quantity, commitment: Commitment, name: str) -> None:
    """Raise UsageError for an amount in another unit; a share of the target is not turned into a figure."""
    target = commitment.targets[name]
    if quantity.unit == "%" != canonical(target.unit) and target.value is not None:
        unit = Unit(target.unit)
        raise UsageError(
            _('{share} is a share, but target "{name}" counts {unit}', share=quantity, name=name, unit=unit),
            hint=_("give the number that was reached, out of {goal}", goal=Quantity(target.value, target.unit)),
        )
    if quantity.unit is not None and quantity.unit not in spellings(target):
        unit, other = Unit(target.unit), Unit(quantity.unit)
        raise UsageError(
            _('target "{name}" is in "{unit}", not "{other}"', name=name, unit=unit, other=other),
            hint=_("give the figure in {unit}; see: commitrack show {id}", unit=Unit(target.unit), id=commitment.id),
        )


def spellings(target: Target) -> set[str]:
    """The unit of a target as it can be typed: as in the registry, or by its name in any language."""
    unit = Unit(target.unit)
    return {canonical(spelling) for spelling in (target.unit, *map(unit.to, LANGUAGES))}


def _listed(targets: dict[str, Target]) -> str:
    return comma_list(_("{name} ({unit})", name=name, unit=Unit(target.unit)) for name, target in targets.items())
