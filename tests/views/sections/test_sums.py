"""The sections of sums by unit and of converted amounts, with cells worked out by hand from the small registry."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from commitrack.amounts import Amount
from commitrack.model import Rate
from commitrack.report.report import Report, ReportRequest, build_report
from commitrack.report.snapshot import Snapshot, take_snapshot
from commitrack.views.grid import Cell, Named
from commitrack.views.sections.sums import CONVERSION, SUMS

Plain = Callable[..., list[tuple[Cell, ...]]]


def test_sums_by_unit(report: Report, plain: Plain) -> None:
    """Targets and figures are added up by unit and stage; without any figure, the sum is “no data” and not 0."""
    assert plain(SUMS.grid(report)) == [
        ("kt", "", 1, Amount(500, "kt"), "1 of 1", Amount(690, "kt")),
        ("people", "", 1, Amount(5_000, "people"), "0 of 1", "no data"),
        ("JPY", "disbursed", 1, Amount(30_000_000_000, "JPY"), "1 of 1", Amount(Decimal("3500000000.50"), "JPY")),
        ("projects", "", 1, Amount(300, "projects"), "1 of 1", Amount(75, "projects")),
    ]


def test_conversion_without_a_rate(report: Report, plain: Plain) -> None:
    """An amount without an exchange rate is listed with its target and is not converted, and there is no total."""
    grid = CONVERSION.grid(report)
    assert plain(grid) == [("fund", None, None, "not converted: no exchange rate in the registry")]
    assert [cell.remark for row in grid.rows for cell in row if isinstance(cell, Named)] == ["budget"]
    assert (grid.title, grid.note) == ("Amounts in USD", "")


def test_conversion_with_a_rate(small: Snapshot, plain: Plain) -> None:
    """A converted amount has its stage and its rate with day and source, and there is a total for each stage."""
    rate = Rate(currency="JPY", date=date(2026, 6, 30), rate=Decimal("0.0066"), source="a bank")
    snapshot = take_snapshot(replace(small.registry, rates=(rate,)), as_of=small.as_of)
    grid = CONVERSION.grid(build_report(snapshot, ReportRequest(currency="USD")))
    assert plain(grid) == [("fund", "disbursed", Amount(198_000_000, "USD"), "0.0066 on 2026-06-30, a bank")]
    assert grid.note == "Total of converted amounts: disbursed USD 198,000,000."
    in_yen = CONVERSION.grid(build_report(snapshot, ReportRequest(currency="JPY")))
    assert plain(in_yen) == [("fund", "disbursed", Amount(30_000_000_000, "JPY"), "as stated")]


def test_units_follow_the_language(report: Report, plain: Plain) -> None:
    """The units of sums are in the language of the report."""
    assert [row[0] for row in plain(SUMS.grid(report), "ja")] == ["kt", "人", "円", "件"]
