"""The original and the amended terms of a target: value, baseline, start, deadline and milestones."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from commitrack.assess.terms import Terms, TermsChange, changes, terms_of
from commitrack.model import Amends, Commitment, Milestone, Number, Qualifier, Settings, Target, Update, When

Build = Callable[..., Terms]


@pytest.mark.parametrize(
    ("baseline", "value", "level", "expected"),
    [
        (0, 5000, 4120, "0.824"),
        (4000, 5000, 4000, "0"),  # not 80 %
        (4000, 5000, 4500, "0.5"),
        (50, 20, 35, "0.5"),  # falling: 15 of the 30 that it has to fall
        (50, 20, 20, "1"),
        (50, 20, 11, "1.3"),
        (100, 50, 120, "-0.4"),  # risen by 20 instead of fallen by 50
        (0, 1000, 3100, "3.1"),
        (1000, 2000, 600, "-0.4"),
        (Decimal("1.5"), 3, Decimal("1.8"), "0.2"),
        (-10, 10, 0, "0.5"),
    ],
)
def test_achieved_counts_from_the_baseline(
    terms: Build, baseline: Number, value: Number, level: Number, expected: str
) -> None:
    """The achieved share counts from the baseline, rising or falling, and may be below 0 or above 1."""
    assert terms(value, baseline=baseline).achieved(level) == Decimal(expected)


@pytest.mark.parametrize(
    ("baseline", "value", "qualifier", "is_maintenance", "meets", "fails"),
    [
        (0, 1000, None, False, 1000, 999),
        (0, 1000, Qualifier.AT_LEAST, False, 1000, 999),
        (0, 1000, Qualifier.ABOUT, False, 1001, 999),
        (50, 20, None, False, 20, 21),
        (50, 20, Qualifier.AT_MOST, False, 19, 21),
        (0, 5, Qualifier.AT_MOST, True, 5, 6),  # a ceiling above the baseline
        (50, 40, Qualifier.AT_LEAST, True, 40, 39),  # a floor below the baseline
        (80, 80, None, True, 80, 79),
        (80, 80, Qualifier.AT_LEAST, True, 81, 79),
        (0, 0, Qualifier.AT_MOST, True, 0, 1),
    ],
)
def test_what_meets_a_target(
    terms: Build,
    baseline: int,
    value: int,
    qualifier: Qualifier | None,
    is_maintenance: bool,  # noqa: FBT001
    meets: int,
    fails: int,
) -> None:
    """Baseline and value give the direction; a limit that the baseline already meets is a level to maintain."""
    plan = terms(value, baseline=baseline, qualifier=qualifier)
    assert (plan.is_maintenance, plan.reached(meets), plan.reached(fails)) == (is_maintenance, True, False)
    assert (plan.achieved(meets) is None) is is_maintenance
    assert (plan.planned(date(2024, 5, 26)) is None) is is_maintenance


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2023-12-31", "0"),
        ("2024-01-01", "0"),
        ("2024-03-14", "0.2"),  # day 73 of 365
        ("2024-05-26", "0.4"),
        ("2024-12-31", "1"),
        ("2030-01-01", "1"),
    ],
)
def test_the_plan_is_a_straight_line(terms: Build, day: str, expected: str) -> None:
    """The planned share rises evenly from 0 at the start to 1 on the due day."""
    assert terms().planned(date.fromisoformat(day)) == Decimal(expected)


@pytest.mark.parametrize(
    ("baseline", "value", "steps"), [(0, 1000, (100, 900)), (4000, 5000, (4100, 4900)), (50, 20, (47, 23))]
)
def test_the_plan_leads_through_the_milestones(terms: Build, baseline: int, value: int, steps: tuple[int, int]) -> None:
    """The plan rises evenly between milestones, written in any order: 10 % by 26 May, 90 % by 19 October."""
    milestones = ((date(2024, 10, 19), steps[1]), (date(2024, 5, 26), steps[0]))
    plan = terms(value, baseline=baseline, milestones=milestones)
    days = ["2024-03-14", "2024-05-26", "2024-08-07", "2024-10-19", "2024-12-31"]
    planned = [plan.planned(date.fromisoformat(day)) for day in days]
    assert planned == [Decimal(share) for share in ("0.05", "0.1", "0.5", "0.9", "1")]


def test_a_milestone_requires_no_more_than_the_value(terms: Build) -> None:
    """After an amendment to 500, the old milestone of 800 requires 100 %, not 160 %."""
    plan = terms(500, milestones=((date(2024, 5, 26), 800),))
    assert [plan.planned(date(2024, 5, 26)), plan.planned(date(2024, 8, 7))] == [1, 1]


@pytest.mark.parametrize("missing", [{"start": None}, {"due": None}])
def test_without_a_start_or_a_deadline_there_is_no_plan(terms: Build, missing: dict[str, None]) -> None:
    """Without a start or a deadline, no share is planned for any day."""
    assert terms(**missing).planned(date(2024, 5, 26)) is None


def test_the_terms_of_a_target(commitment: Callable[..., Commitment]) -> None:
    """Start and due day come from the commitment, unless the target has its own."""
    pledge = commitment(
        made=2023,
        within="3 years",
        due=None,
        targets={
            "plain": Target(value=10, unit="people"),
            "own": Target(
                value=10, unit="people", baseline=2, baseline_on=When(date(2024, 2, 1)), due=When("FY2026"),
                milestones=(Milestone(on=date(2025, 1, 1), value=5),),
            ),
            "tracked": Target(unit="people"),
        },
    )  # fmt: skip
    settings = Settings(fiscal_year_start="04-01")
    plain, own = (terms_of(pledge, name, (), settings=settings) for name in ("plain", "own"))
    assert plain is not None
    assert plain[1] == Terms(
        value=10, baseline=0, start=date(2023, 12, 31), start_inferred=True, due=date(2026, 12, 31), due_inferred=True,
        written=None, accumulates=True,
    )  # fmt: skip
    assert own is not None
    assert own[0] == Terms(
        value=10, baseline=2, start=date(2024, 2, 1), due=date(2027, 3, 31), written=When("FY2026"),
        baseline_stated=True, accumulates=True, milestones=((date(2025, 1, 1), 5),),
    )  # fmt: skip
    assert terms_of(pledge, "tracked", (), settings=settings) is None


@pytest.mark.parametrize(
    ("fields", "start", "inferred"),
    [
        ({"made": 2023, "within": "3 years", "due": None}, "2023-12-31", True),
        ({"made": "FY2023", "within": "3 years", "due": None}, "2024-03-31", True),
        ({"made": "2023-09-06", "within": "3 years", "due": None}, "2023-09-06", False),
        ({"made": 2023, "due": 2026}, "2023-01-01", False),
        ({"made": 2023, "due": None}, "2023-01-01", False),
        ({"made": None, "due": 2026}, "None", False),
    ],
)
def test_where_a_plan_starts(
    commitment: Callable[..., Commitment], fields: dict[str, Any], start: str, *, inferred: bool
) -> None:
    """A plan starts on the day from which its deadline is counted; if that is the end of a period, it is inferred."""
    terms = terms_of(commitment(**fields), "people", (), settings=Settings(fiscal_year_start="04-01"))
    assert terms is not None
    assert (str(terms[0].start), terms[0].start_inferred) == (start, inferred)


@pytest.mark.parametrize(
    ("written", "start"),
    [(2023, "2023-12-31"), ("2023-06", "2023-06-30"), ("FY2023", "2024-03-31"), (date(2023, 6, 1), "2023-06-01")],
)
def test_a_plan_starts_at_its_baseline(
    commitment: Callable[..., Commitment], written: date | int | str, start: str
) -> None:
    """A plan with a baseline starts on the last day of its month or year, wherever the deadline is counted from."""
    target = Target(value=10, unit="people", baseline=2, baseline_on=When(written))
    pledge = commitment(made=2024, within="3 years", due=None, targets={"people": target})
    terms = terms_of(pledge, "people", (), settings=Settings(fiscal_year_start="04-01"))
    assert terms is not None
    assert (str(terms[0].start), terms[0].start_inferred) == (start, False)


def test_a_plan_of_three_years_lasts_three_years(commitment: Callable[..., Commitment]) -> None:
    """A plan of three years that was made in 2023 is half over in the middle of 2025, not 62 % as if it took four."""
    terms = terms_of(commitment(made=2023, within="3 years", due=None), "people", (), settings=Settings())
    assert terms is not None
    # 548 of the 1,096 days from 2023-12-31 to 2026-12-31
    assert terms[1].planned(date(2025, 7, 1)) == Decimal("0.5")


@pytest.mark.parametrize(
    ("named", "amends", "value", "due"),
    [
        (None, Amends(due=When(2026)), (1000, 20), ("2026-12-31", "2030-12-31")),
        ("a", Amends(value=800), (800, 20), ("2024-12-31", "2030-12-31")),
        ("b", Amends(due=When("FY2031")), (1000, 20), ("2024-12-31", "2032-03-31")),
        (None, Amends(value=800), (1000, 20), ("2024-12-31", "2030-12-31")),
    ],
    ids=["the commitment's deadline", "a value", "a target's own deadline", "a value of no target"],
)
def test_an_amendment_changes_what_it_names(
    commitment: Callable[..., Commitment],
    update: Callable[..., Update],
    named: str | None,
    amends: Amends,
    value: tuple[int, int],
    due: tuple[str, str],
) -> None:
    """An amendment changes the target that it names; one without a target changes the deadline that targets share."""
    pledge = commitment(
        targets={"a": Target(value=1000, unit="people"), "b": Target(value=20, unit="items", due=When(2030))}
    )
    amendment = update("2024-06-01", target=named, amends=amends, reason="r")
    settings = Settings(fiscal_year_start="04-01")
    both = [terms_of(pledge, name, [amendment], settings=settings) for name in ("a", "b")]
    assert [terms[1].value for terms in both if terms] == [*value]
    assert [str(terms[1].due) for terms in both if terms] == [*due]
    assert [terms[0].value for terms in both if terms] == [1000, 20]


def test_the_original_stays_and_the_last_amendment_counts(
    commitment: Callable[..., Commitment], update: Callable[..., Update]
) -> None:
    """After two amendments the original terms are kept, and the current ones are those of the last amendment."""
    journal = [
        update("2024-06-01", amends=Amends(value=900), reason="r"),
        update("2024-07-01", amends=Amends(value=800, due=When(2025)), reason="r"),
    ]
    pair = terms_of(commitment(), "people", journal, settings=Settings())
    assert pair is not None
    original, current = pair
    assert (original.value, original.due) == (1000, date(2024, 12, 31))
    assert (current.value, current.due, current.written) == (800, date(2025, 12, 31), When(2025))


@pytest.mark.parametrize(
    ("baseline", "qualifier", "before", "after", "expected"),
    [
        (0, None, 1000, 800, TermsChange.WEAKENED),
        (0, None, 1000, 1200, TermsChange.TIGHTENED),
        (50, None, 20, 30, TermsChange.WEAKENED),
        (50, None, 20, 10, TermsChange.TIGHTENED),
        (0, Qualifier.AT_MOST, 5, 6, TermsChange.WEAKENED),
        (0, Qualifier.AT_MOST, 5, 4, TermsChange.TIGHTENED),
        (50, Qualifier.AT_LEAST, 40, 30, TermsChange.WEAKENED),
        (80, None, 80, 70, TermsChange.WEAKENED),
        (80, None, 80, 90, TermsChange.TIGHTENED),
    ],
)
def test_nearer_to_the_baseline_is_weaker(
    terms: Build, baseline: int, qualifier: Qualifier | None, before: int, after: int, expected: TermsChange
) -> None:
    """A value nearer to the baseline, a higher ceiling or a lower floor weakens a target; the opposite tightens it."""
    was, now = (terms(value, baseline=baseline, qualifier=qualifier) for value in (before, after))
    assert changes(was, now) == (expected,)
    assert changes(was, was) == ()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("2024-12-31", "2025-12-31", TermsChange.EXTENDED),
        ("2024-12-31", "2024-06-30", TermsChange.SHORTENED),
        ("2024-12-31", None, TermsChange.EXTENDED),
        (None, "2024-12-31", TermsChange.SHORTENED),
    ],
)
def test_a_moved_deadline_is_named(terms: Build, before: str | None, after: str | None, expected: TermsChange) -> None:
    """A later deadline, or none, is reported as extended; an earlier one, or a first one, as shortened."""
    assert changes(terms(due=before), terms(800, due=after)) == (TermsChange.WEAKENED, expected)


@pytest.mark.parametrize(
    ("day", "share"),
    [("2023-12-31", 0), ("2024-01-01", 0), ("2024-03-14", Decimal("0.2")), ("2024-12-31", 1), ("2030-01-01", 1)],
)
def test_elapsed_is_the_share_of_the_time(terms: Build, day: str, share: Decimal | int) -> None:
    """The elapsed share is 73 of 365 days on 14 March, always within 0 and 1, and None without a deadline."""
    assert terms().elapsed(date.fromisoformat(day)) == share
    assert terms(due=None).elapsed(date.fromisoformat(day)) is None
