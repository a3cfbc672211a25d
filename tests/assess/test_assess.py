"""Assessment of a commitment as of a day."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from commitrack.assess import Assessment, Delivery, EvidenceClass, Freshness, NoForecast, Period, Schedule, Status
from commitrack.model import (
    Commitment,
    CompletionLevel,
    FiscalYearNamed,
    Lifecycle,
    Qualifier,
    SourceClass,
    Target,
    Update,
    When,
)

Pledge = Callable[..., Commitment]
Log = Callable[..., Update]
Judge = Callable[..., Assessment]


def test_an_assessment_has_all_its_parts(commitment: Pledge, update: Log, judge: Judge) -> None:
    """An assessment has lifecycle, delivery, schedule, evidence and freshness, and the words that a query matches."""
    figure = update("2024-05-26", actual=400, source_class=SourceClass.PRESS, evidence=("https://example.org",))
    assessment = judge(commitment(), figure, as_of="2024-08-07", stale_after="2 months")
    assert (assessment.lifecycle, assessment.delivery, assessment.schedule) == (
        Lifecycle.ACTIVE, Delivery.IN_PROGRESS, Schedule.UNCONFIRMED,
    )  # fmt: skip
    assert (assessment.evidence, assessment.freshness, assessment.updated) == (
        EvidenceClass.PRESS,
        Freshness.STALE,
        date(2024, 5, 26),
    )
    assert assessment.answers() == ("unconfirmed", "active", "in-progress", "stale")


@pytest.mark.parametrize(
    ("as_of", "status", "schedule"),
    [
        ("2024-12-31", Status.NO_REPORT, Schedule.NO_DATA),
        ("2025-01-01", Status.OVERDUE, Schedule.OVERDUE),
    ],
)
def test_overdue_without_data_is_unknown_and_not_zero(
    commitment: Pledge, judge: Judge, as_of: str, status: Status, schedule: Schedule
) -> None:
    """Without data, a commitment has “no data” until its deadline and is overdue after it; its delivery is unknown."""
    assessment = judge(commitment(), as_of=as_of)
    assert (assessment.status, assessment.schedule, assessment.delivery) == (status, schedule, Delivery.UNKNOWN)
    assert (assessment.evidence, assessment.freshness, assessment.updated) == (EvidenceClass.NONE, None, None)
    assert [t.measure.achieved for t in assessment.targets if t.measure] == [None]


@pytest.mark.parametrize(
    ("fields", "last", "next_day"),
    [
        ({"due": 2030}, "2030-12-31", "2031-01-01"),
        ({"due": "FY2026"}, "2027-03-31", "2027-04-01"),
        ({"due": "2026-02"}, "2026-02-28", "2026-03-01"),
        ({"due": None, "within": "3 years"}, "2027-01-01", "2027-01-02"),
        ({"due": None, "made": 2024, "within": "1 year"}, "2025-12-31", "2026-01-01"),
        ({"due": None, "made": "2024-02", "within": "1 year"}, "2025-02-28", "2025-03-01"),
    ],
)
@pytest.mark.parametrize("has_value", [True, False])
def test_a_commitment_is_due_until_the_end_of_its_last_day(
    commitment: Pledge,
    judge: Judge,
    fields: dict[str, str | int],
    last: str,
    next_day: str,
    has_value: bool,  # noqa: FBT001
) -> None:
    """A deadline is the last day of its year, month, fiscal year or duration, with or without a target value."""
    pledge = commitment(**fields) if has_value else commitment(targets={}, **fields)
    in_time, late = (judge(pledge, as_of=day, fiscal_year_start="04-01") for day in (last, next_day))
    assert (str(in_time.due), in_time.status, late.status) == (last, Status.NO_REPORT, Status.OVERDUE)
    assert in_time.due_written == (pledge.due or None)


def test_silence_never_makes_late_and_never_keeps_on_track(commitment: Pledge, update: Log, judge: Judge) -> None:
    """Time without updates makes a commitment stale and unconfirmed, but neither late nor slower."""
    entry = update("2024-05-26", actual=380)
    then, later = (judge(commitment(due=2026), entry, as_of=day) for day in ("2024-05-26", "2026-12-31"))
    assert (then.freshness, later.freshness) == (Freshness.CURRENT, Freshness.STALE)
    assert (then.status, later.status) == (Status.ON_TRACK, Status.UNCONFIRMED)
    assert [t.measure and t.measure.pace for t in then.targets] == [t.measure and t.measure.pace for t in later.targets]


def test_the_worst_unreached_target_decides(commitment: Pledge, update: Log, judge: Judge) -> None:
    """The worst unreached target decides the status, and the deadline is the next one of the unreached targets."""
    pledge = commitment(
        targets={
            "met": Target(value=10, unit="items", due=When(date(2024, 6, 30))),
            "fine": Target(value=1000, unit="people"),
            "slow": Target(value=1000, unit="people", due=When(2025)),
            "fund": Target(unit="JPY"),
        }
    )
    levels = {"met": 10, "fine": 400, "slow": 1, "fund": 7}
    journal = [update("2024-05-26", target=name, actual=level) for name, level in levels.items()]
    assessment = judge(pledge, *journal, as_of="2024-08-07")
    assert (assessment.status, assessment.delivery, str(assessment.due)) == (
        Status.OFF_TRACK,
        Delivery.IN_PROGRESS,
        "2024-12-31",
    )
    assert assessment.leading is not None
    assert assessment.leading.name == "slow"


def test_a_reached_target_does_not_put_the_others_on_track(commitment: Pledge, update: Log, judge: Judge) -> None:
    """With one target reached and one unreported, a commitment without a deadline is in progress, not on track."""
    pledge = commitment(due=None, targets={"a": Target(value=1, unit="items"), "b": Target(value=1, unit="people")})
    assessment = judge(pledge, update("2024-05-26", target="a", actual=1), as_of="2024-08-07")
    assert (assessment.status, assessment.schedule) == (Status.IN_PROGRESS, Schedule.NO_DEADLINE)
    assert assessment.leading is not None
    assert assessment.leading.name == "b"


def test_when_all_is_reached_the_last_deadline_counts(commitment: Pledge, update: Log, judge: Judge) -> None:
    """A commitment whose targets are all reached has the last deadline, and is fulfilled late if one of them was."""
    pledge = commitment(
        targets={"a": Target(value=1, unit="items", due=When(2023)), "b": Target(value=1, unit="items")}
    )
    journal = [update("2024-05-26", target=name, actual=1) for name in "ab"]
    assessment = judge(pledge, *journal, as_of="2030-01-01")
    assert (assessment.status, assessment.schedule, str(assessment.due)) == (
        Status.FULFILLED_LATE, Schedule.ON_TRACK, "2024-12-31",
    )  # fmt: skip
    assert assessment.freshness is Freshness.CURRENT


@pytest.mark.parametrize(
    ("step", "schedule", "freshness"),
    [
        (Lifecycle.WITHDRAWN, None, Freshness.CURRENT),
        (Lifecycle.SUPERSEDED, None, Freshness.CURRENT),
        (Lifecycle.SUSPENDED, Schedule.OVERDUE, Freshness.STALE),
    ],
)
def test_a_decision_by_people_comes_first(
    commitment: Pledge, update: Log, judge: Judge, step: Lifecycle, schedule: Schedule | None, freshness: Freshness
) -> None:
    """A commitment closed before its deadline has no schedule and is never stale; a suspended one may be overdue."""
    journal = [update("2024-05-26", actual=1), update("2024-06-01", lifecycle=step, reason="r")]
    assessment = judge(commitment(), *journal, as_of="2030-01-01")
    assert (assessment.status, assessment.schedule, assessment.freshness) == (Status(step), schedule, freshness)
    assert assessment.delivery is Delivery.IN_PROGRESS


@pytest.mark.parametrize(
    ("on", "lifecycle", "schedule"),
    [
        ("2025-01-01", Lifecycle.WITHDRAWN, Schedule.OVERDUE),
        ("2025-01-01", Lifecycle.SUPERSEDED, Schedule.OVERDUE),
        ("2024-12-31", Lifecycle.WITHDRAWN, None),
    ],
)
def test_a_commitment_closed_after_its_deadline_stays_overdue(
    commitment: Pledge, update: Log, judge: Judge, on: str, lifecycle: Lifecycle, schedule: Schedule | None
) -> None:
    """Withdrawing a commitment after its deadline does not undo that it was overdue; on the due day it still does."""
    journal = [update("2024-05-26", actual=1), update(on, lifecycle=lifecycle, reason="r")]
    assessment = judge(commitment(), *journal, as_of="2025-06-01")
    assert (assessment.status, assessment.schedule) == (Status(lifecycle), schedule)


@pytest.mark.parametrize(
    ("accumulates", "as_of", "freshness"),
    [
        (True, "2026-12-31", Freshness.CURRENT),
        (False, "2025-05-26", Freshness.CURRENT),
        (False, "2025-05-27", Freshness.STALE),
    ],
)
def test_a_level_that_is_met_early_goes_stale(
    commitment: Pledge,
    update: Log,
    judge: Judge,
    accumulates: bool,  # noqa: FBT001
    as_of: str,
    freshness: Freshness,
) -> None:
    """A running total that meets its target is final; a level must be reported again until its deadline."""
    target = Target(value=300, unit="buses", accumulates=accumulates)
    assessment = judge(commitment(due=2027, targets={"buses": target}), update("2024-05-26", actual=310), as_of=as_of)
    assert (assessment.status, assessment.freshness) == (Status.FULFILLED, freshness)


def test_completion_without_targets(commitment: Pledge, update: Log, judge: Judge) -> None:
    """Without targets, the latest completion level gives status, evidence and date; a later note does not."""
    journal = [
        update("2024-03-14", completion=CompletionLevel.LIMITED, evidence=("https://example.org",)),
        update("2024-05-26", note="a speech was held"),
    ]
    assessment = judge(commitment(targets={}), *journal, as_of="2024-08-07")
    assert (assessment.completion, assessment.updated) == (CompletionLevel.LIMITED, date(2024, 3, 14))
    assert (assessment.status, assessment.evidence, assessment.leading) == (
        Status.IN_PROGRESS,
        EvidenceClass.SELF_REPORTED,
        None,
    )


def test_evidence_is_that_of_the_latest_judged_figures(commitment: Pledge, update: Log, judge: Judge) -> None:
    """The evidence is that of the latest figure of each judged target, not of older figures or tracked indicators."""
    pledge = commitment(targets={"people": Target(value=1000, unit="people"), "fund": Target(unit="JPY")})
    journal = [
        update("2024-03-14", target="people", actual=1),
        update("2024-05-26", target="people", actual=2, source_class=SourceClass.OFFICIAL, evidence=("https://a.org",)),
        update("2024-06-01", target="fund", actual=3),
    ]
    assessment = judge(pledge, *journal, as_of="2024-08-07")
    assert (assessment.evidence, assessment.updated) == (EvidenceClass.OFFICIAL, date(2024, 5, 26))


def test_a_tracked_indicator_is_an_update_before_the_target_has_a_figure(
    commitment: Pledge, update: Log, judge: Judge
) -> None:
    """Until a target with a value has a figure, the figure of a tracked indicator is the latest, with its evidence."""
    pledge = commitment(targets={"people": Target(value=1000, unit="people"), "fund": Target(unit="JPY")})
    tracked = update("2024-05-26", target="fund", actual=3, source_class=SourceClass.PRESS, evidence=("https://a.org",))
    assessment = judge(pledge, tracked, as_of="2024-08-07")
    assert (assessment.evidence, assessment.updated) == (EvidenceClass.PRESS, date(2024, 5, 26))
    assert (assessment.freshness, assessment.delivery) == (Freshness.CURRENT, Delivery.UNKNOWN)


def test_an_indicator_is_tracked_and_never_judged(commitment: Pledge, update: Log, judge: Judge) -> None:
    """A tracked indicator has a latest figure, which counts as an update, but no terms, measure, rates or forecast."""
    pledge = commitment(targets={"fund": Target(unit="JPY")})
    assessment = judge(pledge, update("2024-05-26", actual=7), as_of="2025-01-01")
    indicator = assessment.targets[0]
    assert (indicator.terms, indicator.measure, indicator.rates, indicator.forecast) == (None, None, None, None)
    assert indicator.latest is not None
    assert (indicator.latest.level, assessment.updated, assessment.leading) == (7, date(2024, 5, 26), indicator)
    assert (assessment.delivery, assessment.status) == (Delivery.IN_PROGRESS, Status.OVERDUE)


@pytest.mark.parametrize(
    ("known", "level", "retracted"),
    [("2024-06-15T00:00:00+00:00", 9999, False), ("2024-07-15T00:00:00+00:00", None, True), (None, None, True)],
)
def test_known_restores_an_earlier_assessment(
    commitment: Pledge,
    update: Log,
    judge: Judge,
    known: str | None,
    level: int | None,
    retracted: bool,  # noqa: FBT001
) -> None:
    """``known`` gives the assessment at an earlier moment, including a figure that was retracted later."""
    journal = [update("2024-06-01", key="mistake", actual=9999), update("2024-07-01", retracts="mistake")]
    assessment = judge(commitment(), *journal, as_of="2024-06-15", known=known)
    latest = assessment.targets[0].latest
    assert (latest and latest.level) == level
    assert (assessment.delivery is Delivery.UNKNOWN) is retracted


def test_the_fiscal_year_of_the_settings_is_used(commitment: Pledge, update: Log, judge: Judge) -> None:
    """The fiscal year of the settings decides the deadline and, with it, the pace."""
    pledge = commitment(due="FY2024", made="2024-04-01")
    entry = update("2024-09-30", actual=400)
    plain = judge(pledge, entry, as_of="2024-09-30")
    fiscal = judge(pledge, entry, as_of="2024-09-30", fiscal_year_start="04-01")
    assert (str(plain.due), str(fiscal.due)) == ("2024-12-31", "2025-03-31")
    # 182 of 274 days are 66 %, pace 0.60; 182 of 364 days are half, pace 0.8.
    assert (plain.schedule, fiscal.schedule) == (Schedule.AT_RISK, Schedule.AT_RISK)
    assert [t.measure and t.measure.pace for t in fiscal.targets] == [Decimal("0.8")]


def test_a_fiscal_year_ends_as_the_registry_names_it(commitment: Pledge, judge: Judge) -> None:
    """FY2026, with a year from 1 October, is due in September 2026 if named by its end, else a year later."""
    pledge = commitment(due="FY2026", made="2024-04-01")
    ending = judge(pledge, as_of="2026-11-23", fiscal_year_start="10-01", fiscal_year_named=FiscalYearNamed.END)
    starting = judge(pledge, as_of="2026-11-23", fiscal_year_start="10-01")
    assert (str(ending.due), ending.schedule) == ("2026-09-30", Schedule.OVERDUE)
    assert (str(starting.due), starting.schedule) == ("2027-09-30", Schedule.NO_DATA)


def test_a_ceiling_shows_no_percentage(commitment: Pledge, update: Log, judge: Judge) -> None:
    """A ceiling that is kept is on track, and has neither a percentage nor a forecast."""
    pledge = commitment(
        targets={"incidents": Target(value=5, unit="incidents", qualifier=Qualifier.AT_MOST, maintain=True)}
    )
    assessment = judge(pledge, update("2024-05-26", actual=3), as_of="2024-08-07")
    assert assessment.status is Status.ON_TRACK
    assert [t.measure and t.measure.achieved for t in assessment.targets] == [None]
    assert assessment.targets[0].forecast_refused is NoForecast.MAINTENANCE


def test_an_assessment_has_rates_and_a_forecast(commitment: Pledge, update: Log, judge: Judge) -> None:
    """At ten a day the rate is 304 a month, and the 270 missing on 14 March are reached 27 days later."""
    levels = {"2024-01-14": 130, "2024-02-13": 430, "2024-03-14": 730}
    assessment = judge(commitment(), *(update(on, actual=level) for on, level in levels.items()), as_of="2024-03-14")
    target = assessment.targets[0]
    assert target.rates is not None
    assert (target.rates.per, target.rates.observed) == (Period.MONTH, Decimal("304.36875"))  # 730 ÷ 73 × 30.436875
    assert target.forecast is not None
    assert (target.forecast.reached_on, target.forecast_refused) == (date(2024, 4, 10), None)


def test_a_sum_of_increments_has_the_weakest_of_their_evidence(commitment: Pledge, update: Log, judge: Judge) -> None:
    """An increment without evidence leaves the sum without evidence, until a figure with evidence replaces the sum."""
    journal = [
        update("2024-03-01", add=500),
        update("2024-04-01", add=10, source_class=SourceClass.OFFICIAL, evidence=("https://example.org",)),
    ]
    assert judge(commitment(), *journal, as_of="2024-05-01").evidence == "none"
    fresh = update("2024-04-15", actual=520, source_class=SourceClass.OFFICIAL, evidence=("https://example.org",))
    assert judge(commitment(), *journal, fresh, as_of="2024-05-01").evidence == "official"
