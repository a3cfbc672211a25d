"""The sections of amended terms and evidenced progress, with cells worked out by hand from the small registry."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from commitrack.amounts import Amount
from commitrack.assess import Status
from commitrack.model import Qualifier
from commitrack.report.report import Report
from commitrack.views.grid import Cell, Share
from commitrack.views.sections.claims import AMENDED, EVIDENCED

Plain = Callable[..., list[tuple[Cell, ...]]]


def test_amended_terms(report: Report, plain: Plain) -> None:
    """An amended target has its original and current value and deadline, the kind of change and the schedule."""
    due = date(2029, 3, 31)
    assert plain(AMENDED.grid(report)) == [
        ("fund", Amount(40_000_000_000, "JPY", Qualifier.AT_LEAST), due,
         Amount(30_000_000_000, "JPY", Qualifier.AT_LEAST), due, "weakened", "off track"),
    ]  # fmt: skip


def test_evidenced_progress(report: Report, plain: Plain) -> None:
    """Only figures with strong evidence count as evidenced; without one, the cell is “no figure” and not 0."""
    assert plain(EVIDENCED.grid(report)) == [
        ("emissions", Amount(500, "kt"), Amount(690, "kt"),
         Share(Decimal("0.62"), bar=True, status=Status.ON_TRACK, is_planned=True), "no figure", None),
        ("fund", Amount(30_000_000_000, "JPY", Qualifier.AT_LEAST),
         Amount(Decimal("3500000000.50"), "JPY", Qualifier.ABOUT),
         Share(Decimal("3500000000.50") / 30_000_000_000, bar=True, status=Status.OFF_TRACK),
         Amount(2_000_000_000, "JPY"),
         Share(Decimal(2) / 30, bar=True, status=Status.OFF_TRACK)),
        ("fund", Amount(300, "projects"), Amount(75, "projects"),
         Share(Decimal("0.25"), bar=True, status=Status.UNCONFIRMED), Amount(75, "projects"),
         Share(Decimal("0.25"), bar=True, status=Status.UNCONFIRMED)),
    ]  # fmt: skip
