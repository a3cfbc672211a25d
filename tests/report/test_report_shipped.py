"""The report on the shipped registry as of two days."""

from collections.abc import Callable
from datetime import date

import pytest
from msgspec import structs

from commitrack.assess import Delivery, Freshness, Schedule, Status
from commitrack.report.coverage import Coverage
from commitrack.report.deadlines import DeadlineGroup
from commitrack.report.report import Report, build_report
from commitrack.report.snapshot import Snapshot, take_snapshot
from commitrack.views.sections import SECTIONS
from commitrack.wording.commitments import responsible

Shipped = Callable[[str], Snapshot]


@pytest.fixture(scope="module")
def today(shipped: Shipped) -> Report:
    return build_report(shipped("2026-11-23"))


@pytest.fixture(scope="module")
def early(shipped: Shipped) -> Report:
    return build_report(shipped("2024-01-31"))


def test_the_trainees_are_overdue_and_no_figure_is_known(today: Report) -> None:
    """The 5,000 trainees were due on 6 September 2026; without a reported figure they are overdue, and not at 0 %."""
    row = next(
        row
        for row in today.deadlines[DeadlineGroup.OVERDUE]
        if row.assessment.commitment.id == "connectivity-5000-trainees"
    )
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
    """The figure of the implementation plan is of 26 October 2025, and stale after more than a year."""
    row = next(row for row in today.completion if row.assessment.commitment.id == "implementation-plan")
    latest, terms = row.target.latest, row.target.terms
    assert latest is not None
    assert terms is not None
    assert (latest.level, terms.value, latest.on) == (108, 130, date(2025, 10, 26))
    assert row.assessment.freshness is Freshness.STALE
    assert "implementation-plan" in {gap.assessment.commitment.id for gap in today.stale}
    assert [a.commitment.id for a in today.highlights.gone_stale] == ["implementation-plan"]


def test_the_35_billion_have_no_figure(today: Report) -> None:
    """The US$35bn of private investment have no figure, and the report lists them as unreported."""
    row = next(row for row in today.highlights.unreported if row.assessment.commitment.id == "private-investment-35bn")
    assert row.target.terms is not None
    assert (row.target.terms.value, row.target.target.unit, row.target.latest) == (35_000_000_000, "USD", None)
    assert "private-investment-35bn" in {gap.assessment.commitment.id for gap in today.without_data}


def test_coverage(today: Report, early: Report) -> None:
    """Coverage counts commitments without parts, of which some have a figure or a level, and targets apart."""
    coverage, chosen = today.coverage, today.chosen
    assert coverage.of + coverage.with_parts + coverage.counted_with == len(chosen)
    assert coverage.with_parts == sum(bool(today.snapshot.direct_parts(a.commitment.id)) for a in chosen)
    assert coverage.counted_with == 7
    without_parts = [a for a in today.counted if not today.snapshot.direct_parts(a.commitment.id)]
    assert coverage.n == sum(a.updated is not None for a in without_parts) > 0
    assert coverage.targets == Coverage(1, 7)
    # on 31 January 2024: a figure of JAIF and levels of AZEC and JASMINE, which all have parts
    assert (early.coverage.n, early.coverage.targets) == (0, Coverage(0, 7))


def test_every_commitment_is_counted_once_by_pillar(today: Report) -> None:
    """The commitments with and without a pillar add up to all, and the statuses to the total of each row."""
    assert [row.name for row in today.pillars] == ["heart-to-heart", "co-creation", "peace-stability", None]
    assert sum(row.total for row in today.pillars) == len(today.counted)
    assert all(sum(row.statuses.values()) == row.total for row in today.pillars)
    assert sum(row.with_data for row in today.pillars) == today.coverage.n


def test_all_areas_appear(today: Report) -> None:
    """All 31 areas of the document are counted, also those under which nothing was promised."""
    named = [row for row in today.areas if row.name is not None]
    assert len(named) == 31
    nothing = {row.name for row in named if row.total == 0}
    assert nothing == {"health", "disinformation", "immigration-control", "peacebuilding"}
    assert all(row.inferred == row.total for row in named)


