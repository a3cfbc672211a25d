"""Suggest a profile for a sheet: a guess from its headings, with comments, that a person checks and corrects."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from commitrack.drafting.commitments import slug
from commitrack.drafting.intended import IntendedRow, RefusedRow
from commitrack.errors import UsageError
from commitrack.interchange.column_guess import is_empty
from commitrack.interchange.comments import comment
from commitrack.interchange.profile import Profile
from commitrack.interchange.profile_file import parse_profile
from commitrack.interchange.profile_guess import ProfileGuess
from commitrack.interchange.row_reader import RowReader
from commitrack.interchange.status_guess import status_lines
from commitrack.interchange.table import TableLayout, parse_sheet, parse_table
from commitrack.interchange.table_guess import guess_layout
from commitrack.interchange.target_guess import FIELDS, TargetGuess
from commitrack.language import LazyString as _
from commitrack.model import Registry, Settings
from commitrack.registry.toml_lines import inline

_COMMITMENT = (
    "title", "summary", "quote", "note", "pillar", "made", "due", "within", "responsible", "implementing", "document",
    "page",
)  # fmt: skip
_ADDED = {"responsible": "parties", "implementing": "parties", "pillar": "pillars", "document": "documents"}
"""The tables of the records that a field refers to."""
_SEVERAL = frozenset({"responsible", "implementing", "evidence"})
"""Fields of which a cell may have several values."""
_SHOWN = 5
"""The number of rows that are shown as they would be read."""
_MOSTLY = 0.9
_SLASHES = re.compile(r"(\d\d?)[/.](\d\d?)[/.](\d{4}|\d\d)")
_LAST_MONTH = 12
_ID = re.compile(r"(?=.{8})[a-z]+(-[a-z0-9]+)+")
"""A key that says what it is about: climate-billion-trees, not a-1."""
_RATES = re.compile(r"exchange.?rate|為替", re.IGNORECASE)


class Suggestion(Struct, frozen=True, kw_only=True):
    """A profile as lines of TOML with comments, and the first rows as it reads them."""

    lines: tuple[str, ...]
    rows: tuple[IntendedRow | RefusedRow, ...]


def suggest(content: bytes, path: Path, *, on: date) -> Suggestion:
    """A profile for the sheet in the bytes of a file; ``on`` is the day of undated figures.

    Raises UsageError for a file without a table.
    """
    layout = guess_layout(content, path.name, TableLayout())
    above = _title(content, path, layout)
    table = parse_table(content, path.name, layout)
    lines = tuple(_ProfileLines(ProfileGuess(table, layout, on), layout, table.notices, above, path.stem))
    profile = parse_profile("\n".join(lines).encode(), path.with_suffix(".toml"), Profile, system=path.stem)
    table = parse_table(content, path.name, profile.table)
    registry = Registry(settings=Settings(fiscal_year_start="04-01"))  # so that all fiscal years are shown
    reader = RowReader(table, profile, registry, folder=path.parent, on=on)
    return Suggestion(lines=lines, rows=tuple(islice(reader, _SHOWN)))


def _title(content: bytes, path: Path, layout: TableLayout) -> str:
    """The text above the table; else the name of the file."""
    rows = parse_sheet(content, path.name, replace(layout, heading_rows=())).visible()
    above = (cells for number, cells in rows if number < layout.heading_rows[0])
    texts = (" ".join(cell.split()) for cells in above for cell in cells if isinstance(cell, str))
    return next(texts, path.stem)


class _ProfileLines:
    """The lines of a profile for what its columns are likely to be."""

    def __init__(self, guess: ProfileGuess, layout: TableLayout, notices: Sequence[str], above: str, stem: str) -> None:
        self._guess, self._layout, self._notices, self._above, self._stem = guess, layout, notices, above, stem
        self._columns, self._fields, self._targets = guess.columns, guess.fields, guess.targets
        self._known_ids: dict[str, list[str | None]] = {}

    def __iter__(self) -> Iterator[str]:
        """The lines of the profile."""
        fields = self._fields
        yield comment(_("A suggestion from the headings: check every line."))
        if _RATES.search(self._above):
            yield comment(_("If these are exchange rates, see --format rates instead."))
        yield from self._key_lines()
        if added := list(dict.fromkeys(table for field, table in _ADDED.items() if self._is_added(field))):
            yield comment(_("records that the registry does not have are added"), f"add = {inline(added)}  ")
        if empty := self._empty():
            yield comment(_("texts that mean that there is no value"), f"empty = {inline(empty)}  ")
        yield from self._date_order()
        yield from self._table()
        yield from ("", "[commitment]", *self._id())
        if "title" not in fields:
            yield f"title = {{ always = {inline(self._above)} }}"
        for name in _COMMITMENT:
            yield from self._renamed(name) if name in _ADDED and self._has_no_ids(name) else self._stated(name)
        for target in self._targets:
            yield from self._target(target)
        yield from self._status()
        yield from self._unused()

    def _key_lines(self) -> Iterator[str]:
        key = self._guess.key
        blank = sum(any(self._columns.cells[name][row] is None for name in key) for row in range(self._rows()))
        if key and self._guess.period is None and not self._columns.is_key(key, 0):
            yield comment(_("This column does not identify every row; name several that do."))
        elif blank:
            yield comment(_("{n} row has no key, and will be refused", "{n} rows have no key, and will be refused",
                             n=blank))  # fmt: skip
        yield f"key = {inline(key[0] if len(key) == 1 else list(key))}"
        if self._guess.period is not None:
            yield comment(_("each row has figures for a date"), 'rows = "figures"  ')

    def _rows(self) -> int:
        return max(map(len, self._columns.cells.values()), default=0)

    def _id(self) -> Iterator[str]:
        """How ids are made, unless of the titles: of keys that are ids, or if titles make no ids of their own."""
        key = self._guess.key
        texts = [text for text in self._columns.filled("".join(f"{{{name}}}" for name in key)) if text]
        if len(key) == 1 and sum(map(bool, map(_ID.fullmatch, texts))) > len(texts) * _MOSTLY:
            yield f"id = {inline(key[0])}"
        elif key and (self._has_no_ids("title") or self._has_equal_ids()):
            word = re.match("[a-z]+", self._stem.lower()) if all(text[0].isdecimal() for text in texts) else None
            names = [*([word[0]] if word else []), *(f"{{{name}}}" for name in key)]
            yield f"id = {inline('-'.join(names))}"

    def _has_equal_ids(self) -> bool:
        """Whether several rows would have the same id, as the first words of their titles are the same."""
        ids = self._ids("title") if self._guess.period is None else []
        return len(set(ids)) < len(ids)

    def _has_no_ids(self, name: str) -> bool:
        """Whether no ids can be derived from the cells of a field, because they are not in Latin letters."""
        return None in self._ids(name)

    def _ids(self, name: str) -> list[str | None]:
        """The ids that are derived from the texts of a field, without those of empty cells."""
        if name not in self._known_ids:
            field = self._fields.get(name)
            texts = self._columns.filled(field) if field else ()
            self._known_ids[name] = [_id(text) for text in texts if text.strip()]
        return self._known_ids[name]

    def _stated(self, name: str) -> Iterator[str]:
        if name in self._fields:
            line = f"{name} = {self._source(name, self._fields[name])}"
            yield comment(self._guess.comments[name], f"{line}  ") if name in self._guess.comments else line

    def _source(self, name: str, heading: str) -> str:
        """A field as a profile states it, with what separates several values."""
        mark = self._columns.separator(heading) if name in _SEVERAL else None
        return f"{{ column = {inline(heading)}, separator = {inline(mark)} }}" if mark else inline(heading)

    def _is_added(self, name: str) -> bool:
        return name in self._fields and not self._has_no_ids(name)

    def _renamed(self, name: str) -> Iterator[str]:
        """A field whose words have to be replaced by ids, as a comment."""
        heading = self._fields[name]
        word = next(cell for cell in self._columns.cells[heading] if isinstance(cell, str))
        yield comment(_("Name the ids of these records, and remove the number sign:"))
        yield f"# {name} = {{ column = {inline(heading)}, words = {{ {inline(word)} = {inline(name)} }} }}"

    def _empty(self) -> list[str]:
        used = {*self._fields.values(), *(heading for target in self._targets for heading in target.headings)}
        cells = (cell for heading in used for cell in self._columns.cells.get(heading, ()))
        return sorted({cell for cell in cells if isinstance(cell, str) and is_empty(cell)})

    def _date_order(self) -> Iterator[str]:
        """The order of the parts of dates, if a day above 12 shows it; a comment if none does."""
        texts = (text for name in ("due", "made", "on") for text in self._columns.texts(self._fields.get(name, "")))
        dates = [match for text in texts if (match := _SLASHES.fullmatch(text))]
        for group, order in ((1, "dmy"), (2, "mdy")):
            if shown := next((match[0] for match in dates if int(match[group]) > _LAST_MONTH), None):
                yield comment(_("as {text} shows", text=shown), f'date_order = "{order}"  ')
                return
        if dates:
            yield comment(_("or mdy: {text} can be both", text=dates[0][0]), '# date_order = "dmy"  ')

    def _table(self) -> Iterator[str]:
        yield from ("", "[table]")
        yield from map(comment, self._notices)
        for name in ("heading_rows", "first_column", "section", "fill_down"):
            if (value := getattr(self._layout, name)) != getattr(TableLayout(), name):
                yield f"{name} = {inline(value)}"
        skip, until = self._layout.skip, self._layout.until
        skip_line = f"skip = {inline(skip)}  " if skip else '# skip = ["Total*"]  '
        yield comment(_("rows to be left out, by their first cell"), skip_line)
        until_line = f"until = {inline(until)}  " if until else '# until = ["Source:*"]  '
        yield comment(_("nothing is read from such a row on"), until_line)

    def _target(self, target: TargetGuess) -> Iterator[str]:
        """The target; as comments, if its numbers have no unit."""
        is_known = target.has_unit or target.stated is not None
        mark = "" if is_known else "# "
        yield ""
        if not is_known:
            yield comment(_("State what is counted, and remove the number signs:"))
        yield f"{mark}[targets.{target.name}]"
        yield from (f"{mark}{name} = {self._source(name, heading)}" for name, heading in target.fields.items())
        if target.stated is not None:
            yield f"unit = {{ always = {inline(target.stated.unit)} }}"
            if target.has_numbers or target.stated.scale != 1:
                is_share = target.stated.unit.startswith("%")
                why = _("or 100, if 0.25 means 25 %") if is_share else _("as the heading says")
                yield comment(why, f"scale = {inline(target.stated.scale)}  ")
        if not is_known:
            yield '# unit = { always = "people" }'
            yield comment(_("if the numbers are millions"), '# scale = "million"  ')
        if target.falls:
            yield comment(_("figures fall, so they are no running total"), f"{mark}accumulates = false  ")

    def _status(self) -> Iterator[str]:
        if "status" in self._fields:
            heading = self._fields["status"]
            evidence = self._fields.get("evidence")
            details = [f"evidence = {self._source('evidence', evidence)}"] if evidence and not self._targets else []
            yield ""
            yield from status_lines(heading, list(dict.fromkeys(self._columns.texts(heading))), details)

    def _unused(self) -> Iterator[str]:
        used = {*self._guess.key, *(heading for target in self._targets for heading in target.headings)}
        read = {
            *_COMMITMENT,
            "status",
            *(FIELDS if self._targets else ["evidence"] if "status" in self._fields else ()),
        }
        used |= {self._fields[name] for name in read if name in self._fields}
        written = " ".join(f"{{{name}}}" for name in used)
        if unused := [name for name in dict.fromkeys(self._columns.headings) if f"{{{name}}}" not in written]:
            yield from ("", comment(_("Columns that are not read:")))
            yield from (f"#   {heading}" for heading in unused)


@lru_cache(maxsize=4096)
def _id(title: str) -> str | None:
    """The id that is derived from a title, if one is."""
    with suppress(UsageError):
        return slug(title, hint="") or None
    return None
