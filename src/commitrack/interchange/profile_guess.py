"""Guess what the columns of a table are, for a suggestion that a person checks."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations

from commitrack.interchange.column_guess import Columns
from commitrack.interchange.heading_words import fields_of
from commitrack.interchange.table import SheetTable, TableLayout
from commitrack.interchange.target_guess import guess_targets
from commitrack.language import LazyString as _

_FEW = 12
"""The number of columns of which two are tried as a key."""
_ALMOST_ALL, _MOST = 0.9, 0.6
"""The shares of the rows that have one of the columns of a key, or both; the others are refused."""
_OF_PROMISES = frozenset({"title", "due", "made", "responsible"})
"""Fields of sheets in which a row is a commitment, whatever dates it has, and not a figure."""


class ProfileGuess:
    """What the columns of a table are likely to be: the fields by name, with ``comments`` on some of them, the columns
    of the ``key``, and the targets. ``period`` is how the date of a row is read, if each row has figures for a date.

    ``on`` is the day after which years are those of deadlines.
    """

    def __init__(self, table: SheetTable, layout: TableLayout, on: date) -> None:
        self._section, self._on = layout.section, on
        self.columns = Columns(table)
        dated = [heading for group in self.columns.dated() for heading in group.headings]
        self.fields = fields_of(heading for heading in self.columns.names if heading not in dated)
        self.comments: dict[str, str] = {}
        self.key, self.period = self._likely_key()
        self._correct()
        self.targets = tuple(guess_targets(self.columns, self.fields, self.key, self.period))

    def _correct(self) -> None:
        """Use what the cells say: a target that is a year is a deadline, and a key identifies every row."""
        fields, columns = self.fields, self.columns
        if "due" not in fields and "value" in fields and columns.has_years(fields["value"]):
            fields["due"] = fields.pop("value")
        free = [heading for heading in columns.names if heading not in {*fields.values(), *self.key}]
        if "due" not in fields and self.period is None and (due := next(filter(self._is_future, free), None)):
            fields["due"] = due
            self.comments["due"] = _("most cells are years to come")
        if "quote" in fields and "document" not in fields:
            fields.setdefault("note", fields.pop("quote"))
        fields.pop("" if "document" in fields else "page", None)
        if self._section and "pillar" not in fields and self._section not in self.key:
            fields["pillar"] = self._section
        if "title" not in fields and self.key:
            fields["title"] = self._likely_title(free)

    def _likely_title(self, free: Sequence[str]) -> str:
        """The longest texts of their own, or texts that belong to the keys; else the keys."""
        columns = self.columns
        texts = [name for name in free if columns.is_title(name)]
        if self.period is not None:
            texts = [name for name in free if columns.names_keys(name, self.key)]
        named = (self.fields.get("responsible", self.key[0]), *self.key[1:])
        keys = ": ".join(f"{{{heading}}}" for heading in named) if named[1:] else named[0]
        return max(texts, key=lambda name: sum(map(len, columns.texts(name))), default=keys)

    def _is_future(self, heading: str) -> bool:
        years = [int(text[:4]) for text in self.columns.texts(heading) if text[:4].isdecimal()]
        return self.columns.has_years(heading) and max(years, default=0) > self._on.year

    def _likely_key(self) -> tuple[tuple[str, ...], str | None]:
        """The columns that identify every row: one, or two; or, with the date of a row, none, one or two."""
        columns, fields = self.columns, self.fields
        likely = fields.pop("key", None)
        dated = {heading for group in columns.dated() for heading in group.headings}
        names = [heading for heading in columns.names if heading not in {likely, *fields.values(), *dated}]
        has_numbers = any(columns.is_number(name) for name in (*names, *fields.values()))
        periods = [name for name in names if has_numbers and "on" not in fields and columns.period(name)]
        others = [name for name in names if name not in periods and not columns.is_number(name)]
        first = [likely] if likely else []
        section = [self._section] if self._section else []
        singles = [(heading,) for heading in (*first, *others) if heading not in section]
        pairs = [*combinations([*first, *section, *others, *fields.values()][:_FEW], 2)]
        candidates: list[tuple[str, ...]] = [*singles, *pairs]
        found = next((key for key in candidates if periods and columns.is_key((*key, periods[0]))), None)
        if found and not (columns.is_key(found) and fields.keys() & _OF_PROMISES):
            return found, columns.period(periods[0])
        if periods and not others and not likely:
            return (), columns.period(periods[0])
        keys = (
            *((key, 1) for key in singles), *((key, _ALMOST_ALL) for key in singles),
            *((key, 1) for key in pairs), *((key, _MOST) for key in pairs),
        )  # fmt: skip
        likeliest = singles[0] if singles else (columns.first,)
        return next((key for key, share in keys if columns.is_key(key, share)), likeliest), None
