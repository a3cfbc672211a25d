"""ICS: deadlines, milestones and meetings as all-day events with stable ids, so that calendars update them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain

from icalendar import Calendar, Component, Event

from commitrack.amounts import Amount
from commitrack.assess import CLOSED, Assessment, TargetAssessment
from commitrack.language import LazyString as _
from commitrack.language import join, localize, word
from commitrack.model import Meeting, multilingual
from commitrack.report.deadlines import Deadline
from commitrack.report.report import Report
from commitrack.report.upcoming import open_milestones, unreached
from commitrack.views.sanitize import safe
from commitrack.wording import figures
from commitrack.wording.commitments import completion, meeting_title, more_parts, responsible, title_of
from commitrack.wording.highlights import footer


def render_report(report: Report, *, lang: str, only: Sequence[str] = ()) -> str:  # noqa: ARG001  a calendar has no sections
    """The open deadlines, overdue ones included, and future milestones and meetings, as a calendar file."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//commitrack//commitrack//EN")
    calendar.add("x-wr-calname", safe(localize(multilingual(report.title), lang)))
    for event in _Events(report, lang).all():
        calendar.add_component(event)
    return str(calendar.to_ical(), "utf-8")


class _Events:
    """The events of one report in one language."""

    def __init__(self, report: Report, lang: str) -> None:
        self.report, self.lang = report, lang

    def all(self) -> Iterator[Component]:
        report = self.report
        for row in chain.from_iterable(report.deadlines.values()):
            yield from self._deadlines(row)
        for assessment in report.chosen:
            yield from self._milestones(assessment)
        for name, meeting in report.snapshot.registry.meetings.items():
            if (meeting.until or meeting.on) >= report.snapshot.as_of:
                yield self._meeting(name, meeting)

    def _deadlines(self, row: Deadline) -> Iterator[Component]:
        """One event for each deadline of a target not reached; if there is none, one for the commitment's deadline."""
        assessment = row.assessment
        days: list[tuple[TargetAssessment | None, date, bool]] = [
            (target, target.terms.due, target.terms.due_inferred)
            for target in unreached(assessment)
            if target.terms and target.terms.due
        ]
        for target, due, is_inferred in days or [(None, row.due, assessment.due_inferred)]:
            uid = (assessment.commitment.id, "deadline", *([target.name] if target else []))
            title = _title(assessment, target)
            summary = _("Due (inferred): {title}", title=title) if is_inferred else _("Due: {title}", title=title)
            event = self._event(uid, due, summary)
            yield self._described(event, assessment, target, _("Deadline"), more_parts(row.parts))

    def _milestones(self, assessment: Assessment) -> Iterator[Component]:
        for target in () if assessment.lifecycle in CLOSED else unreached(assessment):
            for on, value in open_milestones(target):
                amount = Amount(value, target.target.unit)
                uid = (assessment.commitment.id, "milestone", target.name, on.isoformat())
                title = _("Milestone: {amount}, {title}", amount=amount, title=_title(assessment, target))
                yield self._described(self._event(uid, on, title), assessment, target, _("Milestone"), "")

    def _meeting(self, name: str, meeting: Meeting) -> Component:
        event = self._event((name, "meeting"), meeting.on, meeting_title(meeting), last=meeting.until)
        event.add("description", self._lines(multilingual(meeting.note), footer(self.report)))
        event.add("categories", [self._text(_("Meeting"))])
        if meeting.place is not None:
            event.add("location", self._text(multilingual(meeting.place)))
        return event

    def _event(self, uid: Sequence[str], day: date, summary: str, *, last: date | None = None) -> Component:
        """An all-day event; its time stamp is the day of the report, so that the same report gives the same bytes."""
        event = Event()
        event.add("uid", safe(f"{'/'.join(uid)}@commitrack"))
        event.add("dtstamp", datetime.combine(self.report.snapshot.as_of, time(), UTC))
        event.add("dtstart", day)
        event.add("dtend", (last or day) + timedelta(days=1))
        event.add("summary", self._text(summary))
        event.add("transp", "TRANSPARENT")
        return event

    def _described(
        self, event: Component, assessment: Assessment, target: TargetAssessment | None, kind: _, parts: str
    ) -> Component:
        """The event with a description (status, responsible parties, id) and categories added."""
        snapshot, commitment = self.report.snapshot, assessment.commitment
        parties = responsible(snapshot, commitment)
        promised_by = _("Responsible: {parties}", parties=parties) if parties else ""
        reached = figures.reached(target) if target else completion(assessment)
        first = join(dict.fromkeys((word(assessment.status), reached)), _(": "))
        event.add("description", self._lines(first, parts, promised_by, commitment.id, footer(self.report)))
        pillar = snapshot.registry.pillars.get(commitment.pillar or "")
        categories = [kind, word(assessment.status), *([multilingual(pillar.title)] if pillar else [])]
        event.add("categories", [self._text(category) for category in categories])
        return event

    def _lines(self, *texts: str) -> str:
        return "\n".join(self._text(text) for text in texts if text)

    def _text(self, text: str) -> str:
        """Localized and sanitized text; every text in an event comes from here."""
        return safe(localize(text, self.lang))


def _title(assessment: Assessment, target: TargetAssessment | None) -> str:
    """The title of a commitment; if it has several targets, with the indicator or name of this one."""
    title = title_of(assessment)
    if target is None or len(assessment.targets) == 1:
        return title
    return _("{title} ({target})", title=title, target=figures.name_of(target))
