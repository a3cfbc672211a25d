"""The report for a review meeting as data: highlights, deadlines, progress, counts, gaps."""

from collections.abc import Iterator, Sequence
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
    """Everything that a report states about the ``chosen`` commitments; views only format it.

    ``is_for_meeting`` says that a meeting was requested, ``has_annex`` that everything about each commitment is to be
    added, in formats that can. Each part is computed on first use, as most formats show only some of them.
    """

    title: Text
    snapshot: Snapshot
    query: tuple[str, ...]
    digest: str
    chosen: tuple[Assessment, ...]
    next_meeting: tuple[str, Meeting] | None
    is_for_meeting: bool
    has_annex: bool
    since: Changes | None
    conversion: Conversion | None

    @cached_property
    def counted(self) -> list[Assessment]:
        """The chosen commitments, without those that are counted with another one of them."""
        return counted_once(self.chosen)

    @cached_property
    def _running(self) -> list[Assessment]:
        return [assessment for assessment in self.counted if assessment.is_open]

    @cached_property
    def highlights(self) -> Highlights:
        """What to know before the meeting."""
        return find_highlights(self.snapshot, self.chosen, self._running, self.since)

    @cached_property
    def deadlines(self) -> dict[DeadlineGroup, tuple[Deadline, ...]]:
        """The open deadlines, by how far they are."""
        return by_distance(self.snapshot, self.chosen)

    @cached_property
    def completion(self) -> tuple[TargetProgress, ...]:
        """Every target of the chosen commitments."""
        return tuple(TargetProgress(assessment, target) for assessment in self.chosen for target in assessment.targets)

    @cached_property
    def amended(self) -> tuple[TargetProgress, ...]:
        """The targets whose terms were amended."""
        return tuple(TargetProgress(a, target) for a in self.chosen for target in a.targets if target.changes)

    @cached_property
    def postponed(self) -> tuple[Assessment, ...]:
        """The commitments whose own deadline was amended."""
        return tuple(assessment for assessment in self.chosen if assessment.due != assessment.original_due)

    @cached_property
    def upcoming(self) -> tuple[Due, ...]:
        """What is due before the next meeting, by day; nothing without one."""
        return tuple(sorted(self._upcoming(), key=lambda due: due.on))

    @property
    def has_upcoming(self) -> bool:
        """Whether anything is due before the next meeting."""
        return any(True for _due in self._upcoming())

    def _upcoming(self) -> Iterator[Due]:
        return upcoming(self._running, self.next_meeting[1].on) if self.next_meeting else iter(())

    @cached_property
    def follow_ups(self) -> dict[str, tuple[FollowUp, ...]]:
        """What to ask each party for."""
        return follow_ups(self.snapshot, self.chosen, before=self.next_meeting[1].on if self.next_meeting else None)

    @cached_property
    def pillars(self) -> tuple[Count, ...]:
        """The commitments by pillar."""
        return by_pillar(self.snapshot, self.counted, all_of_them=not self.query)

    @cached_property
    def areas(self) -> tuple[Count, ...]:
        """The commitments by area."""
        return by_area(self.snapshot, self.counted, all_of_them=not self.query)

    @cached_property
    def parties(self) -> tuple[Count, ...]:
        """The commitments by responsible party."""
        return by_party(self.snapshot, self.counted)

    @cached_property
    def sums(self) -> tuple[Sum, ...]:
        """The sums of the targets that count the same."""
        return sums(self.snapshot, self.counted)

    @cached_property
    def stale(self) -> tuple[Gap, ...]:
        """The commitments with stale data, the oldest first."""
        return tuple(map(Gap, stale_first(self.chosen)))

    @cached_property
    def _unreported(self) -> list[Assessment]:
        return [a for a in self.chosen if a.is_open and a.updated is None and a.delivery is Delivery.UNKNOWN]

    @property
    def unreported(self) -> int:
        """How many open commitments have no data."""
        return len(self._unreported)

    @cached_property
    def without_data(self) -> tuple[Gap, ...]:
        """The key commitments without data, each with the number of its parts in the same state."""
        ids = {assessment.commitment.id for assessment in self._unreported}
        keys = {assessment.commitment.id for assessment in self.snapshot.headlines()}
        parts = self.snapshot.all_parts
        return tuple(
            Gap(assessment, sum(part.commitment.id in ids for part in parts(assessment.commitment.id)))
            for assessment in self._unreported
            if assessment.commitment.id in keys
        )

    def evidenced(self) -> Iterator[Verified]:
        """Progress by all updates, and by strong evidence only, for which targets are assessed again, one by one."""
        return verified(self.snapshot, self.chosen)

    @cached_property
    def coverage(self) -> DataCoverage:
        """How many of the commitments have any data, only notes, or no report."""
        return data_coverage(self.chosen, self.counted, self.snapshot.registry)

    def statuses(self) -> dict[Status, int]:
        """How many commitments have each status that occurs, worst first."""
        return statuses(self.counted)


def build_report(snapshot: Snapshot, request: ReportRequest | None = None, *, digest: str = "") -> Report:
    """Build a report; raise UsageError for an invalid query, day or currency, NotFoundError for an unknown meeting."""
    request = request or ReportRequest()
    chosen = snapshot.select(request.query)
    return Report(
        title=snapshot.registry.settings.title,
        snapshot=snapshot,
        query=request.query,
        digest=digest,
        chosen=tuple(chosen),
        next_meeting=_meeting(snapshot, request.meeting),
        is_for_meeting=request.meeting is not None,
        has_annex=request.annex,
        since=_since(snapshot, chosen, request),
        conversion=convert(snapshot, counted_once(chosen), request.currency) if request.currency else None,
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
