"""A section of the report as an HTML table: groups of rows, each of which is drawn when it is written."""

from collections import deque
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from commitrack.amounts import Amount
from commitrack.language import localize
from commitrack.report.report import Report
from commitrack.views.grid import Align, Cell, Column, Grid, GridRow, Named, Share, StatusCell, filled
from commitrack.views.html.inline import dated, name, status
from commitrack.views.html.pattern import Html, Pattern, joined
from commitrack.views.sections import Section
from commitrack.wording.figures import Missing, percent, times

_HEAD, _HEAD_END = Html('<th scope="row" role="rowheader">'), Html("</th>\n")
_CELL, _CELL_END = Pattern('<td role="cell" class="{}{}"{}>'), Html("</td>\n")
_ROW, _ROW_END = Html('<tr role="row">\n'), Html("</tr>\n")
_LABEL = Pattern(' data-label="{}"')
_BAR = Pattern('<span class="share"><span class="gauge" aria-hidden="true"><i class="w{}"></i></span>{}</span>')
_ID = Pattern('{} <span class="id">{}</span>')
_REMARK = Pattern('{} <span class="remark">{}</span>')
_UNALIGNED = frozenset({"empty", "named", "status"})
"""The kinds of cells that are on the left also in a column that is aligned to the right."""


class Group(Struct, frozen=True):
    """Rows under one heading, which may be empty; ``rows`` are drawn one by one, once."""

    heading: str
    count: int
    rows: Iterator[Html]


class Table(Struct, frozen=True, kw_only=True):
    """A grid for the template; ``names`` are the commitments listed by name only."""

    key: str
    title: str
    columns: tuple[Column, ...]
    headings: tuple[str, ...]
    groups: tuple[Group, ...]
    names: tuple[Html, ...]
    empty: str
    note: str


def tables(grids: deque[tuple[Section, Grid]], report: Report, lang: str, linked: Container[str]) -> Iterator[Table]:
    """The sections of the report for the template, each prepared when it is reached, and then released."""
    while grids:
        yield _table(*grids.popleft(), report, lang, linked)


def _table(section: Section, grid: Grid, report: Report, lang: str, linked: Container[str]) -> Table:
    """A section for the template, with links to the commitments whose ids are ``linked``."""
    end = len(grid.rows) - (len(report.since.unchanged) if section.name == "since" and report.since else 0)
    first = int(bool(grid.columns) and grid.columns[0].group)
    columns = grid.columns[first:]
    return Table(
        key=section.name,
        title=grid.title,
        columns=columns,
        headings=tuple(column.title(lang) for column in columns),
        groups=tuple(
            Group(heading, len(rows), _drawn(rows, columns, lang, linked))
            for heading, rows in _groups(grid.rows[:end], first, lang)
        ),
        names=tuple(_title(cell, lang, linked) for cell, *_ in grid.rows[end:] if isinstance(cell, Named)),
        empty=grid.empty,
        note=grid.note,
    )


def _groups(rows: Iterable[GridRow], first: int, lang: str) -> list[tuple[str, list[GridRow]]]:
    """The rows by their heading, which is in the column before the ``first`` one; without one, they are one group."""
    groups = list[tuple[str, list[GridRow]]]()
    for row in rows:
        if not groups or (first and row[0] is not None):
            groups.append((localize(row[0] or "", lang) if first else "", []))
        groups[-1][1].append(row[first:])
    return groups


def _drawn(rows: Iterable[GridRow], columns: Sequence[Column], lang: str, linked: Container[str]) -> Iterator[Html]:
    """The rows as markup; a row is headed by its commitment, else by its first cell."""
    starts = [_CellStarts(column, lang) for column in columns]
    for row in rows:
        head = next((number for number, cell in enumerate(row) if isinstance(cell, Named)), 0)
        parts = [_ROW]
        for number, cell in enumerate(row):
            kind, content = drawn(cell, lang, linked)
            parts += (_HEAD, content, _HEAD_END) if number == head else (starts[number][kind], content, _CELL_END)
        parts.append(_ROW_END)
        yield joined(parts)


class _CellStarts(dict[str, Html]):
    """How the cells of a column start, by their kind."""

    def __init__(self, column: Column, lang: str) -> None:
        super().__init__()
        self.lang, self.right = lang, " right" if column.align is Align.RIGHT else ""
        self.label = _LABEL.filled(lang, title) if (title := column.title(lang)) else ""

    def __missing__(self, kind: str) -> Html:
        right = "" if kind in _UNALIGNED else self.right
        self[kind] = _CELL.filled(self.lang, kind, right, self.label)
        return self[kind]


def drawn(cell: Cell, lang: str, linked: Container[str] = ()) -> tuple[str, Html]:
    """The kind of a cell, which is its class, and its content."""
    match cell:
        case None | "":
            return "empty", Html("")
        case Named():
            return "named", _named(cell, lang, linked)
        case Amount():
            return "amount", dated(cell, lang=lang)
        case Share():
            return _share(cell, lang)
        case StatusCell():
            return "status", status(cell.status, cell.remark, lang=lang)
        case date():
            return "day", dated(cell, lang=lang)
        case Missing():
            return "missing", dated(cell, lang=lang)
        case _:
            return "text", dated(cell, lang=lang)


def _title(cell: Named, lang: str, linked: Container[str]) -> Html:
    return name(cell.title, cell.id, lang=lang, linked=cell.id in linked)


def _named(cell: Named, lang: str, linked: Container[str]) -> Html:
    title = _title(cell, lang, linked)
    if cell.id:
        title = _ID.filled(lang, title, cell.id)
    return _REMARK.filled(lang, title, cell.remark) if cell.remark else title


def _share(cell: Share, lang: str) -> tuple[str, Html]:
    if cell.value is None:
        return "empty", Html("")
    text = times(cell.value) if cell.ratio else percent(cell.value)
    if cell.bar:
        return "bar", _BAR.filled(lang, filled(cell.value, 100), text)
    return "amount", dated(text, lang=lang)
