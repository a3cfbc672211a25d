"""Counts, sums and conversions: the cells, by hand."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from commitrack.model import Rate
from commitrack.report.report import Report, ReportRequest, build_report
from commitrack.report.snapshot import Snapshot
from commitrack.report.snapshot import take_snapshot as judged
from commitrack.views.grid import Amount, Cell, Grid, Named, spoken
from commitrack.views.sections import portfolio

Plain = Callable[[Grid], list[tuple[Cell, ...]]]


def test_counts(report: Report) -> None:
    """A column for each status that occurs, an empty cell where there is none, what has no pillar at the end."""
    grid = portfolio.pillars(report, "en")
    assert [column.heading for column in grid.columns] == [
        "Pillar", "All", "With data", "Overdue", "Off track", "No data", "On track", "In progress",
    ]  # fmt: skip
    grid = spoken(portfolio.pillars(report, "ja"), "ja")
    assert [column.heading for column in grid.columns] == [
        "柱", "全体", "情報あり", "期限超過", "大幅な遅れ", "情報なし", "順調", "実施中",
    ]  # fmt: skip
    assert grid.rows == (
        (Named("人", "people"), 2, "2件中1件", 1, None, None, None, 1),
        (Named("貿易・投資", "trade"), 4, "4件中2件", 1, 1, 1, None, 1),
        (Named("柱なし", ""), 1, "1件中1件", None, None, None, 1, None),
    )


def test_counts_by_area_and_party(report: Report, plain: Plain) -> None:
    """The same by area, and by the party that owes word; what counts more than once says so."""
    areas, parties = portfolio.areas(report, "en"), portfolio.parties(report, "en")
    assert [row[:3] for row in plain(areas)] == [("skills", 1, "0 of 1"), ("", 6, "4 of 6")]
    assert [row[:3] for row in plain(parties)] == [
        ("ministry", 1, "0 of 1"), ("bank", 3, "1 of 3"), ("", 3, "3 of 3"),
    ]  # fmt: skip
    assert areas.note == "One of several areas counts in each."
    assert parties.note == "One of several parties counts with each."


def test_sums(report: Report, plain: Plain) -> None:
    """By unit and stage; where nobody reported a figure nothing was added up, which is not 0."""
    assert plain(portfolio.sums(report, "en")) == [
        ("kt", "", 1, Amount(500, "kt"), "1 of 1", Amount(690, "kt")),
        ("people", "", 1, Amount(5_000, "people"), "0 of 1", "no data"),
        ("JPY", "disbursed", 1, Amount(30_000_000_000, "JPY"), "1 of 1", Amount(Decimal("3500000000.50"), "JPY")),
        ("projects", "", 1, Amount(300, "projects"), "1 of 1", Amount(75, "projects")),
    ]


def test_conversion_without_a_rate(report: Report, plain: Plain) -> None:
    """By name, with its target, and no total of nothing."""
    grid = portfolio.conversion(report, "en")
    assert plain(grid) == [("fund", None, None, "not converted: the registry has no rate")]
    assert [cell.remark for row in grid.rows for cell in row if isinstance(cell, Named)] == ["budget"]
    assert (grid.title, grid.note) == ("In USD", "")


def test_conversion_with_a_rate(small: Snapshot, plain: Plain) -> None:
    """Each rate with its day and source, the stage of the money, and a total for each stage."""
    rate = Rate(currency="JPY", date=date(2026, 6, 30), rate=Decimal("0.0066"), source="a bank")
    snapshot = judged(replace(small.registry, rates=(rate,)), as_of=small.as_of)
    grid = portfolio.conversion(build_report(snapshot, ReportRequest(currency="USD")), "en")
    assert plain(grid) == [("fund", "disbursed", Amount(198_000_000, "USD"), "0.0066 on 2026-06-30, a bank")]
    assert grid.note == "Of what could be converted: disbursed USD 198,000,000."
    own = portfolio.conversion(build_report(snapshot, ReportRequest(currency="JPY")), "en")
    assert plain(own) == [("fund", "disbursed", Amount(30_000_000_000, "JPY"), "as stated")]
