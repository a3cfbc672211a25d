"""Snapshots of the registry: key commitments, parts at any depth and queries."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from commitrack.assess import Assessment, Status
from commitrack.model import Commitment, Pillar, When
from commitrack.query import Sort
from commitrack.report.page import commitment_page
from commitrack.report.snapshot import Snapshot, take_snapshot

SnapshotOf = Callable[..., Snapshot]


def ids(assessments: list[Assessment]) -> list[str]:
    return [assessment.commitment.id for assessment in assessments]


def test_headlines_are_the_marked_ones(snapshot_of: SnapshotOf) -> None:
    """Commitments marked as headlines are the key commitments, whatever they are part of."""
    snapshot = snapshot_of([
        Commitment(id="whole", title="w"), Commitment(id="part", title="p", part_of="whole", headline=True),
    ])  # fmt: skip
    assert ids(snapshot.headlines()) == ["part"]


def test_without_a_mark_the_outermost_are_headlines(snapshot_of: SnapshotOf) -> None:
    """Without a marked commitment, those that are part of no other are the key commitments."""
    snapshot = snapshot_of([Commitment(id="whole", title="w"), Commitment(id="part", title="p", part_of="whole")])
    assert ids(snapshot.headlines()) == ["whole"]


def test_parts_are_counted_at_any_depth(snapshot_of: SnapshotOf) -> None:
    """Parts at any depth are counted by status; a commitment without parts has no counts."""
    snapshot = snapshot_of([
        Commitment(id="whole", title="w"),
        Commitment(id="part", title="p", part_of="whole"),
        Commitment(id="deep", title="d", part_of="part", due=When(2020)),
        Commitment(id="deeper", title="d", part_of="deep"),
    ])  # fmt: skip
    assert snapshot.part_counts("whole") == {Status.NO_REPORT: 2, Status.OVERDUE: 1}
    assert snapshot.part_counts("deep") == {Status.NO_REPORT: 1}
    assert snapshot.part_counts("deeper") == {}
    assert ids(snapshot.all_parts("whole")) == ["part", "deep", "deeper"]


@pytest.mark.parametrize(
    ("as_of", "counted", "direct"),
    [
        ("2023-12-31", ["undated"], ["undated"]),
        ("2024-01-01", ["early", "undated"], ["undated"]),
        ("2025-06-30", ["late", "early", "undated"], ["late", "undated"]),
    ],
)
def test_a_part_counts_from_the_day_on_which_it_is_made(
    snapshot_of: SnapshotOf, as_of: str, counted: list[str], direct: list[str]
) -> None:
    """A part not made yet is not counted, but its own parts are; one without a day of making always counts."""
    commitments = [
        Commitment(id="whole", title="w"),
        Commitment(id="late", title="l", part_of="whole", made=When(date(2025, 6, 30))),
        Commitment(id="early", title="e", part_of="late", made=When(2024)),
        Commitment(id="undated", title="u", part_of="whole"),
    ]
    snapshot = snapshot_of(commitments, as_of=as_of)
    assert ids(snapshot.all_parts("whole")) == counted
    assert sum(snapshot.part_counts("whole").values()) == len(counted)
    page = commitment_page(snapshot, snapshot.assessments["whole"])
    assert ids(list(page.parts)) == direct
    assert sum(page.part_counts.values()) == len(counted)


def test_an_empty_query_selects_everything_by_pillar(snapshot_of: SnapshotOf) -> None:
    """An empty query selects all commitments in the order of the pillars, those without a pillar first."""
    snapshot = snapshot_of(
        [
            Commitment(id="b", title="b", pillar="two"),
            Commitment(id="a", title="a", pillar="one", due=When(2030)),
            Commitment(id="c", title="c"),
        ],
        pillars={"one": Pillar(title="1"), "two": Pillar(title="2")},
    )
    assert ids(snapshot.select([])) == ["c", "a", "b"]
    assert ids(snapshot.select([], sort=Sort.DUE))[0] == "a"
    assert ids(snapshot.select(["pillar:two"])) == ["b"]


def test_known_takes_only_updates_recorded_before(shipped: Callable[[str], Snapshot]) -> None:
    """The shipped journal was recorded on 23 November 2026; a snapshot of what was known before has no figure."""
    registry = shipped("2026-11-23").registry
    earlier = take_snapshot(registry, as_of=date(2026, 11, 23), known=datetime(2026, 11, 22, tzinfo=UTC))
    later = take_snapshot(registry, as_of=date(2026, 11, 23), known=datetime(2026, 11, 24, tzinfo=UTC))
    before, after = (snapshot.assessments["implementation-plan"].targets[0].latest for snapshot in (earlier, later))
    assert before is None
    assert after is not None
    assert after.level == 108


@pytest.mark.parametrize("name", ["wa-2-0", "connectivity-initiative", "jaif"])
def test_direct_parts_are_among_all_parts(shipped: Callable[[str], Snapshot], name: str) -> None:
    """Every direct part of a commitment is among its parts at any depth."""
    snapshot = shipped("2026-11-23")
    assert snapshot.assessments.parts[name]
    assert set(snapshot.assessments.parts[name]) <= set(ids(snapshot.all_parts(name)))


def test_known_hides_commitments_added_later(snapshot_of: Callable[..., Snapshot]) -> None:
    """What was known before a commitment was added has neither the commitment nor its part."""
    noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
    commitments = [Commitment(id="old", title="old"), Commitment(id="new", title="new", part_of="old", recorded=noon)]
    registry = snapshot_of(commitments).registry
    before, after = (
        take_snapshot(registry, as_of=date(2026, 11, 23), known=noon + difference)
        for difference in (-timedelta(seconds=1), timedelta())
    )
    assert [a.commitment.id for a in before.made()] == ["old"]
    assert [a.commitment.id for a in after.made()] == ["old", "new"]
    assert (before.part_counts("old").total(), after.part_counts("old").total()) == (0, 1)


def test_circular_parts_end(snapshot_of: Callable[..., Snapshot]) -> None:
    """A registry made in Python may have a circle of parts, which check refuses in files; each is assessed once."""
    circle = [Commitment(id=name, title=name, part_of=whole) for name, whole in (("a", "b"), ("b", "c"), ("c", "a"))]
    snapshot = snapshot_of(circle)
    assert len(snapshot.assessments.values()) == 3
    assert sum(snapshot.part_counts("a").values()) >= 1
    assert [part.commitment.id for part in snapshot.all_parts("a")] == ["c", "b", "a"]
    assert snapshot.responsible_parties(circle[0]) == ()
