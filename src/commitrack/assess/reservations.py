"""What the one word of a status hides: an overdue part, a lowered target, stale data."""

from collections.abc import Iterator

from commitrack.assess.assessment import CLOSED, Assessment
from commitrack.assess.outcomes import DONE, Freshness, Reservation, Schedule
from commitrack.model import CompletionLevel, Lifecycle

_WORST_FIRST = tuple(Reservation)


def reservations(assessment: Assessment, *, part_overdue: bool = False) -> tuple[Reservation, ...]:
    """The reservations about a status, worst first; ``part_overdue`` says that a part of the commitment is overdue."""
    is_overdue = assessment.schedule is Schedule.OVERDUE
    found = set(_own(assessment)) if assessment.lifecycle not in CLOSED else set()
    if is_overdue and assessment.lifecycle is not Lifecycle.ACTIVE:
        found.add(Reservation.OVERDUE)
    if part_overdue and not is_overdue and assessment.lifecycle not in CLOSED:
        found.add(Reservation.PART_OVERDUE)
    return tuple(sorted(found, key=_WORST_FIRST.index)) if found else ()


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
    targets = assessment.targets
    if len(targets) > 1 and 0 < assessment.judged_targets < len(targets):
        yield Reservation.PARTLY_JUDGED
    if not any(target.terms for target in targets) and any(target.latest for target in targets):
        yield Reservation.FOLLOWED


def _has_fallen(assessment: Assessment) -> bool:
    """Whether the commitment was fulfilled, and a figure or completion level has fallen back since."""
    if assessment.delivery not in DONE:
        return False
    below = assessment.completion not in {None, CompletionLevel.COMPLETE}
    return below or any(target.has_fallen for target in assessment.targets)
