"""A neutral grid of typed cells: what every tabular format is made from."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from commitrack.assess import Status
from commitrack.model import Number, Qualifier


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
    """A fraction of 1, as per cent or, for a pace, as a ratio; drawn as a bar where there is room."""

    value: Decimal | None
    bar: bool = False
    ratio: bool = False


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
    """``key`` is the word of the format, ``heading`` what people read.

    On a terminal that is too narrow, columns of one ``stack`` stand under each other in one; then those with
    the highest ``drop`` go first; 0 never goes. In a ``group`` an empty cell means what stands above it.
    """

    key: str
    heading: str
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


class Look(Struct, frozen=True, kw_only=True):
    """How to draw: the language of amounts, plain ASCII signs, or a pipe in which nothing is cut."""

    lang: str = "en"
    ascii: bool = False
    pipe: bool = False
