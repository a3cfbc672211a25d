"""The warning about names of units that no target uses."""

from collections.abc import Iterator

from commitrack.checks.check import Finding
from commitrack.checks.warning import Assessments, warns
from commitrack.language import LazyString as _
from commitrack.model import Registry
from commitrack.suggest import did_you_mean


@warns("CT308", "name of an unused unit")
def unused(registry: Registry, assessments: Assessments) -> Iterator[Finding]:  # noqa: ARG001
    """``[units]`` names a unit that no target has, so readers never see the name. Usually the unit is misspelt; it must
    be written as in the targets: ``units.buses = { ja = "台" }`` for ``unit = "buses"``."""
    used = {target.unit for commitment in registry.commitments.values() for target in commitment.targets.values()}
    for unit in sorted(registry.units.keys() - used):
        message, hint = _('no target has the unit "{unit}"', unit=unit), did_you_mean(unit, sorted(used))
        yield (("units", unit), message, hint) if hint else (("units", unit), message)
