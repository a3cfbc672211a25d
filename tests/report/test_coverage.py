"""Coverage: nothing is counted twice, neither a whole beside its parts, nor a near-twin, nor an event."""

from collections.abc import Callable
from typing import Any

import pytest

from commitrack.assess import Status
from commitrack.model import Area, Basis, Commitment, Pillar, Settings, Target, Update
from commitrack.report.coverage import Coverage, DataCoverage
from commitrack.report.report import Report, ReportRequest, build_report
from commitrack.report.snapshot import Snapshot

SnapshotOf = Callable[..., Snapshot]
MakeUpdate = Callable[..., Update]
EVENT = {"on": "2026-01-01", "note": "The centre opens.", "evidence": ("https://example.org",)}


def pledge(name: str, **fields: Any) -> Commitment:
    return Commitment(id=name, title=name, **fields)


def counted(coverage: DataCoverage) -> dict[str, int]:
    """The numbers of a coverage that are not zero, without those of its targets."""
    return {name: n for name in coverage.__struct_fields__ if name != "targets" and (n := getattr(coverage, name))}


def test_a_whole_is_counted_by_its_parts(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """A commitment with parts in the report is not counted beside them; alone, it is. Targets are counted apart."""
    target = {"people": Target(value=5, unit="people"), "tracked": Target(unit="people")}
    commitments = [
        pledge("whole", targets=target), pledge("inner", part_of="whole"), pledge("leaf", part_of="inner"),
        pledge("other", targets=target),
    ]  # fmt: skip
    updates = [update("2026-01-01", commitment="whole", target="people", actual=1)]
    snapshot = snapshot_of(commitments, updates)
    coverage = build_report(snapshot).coverage
    assert counted(coverage) == {"of": 2, "no_report": 2, "with_parts": 2}
    assert coverage.targets == Coverage(1, 2)
    alone = build_report(snapshot, ReportRequest(query=("id:whole",))).coverage
    assert counted(alone) == {"n": 1, "of": 1}


def test_a_near_twin_is_counted_with_the_other(snapshot_of: SnapshotOf) -> None:
    """A commitment counted with another one is in no count, unless the other is not in the report."""
    targets = {"people": Target(value=5, unit="people")}
    commitments = [pledge("a", targets=targets), pledge("again", counted_with="a", targets=targets)]
    snapshot = snapshot_of(commitments)
    report = build_report(snapshot)
    assert counted(report.coverage) == {"of": 1, "no_report": 1, "counted_with": 1}
    assert report.coverage.targets == Coverage(0, 1)
    assert [row.value for row in report.sums] == [5]
    assert (report.statuses(), report.pillars[0].total) == ({Status.NO_REPORT: 1}, 1)
    assert report.unreported == len(snapshot.select(("is:open", "status:unknown")))  # as in the command that it names
    alone = build_report(snapshot, ReportRequest(query=("id:again",)))
    assert counted(alone.coverage) == {"of": 1, "no_report": 1}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"completion": "limited"}, {"completion": "limited"}, {"n": 1, "of": 2, "same_report": 1}),
        ({}, {}, {"of": 2, "notes_only": 1, "same_report": 1}),
        ({}, {"completion": "limited"}, {"n": 1, "of": 2, "same_report": 1}),
        ({}, {"note": "Another event."}, {"of": 2, "notes_only": 2}),
        ({}, {"evidence": ("https://example.org/2",)}, {"of": 2, "notes_only": 2}),
        ({"evidence": ()}, {"evidence": ()}, {"of": 2, "notes_only": 2}),
        ({"note": None, "completion": "limited"}, {"note": None, "completion": "limited"}, {"n": 2, "of": 2}),
    ],
)
def test_an_event_counts_once(
    snapshot_of: SnapshotOf,
    update: MakeUpdate,
    first: dict[str, Any],
    second: dict[str, Any],
    expected: dict[str, int],
) -> None:
    """Lines of one day with equal note and evidence are one event, known about one commitment, if possible by data."""
    updates = [
        update(**{**EVENT, **first}, commitment="a", key="1"), update(**{**EVENT, **second}, commitment="b", key="2"),
    ]  # fmt: skip
    assert counted(build_report(snapshot_of([pledge("a"), pledge("b")], updates)).coverage) == expected


def test_areas_with_nothing_are_counted_too(snapshot_of: SnapshotOf) -> None:
    """Without a query, an area or a pillar without commitments is listed with none; with one, it is not."""
    tables = {"areas": {name: Area(title=name) for name in ("x", "y")}, "pillars": {"p": Pillar(title="p")}}
    snapshot = snapshot_of([pledge("a", areas=("y",))], **tables)
    full, narrowed = build_report(snapshot), build_report(snapshot, ReportRequest(query=("a",)))

    def rows(report: Report) -> list[tuple[str | None, int]]:
        return [(row.name, row.total) for row in (*report.areas, *report.pillars)]

    assert rows(full) == [("x", 0), ("y", 1), ("p", 0), (None, 1)]
    assert rows(narrowed) == [("y", 1), (None, 1)]


def test_who_classified_is_counted(snapshot_of: SnapshotOf) -> None:
    """The editor's classification is told apart by the setting of the registry, and by commitment."""
    commitments = [pledge("a", areas=("x",), areas_basis=Basis.STATED), pledge("b", areas=("x",))]
    tables = {"areas": {"x": Area(title="x")}, "settings": Settings(areas_basis=Basis.INFERRED)}
    (row,) = build_report(snapshot_of(commitments, **tables)).areas
    assert (row.total, row.inferred) == (2, 1)
