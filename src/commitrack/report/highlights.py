"""What to know before a meeting: overdue, behind plan, without an update, stale, without a figure."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from heapq import nsmallest

from msgspec import Struct

from commitrack.assess import DONE, Assessment, Freshness, Schedule, Status, TargetAssessment, status_of
from commitrack.dates import after
from commitrack.model import Span
from commitrack.report.changes import Changes
from commitrack.report.coverage import Coverage
from commitrack.report.snapshot import Snapshot

FEW = 3
"""Maximum number of commitments in a highlight that ranks them; the sections list all."""
_RECENT = Span("-12 months", months=-12)
"""From the day of the report to the first day on which a deadline, having passed, is new; unless changes are shown."""
_BEHIND = frozenset({Schedule.OFF_TRACK, Schedule.AT_RISK, Schedule.OVERDUE})
_JUDGED = _BEHIND | {Schedule.ON_TRACK}


class TargetProgress(Struct, frozen=True):
    """One target of a commitment, with or without a value."""

    assessment: Assessment
    target: TargetAssessment

    @property
    def status(self) -> Status:
        """The status of the target itself; other targets of its commitment may be worse."""
        measure, whole = self.target.measure, self.assessment
        if measure is None:
            return whole.status
        return status_of(whole.lifecycle, measure.delivery, measure.schedule, whole.missing)


class Highlights(Struct, frozen=True, kw_only=True):
    """What to know before the meeting: one field for each kind of highlight.

    ``overdue_since`` is the first deadline that counts as newly overdue. ``judged`` are the targets that can be judged
    against their plan, and so could be behind; ``unconfirmed`` those that were on plan or met, by a figure too old to
    say so today; ``reported`` the open commitments that have an update of any kind.
    """

    newly_overdue: tuple[Assessment, ...]
    overdue_since: date
    furthest_behind: tuple[TargetProgress, ...]
    judged: Coverage
    unconfirmed: tuple[TargetProgress, ...]
    longest_without_update: tuple[Assessment, ...]
    reported: Coverage
    gone_stale: tuple[Assessment, ...]
    unreported: tuple[TargetProgress, ...]


def find_highlights(
    snapshot: Snapshot, chosen: Sequence[Assessment], running: Sequence[Assessment], since: Changes | None
) -> Highlights:
    """The highlights of the ``chosen`` commitments, of which ``running`` are open."""
    as_of, stale_after = snapshot.as_of, snapshot.registry.settings.stale_after
    rows = [TargetProgress(a, target) for a in running for target in a.targets if target.terms is not None]
    judged = [row for row in rows if row.target.latest is not None and _is_judged(row.target)]
    behind = [row for row in judged if row.target.measure and row.target.measure.schedule in _BEHIND]
    reported = [a for a in running if a.last_update is not None]
    longest = nsmallest(FEW, reported, key=lambda a: a.last_update or date.max)
    return Highlights(
        newly_overdue=_newly_overdue(chosen, as_of, since),
        overdue_since=since.day if since else after(as_of, _RECENT),
        furthest_behind=tuple(nsmallest(FEW, behind, key=_pace)),
        judged=Coverage(len(judged), len(rows)),
        unconfirmed=tuple(
            row for row in rows if row.target.measure and row.target.measure.schedule is Schedule.UNCONFIRMED
        ),
        longest_without_update=tuple(a for a in longest if a.last_update and as_of > after(a.last_update, stale_after)),
        reported=Coverage(len(reported), len(running)),
        gone_stale=tuple(a for a in stale_first(chosen) if a.commitment.judged()),
        unreported=tuple(row for row in rows if row.target.latest is None),
    )


def _newly_overdue(chosen: Iterable[Assessment], as_of: date, since: Changes | None) -> tuple[Assessment, ...]:
    """What became overdue since the day of comparison, or else within the last twelve months, by deadline."""
    if since is not None:
        overdue = [row.after for row in (*since.new, *since.moved) if row.newly_overdue]
    else:
        first = after(as_of, _RECENT)
        overdue = [a for a in chosen if a.schedule is Schedule.OVERDUE and a.due is not None and a.due >= first]
    return tuple(sorted((a for a in overdue if a.delivery not in DONE), key=lambda a: a.due or date.max))


def _is_judged(target: TargetAssessment) -> bool:
    """Whether the latest figure of a target can be compared with its plan, or with the level to maintain."""
    measure, terms = target.measure, target.terms
    if measure is None or terms is None:
        return False
    return (measure.pace is not None or terms.is_maintenance) and measure.schedule in _JUDGED


def _pace(row: TargetProgress) -> Decimal:
    pace = row.target.measure.pace if row.target.measure else None
    return Decimal(0) if pace is None else pace


def stale_first(chosen: Iterable[Assessment]) -> list[Assessment]:
    """The commitments with stale data, the oldest first; also those whose target is met, but not for good."""
    stale = [a for a in chosen if a.freshness is Freshness.STALE]
    return sorted(stale, key=lambda a: a.updated or date.min)
