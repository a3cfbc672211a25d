"""The sections of counts by pillar, area and party, with cells worked out by hand from the small registry."""

from collections.abc import Callable

from commitrack.language import localize
from commitrack.report.report import Report
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
        ("trade", 4, "4件中2件", 1, 1, 1, None, 1),
        ("", 1, "1件中1件", None, None, None, 1, None),
    ]
    names = [row[0] for row in grid.rows]
    assert [name for name in names if not isinstance(name, Named) or name.remark] == []
    assert [localize(name.title, "ja") for name in names if isinstance(name, Named)] == ["人", "貿易・投資", "柱横断"]


def test_counts_by_area_and_party(report: Report, plain: Plain) -> None:
    """Counts by area and by party to report have a note on commitments that are counted more than once."""
    areas, parties = AREAS.grid(report), PARTIES.grid(report)
    assert [row[:3] for row in plain(areas)] == [("skills", 1, "0 of 1"), ("", 6, "4 of 6")]
    assert [row[:3] for row in plain(parties)] == [
        ("ministry", 1, "0 of 1"), ("bank", 3, "1 of 3"), ("", 3, "3 of 3"),
    ]  # fmt: skip
    assert areas.note == "A commitment with several areas is counted in each."
    assert parties.note == "A commitment with several parties is counted for each."
