"""Prepare a grid for the HTML template: the kind and text of each cell, and the groups of rows."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from commitrack.amounts import Amount
from commitrack.language import localize
from commitrack.report.report import Report
from commitrack.views.grid import Align, Cell, Column, Grid, Named, Share, StatusCell, filled
from commitrack.views.sections import Section
from commitrack.wording.figures import Missing, percent, times


class HtmlCell(Struct, frozen=True, kw_only=True):
    """One cell; ``kind`` selects how the template renders it, ``filled`` is the percentage of a bar."""

    kind: str
    text: object = ""
    id: str = ""
    remark: str = ""
    status: str = ""
    filled: int = 0
    label: str = ""
    right: bool = False


class Group(Struct, frozen=True):
    """Rows under one heading, which may be empty."""

    heading: str
    rows: tuple[tuple[HtmlCell, ...], ...]


class Table(Struct, frozen=True, kw_only=True):
    """A grid for the template; ``names`` are the commitments listed by name only."""

    key: str
    grid: Grid
    columns: tuple[Column, ...]
    headings: tuple[str, ...]
    groups: tuple[Group, ...]
    names: tuple[HtmlCell, ...] = ()


def table(section: Section, report: Report, lang: str) -> Table:
    """A section of the report for the template."""
    grid = section.grid(report)
    end = len(report.since.moved) if section.name == "since" and report.since is not None else len(grid.rows)
    grouped = bool(grid.columns) and grid.columns[0].group
    columns = grid.columns[1:] if grouped else grid.columns
    return Table(
        key=section.name,
        grid=grid,
        columns=columns,
        headings=tuple(column.title(lang) for column in columns),
        groups=tuple(_groups(grid, end, columns, lang, grouped=grouped)),
        names=tuple(shown(row[0]) for row in grid.rows[end:]),
    )


def _groups(grid: Grid, end: int, columns: tuple[Column, ...], lang: str, *, grouped: bool) -> Iterator[Group]:
    heading, rows = "", list[tuple[HtmlCell, ...]]()
    for row in grid.rows[:end]:
        if grouped and row[0] is not None:
            if rows:
                yield Group(heading, tuple(rows))
            heading, rows = localize(row[0], lang), []
        cells = row[1:] if grouped else row
        rows.append(
            tuple(
                shown(cell, column.title(lang), right=column.align is Align.RIGHT)
                for column, cell in zip(columns, cells, strict=True)
            )
        )
    if rows:
        yield Group(heading, tuple(rows))


def shown(cell: Cell, label: str = "", *, right: bool = False) -> HtmlCell:
    """A cell of any type for the template; ``right`` aligns it to the right."""
    match cell:
        case None | "":
            return HtmlCell(kind="empty", label=label)
        case Named():
            return HtmlCell(kind="named", text=cell.title, id=cell.id, remark=cell.remark, label=label)
        case Amount():
            return HtmlCell(kind="amount", text=cell, label=label, right=right)
        case Share():
            return _share(cell, label, right=right)
        case StatusCell():
            return HtmlCell(kind="status", status=cell.status, remark=cell.remark, label=label)
        case date():
            return HtmlCell(kind="day", text=cell, label=label, right=right)
        case Missing():
            return HtmlCell(kind="missing", text=cell, label=label, right=right)
        case _:
            return HtmlCell(kind="text", text=cell, label=label, right=right)


def _share(cell: Share, label: str, *, right: bool) -> HtmlCell:
    if cell.value is None:
        return HtmlCell(kind="empty", label=label)
    text = times(cell.value) if cell.ratio else percent(cell.value)
    return HtmlCell(
        kind="bar" if cell.bar else "amount", text=text, filled=filled(cell.value, 100), label=label, right=right
    )
