"""ICS: read back as a calendar; the same deadline is the same event, whenever it is exported, and text is only text."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from msgspec.structs import replace

from commitrack.model import (
    Amends,
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

Nasty = Callable[[str], Snapshot]
AS_OF = date(2026, 11, 23)
PLAN = {"made": When(date(2024, 1, 1)), "due": When(date(2027, 12, 31))}
PEOPLE = Target(unit="people", value=100)


def pledge(name: str, **fields: Any) -> Commitment:
    return Commitment(id=name, title=name.title(), **{**PLAN, "targets": {"n": PEOPLE}, **fields})


def line(commitment: str, **fields: Any) -> Update:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Update(key=f"{commitment}-{len(fields)}", commitment=commitment, on=at.date(), recorded=at, **fields)


def made_of(*commitments: Commitment, updates: tuple[Update, ...] = (), as_of: date = AS_OF, **tables: Any) -> Report:
    registry = Registry(
        commitments={each.id: each for each in commitments}, updates={each.key: each for each in updates}, **tables
    )
    return build_report(take_snapshot(registry, as_of=as_of), digest="abc")


def events(report: Report, lang: str = "en") -> dict[str, Any]:
    """The events of the calendar by their UID, as a calendar keeps them."""
    found = Calendar.from_ical(ics.render_report(report, lang=lang)).walk("VEVENT")
    by_uid = {str(event["UID"]): event for event in found}
    assert len(by_uid) == len(found)
    return by_uid


def uids(report: Report) -> list[str]:
    return [uid.removesuffix("@commitrack") for uid in events(report)]


# --- which events there are


def test_the_small_registry(small: Snapshot) -> None:
    """Every open deadline, the overdue ones among them, a target each; and the meeting to come."""
    found = events(build_report(small))
    assert {uid: event["DTSTART"].dt.isoformat() for uid, event in found.items()} == {
        "fund-board/deadline@commitrack": "2025-12-31",
        "trainees/deadline/trainees@commitrack": "2026-09-06",
        "declaration/deadline@commitrack": "2027-03-31",
        "fund/deadline/budget@commitrack": "2029-03-31",
        "fund/deadline/projects@commitrack": "2029-03-31",
        "emissions/deadline/emissions@commitrack": "2029-12-31",
        "emissions/milestone/emissions/2026-12-31@commitrack": "2026-12-31",
        "review-2027/meeting@commitrack": "2027-02-01",
    }


def test_what_is_done_or_given_up_has_no_event() -> None:
    """Of several targets the one that is reached has none either; what is suspended still has."""
    names = ("open", "reached", "complete", "withdrawn", "superseded", "suspended")
    steps = (Lifecycle.WITHDRAWN, Lifecycle.SUPERSEDED, Lifecycle.SUSPENDED)
    two = pledge("two", targets={"reached": PEOPLE, "open": PEOPLE})
    targets: dict[str, dict[str, Target]] = {"complete": {}}
    report = made_of(
        *(pledge(name, targets=targets.get(name, {"n": PEOPLE})) for name in names), two,
        updates=(
            *[line(step, lifecycle=step, reason="r") for step in steps], line("reached", actual=100),
            line("complete", completion=CompletionLevel.COMPLETE), line("two", target="reached", actual=100),
        ),
    )  # fmt: skip
    assert uids(report) == ["open/deadline/n", "suspended/deadline/n", "two/deadline/open"]


@pytest.mark.parametrize(("on", "told"), [("2026-11-22", False), ("2026-11-23", True), ("2027-06-30", True)])
def test_milestones_to_come(on: str, told: bool) -> None:  # noqa: FBT001
    """From the day of the report on, also of what has no deadline; with what is planned for the day."""
    steps = (Milestone(on=date.fromisoformat(on), value=60),)
    report = made_of(pledge("a", due=None, targets={"n": Target(unit="people", value=100, milestones=steps)}))
    assert uids(report) == ([f"a/milestone/n/{on}"] if told else [])
    assert [str(event["SUMMARY"]) for event in events(report).values()] == ["Milestone: 60 people, A"] * told


def test_milestones_of_what_was_given_up() -> None:
    """Are no dates any more."""
    steps = (Milestone(on=date(2027, 1, 1), value=60),)
    given_up = pledge("a", targets={"n": Target(unit="people", value=100, milestones=steps)})
    assert uids(made_of(given_up, updates=(line("a", lifecycle=Lifecycle.WITHDRAWN, reason="r"),))) == []
    assert uids(made_of(given_up)) == ["a/deadline/n", "a/milestone/n/2027-01-01"]


def test_meetings_to_come() -> None:
    """A meeting of two days is to come on its second; past ones are left out. Place and note come along."""
    meetings = {
        "past": Meeting(title="Past", on=date(2026, 11, 22)),
        "running": Meeting(title={"en": "Running", "ja": "開催中"}, on=date(2026, 11, 22), until=AS_OF, place="Tokyo"),
        "far": Meeting(title="Far", on=date(2030, 1, 1), note="bring figures"),
    }
    found = events(made_of(meetings=meetings), "ja")
    assert list(found) == ["running/meeting@commitrack", "far/meeting@commitrack"]
    running, far = found.values()
    assert (running["DTSTART"].dt, running["DTEND"].dt) == (date(2026, 11, 22), date(2026, 11, 24))
    assert (str(running["SUMMARY"]), str(running["LOCATION"])) == ("開催中", "Tokyo")
    assert str(far["DESCRIPTION"]).startswith("bring figures\n2026年11月23日現在")
    assert "LOCATION" not in far


# --- what an event says


def test_an_event(small: Snapshot) -> None:
    """All day, without blocking it; title, status in a sentence, the parties to report, and categories."""
    event = events(build_report(small, digest="abc"))["fund/deadline/budget@commitrack"]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2029, 3, 31), date(2029, 4, 1))
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["SUMMARY"] == "Due: A fund of ¥40bn for joint projects of small and medium enterprises (budget)"
    assert str(event["DESCRIPTION"]).split("\n")[:3] == [
        "off track: about ¥3,500,000,000.50 of ¥30bn on 2025-03-31 (11.7%)", "Report due from Development Bank", "fund",
    ]  # fmt: skip
    assert [str(word) for word in event["CATEGORIES"].cats] == ["Deadline", "off track", "Trade and investment"]


def test_in_japanese(small: Snapshot) -> None:
    """Titles and amounts in Japanese, whole after the folding of long lines."""
    event = events(build_report(small), "ja")["fund/deadline/budget@commitrack"]
    assert event["SUMMARY"] == "期限：中小企業共同事業のための400億円基金（budget）"
    assert "300億円" in event["DESCRIPTION"]


def test_parts_are_counted_with_their_whole() -> None:
    """As in the tables: parts of one deadline and status are no events of their own."""
    plain: dict[str, Any] = {"targets": {}}
    report = made_of(pledge("whole", **plain), *(pledge(f"p{n}", part_of="whole", **plain) for n in range(2)))
    ((uid, event),) = events(report).items()
    assert uid == "whole/deadline@commitrack"
    assert "\nand 2 parts\n" in event["DESCRIPTION"]


# --- imported twice


def test_the_same_event_on_another_day() -> None:
    """A later report, and a deadline that was moved, change an event and make no second one."""
    moved = line("a", amends=Amends(due=When(date(2028, 6, 30))), reason="r")
    first = events(made_of(pledge("a"), pledge("b", targets={})))
    second = events(made_of(pledge("a"), pledge("b", targets={}), updates=(moved,), as_of=AS_OF + timedelta(days=30)))
    assert list(first) == ["a/deadline/n@commitrack", "b/deadline@commitrack"]
    assert second.keys() == first.keys()
    uid = "a/deadline/n@commitrack"
    assert [found[uid]["DTSTART"].dt for found in (first, second)] == [date(2027, 12, 31), date(2028, 6, 30)]
    assert [found[uid]["DTSTAMP"].dt for found in (first, second)] == [
        datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 12, 23, tzinfo=UTC),
    ]  # fmt: skip


def test_the_same_report_is_the_same_bytes(small: Snapshot) -> None:
    """Nothing in it is of the moment at which it was written."""
    first, second = (ics.render_report(build_report(small), lang="en") for _ in range(2))
    assert first == second
    assert {event["DTSTAMP"].dt for event in events(build_report(small)).values()} == {
        datetime(2026, 11, 23, tzinfo=UTC)
    }


# --- text is data

HOSTILE = [
    r"a\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:evil", r"a\r\nBEGIN:VALARM\r\nACTION:AUDIO", "a;b,c:d", r"back\\nslash\\",
    r"a\u2028BEGIN:VEVENT", r"a\u000BATTACH:https://evil.example", r"a\u0085X-EVIL:1",
    '\\"quoted\\"', "長" * 60, "%0D%0AX:1",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_text(nasty: Nasty, text: str) -> None:
    """As many components as there are dates, the properties we wrote, and the words read back as they were."""
    found = nasty(text)
    report = build_report(replace(found, as_of=date(2025, 1, 1)), ReportRequest())
    written = ics.render_report(report, lang="en")
    calendar = Calendar.from_ical(written)
    assert [component.name for component in calendar.walk()] == ["VCALENDAR", "VEVENT", "VEVENT"]
    assert set(calendar) == {"VERSION", "PRODID", "X-WR-CALNAME"}
    for event in calendar.walk("VEVENT"):
        assert set(event) == {
            "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "TRANSP", "DESCRIPTION", "CATEGORIES",
        }  # fmt: skip
    lines = written.split("\r\n")
    assert all(len(each.encode()) <= 75 for each in lines)
    assert not [sign for sign in set(written) - {"\r", "\n"} if not sign.isprintable()]
    title = found.registry.commitments["whole"].title
    assert isinstance(title, dict)
    if title["en"].isprintable():
        assert str(calendar.walk("VEVENT")[0]["SUMMARY"]) == f"Due: {title['en']}"
