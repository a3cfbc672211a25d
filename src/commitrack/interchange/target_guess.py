"""Guess the targets of a table and their figures: only ever for suggestions."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from commitrack.interchange.column_guess import Columns, DatedHeadings
from commitrack.interchange.heading_words import PLANNED, fields_of, plain_heading
from commitrack.interchange.level_columns import ON
from commitrack.interchange.sheet import SheetCell
from commitrack.interchange.unit_guess import StatedUnit, stated_unit
from commitrack.numerals import QuantityError
from commitrack.quantity import parse_quantity

FIELDS = ("name", "value", "unit", "indicator", "baseline", "milestones", "figure", "on", "evidence")
_NUMBERS = ("value", "baseline", "milestones", "figure")


class TargetGuess(Struct, frozen=True, kw_only=True):
    """A target: its name, and the headings or templates of its fields.

    ``stated`` is the unit that headings state; without any, and unless cells state it (``has_unit``), the unit is
    unknown. ``has_numbers`` says that cells are numbers, which need a scale. ``falls`` if figures do.
    """

    name: str
    fields: dict[str, str]
    stated: StatedUnit | None
    has_unit: bool
    has_numbers: bool
    falls: bool
    headings: frozenset[str]


def guess_targets(
    columns: Columns, fields: Mapping[str, str], keys: Sequence[str], period: str | None
) -> Iterator[TargetGuess]:
    """The target of the fields that headings name; else one for each unit that headings of numbers state, or one of
    an unknown unit, as for figures without a date. ``period`` is how the date of a row is read, if each row has figures
    of its own."""
    found = {name: fields[name] for name in FIELDS if name in fields}
    groups = list(columns.dated())
    for group in groups:
        name = _field_of(group)
        if name not in found:
            found[name] = group.template
            if name == "figure" and group.on:
                found["on"] = group.on
    if period is not None:
        found["on"] = period
    if set(_NUMBERS) & found.keys():
        dated = [heading for group in groups if group.template in found.values() for heading in group.headings]
        yield _target("target", found, columns, [*_columns_of(found), *dated], keys, groups, counts=True)
        return
    taken = {*keys, *fields.values(), re.sub(r"FY{(.*)}", r"\1", period or "")}
    free = [name for name in columns.names if name not in taken and columns.is_number(name)]
    chosen = free[:1] if period is None else _by_unit(free)
    for number, heading in enumerate(chosen, 1):
        name = f"target-{number}" if chosen[1:] else "target"
        guess = _target(name, {**found, "figure": heading}, columns, [heading], keys, groups)
        yield guess if period is not None else replace(guess, stated=None, has_unit=False)


def _by_unit(headings: Iterable[str]) -> list[str]:
    """The first heading for each unit that headings state; the first of all if none states any."""
    units: dict[str | None, str] = {}
    for heading in headings:
        stated = stated_unit(heading, counts=False)
        units.setdefault(stated.unit if stated else None, heading)
    return [heading for unit, heading in units.items() if unit is not None] or list(units.values())


def _field_of(group: DatedHeadings) -> str:
    """What levels for several dates are: planned, or reached."""
    heading = plain_heading(group.template.replace(ON, ""))
    words = {heading, *heading.split(), *map(plain_heading, group.template.split(" / "))}
    return "milestones" if words & PLANNED or "value" in fields_of([heading]) else "figure"


def _columns_of(found: Mapping[str, str]) -> list[str]:
    return [found[name] for name in _NUMBERS if name in found and ON not in found[name]]


def _target(
    name: str, found: dict[str, str], columns: Columns, headings: Sequence[str], keys: Sequence[str],
    groups: Sequence[DatedHeadings], *, counts: bool = False,
) -> TargetGuess:  # fmt: skip
    cells = [cell for heading in headings for cell in columns.cells.get(heading, ()) if cell is not None]
    stated = (unit for heading in headings if (unit := stated_unit(heading, counts=counts)))
    figures = [heading for group in groups if group.template == found.get("figure") for heading in group.headings]
    in_rows = found.get("figure") in columns.cells and columns.falls(found["figure"], keys)
    return TargetGuess(
        name=name,
        fields={field: found[field] for field in FIELDS if field in found},
        stated=None if "unit" in found else next(stated, None),
        has_unit="unit" in found or (bool(cells) and all(map(_states_unit, dict.fromkeys(cells)))),
        has_numbers=any(not isinstance(cell, str) for cell in cells),
        falls=in_rows or columns.fall_across(figures),
        headings=frozenset({*headings, *found.values()}),
    )


def _states_unit(cell: SheetCell) -> bool:
    try:
        return isinstance(cell, str) and parse_quantity(cell).unit is not None
    except QuantityError:
        return False
