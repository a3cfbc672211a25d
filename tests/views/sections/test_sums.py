"""The sections of sums by unit and of converted amounts, with cells worked out by hand from the small registry."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from commitrack.amounts import Amount
from commitrack.model import Commitment, Kind, Qualifier, Rate, Target
from commitrack.report.report import Report, ReportRequest, build_report
from commitrack.report.snapshot import Snapshot, take_snapshot
from commitrack.views.grid import Cell, Named
from commitrack.views.sections.sums import CONVERSION, SUMS

Plain = Callable[..., list[tuple[Cell, ...]]]


def test_sums_by_unit(report: Report, plain: Plain) -> None:
    """A total of one target names its commitment; without any figure, the sum is “no data” and not 0."""
    assert plain(SUMS.grid(report)) == [
        ("trainees", "pledge", "people", "", 1, Amount(5_000, "people"), "0 of 1", "no figure"),
        ("fund", "pledge", "JPY", "disbursed", 1, Amount(30_000_000_000, "JPY", Qualifier.AT_LEAST), "1 of 1",
         Amount(Decimal("3500000000.50"), "JPY", Qualifier.ABOUT)),
        ("fund", "pledge", "projects", "", 1, Amount(300, "projects"), "1 of 1", Amount(75, "projects")),
    ]  # fmt: skip


def test_a_total_of_several_targets_names_the_indicator(snapshot_of: Callable[..., Snapshot], plain: Plain) -> None:
    """Several targets are shown by their indicator, in the language of the report."""

    def pledge(name: str, **fields: Any) -> Commitment:
        trained = Target(value=100, unit="people", indicator={"en": "people trained", "ja": "研修修了者"})
        return Commitment(id=name, title=name, targets={"n": trained, "b": Target(value=5, unit="JPY")}, **fields)

    grid = SUMS.grid(build_report(snapshot_of([pledge("a"), pledge("b"), pledge("c", kind=Kind.PROGRAMME)])))
    assert [row[:5] for row in plain(grid)] == [
        ("people trained", "pledge", "people", "", 2), ("b", "pledge", "JPY", "", 2),
        ("c", "programme", "people", "", 1), ("c", "programme", "JPY", "", 1),
    ]  # fmt: skip
    assert plain(grid, "ja")[0][0] == "研修修了者"


def test_conversion_without_a_rate(report: Report, plain: Plain) -> None:
    """An amount without an exchange rate is listed with its target and is not converted, and there is no total."""
    grid = CONVERSION.grid(report)
    assert plain(grid) == [("fund", "pledge", None, None, "not converted: no exchange rate in the registry")]
    assert [cell.remark for row in grid.rows for cell in row if isinstance(cell, Named)] == ["budget"]
    assert (grid.title, grid.note) == ("Amounts in USD", "")


def test_conversion_with_a_rate(small: Snapshot, plain: Plain) -> None:
    """A converted amount has its stage and its rate with day and source, and there is a total for each stage."""
    rate = Rate(currency="JPY", date=date(2026, 6, 30), rate=Decimal("0.0066"), source="a bank")
    snapshot = take_snapshot(replace(small.registry, rates=(rate,)), as_of=small.as_of)
    grid = CONVERSION.grid(build_report(snapshot, ReportRequest(currency="USD")))
    assert plain(grid) == [
        ("fund", "pledge", "disbursed", Amount(198_000_000, "USD", Qualifier.AT_LEAST),
         "0.0066 on 2026-06-30, over 4 months ago, a bank"),
    ]  # fmt: skip
    assert grid.note == "Total of converted amounts: budget, disbursed (pledge): at least US$198,000,000."
    in_yen = CONVERSION.grid(build_report(snapshot, ReportRequest(currency="JPY")))
    assert plain(in_yen) == [
        ("fund", "pledge", "disbursed", Amount(30_000_000_000, "JPY", Qualifier.AT_LEAST), "as stated"),
    ]


def test_an_old_rate_is_flagged(small: Snapshot, plain: Plain) -> None:
    """A rate older than twelve months is flagged beside the amount and below the table, in each language."""
    rate = Rate(currency="JPY", date=date(2023, 12, 29), rate=Decimal("0.0071"), source="a bank")
    snapshot = take_snapshot(replace(small.registry, rates=(rate,)), as_of=small.as_of)
    grid = CONVERSION.grid(build_report(snapshot, ReportRequest(currency="USD")))
    assert str(plain(grid)[0][-1]).endswith("a bank; older than 12 months")
    assert grid.note.endswith(" 1 amount is converted at a rate older than 12 months.")
    assert "12か月超" in str(plain(grid, "ja")[0][-1])


def test_units_follow_the_language(report: Report, plain: Plain) -> None:
    """The units of sums are in the language of the report."""
    assert [row[2] for row in plain(SUMS.grid(report), "ja")] == ["人", "円", "件"]
