"""The timeline: every commitment with a deadline, from the day it was made, with the meetings and today."""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from commitrack.assess import Assessment, Schedule, Status
from commitrack.dates import after, first_day
from commitrack.language import SOURCE
from commitrack.language import LazyString as _
from commitrack.model import Meeting, Settings, Span, When, multilingual
from commitrack.report.deadlines import Deadline, has_open_deadline
from commitrack.report.report import Report
from commitrack.views.html.scale import Days, Tick
from commitrack.views.tables import status_cell
from commitrack.wording.commitments import meeting_title, more_parts, title_of
from commitrack.wording.deadlines import GROUPS, distance

BEFORE, AHEAD = Span("12 years", months=-12 * 12), Span("16 years", months=16 * 12)
"""How far the axis extends before and after today; longer bars end in an arrow, with their days beside it."""
MOST_TICKS, MOST_LONG_TICKS = 8, 6
"""How many labels of years fit side by side on paper, as 2026 and as 2026年."""


class Bar(Struct, frozen=True, kw_only=True):
    """One commitment; positions are per cent of the width, and None if there is nothing to draw.

    ``sooner`` and ``later`` say that the bar starts before the axis or ends after it; ``late`` is the end of the
    overdue part, ``moved`` the position of the ``original`` deadline.
    """

    id: str
    title: str
    parts: str
    status: Status
    reservation: str
    made: date | None
    written: When | str
    due: date
    distance: str
    start: str | None
    end: str
    sooner: bool
    later: bool
    late: str | None
    original: date | None
    moved: str | None
    milestones: tuple[tuple[date, str], ...]


class BarGroup(Struct, frozen=True):
    """The bars of one group: overdue, due soon, later, fulfilled or closed; made one by one, once."""

    heading: str
    count: int
    bars: Iterator[Bar]


class MeetingMark(Struct, frozen=True, kw_only=True):
    """A meeting; ``at`` is None if it is outside the axis."""

    id: str
    title: str
    days: date | str
    place: str
    distance: str
    at: str | None
    next: bool


class Timeline(Struct, frozen=True, kw_only=True):
    """Everything that is drawn on the axis of days."""

    ticks: tuple[Tick, ...]
    today: str
    bar_groups: tuple[BarGroup, ...]
    meetings: tuple[MeetingMark, ...]


def timeline(report: Report, lang: str) -> Timeline:
    """Commitments with a deadline: open ones in the groups of the report, then those fulfilled or closed."""
    groups = [(GROUPS[group], deadlines) for group, deadlines in report.deadlines.items()]
    groups.append((_("Fulfilled or closed"), _closed(report)))
    rows = [(heading, deadlines) for heading, deadlines in groups if deadlines]
    days = _window(report, [row for _heading, deadlines in rows for row in deadlines])
    settings = report.snapshot.registry.settings
    return Timeline(
        ticks=days.ticks(MOST_TICKS if lang == SOURCE else MOST_LONG_TICKS, lang),
        today=days.at(report.snapshot.as_of),
        bar_groups=tuple(
            BarGroup(heading, len(deadlines), (_bar(row, days, settings) for row in deadlines))
            for heading, deadlines in rows
        ),
        meetings=tuple(_meetings(report, days)),
    )


def _closed(report: Report) -> tuple[Deadline, ...]:
    """The commitments with a deadline that are fulfilled or closed, by deadline."""
    today = report.snapshot.as_of
    closed = [Deadline(a, a.due, (a.due - today).days) for a in report.chosen if a.due and not has_open_deadline(a)]
    return tuple(sorted(closed, key=lambda row: row.due))


def _window(report: Report, rows: Iterable[Deadline]) -> Days:
    today, settings = report.snapshot.as_of, report.snapshot.registry.settings
    days = [today, *([report.next_meeting[1].on] if report.next_meeting else [])]
    for row in rows:
        made = _made(row.assessment, settings)
        days += [row.due] if made is None else [made, row.due]
    return Days(max(min(days), after(today, BEFORE)), min(max(days), after(today, AHEAD)))


def _made(assessment: Assessment, settings: Settings) -> date | None:
    made = assessment.commitment.made
    return first_day(made, fiscal_year=settings.fiscal_year) if made else None


def _bar(row: Deadline, days: Days, settings: Settings) -> Bar:
    assessment, written = row.assessment, row.assessment.commitment.made
    made, original = _made(assessment, settings), _original(assessment)
    overdue = assessment.schedule is Schedule.OVERDUE
    steps = {step.on for target in assessment.targets for step in target.target.milestones}
    return Bar(
        id=assessment.commitment.id,
        title=title_of(assessment),
        parts=more_parts(row.parts),
        status=assessment.status,
        reservation=status_cell(assessment).remark,
        made=made,
        written=written or _("not stated"),
        due=row.due,
        distance=distance(row.due, assessment.as_of),
        start=days.at(made) if made else None,
        end=days.at(row.due),
        sooner=made is not None and made < days.first,
        later=row.due > days.last,
        late=days.at(assessment.as_of) if overdue else None,
        original=original,
        moved=days.at(original) if original else None,
        milestones=tuple((day, days.at(day)) for day in sorted(steps) if days.first <= day <= days.last),
    )


def _original(assessment: Assessment) -> date | None:
    """The deadline as first promised, if it has changed."""
    leading = assessment.leading
    if leading is not None and leading.original is not None:
        first = leading.original.due
        return first if leading.terms is not None and first != leading.terms.due == assessment.due else None
    return assessment.original_due if assessment.original_due != assessment.due else None


def _meetings(report: Report, days: Days) -> Iterator[MeetingMark]:
    meetings = report.snapshot.registry.meetings
    coming = report.next_meeting[0] if report.next_meeting else None

    def met(name: str, meeting: Meeting) -> MeetingMark:
        return MeetingMark(
            id=name,
            title=meeting_title(meeting),
            days=_days(meeting),
            place=multilingual(meeting.place),
            distance=distance(meeting.on, report.snapshot.as_of),
            at=days.at(meeting.on) if days.first <= meeting.on <= days.last else None,
            next=name == coming,
        )

    for name, meeting in sorted(meetings.items(), key=lambda pair: pair[1].on):
        yield met(name, meeting)


def _days(meeting: Meeting) -> date | str:
    if meeting.until is None or meeting.until == meeting.on:
        return meeting.on
    return _("{first}–{last}", first=meeting.on, last=meeting.until)
