"""Until when answers hold: the last day on which the same facts give the same assessment."""

from datetime import date, timedelta

from commitrack.assess.assessment import Assessment
from commitrack.assess.outcomes import DONE, Delivery, Schedule

_COMPARED = frozenset({Schedule.ON_TRACK, Schedule.UNCONFIRMED, Schedule.TOO_EARLY})
"""The answers for which a figure is compared with what is planned for the day of the assessment."""


def holds_until(assessment: Assessment) -> date:
    """The last day that is certain to have the same answers, unless updates are added; date.max if all later days have.

    Answers change on the day after a deadline, or after the last one on which data are fresh, and when an update is
    dated; those which compare a figure with the plan may change on any day until the deadline.
    """
    as_of, next_day = assessment.as_of, assessment.history.next_day
    ends = [assessment.due, assessment.original_due, assessment.fresh_until, next_day and next_day - timedelta(days=1)]
    for target in assessment.targets:
        if target.measure is not None and target.terms is not None and target.original is not None:
            now, before = target.measure, (target.delivery_original, target.schedule_original)
            if _is_compared(now.delivery, now.schedule) or _is_compared(*before):
                return as_of
            ends += [target.terms.due, target.original.due]
    return min((day for day in ends if day is not None and day >= as_of), default=date.max)


def _is_compared(delivery: Delivery | None, schedule: Schedule | None) -> bool:
    return delivery not in DONE and schedule in _COMPARED
