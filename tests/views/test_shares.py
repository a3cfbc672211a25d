"""A share in every format: what is not all of it is never shown as 100%, and what is something never as 0%."""

import csv
import io
import json
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from rich.console import RenderableType

from commitrack.model import Commitment, Target, Update
from commitrack.report.report import Report, build_report
from commitrack.report.snapshot import Snapshot
from commitrack.views.formats import view
from commitrack.views.grid import Look, filled
from commitrack.views.html.status_bar import status_bar
from commitrack.views.terminal.report import report_page


@pytest.fixture
def report_of(
    commitment: Callable[..., Commitment],
    target: Callable[..., Target],
    update: Callable[..., Update],
    snapshot_of: Callable[..., Snapshot],
) -> Callable[[int, int], Report]:
    """``report_of(299, 300)``: a commitment with a figure of 299 people of 300, by the day before its deadline."""

    def build(actual: int, value: int) -> Report:
        one = commitment(targets={"people": target(value)})
        return build_report(snapshot_of([one], [update("2024-12-30", actual=actual)], as_of="2024-12-30"))

    return build


@pytest.mark.parametrize(
    ("actual", "value", "rounded", "shown", "fraction"),
    [
        (299, 300, "99%", "99.7%", "0.996667"),
        (1, 300, "<1%", "0.3%", "0.003333"),
        (9_999_999_999, 10_000_000_000, "99%", "99.9%", "0.999999"),
        (1, 10_000_000_000, "<1%", "<0.1%", "0.0000000001"),
        (300, 300, "100%", "100%", "1"),
        (0, 300, "0%", "0%", "0"),
    ],
)  # fmt: skip
def test_the_share_achieved(
    report_of: Callable[[int, int], Report],
    drawn: Callable[[RenderableType, int, Look], str],
    actual: int,
    value: int,
    rounded: str,
    shown: str,
    fraction: str,
) -> None:
    """On the terminal, in HTML, Markdown, JSON and CSV; a whole percentage is for bars only."""
    report = report_of(actual, value)
    look = Look(pipe=True)
    assert re.search(rf"[━─] +{rounded}  ", drawn(report_page(report, look, everything=True), 0, look))
    written: dict[str, Any] = {
        name: "".join(view(name).render_report(report, lang="en"))  # type: ignore[arg-type]
        for name in ("html", "md", "json", "csv")
    }
    assert f"</span>{shown.replace('<', '&lt;')}</span>" in written["html"]
    assert f" {shown} " in written["md"]
    (item,) = json.loads(written["json"], parse_float=str, parse_int=str)["items"]
    assert f"{Decimal(item['targets'][0]['achieved']):f}" == fraction
    (row,) = csv.DictReader(io.StringIO(written["csv"], newline=""))
    assert row["achieved"] == fraction


@pytest.mark.parametrize(
    ("actual", "value", "format"),
    [
        (299, 300, "0.0%"), (1, 300, "0.0%"), (300, 300, "0.0%"), (0, 300, "0.0%"),
        (9_999, 10_000, "0.00%"), (1, 10_000, "0.00%"), (999_999, 1_000_000, "0.0000%"),
    ],
)  # fmt: skip
def test_a_workbook_shows_the_decimals_that_it_takes(
    report_of: Callable[[int, int], Report],
    actual: int,
    value: int,
    format: str,  # noqa: A002
) -> None:
    """The cell holds the number; its format has enough decimals for it."""
    written = view("xlsx").render_report(report_of(actual, value), lang="en")
    assert isinstance(written, bytes)
    book = openpyxl.load_workbook(io.BytesIO(written))
    heading, row, *_ = book["Progress"].iter_rows()
    (cell,) = [cell for title, cell in zip(heading, row, strict=True) if title.value == "Achieved"]
    assert cell.value == pytest.approx(actual / value)
    assert cell.number_format == format


@pytest.mark.parametrize(("others", "shares"), [(1, ["50%", "50%"]), (299, ["<1%", "99%"])])
def test_the_bar_of_statuses(
    commitment: Callable[..., Commitment], snapshot_of: Callable[..., Snapshot], others: int, shares: list[str]
) -> None:
    """One overdue commitment of 300 is less than 1%, and the others are not all."""
    rest = [commitment(id=f"other-{number}", due=2030) for number in range(others)]
    report = build_report(snapshot_of([commitment(), *rest], as_of="2026-11-23"))
    assert [segment.share for segment in status_bar(report)] == shares


@pytest.mark.parametrize(
    ("share", "hundredths", "eighths"),
    [
        ("0", 0, 0), ("0.0001", 1, 1), ("0.994", 99, 7), ("0.9999", 99, 7), ("1", 100, 8), ("1.8", 100, 8),
        ("-0.2", 0, 0), ("0.5", 50, 4),
    ],
)  # fmt: skip
def test_a_bar_is_full_only_when_all_is_reached(share: str, hundredths: int, eighths: int) -> None:
    """And empty only when nothing is; it never extends beyond its ends."""
    assert (filled(Decimal(share), 100), filled(Decimal(share), 8)) == (hundredths, eighths)
