"""The cells of a grid as a page shows them: what kind each is, its words, and how its rows fall into groups."""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from msgspec import Struct

from commitrack.language import LazyString as _
from commitrack.language import format_day, word
from commitrack.quantity import format_quantity, hedged
from commitrack.report.report import Report
from commitrack.report.sentences import percent, times
from commitrack.views.grid import Align, Amount, Cell, Column, Grid, Named, Share, Standing
from commitrack.views.symbols import SYMBOLS


class Shown(Struct, frozen=True, kw_only=True):
    """One cell: ``kind`` tells the template how to draw it."""

    kind: str
    text: str = ""
    id: str = ""
    remark: str = ""
    sign: str = ""
    status: str = ""
    filled: int = 0
    label: str = ""
    right: bool = False


class Group(Struct, frozen=True):
    """Rows under one heading, or under none."""

    heading: str
    rows: tuple[tuple[Shown, ...], ...]


class Table(Struct, frozen=True, kw_only=True):
    """A grid made ready; ``names`` are the commitments with nothing to say but their name."""

    key: str
    title: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    names: tuple[Shown, ...] = ()
    empty: str = ""
    note: str = ""


def table(grid: Grid, report: Report, lang: str) -> Table:
    """A grid as a page shows it."""
    told = len(grid.rows)
    if grid.key == "since" and report.since is not None:
        told = len(report.since.moved)
    grouped = bool(grid.columns) and grid.columns[0].group
    columns = grid.columns[1:] if grouped else grid.columns
    return Table(
        key=grid.key,
        title=grid.title,
        columns=columns,
        groups=tuple(_groups(grid, told, columns, lang, grouped=grouped)),
        names=tuple(shown(row[0], lang) for row in grid.rows[told:]),
        empty=grid.empty,
        note=grid.note,
    )


def _groups(grid: Grid, told: int, columns: tuple[Column, ...], lang: str, *, grouped: bool) -> Iterator[Group]:
    heading, rows = "", list[tuple[Shown, ...]]()
    for row in grid.rows[:told]:
        if grouped and row[0] is not None:
            if rows:
                yield Group(heading, tuple(rows))
            heading, rows = str(row[0]), []
        cells = row[1:] if grouped else row
        rows.append(tuple(shown(cell, lang, column) for column, cell in zip(columns, cells, strict=True)))
    if rows:
        yield Group(heading, tuple(rows))


def shown(cell: Cell, lang: str, column: Column | None = None) -> Shown:
    """One cell of any type."""
    label = column.heading if column else ""
    right = column is not None and column.align is Align.RIGHT
    match cell:
        case None | "":
            return Shown(kind="empty", label=label)
        case Named():
            return Shown(kind="named", text=cell.title, id=cell.id, remark=cell.remark, label=label)
        case Amount():
            amount = format_quantity(cell.value, cell.unit, lang=lang)
            text = hedged(amount, cell.qualifier, lang=lang, short=True)
            return Shown(kind="amount", text=text, label=label, right=right)
        case Share():
            return _share(cell, lang, label, right=right)
        case Standing():
            remark = _("stale").to(lang) if cell.stale else ""
            text, sign = word(cell.status).to(lang), SYMBOLS[cell.status]
            return Shown(kind="status", text=text, sign=sign, status=cell.status, remark=remark, label=label)
        case date():
            return Shown(kind="day", text=format_day(cell, lang), label=label, right=right)
        case _:
            kind = "missing" if cell == _("no data").to(lang) else "text"
            return Shown(kind=kind, text=str(cell), label=label, right=right)


def _share(cell: Share, lang: str, label: str, *, right: bool) -> Shown:
    if cell.value is None:
        return Shown(kind="empty", label=label)
    text = times(cell.value).to(lang) if cell.ratio else percent(cell.value)
    kind = "bar" if cell.bar else "amount"
    return Shown(kind=kind, text=text, filled=filled(cell.value), label=label, right=right)


def filled(share: Decimal) -> int:
    """How much of a bar is filled, in whole per cent; never all of it for less, never more than all."""
    whole = int((share * 100).to_integral_value(ROUND_HALF_EVEN))
    return max(0, min(whole, 99 if share < 1 else 100))
