"""The lines before the tables, word for word: head, what must be known, and the foot."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from commitrack import __version__
from commitrack.assess import Status
from commitrack.model import Commitment, CompletionLevel, Meeting, Registry, Settings, Target, Update, When
from commitrack.report.headlines import foot, head, headlines
from commitrack.report.report import Report, ReportRequest, build_report
from commitrack.report.snapshot import Snapshot, take_snapshot

Surveyed = Callable[..., Snapshot]
Line = Callable[..., Update]

PLAN = {"made": When(date(2024, 1, 1)), "due": When(date(2025, 12, 31))}


def pledge(name: str, **fields: Any) -> Commitment:
    target = {"n": Target(unit="people", value=1000)}
    return Commitment(id=name, title={"en": name.title(), "ja": f"{name}約束"}, **{"targets": target, **PLAN, **fields})


def of(line: Line, commitment: str, on: str, **fields: Any) -> Update:
    return line(on, key=f"{commitment}-{on}", commitment=commitment, **fields)


def said(report: Report, *, lang: str = "en") -> dict[str, list[tuple[str, str, Status]]]:
    return {
        each.label: [(line.assessment.commitment.id, line.words, line.status) for line in each.lines]
        for each in headlines(report, lang=lang)
    }


def test_head(surveyed: Surveyed, line: Line) -> None:
    """The day, the meeting with how far away it is, the coverage, and the query where there is one."""
    meetings = {"review": Meeting(title={"en": "Review", "ja": "検討会合"}, on=date(2024, 12, 31))}
    snapshot = surveyed(
        [pledge("a"), pledge("b")], [of(line, "a", "2024-06-01", actual=5)], as_of="2024-12-01", meetings=meetings
    )
    assert list(head(build_report(snapshot), lang="en")) == [
        ("As of", "2024-12-01"),
        ("Next meeting", "Review (review), 2024-12-31, in 30 days"),
        ("Coverage", "1 of 2 commitments have a figure or a level of completion"),
    ]
    narrowed = dict(head(build_report(snapshot, ReportRequest(query=("id:b",))), lang="ja"))
    assert narrowed["次回会合"] == "検討会合（review）、2024年12月31日、30日後"
    assert narrowed["把握状況"].startswith("コミットメント1件中0件")
    assert narrowed["対象"] == "id:b"


def test_what_was_known_stands_in_head_and_foot() -> None:
    """Of a report of what had been recorded by a day, both say which."""
    registry = Registry(commitments={"a": pledge("a")}, settings=Settings())
    found = take_snapshot(registry, as_of=date(2024, 12, 1), known=datetime(2024, 6, 30, 23, 59, tzinfo=UTC))
    report = build_report(found, digest="0123456789abcdef0123")
    assert dict(head(report, lang="en"))["Known"] == "only what had been recorded by 2024-06-30"
    assert dict(head(report, lang="en"))["Next meeting"] == "none in the registry"
    version = f"commitrack {__version__}"
    assert (
        foot(report, lang="en") == f"as of 2024-12-01 · known 2024-06-30 · {version} · registry sha256 0123456789abcdef"
    )
    everything = build_report(take_snapshot(registry, as_of=date(2024, 12, 1)), digest="abc")
    assert foot(everything, lang="en") == f"as of 2024-12-01 · {version} · registry sha256 abc"
    assert "Known" not in dict(head(everything, lang="en"))


def test_nothing_to_say_is_said(surveyed: Surveyed) -> None:
    """A registry of nothing that runs has five sentences and no line."""
    report = build_report(surveyed([pledge("a", targets={}, due=None)], as_of="2024-12-01"))
    assert [(each.label, each.lines, each.otherwise) for each in headlines(report, lang="en")] == [
        ("Newly overdue", (), "nothing became overdue in the last 12 months"),
        ("Furthest behind", (), "no figure is behind its plan"),
        ("Longest silent", (), "no figure is stale"),
        ("Figures gone stale", (), "no target rests on an old figure"),
        ("No figure known", (), "no target here"),
    ]


def test_newly_overdue(surveyed: Surveyed, line: Line) -> None:
    """When it was due, and what is known of it: a figure, a level, or nothing."""
    commitments = [pledge("figure"), pledge("level", targets={}), pledge("nothing", targets={})]
    updates = [
        of(line, "figure", "2025-12-31", actual=400),
        of(line, "level", "2025-11-30", completion=CompletionLevel.SUBSTANTIAL)
    ]  # fmt: skip
    assert said(build_report(surveyed(commitments, updates, as_of="2026-01-10")))["Newly overdue"] == [
        ("figure", "due 2025-12-31, 10 days ago; 400 of 1,000 people on 2025-12-31 (40%)", Status.OVERDUE),
        ("level", "due 2025-12-31, 10 days ago; substantial on 2025-11-30", Status.OVERDUE),
        ("nothing", "due 2025-12-31, 10 days ago; nothing reported", Status.OVERDUE),
    ]


def test_furthest_behind(surveyed: Surveyed, line: Line) -> None:
    """The rate it had and the rate it needs, under the colour of its status."""
    # 365 of 730 days on 31 December 2024: 100 people in 12 months, 900 in the twelve that are left
    report = build_report(surveyed([pledge("a")], [of(line, "a", "2024-12-31", actual=100)], as_of="2024-12-31"))
    assert said(report)["Furthest behind"] == [
        ("a", "needs 75 people a month, had 8.34 (0.11×); at this pace 200 of 1,000 people by 2025-12-31",
         Status.OFF_TRACK),
    ]  # fmt: skip


def test_longest_silent_and_unreported(surveyed: Surveyed, line: Line) -> None:
    """What was last heard, and of what nobody ever gave a figure; amounts as each language writes them."""
    updates = [of(line, "old", "2024-01-31", actual=400)]
    report = build_report(
        surveyed([pledge("old", due=When(2030)), pledge("never", due=When(2030))], updates, as_of="2025-06-01")
    )
    assert said(report)["Longest silent"] == [("old", "400 of 1,000 people on 2024-01-31 (40%)", Status.AT_RISK)]
    assert said(report)["No figure known"] == [("never", "no figure known for 1,000 people", Status.NO_DATA)]
    assert "1,000人" in said(report, lang="ja")["実績値が不明なもの"][0][1]


def test_more_lines_than_anybody_reads_are_counted(surveyed: Surveyed) -> None:
    """Ten stand there; how many more there are is said, for the tables have them all."""
    found = headlines(build_report(surveyed([pledge(f"p{n}") for n in range(13)], as_of="2024-12-01")), lang="en")
    assert {each.label: (len(each.lines), each.more) for each in found if each.lines} == {"No figure known": (10, 3)}
