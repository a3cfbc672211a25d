"""Combine answers: the delivery of several targets, the evidence and age of their figures, the status for tables.

This module does not depend on how a single target is measured.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from commitrack.assess.history import History, latest_by
from commitrack.assess.outcomes import DONE, Delivery, EvidenceClass, Freshness, Schedule, Status
from commitrack.model import CompletionLevel, Lifecycle, SourceClass, Update

_FINAL = DONE | {Delivery.PARTLY_FULFILLED, Delivery.NOT_FULFILLED}
_STRONGEST_FIRST = tuple(EvidenceClass)
_CLASSES: Mapping[SourceClass | None, EvidenceClass] = {
    None: EvidenceClass.SELF_REPORTED,
    **{source: EvidenceClass(source) for source in SourceClass},
}
_WITHOUT_STATUS = frozenset({Schedule.NO_DATA, Schedule.NO_DEADLINE})
_STATUSES = {str(status): status for status in Status}
_NOTHING_DELIVERED = {Delivery.UNKNOWN, Delivery.NOT_STARTED, Delivery.NOT_FULFILLED}


def combined(deliveries: Sequence[Delivery]) -> Delivery:
    """The delivery of several targets: fulfilled only when all are, not fulfilled only when all are not.

    The result is final only if every target has a final verdict, and stays unknown until something is delivered.
    ``deliveries`` must not be empty.
    """
    distinct = set(deliveries)
    if len(distinct) == 1:
        return distinct.pop()
    if distinct <= DONE:
        return Delivery.FULFILLED_LATE
    if distinct <= _FINAL:
        return Delivery.PARTLY_FULFILLED
    if distinct <= _NOTHING_DELIVERED:
        return Delivery.UNKNOWN if Delivery.UNKNOWN in distinct else Delivery.NOT_STARTED
    return Delivery.IN_PROGRESS


def by_completion(history: History, due: date | None, *, as_of: date, followed: bool) -> tuple[Delivery, Schedule]:
    """Delivery and schedule of a commitment without a target value, from its completion levels and its deadline.

    ``followed`` means that an indicator has figures, which count as progress. A completion level says how much is
    delivered, not whether that is on time; the last one on or before the due day decides.
    """
    latest = history.completions[-1] if history.completions else None
    passed = due is not None and as_of > due
    schedule = Schedule.NO_DEADLINE if due is None else Schedule.OVERDUE if passed else Schedule.NO_DATA
    if latest is None:
        return (Delivery.IN_PROGRESS if followed else Delivery.UNKNOWN), schedule
    at_due = latest_by(due, history.completions)
    if at_due is not None and at_due.completion is CompletionLevel.COMPLETE:
        return Delivery.FULFILLED, Schedule.ON_TRACK
    if latest.completion is CompletionLevel.COMPLETE:
        return Delivery.FULFILLED_LATE, Schedule.ON_TRACK
    started = latest.completion is not CompletionLevel.NOT_STARTED
    if passed and due is not None and latest.on >= due:
        return (Delivery.PARTLY_FULFILLED if started else Delivery.NOT_FULFILLED), schedule
    return (Delivery.IN_PROGRESS if started else Delivery.NOT_STARTED), schedule


def evidence_of(basis: Sequence[Update]) -> EvidenceClass:
    """The weakest class of evidence of the updates; evidence without a stated class counts as self-reported."""
    classes = [_CLASSES[update.source_class] if update.evidence else EvidenceClass.NONE for update in basis]
    return max(classes, key=_STRONGEST_FIRST.index, default=EvidenceClass.NONE)


def freshness_of(updated: date | None, as_of: date, fresh_until: date | None) -> Freshness | None:
    """Stale after the last day on which data are fresh, None for ever. None without data."""
    if updated is None:
        return None
    return Freshness.CURRENT if fresh_until is None or as_of <= fresh_until else Freshness.STALE


def status_of(
    lifecycle: Lifecycle, delivery: Delivery, schedule: Schedule | None, missing: Status = Status.NO_REPORT
) -> Status:
    """The single status: a lifecycle decision, else a final delivery, else the schedule, else the delivery so far.

    If that is unknown, it is what there is instead of a figure, as ``without_figure`` says.
    """
    if lifecycle is not Lifecycle.ACTIVE:
        return _STATUSES[lifecycle]
    if delivery in _FINAL:
        return _STATUSES[delivery]
    if schedule is not None and schedule not in _WITHOUT_STATUS:
        return _STATUSES[schedule]
    return missing if delivery is Delivery.UNKNOWN else _STATUSES[delivery]


def without_figure(counted: Sequence[Update]) -> Status:
    """The status without a figure or a completion level: whether there is nothing, only notes, or something else."""
    if not counted:
        return Status.NO_REPORT
    return Status.NOTES_ONLY if all(update.is_note for update in counted) else Status.NO_FIGURE
