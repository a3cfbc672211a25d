"""A grid of typed cells, from which every tabular format is made; each format localizes the contents."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from commitrack.amounts import Amount, Unit
from commitrack.assess import Status, TargetAssessment
from commitrack.language import SOURCE, Localizable, localize, word
from commitrack.language import LazyString as _
from commitrack.report.progress_curve import Step, progress_curve
from commitrack.wording.figures import Missing


class Named(Struct, frozen=True):
    """A commitment: its title, its id, and optionally a remark."""

    title: str
    id: str
    remark: str = ""


class Share(Struct, frozen=True):
    """A fraction of 1, shown as a percentage or (``ratio``) a factor; formats may add a ``bar`` and the ``curve``.

    The bar has the colour of the ``status`` of the target; ``is_planned`` says that the curve is beside a plan, and not
    beside the time elapsed. The curve is that of the ``target``; there is none without it.
    """

    value: Decimal | None
    bar: bool = False
    status: Status | None = None
    ratio: bool = False
    target: TargetAssessment | None = None
    is_planned: bool = False

    @property
    def curve(self) -> tuple[Step, ...]:
        """The curve, which only the terminal draws."""
        return progress_curve(self.target) if self.target else ()


def filled(share: Decimal, steps: int) -> int:
    """How many of ``steps`` equal parts of a bar a share fills: none only for 0 or less, all only for 1 or more."""
    if not 0 < share < 1:
        return 0 if share <= 0 else steps
    return min(max(round(share * steps), 1), steps - 1)


class StatusCell(Struct, frozen=True):
    """A status, and the reservations about it, worst first."""

    status: Status
    reservations: tuple[_, ...] = ()

    @property
    def remark(self) -> _:
        """The worst reservation and the number of others: “part overdue +2”; empty without any."""
        worst, *others = self.reservations or (_(""),)
        return _("{worst} +{n}", worst=worst, n=len(others)) if others else worst

    def to(self, lang: str) -> str:
        """“overdue (stale +1)”, in a language."""
        status = word(self.status)
        return (_("{status} ({remark})", status=status, remark=self.remark) if self.reservations else status).to(lang)


class Change(Struct, frozen=True):
    """A text before and after; shown once if it is the same."""

    before: str | Localizable
    after: str | Localizable

    def __str__(self) -> str:
        return self.to(SOURCE)

    def to(self, lang: str) -> str:
        """“no report → off track”, in a language."""
        before, after = localize(self.before, lang), localize(self.after, lang)
        return after if self.before == self.after else f"{before} → {after}"


Cell: TypeAlias = str | int | date | Named | Amount | Unit | Share | StatusCell | Missing | Change | None
"""What a cell may hold; an empty cell is None."""
GridRow: TypeAlias = tuple[Cell, ...]
"""The cells of a row, one for each column."""


class Align(StrEnum):
    """The side to which the cells of a column are aligned."""

    LEFT = "left"
    RIGHT = "right"


class Column(Struct, frozen=True, kw_only=True):
    """``key`` names the column for programs, ``heading`` for people; ``alone`` replaces an empty or ambiguous heading.

    On a terminal that is too narrow, columns with the same ``stack`` are combined into one; then columns are
    dropped, highest ``drop`` first (0: never). The text of a ``whole`` column is never folded. In a ``group`` column an
    empty cell repeats the one above it.
    """

    key: str
    heading: str
    alone: str = ""
    align: Align = Align.LEFT
    drop: int = 0
    stack: int = 0
    group: bool = False
    whole: bool = False

    def title(self, lang: str) -> str:
        """The heading in a language, with its first letter in upper case."""
        heading = localize(self.heading, lang)
        return heading[:1].upper() + heading[1:]


class Grid(Struct, frozen=True, kw_only=True):
    """A table; ``empty`` is shown in place of missing rows, ``note`` below the table."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[GridRow]
    empty: str = ""
    note: str = ""


class Look(Struct, frozen=True, kw_only=True):
    """How to render for a terminal: the language, ASCII only, or for a pipe, where nothing is truncated."""

    lang: str = "en"
    ascii: bool = False
    pipe: bool = False
