"""The report on registries made for it: one rule at a time."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from commitrack.errors import UsageError
from commitrack.model import Commitment, CompletionLevel, Lifecycle, Meeting, Parties, Pillar, Target, Update, When
from commitrack.report.report import ReportRequest, build_report
from commitrack.report.snapshot import Snapshot

Surveyed = Callable[..., Snapshot]
Line = Callable[..., Update]


def pledge(name: str, **fields: Any) -> Commitment:
    return Commitment(id=name, title=name, **fields)


def figure(line: Line, commitment: str, on: str, **fields: Any) -> Update:
    return line(on, key=f"{commitment}-{on}", commitment=commitment, **fields)


@pytest.mark.parametrize(
    ("as_of", "name"),
    [("2026-01-01", "spring"), ("2026-05-02", "spring"), ("2026-05-03", "autumn"), ("2026-10-02", None)],
)
def test_next_meeting(surveyed: Surveyed, as_of: str, name: str | None) -> None:
    """The nearest one to come; a meeting of two days is still to come on its second."""
    meetings = {
        "autumn": Meeting(title="Autumn", on=date(2026, 10, 1)),
        "spring": Meeting(title="Spring", on=date(2026, 5, 1), until=date(2026, 5, 2)),
    }
    found = build_report(surveyed([pledge("a")], as_of=as_of, meetings=meetings)).next_meeting
    assert (found[0] if found else None) == name


@pytest.mark.parametrize(
    ("due", "section"),
    [("2026-11-22", "overdue"), ("2026-11-23", "soon"), ("2027-11-23", "soon"), ("2027-11-24", "later")],
)
def test_sections_of_deadlines(surveyed: Surveyed, due: str, section: str) -> None:
    """A due date is the whole of its day, and twelve months end on the same day of next year."""
    report = build_report(surveyed([pledge("a", due=When(date.fromisoformat(due)))]))
    found = {name: [row.assessment.commitment.id for row in getattr(report, name)] for name in
             ("overdue", "soon", "later")}  # fmt: skip
    assert found == {name: ["a"] if name == section else [] for name in found}


def test_parts_are_counted_with_the_outermost_whole(surveyed: Surveyed) -> None:
    """Parts, and parts of parts, of one deadline and status are counted; a part of another day stands itself."""
    due = When(2030)
    report = build_report(surveyed([
        pledge("whole", due=due),
        pledge("part", part_of="whole", due=due),
        pledge("part-of-part", part_of="part", due=due),
        pledge("other-day", part_of="whole", due=When(2031)),
        pledge("with-figure", part_of="whole", due=due, targets={"n": Target(unit="people", value=1)}),
    ]))  # fmt: skip
    assert [(row.assessment.commitment.id, row.parts) for row in report.later] == [
        ("whole", 2), ("with-figure", 0), ("other-day", 0),
    ]  # fmt: skip


def test_what_is_done_or_withdrawn_has_no_deadline_any_more(surveyed: Surveyed, line: Line) -> None:
    """Nothing is owed by a fulfilled, withdrawn or superseded commitment; a suspended one still shows."""
    due = When(date(2026, 1, 1))
    steps = [
        figure(line, step, "2025-06-01", lifecycle=step, reason="r")
        for step in (Lifecycle.WITHDRAWN, Lifecycle.SUPERSEDED, Lifecycle.SUSPENDED)
    ]
    done = figure(line, "done", "2025-06-01", completion=CompletionLevel.COMPLETE)
    names = ("withdrawn", "superseded", "suspended", "done", "open")
    report = build_report(surveyed([pledge(name, due=due) for name in names], [*steps, done]))
    assert {row.assessment.commitment.id for row in report.overdue} == {"suspended", "open"}


def test_furthest_behind_comes_first_and_three_at_most(surveyed: Surveyed, line: Line) -> None:
    """By pace, slowest first; what is on track is not among them."""
    levels = {"slow": 10, "slower": 5, "slowest": 1, "fourth": 25, "fine": 60}
    plan = {"made": When(date(2024, 1, 1)), "due": When(date(2026, 12, 31))}
    commitments = [pledge(name, targets={"n": Target(unit="people", value=100)}, **plan) for name in levels]
    updates = [figure(line, name, "2025-07-01", actual=level) for name, level in levels.items()]
    found = build_report(surveyed(commitments, updates, as_of="2025-07-01")).must_know.furthest_behind
    assert [row.assessment.commitment.id for row in found] == ["slowest", "slower", "slow"]
    paces = [row.target.measure.pace for row in found if row.target.measure]
    # 547 of 1,095 days are over: 1 % ÷ 49.954 %
    assert paces[0] is not None
    assert paces[0].quantize(Decimal("0.0001")) == Decimal("0.0200")


def test_newly_overdue_is_the_last_twelve_months(surveyed: Surveyed) -> None:
    """What has been overdue for more than a year is under deadlines, and no news."""
    report = build_report(surveyed([
        pledge("old", due=When(date(2025, 11, 23))), pledge("new", due=When(date(2025, 11, 24))),
    ]))  # fmt: skip
    assert [a.commitment.id for a in report.must_know.newly_overdue] == ["new"]
    assert [row.assessment.commitment.id for row in report.overdue] == ["old", "new"]


def test_longest_silent_and_figures_gone_stale(surveyed: Surveyed, line: Line) -> None:
    """The longest silent come first, whatever they are; figures that are to be reached stand apart once more."""
    judged = {"targets": {"n": Target(unit="people", value=100)}}
    commitments = [pledge("level"), pledge("younger", **judged), pledge("older", **judged), pledge("fresh", **judged)]
    updates = [
        figure(line, "level", "2020-01-01", completion=CompletionLevel.LIMITED),
        figure(line, "younger", "2022-01-01", actual=1),
        figure(line, "older", "2021-01-01", actual=1),
        figure(line, "fresh", "2026-11-01", actual=1),
    ]
    report = build_report(surveyed(commitments, updates))
    assert [a.commitment.id for a in report.must_know.longest_silent] == ["level", "older", "younger"]
    assert [a.commitment.id for a in report.must_know.gone_stale] == ["older", "younger"]
    assert [gap.assessment.commitment.id for gap in report.stale] == ["level", "older", "younger"]


def test_notes_are_no_data(surveyed: Surveyed, line: Line) -> None:
    """A commitment of which only notes are known counts as silent."""
    report = build_report(surveyed([pledge("a"), pledge("b")], [figure(line, "a", "2026-11-01", note="launched")]))
    assert (report.coverage.n, report.coverage.of, report.silent) == (0, 2, 2)


def test_a_query_narrows_every_section(surveyed: Surveyed) -> None:
    """Counts, deadlines and gaps are those of the commitments asked for, and the words are kept."""
    due = When(2030)
    snapshot = surveyed(
        [pledge("alpha", due=due, pillar="p"), pledge("beta", due=due)], pillars={"p": Pillar(title="P")}
    )
    report = build_report(snapshot, ReportRequest(query=("alpha",)), digest="d")
    assert report.coverage.of == 1
    assert [row.assessment.commitment.id for row in report.later] == ["alpha"]
    assert [row.name for row in report.pillars] == ["p"]
    assert [gap.assessment.commitment.id for gap in report.without_data] == ["alpha"]
    assert (report.query, report.digest) == (("alpha",), "d")
    with pytest.raises(UsageError, match="not a field"):
        build_report(snapshot, ReportRequest(query=("nothing:here",)))


def test_owing_falls_back_to_the_whole(surveyed: Surveyed) -> None:
    """Who delivers owes word, else who promised, else those of the whole."""
    both = Parties(responsible=("promiser",), implementing=("doer",))
    snapshot = surveyed([
        pledge("whole", parties=Parties(responsible=("promiser",))), pledge("part", part_of="whole"),
        pledge("done-by", parties=both), pledge("nobody"),
    ])  # fmt: skip
    owing = {a.commitment.id: snapshot.owing(a.commitment) for a in snapshot.assessments.values()}
    assert owing == {"whole": ("promiser",), "part": ("promiser",), "done-by": ("doer",), "nobody": ()}


def test_standing_names_every_section_of_a_commitment(surveyed: Surveyed) -> None:
    """The index behind CSV and JSON: each commitment of the tables with the sections it stands in."""
    late = pledge("late", due=When(2020), targets={"n": Target(unit="people", value=1)})
    report = build_report(surveyed([late, pledge("quiet")]))
    assert report.standing() == {"late": ["overdue", "completion", "without_data"], "quiet": ["without_data"]}
