"""The timeline: every commitment with a deadline, from the day it was made, with the meetings and today."""

from collections.abc import Container, Iterable, Iterator
from datetime import date

from msgspec import Struct

from commitrack.dates import after
from commitrack.language import SOURCE
from commitrack.language import LazyString as _
from commitrack.model import Meeting, Span, multilingual
from commitrack.report.deadlines import Deadline, has_open_deadline
from commitrack.report.report import Report
from commitrack.views.html.bars import Axis, backdrop, bar, day_made
from commitrack.views.html.pattern import Html
from commitrack.views.html.scale import Days, Tick
from commitrack.wording.commitments import meeting_title
from commitrack.wording.deadlines import GROUPS, distance

BEFORE, AHEAD = Span("12 years", months=-12 * 12), Span("16 years", months=16 * 12)
"""How far the axis extends before and after today; longer bars end in an arrow, with their days beside it."""
MOST_TICKS, MOST_LONG_TICKS = 8, 6
"""How many labels of years fit side by side on paper, as 2026 and as 2026年."""


class BarGroup(Struct, frozen=True):
    """The bars of one group: overdue, due soon, later, fulfilled or closed; drawn one by one, once."""

    heading: str
    count: int
    bars: Iterator[Html]


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


def timeline(report: Report, lang: str, linked: Container[str]) -> Timeline:
    """Commitments with a deadline: open ones in the groups of the report, then those fulfilled or closed."""
    groups = [(GROUPS[group], deadlines) for group, deadlines in report.deadlines.items()]
    groups.append((_("Fulfilled or closed"), _closed(report)))
    rows = [(heading, deadlines) for heading, deadlines in groups if deadlines]
    days = _window(report, [row for _heading, deadlines in rows for row in deadlines])
    ticks = days.ticks(MOST_TICKS if lang == SOURCE else MOST_LONG_TICKS, lang)
    today, year = days.at(report.snapshot.as_of), report.snapshot.registry.settings.fiscal_year
    axis = Axis(days, year, backdrop(ticks, today, lang), lang, linked)
    return Timeline(
        ticks=ticks,
        today=today,
        bar_groups=tuple(
            BarGroup(heading, len(deadlines), _bars(number, deadlines, axis))
            for number, (heading, deadlines) in enumerate(rows, 1)
        ),
        meetings=tuple(_meetings(report, days)),
    )


def _bars(group: int, deadlines: Iterable[Deadline], axis: Axis) -> Iterator[Html]:
    for number, row in enumerate(deadlines, 1):
        yield bar(f"_bar-{group}-{number}", row, axis)


def _closed(report: Report) -> tuple[Deadline, ...]:
    """The commitments with a deadline that are fulfilled or closed, by deadline."""
    today = report.snapshot.as_of
    closed = [Deadline(a, a.due, (a.due - today).days) for a in report.chosen if a.due and not has_open_deadline(a)]
    return tuple(sorted(closed, key=lambda row: row.due))


def _window(report: Report, rows: Iterable[Deadline]) -> Days:
    today, settings = report.snapshot.as_of, report.snapshot.registry.settings
    days = [today, *([report.next_meeting[1].on] if report.next_meeting else [])]
    for row in rows:
        made = day_made(row.assessment, settings.fiscal_year)
        days += [row.due] if made is None else [made, row.due]
    return Days(max(min(days), after(today, BEFORE)), min(max(days), after(today, AHEAD)))


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
