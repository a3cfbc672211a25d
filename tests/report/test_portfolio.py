"""Portfolio figures, compared with results calculated by hand: counts and verified progress."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from commitrack.assess import Schedule, Status
from commitrack.model import (
    Amends,
    Area,
    Commitment,
    Number,
    Parties,
    Party,
    Pillar,
    SourceClass,
    Target,
    Update,
    When,
)
from commitrack.report.portfolio import Verified
from commitrack.report.report import build_report
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
        [("empty", 0, 0), ("q", 2, 0), (None, 1, 1)],
        [("y", 2, 0), ("x", 1, 0), (None, 1, 1)],
        [("m", 1, 0), ("n", 2, 0), (None, 1, 1)],
    ]
    assert report.pillars[1].statuses == {Status.OVERDUE: 1, Status.NO_REPORT: 1}


def levels(rows: Iterable[Verified]) -> list[tuple[str, Number | None, Number | None]]:
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
    assert levels(build_report(snapshot_of([pledge("a", money(100))], updates)).evidenced()) == [("t0", 60, level)]


def test_claimed_increments_are_not_verified(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """An increment without strong evidence is not part of the verified level."""
    strong: dict[str, Any] = {"source_class": SourceClass.OFFICIAL, "evidence": LINKS}
    updates = [
        record(update, "a", "2025-01-01", actual=10, **strong), record(update, "a", "2025-02-01", add=5),
        record(update, "a", "2025-03-01", add=2, **strong),
    ]  # fmt: skip
    assert levels(build_report(snapshot_of([pledge("a", money(100))], updates)).evidenced()) == [("t0", 17, 12)]


def test_amendments_count_for_both(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """An amended target applies to the reported and to the verified share."""
    updates = [
        record(update, "a", "2025-01-01", actual=10, source_class=SourceClass.OFFICIAL, evidence=LINKS),
        record(update, "a", "2025-02-01", amends=Amends(value=50), reason="r"),
        record(update, "a", "2025-03-01", actual=20),
    ]
    (row,) = build_report(snapshot_of([pledge("a", money(100))], updates)).evidenced()
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
    assert levels(report.evidenced()) == [("t1", 3, None)]


def test_verified_progress_is_judged_as_of_the_day(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """A target that only an unverified figure reaches is overdue by its verified figures."""
    plan = {"made": When(date(2024, 1, 1)), "due": When(date(2025, 12, 31))}
    updates = [record(update, "a", "2025-12-01", actual=100)]
    (row,) = build_report(snapshot_of([pledge("a", money(100), **plan)], updates)).evidenced()
    schedules = [target.measure.schedule for target in (row.target, row.verified) if target.measure]
    assert schedules == [Schedule.ON_TRACK, Schedule.OVERDUE]
