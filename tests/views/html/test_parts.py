"""The page is drawn while it is written, so that one of thousands of commitments is never whole in memory."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from commitrack.report.report import ReportRequest, build_report
from commitrack.report.snapshot import Snapshot
from commitrack.views.html import annex, burnup, cells, page, render_report, timeline


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was drawn so far: the name of a function for each chart, cell and bar; parts are as small as possible."""
    calls: list[str] = []

    def counted(module: Any, name: str) -> None:
        function: Callable[..., object] = getattr(module, name)

        def call(*args: object, **keywords: object) -> object:
            calls.append(name)
            return function(*args, **keywords)

        monkeypatch.setattr(module, name, call)

    for module, name in ((burnup, "placed"), (cells, "drawn"), (timeline, "bar"), (annex, "_entry")):
        counted(module, name)
    monkeypatch.setattr(page, "PART", 1)
    return calls


def test_nothing_is_drawn_before_it_is_written(generated: Snapshot, drawn: list[str]) -> None:
    """Between two parts of the page, at most one chart, row, bar or entry of the annex is drawn."""
    report = build_report(generated, ReportRequest(annex=True))
    before = [len(drawn) for _part in render_report(report, lang="en")]
    assert set(drawn) == {"placed", "drawn", "bar", "_entry"}
    assert before[0] == 0
    most = 10  # a row has at most eight cells, and a loop looks ahead by one
    assert max(later - earlier for earlier, later in pairwise(before)) <= most


def test_parts_are_of_about_the_same_size(generated: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    """The parts are joined to the page, and none is much larger than it should be."""
    report = build_report(generated)
    whole = "".join(render_report(report, lang="en"))
    monkeypatch.setattr(page, "PART", 10_000)
    parts = list(render_report(report, lang="en"))
    assert "".join(parts) == whole
    assert all(10_000 <= len(part) < 25_000 for part in parts[:-1])
