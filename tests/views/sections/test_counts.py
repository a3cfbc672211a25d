"""The sections of counts by pillar, area and party, with cells worked out by hand from the small registry."""

from collections.abc import Callable

from commitrack.language import localize
from commitrack.model import Area, Basis, Commitment, Pillar, Settings
from commitrack.report.report import Report, build_report
from commitrack.report.snapshot import Snapshot
from commitrack.views.grid import Cell, Named
from commitrack.views.sections.counts import AREAS, PARTIES, PILLARS

Plain = Callable[..., list[tuple[Cell, ...]]]


def test_counts_by_pillar(report: Report, plain: Plain) -> None:
    """Counts have a column for each status that occurs, empty cells for zero, and a last row without a pillar."""
    grid = PILLARS.grid(report)
    assert [column.title("en") for column in grid.columns] == [
        "Pillar", "Total", "With data", "Overdue", "Off track", "No report", "On track", "In progress",
    ]  # fmt: skip
    assert [column.title("ja") for column in grid.columns] == [
        "柱", "計", "実績報告あり", "期限超過", "大幅な遅れ", "報告なし", "順調", "実施中",
    ]  # fmt: skip
    assert plain(grid, "ja") == [
        ("people", 2, "2件中1件", 1, None, None, None, 1),
        ("trade", 4, "3件中1件", 1, 1, 1, None, 1),
        ("", 1, "1件中1件", None, None, None, 1, None),
    ]
    names = [row[0] for row in grid.rows]
    assert [name for name in names if not isinstance(name, Named) or name.remark] == []
    assert [localize(name.title, "ja") for name in names if isinstance(name, Named)] == ["人", "貿易・投資", "柱横断"]


def test_counts_by_area_and_party(report: Report, plain: Plain) -> None:
    """Counts by area and by responsible party have a note on commitments that are counted more than once."""
    areas, parties = AREAS.grid(report), PARTIES.grid(report)
    assert [row[:3] for row in plain(areas)] == [("skills", 1, "0 of 1"), ("", 6, "3 of 5")]
    assert [row[:3] for row in plain(parties)] == [("ministry", 4, "0 of 3"), ("", 3, "3 of 3")]
    parts = "“With data” counts commitments without parts."
    assert areas.note == f"A commitment with several areas is counted in each. {parts}"
    assert parties.note == f"A commitment with several parties is counted for each. {parts}"


def test_the_editors_classification_is_named(snapshot_of: Callable[..., Snapshot]) -> None:
    """The counts by pillar and area say how many commitments the source does not classify."""
    commitments = [
        Commitment(id="a", title="a", pillar="p", pillar_basis=Basis.STATED, areas=("x",)),
        Commitment(id="b", title="b", pillar="p"), Commitment(id="c", title="c"),
    ]  # fmt: skip
    tables = {"pillars": {"p": Pillar(title="P")}, "areas": {"x": Area(title="X")}}
    settings = Settings(pillar_basis=Basis.INFERRED, areas_basis=Basis.INFERRED)
    report = build_report(snapshot_of(commitments, settings=settings, **tables))
    ours = "is the editor's classification, not the source's."
    assert PILLARS.grid(report).note == f"For 1 of 2 commitments, the pillar {ours}"
    assert AREAS.grid(report).note.endswith(f" For 1 of 1 commitments, the areas {ours.replace('is', 'are', 1)}")
    assert PILLARS.grid(build_report(snapshot_of(commitments, **tables))).note == ""
