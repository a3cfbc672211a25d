"""One commitment as a plain mapping: exact, and nothing is made up."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from commitrack.assess import Assessment
from commitrack.model import Amends, Qualifier, Update, When
from commitrack.report.serialize import Item, fraction, item
from commitrack.report.serialize import update as serialized
from commitrack.report.snapshot import Snapshot

KEYS = {
    "id", "title", "kind", "headline", "part_of", "related", "pillar", "areas", "made", "within", "due", "due_written",
    "parties", "source", "note", "status", "lifecycle", "delivery", "schedule", "evidence", "freshness", "completion",
    "updated", "weakened", "parts", "targets",
}  # fmt: skip
TARGET_KEYS = {
    "target", "indicator", "unit", "qualifier", "counting", "baseline", "value", "due", "actual", "actual_on",
    "actual_qualifier", "achieved", "planned", "pace", "delivery", "schedule", "rates", "forecast", "forecast_refused",
    "original",
}  # fmt: skip


@pytest.fixture
def of(snapshot_of: Callable[..., Snapshot]) -> Callable[[Assessment], Item]:
    def build(assessment: Assessment) -> Item:
        lines = [*assessment.history.counted]
        snapshot = snapshot_of([assessment.commitment], lines, as_of=str(assessment.as_of))
        return item(snapshot, snapshot.assessments["training"])

    return build


def test_keys_only_grow(shipped: Callable[[str], Snapshot]) -> None:
    """Every key promised so far is there for every commitment and target; new ones may come."""
    snapshot = shipped("2026-11-23")
    for assessment in snapshot.assessments.values():
        record = item(snapshot, assessment)
        assert record.keys() >= KEYS
        assert all(target.keys() >= TARGET_KEYS for target in record["targets"])


def test_figures(judged: Callable[..., Assessment], of: Callable[[Assessment], Item]) -> None:
    """1,000 of 5,000 half-way: 0.2 achieved, 0.5 planned, a pace of 0.4."""
    assessment = judged({"2024-12-31": 1000}, qualified=Qualifier.ABOUT)
    record = of(assessment)
    (target,) = record["targets"]
    assert (target["value"], target["due"]) == (5000, date(2025, 12, 31))
    assert (target["actual"], target["actual_on"], target["actual_qualifier"]) == (
        1000, date(2024, 12, 31), "about",
    )  # fmt: skip
    shares = [target[key] for key in ("achieved", "planned", "pace")]
    assert shares == [Decimal("0.2"), Decimal("0.5"), Decimal("0.4")]
    assert (record["status"], record["schedule"], record["freshness"]) == ("off-track", "off-track", "current")


def test_no_data_is_none_and_never_zero(judged: Callable[..., Assessment], of: Callable[[Assessment], Item]) -> None:
    """Of what nobody reported, every figure is None; what was planned is known all the same."""
    (target,) = of(judged({}))["targets"]
    unknown = ("actual", "actual_on", "actual_qualifier", "achieved", "pace", "rates", "forecast")
    assert [target[key] for key in unknown] == [None] * len(unknown)
    assert (target["planned"], target["delivery"]) == (Decimal("0.5"), "unknown")
    assert target["forecast_refused"] == "0 of 3 figures"


def test_original_terms_are_kept(
    judged: Callable[..., Assessment], update: Callable[..., Update], of: Callable[[Assessment], Item]
) -> None:
    """An amended target shows what was first promised, and how it would stand by that."""
    amendment = update("2024-06-30", amends=Amends(value=4000), reason="budget")
    record = of(judged({"2024-12-31": 1920}, lines=(amendment,)))
    (target,) = record["targets"]
    assert target["value"] == 4000
    assert target["original"]["value"] == 5000
    assert target["original"]["schedule"] == "at-risk"
    assert target["original"]["changes"] == ("weakened",)
    assert record["weakened"] is True


def test_without_amendment_there_is_no_original(
    judged: Callable[..., Assessment], of: Callable[[Assessment], Item]
) -> None:
    """Terms that never changed are not repeated."""
    assert of(judged({}))["targets"][0]["original"] is None


def test_deadlines_as_written(snapshot_of: Callable[..., Snapshot], judged: Callable[..., Assessment]) -> None:
    """The day that counts stands beside the words of the source."""
    commitment = judged(terms={"made": When(2024), "due": When("FY2026")}).commitment
    snapshot = snapshot_of([commitment])
    record = item(snapshot, snapshot.assessments["training"])
    assert (record["made"], record["due"], record["due_written"]) == (2024, date(2026, 12, 31), "FY2026")


def test_an_update_has_only_the_keys_it_carries(update: Callable[..., Update]) -> None:
    """A line of the journal has the keys it carries, in the words of the format."""
    record = serialized(
        update("2024-12-31", key="key-2024-12-31", actual=Decimal("1.50"), evidence=("https://example.org",))
    )
    assert record == {
        "key": "key-2024-12-31", "commitment": "training", "on": date(2024, 12, 31), "actual": Decimal("1.50"),
        "evidence": ("https://example.org",), "recorded": record["recorded"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (None, None),
        ("0.830769230769", "0.830769"),
        ("1", "1"),
        ("0.1000000", "0.1"),
        ("-0.0000001", "0"),
        ("100", "100"),
    ],
)
def test_fraction(share: str | None, shown: str | None) -> None:
    """Six places for machines, no trailing zeros, no exponent, no negative zero."""
    rounded = fraction(None if share is None else Decimal(share))
    assert (None if rounded is None else str(rounded)) == shown
