"""The report before a review meeting, as data: what must be known, deadlines, completion, counts, gaps."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal

from msgspec import Struct

from commitrack.assess import DONE, Assessment, Freshness, Schedule, Status, TargetAssessment
from commitrack.assess.outcomes import Delivery
from commitrack.dates import after
from commitrack.errors import NotFoundError
from commitrack.language import LazyString as _
from commitrack.model import Lifecycle, Meeting, Span, Text
from commitrack.report.changes import Changes, compare
from commitrack.report.deadlines import Deadline, deadlines
from commitrack.report.follow_ups import FollowUp, follow_ups
from commitrack.report.portfolio import Conversion, Count, Sum, Verified, convert, counts, evidenced, sums
from commitrack.report.snapshot import Snapshot
from commitrack.report.snapshot import take_snapshot as judge
from commitrack.report.upcoming import Due, upcoming

SOON = Span("12 months", months=12)
FEW = 3
"""How many of a kind stand under what must be known; the sections below have them all."""


class Coverage(Struct, frozen=True):
    """``n`` of ``of`` commitments have a figure or a level of completion; never a percentage of nothing."""

    n: int
    of: int


class TargetProgress(Struct, frozen=True):
    """One target of a commitment; judged, or only followed."""

    assessment: Assessment
    target: TargetAssessment


class Gap(Struct, frozen=True):
    """A commitment of which nothing, or nothing recent, is known; and the parties that owe it."""

    assessment: Assessment
    owing: tuple[str, ...]
    parts: int = 0


class Highlights(Struct, frozen=True, kw_only=True):
    """The five things one must know before the meeting."""

    newly_overdue: tuple[Assessment, ...]
    furthest_behind: tuple[TargetProgress, ...]
    longest_silent: tuple[Assessment, ...]
    gone_stale: tuple[Assessment, ...]
    unreported: tuple[TargetProgress, ...]


class ReportRequest(Struct, frozen=True, kw_only=True):
    """What a reader asked the report for: which commitments, since when, for which meeting, in which currency."""

    query: tuple[str, ...] = ()
    since: tuple[date, str | None] | None = None
    zone: tzinfo = UTC
    meeting: str | None = None
    currency: str | None = None


class Report(Struct, frozen=True, kw_only=True):
    """Everything that a review meeting's report says; views only give it a form."""

    title: Text
    snapshot: Snapshot
    query: tuple[str, ...]
    digest: str
    chosen: tuple[Assessment, ...]
    next_meeting: tuple[str, Meeting] | None
    coverage: Coverage
    must_know: Highlights
    overdue: tuple[Deadline, ...]
    soon: tuple[Deadline, ...]
    later: tuple[Deadline, ...]
    completion: tuple[TargetProgress, ...]
    since: Changes | None
    amended: tuple[TargetProgress, ...]
    postponed: tuple[Assessment, ...]
    evidenced: tuple[Verified, ...]
    follow_ups: dict[str, tuple[FollowUp, ...]]
    before: tuple[Due, ...]
    pillars: tuple[Count, ...]
    areas: tuple[Count, ...]
    parties: tuple[Count, ...]
    sums: tuple[Sum, ...]
    conversion: Conversion | None
    stale: tuple[Gap, ...]
    without_data: tuple[Gap, ...]
    silent: int

    def statuses(self) -> dict[Status, int]:
        """How many of the commitments stand at each status that occurs, worst first."""
        counts = Counter(assessment.status for assessment in self.chosen)
        return {status: counts[status] for status in Status if counts[status]}

    def standing(self) -> dict[str, list[str]]:
        """The ids of the commitments named in the tables, each with the sections in which it stands."""
        rows: dict[str, Sequence[Deadline | TargetProgress | Gap]] = {
            "overdue": self.overdue, "within_12_months": self.soon, "later": self.later,
            "completion": self.completion, "stale": self.stale, "without_data": self.without_data,
        }  # fmt: skip
        sections = {section: [row.assessment for row in found] for section, found in rows.items()}
        if self.since is not None:
            sections["since"] = [row.after for row in self.since.moved]
            sections["no_change"] = list(self.since.unchanged)
        standing: dict[str, list[str]] = {}
        for section, assessments in sections.items():
            for name in dict.fromkeys(a.commitment.id for a in assessments):
                standing.setdefault(name, []).append(section)
        return standing


