"""The highlights of a report, compared with results found by hand."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from commitrack.assess import Assessment
from commitrack.model import Amends, Commitment, CompletionLevel, Lifecycle, Target, Update, When
from commitrack.report.deadlines import DeadlineGroup
from commitrack.report.report import ReportRequest, build_report
from commitrack.report.snapshot import Snapshot

SnapshotOf = Callable[..., Snapshot]
MakeUpdate = Callable[..., Update]


def pledge(name: str, **fields: Any) -> Commitment:
    return Commitment(id=name, title=name, **fields)


def figure(update: MakeUpdate, commitment: str, on: str, **fields: Any) -> Update:
    return update(on, key=f"{commitment}-{on}", commitment=commitment, **fields)


def day(written: str) -> When:
    return When(date.fromisoformat(written))


def ids(assessments: Iterable[Assessment]) -> list[str]:
    return [assessment.commitment.id for assessment in assessments]


def test_furthest_behind_comes_first_and_three_at_most(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """The three slowest targets behind plan are listed, slowest first."""
    levels = {"slow": 10, "slower": 5, "slowest": 1, "fourth": 25, "fine": 60}
    plan = {"made": When(date(2024, 1, 1)), "due": When(date(2026, 12, 31))}
    commitments = [pledge(name, targets={"n": Target(unit="people", value=100)}, **plan) for name in levels]
    updates = [figure(update, name, "2025-07-01", actual=level) for name, level in levels.items()]
    rows = build_report(snapshot_of(commitments, updates, as_of="2025-07-01")).highlights.furthest_behind
    assert [row.assessment.commitment.id for row in rows] == ["slowest", "slower", "slow"]
    paces = [row.target.measure.pace for row in rows if row.target.measure]
    # 547 of 1,095 days are over: 1 % ÷ 49.954 %
    assert paces[0] is not None
    assert paces[0].quantize(Decimal("0.0001")) == Decimal("0.0200")


def test_newly_overdue_is_the_last_twelve_months(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """A commitment due a year ago to the day is newly overdue, and so is one withdrawn after its deadline."""
    withdrawn = figure(update, "withdrawn", "2026-06-01", lifecycle=Lifecycle.WITHDRAWN, reason="r")
    report = build_report(
        snapshot_of(
            [pledge("old", due=day("2025-11-22")), pledge("year", due=day("2025-11-23")),
             pledge("withdrawn", due=day("2026-05-31"))], [withdrawn]
        )
    )  # fmt: skip
    assert ids(report.highlights.newly_overdue) == ["year", "withdrawn"]
    assert report.highlights.overdue_since == date(2025, 11, 23)
    assert [row.assessment.commitment.id for row in report.deadlines[DeadlineGroup.OVERDUE]] == [
        "old",
        "year",
        "withdrawn",
    ]


def test_newly_overdue_since_a_day(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """With changes since a day, newly overdue is what passed its deadline since, on the day itself too, or passed it
    again after being postponed, whatever its status."""
    commitments = [
        pledge("before", due=day("2024-06-29")), pledge("of-the-day", due=day("2024-06-30")),
        pledge("after", due=day("2025-03-31")), pledge("made-since", made=day("2025-01-01"), due=day("2025-06-30")),
        pledge("postponed", due=day("2024-01-31")), pledge("suspended", due=day("2025-02-28")),
    ]  # fmt: skip
    updates = [
        figure(update, "postponed", "2024-08-01", amends=Amends(due=day("2025-01-31")), reason="r"),
        figure(update, "suspended", "2024-01-01", lifecycle=Lifecycle.SUSPENDED, reason="r"),
    ]
    since = ReportRequest(since=(date(2024, 6, 30), None))
    highlights = build_report(snapshot_of(commitments, updates), since).highlights
    assert ids(highlights.newly_overdue) == ["of-the-day", "postponed", "suspended", "after", "made-since"]
    assert highlights.overdue_since == date(2024, 6, 30)


def test_targets_that_can_be_judged(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """Of the targets of open commitments, those with a figure, a start and a deadline can be judged; the coverage
    tells “none is behind” from “nobody knows”."""
    plan = {"made": day("2024-01-01"), "due": day("2026-12-31")}
    people = Target(unit="people", value=100)
    commitments = [
        pledge("fine", targets={"n": people}, **plan), pledge("behind", targets={"n": people}, **plan),
        pledge("silent", targets={"n": people}, **plan), pledge("undated", targets={"n": people}),
        pledge("tracked", targets={"n": Target(unit="people")}, **plan), pledge("done", targets={"n": people}, **plan),
    ]  # fmt: skip
    levels = {"fine": 60, "behind": 10, "undated": 10, "tracked": 5, "done": 100}
    updates = [figure(update, name, "2025-07-01", actual=level) for name, level in levels.items()]
    highlights = build_report(snapshot_of(commitments, updates, as_of="2025-07-01")).highlights
    assert (highlights.judged.n, highlights.judged.of) == (2, 4)
    assert [row.assessment.commitment.id for row in highlights.furthest_behind] == ["behind"]


def test_longest_without_update_and_figures_gone_stale(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """Stale commitments are listed oldest first, and those with a target value also as stale figures."""
    judged = {"targets": {"n": Target(unit="people", value=100)}}
    commitments = [pledge("level"), pledge("younger", **judged), pledge("older", **judged), pledge("fresh", **judged)]
    updates = [
        figure(update, "level", "2020-01-01", completion=CompletionLevel.LIMITED),
        figure(update, "younger", "2022-01-01", actual=1),
        figure(update, "older", "2021-01-01", actual=1),
        figure(update, "fresh", "2026-11-01", actual=1),
    ]
    report = build_report(snapshot_of(commitments, updates))
    assert ids(report.highlights.longest_without_update) == ["level", "older", "younger"]
    assert ids(report.highlights.gone_stale) == ["older", "younger"]
    assert [gap.assessment.commitment.id for gap in report.stale] == ["level", "older", "younger"]


@pytest.mark.parametrize(
    "line",
    [{"note": "news"}, {"lifecycle": Lifecycle.ACTIVE, "reason": "r"}, {"amends": Amends(value=90), "reason": "r"}],
)
def test_every_kind_of_update_breaks_the_silence(
    snapshot_of: SnapshotOf, update: MakeUpdate, line: dict[str, Any]
) -> None:
    """A commitment with a recent note, decision or amendment is not among those longest without an update, though its
    figure stays stale; one whose only update is an old note is, and one without any is counted as not reported."""
    judged = {"targets": {"n": Target(unit="people", value=100)}}
    updates = [
        figure(update, "spoken", "2022-01-01", actual=1), figure(update, "spoken", "2026-11-01", **line),
        figure(update, "old-note", "2023-01-01", note="news"),
    ]  # fmt: skip
    highlights = build_report(
        snapshot_of([pledge("spoken", **judged), pledge("old-note", **judged), pledge("silent", **judged)], updates)
    ).highlights
    assert ids(highlights.longest_without_update) == ["old-note"]
    assert ids(highlights.gone_stale) == ["spoken"]
    assert (highlights.reported.n, highlights.reported.of) == (2, 3)


def test_a_level_that_is_not_maintained_is_behind(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """A broken level to maintain is among the targets that are behind, and counts as judged."""
    level = Target(value=40, unit="%", maintain=True)
    commitments = [pledge(name, targets={"n": level}, due=day("2026-12-31")) for name in ("kept", "broken", "silent")]
    updates = [figure(update, "kept", "2026-10-01", actual=41), figure(update, "broken", "2026-10-01", actual=39)]
    found = build_report(snapshot_of(commitments, updates)).highlights
    assert [row.assessment.commitment.id for row in found.furthest_behind] == ["broken"]
    assert (found.judged.n, found.judged.of) == (2, 3)


def test_coverage_is_a_partition(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """Every commitment has data, only notes, only other updates, or no report."""
    updates = [
        figure(update, "level", "2026-10-01", completion=CompletionLevel.LIMITED),
        figure(update, "noted", "2026-10-01", note="news"),
        figure(update, "suspended", "2026-10-01", lifecycle=Lifecycle.SUSPENDED, reason="r"),
    ]
    coverage = build_report(snapshot_of(map(pledge, ("level", "noted", "suspended", "silent")), updates)).coverage
    assert (coverage.n, coverage.notes_only, coverage.no_figure, coverage.no_report, coverage.of) == (1, 1, 1, 1, 4)
