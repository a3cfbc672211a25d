"""The head, the highlights and the footer of a report as text."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from commitrack import __version__
from commitrack.assess import Status
from commitrack.language import localize
from commitrack.model import Commitment, CompletionLevel, Meeting, Registry, Settings, Target, Update, When
from commitrack.report.report import Report, ReportRequest, build_report
from commitrack.report.snapshot import Snapshot, take_snapshot
from commitrack.wording.highlights import Highlight, footer, head, highlights

SnapshotOf = Callable[..., Snapshot]
MakeUpdate = Callable[..., Update]

PLAN = {"made": When(date(2024, 1, 1)), "due": When(date(2025, 12, 31))}


def pledge(name: str, **fields: Any) -> Commitment:
    target = {"n": Target(unit="people", value=1000)}
    return Commitment(id=name, title={"en": name.title(), "ja": f"{name}約束"}, **{"targets": target, **PLAN, **fields})


def record(update: MakeUpdate, commitment: str, on: str, **fields: Any) -> Update:
    return update(on, key=f"{commitment}-{on}", commitment=commitment, **fields)


def head_of(report: Report, lang: str = "en") -> dict[str, str]:
    return {label.to(lang): localize(value, lang) for label, value in head(report)}


def lines(report: Report, lang: str = "en") -> dict[str, list[tuple[str, str, Status]]]:
    return {
        highlight.label.to(lang): [
            (line.assessment.commitment.id, line.sentence.to(lang), line.status) for line in highlight.lines
        ]
        for highlight in highlights(report)
    }


def test_head(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """The head has the report date, the next meeting, the coverage, and the query if there is one."""
    meetings = {"review": Meeting(title={"en": "Review", "ja": "検討会合"}, on=date(2024, 12, 31))}
    snapshot = snapshot_of(
        [pledge("a"), pledge("b")], [record(update, "a", "2024-06-01", actual=5)], as_of="2024-12-01", meetings=meetings
    )
    assert list(head_of(build_report(snapshot)).items()) == [
        ("As of", "2024-12-01"),
        ("Next meeting", "Review (review), 2024-12-31, in 30 days"),
        ("Coverage", "1 of 2 commitments have a figure or a completion level; no report: 1"),
        ("Numeric targets", "1 of 2 with a figure"),
    ]
    narrowed = head_of(build_report(snapshot, ReportRequest(query=("id:b",))), "ja")
    noted = snapshot_of([pledge("a"), pledge("b"), pledge("c")], [record(update, "a", "2024-06-01", note="news")])
    assert head_of(build_report(noted))["Coverage"] == (
        "0 of 3 commitments have a figure or a completion level; notes only: 1; no report: 2"
    )
    assert narrowed["次回会合"] == "検討会合（review）、2024年12月31日、30日後"
    assert narrowed["把握状況"].startswith("コミットメント1件中0件")
    assert narrowed["抽出条件"] == "id:b"


def test_head_and_foot_show_what_was_known() -> None:
    """Head and footer show the day by which updates were recorded, if the report has such a limit."""
    registry = Registry(commitments={"a": pledge("a")}, settings=Settings())
    snapshot = take_snapshot(registry, as_of=date(2024, 12, 1), known=datetime(2024, 6, 30, 23, 59, tzinfo=UTC))
    report = build_report(snapshot, digest="0123456789abcdef0123")
    assert head_of(report)["Data cut-off"] == "only updates recorded by 2024-06-30"
    assert head_of(report)["Next meeting"] == "none in the registry"
    version = f"commitrack {__version__}"
    assert footer(report) == f"as of 2024-12-01 · recorded by 2024-06-30 · {version} · registry sha256 0123456789abcdef"
    everything = build_report(take_snapshot(registry, as_of=date(2024, 12, 1)), digest="abc")
    assert footer(everything) == f"as of 2024-12-01 · {version} · registry sha256 abc"
    assert "Data cut-off" not in head_of(everything)


def test_a_highlight_without_lines_has_a_sentence(snapshot_of: SnapshotOf) -> None:
    """Each highlight without commitments has a sentence that states so; nothing unconfirmed is not mentioned."""
    report = build_report(snapshot_of([pledge("a", targets={}, due=None)], as_of="2024-12-01"))
    assert [(highlight.label, highlight.lines, highlight.empty) for highlight in highlights(report)] == [
        ("Newly overdue since 2023-12-01", (), "nothing became overdue"),
        ("Furthest behind", (), "no targets in this report"),
        ("Longest without an update", (), "no report on the 1 open commitment"),
        ("Stale figures", (), "no targets with a stale figure"),
        ("No figure reported", (), "no targets in this report"),
    ]


def test_newly_overdue(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """A newly overdue commitment is shown with its deadline and its figure, its completion level or neither."""
    commitments = [pledge("figure"), pledge("level", targets={}), pledge("nothing", targets={})]
    updates = [
        record(update, "figure", "2025-12-31", actual=400),
        record(update, "level", "2025-11-30", completion=CompletionLevel.SUBSTANTIAL)
    ]  # fmt: skip
    report = build_report(snapshot_of(commitments, updates, as_of="2026-01-10"))
    assert lines(report)["Newly overdue since 2025-01-10"] == [
        ("figure", "due 2025-12-31, 10 days ago; 400 of 1,000 people on 2025-12-31 (40%)", Status.OVERDUE),
        ("level", "due 2025-12-31, 10 days ago; substantial on 2025-11-30", Status.OVERDUE),
        ("nothing", "due 2025-12-31, 10 days ago; no report", Status.OVERDUE),
    ]


@pytest.mark.parametrize(
    ("commitments", "levels", "sentence"),
    [
        (["a", "b"], {}, "none can be judged: 0 of 2 targets have both a figure and a deadline"),
        (["a", "b", "c"], {"a": 600}, "no target is behind; 1 of 3 can be judged"),
    ],
)
def test_nothing_is_behind_only_as_far_as_it_can_be_judged(
    snapshot_of: SnapshotOf, update: MakeUpdate, commitments: list[str], levels: dict[str, int], sentence: str
) -> None:
    """Without a target behind plan, the sentence has the number of targets that could be judged."""
    updates = [record(update, name, "2024-12-31", actual=level) for name, level in levels.items()]
    report = build_report(snapshot_of(map(pledge, commitments), updates, as_of="2024-12-31"))
    assert {highlight.label.to("en"): highlight.empty for highlight in highlights(report)}[
        "Furthest behind"
    ] == sentence


def test_nothing_is_silent_only_among_what_is_reported(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """Without an old update, the sentence has the number of commitments that have an update at all."""
    updates = [record(update, "a", "2024-12-31", note="news")]
    report = build_report(snapshot_of([pledge("a"), pledge("b")], updates, as_of="2025-01-10"))
    sentence = {highlight.label.to("en"): highlight.empty for highlight in highlights(report)}[
        "Longest without an update"
    ]
    assert sentence == "none older than 12 months among the 1 of 2 with a report"


def test_overdue_since_the_day_of_comparison(snapshot_of: SnapshotOf) -> None:
    """With changes since a day, the heading of the newly overdue commitments has that day."""
    since = ReportRequest(since=(date(2025, 6, 30), None))
    report = build_report(snapshot_of([pledge("a", targets={})], as_of="2026-06-30"), since)
    assert lines(report)["Newly overdue since 2025-06-30"] == [
        ("a", "due 2025-12-31, 6 months ago; no report", Status.OVERDUE),
    ]  # fmt: skip


def test_unconfirmed(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """A target that was on plan by a figure that is too old is shown with that figure and the plan of today."""
    report = build_report(
        snapshot_of([pledge("a")], [record(update, "a", "2024-12-31", actual=500)], as_of="2025-12-30")
    )
    assert lines(report)["Unconfirmed"] == [
        ("a", "500 of 1,000 people on 2024-12-31 (50%); kept pace on 2024-12-31; time elapsed now 99.9%",
         Status.UNCONFIRMED),
    ]  # fmt: skip


def test_furthest_behind(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """A commitment behind plan is shown with the required and the observed rate, and with its status."""
    # 365 of 730 days on 31 December 2024: 100 people in 12 months, 900 in the twelve that are left
    report = build_report(
        snapshot_of([pledge("a")], [record(update, "a", "2024-12-31", actual=100)], as_of="2024-12-31")
    )
    assert lines(report)["Furthest behind"] == [
        ("a",
         "required 75 people per month, observed 8.34 (0.11×); at this pace, 200 of 1,000 people by 2025-12-31",
         Status.OFF_TRACK),
    ]  # fmt: skip


def test_longest_without_update_and_unreported(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """Stale commitments are shown with their latest figure, and targets without one with their value."""
    updates = [record(update, "old", "2024-01-31", actual=400)]
    report = build_report(
        snapshot_of([pledge("old", due=When(2030)), pledge("never", due=When(2030))], updates, as_of="2025-06-01")
    )
    assert lines(report)["Longest without an update"] == [("old", "2024-01-31, over 16 months ago", Status.AT_RISK)]
    assert lines(report)["No figure reported"] == [("never", "1,000 people", Status.NO_REPORT)]
    assert "1,000人" in lines(report, "ja")["実績値の報告がないもの"][0][1]


def test_lines_beyond_the_tenth_are_counted(snapshot_of: SnapshotOf) -> None:
    """A highlight shows ten lines, or as many as requested, and counts the others."""
    report = build_report(snapshot_of([pledge(f"p{n}") for n in range(13)], as_of="2024-12-01"))

    def counted(*shown: Highlight) -> dict[str, tuple[int, int]]:
        return {highlight.label: (len(highlight.lines), highlight.more) for highlight in shown if highlight.lines}

    assert counted(*highlights(report)) == {"No figure reported": (10, 3)}
    assert counted(*highlights(report, most=3)) == {"No figure reported": (3, 10)}


def test_a_figure_and_a_deadline_may_be_too_old_to_judge(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """If a target has a figure and a deadline, but cannot be judged, the sentence says what is missing."""
    updates = [record(update, "a", "2024-12-31", actual=500)]
    report = build_report(snapshot_of([pledge("a"), pledge("b")], updates, as_of="2025-12-30"))
    empty = {highlight.label.to("en"): highlight.empty for highlight in highlights(report)}["Furthest behind"]
    assert empty == (
        "none can be judged: 1 of 2 targets have both a figure and a deadline, but no recent figure to compare"
    )


def test_the_note_of_the_registry_is_in_the_head(snapshot_of: SnapshotOf) -> None:
    """What readers must know about the registry ends the head of its report, in their language."""
    note = {"en": "The choice is ours.", "ja": "選定は当方による。"}
    report = build_report(snapshot_of([pledge("a")], settings=Settings(note=note)))
    assert list(head_of(report).items())[-1] == ("Note", "The choice is ours.")
    assert list(head_of(report, "ja").values())[-1] == "選定は当方による。"
    assert "Note" not in head_of(build_report(snapshot_of([pledge("a")])))
