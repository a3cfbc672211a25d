"""The meeting to come: what falls due before it, and whom to ask for what."""

from commitrack.language import LazyString as _
from commitrack.language import format_day, listed, word
from commitrack.model import in_language
from commitrack.report.report import Report
from commitrack.report.sentences import distance
from commitrack.report.upcoming import Due
from commitrack.views.grid import Amount, Cell, Column, Grid
from commitrack.views.sections.status import name
from commitrack.views.tables import ACTUAL, COMMITMENT, STATUS, TARGET, goal, level, standing


def before(report: Report, lang: str) -> Grid:
    """What falls due before the meeting: deadlines, and milestones with the figure to be reached by then."""
    title = _("Before the meeting: deadlines and milestones")
    if report.next_meeting:
        meeting = report.next_meeting[1]
        title = _(
            "Before {meeting}, {day}: deadlines and milestones", meeting=in_language(meeting.title, lang),
            day=format_day(meeting.on, lang),
        )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (row.on, distance(row.on, report.snapshot.as_of, lang=lang),
         _("deadline") if row.milestone is None else _("milestone"), name(row.assessment, lang), _asked(row, lang),
         level(row.target, row.assessment) or _("no data"), standing(row.assessment))
        for row in report.before
    ]  # fmt: skip
    return Grid(
        key="before",
        title=title,
        columns=(
            Column(key="on", heading=_("Day"), stack=3),
            Column(key="distance", heading="", alone=_("Distance"), stack=3),
            Column(key="what", heading="", alone=_("What"), stack=3), COMMITMENT, TARGET, ACTUAL, STATUS,
        ),
        rows=tuple(rows),
        empty=_("Nothing falls due before it.") if report.next_meeting else _("There is no meeting."),
    )  # fmt: skip


def _asked(row: Due, lang: str) -> Cell:
    """What is to be reached by that day: the milestone's value, or the target's."""
    if row.target is None or row.milestone is None:
        return goal(row.target, lang)
    return Amount(row.milestone, row.target.target.unit, row.target.target.qualifier)


def ask(report: Report, lang: str) -> Grid:
    """For each party, what to bring: overdue, off track, due before the meeting, stale, without figure or evidence."""
    parties = report.snapshot.registry.parties
    rows: list[tuple[Cell, ...]] = []
    for party, follow_ups in report.follow_ups.items():
        title = in_language(parties[party].title, lang) if party else _("nobody named")
        for number, each in enumerate(follow_ups):
            first = title if number == 0 else None
            reasons = listed((word(reason) for reason in each.reasons), lang)
            rows.append((first, name(each.assessment, lang), each.assessment.due, reasons))
    meeting = report.next_meeting
    whom = _("Whom to ask")
    if meeting:
        title, day = in_language(meeting[1].title, lang), format_day(meeting[1].on, lang)
        whom = _("Whom to ask for {meeting}, {day}", meeting=title, day=day)
    return Grid(
        key="ask",
        title=whom,
        columns=(
            Column(key="party", heading=_("Party"), group=True), COMMITMENT, Column(key="due", heading=_("Due")),
            Column(key="reasons", heading=_("To bring word because")),
        ),
        rows=tuple(rows),
        empty=_("Nothing is owed."),
    )  # fmt: skip
