"""Properties of every history, tested with generated journals."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from commitrack.assess import Assessment, EvidenceClass, Schedule, Status, assess, holds_until
from commitrack.dates import LAST_YEAR, parse_span
from commitrack.model import (
    Amends,
    Commitment,
    CompletionLevel,
    Lifecycle,
    Milestone,
    Qualifier,
    Settings,
    SourceClass,
    Target,
    Update,
    When,
)
from commitrack.quantity import MAX_DIGITS

FIRST, LAST = date(1900, 1, 1), date(LAST_YEAR, 12, 31)
DAYS = st.one_of(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.dates(FIRST, LAST))
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
NUMBERS = st.one_of(
    st.integers(-20, 20),
    st.integers(-(10**MAX_DIGITS) + 1, 10**MAX_DIGITS - 1),
    st.decimals(-(10**6), 10**6, places=3),
    st.sampled_from([Decimal("1E-40"), Decimal("-1E+40"), Decimal("9.999999999999999999999999999E+27")]),
)
WHENS = st.one_of(DAYS, st.integers(1900, LAST_YEAR), st.integers(1900, LAST_YEAR).map("FY{}".format)).map(When)
SPANS = st.one_of(st.integers(1, 300).map(lambda n: parse_span(f"{n} years")), st.just(parse_span("90 days")))
KEYS = st.sampled_from("abcdefgh")
SETTINGS = st.builds(Settings, fiscal_year_start=st.sampled_from(["01-01", "04-01"]), stale_after=SPANS)

TARGETS = st.builds(
    Target,
    unit=st.just("people"),
    value=st.none() | NUMBERS,
    baseline=st.just(0) | NUMBERS,
    baseline_on=st.none() | DAYS.map(When),
    qualifier=st.none() | st.sampled_from(Qualifier),
    milestones=st.lists(st.builds(Milestone, on=DAYS, value=NUMBERS), max_size=3).map(tuple),
    due=st.none() | WHENS,
    within=st.none() | SPANS,
)
COMMITMENTS = st.builds(
    Commitment,
    id=st.just("c"),
    title=st.just("A commitment"),
    made=st.none() | WHENS,
    due=st.none() | WHENS,
    within=st.none() | SPANS,
    targets=st.dictionaries(st.sampled_from(["one", "two"]), TARGETS, max_size=2),
)
CONTENTS = st.one_of(
    st.fixed_dictionaries({"actual": NUMBERS}),
    st.fixed_dictionaries({"add": NUMBERS}),
    st.fixed_dictionaries({"completion": st.sampled_from(CompletionLevel)}),
    st.fixed_dictionaries({"lifecycle": st.sampled_from(Lifecycle)}),
    st.fixed_dictionaries({"amends": st.builds(Amends, value=st.none() | NUMBERS, due=st.none() | WHENS)}),
    st.fixed_dictionaries({"retracts": KEYS}),
)
UPDATES = st.builds(
    lambda contents, **fields: Update(**fields, **contents),
    CONTENTS,
    key=KEYS,
    commitment=st.just("c"),
    target=st.sampled_from([None, "one", "two"]),
    on=DAYS,
    recorded=MOMENTS,
    source_class=st.none() | st.sampled_from(SourceClass),
    evidence=st.sampled_from([(), ("https://example.org",)]),
)
ADDED = st.builds(replace, UPDATES, key=st.sampled_from("Az"))
JOURNALS = st.lists(UPDATES, max_size=8, unique_by=lambda update: update.key)


def judged(commitment: Commitment, journal: list[Update], as_of: date, known: datetime | None = None) -> Assessment:
    return assess(commitment, journal, as_of=as_of, known=known)


@given(COMMITMENTS, JOURNALS, DAYS, st.none() | MOMENTS, SETTINGS)
def test_every_history_can_be_assessed(
    commitment: Commitment, journal: list[Update], as_of: date, known: datetime | None, settings: Settings
) -> None:
    """No history raises an error, is overdue before the day after its deadline, or is on track without data."""
    assessment = assess(commitment, journal, as_of=as_of, known=known, settings=settings)
    if assessment.schedule is Schedule.OVERDUE:
        assert assessment.due is not None
        assert as_of > assessment.due
    if assessment.schedule is Schedule.ON_TRACK:
        assert assessment.updated is not None
    if assessment.updated is None:
        assert (assessment.freshness, assessment.evidence) == (None, EvidenceClass.NONE)
    assert assessment.updated is None or assessment.updated <= as_of
    assert assessment.status in Status


@given(COMMITMENTS, JOURNALS, st.permutations(range(8)), DAYS, st.none() | MOMENTS)
def test_the_order_of_the_lines_changes_nothing(
    commitment: Commitment, journal: list[Update], order: list[int], as_of: date, known: datetime | None
) -> None:
    """The order of the lines in the journal does not change an assessment."""
    shuffled = [journal[n] for n in order if n < len(journal)]
    assert judged(commitment, shuffled, as_of, known) == judged(commitment, journal, as_of, known)


@given(COMMITMENTS, JOURNALS, ADDED, st.timedeltas(timedelta(days=1), timedelta(days=9999)))
def test_an_update_for_a_later_day_changes_nothing(
    commitment: Commitment, journal: list[Update], later: Update, before: timedelta
) -> None:
    """An update for a day after ``as_of`` does not change an assessment, unless it is a retraction."""
    later, as_of = replace(later, retracts=None), later.on - before
    assert judged(commitment, [*journal, later], as_of) == judged(commitment, journal, as_of)


@given(COMMITMENTS, JOURNALS, ADDED, DAYS, st.timedeltas(timedelta(microseconds=1), timedelta(days=999)))
def test_an_update_recorded_later_was_not_known(
    commitment: Commitment, journal: list[Update], later: Update, as_of: date, before: timedelta
) -> None:
    """An update recorded after ``known`` does not change an assessment, even if it is a retraction."""
    known = later.recorded - before
    assert judged(commitment, [*journal, later], as_of, known) == judged(commitment, journal, as_of, known)


@given(COMMITMENTS, JOURNALS, DAYS, st.timedeltas(timedelta(days=1), timedelta(days=2000)))
def test_answers_hold_as_long_as_they_say(
    commitment: Commitment, journal: list[Update], as_of: date, later: timedelta
) -> None:
    """Until the last day on which an assessment says that it holds, the same updates give the same answers."""
    before = judged(commitment, journal, as_of)
    after = judged(commitment, journal, min(as_of + later, holds_until(before)))
    assert replace(after, history=before.history, targets=()) == replace(before, targets=())
    assert [replace(t, history=before.history) for t in after.targets] == list(before.targets)


@given(st.integers(-100, 100), st.integers(1, 10**6), st.integers(-(10**9), 10**9), st.integers(0, 10**9))
def test_a_higher_level_never_lowers_the_share_of_a_rising_target(
    baseline: int, rise: int, level: int, more: int
) -> None:
    """A higher level never lowers the achieved share of a rising target, nor raises that of a falling one."""
    shares = {}
    for sign in (1, -1):
        target = Target(value=baseline + sign * rise, baseline=baseline, unit="people")
        commitment = Commitment(id="c", title="A commitment", targets={"one": target})
        for actual in (level, level + more):
            moment = datetime(2024, 1, 1, tzinfo=UTC)
            entry = Update(key="a", commitment="c", on=moment.date(), recorded=moment, actual=actual)
            measure = judged(commitment, [entry], moment.date()).targets[0].measure
            assert measure is not None
            assert measure.achieved is not None
            shares[sign, actual] = measure.achieved
    assert shares[1, level + more] >= shares[1, level]
    assert shares[-1, level + more] <= shares[-1, level]
    assert (shares[1, level + more] == shares[1, level]) is (more == 0)
