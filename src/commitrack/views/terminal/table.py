"""A grid on the terminal: a table that fits it, cards where it is narrow, nothing cut off in a pipe."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TypeAlias

from rich import box
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table

from commitrack.amounts import Amount, Unit
from commitrack.assess import Status
from commitrack.language import LazyString as _
from commitrack.language import localize, word
from commitrack.views.grid import Align, Cell, Change, Column, Grid, Look, Named, Share, Standing
from commitrack.views.linebreak import width
from commitrack.views.symbols import symbol_of
from commitrack.views.terminal.sparkline import sparkline
from commitrack.views.terminal.text import Text
from commitrack.wording.figures import Missing, percent, times

CARDS_BELOW = 60
"""Columns under which a table would only be a ruin of one."""
BAR = 8
MOST_ROWS = 400
"""Rows of a table on a terminal; drawing one takes half a millisecond, and nobody scrolls further."""

STYLES = {
    Status.OVERDUE: "bold red", Status.OFF_TRACK: "red", Status.AT_RISK: "yellow", Status.NO_DATA: "magenta",
    Status.ON_TRACK: "green", Status.FULFILLED: "bold green", Status.FULFILLED_LATE: "green",
    Status.PARTLY_FULFILLED: "yellow", Status.NOT_FULFILLED: "red",
}  # fmt: skip


class TableOf:
    """A grid as Rich draws it, once the width is known."""

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
            yield _plain(grid, look)
        elif layout := _fitting(grid, look, options.max_width):
            yield _table(grid, layout, look)
        else:
            yield from _cards(grid, look)
        if (more := len(grid.rows) - MOST_ROWS) > 0 and not look.pipe:
            yield _quiet(_("and {more:,} more: narrow the query, or write --format csv", more=more), look, style="")
        if grid.note:
            yield _quiet(grid.note, look)


def _quiet(text: str, look: Look, style: str = "dim") -> RenderableType:
    return Padding(Text(localize(text, look.lang), style=style), (0, 1), expand=False)


def heading(title: str, look: Look) -> RenderableType:
    """The title of a section, with a blank line above it."""
    style = "bold" if look.pipe else "bold underline"
    return Text.stack([Text(), Text(localize(title, look.lang))], style=style)


Layout: TypeAlias = list[tuple[int, ...]]
"""Which columns of a grid are put into each column of the table."""


def _table(grid: Grid, layout: Layout, look: Look) -> Table:
    style = box.ASCII2 if look.ascii else box.SIMPLE_HEAD
    table = Table(box=style, show_edge=False, padding=(0, 1), header_style="bold")
    for columns in layout:
        headings = [grid.columns[number] for number in columns]
        _add_column(table, headings, look.lang, fixed=not _wraps(grid, columns))
    for row in grid.rows[:MOST_ROWS]:
        table.add_row(*(_cell(grid, row, columns, look, labelled=len(columns) > 1) for columns in layout))
    return table


def _plain(grid: Grid, look: Look) -> Text:
    """For a pipe: columns as wide as they need to be. Nothing is folded, and a row costs next to nothing."""
    rows = [[cell_text(cell, look).plain for cell in row] for row in grid.rows]
    rows.insert(0, [Text(column.title(look.lang)).plain for column in grid.columns])
    widths = [max(map(width, cells)) for cells in zip(*rows, strict=True)]
    rule = ("-" if look.ascii else "─") * (sum(widths) + 3 * len(widths) - 1)
    sides = [column.align for column in grid.columns]
    lines = [
        " " + "   ".join(_padded(cell, size, side) for cell, size, side in zip(row, widths, sides, strict=True))
        for row in rows
    ]
    return Text.stack(Text(line.rstrip()) for line in (lines[0], rule, *lines[1:]))


def _padded(cell: str, size: int, side: Align) -> str:
    room = " " * (size - width(cell))
    return room + cell if side is Align.RIGHT else cell + room


def _fitting(grid: Grid, look: Look, room: int) -> Layout | None:
    """The first layout that fits: all columns, then stacked ones, then without the droppable; None for none."""
    layouts = _layouts(grid)
    if room < CARDS_BELOW:
        return None
    tried = ((layout, names) for names in NAME_ROOMS for layout in layouts)
    return next((layout for layout, names in tried if _needed(grid, layout, look, names) <= room), None)


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


NAME_ROOMS = (30, 18)
"""Columns that a title wants before other columns may stay; and with how few it makes do before there are cards."""
WORD_ROOM = 22
"""Columns from which on other text is folded."""


def _needed(grid: Grid, layout: Layout, look: Look, names: int) -> int:
    """Columns that a layout takes when its text is folded as far as it may be."""
    total = 0
    for columns in layout:
        lines = [line for row in grid.rows for line in _cell(grid, row, columns, look).plain.split("\n")]
        wanted = max(width(line) for line in (*lines, *(grid.columns[number].title(look.lang) for number in columns)))
        most = names if _named_column(grid, columns) else WORD_ROOM if _wraps(grid, columns) else wanted
        total += min(wanted, most) + 3
    return total - 1


def _named_column(grid: Grid, columns: tuple[int, ...]) -> bool:
    return any(isinstance(row[number], Named) for number in columns for row in grid.rows)


WORDS = (str, Unit, Change)
"""Cells that are text, which may be folded."""


def _wraps(grid: Grid, columns: tuple[int, ...]) -> bool:
    return _named_column(grid, columns) or any(isinstance(row[n], WORDS) for n in columns for row in grid.rows)


def _cell(grid: Grid, row: tuple[Cell, ...], columns: tuple[int, ...], look: Look, *, labelled: bool = False) -> Text:
    """One cell, or several under each other; where two shares are stacked, each says which it is."""
    shares = sum(isinstance(row[number], Share) for number in columns)
    lines = []
    for number in columns:
        cell = row[number]
        text = cell_text(cell, look)
        if text.plain and labelled and shares > 1 and isinstance(cell, Share):
            text.append(f" {grid.columns[number].title(look.lang).lower()}", style="dim")
        if text.plain:
            lines.append(text)
        if isinstance(cell, Share) and cell.curve:
            lines.append(sparkline(cell.curve, look))
    return Text.stack(lines)


def _add_column(table: Table, columns: list[Column], lang: str, *, fixed: bool) -> None:
    right = len(columns) == 1 and columns[0].align is Align.RIGHT
    headings = [Text(column.title(lang)) for column in columns if column.heading]
    table.add_column(
        Text(" / ").join(headings) if len(headings) <= 2 else Text.stack(headings),  # noqa: PLR2004
        justify="right" if right else "left",
        no_wrap=fixed,
        overflow="fold",
    )


def _cards(grid: Grid, look: Look) -> Iterator[RenderableType]:
    """One commitment under the other, a line for each of its cells."""
    colon = _(": ").to(look.lang)
    for row in grid.rows[:MOST_ROWS]:
        lines = []
        for column, cell in zip(grid.columns, row, strict=True):
            shown = cell_text(cell, look)
            if not shown.plain:
                continue
            label = column.title(look.lang)
            before = "" if isinstance(cell, Named) else f"  {label}{colon}" if label else "  "
            lines.append(Text().append(before, style="dim").append_text(shown))
        yield Text.stack([*lines, Text()])


def cell_text(cell: Cell, look: Look) -> Text:
    """A cell as text; what comes from the registry is data and never markup."""
    match cell:
        case None:
            return Text()
        case Named():
            return _named(cell, look)
        case Amount():
            amount = cell.to(look.lang)
            return Text(amount.replace("≥ ", ">= ").replace("≤ ", "<= ") if look.ascii else amount)
        case Share():
            return _share(cell, look)
        case Standing():
            return _standing(cell, look)
        case Missing():
            return Text(cell.to(look.lang), style="magenta")
        case _:
            return Text(localize(cell, look.lang))


def _named(cell: Named, look: Look) -> Text:
    title, remark = (localize(text, look.lang) for text in (cell.title, cell.remark))
    lines = [Text().append(title)]
    if cell.id:
        lines.append(Text().append(cell.id, style="cyan dim" if look.pipe else "cyan"))
    if remark:
        lines.append(Text().append(remark, style="dim"))
    return Text("  ").join(lines) if look.pipe else Text.stack(lines)


def _share(cell: Share, look: Look) -> Text:
    if cell.value is None:
        return Text()
    if cell.ratio:
        return Text(times(cell.value).to(look.lang).replace("×", "x" if look.ascii else "×"))
    if not cell.bar:
        return Text(percent(cell.value, places=0))
    filled = round(float(max(Decimal(0), min(Decimal(1), cell.value))) * BAR)
    full, empty = ("#", "-") if look.ascii else ("━", "─")
    bar = Text(full * filled, style="green").append(empty * (BAR - filled), style="dim")
    return bar.append(f" {percent(cell.value, places=0):>4}")


def _standing(cell: Standing, look: Look) -> Text:
    symbol, status = symbol_of(cell.status, plain=look.ascii), word(cell.status).to(look.lang)
    text = Text(f"{symbol} {status}", style=STYLES.get(cell.status, ""))
    if not cell.stale:
        return text
    stale = _("stale").to(look.lang)
    if look.pipe:
        return text.append(_(", ").to(look.lang) + stale, style="yellow")
    return Text.stack([text, Text().append(f"  {stale}", style="yellow")], style=text.style)
