"""The next meeting: what is due before it, and whom to ask for what."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from msgspec import Struct

from commitrack.amounts import Amount
from commitrack.language import LazyString as _
from commitrack.language import comma_list, word
from commitrack.lazy_sequence import LazySequence
from commitrack.model import Number, multilingual
from commitrack.report.follow_ups import Reason
from commitrack.report.report import Report
from commitrack.report.upcoming import Due
from commitrack.views.grid import Cell, Column, Grid, GridRow, Named
from commitrack.views.sections.section import Section
from commitrack.views.tables import ACTUAL, COMMITMENT, STATUS, TARGET, goal, level, name, status_cell
from commitrack.wording.commitments import implementing, title_of
from commitrack.wording.deadlines import distance


class DueData(Struct, frozen=True):
    """A deadline, or a milestone with its value, before the meeting."""

    on: date
    id: str
    target: str | None
    milestone: Number | None


class FollowUpData(Struct, frozen=True):
    """A commitment to ask about, the parties that implement it, and why."""

    id: str
    implementing: tuple[str, ...]
    due: date | None
    reasons: tuple[Reason, ...]


class PartyFollowUps(Struct, frozen=True):
    """What to ask a party for; ``party`` is null where the registry names none."""

    party: str | None
    items: tuple[FollowUpData, ...]


def _before(report: Report) -> Grid:
    """Deadlines before the meeting, and milestones with the value to reach by that date."""
    title = _("Deadlines and milestones before the meeting")
    if report.next_meeting:
        meeting = report.next_meeting[1]
        title = _("Deadlines and milestones before {meeting}, {day}", meeting=multilingual(meeting.title),
                  day=meeting.on)  # fmt: skip
    rows = (
        (row.on, distance(row.on, report.snapshot.as_of),
         _("deadline") if row.milestone is None else _("milestone"), name(row.assessment), _goal(row),
         level(row.target, row.assessment), status_cell(row.assessment))
        for row in report.upcoming
    )  # fmt: skip
    return Grid(
        title=title,
        columns=(
            Column(key="on", heading=_("Date"), stack=3),
            Column(key="distance", heading="", alone=_("From report date"), stack=3),
            Column(key="what", heading="", alone=_("Type"), stack=3), COMMITMENT, TARGET, ACTUAL, STATUS,
        ),
        rows=LazySequence(lambda: rows),
        empty=_("Nothing due before the meeting") if report.next_meeting else _("No upcoming meeting"),
    )  # fmt: skip


def _goal(row: Due) -> Cell:
    """The value to reach by that day: of the milestone, or of the target."""
    if row.target is None or row.milestone is None:
        return goal(row.target)
    return Amount(row.milestone, row.target.target.unit, row.target.target.qualifier)


def _before_data(report: Report) -> tuple[DueData, ...]:
    return tuple(
        DueData(row.on, row.assessment.commitment.id, row.target.name if row.target else None, row.milestone)
        for row in report.upcoming
    )


BEFORE = Section(
    name="before",
    order=20,
    short=_("Before meeting"),
    grid=_before,
    data=_before_data,
    default=lambda report: report.has_upcoming,
    brief=lambda report: report.is_for_meeting,
)


def _ask(report: Report) -> Grid:
    """For each responsible party, what to ask about and why: overdue, behind, due before the meeting, stale, without a
    figure or evidence."""
    title = _("Follow-ups")
    if report.next_meeting:
        meeting = report.next_meeting[1]
        title = _("Follow-ups for {meeting}, {day}", meeting=multilingual(meeting.title), day=meeting.on)
    return Grid(
        title=title,
        columns=(
            Column(key="party", heading=_("Responsible"), group=True), COMMITMENT, Column(key="due", heading=_("Due")),
            Column(key="reasons", heading=_("Reason")),
        ),
        rows=LazySequence(lambda: _follow_ups(report)),
        empty=_("No follow-ups"),
    )  # fmt: skip


def _follow_ups(report: Report) -> Iterator[GridRow]:
    parties = report.snapshot.registry.parties
    for party, follow_ups in report.follow_ups.items():
        title = multilingual(parties[party].title) if party else _("no party named")
        for number, follow_up in enumerate(follow_ups):
            assessment = follow_up.assessment
            beside = implementing(report.snapshot, assessment.commitment)
            named = Named(title_of(assessment), assessment.commitment.id, beside)
            yield title if number == 0 else None, named, assessment.due, _reasons(follow_up.reasons)


@lru_cache  # thousands of commitments have a few reasons in common
def _reasons(reasons: tuple[Reason, ...]) -> _:
    return comma_list(word(reason) for reason in reasons)


def _ask_data(report: Report) -> tuple[PartyFollowUps, ...]:
    return tuple(
        PartyFollowUps(
            party or None,
            tuple(
                FollowUpData(
                    id=row.assessment.commitment.id,
                    implementing=row.assessment.commitment.parties.implementing,
                    due=row.assessment.due,
                    reasons=row.reasons,
                )
                for row in follow_ups
            ),
        )
        for party, follow_ups in report.follow_ups.items()
    )


ASK = Section(
    name="ask",
    order=30,
    short=_("Follow-ups"),
    grid=_ask,
    data=_ask_data,
    default=lambda report: report.next_meeting,
    brief=lambda report: report.is_for_meeting,
    members=lambda report: {"ask": [row.assessment for rows in report.follow_ups.values() for row in rows]},
)
