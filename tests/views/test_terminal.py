"""Pages on the terminal: width, alignment, layout, and the text and style of every kind of cell."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from rich.cells import cell_len
from rich.console import RenderableType

from commitrack.amounts import Amount, Unit
from commitrack.assess import Status
from commitrack.drafting.difference import ChangeKind, SheetChange
from commitrack.language import LazyString, word
from commitrack.model import Qualifier
from commitrack.query import Sort
from commitrack.report.report import build_report
from commitrack.report.snapshot import Snapshot
from commitrack.views.difference import difference_grid
from commitrack.views.grid import Cell, Change, Column, Grid, Look, Named, Share, StatusCell
from commitrack.views.linebreak import width
from commitrack.views.symbols import symbol_of
from commitrack.views.terminal.cells import STYLES, cell_text
from commitrack.views.terminal.commitment import show_page
from commitrack.views.terminal.pages import list_page, long_page
from commitrack.views.terminal.report import report_page
from commitrack.views.terminal.table import TableOf
from commitrack.wording.figures import Missing

Draw = Callable[[RenderableType, int, Look], str]
EN, JA, PIPE, ASCII = Look(), Look(lang="ja"), Look(pipe=True), Look(ascii=True)


@pytest.mark.parametrize("columns", [25, 40, 59, 60, 66, 80, 100, 140])
@pytest.mark.parametrize("look", [EN, JA, ASCII], ids=["en", "ja", "ascii"])
def test_no_line_is_wider_than_the_terminal(small: Snapshot, drawn: Draw, columns: int, look: Look) -> None:
    """No line of the pages of list, report and show is wider than the terminal, at any width."""
    for page in (
        list_page([(None, small.select([]))], look),
        long_page(small, small.select([]), look),
        report_page(build_report(small), look),
        report_page(build_report(small), look, everything=True),
        show_page(small, small.assessments["fund"], look),
    ):
        wide = [line for line in drawn(page, columns, look).split("\n") if cell_len(line) > columns]
        assert wide == []


@pytest.mark.parametrize("columns", [60, 80, 100, 120, 140, 200])
@pytest.mark.parametrize("look", [EN, JA, ASCII], ids=["en", "ja", "ascii"])
def test_a_listing_has_one_line_per_commitment(
    shipped: Callable[[str], Snapshot], drawn: Draw, columns: int, look: Look
) -> None:
    """At any width, a listing has a heading and one line per commitment with its status; English ids are whole."""
    snapshot = shipped("2026-11-23")
    chosen = snapshot.select([], sort=Sort.URGENCY)
    _head, *lines = drawn(list_page([(None, chosen)], look), columns, look).splitlines()
    assert len(lines) == len(chosen)
    for line, assessment in zip(lines, chosen, strict=True):
        assert symbol_of(assessment.status, plain=look.ascii) in line
        assert look is JA or line.startswith(f"{assessment.commitment.id} ")
        assert cell_len(line) <= columns


@pytest.mark.parametrize("columns", [50, 60, 70, 80, 100])
def test_ids_of_an_import_are_whole(small: Snapshot, drawn: Draw, columns: int) -> None:
    """At any width they can be copied; if there is no room for them in a table, each change is a card."""
    name = "a-programme-of-funds-for-northern-regions"
    change = SheetChange(change=ChangeKind.UPDATED, id=name, key="1", row=2, field="money 2025-03-31", after="¥3bn")
    assert name in drawn(TableOf(difference_grid([change], small.registry), EN), columns, EN)


def test_requested_columns_without_room_are_named(small: Snapshot, drawn: Draw) -> None:
    """Requested columns are cut before any is left out; those that have no room are named below the listing."""
    groups, columns = [(None, small.select([]))], ("id", "title", "areas", "pillar", "made", "updated", "status")
    wide, narrow = (drawn(list_page(groups, EN, columns=columns), size, EN) for size in (200, 60))
    assert "no room for" not in wide
    head, *_lines, last = narrow.rstrip("\n").split("\n")
    assert head.split() == ["ID", "TITLE", "AREAS", "PILLAR"]
    assert last == "no room for made, updated, status"


@pytest.mark.parametrize(("size", "look", "mark"), [(60, EN, "overdue (inferred)"), (60, JA, "期限超過（推定）"),
                                                    (80, EN, "overdue, deadline inferred")])  # fmt: skip
def test_an_inferred_deadline_is_marked_beside_it(
    shipped: Callable[[str], Snapshot], drawn: Draw, size: int, look: Look, mark: str
) -> None:
    """A status that depends on an inferred deadline says so, in one word if there is no room for more."""
    overdue = shipped("2026-11-23").select(["status:overdue"])
    assert mark in drawn(list_page([(None, overdue)], look), size, look)


@pytest.mark.parametrize("columns", [80, 140])
def test_titles_are_whole_at_any_width(small: Snapshot, drawn: Draw, columns: int) -> None:
    """A long title is wrapped and never truncated."""
    shown = drawn(long_page(small, small.select([]), EN), columns, EN)
    title = "A fund of ¥40bn for joint projects of small and medium enterprises"
    column = " ".join(re.split(r" {2,}", line.strip())[0] for line in shown.split("\n"))
    assert title in " ".join(column.split())
    assert "…" not in shown


@pytest.mark.parametrize("columns", [100, 140])
def test_japanese_columns_are_aligned(small: Snapshot, drawn: Draw, columns: int) -> None:
    """Wide characters count as two columns, so that every Japanese date begins under its heading."""
    table = drawn(long_page(small, small.select([]), JA), columns, JA).partition("\n\n")[0].split("\n")
    heading = next(width(line[: line.index("期限")]) for line in table if "期限" in line)
    dates = [width(line[: match.start()]) for line in table if (match := re.search(r"20\d\d年\d+月\d+日", line))]
    assert dates == [heading] * 6


def test_japanese_targets_end_under_their_heading(small: Snapshot, drawn: Draw) -> None:
    """Right-aligned Japanese amounts end in the column where their heading ends, measured by display width."""
    lines = drawn(long_page(small, small.select([]), JA), 200, JA).split("\n")
    header = next(line for line in lines if "目標" in line)
    ends = {
        width(line[: match.end()])
        for line in lines
        if (match := re.search(r"5,000人(?=  )|300億円以上|300件|500 kt|\(ドル\)", line))
    }
    assert ends == {width(header[: header.index("目標")]) + width("目標")}


def test_nothing_is_cut_off_in_a_pipe(small: Snapshot, drawn: Draw) -> None:
    """In a pipe, each commitment is one line with its whole title and its id, whatever the width of the terminal."""
    shown = drawn(long_page(small, small.select([]), PIPE), 25, PIPE)
    for assessment in small.assessments.values():
        commitment = assessment.commitment
        title = commitment.title if isinstance(commitment.title, str) else commitment.title["en"]
        assert [line for line in shown.split("\n") if line.startswith(f" {title}  {commitment.id}  ")]


def test_below_60_columns_there_are_cards(small: Snapshot, drawn: Draw) -> None:
    """Below 60 columns, a list has one line for each cell instead of a table."""
    at_59, at_60 = (drawn(long_page(small, small.headlines(), EN), columns, EN) for columns in (59, 60))
    assert "  Status: ✗ overdue" in at_59
    assert "Commitment" not in at_59
    assert "Status: " not in at_60
    assert "Due / Status" in at_60


def test_where_no_layout_fits_there_are_cards(drawn: Draw) -> None:
    """A table with too many columns for the terminal is shown with one line for each cell."""
    names = [f"Heading-{number}" for number in range(8)]
    grid = Grid(
        title="",
        columns=(Column(key="id", heading="Commitment"), *(Column(key=name, heading=name) for name in names)),
        rows=((Named("Title", "id"), *range(8)),),
    )
    assert "  Heading-3: 3" in drawn(TableOf(grid, EN), 80, EN)
    assert "Heading-3: 3" not in drawn(TableOf(grid, EN), 140, EN)


@pytest.mark.parametrize(
    ("cell", "look", "shown"),
    [
        (None, EN, ""),
        (7, EN, "7"),
        ("no data", EN, "no data"),
        ("no data", JA, "no data"),
        (Missing.NO_REPORT, EN, "no report"),
        (Missing.NO_REPORT, JA, "報告なし"),
        (Missing.NONE, EN, "none"),
        (Change("5%", "11.7%"), EN, "5% → 11.7%"),
        (Change(Missing.NO_REPORT, word(Status.OFF_TRACK)), EN, "no report → off track"),
        (Change(Missing.NO_REPORT, word(Status.OFF_TRACK)), JA, "報告なし → 大幅な遅れ"),
        (Change(Amount(5, "people"), Amount(5, "people")), JA, "5人"),
        (Unit("people"), JA, "人"),
        (date(2026, 11, 23), EN, "2026-11-23"),
        (Named("Title", "an-id", "a remark"), EN, "Title\nan-id\na remark"),
        (Named("Title", "an-id", "a remark"), PIPE, "Title  an-id  a remark"),
        (Amount(40_000_000_000, "JPY"), EN, "¥40bn"),
        (Amount(40_000_000_000, "JPY"), JA, "400億円"),
        (Amount(5_000, "people", Qualifier.AT_LEAST), EN, "≥ 5,000 people"),
        (Amount(5_000, "people", Qualifier.AT_LEAST), ASCII, ">= 5,000 people"),
        (Amount(5_000, "people", Qualifier.AT_MOST), ASCII, "<= 5,000 people"),
        (Amount(5_000, "people", Qualifier.ABOUT), JA, "約5,000人"),
        (Share(None), EN, ""),
        (Share(Decimal("0.5")), EN, "50%"),
        (Share(Decimal("0.404"), ratio=True), EN, "0.40×"),
        (Share(Decimal("0.404"), ratio=True), ASCII, "0.40x"),
        (Share(Decimal("0.5"), bar=True), EN, "━━━━────  50%"),
        (Share(Decimal("0.5"), bar=True), ASCII, "####----  50%"),
        (Share(Decimal("3.1"), bar=True), EN, "━━━━━━━━ 310%"),
        (Share(Decimal("-0.4"), bar=True), EN, "──────── -40%"),
        (Share(Decimal("0.9967"), bar=True), EN, "━━━━━━━─  99%"),
        (Share(Decimal("0.0033"), bar=True), EN, "━───────  <1%"),
        (Share(Decimal("0.0033")), JA, "1%未満"),
        (StatusCell(Status.OVERDUE), EN, "✗ overdue"),
        (StatusCell(Status.OVERDUE), ASCII, "X overdue"),
        (StatusCell(Status.OFF_TRACK, (LazyString("stale"),)), EN, "↓ off track\n  stale"),
        (
            StatusCell(Status.OFF_TRACK, (LazyString("part overdue"), LazyString("stale"))),
            PIPE,
            "↓ off track, part overdue +1",
        ),
    ],
)
def test_the_text_of_a_cell(cell: Cell, look: Look, shown: str) -> None:
    """Every kind of cell is shown as its text; a share below 0% or above 100% limits its bar, never its number."""
    assert cell_text(cell, look).plain == shown


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_a_symbol_of_one_column(status: Status) -> None:
    """Each status has a symbol one column wide, also in ASCII, so that colour is never the only difference."""
    symbols = [cell_text(StatusCell(status), look).plain.split(" ")[0] for look in (EN, ASCII)]
    assert [width(symbol) for symbol in symbols] == [1, 1]
    assert symbols[1].isascii()


def test_ascii_draws_with_ascii_alone(small: Snapshot, drawn: Draw) -> None:
    """With --ascii, the program adds no character beyond ASCII; text of the registry is unchanged."""
    shown = drawn(long_page(small, small.headlines(), ASCII), 140, ASCII)
    assert {character for character in shown if not character.isascii()} == {"¥"}


def test_missing_figures_are_coloured() -> None:
    """A missing figure has the colour of the status “no data”; the same words as plain text have none."""
    assert str(cell_text(Missing.NO_REPORT, EN).style) == STYLES[Status.NO_REPORT] == "magenta"
    assert str(cell_text("no data", EN).style) == ""


def test_a_long_change_is_wrapped(drawn: Draw) -> None:
    """A long change is wrapped in a narrow column without losing a character."""
    forecast = Change(Missing.NONE, "464 kt at the deadline; projected to reach target on 2029-05-17")
    columns = (Column(key="id", heading="Commitment"), Column(key="forecast", heading="Forecast"))
    grid = Grid(title="", columns=columns, rows=((Named("A title of some length", "id"), forecast),))
    lines = drawn(TableOf(grid, EN), 60, EN).split("\n")
    column = lines[0].index("Forecast")
    assert " ".join(line[column:].strip() for line in lines[2:] if line[column:].strip()) == forecast.to("en")
    assert len(lines) > 4


def test_the_status_overdue_is_coloured() -> None:
    """The status “overdue” is shown in bold red."""
    assert str(cell_text(StatusCell(Status.OVERDUE), EN).style) == STYLES[Status.OVERDUE] == "bold red"


def test_the_short_report_fits_sixty_lines(small: Snapshot, drawn: Draw) -> None:
    """At 80 columns, the report on seven commitments has at most 60 lines."""
    assert len(drawn(report_page(build_report(small), EN), 80, EN).splitlines()) <= 60
