"""What a commitment lacks to be measurable: the one definition, for ``add`` and for ``is:measurable``.

The criteria are those of the Nutrition Accountability Framework: specific, measurable and time-bound.
"""

from collections.abc import Iterator
from enum import StrEnum

from commitrack.amounts import is_currency
from commitrack.assess.assessment import Assessment, TargetAssessment
from commitrack.assess.terms import Terms
from commitrack.model import Registry

UNITLESS = "units"
"""The unit given to an amount that was typed without one."""


class Lack(StrEnum):
    """Something that a measurable commitment states."""

    TARGET = "target"
    UNIT = "unit"
    BASELINE = "baseline"
    """Needed if 0 would be a guess, as for a share or a target that falls."""
    COUNTING = "counting"
    """The stage at which money counts."""
    START = "start"
    """The day from which a plan is counted: when it was made, or the day of the baseline."""
    DEADLINE = "deadline"
    PARTY = "party"


def gaps(assessment: Assessment, registry: Registry) -> Iterator[tuple[Lack, TargetAssessment | None]]:
    """Each gap of a commitment, with the target that has it, by its terms as amended."""
    judged = [(target, target.terms) for target in assessment.targets if target.terms is not None]
    if not judged:
        yield Lack.TARGET, None
    for target, terms in judged:
        yield from ((gap, target) for gap in _gaps_of(target, terms))
    if any(_lacks_start(terms) for _target, terms in judged):
        yield Lack.START, None
    if assessment.due is None or any(terms.due is None for _target, terms in judged):
        yield Lack.DEADLINE, None
    owners = (assessment.commitment, *registry.wholes_of(assessment.commitment))
    if not any(owner.parties.responsible or owner.parties.implementing for owner in owners):
        yield Lack.PARTY, None


def is_measurable(assessment: Assessment, registry: Registry) -> bool:
    """Whether a commitment lacks nothing."""
    return not any(True for _gap in gaps(assessment, registry))


def _gaps_of(target: TargetAssessment, terms: Terms) -> Iterator[Lack]:
    if target.target.unit == UNITLESS:
        yield Lack.UNIT
    if terms.baseline is None and not terms.maintain:
        yield Lack.BASELINE
    if is_currency(target.target.unit) and target.target.counting is None:
        yield Lack.COUNTING


def _lacks_start(terms: Terms) -> bool:
    return terms.start is None and not terms.is_maintenance