def build_report(snapshot: Snapshot, asked: ReportRequest | None = None, *, digest: str = "") -> Report:
    """Draw up the report over the commitments that a query asks for.

    Raises UsageError for a query that cannot be understood, NotFoundError for a meeting that is not there.
    """
    asked = asked or ReportRequest()
    chosen = snapshot.select(asked.query)
    running = [a for a in chosen if a.delivery not in DONE and a.lifecycle in {Lifecycle.ACTIVE, Lifecycle.SUSPENDED}]
    dated = deadlines(snapshot, [a for a in running if a.due is not None])
    completion = [TargetProgress(a, target) for a in chosen for target in a.targets]
    horizon = after(snapshot.as_of, SOON)
    silent = [a for a in running if a.updated is None and a.delivery is Delivery.UNKNOWN]
    meeting = _meeting(snapshot, asked.meeting)
    registry = snapshot.registry
    return Report(
        title=registry.settings.title,
        snapshot=snapshot,
        query=asked.query,
        digest=digest,
        chosen=tuple(chosen),
        next_meeting=meeting,
        coverage=_coverage(chosen),
        must_know=_must_know(snapshot, running, completion),
        overdue=tuple(d for d in dated if d.days < 0),
        soon=tuple(d for d in dated if d.days >= 0 and d.due <= horizon),
        later=tuple(d for d in dated if d.due > horizon),
        completion=tuple(completion),
        since=_since(snapshot, chosen, asked),
        amended=tuple(row for row in completion if row.target.changes),
        postponed=tuple(a for a in chosen if a.due != a.original_due),
        evidenced=evidenced(snapshot, chosen),
        before=upcoming(running, meeting[1].on) if meeting else (),
        follow_ups=follow_ups(snapshot, chosen, before=meeting[1].on if meeting else None),
        pillars=counts(chosen, (*registry.pillars, None), lambda a: (a.commitment.pillar,)),
        areas=counts(chosen, (*registry.areas, None), lambda a: a.commitment.areas or (None,)),
        parties=counts(chosen, (*registry.parties, None), lambda a: snapshot.owing(a.commitment) or (None,)),
        sums=sums(snapshot, chosen),
        conversion=convert(snapshot, chosen, asked.currency) if asked.currency else None,
        stale=tuple(Gap(a, snapshot.owing(a.commitment)) for a in _oldest(running)),
        without_data=_without_data(snapshot, silent),
        silent=len(silent),
    )


def _meeting(snapshot: Snapshot, named: str | None) -> tuple[str, Meeting] | None:
    """The meeting that is named, or the next one to come."""
    meetings = snapshot.registry.meetings
    if named is not None and named != "next":
        if named not in meetings:
            known = _("known are: {names}", names=", ".join(meetings))
            hint = known if meetings else _("write it as [meetings.ID] with a title and on")
            raise NotFoundError(_("there is no meeting “{name}”", name=named), hint=hint)
        return named, meetings[named]
    coming = [(name, m) for name, m in meetings.items() if (m.until or m.on) >= snapshot.as_of]
    return min(coming, key=lambda pair: pair[1].on, default=None)


def _since(snapshot: Snapshot, chosen: Sequence[Assessment], asked: ReportRequest) -> Changes | None:
    """What moved since a day: the same registry as of then, with what the journal held by the end of that day.

    A journal begun only later held nothing yet; then it is the days on which things were true that count.
    """
    if asked.since is None:
        return None
    day, meeting = asked.since
    end = datetime.combine(day, time.max, asked.zone)
    begun = any(update.recorded <= end for update in snapshot.registry.updates.values())
    then = judge(snapshot.registry, as_of=day, known=end if begun else snapshot.known)
    return compare(then, chosen, meeting=meeting, after=end if begun else None)


def _coverage(chosen: Sequence[Assessment]) -> Coverage:
    return Coverage(sum(a.updated is not None for a in chosen), len(chosen))


def _must_know(snapshot: Snapshot, running: Sequence[Assessment], completion: Iterable[TargetProgress]) -> Highlights:
    open_ones = {a.commitment.id for a in running}
    overdue = [a for a in running if a.schedule is Schedule.OVERDUE and a.due and after(a.due, SOON) > snapshot.as_of]
    behind = [
        c for c in completion
        if c.assessment.commitment.id in open_ones and c.target.measure and c.target.measure.pace is not None
        and c.target.measure.schedule in {Schedule.OFF_TRACK, Schedule.AT_RISK, Schedule.OVERDUE}
    ]  # fmt: skip
    return Highlights(
        newly_overdue=tuple(sorted(overdue, key=lambda a: a.due or date.max)),
        furthest_behind=tuple(sorted(behind, key=_pace)[:FEW]),
        longest_silent=tuple(_oldest(running)[:FEW]),
        gone_stale=tuple(a for a in _oldest(running) if a.commitment.judged()),
        unreported=tuple(
            c
            for c in completion
            if c.target.measure is not None and c.target.latest is None and c.assessment.commitment.id in open_ones
        ),
    )


def _pace(row: TargetProgress) -> Decimal:
    pace = row.target.measure.pace if row.target.measure else None
    return Decimal(0) if pace is None else pace


def _oldest(running: Iterable[Assessment]) -> list[Assessment]:
    """Stale ones, longest silent first."""
    stale = [a for a in running if a.freshness is Freshness.STALE]
    return sorted(stale, key=lambda a: a.updated or date.min)


def _without_data(snapshot: Snapshot, silent: Sequence[Assessment]) -> tuple[Gap, ...]:
    """The headline commitments of which nothing is known; their silent parts are counted beside them."""
    quiet = {a.commitment.id for a in silent}
    heads = {a.commitment.id for a in snapshot.headlines()}
    return tuple(
        Gap(a, snapshot.owing(a.commitment), sum(p.commitment.id in quiet for p in snapshot.all_parts(a.commitment.id)))
        for a in silent
        if a.commitment.id in heads
    )
