"""One answer from many: the delivery of several targets, the evidence and age of the figures, the status for tables.

This module must not know how a single target is measured.
"""

from collections.abc import Sequence
from datetime import date

from commitrack.assess.history import History
from commitrack.assess.outcomes import DONE, Delivery, EvidenceClass, Freshness, Schedule, Status
from commitrack.dates import after
from commitrack.model import CompletionLevel, Lifecycle, Span, Update

_FINAL = DONE | {Delivery.PARTLY_FULFILLED, Delivery.NOT_FULFILLED}
_NOTHING_DELIVERED = {Delivery.UNKNOWN, Delivery.NOT_STARTED, Delivery.NOT_FULFILLED}


def combined(deliveries: Sequence[Delivery]) -> Delivery:
    """The delivery of several targets: fulfilled only when all are, not fulfilled only when all are not.

    Without a final verdict for every target there is none for the whole; what is unknown stays unknown until something
    is delivered. At least one delivery is expected.
    """
    distinct = set(deliveries)
    if distinct <= DONE:
        return Delivery.FULFILLED_LATE if Delivery.FULFILLED_LATE in distinct else Delivery.FULFILLED
    if len(distinct) == 1:
        return distinct.pop()
    if distinct <= _FINAL:
        return Delivery.PARTLY_FULFILLED
    if distinct <= _NOTHING_DELIVERED:
        return Delivery.UNKNOWN if Delivery.UNKNOWN in distinct else Delivery.NOT_STARTED
    return Delivery.IN_PROGRESS


def by_completion(history: History, due: date | None, *, as_of: date, followed: bool) -> tuple[Delivery, Schedule]:
    """The answers without a target value: a level of completion says how far, and never how fast."""
    latest = history.completions[-1] if history.completions else None
    schedule = Schedule.NO_DEADLINE if due is None else Schedule.OVERDUE if as_of > due else Schedule.NO_DATA
    if latest is None:
        return (Delivery.IN_PROGRESS if followed else Delivery.UNKNOWN), schedule
    if latest.completion is CompletionLevel.COMPLETE:
        late = due is not None and _complete_since(history.completions) > due
        return (Delivery.FULFILLED_LATE if late else Delivery.FULFILLED), Schedule.ON_TRACK
    started = latest.completion is not CompletionLevel.NOT_STARTED
    if due is not None and latest.on >= due:
        return (Delivery.PARTLY_FULFILLED if started else Delivery.NOT_FULFILLED), schedule
    return (Delivery.IN_PROGRESS if started else Delivery.NOT_STARTED), schedule


def _complete_since(levels: Sequence[Update]) -> date:
    """The first day of the final run of “complete”: repeating it later does not make the commitment late."""
    since = levels[-1].on
    for level in reversed(levels):
        if level.completion is not CompletionLevel.COMPLETE:
            break
        since = level.on
    return since


def evidence_of(basis: Sequence[Update]) -> EvidenceClass:
    """The weakest class of evidence of the updates; evidence without a stated class is self-reported."""
    order = list(EvidenceClass)
    classes = [
        (EvidenceClass(update.source_class) if update.source_class else EvidenceClass.SELF_REPORTED)
        if update.evidence
        else EvidenceClass.NONE
        for update in basis
    ]
    return max(classes, key=order.index, default=EvidenceClass.NONE)


def freshness_of(updated: date | None, as_of: date, stale_after: Span, *, closed: bool) -> Freshness | None:
    """Stale from the day after ``stale_after``; what is delivered or withdrawn no longer ages. None without data."""
    if updated is None:
        return None
    return Freshness.CURRENT if closed or as_of <= after(updated, stale_after) else Freshness.STALE


def status_of(lifecycle: Lifecycle, delivery: Delivery, schedule: Schedule) -> Status:
    """The status: a lifecycle decision first, then a final delivery, then the schedule, then the delivery so far."""
    if lifecycle is not Lifecycle.ACTIVE:
        return Status(lifecycle)
    if delivery in _FINAL:
        return Status(delivery)
    if schedule not in {Schedule.NO_DATA, Schedule.NO_DEADLINE}:
        return Status(schedule)
    return Status.NO_DATA if delivery is Delivery.UNKNOWN else Status(delivery)
