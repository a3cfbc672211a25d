"""What the columns of a table seem to contain, from their headings and their cells: only ever for suggestions."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from commitrack.errors import UsageError
from commitrack.interchange.cell_dates import cached_when
from commitrack.interchange.fields import plain
from commitrack.interchange.level_columns import ON
from commitrack.interchange.sheet import SheetCell
from commitrack.interchange.table import SheetTable
from commitrack.numerals import QuantityError
from commitrack.quantity import parse_quantity
from commitrack.units import is_known

_YEAR = re.compile(r"(19|20|21)\d\d(\.0+)?")
_FISCAL_YEAR = re.compile(r"(19|20|21)\d\d[-/–](\d\d|\d{4})")
_CODE = re.compile(r"[\w./:?&=%#+-]+", re.ASCII)
"""A code, a word or an address, which is no title."""
_IN_HEADING = re.compile(
    r"(FY ?)?(19|20|21)\d\d([-/–]\d\d)?( ?Q[1-4])?(年度|年)?|(令和|平成)(\d+|元)年度?|Q[1-4] ?(19|20|21)\d\d"
)
_EMPTY = frozenset({"none", "n/a", "n.a.", "na", "nil", "null", "-", "–", "—", ":", "..", "...", "なし", "該当なし"})
"""Texts that people write where there is no value."""
_ERROR = re.compile(r"#[A-Z0-9/_]+[!?]?|loading(\.\.\.|…)", re.IGNORECASE)
_PLACE = re.compile(r"\{([^{}]+)\}")
_BRACES = re.compile("[{}]")
_SEPARATORS = (" | ", ";")
_MOSTLY = 0.9
"""The share of cells from which a column identifies rows, or consists of dates."""


class DatedHeadings(Struct, frozen=True):
    """Columns whose headings differ in a day, a year or the like; ``on`` is how it is read, if not as it is written."""

    template: str
    on: str | None
    headings: tuple[str, ...]


class Columns:
    """The columns of a table by their headings, and by their letters: "column A".

    ``names`` are the headings of columns with values by which a profile can name them: they occur once, and have no
    braces. ``first`` is a name of the first column.
    """

    def __init__(self, table: SheetTable) -> None:
        rows = [row.cells for row in table.rows if any(cell is not None for cell in row.cells)]
        columns = list(zip(*rows, strict=True)) if rows else [()] * len(table.headings)
        self.headings = table.headings
        letters = [f"column {name}" for name in table.columns]
        self.cells: dict[str, Sequence[SheetCell]] = dict(zip((*letters, *table.headings), columns * 2, strict=True))
        self.names = [
            name for name in table.headings
            if table.headings.count(name) == 1 and self.texts(name) and not _BRACES.search(name)
        ]  # fmt: skip
        self.first = letters[0]

    def texts(self, heading: str) -> list[str]:
        """The cells of a column that have a value, as text."""
        filled = (plain(cell) for cell in self.cells.get(heading, ()) if cell is not None)
        return [text for text in filled if not is_empty(text) and not _ERROR.fullmatch(text)]

    def filled(self, template: str) -> list[str]:
        """The texts of a column, or of a template of several, in all rows."""
        if template in self.cells:
            return [plain(cell) for cell in self.cells[template]]
        names, parts = _PLACE.findall(template), _PLACE.split(template)[::2]
        return ["".join(map("".join, zip(parts, [*map(plain, row), ""], strict=True))) for row in self._rows(names)]

    def mostly(self, heading: str, test: Callable[[str], object], share: float = 0.5) -> bool:
        """Whether a test holds for more than a share of the cells that have a value."""
        texts = Counter(self.texts(heading))
        return sum(number for text, number in texts.items() if test(text)) > texts.total() * share

    def has_years(self, heading: str) -> bool:
        """Whether most cells are years."""
        return self.mostly(heading, _YEAR.fullmatch)

    def is_number(self, heading: str) -> bool:
        """Whether most cells are numbers, and none of them a year."""
        return self.mostly(heading, lambda text: number(text) is not None) and not self.has_years(heading)

    def is_title(self, heading: str) -> bool:
        """Whether a column could have titles: most cells are texts of their own."""
        texts = [text for text in self.texts(heading) if number(text) is None]
        is_varied = len(set(texts)) * 2 > len(self.cells[heading])
        return is_varied and not self.mostly(heading, _CODE.fullmatch) and not self.is_number(heading)

    def is_key(self, headings: Sequence[str], share: float = 1) -> bool:
        """Whether cells are different in every row in which all columns have one, and these are at least a share."""
        rows = [row for row in self._rows(headings) if all(cell is not None for cell in row)]
        total = len(self.cells[headings[0]])
        return total > 0 and total * share <= len(rows) == len({tuple(map(plain, row)) for row in rows})

    def names_keys(self, heading: str, keys: Sequence[str]) -> bool:
        """Whether the texts of a column are those of the keys: different for each key, and the same in all its rows."""
        cells = [(plain(cell), *map(plain, key)) for cell, *key in self._rows((heading, *keys))]
        texts, known = {text for text, *_key in cells}, {tuple(key) for _text, *key in cells}
        return "" not in texts and len(set(cells)) == len(texts) == len(known) and not self.is_number(heading)

    def _rows(self, headings: Sequence[str]) -> Iterator[tuple[SheetCell, ...]]:
        return zip(*(self.cells[heading] for heading in headings), strict=True)

    def period(self, heading: str) -> str | None:
        """How the dates of a column are read, of which every row has one: its heading, or ``FY{…}``; else None."""
        texts = self.texts(heading)
        if not texts or len(texts) < len(self.cells[heading]) * _MOSTLY:
            return None
        if self.mostly(heading, _FISCAL_YEAR.fullmatch, _MOSTLY):
            return f"FY{{{heading}}}"
        return heading if self.mostly(heading, _is_date, _MOSTLY) else None

    def separator(self, heading: str) -> str | None:
        """What separates several values in a cell, if a cell has several."""
        texts = self.texts(heading)
        mark = next((mark for mark in _SEPARATORS if any(mark in text for text in texts)), None)
        return mark or (" " if any(len(text.split()) > 1 and text.count("://") > 1 for text in texts) else None)

    def falls(self, heading: str, keys: Sequence[str]) -> bool:
        """Whether the numbers of a column fall from one row to the next with the same key."""
        latest: dict[tuple[str, ...], Decimal] = {}
        for cell, *key in self._rows((heading, *keys)):
            value, place = number(plain(cell)), tuple(map(plain, key))
            if value is not None and value < latest.get(place, value):
                return True
            latest |= {place: value} if value is not None else {}
        return False

    def fall_across(self, headings: Sequence[str]) -> bool:
        """Whether numbers fall from one of several columns to the next."""
        for row in self._rows(headings):
            values = [value for cell in row if (value := number(plain(cell))) is not None]
            if values != sorted(values):
                return True
        return False

    def dated(self) -> Iterator[DatedHeadings]:
        """The groups of at least two columns of numbers whose headings differ in a date only."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for heading in self.names:
            matches = [*_IN_HEADING.finditer(heading)]
            if matches and self.is_number(heading):
                last = matches[-1]
                groups.setdefault(f"{heading[: last.start()]}{ON}{heading[last.end() :]}", []).append(
                    (last[0], heading)
                )
        for template, found in groups.items():
            if len(found) > 1:
                is_fiscal = all(_FISCAL_YEAR.fullmatch(written) for written, _heading in found)
                yield DatedHeadings(template, f"FY{ON}" if is_fiscal else None, tuple(name for _on, name in found))


def is_empty(text: str) -> bool:
    """Whether a text usually means that there is no value."""
    return unicodedata.normalize("NFKC", text).casefold() in _EMPTY


@lru_cache(maxsize=1 << 16)
def number(text: str) -> Decimal | None:
    """The number that a text states, with a known unit or none; None for other texts."""
    with suppress(QuantityError):
        amount = parse_quantity(text)
        return Decimal(amount.value) if amount.unit is None or is_known(amount.unit) else None
    return None


def _is_date(text: str) -> bool:
    if text.isdecimal() or _YEAR.fullmatch(text):
        return _YEAR.fullmatch(text) is not None
    with suppress(UsageError):
        cached_when(text)
        return True
    return False