def test_there_is_no_next_meeting(today: Report) -> None:
    """All meetings of the registry are in the past, so the report has no next meeting."""
    assert today.next_meeting is None


def test_parts_that_share_a_deadline_are_counted_not_listed(today: Report) -> None:
    """The sports declaration is listed once, with its eight parts counted."""
    later = {row.assessment.commitment.id: row for row in today.deadlines[DeadlineGroup.LATER]}
    assert later["sports-declaration"].parts == 8
    assert later["transport-action-plan"].parts == 6
    parts = {part.commitment.id for part in today.snapshot.all_parts("sports-declaration")}
    assert len(parts) == 8
    assert not parts & later.keys()


def test_deadlines_are_in_the_section_of_their_day(today: Report) -> None:
    """Deadlines before today are overdue, none is within twelve months, and the others are later, in order."""
    overdue = [row.assessment.commitment.id for row in today.deadlines[DeadlineGroup.OVERDUE]]
    assert overdue == ["connectivity-5000-trainees"]
    assert today.deadlines[DeadlineGroup.WITHIN_12_MONTHS] == ()
    assert [row.due for row in today.deadlines[DeadlineGroup.LATER]] == sorted(
        row.due for row in today.deadlines[DeadlineGroup.LATER]
    )
    assert all(row.due > date(2027, 11, 23) for row in today.deadlines[DeadlineGroup.LATER])


def test_gaps_name_who_promised(today: Report) -> None:
    """Every gap names who promised it, and the implementing party beside them."""
    gaps = (gap.assessment.commitment for gap in (*today.stale, *today.without_data))
    parties = {commitment.id: str(responsible(today.snapshot, commitment)) for commitment in gaps}
    assert parties["ajccbc-training"].startswith("Japan; implementing: AJCCBC")
    assert parties["connectivity-5000-trainees"] == "Japan"
    assert parties["implementation-plan"] == "Japan, ASEAN and its member states"
    assert all(parties.values())


def test_without_data_lists_key_commitments_and_counts_the_rest(today: Report) -> None:
    """Only key commitments without data are listed, with their parts counted; one number covers all without data."""
    key_ids = {a.commitment.id for a in today.snapshot.headlines()}
    listed = {gap.assessment.commitment.id: gap for gap in today.without_data}
    assert listed.keys() <= key_ids
    assert listed["connectivity-initiative"].parts == 6
    assert today.unreported == len(today.snapshot.select(["is:open", "status:unknown"]))


def test_in_january_2024_nothing_later_is_known(early: Report) -> None:
    """As of 31 January 2024 no update of a later day appears in any figure, level or history."""
    assert all(a.as_of == date(2024, 1, 31) for a in early.snapshot.assessments.values())
    days = [update.on for a in early.snapshot.assessments.values() for update in a.history.counted]
    assert days
    assert max(days) <= date(2024, 1, 31)
    plan = next(row for row in early.completion if row.assessment.commitment.id == "implementation-plan")
    assert plan.target.latest is None
    assert early.deadlines[DeadlineGroup.OVERDUE] == ()
    assert early.stale == ()


def test_in_january_2024_the_report_is_that_of_a_shorter_journal(early: Report) -> None:
    """As of 31 January 2024 the report is the same if all later updates are removed from the journal."""
    registry = early.snapshot.registry
    cut = {key: update for key, update in registry.updates.items() if update.on <= date(2024, 1, 31)}
    assert 0 < len(cut) < len(registry.updates)
    shorter = structs.replace(registry, updates=cut)
    again = build_report(take_snapshot(shorter, as_of=date(2024, 1, 31)))
    assert structs.replace(again, snapshot=early.snapshot) == early
    for section in SECTIONS:
        assert section.data(again) == section.data(early)
