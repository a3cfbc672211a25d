"""The report on the shipped registry on two days."""

from collections.abc import Callable
from datetime import date

import pytest
from msgspec import structs

from commitrack.assess import Delivery, Freshness, Schedule, Status
from commitrack.report.report import Report, build_report
from commitrack.report.snapshot import Snapshot, take_snapshot

Shipped = Callable[[str], Snapshot]


@pytest.fixture(scope="module")
def today(shipped: Shipped) -> Report:
    return build_report(shipped("2026-11-23"))


@pytest.fixture(scope="module")
def early(shipped: Shipped) -> Report:
    return build_report(shipped("2024-01-31"))


def test_the_trainees_are_overdue_and_no_figure_is_known(today: Report) -> None:
    """5,000 trainees were due on 6 September 2026; nobody reported a figure, and that is never 0 %."""
    row = next(row for row in today.overdue if row.assessment.commitment.id == "connectivity-5000-trainees")
    assessment = row.assessment
    assert (row.due, row.days) == (date(2026, 9, 6), -78)
    assert (assessment.status, assessment.schedule, assessment.delivery) == (
        Status.OVERDUE,
        Schedule.OVERDUE,
        Delivery.UNKNOWN,
    )
    assert assessment.targets[0].latest is None
    assert assessment.targets[0].measure is not None
    assert assessment.targets[0].measure.achieved is None
    assert [a.commitment.id for a in today.highlights.newly_overdue] == ["connectivity-5000-trainees"]
    assert "connectivity-5000-trainees" in {row.assessment.commitment.id for row in today.highlights.unreported}


def test_the_implementation_plan_is_at_108_of_130_and_stale(today: Report) -> None:
    """The plan's figure is of 26 October 2025, more than a year old."""
    row = next(row for row in today.completion if row.assessment.commitment.id == "implementation-plan")
    latest, terms = row.target.latest, row.target.terms
    assert latest is not None
    assert terms is not None
    assert (latest.level, terms.value, latest.on) == (108, 130, date(2025, 10, 26))
    assert row.assessment.freshness is Freshness.STALE
    assert "implementation-plan" in {gap.assessment.commitment.id for gap in today.stale}
    assert [a.commitment.id for a in today.highlights.gone_stale] == ["implementation-plan"]


def test_the_35_billion_have_no_figure(today: Report) -> None:
    """US$35bn were promised; no figure is known, and the report names it so."""
    row = next(row for row in today.highlights.unreported if row.assessment.commitment.id == "private-investment-35bn")
    assert row.target.terms is not None
    assert (row.target.terms.value, row.target.target.unit, row.target.latest) == (35_000_000_000, "USD", None)
    assert "private-investment-35bn" in {gap.assessment.commitment.id for gap in today.without_data}


def test_coverage(today: Report, early: Report) -> None:
    """So many of so many have a figure or a level: notes do not count."""
    with_data = {
        update.commitment
        for update in today.snapshot.registry.updates.values()
        if update.actual is not None or update.completion is not None
    }
    assert (today.coverage.n, today.coverage.of) == (12, 135)
    assert len(with_data) == 12
    # by then JAIF, AZEC and JASMINE
    assert (early.coverage.n, early.coverage.of) == (3, 135)


def test_every_commitment_is_counted_once_by_pillar(today: Report) -> None:
    """Three pillars and those of none make up all 135, and so do their statuses."""
    assert [row.name for row in today.pillars] == ["heart-to-heart", "co-creation", "peace-stability", None]
    assert sum(row.total for row in today.pillars) == 135
    assert all(sum(row.statuses.values()) == row.total for row in today.pillars)
    assert sum(row.with_data for row in today.pillars) == today.coverage.n


def test_no_meeting_is_to_come(today: Report) -> None:
    """All meetings of the registry are past, and the report says None rather than inventing one."""
    assert today.next_meeting is None


def test_parts_that_share_a_deadline_are_counted_not_listed(today: Report) -> None:
    """The sports declaration is listed once, with its 8 parts counted."""
    later = {row.assessment.commitment.id: row for row in today.later}
    assert later["sports-declaration"].parts == 8
    assert later["transport-action-plan"].parts == 6
    parts = {part.commitment.id for part in today.snapshot.all_parts("sports-declaration")}
    assert len(parts) == 8
    assert not parts & later.keys()


def test_deadlines_are_in_the_section_of_their_day(today: Report) -> None:
    """Overdue before today, soon within twelve months, later after that; each in order."""
    assert [row.assessment.commitment.id for row in today.overdue] == [
        "digital-work-plan-2023", "connectivity-5000-trainees",
    ]  # fmt: skip
    assert today.soon == ()
    assert [row.due for row in today.later] == sorted(row.due for row in today.later)
    assert all(row.due > date(2027, 11, 23) for row in today.later)


def test_gaps_name_the_reporting_parties(today: Report) -> None:
    """Every gap names the parties to report: who implements, else who is responsible."""
    parties = {gap.assessment.commitment.id: gap.parties for gap in (*today.stale, *today.without_data)}
    assert parties["ajccbc-training"] == ("ajccbc",)
    assert parties["connectivity-5000-trainees"] == ("japan",)
    assert parties["implementation-plan"] == ("japan", "asean")
    assert all(parties.values())


def test_without_data_lists_headlines_and_counts_the_rest(today: Report) -> None:
    """Only key commitments are listed; their silent parts are counted, and all silent ones in one number."""
    heads = {a.commitment.id for a in today.snapshot.headlines()}
    listed = {gap.assessment.commitment.id: gap for gap in today.without_data}
    assert listed.keys() <= heads
    assert listed["connectivity-initiative"].parts == 6
    unreported = sum(a.updated is None for a in today.snapshot.assessments.values())
    assert today.unreported == unreported == 135 - today.coverage.n


def test_in_january_2024_nothing_later_is_known(early: Report) -> None:
    """As of 31 January 2024 no update of a later day shows in any figure, level, or history."""
    assert all(a.as_of == date(2024, 1, 31) for a in early.snapshot.assessments.values())
    seen = [update.on for a in early.snapshot.assessments.values() for update in a.history.counted]
    assert seen
    assert max(seen) <= date(2024, 1, 31)
    plan = next(row for row in early.completion if row.assessment.commitment.id == "implementation-plan")
    assert plan.target.latest is None
    assert [row.assessment.commitment.id for row in early.overdue] == ["digital-work-plan-2023"]
    assert early.stale == ()


def test_in_january_2024_the_report_is_that_of_a_shorter_journal(early: Report) -> None:
    """Cutting the journal after that day changes nothing of what the report says."""
    registry = early.snapshot.registry
    cut = {key: update for key, update in registry.updates.items() if update.on <= date(2024, 1, 31)}
    assert 0 < len(cut) < len(registry.updates)
    shorter = structs.replace(registry, updates=cut)
    again = build_report(take_snapshot(shorter, as_of=date(2024, 1, 31)))
    assert structs.replace(again, snapshot=early.snapshot) == early
