"""A grid on the terminal: a table if it fits, cards on a narrow screen, everything untruncated in a pipe."""

from collections.abc import Iterator
from typing import TypeAlias

from rich import box
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table

from commitrack.amounts import Amount, Unit
from commitrack.language import LazyString as _
from commitrack.language import localize
from commitrack.views.grid import Align, Cell, Change, Column, Grid, Look, Named, Share, StatusCell
from commitrack.views.linebreak import width
from commitrack.views.sanitize import safe
from commitrack.views.terminal.cells import cell_text
from commitrack.views.terminal.sparkline import sparkline
from commitrack.views.terminal.text import SafeText

CARDS_BELOW = 60
"""The width in columns below which cards are shown instead of a table."""
MOST_ROWS = 400
"""Maximum number of rows of a table on a terminal; rendering one takes half a millisecond."""


class TableOf:
    """A grid that Rich renders once the width is known."""

    def __init__(self, grid: Grid, look: Look) -> None:
        self.grid = grid
        self.look = look

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        grid, look = self.grid, self.look
        if grid.title:
            yield heading(grid.title, look)
        if not grid.rows:
            yield _quiet(grid.empty, look)
        elif look.pipe:
            yield SafeText.stack(map(SafeText, plain_lines(grid, look)))
        elif layout := _fitting(grid, look, options.max_width):
            yield _table(grid, layout, look)
        else:
            yield from _cards(grid, look)
        if (more := len(grid.rows) - MOST_ROWS) > 0 and not look.pipe:
            yield _quiet(_("and {more:,} more; narrow the query or use --format csv", more=more), look, style="")
        if grid.note:
            yield _quiet(grid.note, look)


def _quiet(text: str, look: Look, style: str = "dim") -> RenderableType:
    return Padding(SafeText(localize(text, look.lang), style=style), (0, 1), expand=False)


def heading(title: str, look: Look) -> RenderableType:
    """The title of a section, with a blank line above it."""
    style = "bold" if look.pipe else "bold underline"
    return SafeText.stack([SafeText(), SafeText(localize(title, look.lang))], style=style)


Layout: TypeAlias = list[tuple[int, ...]]
"""For each column of the table, the numbers of the grid's columns that it combines."""


def _table(grid: Grid, layout: Layout, look: Look) -> Table:
    style = box.ASCII2 if look.ascii else box.SIMPLE_HEAD
    table = Table(box=style, show_edge=False, padding=(0, 1), header_style="bold")
    for columns in layout:
        headings = [grid.columns[number] for number in columns]
        _add_column(table, headings, look.lang, fixed=not _wraps(grid, columns))
    for row in grid.rows[:MOST_ROWS]:
        table.add_row(*(_cell(grid, row, columns, look, labelled=len(columns) > 1) for columns in layout))
    return table


def plain_lines(grid: Grid, look: Look) -> Iterator[str]:
    """The table for a pipe: columns as wide as needed, nothing folded, and much faster than with Rich."""
    rows = [[_plain(cell, look) for cell in row] for row in grid.rows]
    rows.insert(0, [safe(column.title(look.lang)) for column in grid.columns])
    widths = [max(map(width, cells)) for cells in zip(*rows, strict=True)]
    rule = ("-" if look.ascii else "─") * (sum(widths) + 3 * len(widths) - 1)
    sides = [column.align for column in grid.columns]
    for number, row in enumerate(rows):
        line = "   ".join([_padded(cell, size, side) for cell, size, side in zip(row, widths, sides, strict=True)])
        yield f" {line}".rstrip()
        if number == 0:
            yield rule


_STYLED = (Named, Amount, Share)


def _plain(cell: Cell, look: Look) -> str:
    """A cell as text without a style; most have none, so that Rich is not needed."""
    if isinstance(cell.after if isinstance(cell, Change) else cell, StatusCell) or isinstance(cell, _STYLED):
        return cell_text(cell, look).plain
    return "" if cell is None else safe(localize(cell, look.lang))


def _padded(cell: str, size: int, side: Align) -> str:
    padding = " " * (size - width(cell))
    return padding + cell if side is Align.RIGHT else cell + padding


