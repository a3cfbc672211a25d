"""What a new commitment should state; shown when it is added, but never a reason to refuse it."""

from collections.abc import Iterator

from commitrack.assess import Lack, TargetAssessment
from commitrack.language import LazyString as _
from commitrack.model import Commitment, Target
from commitrack.quantity import Quantity

_GAPS = {
    Lack.TARGET: _("a target value: without one, progress can only be a completion level"),
    Lack.START: _("the date it was made: without one, progress cannot be compared with a plan"),
    Lack.DEADLINE: _("a deadline: without one, it can never be overdue"),
    Lack.PARTY: _("a responsible or implementing party: without one, no party has to report on it"),
}


def message(gap: Lack, progress: TargetAssessment | None) -> _:
    """What to add, and why."""
    if progress is None:
        return _GAPS[gap]
    name, target = progress.name, progress.target
    if gap is Lack.UNIT:
        return _("a unit for {name}: {value} of what?", name=name, value=target.value)
    if gap is Lack.BASELINE:
        return _("a baseline for {name}: without one, its progress cannot be measured", name=name)
    amount = Quantity(target.value or 0, target.unit)
    return _("a counting rule for {name}: does {amount} count when pledged, committed, disbursed or spent?",
             name=name, amount=amount)  # fmt: skip


def improvements(commitment: Commitment) -> Iterator[_]:
    """What a commitment could state to be verified and read without assumptions, measurable or not."""
    for name, target in commitment.judged().items():
        if target.baseline is None and target.measured_from is not None:
            yield _("a baseline for {name}: without one, it is counted from 0", name=name)
    for due in (commitment.due, *(target.due for target in commitment.targets.values())):
        if due is not None and isinstance(due.written, int):
            yield _('an exact date for the deadline: "{due}" is read as {due}-12-31', due=str(due))
    if commitment.source is None:
        yield _("a source: without one, it cannot be verified")


def lacks_level(target: Target) -> bool:
    """Whether progress towards a target cannot be measured for lack of a baseline, as if it falls or is a share."""
    return target.measured_from is None and not target.maintain
