"""The report before a review meeting, as data: what must be known, deadlines, completion, counts, gaps."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal

from msgspec import Struct

from commitrack.assess import DONE, Assessment, Freshness, Schedule, Status, TargetAssessment
from commitrack.assess.words import Delivery
from commitrack.dates import after
from commitrack.errors import NotFoundError
from commitrack.language import Message as _
from commitrack.model import Lifecycle, Meeting, Span, Text
from commitrack.report.ask import Ask, asks
from commitrack.report.before import Due, before
from commitrack.report.deadlines import Deadline, deadlines
from commitrack.report.movement import Since, since
from commitrack.report.portfolio import Conversion, Count, Evidenced, Sum, convert, counts, evidenced, sums
from commitrack.report.survey import Survey
from commitrack.report.survey import survey as judge

SOON = Span("12 months", months=12)
FEW = 3
"""How many of a kind stand under what must be known; the sections below have them all."""


class Coverage(Struct, frozen=True):
    """``n`` of ``of`` commitments have a figure or a level of completion; never a percentage of nothing."""

    n: int
    of: int


class Completion(Struct, frozen=True):
    """One target of a commitment; judged, or only followed."""

    assessment: Assessment
    target: TargetAssessment


class Gap(Struct, frozen=True):
    """A commitment of which nothing, or nothing recent, is known; and the parties that owe it."""

    assessment: Assessment
    owing: tuple[str, ...]
    parts: int = 0


class MustKnow(Struct, frozen=True, kw_only=True):
    """The five things one must know before the meeting."""

    newly_overdue: tuple[Assessment, ...]
    furthest_behind: tuple[Completion, ...]
    longest_silent: tuple[Assessment, ...]
    gone_stale: tuple[Assessment, ...]
    unreported: tuple[Completion, ...]


class Asked(Struct, frozen=True, kw_only=True):
    """What a reader asked the report for: which commitments, since when, for which meeting, in which currency."""

    query: tuple[str, ...] = ()
    since: tuple[date, str | None] | None = None
    zone: tzinfo = UTC
    meeting: str | None = None
    currency: str | None = None


class Report(Struct, frozen=True, kw_only=True):
    """Everything that a review meeting's report says; views only give it a form."""

    title: Text
    survey: Survey
    query: tuple[str, ...]
    digest: str
    chosen: tuple[Assessment, ...]
    next_meeting: tuple[str, Meeting] | None
    coverage: Coverage
    must_know: MustKnow
    overdue: tuple[Deadline, ...]
    soon: tuple[Deadline, ...]
    later: tuple[Deadline, ...]
    completion: tuple[Completion, ...]
    since: Since | None
    amended: tuple[Completion, ...]
    postponed: tuple[Assessment, ...]
    evidenced: tuple[Evidenced, ...]
    asks: dict[str, tuple[Ask, ...]]
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
        rows: dict[str, Sequence[Deadline | Completion | Gap]] = {
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


def brief(survey: Survey, asked: Asked | None = None, *, digest: str = "") -> Report:
    """Draw up the report over the commitments that a query asks for.

    Raises UsageError for a query that cannot be understood, NotFoundError for a meeting that is not there.
    """
    asked = asked or Asked()
    chosen = survey.select(asked.query)
    running = [a for a in chosen if a.delivery not in DONE and a.lifecycle in {Lifecycle.ACTIVE, Lifecycle.SUSPENDED}]
    dated = deadlines(survey, [a for a in running if a.due is not None])
    completion = [Completion(a, target) for a in chosen for target in a.targets]
    horizon = after(survey.as_of, SOON)
    silent = [a for a in running if a.updated is None and a.delivery is Delivery.UNKNOWN]
    meeting = _meeting(survey, asked.meeting)
    registry = survey.registry
    return Report(
        title=registry.settings.title,
        survey=survey,
        query=asked.query,
        digest=digest,
        chosen=tuple(chosen),
        next_meeting=meeting,
        coverage=_coverage(chosen),
        must_know=_must_know(survey, running, completion),
        overdue=tuple(d for d in dated if d.days < 0),
        soon=tuple(d for d in dated if d.days >= 0 and d.due <= horizon),
        later=tuple(d for d in dated if d.due > horizon),
        completion=tuple(completion),
        since=_since(survey, chosen, asked),
        amended=tuple(row for row in completion if row.target.changes),
        postponed=tuple(a for a in chosen if a.due != a.original_due),
        evidenced=evidenced(survey, chosen),
        before=before(running, meeting[1].on) if meeting else (),
        asks=asks(survey, chosen, before=meeting[1].on if meeting else None),
        pillars=counts(chosen, (*registry.pillars, None), lambda a: (a.commitment.pillar,)),
        areas=counts(chosen, (*registry.areas, None), lambda a: a.commitment.areas or (None,)),
        parties=counts(chosen, (*registry.parties, None), lambda a: survey.owing(a.commitment) or (None,)),
        sums=sums(survey, chosen),
        conversion=convert(survey, chosen, asked.currency) if asked.currency else None,
        stale=tuple(Gap(a, survey.owing(a.commitment)) for a in _oldest(running)),
        without_data=_without_data(survey, silent),
        silent=len(silent),
    )


def _meeting(survey: Survey, named: str | None) -> tuple[str, Meeting] | None:
    """The meeting that is named, or the next one to come."""
    meetings = survey.registry.meetings
    if named is not None and named != "next":
        if named not in meetings:
            known = _("known are: {names}", names=", ".join(meetings))
            hint = known if meetings else _("write it as [meetings.ID] with a title and on")
            raise NotFoundError(_("there is no meeting “{name}”", name=named), hint=hint)
        return named, meetings[named]
    coming = [(name, m) for name, m in meetings.items() if (m.until or m.on) >= survey.as_of]
    return min(coming, key=lambda pair: pair[1].on, default=None)


def _since(survey: Survey, chosen: Sequence[Assessment], asked: Asked) -> Since | None:
    """What moved since a day: the same registry as of then, with what the journal held by the end of that day.

    A journal begun only later held nothing yet; then it is the days on which things were true that count.
    """
    if asked.since is None:
        return None
    day, meeting = asked.since
    end = datetime.combine(day, time.max, asked.zone)
    begun = any(update.recorded <= end for update in survey.registry.updates.values())
    then = judge(survey.registry, as_of=day, known=end if begun else survey.known)
    return since(then, chosen, meeting=meeting, after=end if begun else None)


def _coverage(chosen: Sequence[Assessment]) -> Coverage:
    return Coverage(sum(a.updated is not None for a in chosen), len(chosen))


def _must_know(survey: Survey, running: Sequence[Assessment], completion: Iterable[Completion]) -> MustKnow:
    open_ones = {a.commitment.id for a in running}
    overdue = [a for a in running if a.schedule is Schedule.OVERDUE and a.due and after(a.due, SOON) > survey.as_of]
    behind = [
        c for c in completion
        if c.assessment.commitment.id in open_ones and c.target.measure and c.target.measure.pace is not None
        and c.target.measure.schedule in {Schedule.OFF_TRACK, Schedule.AT_RISK, Schedule.OVERDUE}
    ]  # fmt: skip
    return MustKnow(
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


def _pace(row: Completion) -> Decimal:
    pace = row.target.measure.pace if row.target.measure else None
    return Decimal(0) if pace is None else pace


def _oldest(running: Iterable[Assessment]) -> list[Assessment]:
    """Stale ones, longest silent first."""
    stale = [a for a in running if a.freshness is Freshness.STALE]
    return sorted(stale, key=lambda a: a.updated or date.min)


def _without_data(survey: Survey, silent: Sequence[Assessment]) -> tuple[Gap, ...]:
    """The headline commitments of which nothing is known; their silent parts are counted beside them."""
    quiet = {a.commitment.id for a in silent}
    heads = {a.commitment.id for a in survey.headlines()}
    return tuple(
        Gap(a, survey.owing(a.commitment), sum(p.commitment.id in quiet for p in survey.all_parts(a.commitment.id)))
        for a in silent
        if a.commitment.id in heads
    )
