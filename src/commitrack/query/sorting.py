"""Sort commitments for a listing."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from commitrack.assess import Assessment, Schedule, Status
from commitrack.dates import after
from commitrack.model import Registry, Sort, Span
from commitrack.query.fields import achieved


def order(assessments: Iterable[Assessment], registry: Registry, *, sort: Sort = Sort.PILLAR) -> list[Assessment]:
    """The commitments in sorted order; those without a deadline, progress or update come last.

    By urgency: overdue, due within 90 days and not met, off track, at risk, unconfirmed, without a report, the rest;
    inside each by deadline, then by id. By pillar, the order is that of the file; those without a pillar come first,
    because they concern all.
    """
    if sort is Sort.URGENCY:
        return sorted(assessments, key=lambda a: (_urgency(a), a.due or date.max, a.commitment.id))
    if sort is Sort.PILLAR:
        ranks = {name: rank for rank, name in enumerate(registry.pillars)}
        return sorted(assessments, key=lambda a: ranks.get(a.commitment.pillar or "", -1))
    if sort is Sort.DUE:
        return sorted(assessments, key=lambda a: a.due or date.max)
    if sort is Sort.UPDATED:
        return sorted(assessments, key=lambda a: a.updated or date.min, reverse=True)
    return sorted(assessments, key=_by_progress)


_SOON = Span("90 days", days=90)
_URGENT = (Status.OFF_TRACK, Status.AT_RISK, Status.UNCONFIRMED, Status.NO_REPORT)
"""The statuses after what is overdue or due soon, most urgent first."""


def _urgency(assessment: Assessment) -> int:
    """The rank by urgency: overdue, due soon and not met, the urgent statuses, the rest."""
    if assessment.is_open and assessment.schedule is Schedule.OVERDUE:
        return 0
    if assessment.is_open and assessment.due is not None and assessment.due <= after(assessment.as_of, _SOON):
        return 1
    return 2 + (_URGENT.index(assessment.status) if assessment.status in _URGENT else len(_URGENT))


def _by_progress(assessment: Assessment) -> tuple[bool, Decimal]:
    share = achieved(assessment)
    return share is None, share or Decimal(0)
