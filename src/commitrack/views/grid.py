"""A neutral grid of typed cells, from which every tabular format is made. Its texts are localized by the format."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from commitrack.amounts import Amount, Unit
from commitrack.assess import Status
from commitrack.language import Localizable, localize
from commitrack.report.progress_curve import Step
from commitrack.wording.figures import Missing


class Named(Struct, frozen=True):
    """A commitment: its title, and the id one types; perhaps a remark."""

    title: str
    id: str
    remark: str = ""


class Share(Struct, frozen=True):
    """A fraction of 1 as a percentage or, for a pace, as a ratio; where there is room as a bar, with its curve."""

    value: Decimal | None
    bar: bool = False
    ratio: bool = False
    curve: tuple[Step, ...] = ()


class Standing(Struct, frozen=True):
    """A status, and whether the data behind it is stale."""

    status: Status
    stale: bool = False


class Change(Struct, frozen=True):
    """A text before and after; where nothing changed it is shown once."""

    before: str | Localizable
    after: str | Localizable

    def to(self, lang: str) -> str:
        """“no data → off track”."""
        before, after = localize(self.before, lang), localize(self.after, lang)
        return after if self.before == self.after else f"{before} → {after}"


Cell: TypeAlias = str | int | date | Named | Amount | Unit | Share | Standing | Missing | Change | None
"""What a cell may hold; an empty cell is None."""


class Align(StrEnum):
    """The side to which the cells of a column are aligned."""

    LEFT = "left"
    RIGHT = "right"


class Column(Struct, frozen=True, kw_only=True):
    """``key`` is the word of the format, ``heading`` what people read, ``alone`` where the heading would not do.

    On a terminal that is too narrow, columns of one ``stack`` are put under each other in one; then those with
    the highest ``drop`` go first; 0 never goes. In a ``group`` an empty cell repeats the one above it.
    """

    key: str
    heading: str
    alone: str = ""
    align: Align = Align.LEFT
    drop: int = 0
    stack: int = 0
    group: bool = False

    def title(self, lang: str) -> str:
        """The heading in a language, with a capital."""
        heading = localize(self.heading, lang)
        return heading[:1].upper() + heading[1:]


class Grid(Struct, frozen=True, kw_only=True):
    """A table; ``empty`` is the sentence in its place when it has no rows."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = ""
    note: str = ""


class Look(Struct, frozen=True, kw_only=True):
    """How to draw on a terminal: the language, ASCII only, or a pipe in which nothing is cut."""

    lang: str = "en"
    ascii: bool = False
    pipe: bool = False
