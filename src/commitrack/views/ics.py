"""ICS: deadlines, milestones and meetings as events of whole days; a calendar that has them takes them as the same."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from commitrack.assess import CLOSED, Assessment, TargetAssessment
from commitrack.language import LazyString as _
from commitrack.language import listed, word
from commitrack.model import in_language
from commitrack.quantity import format_quantity
from commitrack.report import sentences as say
from commitrack.report.deadlines import Deadline
from commitrack.report.headlines import foot
from commitrack.report.report import Report
from commitrack.report.upcoming import milestones, still_open
from commitrack.views.sanitize import safe
from commitrack.views.sections.status import parts_of_it


def render_report(report: Report, *, lang: str, only: Sequence[str] = ()) -> str:  # noqa: ARG001  a calendar has no sections
    """The open deadlines, what is overdue among them, and the milestones and meetings to come."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//commitrack//commitrack//EN")
    calendar.add("x-wr-calname", safe(in_language(report.title, lang)))
    for event in _events(report, lang):
        calendar.add_component(event)
    return str(calendar.to_ical(), "utf-8")


def _events(report: Report, lang: str) -> Iterator[Event]:
    for row in (*report.overdue, *report.soon, *report.later):
        yield from _deadlines(report, row, lang)
    for assessment in report.chosen:
        yield from _milestones(report, assessment, lang)
    for name, meeting in report.snapshot.registry.meetings.items():
        last = meeting.until or meeting.on
        if last < report.snapshot.as_of:
            continue
        event = _event(report, (name, "meeting"), meeting.on, in_language(meeting.title, lang), last=last)
        event.add("description", _lines(in_language(meeting.note, lang), foot(report, lang=lang)))
        event.add("categories", [_("Meeting").to(lang)])
        if meeting.place is not None:
            event.add("location", safe(in_language(meeting.place, lang)))
        yield event


def _deadlines(report: Report, row: Deadline, lang: str) -> Iterator[Event]:
    """One event for each target that is not reached; for a commitment without such targets, one of its own."""
    assessment = row.assessment
    parts = parts_of_it(row.parts).to(lang) if row.parts else ""
    found: list[tuple[TargetAssessment | None, date]] = [
        (target, target.terms.due) for target in still_open(assessment) if target.terms and target.terms.due
    ]
    for target, due in found or [(None, row.due)]:
        uid = (assessment.commitment.id, "deadline", *([target.name] if target else []))
        event = _event(report, uid, due, _("Due: {title}", title=_title(assessment, target, lang)).to(lang))
        yield _described(event, report, assessment, target, _("Deadline"), lang, parts)


def _milestones(report: Report, assessment: Assessment, lang: str) -> Iterator[Event]:
    for target in () if assessment.lifecycle in CLOSED else still_open(assessment):
        for on, value in milestones(target):
            if on < assessment.as_of:
                continue
            amount = format_quantity(value, target.target.unit, lang=lang)
            uid = (assessment.commitment.id, "milestone", target.name, on.isoformat())
            title = _("Milestone: {amount}, {title}", amount=amount, title=_title(assessment, target, lang))
            event = _event(report, uid, on, title.to(lang))
            yield _described(event, report, assessment, target, _("Milestone"), lang, "")


def _title(assessment: Assessment, target: TargetAssessment | None, lang: str) -> str:
    """The title of a commitment; where it has several targets, with the one that is meant."""
    title = say.title_of(assessment, lang)
    if target is None or len(assessment.targets) == 1:
        return title
    indicator = in_language(target.target.indicator, lang) or target.name
    return _("{title} ({target})", title=title, target=indicator).to(lang)


def _event(report: Report, uid: Sequence[str], day: date, summary: str, *, last: date | None = None) -> Event:
    """An event of whole days; its stamp is the day of the report, so that the same report is the same bytes."""
    event = Event()
    event.add("uid", safe(f"{'/'.join(uid)}@commitrack"))
    event.add("dtstamp", datetime.combine(report.snapshot.as_of, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", (last or day) + timedelta(days=1))
    event.add("summary", safe(summary))
    event.add("transp", "TRANSPARENT")
    return event


def _described(
    event: Event,
    report: Report,
    assessment: Assessment,
    target: TargetAssessment | None,
    kind: _,
    lang: str,
    more: str,
) -> Event:
    """The event with how the commitment stands, who owes word of it, and under which words it is filed."""
    registry, commitment = report.snapshot.registry, assessment.commitment
    parties = listed(
        (in_language(registry.parties[name].title, lang) for name in report.snapshot.owing(commitment)), lang
    )
    owed = _("Owed by {parties}", parties=parties).to(lang) if parties else ""
    status = word(assessment.status).to(lang)
    stands = say.stands(target, lang=lang) if target else say.completion(assessment, lang=lang)
    first = status + _(": ").to(lang) + stands
    event.add("description", _lines(first, more, owed, commitment.id, foot(report, lang=lang)))
    pillar = registry.pillars.get(commitment.pillar or "")
    event.add("categories", [kind.to(lang), status, *([safe(in_language(pillar.title, lang))] if pillar else [])])
    return event


def _lines(*said: str) -> str:
    return "\n".join(safe(line) for line in said if line)
