"""Fixtures for the tests of sections: a report on the small registry, and the rows of a grid in simple form."""

from collections.abc import Callable
from datetime import date

import pytest

from commitrack.amounts import Unit
from commitrack.language import localize
from commitrack.report.report import Report, ReportRequest, build_report
from commitrack.report.snapshot import Snapshot
from commitrack.views.grid import Cell, Change, Grid, Named


@pytest.fixture(scope="session")
def report(small: Snapshot) -> Report:
    """The report on the small registry with changes since 1 January 2025 and amounts in USD."""
    return build_report(small, ReportRequest(since=(date(2025, 1, 1), None), currency="USD"))


@pytest.fixture(scope="session")
def plain() -> Callable[..., list[tuple[Cell, ...]]]:
    """``plain(grid, "ja")``: the rows of a grid, with each commitment as its id and each text in the language."""

    def read(grid: Grid, lang: str = "en") -> list[tuple[Cell, ...]]:
        def plain_cell(cell: Cell) -> Cell:
            if isinstance(cell, Named):
                return cell.id
            return localize(cell, lang) if isinstance(cell, str | Change | Unit) else cell

        return [tuple(map(plain_cell, row)) for row in grid.rows]

    return read
