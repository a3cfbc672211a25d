"""Totals, compared with results calculated by hand: sums of like targets, and conversions to one currency."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from commitrack.assess.history import hedge
from commitrack.errors import UsageError
from commitrack.model import (
    Commitment,
    Counting,
    Kind,
    Lifecycle,
    Number,
    Qualifier,
    Rate,
    Target,
    Text,
    Update,
)
from commitrack.report.report import Report, ReportRequest, build_report
from commitrack.report.snapshot import Snapshot
from commitrack.report.totals import Conversion, Sum

SnapshotOf = Callable[..., Snapshot]
MakeUpdate = Callable[..., Update]


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
    return [
        (row.counted[0].unit, row.counted[0].counting, len(row.counted), row.value, row.with_figure, row.reached)
        for row in rows
    ]


def total_rows(conversion: Conversion) -> list[tuple[str | None, Number]]:
    return [(total.counting, total.value) for total in conversion.totals]


def conversion_of(report: Report) -> Conversion:
    assert report.conversion is not None
    return report.conversion


def test_money_is_added_up_by_currency(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """Money is added up by currency, its reported figures too; tracked indicators are left out."""
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
    """A part at any depth is not added to its whole in any currency, but its other stages and indicators count."""
    snapshot = snapshot_of([
        pledge("whole", money(100)),
        pledge("part", part_of="whole"),
        pledge("part-of-part", money(30), money(5, "people"), money(9, counting="disbursed"), part_of="part"),
        pledge("in-dollars", money(4, "USD"), part_of="whole"),
        pledge("other", money(1)),
    ])  # fmt: skip
    assert sum_rows(build_report(snapshot).sums) == [
        ("JPY", None, 2, 101, 0, 0), ("people", None, 1, 5, 0, 0), ("JPY", "disbursed", 1, 9, 0, 0),
    ]  # fmt: skip
    converted = conversion_of(build_report(snapshot, ReportRequest(currency="JPY")))
    assert total_rows(converted) == [(None, 101), ("disbursed", 9)]
    assert converted.missing == ()


def test_parts_count_where_their_whole_does_not(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """A part counts if its whole only tracks the unit, is withdrawn, or is left out by the query."""
    tracked = snapshot_of([pledge("whole", money(None)), pledge("part", money(30), part_of="whole")])
    assert sum_rows(build_report(tracked).sums) == [("JPY", None, 1, 30, 0, 0)]
    judged = snapshot_of([pledge("whole", money(100)), pledge("part", money(30), part_of="whole")])
    step = record(update, "whole", "2026-01-01", lifecycle=Lifecycle.WITHDRAWN, reason="r")
    withdrawn = snapshot_of(judged.registry.commitments.values(), [step])
    assert sum_rows(build_report(withdrawn).sums) == [("JPY", None, 1, 30, 0, 0)]
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
    assert [(row.counted.assessment.commitment.id, row.value, row.rate) for row in conversion.converted] == [
        ("dollars", 5, None)
    ]
    assert [(row.assessment.commitment.id, row.target.name) for row in conversion.missing] == [
        ("yen", "t0"),
        ("euros", "t0"),
    ]
    assert total_rows(conversion) == [(None, 5)]


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
    assert total_rows(conversion) == [("pledged", Decimal("6.75")), ("disbursed", Decimal("2.01"))]
    assert [row.counted.counting for row in conversion.converted] == ["pledged", "disbursed", "pledged"]


@pytest.mark.parametrize("currency", ["usd", "dollars", "people", "US"])
def test_an_invalid_currency_is_refused(snapshot_of: SnapshotOf, currency: str) -> None:
    """A conversion to anything but a currency code is refused."""
    with pytest.raises(UsageError, match=f'invalid currency code "{currency}"'):
        build_report(snapshot_of([pledge("a", money(1))]), ReportRequest(currency=currency))


def one(name: str, target: str, *, unit: str = "people", indicator: Text | None = None, **fields: Any) -> Commitment:
    return Commitment(
        id=name, title=name, targets={target: Target(value=100, unit=unit, indicator=indicator)}, **fields
    )


@pytest.mark.parametrize(
    ("commitments", "summed"),
    [
        # the name of the target identifies the indicator
        ([one("a", "trainees"), one("b", "trainees")], [["a", "b"]]),
        ([one("a", "trainees"), one("b", "beneficiaries")], [["a"], ["b"]]),
        # the text of the indicator counts instead of the name, in whatever case or language it is first written
        ([one("a", "x", indicator="People trained"), one("b", "y", indicator={"en": "people trained"})], [["a", "b"]]),
        ([one("a", "x", indicator="people trained"), one("b", "x", indicator="people reached")], [["a"], ["b"]]),
        ([one("a", "trainees", indicator="people trained"), one("b", "trainees")], [["a"], ["b"]]),
        # a name that only repeats the unit does not say what is counted
        ([one("a", "people"), one("b", "people")], [["a"], ["b"]]),
        ([one("a", "person-days", unit="Person days"), one("b", "person-days", unit="Person days")], [["a"], ["b"]]),
        ([one("a", "people", indicator="trained"), one("b", "people", indicator="trained")], [["a", "b"]]),
        # what is under way is not promised
        ([one("a", "trainees"), one("b", "trainees", kind=Kind.PROGRAMME)], [["a"], ["b"]]),
        ([one("a", "budget", unit="JPY"), one("b", "grant", unit="JPY", indicator="grants")], [["a"], ["b"]]),
        ([one("a", "budget", unit="JPY"), one("b", "budget", unit="JPY")], [["a", "b"]]),
        ([one("a", "budget", unit="JPY"), one("b", "budget", unit="JPY", kind=Kind.PROGRAMME)], [["a"], ["b"]]),
    ],
)
def test_only_like_targets_are_added_up(
    snapshot_of: SnapshotOf, commitments: list[Commitment], summed: list[list[str]]
) -> None:
    """Targets are added up if they have the same indicator, unit and stage, and are all promised or all under way."""
    report = build_report(snapshot_of(commitments))
    assert [[row.assessment.commitment.id for row in total.counted] for total in report.sums] == summed
    assert [total.value for total in report.sums] == [100 * len(names) for names in summed]


@pytest.mark.parametrize(
    "target",
    [
        Target(value=10, baseline=40, unit="kt"),
        Target(value=10, qualifier=Qualifier.AT_MOST, unit="deaths"),
        Target(value=0, unit="deaths"),
        Target(value=40, unit="%"),
        Target(value=3, unit="deaths per 100,000"),
        Target(value=40, maintain=True, unit="people"),
    ],
)
def test_some_targets_are_never_added_up(snapshot_of: SnapshotOf, target: Target) -> None:
    """Falling targets, shares, rates and levels to maintain have no meaningful sum, so they are left out."""
    assert build_report(snapshot_of([pledge("a", target), pledge("b", target)])).sums == ()


@pytest.mark.parametrize(
    ("terms", "sum_is"),
    [
        ([None, None], None),
        ([None, Qualifier.AT_LEAST], Qualifier.AT_LEAST),
        ([Qualifier.ABOUT, None, Qualifier.ABOUT], Qualifier.ABOUT),
        ([Qualifier.AT_LEAST, Qualifier.ABOUT], Qualifier.ABOUT),
        ([Qualifier.AT_LEAST, Qualifier.AT_MOST], Qualifier.ABOUT),
    ],
)
def test_a_sum_is_hedged_like_its_terms(terms: list[Qualifier | None], sum_is: Qualifier | None) -> None:
    """A sum is at least its value if a term is, and about its value if the terms are hedged in different ways."""
    assert hedge(terms) is sum_is


def test_sums_and_totals_keep_hedges(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """The sum of the values is hedged by the targets, that of the figures by the figures, and a total like a sum."""
    hedged = Target(value=50, unit="JPY", qualifier=Qualifier.AT_LEAST)
    figure = record(update, "a", "2026-01-01", actual=5, qualifier=Qualifier.ABOUT)
    report = build_report(
        snapshot_of([pledge("a", money(100)), pledge("b", hedged)], [figure]), ReportRequest(currency="JPY")
    )
    (total,) = report.sums
    assert (total.value, total.qualifier, total.reached, total.reached_qualifier) == (
        150, Qualifier.AT_LEAST, 5, Qualifier.ABOUT,
    )  # fmt: skip
    (converted,) = conversion_of(report).totals
    assert (converted.value, converted.qualifier) == (150, Qualifier.AT_LEAST)


@pytest.mark.parametrize(
    ("on", "age", "is_old"), [("2026-11-23", 0, False), ("2025-11-23", 365, False), ("2025-11-22", 366, True)]
)
def test_the_age_of_a_rate(snapshot_of: SnapshotOf, on: str, age: int, is_old: bool) -> None:  # noqa: FBT001
    """A rate has its age on the day of the report, and is old from the day after twelve months."""
    snapshot = snapshot_of([pledge("a", money(100))], as_of="2026-11-23", rates=(rate("JPY", on, "0.01"),))
    (row,) = conversion_of(build_report(snapshot, ReportRequest(currency="USD"))).converted
    assert (row.age, row.is_old) == (age, is_old)
