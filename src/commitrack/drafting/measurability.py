"""What a commitment lacks to be measurable; shown when it is added, never refused.

Specific, measurable and time-bound, as the Nutrition Accountability Framework defines it.
"""

from collections.abc import Iterator

from commitrack.amounts import is_currency
from commitrack.language import LazyString as _
from commitrack.model import Commitment, Target
from commitrack.quantity import Quantity

UNITLESS = "units"
"""The unit of an amount that was typed without one."""


def gaps(commitment: Commitment) -> Iterator[str]:
    """A sentence for each gap: figure, unit, baseline, counting rule, deadline, exact day, party, source."""
    if not commitment.judged():
        yield _("no figure to reach: progress can only be a level of completion")
    for name, target in commitment.judged().items():
        yield from _target_gaps(name, target)
    yield from _deadline_gaps(commitment)
    if not commitment.parties.responsible and not commitment.parties.implementing:
        yield _("no party: nobody owes word of it")
    if commitment.source is None:
        yield _("no source: nobody can look it up")


def _target_gaps(name: str, target: Target) -> Iterator[str]:
    if target.unit == UNITLESS:
        yield _("no unit for {name}: {value} of what?", name=name, value=target.value)
    if target.baseline_on is None and target.baseline == 0:
        yield _("no baseline for {name}: it is counted from 0", name=name)
    if is_currency(target.unit) and target.counting is None:
        amount = Quantity(target.value or 0, target.unit)
        yield _(
            "no counting rule for {name}: does {amount} count when pledged, committed, disbursed or spent?",
            name=name,
            amount=amount,
        )


def _deadline_gaps(commitment: Commitment) -> Iterator[str]:
    deadlines = [commitment.due, *(target.due for target in commitment.targets.values())]
    spans = [commitment.within, *(target.within for target in commitment.targets.values())]
    if not any(deadlines) and not any(spans):
        yield _("no deadline: it can never be late")
    for due in deadlines:
        if due is not None and isinstance(due.written, int):
            yield _("“{due}” names no day: {due}-12-31 is how it is read here", due=due)
