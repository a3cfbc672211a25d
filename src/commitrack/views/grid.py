"""A neutral grid of typed cells: what every tabular format is made from."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from commitrack.assess import Status
from commitrack.language import translated
from commitrack.model import Number, Qualifier
from commitrack.report.progress_curve import Step


class Named(Struct, frozen=True):
    """A commitment: its title, and the id one types; perhaps a remark."""

    title: str
    id: str
    remark: str = ""


class Amount(Struct, frozen=True):
    """A number with its unit and hedge."""

    value: Number
    unit: str
    qualifier: Qualifier | None = None


class Share(Struct, frozen=True):
    """A fraction of 1, as per cent or, for a pace, as a ratio; drawn as a bar, with its course, where there is room."""

    value: Decimal | None
    bar: bool = False
    ratio: bool = False
    course: tuple[Step, ...] = ()


class Standing(Struct, frozen=True):
    """A status word, and whether the data behind it is stale."""

    status: Status
    stale: bool = False


Cell: TypeAlias = str | int | date | Named | Amount | Share | Standing | None


class Align(StrEnum):
    """On which side a column's cells stand."""

    LEFT = "left"
    RIGHT = "right"


class Column(Struct, frozen=True, kw_only=True):
    """``key`` is the word of the format, ``heading`` what people read, ``alone`` where the heading would not do.

    On a terminal that is too narrow, columns of one ``stack`` stand under each other in one; then those with
    the highest ``drop`` go first; 0 never goes. In a ``group`` an empty cell means what stands above it.
    """

    key: str
    heading: str
    alone: str = ""
    align: Align = Align.LEFT
    drop: int = 0
    stack: int = 0
    group: bool = False


class Grid(Struct, frozen=True, kw_only=True):
    """A table: ``empty`` is the sentence in its place when it has no rows."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = ""
    note: str = ""


def spoken(grid: Grid, lang: str) -> Grid:
    """A grid whose messages are said in a language; what is data stays as it is."""
    return replace(
        grid,
        title=translated(grid.title, lang),
        columns=tuple(
            replace(each, heading=translated(each.heading, lang), alone=translated(each.alone, lang))
            for each in grid.columns
        ),
        rows=tuple(tuple(_spoken(cell, lang) for cell in row) for row in grid.rows),
        empty=translated(grid.empty, lang),
        note=translated(grid.note, lang),
    )


def _spoken(cell: Cell, lang: str) -> Cell:
    if isinstance(cell, Named):
        return Named(translated(cell.title, lang), cell.id, translated(cell.remark, lang))
    return translated(cell, lang) if isinstance(cell, str) else cell


class Look(Struct, frozen=True, kw_only=True):
    """How to draw: the language, plain ASCII signs, or a pipe in which nothing is cut."""

    lang: str = "en"
    ascii: bool = False
    pipe: bool = False
