"""The workbook, read with openpyxl: a sheet for each table, typed cells, no formulas, nothing cut off."""

import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from commitrack.errors import UsageError
from commitrack.interchange.export import xlsx
from commitrack.registry import must_read
from commitrack.report.snapshot import Snapshot, take_snapshot


def sheet(snapshot: Snapshot, name: str) -> list[dict[str, Any]]:
    """The rows of a sheet by its headings."""
    content = xlsx.export(snapshot, digest="0" * 64).content
    assert isinstance(content, bytes)
    headings, *rows = openpyxl.load_workbook(io.BytesIO(content))[name].iter_rows(values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]


@pytest.fixture
def snapshot(everything: Path) -> Snapshot:
    return take_snapshot(must_read(everything).registry, as_of=date(2025, 1, 31))


def test_days_are_dates_and_numbers_numbers(snapshot: Snapshot) -> None:
    """A deadline is a date only if it is a day; a number with more than 15 digits is text, to lose none."""
    plan, training, buses = sheet(snapshot, "commitments")
    assert (training["made"], training["due"]) == (datetime(2024, 1, 1), "2025-Q4")  # noqa: DTZ001
    assert (plan["made"], buses["made"], buses["within"]) == (None, "2024-05", "3 years")
    targets = {row["target"]: row for row in sheet(snapshot, "targets")}
    assert targets["trainees"]["value"] == 5000
    assert targets["budget"]["value"] == "123456789012345678901.25"
    assert (targets["buses"]["baseline"], targets["buses"]["due"], targets["buses"]["baseline_on"]) == (0.1, 2030, 2023)


def test_text_keeps_its_lines_and_is_no_formula(snapshot: Snapshot) -> None:
    """Text is text, whatever it starts with."""
    assert sheet(snapshot, "commitments")[1]["note"] == "First line\nSecond line"
    content = xlsx.export(snapshot, digest="0" * 64).content
    assert isinstance(content, bytes)
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(content))["updates"].iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=SUM(A1)"] == ["s"]


def test_every_table_is_a_sheet(snapshot: Snapshot) -> None:
    """The assessment is there, too."""
    assert [row["status"] for row in sheet(snapshot, "assessments")] == ["at-risk", "suspended"]
    assert sheet(snapshot, "registry")[0] == {"name": "title_en", "value": "Test register"}


def test_the_same_registry_gives_the_same_bytes(snapshot: Snapshot) -> None:
    """Nothing in the file depends on the clock."""
    first, second = (xlsx.export(snapshot, digest="0").content for _ in range(2))
    assert first == second


def test_a_text_that_does_not_fit_is_refused(snapshot_of: Callable[[str], Snapshot]) -> None:
    """A spreadsheet would cut it off; the error says where it is."""
    text = f'[commitments.a]\ntitle = "A"\nnote = "{"x" * 32_768}"\n'
    with pytest.raises(UsageError, match="the text of note in row 2 of commitments is longer") as caught:
        xlsx.export(snapshot_of(text), digest="0")
    assert caught.value.hint == "choose another format: sqlite or csv"


def test_a_table_that_does_not_fit_is_refused(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet has a limited number of rows."""
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    with pytest.raises(UsageError, match="a sheet has at most 2 rows, and registry has 12"):
        xlsx.export(snapshot, digest="0")
