"""Golden files: the pages of list, report and show in several layouts, in Japanese and in ASCII.

Regenerate the files with ``COMMITRACK_GOLDEN=1`` in the environment, and review the diff.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import RenderableType

from commitrack.query import Sort
from commitrack.report.report import build_report
from commitrack.report.snapshot import Snapshot
from commitrack.views.grid import Look
from commitrack.views.terminal.commitment import show_page
from commitrack.views.terminal.pages import list_page, long_page
from commitrack.views.terminal.report import report_page

GOLDEN = Path(__file__).parent / "golden"
Draw = Callable[[RenderableType, int, Look], str]
CASES = [
    *((page, layout, "en", False) for page in ("long", "report", "show") for layout in ("140", "80", "59", "pipe")),
    *(("list", layout, lang, False) for layout in ("140", "100", "80", "60", "40", "pipe") for lang in ("en", "ja")),
    *(("long", layout, "ja", False) for layout in ("140", "80", "pipe")),
    ("report", "80", "ja", False),
    ("list", "80", "en", True),
]


def page_of(name: str, small: Snapshot, look: Look) -> RenderableType:
    if name == "list":
        return list_page([(None, small.overview(sort=Sort.URGENCY))], look, footer="the footer")
    if name == "long":
        return long_page(small, small.headlines(), look, footer="the footer")
    if name == "show":
        return show_page(small, small.assessments["fund"], look)
    return report_page(build_report(small, digest="0123456789abcdef0123456789abcdef"), look)


@pytest.mark.parametrize(("page", "layout", "lang", "ascii_only"), CASES)
def test_a_page_is_identical_to_its_golden_file(
    small: Snapshot, drawn: Draw, page: str, layout: str, lang: str, *, ascii_only: bool
) -> None:
    """Each page is identical to its golden file."""
    look = Look(lang=lang, ascii=ascii_only, pipe=layout == "pipe")
    shown = drawn(page_of(page, small, look), 0 if layout == "pipe" else int(layout), look)
    golden = GOLDEN / f"{page}-{layout}-{lang}{'-ascii' if ascii_only else ''}.txt"
    if os.environ.get("COMMITRACK_GOLDEN"):
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    """The golden files are exactly those of the cases."""
    expected = {f"{page}-{layout}-{lang}{'-ascii' if plain else ''}.txt" for page, layout, lang, plain in CASES}
    assert {path.name for path in GOLDEN.iterdir()} == expected
