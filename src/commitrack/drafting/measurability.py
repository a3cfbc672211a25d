"""What is missing to make a commitment measurable; shown when it is added, but never a reason to refuse it.

The criteria are those of the Nutrition Accountability Framework: specific, measurable and time-bound.
"""

from collections.abc import Iterator

from commitrack.amounts import is_currency
from commitrack.language import LazyString as _
from commitrack.model import Commitment, Target
from commitrack.quantity import Quantity

UNITLESS = "units"
"""The unit given to an amount that was typed without one."""


def gaps(commitment: Commitment) -> Iterator[str]:
    """A message for each gap: target value, unit, baseline, counting rule, deadline, exact day, party, source."""
    if not commitment.judged():
        yield _("a target value: without one, progress can only be a completion level")
    for name, target in commitment.judged().items():
        yield from _target_gaps(name, target)
    yield from _deadline_gaps(commitment)
    if not commitment.parties.responsible and not commitment.parties.implementing:
        yield _("a responsible or implementing party: without one, no party has to report on it")
    if commitment.source is None:
        yield _("a source: without one, it cannot be verified")


def _target_gaps(name: str, target: Target) -> Iterator[str]:
    if target.unit == UNITLESS:
        yield _("a unit for {name}: {value} of what?", name=name, value=target.value)
    if target.baseline is None and not target.maintain:
        from_zero = _("a baseline for {name}: without one, it is counted from 0", name=name)
        no_level = _("a baseline for {name}: without one, its progress cannot be measured", name=name)
        yield no_level if lacks_level(target) else from_zero
    if is_currency(target.unit) and target.counting is None:
        amount = Quantity(target.value or 0, target.unit)
        yield _(
            "a counting rule for {name}: does {amount} count when pledged, committed, disbursed or spent?",
            name=name,
            amount=amount,
        )


def lacks_level(target: Target) -> bool:
    """Whether progress towards a target cannot be measured for lack of a baseline, as if it falls or is a share."""
    return target.measured_from is None and not target.maintain


def _deadline_gaps(commitment: Commitment) -> Iterator[str]:
    deadlines = [commitment.due, *(target.due for target in commitment.targets.values())]
    spans = [commitment.within, *(target.within for target in commitment.targets.values())]
    if not any(deadlines) and not any(spans):
        yield _("a deadline: without one, it can never be overdue")
    for due in deadlines:
        if due is not None and isinstance(due.written, int):
            yield _('an exact date for the deadline: "{due}" is read as {due}-12-31', due=str(due))
