"""Suggest a profile for a sheet: a guess from its headings, with comments, that a person checks and corrects."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, islice
from pathlib import Path

from msgspec import Struct

from commitrack.drafting.intended import IntendedRow, RefusedRow
from commitrack.interchange.fields import plain
from commitrack.interchange.heading_words import fields_of, level_of
from commitrack.interchange.profile import Profile, parse_profile
from commitrack.interchange.row_reader import RowReader
from commitrack.interchange.sheet import SheetCell
from commitrack.interchange.table import SheetTable, TableLayout, parse_table
from commitrack.interchange.table_guess import guess_layout
from commitrack.language import LazyString
from commitrack.language import LazyString as _
from commitrack.model import Registry, Settings
from commitrack.numerals import QuantityError
from commitrack.quantity import parse_quantity
from commitrack.registry.toml_lines import inline, key

_COMMITMENT = (
    "title", "summary", "quote", "note", "pillar", "made", "due", "within", "responsible", "document", "page",
)  # fmt: skip
_TARGET = ("value", "unit", "indicator", "baseline", "figure", "on", "evidence")
_ADDED = {"responsible": "parties", "pillar": "pillars", "document": "documents"}
"""The tables of the records that a field refers to."""
_SHOWN = 5
"""The number of rows that are shown as they would be read."""
_FEW = 12
"""The number of columns of which two are tried as a key."""
_WORDS = 20
"""The number of different words up to which a column is one of statuses."""
_YEAR = re.compile(r"(19|20|21)\d\d(\.0+)?")
_SLASHES = re.compile(r"(\d\d?)[/.](\d\d?)[/.](\d{4}|\d\d)")
_LAST_MONTH = 12
_CODE = re.compile(r"[\w./:?&=%#+-]+", re.ASCII)
"""A code, a word or an address, which is no title."""
_EMPTY = frozenset({"none", "n/a", "na", "nil", "null", "-", "–", "—", "なし", "該当なし"})
"""Texts that people write where there is no value."""


class Suggestion(Struct, frozen=True, kw_only=True):
    """A profile as lines of TOML with comments, and the first rows as it reads them."""

    lines: tuple[str, ...]
    rows: tuple[IntendedRow | RefusedRow, ...]


def suggest(content: bytes, path: Path, *, on: date) -> Suggestion:
    """A profile for the sheet in the bytes of a file; ``on`` is the day of undated figures.

    Raises UsageError for a file without a table.
    """
    layout = guess_layout(content, path.name, TableLayout())
    lines = tuple(_Guess(parse_table(content, path.name, layout), layout).lines())
    text = "".join(f"{line}\n" for line in lines)
    profile = parse_profile(text.encode(), path.with_suffix(".toml"), Profile, system=path.stem)
    table = parse_table(content, path.name, profile.table)
    registry = Registry(settings=Settings(fiscal_year_start="04-01"))  # so that all fiscal years are shown
    reader = RowReader(table, profile, registry, folder=path.parent, on=on)
    return Suggestion(lines=lines, rows=tuple(islice(reader, _SHOWN)))


class _Guess:
    """What the columns of a table are likely to be."""

    def __init__(self, table: SheetTable, layout: TableLayout) -> None:
        self._layout, self._headings, self._notices = layout, table.headings, table.notices
        rows = list(table.rows)
        cells = zip(*(row.cells for row in rows), strict=True) if rows else ((),) * len(table.headings)
        self._columns: dict[str, Sequence[SheetCell]] = dict(zip(table.headings, cells, strict=True))
        self._names = [heading for heading in table.headings if table.headings.count(heading) == 1]
        self._fields = fields_of(self._names)
        self._used = {*_COMMITMENT, "status"}
        self._correct()

    def _correct(self) -> None:
        """Use what the cells say: a target that is a year is a deadline, and a key identifies every row."""
        fields = self._fields
        if "due" not in fields and "value" in fields and self._all(fields["value"], _YEAR):
            fields["due"] = fields.pop("value")
        self.key = self._key()
        if "title" in fields:
            return
        free = [heading for heading in self._names if heading not in {*fields.values(), *self.key}]
        texts = [heading for heading in free if self._is_text(heading)]
        named = (fields.get("responsible", self.key[0]), *self.key[1:])
        fields["title"] = max(texts, key=self._length, default=": ".join(f"{{{heading}}}" for heading in named))

    def _is_text(self, heading: str) -> bool:
        """Whether a column could have titles: most cells are texts of their own."""
        cells = self._columns[heading]
        return len({cell for cell in cells if isinstance(cell, str)}) * 2 > len(cells) and not self._all(heading, _CODE)

    def _key(self) -> tuple[str, ...]:
        """The column that identifies every row, or two that do; if none do, the likeliest column."""
        likely = self._fields.pop("key", None)
        others = [heading for heading in self._names if heading not in {likely, *self._fields.values()}]
        first = [likely] if likely else []
        singles = [(heading,) for heading in (*first, *others)]
        pairs = combinations([*first, *others, *self._fields.values()][:_FEW], 2)
        return next(filter(self.is_key, (*singles, *pairs)), singles[0] if singles else self._headings[:1])

    def is_key(self, headings: Sequence[str]) -> bool:
        """Whether the cells of columns are all filled, and different in every row."""
        columns = [self._columns[heading] for heading in headings]
        rows = list(zip(*([plain(cell) for cell in column] for column in columns), strict=True))
        return all(map(all, rows)) and len(set(rows)) == len(rows)

    def _all(self, heading: str, pattern: re.Pattern[str]) -> bool:
        """Whether most cells of a column that are not empty match a pattern."""
        texts = [plain(cell) for cell in self._columns[heading] if cell is not None]
        return sum(pattern.fullmatch(text) is not None for text in texts) * 2 > len(texts)

    def _length(self, heading: str) -> int:
        return sum(len(cell) for cell in self._columns[heading] if isinstance(cell, str))

    def lines(self) -> Iterator[str]:
        """The lines of the profile."""
        fields = self._fields
        yield _comment(_("A suggestion from the headings: check every line."))
        if not self.is_key(self.key):
            yield _comment(_("This column does not identify every row; name several that do."))
        yield f"key = {inline(self.key if self.key[1:] else self.key[0])}"
        if added := [table for field, table in _ADDED.items() if field in fields and not self._has_no_ids(field)]:
            yield _comment(_("records that the registry does not have are added"), f"add = {inline(added)}  ")
        if empty := self._empty():
            yield _comment(_("texts that mean that there is no value"), f"empty = {inline(empty)}  ")
        yield from self._date_order()
        yield from self._table()
        yield from ("", "[commitment]")
        if self._has_no_ids("title"):
            yield f"id = {inline('-'.join(f'{{{heading}}}' for heading in self.key))}"
        for name in _COMMITMENT:
            yield from self._renamed(name) if name in _ADDED and self._has_no_ids(name) else self._stated((name,))
        yield from self._target()
        yield from self._status()
        used = {*self.key, *(fields[name] for name in self._used if name in fields)}
        if unused := [heading for heading in dict.fromkeys(self._headings) if heading not in used]:
            yield from ("", _comment(_("Columns that are not read:")))
            yield from (f"#   {heading}" for heading in unused)

    def _stated(self, names: Sequence[str], mark: str = "") -> Iterator[str]:
        yield from (f"{mark}{name} = {inline(self._fields[name])}" for name in names if name in self._fields)

    def _has_no_ids(self, name: str) -> bool:
        """Whether no ids can be derived from the cells of a field, because they are not in Latin letters."""
        cells = self._columns.get(self._fields.get(name, ""), ())
        return any(isinstance(cell, str) and not re.search("[A-Za-z]", cell) for cell in cells)

    def _renamed(self, name: str) -> Iterator[str]:
        """A field whose words have to be replaced by ids, as a comment."""
        heading = self._fields[name]
        word = next(cell for cell in self._columns[heading] if isinstance(cell, str))
        yield _comment(_("Name the ids of these records, and remove the number sign:"))
        yield f"# {name} = {{ column = {inline(heading)}, words = {{ {inline(word)} = {inline(name)} }} }}"

    def _empty(self) -> list[str]:
        used = (cell for heading in self._fields.values() for cell in self._columns.get(heading, ()))
        return sorted({cell for cell in used if isinstance(cell, str) and cell.casefold() in _EMPTY})

    def _date_order(self) -> Iterator[str]:
        """The order of the parts of dates, if a day above 12 shows it; a comment if none does."""
        columns = (self._columns[self._fields[name]] for name in ("due", "made", "on") if name in self._fields)
        dates = [match for cells in columns for cell in cells if (match := _SLASHES.fullmatch(plain(cell)))]
        for group, order in ((1, "dmy"), (2, "mdy")):
            if shown := next((match[0] for match in dates if int(match[group]) > _LAST_MONTH), None):
                yield _comment(_("as {text} shows", text=shown), f'date_order = "{order}"  ')
                return
        if dates:
            yield _comment(_("or mdy: {text} can be both", text=dates[0][0]), '# date_order = "dmy"  ')

    def _table(self) -> Iterator[str]:
        yield from ("", "[table]")
        yield from map(_comment, self._notices)
        for name in ("heading_rows", "first_column"):
            if (value := getattr(self._layout, name)) != getattr(TableLayout(), name):
                yield f"{name} = {inline(value)}"
        skip, until = self._layout.skip, self._layout.until
        skip_line = f"skip = {inline(skip)}  " if skip else '# skip = ["Total*"]  '
        yield _comment(_("rows to be left out, by their first cell"), skip_line)
        until_line = f"until = {inline(until)}  " if until else '# until = ["Source:*"]  '
        yield _comment(_("nothing is read from such a row on"), until_line)

    def _target(self) -> Iterator[str]:
        """The target; as comments, if its numbers have no unit."""
        columns = [self._columns[self._fields[name]] for name in ("value", "figure") if name in self._fields]
        if not columns:
            return
        self._used.update(_TARGET)
        cells = [cell for column in columns for cell in column if cell is not None]
        has_unit = "unit" in self._fields or all(isinstance(cell, str) and _has_unit(cell) for cell in cells)
        mark = "" if has_unit else "# "
        yield ""
        if not has_unit:
            yield _comment(_("State what is counted, and remove the number signs:"))
        yield f"{mark}[targets.target]"
        yield from self._stated(_TARGET, mark)
        if not has_unit:
            yield '# unit = { always = "people" }'
            yield _comment(_("if the numbers are millions"), '# scale = "million"  ')

    def _status(self) -> Iterator[str]:
        if "status" not in self._fields:
            return
        heading = self._fields["status"]
        words = list(dict.fromkeys(plain(cell) for cell in self._columns[heading] if cell is not None))
        yield ""
        if len(words) > _WORDS:
            message = _('"{heading}" has {n:,} different texts, too many for a status', heading=heading, n=len(words))
            yield _comment(message)
            return
        yield _comment(_("Say what each word means, and remove the number signs:"))
        yield from ("# [status]", f"# column = {inline(heading)}", "# [status.words]")
        for word in words:
            level = level_of(word)
            yield f'# {key(word)} = {{ completion = "{level}" }}' if level else f"# {key(word)} = {{}}"


def _comment(text: str, code: str = "") -> LazyString:
    """A comment, after what is no comment on its line."""
    return LazyString("{code}# {text}", code=code, text=text)


def _has_unit(text: str) -> bool:
    try:
        return parse_quantity(text).unit is not None
    except QuantityError:
        return False
