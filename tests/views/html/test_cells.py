"""The cells of a grid on the HTML page: their kind, and their text in the language of the page."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from commitrack.amounts import Amount, Unit
from commitrack.assess import Status
from commitrack.language import word
from commitrack.report.report import ReportRequest, build_report
from commitrack.report.snapshot import Snapshot
from commitrack.views.grid import Cell, Change, Column, Grid, Named, Share, StatusCell
from commitrack.views.html import render_report
from commitrack.views.html.cells import drawn
from commitrack.views.sections import SECTIONS
from commitrack.wording.figures import Missing


@pytest.mark.parametrize(
    ("cell", "kind", "content"),
    [
        (None, "empty", ""),
        ("", "empty", ""),
        (Share(None), "empty", ""),
        (Named("Title", "id"), "named", 'Title <span class="id">id</span>'),
        (Named("<b>", "", "a & b"), "named", '&lt;b&gt; <span class="remark">a &amp; b</span>'),
        (Amount(5000, "people"), "amount", "5,000 people"),
        (Share(Decimal("0.5")), "amount", "50%"),
        (Share(Decimal("0.404"), ratio=True), "amount", "0.40×"),
        (date(2026, 9, 6), "day", '<span class="day">2026-09-06</span>'),
        (Missing.NO_REPORT, "missing", "no report"),
        (Missing.NONE, "missing", "none"),
        ("no data", "text", "no data"),
        ("until 2026-09-06 & later", "text", 'until <span class="day">2026-09-06</span> &amp; later'),
        (Change("5%", "11.7%"), "text", "5% → 11.7%"),
        (Unit("people"), "text", "people"),
        (7, "text", "7"),
    ],
)
def test_the_kind_of_a_cell(cell: Cell, kind: str, content: str) -> None:
    """Each cell has the kind that is its class; a missing figure differs from the same words as text."""
    assert drawn(cell, "en") == (kind, content)


def test_cells_with_a_symbol_or_a_bar() -> None:
    """A status has its symbol beside it, and a share with a bar the percentage as the class of the bar."""
    kind, content = drawn(StatusCell(Status.OVERDUE), "en")
    assert (kind, re.sub("<[^>]*>", "", content)) == ("status", "✗overdue")
    kind, content = drawn(Share(Decimal("0.501"), bar=True), "en")
    assert kind == "bar"
    assert content.endswith('<i class="w50"></i></span>50.1%</span>')


@pytest.mark.parametrize(
    ("cell", "kind", "english", "japanese"),
    [
        (Missing.NO_REPORT, "missing", "no report", "報告なし"),
        (Missing.NONE, "missing", "none", "なし"),
        (Change(Missing.NO_REPORT, word(Status.OFF_TRACK)), "text", "no report → off track", "報告なし → 大幅な遅れ"),
        (Change("<b>", "<b>"), "text", "<b>", "<b>"),
        (Change("5%", "\x1b11.7%"), "text", "5% → <U+001B>11.7%", "5% → <U+001B>11.7%"),
        (Unit("people"), "text", "people", "人"),
    ],
)
def test_a_cell_in_the_page(
    small: Snapshot, parsed: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch, cell: Cell, kind: str,
    english: str, japanese: str,
) -> None:  # fmt: skip
    """A cell has its text in the language of the page and the class of its kind, and markup in it is plain text."""
    columns = (Column(key="id", heading="Commitment"), Column(key="c", heading="Cell"))
    grid = Grid(title="T", columns=columns, rows=((Named("Title", "an-id"), cell),))
    section = replace(SECTIONS[-1], grid=lambda _report: grid)
    monkeypatch.setattr("commitrack.views.html.page.select", lambda _report, _only: (section,))
    for lang, text in (("en", english), ("ja", japanese)):
        page = parsed("".join(render_report(build_report(small), lang=lang, only=(section.name,))))
        (attributes,) = [attrs for attrs in page.of("td") if attrs["data-label"] == "Cell"]
        assert attributes["class"] == kind
        assert ("td", text) in page.texts


def test_a_new_commitment_is_not_listed_as_unchanged(small: Snapshot) -> None:
    """Changed and new commitments have a row below the headings, and only unchanged ones are listed by name."""
    report = build_report(small, ReportRequest(since=(date(2000, 1, 1), None)))
    changes = report.since
    page = "".join(render_report(report, lang="en", only=("since",)))
    assert changes is not None
    assert changes.new
    assert page.count('<tr role="row">') == 1 + len(changes.moved) + len(changes.new)
    assert page.count("<li>") == len(changes.unchanged) + 1  # one in the contents
