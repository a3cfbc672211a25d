"""The small registry's report with everything in it, and a grid as plain cells."""

from collections.abc import Callable
from datetime import date

import pytest

from commitrack.report.report import Report, ReportRequest, build_report
from commitrack.report.snapshot import Snapshot
from commitrack.views.grid import Cell, Grid, Named


@pytest.fixture(scope="session")
def report(small: Snapshot) -> Report:
    """Since New Year's Day 2025, in dollars, for the next meeting."""
    return build_report(small, ReportRequest(since=(date(2025, 1, 1), None), currency="USD"))


@pytest.fixture(scope="session")
def plain() -> Callable[[Grid], list[tuple[Cell, ...]]]:
    """The rows of a grid, each commitment as its id alone."""

    def read(grid: Grid) -> list[tuple[Cell, ...]]:
        return [tuple(cell.id if isinstance(cell, Named) else cell for cell in row) for row in grid.rows]

    return read
