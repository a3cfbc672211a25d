"""The report for a review meeting as data: highlights, deadlines, progress, counts, gaps."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, tzinfo
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from commitrack.assess import Assessment, Delivery, Status
from commitrack.errors import NotFoundError
from commitrack.language import LazyString as _
from commitrack.language import comma_list
from commitrack.model import Meeting, Text
from commitrack.report.changes import Changes, compare
from commitrack.report.coverage import DataCoverage, counted_once, data_coverage
from commitrack.report.deadlines import Deadline, DeadlineGroup, by_distance
from commitrack.report.follow_ups import FollowUp, follow_ups
from commitrack.report.highlights import Highlights, TargetProgress, find_highlights, stale_first
from commitrack.report.portfolio import Count, Verified, by_area, by_party, by_pillar, statuses, verified
from commitrack.report.snapshot import Snapshot, take_snapshot
from commitrack.report.totals import Conversion, Sum, convert, sums
from commitrack.report.upcoming import Due, upcoming
from commitrack.suggest import did_you_mean


class Gap(Struct, frozen=True):
    """A commitment without data, or with stale data, and its parts in the same state."""

    assessment: Assessment
    parts: int = 0


class ReportRequest(Struct, frozen=True, kw_only=True):
    """What to report: which commitments, changes since when, for which meeting, in which currency, with an annex.

    ``since`` is a day, and the meeting that it was given by, if any; ``zone`` determines when that day ends.
    """

    query: tuple[str, ...] = ()
    since: tuple[date, str | None] | None = None
    zone: tzinfo = UTC
    meeting: str | None = None
    currency: str | None = None
    annex: bool = False


class Report(Struct, frozen=True, kw_only=True, dict=True):
    """Everything that a report states; views only format it. ``is_for_meeting`` says that a meeting was requested,
    ``has_annex`` that everything about each commitment is to be added, in formats that can.
    """

    title: Text
    snapshot: Snapshot
    query: tuple[str, ...]
    digest: str
    chosen: tuple[Assessment, ...]
    next_meeting: tuple[str, Meeting] | None
    is_for_meeting: bool
    has_annex: bool
    highlights: Highlights
    deadlines: dict[DeadlineGroup, tuple[Deadline, ...]]
    completion: tuple[TargetProgress, ...]
    since: Changes | None
    amended: tuple[TargetProgress, ...]
    postponed: tuple[Assessment, ...]
    follow_ups: dict[str, tuple[FollowUp, ...]]
    upcoming: tuple[Due, ...]
    pillars: tuple[Count, ...]
    areas: tuple[Count, ...]
    parties: tuple[Count, ...]
    sums: tuple[Sum, ...]
    conversion: Conversion | None
    stale: tuple[Gap, ...]
    without_data: tuple[Gap, ...]
    unreported: int

    @cached_property
    def evidenced(self) -> tuple[Verified, ...]:
        """Progress by all updates, and by strong evidence only; computed on first use, as it assesses targets again."""
        return verified(self.snapshot, self.chosen)

    @property
    def counted(self) -> list[Assessment]:
        """The chosen commitments, without those that are counted with another one of them."""
        return counted_once(self.chosen)

    @property
    def coverage(self) -> DataCoverage:
        """How many of the commitments have any data, only notes, or no report."""
        return data_coverage(self.chosen, self.snapshot.registry)

    def statuses(self) -> dict[Status, int]:
        """How many commitments have each status that occurs, worst first."""
        return statuses(self.counted)


def build_report(snapshot: Snapshot, request: ReportRequest | None = None, *, digest: str = "") -> Report:
    """Build a report; raise UsageError for an invalid query, day or currency, NotFoundError for an unknown meeting."""
    request = request or ReportRequest()
    chosen = snapshot.select(request.query)
    counted = counted_once(chosen)
    running = [a for a in counted if a.is_open]
    progress = [TargetProgress(a, target) for a in chosen for target in a.targets]
    since = _since(snapshot, chosen, request)
    unreported = [a for a in chosen if a.is_open and a.updated is None and a.delivery is Delivery.UNKNOWN]
    meeting, registry = _meeting(snapshot, request.meeting), snapshot.registry
    return Report(
        title=registry.settings.title,
        snapshot=snapshot,
        query=request.query,
        digest=digest,
        chosen=tuple(chosen),
        next_meeting=meeting,
        is_for_meeting=request.meeting is not None,
        has_annex=request.annex,
        highlights=find_highlights(snapshot, chosen, running, since),
        deadlines=by_distance(snapshot, chosen),
        completion=tuple(progress),
        since=since,
        amended=tuple(row for row in progress if row.target.changes),
        postponed=tuple(a for a in chosen if a.due != a.original_due),
        upcoming=upcoming(running, meeting[1].on) if meeting else (),
        follow_ups=follow_ups(snapshot, chosen, before=meeting[1].on if meeting else None),
        pillars=by_pillar(snapshot, counted, all_of_them=not request.query),
        areas=by_area(snapshot, counted, all_of_them=not request.query),
        parties=by_party(snapshot, counted),
        sums=sums(snapshot, counted),
        conversion=convert(snapshot, counted, request.currency) if request.currency else None,
        stale=tuple(map(Gap, stale_first(chosen))),
        without_data=_without_data(snapshot, unreported),
        unreported=len(unreported),
    )


def _meeting(snapshot: Snapshot, name: str | None) -> tuple[str, Meeting] | None:
    """The meeting of that id, or the next one, with its id; None if no meeting is upcoming."""
    meetings = snapshot.registry.meetings
    if name is not None and name != "next":
        if name not in meetings:
            expected = did_you_mean(name, meetings) or _("expected one of: {names}", names=comma_list(meetings))
            hint = expected if meetings else _("add it: commitrack meeting {id} --on DAY --title TEXT", id=name)
            raise NotFoundError(_('unknown meeting "{name}"', name=name), hint=hint)
        return name, meetings[name]
    coming = [(name, m) for name, m in meetings.items() if (m.until or m.on) >= snapshot.as_of]
    return min(coming, key=lambda pair: pair[1].on, default=None)


def _since(snapshot: Snapshot, chosen: Sequence[Assessment], request: ReportRequest) -> Changes | None:
    """What changed since a day, compared with the registry as of that day and as recorded by its end.

    If the journal was started only later, the days of the updates and retractions decide, whenever they were recorded.
    """
    if request.since is None:
        return None
    day, meeting = request.since
    end = datetime.combine(day, time.max, request.zone)
    registry, known = snapshot.registry, snapshot.known
    if any(update.recorded <= end for update in registry.updates.values()):
        known = end
    else:
        updates = registry.updates.items()
        by_day = {key: update for key, update in updates if update.retracts is None or update.on <= day}
        registry = replace(registry, updates=by_day)
    return compare(take_snapshot(registry, as_of=day, known=known), chosen, meeting=meeting)


def _without_data(snapshot: Snapshot, unreported: Sequence[Assessment]) -> tuple[Gap, ...]:
    """The key commitments without data, each with the number of its parts in the same state."""
    ids = {a.commitment.id for a in unreported}
    key_ids = {a.commitment.id for a in snapshot.headlines()}
    return tuple(
        Gap(a, sum(part.commitment.id in ids for part in snapshot.all_parts(a.commitment.id)))
        for a in unreported
        if a.commitment.id in key_ids
    )
