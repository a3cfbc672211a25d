"""Portfolio figures, compared with results calculated by hand: counts, sums, conversions and verified progress."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from commitrack.assess import Schedule, Status
from commitrack.errors import UsageError
from commitrack.model import (
    Amends,
    Area,
    Commitment,
    Counting,
    Number,
    Parties,
    Party,
    Pillar,
    Rate,
    SourceClass,
    Target,
    Update,
    When,
)
from commitrack.report.portfolio import Conversion, Sum, Verified
from commitrack.report.report import Report, ReportRequest, build_report
from commitrack.report.snapshot import Snapshot

SnapshotOf = Callable[..., Snapshot]
MakeUpdate = Callable[..., Update]

LINKS = ("https://example.org/1",)


def pledge(name: str, *targets: Target, **fields: Any) -> Commitment:
    return Commitment(
        id=name, title=name, targets={f"t{number}": target for number, target in enumerate(targets)}, **fields
    )


def money(value: Number | None, unit: str = "JPY", counting: str | None = None) -> Target:
    return Target(value=value, unit=unit, counting=counting)


def record(update: MakeUpdate, commitment: str, on: str, **fields: Any) -> Update:
    return update(on, key=f"{commitment}-{on}", commitment=commitment, **fields)


def rate(currency: str, on: str, value: str, to: str = "USD") -> Rate:
    return Rate(currency=currency, to=to, date=date.fromisoformat(on), rate=Decimal(value), source=f"bank of {on}")


def sum_rows(rows: tuple[Sum, ...]) -> list[tuple[str, str | None, int, Number, int, Number]]:
    return [(row.unit, row.counting, row.targets, row.value, row.with_figure, row.reached) for row in rows]


def conversion_of(report: Report) -> Conversion:
    assert report.conversion is not None
    return report.conversion


def test_counts_by_pillar_area_and_party(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """A commitment counts in its pillar and in each of its areas and parties; those without one are counted last."""
    commitments = [
        pledge("a", pillar="q", areas=("x", "y"), parties=Parties(implementing=("m", "n"))),
        pledge("b", pillar="q", areas=("y",), parties=Parties(responsible=("n",)), due=When(2020)),
        pledge("c"),
    ]
    report = build_report(snapshot_of(
        commitments, [record(update, "c", "2026-01-01", completion="limited")],
        pillars={name: Pillar(title=name) for name in ("empty", "q")},
        areas={name: Area(title=name) for name in ("y", "x")}, parties={name: Party(title=name) for name in ("m", "n")},
    ))  # fmt: skip
    counted = [
        [(row.name, row.total, row.with_data) for row in rows]
        for rows in (report.pillars, report.areas, report.parties)
    ]
    assert counted == [
        [("q", 2, 0), (None, 1, 1)],
        [("y", 2, 0), ("x", 1, 0), (None, 1, 1)],
        [("m", 1, 0), ("n", 2, 0), (None, 1, 1)],
    ]
    assert report.pillars[0].statuses == {Status.OVERDUE: 1, Status.NO_DATA: 1}


def test_sums_by_unit(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """Target values and reported figures are added up by unit; tracked indicators are left out."""
    commitments = [pledge("a", money(100), money(7, "people")), pledge("b", money(50)), pledge("c", money(None, "JPY"))]
    updates = [record(update, "b", "2026-01-01", actual=Decimal("12.5")), record(update, "c", "2026-01-01", actual=9)]
    report = build_report(snapshot_of(commitments, updates))
    assert sum_rows(report.sums) == [("JPY", None, 2, 150, 1, Decimal("12.5")), ("people", None, 1, 7, 0, 0)]


def test_stages_of_money_are_never_merged(snapshot_of: SnapshotOf) -> None:
    """Pledged money, disbursed money and money without a stage are three sums."""
    stages = (Counting.PLEDGED, Counting.DISBURSED, None, Counting.PLEDGED)
    report = build_report(
        snapshot_of([pledge(f"p{n}", money(10**n, counting=stage)) for n, stage in enumerate(stages)])
    )
    assert sum_rows(report.sums) == [
        ("JPY", "pledged", 2, 1001, 0, 0), ("JPY", "disbursed", 1, 10, 0, 0), ("JPY", None, 1, 100, 0, 0),
    ]  # fmt: skip


def test_a_part_is_never_added_to_its_whole(snapshot_of: SnapshotOf) -> None:
    """A part at any depth is not added to its whole, but it counts in a unit that the whole does not have."""
    snapshot = snapshot_of([
        pledge("whole", money(100)),
        pledge("part", part_of="whole"),
        pledge("part-of-part", money(30), money(5, "people"), part_of="part"),
        pledge("other", money(1)),
    ])  # fmt: skip
    assert sum_rows(build_report(snapshot).sums) == [("JPY", None, 2, 101, 0, 0), ("people", None, 1, 5, 0, 0)]


def test_parts_count_where_their_whole_does_not(snapshot_of: SnapshotOf) -> None:
    """A part counts if its whole only tracks the unit or is left out by the query."""
    tracked = snapshot_of([pledge("whole", money(None)), pledge("part", money(30), part_of="whole")])
    assert sum_rows(build_report(tracked).sums) == [("JPY", None, 1, 30, 0, 0)]
    judged = snapshot_of([pledge("whole", money(100)), pledge("part", money(30), part_of="whole")])
    assert sum_rows(build_report(judged, ReportRequest(query=("id:part",))).sums) == [("JPY", None, 1, 30, 0, 0)]


def test_no_conversion_unless_requested(snapshot_of: SnapshotOf) -> None:
    """A report converts no money unless a currency is requested."""
    assert (
        build_report(snapshot_of([pledge("a", money(1))], rates=(rate("JPY", "2026-01-01", "0.01"),))).conversion
        is None
    )


def test_the_latest_rate_not_after_the_day(snapshot_of: SnapshotOf) -> None:
    """The latest rate on or before the report date is used, whatever the order of the registry."""
    rates = (
        rate("JPY", "2026-11-23", "0.0064"), rate("JPY", "2024-01-01", "0.0070"), rate("JPY", "2026-11-24", "0.0100"),
        rate("JPY", "2026-11-22", "0.0065"), rate("JPY", "2026-11-23", "0.0060", to="EUR"),
    )  # fmt: skip
    snapshot = snapshot_of([pledge("a", money(40_000_000_000))], rates=rates)
    (row,) = conversion_of(build_report(snapshot, ReportRequest(currency="USD"))).converted
    assert (row.value, row.rate) == (256_000_000, rates[0])
    (other,) = conversion_of(build_report(snapshot, ReportRequest(currency="EUR"))).converted
    assert (other.value, other.rate) == (240_000_000, rates[4])


def test_what_cannot_be_converted_is_listed_by_name(snapshot_of: SnapshotOf) -> None:
    """Money without a rate by the report date is listed as missing; money already in the currency needs no rate."""
    snapshot = snapshot_of(
        [
            pledge("dollars", money(5, "USD")),
            pledge("yen", money(100), money(7, "people")),
            pledge("euros", money(3, "EUR")),
        ],
        rates=(rate("EUR", "2027-01-01", "1.2"), rate("USD", "2026-01-01", "150", to="JPY")),
    )
    conversion = conversion_of(build_report(snapshot, ReportRequest(currency="USD")))
    assert [(row.assessment.commitment.id, row.value, row.rate) for row in conversion.converted] == [
        ("dollars", 5, None)
    ]
    assert [(a.commitment.id, target) for a, target in conversion.missing] == [("yen", "t0"), ("euros", "t0")]
    assert conversion.totals == {None: 5}


def test_totals_keep_stages_apart_and_count_no_part_twice(snapshot_of: SnapshotOf) -> None:
    """Pledged and disbursed money have separate, exact totals, and a part is not added to its whole."""
    snapshot = snapshot_of(
        [
            pledge("whole", money(1_000, counting="pledged")),
            pledge("part", money(400, counting="pledged"), part_of="whole"),
            pledge("paid", money(300, counting="disbursed")),
            pledge("dollars", money(Decimal("0.05"), "USD", counting="pledged")),
        ],
        rates=(rate("JPY", "2026-01-01", "0.0067"),),
    )
    conversion = conversion_of(build_report(snapshot, ReportRequest(currency="USD")))
    assert conversion.totals == {"pledged": Decimal("6.75"), "disbursed": Decimal("2.01")}
    assert [row.counting for row in conversion.converted] == ["pledged", "disbursed", "pledged"]


@pytest.mark.parametrize("currency", ["usd", "dollars", "people", "US"])
def test_an_invalid_currency_is_refused(snapshot_of: SnapshotOf, currency: str) -> None:
    """A conversion to anything but a currency code is refused."""
    with pytest.raises(UsageError, match=f'invalid currency code "{currency}"'):
        build_report(snapshot_of([pledge("a", money(1))]), ReportRequest(currency=currency))


def levels(rows: tuple[Verified, ...]) -> list[tuple[str, Number | None, Number | None]]:
    return [
        (row.target.name, row.target.latest.level if row.target.latest else None,
         row.verified.latest.level if row.verified.latest else None)
        for row in rows
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "evidence", "level"),
    [
        (SourceClass.OFFICIAL, LINKS, 60), (SourceClass.EXTERNAL_REVIEW, LINKS, 60), (SourceClass.PRESS, LINKS, 40),
        (SourceClass.SELF_REPORTED, LINKS, 40), (None, LINKS, 40), (SourceClass.OFFICIAL, (), 40),
    ],
)  # fmt: skip
def test_only_strong_evidence_verifies(
    snapshot_of: SnapshotOf, update: MakeUpdate, source: SourceClass | None, evidence: tuple[str, ...], level: int
) -> None:
    """The verified level is the latest one with evidence from an official source or an external review."""
    updates = [
        record(update, "a", "2025-01-01", actual=40, source_class=SourceClass.OFFICIAL, evidence=LINKS),
        record(update, "a", "2025-06-01", actual=60, source_class=source, evidence=evidence),
    ]
    assert levels(build_report(snapshot_of([pledge("a", money(100))], updates)).evidenced) == [("t0", 60, level)]


def test_claimed_increments_are_not_verified(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """An increment without strong evidence is not part of the verified level."""
    strong: dict[str, Any] = {"source_class": SourceClass.OFFICIAL, "evidence": LINKS}
    updates = [
        record(update, "a", "2025-01-01", actual=10, **strong), record(update, "a", "2025-02-01", add=5),
        record(update, "a", "2025-03-01", add=2, **strong),
    ]  # fmt: skip
    assert levels(build_report(snapshot_of([pledge("a", money(100))], updates)).evidenced) == [("t0", 17, 12)]


def test_amendments_count_for_both(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """An amended target applies to the reported and to the verified share."""
    updates = [
        record(update, "a", "2025-01-01", actual=10, source_class=SourceClass.OFFICIAL, evidence=LINKS),
        record(update, "a", "2025-02-01", amends=Amends(value=50), reason="r"),
        record(update, "a", "2025-03-01", actual=20),
    ]
    (row,) = build_report(snapshot_of([pledge("a", money(100))], updates)).evidenced
    shares = [target.measure.achieved for target in (row.target, row.verified) if target.measure]
    assert shares == [Decimal("0.4"), Decimal("0.2")]


def test_nothing_to_compare_without_a_figure(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """Only targets with a value and a figure are compared with their verified level."""
    updates = [
        record(update, "a", "2025-01-01", target="t1", actual=3), record(update, "tracked", "2025-01-01", actual=1),
    ]  # fmt: skip
    report = build_report(
        snapshot_of([pledge("a", money(100), money(9)), pledge("tracked", money(None)), pledge("c", money(1))], updates)
    )
    assert levels(report.evidenced) == [("t1", 3, None)]


def test_verified_progress_is_judged_as_of_the_day(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """A target that only an unverified figure reaches is overdue by its verified figures."""
    plan = {"made": When(date(2024, 1, 1)), "due": When(date(2025, 12, 31))}
    updates = [record(update, "a", "2025-12-01", actual=100)]
    (row,) = build_report(snapshot_of([pledge("a", money(100), **plan)], updates)).evidenced
    schedules = [target.measure.schedule for target in (row.target, row.verified) if target.measure]
    assert schedules == [Schedule.ON_TRACK, Schedule.OVERDUE]
