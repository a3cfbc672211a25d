"""A commitment as data for programs."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from commitrack.assess import Assessment, NoForecast, Schedule, Status, TermsChange
from commitrack.dates import parse_span
from commitrack.model import Amends, Qualifier, Update, When
from commitrack.report.fraction import fraction
from commitrack.report.serialize import CommitmentData, CommitmentHistory, commitment_data, commitment_history
from commitrack.report.snapshot import Snapshot
from commitrack.report.target_data import TargetData

KEYS = {
    "id", "formerly", "title", "kind", "headline", "part_of", "related", "pillar", "areas", "made", "within", "due",
    "due_written", "parties", "source", "note", "recorded", "by",
    "status", "lifecycle", "delivery", "schedule", "evidence", "freshness", "completion",
    "updated", "last_update", "weakened", "parts", "targets",
}  # fmt: skip
TARGET_KEYS = {
    "target", "indicator", "unit", "qualifier", "counting", "baseline", "value", "due", "actual", "actual_on",
    "actual_qualifier", "achieved", "elapsed", "planned", "pace", "delivery", "schedule", "rates", "forecast",
    "forecast_refused", "original", "milestones",
}  # fmt: skip

Data = Callable[[Assessment], CommitmentData]


@pytest.fixture
def data(snapshot_of: Callable[..., Snapshot]) -> Data:
    def build(assessment: Assessment) -> CommitmentData:
        updates = [*assessment.history.counted]
        snapshot = snapshot_of([assessment.commitment], updates, as_of=str(assessment.as_of))
        return commitment_data(snapshot, snapshot.assessments["training"])

    return build


def test_keys_only_grow(shipped: Callable[[str], Snapshot]) -> None:
    """Every documented key is present for every commitment and target; new keys may be added."""
    snapshot = shipped("2026-11-23")
    for assessment in snapshot.assessments.values():
        record = commitment_data(snapshot, assessment)
        assert {*record.__struct_encode_fields__} >= KEYS
        assert all({*target.__struct_encode_fields__} >= TARGET_KEYS for target in record.targets)
    assert {*CommitmentHistory.__struct_encode_fields__} >= {*KEYS, "updates"}


@pytest.mark.parametrize("record", [CommitmentData, CommitmentHistory, TargetData])
def test_no_key_is_left_out(record: type[CommitmentData | TargetData]) -> None:
    """A missing value is null: no field has a default that the encoder could omit."""
    assert not record.__struct_config__.omit_defaults
    assert record.__struct_defaults__ == ()


def test_figures(judged: Callable[..., Assessment], data: Data) -> None:
    """On day 365 of 730, 1,000 of 5,000 people are 0.2 achieved, with 0.5 planned and a pace of 0.4."""
    record = data(judged({"2024-12-31": 1000}, qualified=Qualifier.ABOUT))
    (target,) = record.targets
    assert (target.value, target.due) == (5000, date(2025, 12, 31))
    assert (target.actual, target.actual_on, target.actual_qualifier) == (1000, date(2024, 12, 31), Qualifier.ABOUT)
    assert (target.achieved, target.planned, target.pace) == (Decimal("0.2"), Decimal("0.5"), Decimal("0.4"))
    assert target.elapsed == Decimal("0.5")
    assert (record.status, record.schedule, record.freshness) == ("off-track", "off-track", "current")


def test_no_data_is_none_and_never_zero(judged: Callable[..., Assessment], data: Data) -> None:
    """Without a report every reported figure is None, and the planned share is given all the same."""
    (target,) = data(judged({})).targets
    unknown = ("actual", "actual_on", "actual_qualifier", "achieved", "pace", "rates", "forecast")
    assert [getattr(target, key) for key in unknown] == [None] * len(unknown)
    assert (target.planned, target.delivery) == (Decimal("0.5"), "unknown")
    assert target.forecast_refused is NoForecast.TOO_FEW_FIGURES


def test_original_terms_are_kept(judged: Callable[..., Assessment], update: Callable[..., Update], data: Data) -> None:
    """An amended target also has its original terms and the schedule by those terms."""
    amendment = update("2024-06-30", amends=Amends(value=4000), reason="budget")
    record = data(judged({"2024-12-31": 1920}, lines=(amendment,)))
    (target,) = record.targets
    assert target.value == 4000
    assert target.original is not None
    assert target.original.value == 5000
    assert target.original.due == date(2025, 12, 31)
    assert target.original.schedule is Schedule.AT_RISK
    assert target.original.changes == (TermsChange.WEAKENED,)
    assert record.weakened is True


def test_without_amendment_there_is_no_original(judged: Callable[..., Assessment], data: Data) -> None:
    """A target that was never amended has no original terms."""
    assert data(judged({})).targets[0].original is None


def test_deadlines_as_written(snapshot_of: Callable[..., Snapshot], judged: Callable[..., Assessment]) -> None:
    """A deadline is given as a day and as the source writes it."""
    commitment = judged(terms={"made": When(2024), "due": When("FY2026")}).commitment
    snapshot = snapshot_of([commitment])
    record = commitment_data(snapshot, snapshot.assessments["training"])
    assert (record.made, record.due, record.due_written) == (When(2024), date(2026, 12, 31), When("FY2026"))


@pytest.mark.parametrize(
    ("terms", "start", "inferred"),
    [
        ({"made": When(2023), "within": parse_span("3 years")}, date(2023, 12, 31), True),
        ({"made": When(date(2023, 9, 6)), "within": parse_span("3 years")}, date(2023, 9, 6), False),
        ({"due": When(2030)}, None, False),
    ],
)
def test_the_start_of_a_target(
    judged: Callable[..., Assessment], data: Data, terms: dict[str, Any], start: date | None, *, inferred: bool
) -> None:
    """A target states the day on which its plan starts, and whether that is inferred from the deadline."""
    (target,) = data(judged(terms=terms)).targets
    assert (target.start, target.start_inferred) == (start, inferred)


def test_parts_are_counted_by_status(shipped: Callable[[str], Snapshot]) -> None:
    """Parts at any depth are counted by status; a status without parts is left out."""
    snapshot = shipped("2026-11-23")
    for assessment in snapshot.assessments.values():
        counts = commitment_data(snapshot, assessment).parts
        assert counts == snapshot.part_counts(assessment.commitment.id)
        assert set(counts) <= set(Status)
        assert all(count > 0 for count in counts.values())


def test_a_history_is_the_commitment_with_its_updates(
    judged: Callable[..., Assessment], update: Callable[..., Update], snapshot_of: Callable[..., Snapshot]
) -> None:
    """A history has every field of the commitment, and its updates by day without retracted ones."""
    slip = update("2024-09-30", key="slip", actual=9000)
    updates = [
        slip, update("2024-12-31", key="second", actual=1000), update("2024-06-30", key="first", actual=400),
        update("2024-10-01", retracts="slip"),
    ]  # fmt: skip
    snapshot = snapshot_of([judged({}).commitment], updates, as_of="2024-12-31")
    assessment = snapshot.assessments["training"]
    record, plain = commitment_history(snapshot, assessment), commitment_data(snapshot, assessment)
    assert [line.key for line in record.updates] == ["first", "second"]
    for name in plain.__struct_fields__:
        assert getattr(record, name) == getattr(plain, name)


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (None, None),
        ("0.830769230769", "0.830769"),
        ("1", "1"),
        ("0.1000000", "0.1"),
        ("-0.0000001", "-0.0000001"),
        ("0.0000000123456789", "0.0000000123"),
        ("100", "100"),
        ("0.99999999", "0.999999"),
        ("0.00000001", "0.00000001"),
    ],
)
def test_fraction(share: str | None, shown: str | None) -> None:
    """A fraction has six places, or three digits if small, without trailing zeros or negative zero; only 1 is 1."""
    rounded = fraction(None if share is None else Decimal(share))
    assert (None if rounded is None else f"{rounded:f}") == shown