def _fitting(grid: Grid, look: Look, available: int) -> Layout | None:
    """The first layout that fits: all columns, then stacked ones, then without droppable ones; None if none fits."""
    layouts = _layouts(grid)
    if available < CARDS_BELOW:
        return None
    tried = ((layout, names) for names in NAME_WIDTHS for layout in layouts)
    return next((layout for layout, names in tried if _needed(grid, layout, look, names) <= available), None)


def _layouts(grid: Grid) -> list[Layout]:
    every: Layout = [(number,) for number in range(len(grid.columns))]
    stacked: dict[int, tuple[int, ...]] = {}
    for number, column in enumerate(grid.columns):
        place = -column.stack if column.stack else number
        stacked[place] = (*stacked.get(place, ()), number)
    layouts = [every, list(stacked.values())]
    for drop in sorted({column.drop for column in grid.columns if column.drop}, reverse=True):
        layouts.append([columns for columns in layouts[-1] if max(grid.columns[n].drop for n in columns) < drop])
    return layouts


NAME_WIDTHS = (30, 16)
"""The width of a title while other columns are kept, and its least width before cards are used."""
WORD_WIDTH = 22
"""The width at which other text is folded."""


def _needed(grid: Grid, layout: Layout, look: Look, names: int) -> int:
    """The width of a layout when its text is folded as far as allowed; ``names`` is the width of titles."""
    total = 0
    for columns in layout:
        lines = [line for row in grid.rows for line in _cell(grid, row, columns, look).plain.split("\n")]
        wanted = max(width(line) for line in (*lines, *(grid.columns[number].title(look.lang) for number in columns)))
        most = names if _named_column(grid, columns) else WORD_WIDTH if _wraps(grid, columns) else wanted
        total += min(wanted, most) + 3
    return total - 1


def _named_column(grid: Grid, columns: tuple[int, ...]) -> bool:
    return any(isinstance(row[number], Named) for number in columns for row in grid.rows)


WORDS = (str, Unit, Change)
"""The types of cells whose text may be folded."""


def _wraps(grid: Grid, columns: tuple[int, ...]) -> bool:
    folded = [number for number in columns if not grid.columns[number].whole]
    return _named_column(grid, columns) or any(isinstance(row[n], WORDS) for n in folded for row in grid.rows)


def _cell(
    grid: Grid, row: tuple[Cell, ...], columns: tuple[int, ...], look: Look, *, labelled: bool = False
) -> SafeText:
    """One cell, or several stacked; with ``labelled``, each of several shares gets its heading."""
    shares = sum(isinstance(row[number], Share) for number in columns)
    lines = []
    for number in columns:
        cell = row[number]
        text = cell_text(cell, look)
        if text.plain and labelled and shares > 1 and isinstance(cell, Share):
            text = _labelled(text, grid.columns[number].title(look.lang).lower(), look)
        if text.plain:
            lines.append(text)
        if isinstance(cell, Share) and (curve := cell.curve):
            lines.append(sparkline(curve, look, is_planned=cell.is_planned))
    return SafeText.stack(lines)


def _labelled(share: SafeText, label: str, look: Look) -> SafeText:
    """A share with its label, in the order of the language: 62% achieved, 達成率62%."""
    before, after = _("{share} {label}").to(look.lang).split("{share}")
    text = SafeText().append(before.format(label=label), style="dim").append_text(share)
    return text.append(after.format(label=label), style="dim")


def _add_column(table: Table, columns: list[Column], lang: str, *, fixed: bool) -> None:
    right = len(columns) == 1 and columns[0].align is Align.RIGHT
    headings = [SafeText(column.title(lang)) for column in columns if column.heading]
    table.add_column(
        SafeText(" / ").join(headings) if len(headings) <= 2 else SafeText.stack(headings),  # noqa: PLR2004
        justify="right" if right else "left",
        no_wrap=fixed,
        overflow="fold",
    )


def _cards(grid: Grid, look: Look) -> Iterator[RenderableType]:
    """One card per row, with a line for each cell that is not empty."""
    colon = _(": ").to(look.lang)
    for row in grid.rows[:MOST_ROWS]:
        lines = []
        for column, cell in zip(grid.columns, row, strict=True):
            text = cell_text(cell, look)
            if not text.plain:
                continue
            label = column.title(look.lang)
            before = "" if isinstance(cell, Named) else f"  {label}{colon}" if label else "  "
            lines.append(SafeText().append(before, style="dim").append_text(text))
        yield SafeText.stack([*lines, SafeText()])
