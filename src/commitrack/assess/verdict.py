"""One answer from many: what several targets amount to, on what that rests, and the one word of tables.

This room must not know how a single target is measured.
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
    """Several targets are as good as their worst: fulfilled only when all are, failed only when all have.

    A verdict of failure waits until every target has its own; until something is delivered, what is
    not known stays unknown.
    """
    found = set(deliveries)
    if found <= DONE:
        return Delivery.FULFILLED_LATE if Delivery.FULFILLED_LATE in found else Delivery.FULFILLED
    if len(found) == 1:
        return found.pop()
    if found <= _FINAL:
        return Delivery.PARTLY_FULFILLED
    if found <= _NOTHING_DELIVERED:
        return Delivery.UNKNOWN if Delivery.UNKNOWN in found else Delivery.NOT_STARTED
    return Delivery.IN_PROGRESS


def by_completion(history: History, due: date | None, *, as_of: date, followed: bool) -> tuple[Delivery, Schedule]:
    """Without a figure to reach: the level of completion says how far, and never how fast."""
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
    """The first day of the unbroken run of “complete” at the end: saying it again makes nothing late."""
    since = levels[-1].on
    for level in reversed(levels):
        if level.completion is not CompletionLevel.COMPLETE:
            break
        since = level.on
    return since


def evidence_of(standing: Sequence[Update]) -> EvidenceClass:
    """The weakest class behind what stands; a figure whose source nobody classed is self-reported."""
    order = list(EvidenceClass)
    classes = [
        (EvidenceClass(update.source_class) if update.source_class else EvidenceClass.SELF_REPORTED)
        if update.evidence
        else EvidenceClass.NONE
        for update in standing
    ]
    return max(classes, key=order.index, default=EvidenceClass.NONE)


def freshness_of(updated: date | None, as_of: date, stale_after: Span, *, closed: bool) -> Freshness | None:
    """Stale from the day after ``stale_after``; what is done or withdrawn no longer ages."""
    if updated is None:
        return None
    return Freshness.CURRENT if closed or as_of <= after(updated, stale_after) else Freshness.STALE


def status_of(lifecycle: Lifecycle, delivery: Delivery, schedule: Schedule) -> Status:
    """One word: a decision by people first, then what is settled, then the clock, then how far it got."""
    if lifecycle is not Lifecycle.ACTIVE:
        return Status(lifecycle)
    if delivery in _FINAL:
        return Status(delivery)
    if schedule not in {Schedule.NO_DATA, Schedule.NO_DEADLINE}:
        return Status(schedule)
    return Status.NO_DATA if delivery is Delivery.UNKNOWN else Status(delivery)
