"""Text of a registry is data: markup, emoji codes and escapes are shown, never interpreted."""

from collections.abc import Callable

import pytest
from rich.console import RenderableType

from commitrack.report.report import build_report
from commitrack.report.serialize import commitment_data, commitment_history
from commitrack.report.snapshot import Snapshot
from commitrack.views import csv, json
from commitrack.views.grid import Look
from commitrack.views.terminal.commitment import show_page
from commitrack.views.terminal.pages import list_page, long_page
from commitrack.views.terminal.report import report_page

Draw = Callable[[RenderableType, int, Look], str]
SnapshotWith = Callable[[str], Snapshot]

MARKUP = ["[/foo]", "[link=https://evil.example]x[/link]", "[red]", ":smile:", "[/]"]
ESCAPES = {
    r"\u001B[31m": "<U+001B>[31m",
    r"\u001B]8;;https://evil.example\u0007x": "<U+001B>]8;;https://evil.example<U+0007>x",
    r"\u009B2J": "<U+009B>2J",
    r"a\u0008\u007F": "a<U+0008><U+007F>",
    r"\u202Eevil": "<U+202E>evil",
    r"\uFEFF": "<U+FEFF>",
}
FIELDS = (
    "document",
    "pillar",
    "area",
    "party",
    "全体",
    "whole",
    "note",
    "quote",
    "indicator",
    "counting",
    "by",
    "remark",
)


def pages(snapshot: Snapshot, look: Look) -> list[RenderableType]:
    return [
        list_page([(None, snapshot.select([]))], look),
        long_page(snapshot, snapshot.select([]), look),
        report_page(build_report(snapshot), look),
        report_page(build_report(snapshot), look, everything=True),
        *(show_page(snapshot, assessment, look) for assessment in snapshot.assessments.values()),
    ]


@pytest.mark.parametrize("text", MARKUP)
@pytest.mark.parametrize("columns", [40, 140])
def test_markup_is_shown_verbatim(snapshot_with: SnapshotWith, drawn: Draw, text: str, columns: int) -> None:
    """Rich markup and emoji codes in any field appear verbatim on the pages of list, show and report."""
    snapshot = snapshot_with(text)
    look = Look(pipe=True)
    listing, *others = pages(snapshot, Look())
    for page in others if columns == 40 else (listing, *others):  # a narrow listing has no titles
        assert text[:6] in drawn(page, columns, Look())
    page = drawn(show_page(snapshot, snapshot.assessments["whole"], look), columns, look)
    for field in FIELDS:
        assert f"{text} {field}" in page
    assert f"{text} registry" in drawn(report_page(build_report(snapshot), look), columns, look)


@pytest.mark.parametrize(("written", "shown"), ESCAPES.items())
def test_escapes_are_shown_as_code_points(snapshot_with: SnapshotWith, drawn: Draw, written: str, shown: str) -> None:
    """A control character in any field is shown as its code point on the page of show."""
    snapshot, look = snapshot_with(written), Look(pipe=True)
    page = drawn(show_page(snapshot, snapshot.assessments["whole"], look), 0, look)
    for field in FIELDS:
        assert f"{shown} {field}" in page


@pytest.mark.parametrize("written", ESCAPES)
@pytest.mark.parametrize("look", [Look(), Look(lang="ja"), Look(pipe=True)], ids=["en", "ja", "pipe"])
def test_no_page_contains_a_control_character(
    snapshot_with: SnapshotWith, drawn: Draw, written: str, look: Look
) -> None:
    """No page at any width contains a control character that a terminal would interpret."""
    snapshot = snapshot_with(written)
    for columns in (40, 80, 140):
        for page in pages(snapshot, look):
            characters = set(drawn(page, columns, look)) - {"\n"}
            assert not [character for character in characters if not character.isprintable() and character != "\u3000"]


@pytest.mark.parametrize("text", [*MARKUP, *ESCAPES])
def test_formats_for_programs_contain_no_control_character(snapshot_with: SnapshotWith, text: str) -> None:
    """JSON and CSV of list, show and report contain no control characters except line ends."""
    snapshot = snapshot_with(text)
    items = [commitment_data(snapshot, assessment) for assessment in snapshot.assessments.values()]
    for parts in (
        json.render_list(snapshot, "", items),
        json.render_show(snapshot, "", [commitment_history(snapshot, snapshot.assessments["whole"])]),
        json.render_report(build_report(snapshot)),
        csv.render(snapshot, snapshot.assessments.values()),
        csv.render_report(build_report(snapshot)),
    ):
        written = "".join(parts)
        assert "whole" in written
        assert not [character for character in set(written) - {"\n", "\r"} if not character.isprintable()]
        assert "\r" not in written.replace("\r\n", "")
