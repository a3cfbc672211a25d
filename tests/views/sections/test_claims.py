"""Amended terms, and progress by verified evidence: the cells, worked out by hand from the small registry."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from commitrack.amounts import Amount
from commitrack.model import Qualifier
from commitrack.report.report import Report
from commitrack.views.grid import Cell, Share
from commitrack.views.sections.claims import AMENDED, EVIDENCED

Plain = Callable[..., list[tuple[Cell, ...]]]


def test_amended(report: Report, plain: Plain) -> None:
    """Both values and both deadlines, the change, and the schedule by both."""
    due = date(2029, 3, 31)
    assert plain(AMENDED.grid(report)) == [
        ("fund", Amount(40_000_000_000, "JPY", Qualifier.AT_LEAST), due,
         Amount(30_000_000_000, "JPY", Qualifier.AT_LEAST), due, "weakened", "off track"),
    ]  # fmt: skip


def test_evidenced(report: Report, plain: Plain) -> None:
    """The press figure for the budget does not count; for the emissions none is left: no data, and not 0."""
    assert plain(EVIDENCED.grid(report)) == [
        ("emissions", Amount(500, "kt"), Amount(690, "kt"), Share(Decimal("0.62"), bar=True), "no data", None),
        ("fund", Amount(30_000_000_000, "JPY", Qualifier.AT_LEAST),
         Amount(Decimal("3500000000.50"), "JPY", Qualifier.ABOUT),
         Share(Decimal("3500000000.50") / 30_000_000_000, bar=True), Amount(2_000_000_000, "JPY"),
         Share(Decimal(2) / 30, bar=True)),
        ("fund", Amount(300, "projects"), Amount(75, "projects"), Share(Decimal("0.25"), bar=True),
         Amount(75, "projects"), Share(Decimal("0.25"), bar=True)),
    ]  # fmt: skip
