"""Groups: headings of the source that hold their parts together, and are neither listed nor counted."""

from collections.abc import Callable

import pytest

from commitrack.assess import Reservation, Status
from commitrack.model import Commitment, Kind, Target, When
from commitrack.report.report import build_report
from commitrack.report.serialize import group_data
from commitrack.report.snapshot import Snapshot
from commitrack.wording.groups import GroupBy, grouped


@pytest.fixture
def snapshot(snapshot_of: Callable[..., Snapshot]) -> Snapshot:
    """A whole with a part under a heading, which has a heading below it, and a heading of its own at the top."""
    return snapshot_of([
        Commitment(id="whole", title="Whole", due=When(2020)),
        Commitment(id="heading", title="Heading", kind=Kind.GROUP, part_of="whole"),
        Commitment(id="part", title="Part", part_of="heading", due=When(2020)),
        Commitment(id="below", title="Below", kind=Kind.GROUP, part_of="heading"),
        Commitment(id="deep", title="Deep", part_of="below"),
        Commitment(id="top", title="Top", kind=Kind.GROUP),
        Commitment(id="single", title="Single", part_of="top", targets={"ports": Target(value=3, unit="ports")}),
    ])  # fmt: skip


def ids(commitments: object) -> list[str]:
    return [assessment.commitment.id for assessment in commitments]  # type: ignore[attr-defined]


def test_a_group_is_in_no_listing_and_no_count(snapshot: Snapshot) -> None:
    """A group is neither assessed, selected nor counted; what is only part of groups is part of no commitment."""
    assert ids(snapshot.select(())) == ["whole", "part", "deep", "single"]
    assert ids(snapshot.overview()) == ["whole", "part", "single"]
    report = build_report(snapshot)
    assert (report.coverage.of, report.coverage.with_parts) == (3, 1)
    assert sum(row.total for row in report.pillars) == 4
    assert ids(build_report(snapshot, digest="").snapshot.headlines()) == ["whole", "single"]


def test_the_parts_of_a_group_are_those_of_its_whole(snapshot: Snapshot) -> None:
    """The parts of a group are direct parts of the whole that it is part of, and are counted once."""
    assert ids(snapshot.direct_parts("whole")) == ["part", "deep"]
    assert ids(snapshot.direct_parts("heading")) == ["part", "deep"]
    assert ids(snapshot.all_parts("whole")) == ["part", "deep"]
    assert snapshot.part_counts("whole") == {Status.OVERDUE: 1, Status.NO_REPORT: 1}
    assert snapshot.part_counts("top") == {Status.NO_REPORT: 1}


def test_a_whole_above_a_group_is_that_of_its_parts(snapshot: Snapshot) -> None:
    """A part under a heading is counted with its whole if both are overdue; `part_of:` names whole and heading."""
    overdue = next(iter(build_report(snapshot).deadlines.values()))
    assert [(row.assessment.commitment.id, row.parts) for row in overdue] == [("whole", 1)]
    assert ids(snapshot.select(["part_of:heading"])) == ["part", "deep"]
    assert ids(snapshot.select(["part_of:whole"])) == ["part", "deep"]


def test_a_whole_is_marked_if_a_part_under_a_heading_is_overdue(snapshot_of: Callable[..., Snapshot]) -> None:
    """A part that is overdue marks the commitment above its group."""
    snapshot = snapshot_of([
        Commitment(id="whole", title="Whole"),
        Commitment(id="heading", title="Heading", kind=Kind.GROUP, part_of="whole"),
        Commitment(id="part", title="Part", part_of="heading", due=When(2020)),
    ])  # fmt: skip
    assert snapshot.assessments["whole"].reservations == (Reservation.PART_OVERDUE,)


def test_a_listing_by_whole_has_the_headings(snapshot: Snapshot) -> None:
    """`list --group part_of` puts the parts of each group under its title."""
    groups = grouped(snapshot, snapshot.select(()), GroupBy.PART_OF)
    assert [(str(title), ids(rows)) for title, rows in groups] == [
        ("Heading", ["part"]), ("Below", ["deep"]), ("Top", ["single"]), ("Part of no other", ["whole"]),
    ]  # fmt: skip


def test_a_group_as_data_has_no_status(snapshot: Snapshot) -> None:
    """A group as data for programs has what it holds together, and no answer of an assessment."""
    data = group_data(snapshot, snapshot.registry.commitments["heading"])
    assert (data.id, data.part_of, data.parts) == ("heading", "whole", {Status.OVERDUE: 1, Status.NO_REPORT: 1})
    assert "status" not in data.__struct_fields__
