"""iCalendar output: which dates are events, what an event contains, stable UIDs, and text that stays text."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from commitrack.model import (
    Amends,
    Basis,
    Commitment,
    CompletionLevel,
    Lifecycle,
    Meeting,
    Milestone,
    Registry,
    Target,
    Update,
    When,
)
from commitrack.report.report import Report, ReportRequest, build_report
from commitrack.report.snapshot import Snapshot, take_snapshot
from commitrack.views import ics

SnapshotWith = Callable[[str], Snapshot]
AS_OF = date(2026, 11, 23)
PLAN = {"made": When(date(2024, 1, 1)), "due": When(date(2027, 12, 31))}
PEOPLE = Target(unit="people", value=100)


def new_commitment(name: str, **fields: Any) -> Commitment:
    return Commitment(id=name, title=name.title(), **{**PLAN, "targets": {"n": PEOPLE}, **fields})


def new_update(commitment: str, **fields: Any) -> Update:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Update(key=f"{commitment}-{len(fields)}", commitment=commitment, on=at.date(), recorded=at, **fields)


def report_of(*commitments: Commitment, updates: tuple[Update, ...] = (), as_of: date = AS_OF, **tables: Any) -> Report:
    registry = Registry(
        commitments={commitment.id: commitment for commitment in commitments},
        updates={update.key: update for update in updates},
        **tables,
    )
    return build_report(take_snapshot(registry, as_of=as_of), digest="abc")


def events(report: Report, lang: str = "en") -> dict[str, Any]:
    """The events of the calendar by UID, which must be unique."""
    components = Calendar.from_ical(ics.render_report(report, lang=lang)).walk("VEVENT")
    by_uid = {str(event["UID"]): event for event in components}
    assert len(by_uid) == len(components)
    return by_uid


def uids(report: Report) -> list[str]:
    """The UIDs of the events without their domain."""
    return [uid.removesuffix("@commitrack") for uid in events(report)]


# --- which dates are events


def test_the_events_of_the_small_registry(small: Snapshot) -> None:
    """The calendar has an event for every open or overdue deadline and every upcoming milestone and meeting."""
    by_uid = events(build_report(small))
    assert {uid: event["DTSTART"].dt.isoformat() for uid, event in by_uid.items()} == {
        "fund-board/deadline@commitrack": "2025-12-31",
        "trainees/deadline/trainees@commitrack": "2026-09-06",
        "declaration/deadline@commitrack": "2027-03-31",
        "fund/deadline/budget@commitrack": "2029-03-31",
        "fund/deadline/projects@commitrack": "2029-03-31",
        "emissions/deadline/emissions@commitrack": "2029-12-31",
        "emissions/milestone/emissions/2026-12-31@commitrack": "2026-12-31",
        "review-2027/meeting@commitrack": "2027-02-01",
    }


def test_fulfilled_and_withdrawn_commitments_have_no_event() -> None:
    """Fulfilled, withdrawn and superseded commitments and reached targets have no event; suspended ones have one."""
    names = ("open", "reached", "complete", "withdrawn", "superseded", "suspended")
    steps = (Lifecycle.WITHDRAWN, Lifecycle.SUPERSEDED, Lifecycle.SUSPENDED)
    two = new_commitment("two", targets={"reached": PEOPLE, "open": PEOPLE})
    targets: dict[str, dict[str, Target]] = {"complete": {}}
    report = report_of(
        *(new_commitment(name, targets=targets.get(name, {"n": PEOPLE})) for name in names), two,
        updates=(
            *[new_update(step, lifecycle=step, reason="r") for step in steps],
            new_update("reached", actual=100),
            new_update("complete", completion=CompletionLevel.COMPLETE),
            new_update("two", target="reached", actual=100),
        ),
    )  # fmt: skip
    assert uids(report) == ["open/deadline/n", "suspended/deadline/n", "two/deadline/open"]


@pytest.mark.parametrize(("on", "is_event"), [("2026-11-22", False), ("2026-11-23", True), ("2027-06-30", True)])
def test_only_upcoming_milestones_are_events(on: str, is_event: bool) -> None:  # noqa: FBT001
    """A milestone on or after the day of the report is an event with the planned value, even without a deadline."""
    steps = (Milestone(on=date.fromisoformat(on), value=60),)
    report = report_of(new_commitment("a", due=None, targets={"n": Target(unit="people", value=100, milestones=steps)}))
    assert uids(report) == ([f"a/milestone/n/{on}"] if is_event else [])
    assert [str(event["SUMMARY"]) for event in events(report).values()] == ["Milestone: 60 people, A"] * is_event


def test_a_withdrawn_commitment_has_no_milestones() -> None:
    """Milestones of a withdrawn commitment are not events."""
    steps = (Milestone(on=date(2027, 1, 1), value=60),)
    commitment = new_commitment("a", targets={"n": Target(unit="people", value=100, milestones=steps)})
    assert uids(report_of(commitment, updates=(new_update("a", lifecycle=Lifecycle.WITHDRAWN, reason="r"),))) == []
    assert uids(report_of(commitment)) == ["a/deadline/n", "a/milestone/n/2027-01-01"]


def test_only_upcoming_meetings_are_events() -> None:
    """A meeting is an event until its last day, with its place and note; past meetings are left out."""
    meetings = {
        "past": Meeting(title="Past", on=date(2026, 11, 22)),
        "running": Meeting(title={"en": "Running", "ja": "開催中"}, on=date(2026, 11, 22), until=AS_OF, place="Tokyo"),
        "far": Meeting(title="Far", on=date(2030, 1, 1), note="bring figures"),
    }
    by_uid = events(report_of(meetings=meetings), "ja")
    assert list(by_uid) == ["running/meeting@commitrack", "far/meeting@commitrack"]
    running, far = by_uid.values()
    assert (running["DTSTART"].dt, running["DTEND"].dt) == (date(2026, 11, 22), date(2026, 11, 24))
    assert (str(running["SUMMARY"]), str(running["LOCATION"])) == ("開催中", "Tokyo")
    assert str(far["DESCRIPTION"]).startswith("bring figures\n2026年11月23日現在")
    assert "LOCATION" not in far


# --- the content of an event


def test_the_event_of_a_deadline(small: Snapshot) -> None:
    """The event of a deadline is all-day and transparent, with title, status, parties to report, id and categories."""
    event = events(build_report(small, digest="abc"))["fund/deadline/budget@commitrack"]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2029, 3, 31), date(2029, 4, 1))
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["SUMMARY"] == "Due: A fund of ¥40bn for joint projects of small and medium enterprises (budget)"
    assert str(event["DESCRIPTION"]).split("\n")[:3] == [
        "off track: about ¥3,500,000,000.50 of ¥30bn on 2025-03-31 (11.7%)",
        "Responsible: Ministry of Training; implementing: Development Bank", "fund",
    ]  # fmt: skip
    assert [str(category) for category in event["CATEGORIES"].cats] == ["Deadline", "off track", "Trade and investment"]


def test_a_japanese_event_has_japanese_titles_and_amounts(small: Snapshot) -> None:
    """Titles and amounts of a Japanese calendar are in Japanese, and complete after long lines are folded."""
    event = events(build_report(small), "ja")["fund/deadline/budget@commitrack"]
    assert event["SUMMARY"] == "期限：中小企業共同事業のための400億円基金（budget）"
    assert "300億円" in event["DESCRIPTION"]


def test_a_status_without_a_figure_is_stated_once() -> None:
    """Where neither a figure nor a level is known, the description does not repeat that as the status."""
    event = events(report_of(new_commitment("plan", targets={})))["plan/deadline@commitrack"]
    assert str(event["DESCRIPTION"]).splitlines()[0] == "no report"


def test_parts_are_counted_with_their_whole() -> None:
    """Parts with the deadline and status of their whole have no events; the event of the whole gives their number."""
    plain: dict[str, Any] = {"targets": {}}
    report = report_of(
        new_commitment("whole", **plain), *(new_commitment(f"p{n}", part_of="whole", **plain) for n in range(2))
    )
    ((uid, event),) = events(report).items()
    assert uid == "whole/deadline@commitrack"
    assert "\nand 2 parts\n" in event["DESCRIPTION"]


# --- the identity of an event


def test_a_later_report_or_a_moved_deadline_keeps_the_uid() -> None:
    """A later report and a moved deadline keep the UID of an event, so that importing again creates no second event."""
    moved = new_update("a", amends=Amends(due=When(date(2028, 6, 30))), reason="r")
    commitments = new_commitment("a"), new_commitment("b", targets={})
    first = events(report_of(*commitments))
    second = events(report_of(*commitments, updates=(moved,), as_of=AS_OF + timedelta(days=30)))
    assert list(first) == ["a/deadline/n@commitrack", "b/deadline@commitrack"]
    assert second.keys() == first.keys()
    uid = "a/deadline/n@commitrack"
    assert [by_uid[uid]["DTSTART"].dt for by_uid in (first, second)] == [date(2027, 12, 31), date(2028, 6, 30)]
    assert [by_uid[uid]["DTSTAMP"].dt for by_uid in (first, second)] == [
        datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 12, 23, tzinfo=UTC),
    ]  # fmt: skip


def test_the_same_report_is_the_same_bytes(small: Snapshot) -> None:
    """Rendering a report twice gives the same calendar, with the day of the report as the only time stamp."""
    first, second = (ics.render_report(build_report(small), lang="en") for _ in range(2))
    assert first == second
    assert {event["DTSTAMP"].dt for event in events(build_report(small)).values()} == {
        datetime(2026, 11, 23, tzinfo=UTC)
    }


# --- hostile text

HOSTILE = [
    r"a\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:evil", r"a\r\nBEGIN:VALARM\r\nACTION:AUDIO", "a;b,c:d", r"back\\nslash\\",
    r"a\u2028BEGIN:VEVENT", r"a\u000BATTACH:https://evil.example", r"a\u0085X-EVIL:1",
    '\\"quoted\\"', "長" * 60, "%0D%0AX:1",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_text(snapshot_with: SnapshotWith, text: str) -> None:
    """Text of the registry adds no component or property to a calendar, and a printable title reads back unchanged."""
    snapshot = snapshot_with(text)
    report = build_report(take_snapshot(snapshot.registry, as_of=date(2025, 1, 1)), ReportRequest())
    output = ics.render_report(report, lang="en")
    calendar = Calendar.from_ical(output)
    assert [component.name for component in calendar.walk()] == ["VCALENDAR", "VEVENT", "VEVENT"]
    assert set(calendar) == {"VERSION", "PRODID", "X-WR-CALNAME"}
    for event in calendar.walk("VEVENT"):
        assert set(event) == {
            "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "TRANSP", "DESCRIPTION", "CATEGORIES",
        }  # fmt: skip
    lines = output.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert not [character for character in set(output) - {"\r", "\n"} if not character.isprintable()]
    title = snapshot.registry.commitments["whole"].title
    assert isinstance(title, dict)
    if title["en"].isprintable():
        assert str(calendar.walk("VEVENT")[0]["SUMMARY"]) == f"Due: {title['en']}"


@pytest.mark.parametrize(
    ("lang", "summaries"),
    [
        ("en", ["Due (inferred): Whole", "Due (inferred): Plan", "Due: Stated"]),
        ("ja", ["期限（推定）：Whole", "期限（推定）：Plan", "期限：Stated"]),
    ],
)
def test_inferred_deadlines_are_marked(lang: str, summaries: list[str]) -> None:
    """A day that the source does not state is marked as inferred, for a target and for a whole commitment."""
    report = report_of(
        new_commitment("whole", targets={}, due_basis=Basis.INFERRED),
        new_commitment("plan", due_basis=Basis.INFERRED),
        new_commitment("stated"),
    )
    assert [str(event["SUMMARY"]) for event in events(report, lang).values()] == summaries
