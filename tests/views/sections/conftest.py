"""The small registry's report with everything in it, and a grid as plain cells."""

from collections.abc import Callable
from datetime import date

import pytest

from commitrack.report.brief import Asked, Report, brief
from commitrack.report.survey import Survey
from commitrack.views.grid import Cell, Grid, Named


@pytest.fixture(scope="session")
def report(small: Survey) -> Report:
    """Since New Year's Day 2025, in dollars, for the next meeting."""
    return brief(small, Asked(since=(date(2025, 1, 1), None), currency="USD"))


@pytest.fixture(scope="session")
def plain() -> Callable[[Grid], list[tuple[Cell, ...]]]:
    """The rows of a grid, each commitment as its id alone."""

    def read(grid: Grid) -> list[tuple[Cell, ...]]:
        return [tuple(cell.id if isinstance(cell, Named) else cell for cell in row) for row in grid.rows]

    return read
