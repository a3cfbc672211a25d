"""Indicators as targets and updates: worked out by hand."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.interchange.iati.files import HEAD, activity, file, link, period, result, updates_of

from commitrack.interchange.iati.notices import Notice
from commitrack.interchange.iati.reading import ReadFile
from commitrack.model import Commitment, CompletionLevel, Milestone, Target, Update, When

TARGETS = period("2024-01-01", "2024-12-31", '<target value="100"/>') + period(
    "2024-01-01", "2026-12-31", '<target value="500"/>'
)


@pytest.fixture
def part(read: Callable[..., ReadFile]) -> Callable[..., tuple[Commitment, tuple[Update, ...], dict[Notice, int]]]:
    """Read one indicator: its commitment, its updates, and the notices."""

    def run(
        indicator: str, *, end: str = "", rest: str = "", incremental: bool = False, **fields: Any
    ) -> tuple[Commitment, tuple[Update, ...], dict[Notice, int]]:
        head = HEAD + (f'<activity-date type="3" iso-date="{end}"/>' if end else "")
        got = read(file(activity(rest + result(indicator, **fields), head=head)), incremental=incremental)
        _whole, intended = got.intended
        return intended.commitment, tuple(stated.update for stated in intended.updates), dict(+got.notices.counts)

    return run


def target(commitment: Commitment) -> Target:
    """The only target."""
    return commitment.targets["indicator"]


def test_the_latest_period_is_the_target_and_earlier_ones_are_milestones(part: Callable[..., Any]) -> None:
    baseline = '<baseline iso-date="2023-12-31" year="2020" value="20"/>'
    commitment, updates, notices = part(baseline + TARGETS, end="2027-12-31")
    assert commitment.due == When(date(2026, 12, 31))
    assert target(commitment) == Target(
        value=500, unit="units", baseline=20, baseline_on=When(date(2023, 12, 31)), accumulates=False,
        milestones=(Milestone(on=date(2024, 12, 31), value=100),),
    )  # fmt: skip
    assert (updates, notices) == ((), {})


def test_without_a_target_period_the_planned_end_is_an_inferred_deadline(part: Callable[..., Any]) -> None:
    commitment, _updates, _notices = part("", end="2027-12-31")
    assert (commitment.due, commitment.due_basis) == (When(date(2027, 12, 31)), "inferred")
    assert target(commitment).value is None


def test_a_period_of_one_day_is_no_deadline(part: Callable[..., Any]) -> None:
    """An approval day: the value is the target, the planned end its deadline."""
    commitment, _updates, notices = part(
        period("2024-03-01", "2024-03-01", '<target value="500"/>'), end="2027-12-31"
    )  # fmt: skip
    assert (target(commitment).value, commitment.due, commitment.due_basis) == (
        500, When(date(2027, 12, 31)), "inferred",
    )  # fmt: skip
    assert notices[Notice.INSTANT] == 1


@pytest.mark.parametrize(
    ("value", "note"),
    [
        ("2015:<3%", "target 2026-12-31: 2015:<3%"),
        ("As at Appraisal", "target 2026-12-31: As at Appraisal"),
        ("12254,1", "target 2026-12-31: 12254,1"),
    ],
)
def test_what_is_not_certainly_a_number_is_kept_as_a_note(part: Callable[..., Any], value: str, note: str) -> None:
    """There is no target value, and no number taken from inside the text; the deadline is still stated."""
    commitment, _updates, notices = part(
        period("2024-01-01", "2026-12-31", f'<target value="{value.replace("<", "&lt;")}"/>')
    )
    assert (target(commitment).value, target(commitment).note) == (None, note)
    assert (commitment.due, commitment.due_basis) == (When(date(2026, 12, 31)), "stated")
    assert notices[Notice.TEXT] == 1


def test_numbers_before_a_latest_target_of_text_are_no_target(part: Callable[..., Any]) -> None:
    """Else an interim value would be judged as if it were the final one."""
    last = period("2024-01-01", "2027-12-31", '<target value="all"/>')
    commitment, _updates, _notices = part(TARGETS + last)
    assert (target(commitment).value, target(commitment).milestones) == (None, ())
    assert target(commitment).note == "target 2024-12-31: 100\ntarget 2026-12-31: 500\ntarget 2027-12-31: all"


@pytest.mark.parametrize(
    ("attributes", "values", "unit"),
    [
        ('measure="2"', ("10", "36%"), "%"),
        ('measure="1"', ("0", "36%"), "%"),
        ('measure="1"', ("£1", "£3,500,000"), "GBP"),
        ('measure="1"', ("0", "40"), "units"),
    ],
)
def test_units(part: Callable[..., Any], attributes: str, values: tuple[str, str], unit: str) -> None:
    baseline, value = values
    inner = f'<baseline year="2023" value="{baseline}"/>' + period(
        "2024-01-01", "2026-12-31", f'<target value="{value}"/>'
    )
    commitment, _updates, _notices = part(inner, attributes=attributes)
    assert target(commitment).unit == unit
    assert isinstance(target(commitment).value, int)
    assert target(commitment).baseline_on == When(2023)


@pytest.mark.parametrize(("ascending", "notices"), [("1", 1), ("0", 0)])
def test_the_direction_is_that_from_baseline_to_target(part: Callable[..., Any], ascending: str, notices: int) -> None:
    inner = '<baseline year="2023" value="900"/>' + TARGETS
    commitment, _updates, counts = part(inner, attributes=f'measure="1" ascending="{ascending}"')
    assert (target(commitment).baseline, target(commitment).value) == (900, 500)
    assert counts.get(Notice.ASCENDING, 0) == notices


def test_a_target_equal_to_its_baseline_is_a_level_to_maintain(part: Callable[..., Any]) -> None:
    commitment, _updates, notices = part('<baseline year="2023" value="500"/>' + TARGETS)
    assert target(commitment).maintain
    assert notices[Notice.KEPT] == 1


def test_values_of_a_dimension_are_lost_and_counted(read: Callable[..., ReadFile]) -> None:
    women = '<target value="200"><dimension name="sex" value="f"/></target>'
    inner = '<baseline year="2023" value="1"><dimension name="sex"/></baseline><baseline year="2023" value="3"/>'
    text = inner + period("2024-01-01", "2026-12-31", women + '<target value="500"/>')
    got = read(file(activity(result(text))))
    assert target(got.intended[1].commitment) == Target(
        value=500, baseline=3, baseline_on=When(2023), unit="units", accumulates=False
    )
    assert got.notices.lost["dimension"] == 2


def test_a_baseline_that_is_not_before_the_deadline_has_no_day(part: Callable[..., Any]) -> None:
    commitment, _updates, notices = part('<baseline year="2026" value="1"/>' + TARGETS)
    assert (target(commitment).baseline, target(commitment).baseline_on) == (1, None)
    assert target(commitment).note == "baseline: 2026"
    assert notices[Notice.DISORDER] == 1


def test_a_baseline_that_is_not_before_the_planned_end_has_no_day_either(part: Callable[..., Any]) -> None:
    commitment, _updates, notices = part('<baseline year="2027" value="1"/>', end="2027-03-31")
    assert (target(commitment).baseline, target(commitment).baseline_on) == (1, None)
    assert notices[Notice.DISORDER] == 1


def test_actuals_are_updates_on_the_end_of_their_period(part: Callable[..., Any]) -> None:
    comment = "<comment><narrative>Dry season.</narrative></comment>"
    first = f'<actual value="40">{comment}{link("https://example.org/2024.pdf")}</actual>'
    inner = (
        TARGETS + period("2025-01-01", "2025-12-31", '<actual value="95"/>') + period("2024-01-01", "2024-12-31", first)
    )
    _commitment, updates, _notices = part(inner)
    assert [(u.on, u.actual, u.target, u.note, u.evidence) for u in updates] == [
        (date(2024, 12, 31), 40, "indicator", "Dry season.", ("https://example.org/2024.pdf",)),
        (date(2025, 12, 31), 95, "indicator", None, ()),
    ]


@pytest.mark.parametrize(
    ("general", "own", "evidence"),
    [
        ("result", "https://example.org/own", ("https://example.org/own",)),
        ("result", "", ("https://example.org/result",)),
        ("A08", "", ("https://example.org/activity",)),
        ("A06", "", ()),
    ],
)
def test_evidence_is_the_nearest_document(
    part: Callable[..., Any], general: str, own: str, evidence: tuple[str, ...]
) -> None:
    """Of the actual, else of the result, else of the activity if it is about results, which a contract is not."""
    actual = f'<actual value="1">{link(own) if own else ""}</actual>'
    before = link("https://example.org/result") if general == "result" else ""
    rest = "" if general == "result" else link("https://example.org/activity", general)
    _commitment, updates, _notices = part(period("2024-01-01", "2024-12-31", actual), before=before, rest=rest)
    assert [update.evidence for update in updates] == [evidence]


def test_an_invalid_address_is_left_out_and_counted(part: Callable[..., Any]) -> None:
    actual = f'<actual value="1">{link("http:www.example.org")}</actual>'
    _commitment, updates, notices = part(period("2024-01-01", "2024-12-31", actual))
    assert (updates[0].evidence, notices[Notice.ADDRESS]) == ((), 1)


def test_words_are_completion_levels_or_notes(part: Callable[..., Any]) -> None:
    """A word of the completion scale is a level, where no target has a value; other words are notes."""
    comment = '<comment><narrative xml:lang="fr">Oui.</narrative><narrative xml:lang="en">Yes.</narrative></comment>'
    inner = period("2024-01-01", "2024-12-31", '<actual value="Not Started"/>') + period(
        "2024-01-01", "2025-12-31", f'<actual value="Strategy adopted">{comment}</actual>'
    )
    _commitment, updates, notices = part(inner, attributes='measure="5"')
    assert [(u.completion, u.note, u.actual) for u in updates] == [
        (CompletionLevel.NOT_STARTED, None, None),
        (None, {"en": "Strategy adopted\nYes.", "fr": "Strategy adopted\nOui."}, None),
    ]  # fmt: skip
    assert notices[Notice.TEXT] == 1


def test_two_actuals_of_one_day_are_a_figure_and_a_note(part: Callable[..., Any]) -> None:
    inner = period("2024-01-01", "2024-12-31", '<actual value="40"/>') + period(
        "2024-07-01", "2024-12-31", '<actual value="15"/>'
    )
    _commitment, updates, notices = part(inner)
    assert [(u.actual, u.note) for u in updates] == [(40, None), (None, "15")]
    assert notices[Notice.SAME_DAY] == 1


def test_increments_add_up_if_periods_are_incremental(part: Callable[..., Any]) -> None:
    """Targets and actuals of each period are added to the baseline and to those before."""
    inner = '<baseline year="2023" value="10"/>' + "".join(
        period(f"{year}-01-01", f"{year}-12-31", f'<target value="{planned}"/>' + actual)
        for year, planned, actual in (
            (2024, 100, '<actual value="40"/>'), (2025, 150, '<actual value="60"/>'), (2027, 250, ""),
        )
    )  # fmt: skip
    commitment, updates, _notices = part(inner, incremental=True)
    assert target(commitment) == Target(
        value=510, unit="units", baseline=10, baseline_on=When(2023), accumulates=True,
        milestones=(Milestone(on=date(2024, 12, 31), value=110), Milestone(on=date(2025, 12, 31), value=260)),
    )  # fmt: skip
    assert [(u.on.year, u.actual) for u in updates] == [(2024, 50), (2025, 110)]


def test_the_actual_of_a_period_that_has_not_ended_is_dated_by_the_file(read: Callable[..., ReadFile]) -> None:
    """An update is never dated in the future; without a day of the file, the actual is lost."""
    inner = result(period("2024-01-01", "2030-12-31", '<target value="9"/><actual value="4"/>'))
    known = read(file(activity(inner, attributes='last-updated-datetime="2026-06-30T00:00:00Z"')))
    assert [update.on for update in updates_of(known.intended[1])] == [date(2026, 6, 30)]
    assert known.notices.counts[Notice.UNFINISHED] == 1
    unknown = read(file(activity(inner)))
    assert unknown.intended[1].updates == ()
    assert unknown.notices.lost["actual"] == 1
