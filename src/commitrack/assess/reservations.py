"""What the one word of a status hides: a part that is overdue, a lowered target, data that is stale."""

from collections.abc import Iterator

from commitrack.assess.assessment import CLOSED, Assessment
from commitrack.assess.outcomes import DONE, Freshness, Reservation, Schedule
from commitrack.model import CompletionLevel


def reservations(assessment: Assessment, *, part_overdue: bool = False) -> tuple[Reservation, ...]:
    """The reservations about a status, worst first; ``part_overdue`` says that a part of the commitment is overdue."""
    if assessment.lifecycle in CLOSED:
        return (Reservation.CLOSED_OVERDUE,) if assessment.schedule is Schedule.OVERDUE else ()
    found = set(_own(assessment))
    if part_overdue and assessment.schedule is not Schedule.OVERDUE:
        found.add(Reservation.PART_OVERDUE)
    return tuple(kind for kind in Reservation if kind in found)


def _own(assessment: Assessment) -> Iterator[Reservation]:
    """The reservations that follow from the commitment itself."""
    if assessment.is_eased:
        yield Reservation.TARGET_LOWERED
    if assessment.is_extended:
        yield Reservation.DEADLINE_EXTENDED
    if assessment.due_inferred:
        yield Reservation.DEADLINE_INFERRED
    if _has_fallen(assessment):
        yield Reservation.SINCE_FALLEN
    if assessment.freshness is Freshness.STALE:
        yield Reservation.STALE
    judged, targets = assessment.judged_targets, len(assessment.targets)
    if 0 < judged < targets:
        yield Reservation.PARTLY_JUDGED
    has_figure = any(target.latest for target in assessment.targets)
    if has_figure and not any(target.terms for target in assessment.targets):
        yield Reservation.FOLLOWED


def _has_fallen(assessment: Assessment) -> bool:
    """Whether the commitment was fulfilled, and a figure or completion level has fallen back since."""
    if assessment.delivery not in DONE:
        return False
    below = assessment.completion not in {None, CompletionLevel.COMPLETE}
    return below or any(target.has_fallen for target in assessment.targets)
