"""Read a target and its figures from a row, as the table ``[targets.NAME]`` of a profile says."""

import re
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from commitrack.dates import first_day
from commitrack.drafting.commitments import target_name
from commitrack.drafting.intended import UNRECORDED, SheetUpdate
from commitrack.interchange.cell_values import Spelling, evidence, text, word
from commitrack.interchange.fields import Binder, BoundField, CellError, CellReader, plain, values_of
from commitrack.interchange.level_columns import ON, LevelColumns
from commitrack.interchange.profile import FieldSource, FieldSpec, TargetFields
from commitrack.interchange.table import SheetCell, TableRow
from commitrack.language import LazyString as _
from commitrack.model import Milestone, Number, Qualifier, Span, Target, Text, Update, When
from commitrack.numerals import QuantityError
from commitrack.quantity import Quantity, parse_quantity
from commitrack.units import canonical


class DatedAmount(Struct, frozen=True):
    """An amount in a cell, and the last day of the period that it refers to; ``is_dated`` if the sheet states that."""

    on: date
    is_dated: bool
    quantity: Quantity
    column: int | None
    text: str


class TargetReader:
    """Reads one target; ``on`` is the day of figures of which the sheet does not give the day."""

    def __init__(
        self, name: str, fields: TargetFields, binder: Binder, spelling: Spelling, *, on: date, folder: Path
    ) -> None:
        self._default, self._fields, self._spelling, self._on = name, fields, spelling, on
        self._headings = binder.table.headings
        self._place = f"[targets.{name}]"
        self._scale = scale_of(fields.scale)

        def bound(field: str) -> BoundField | None:
            return binder.field(getattr(fields, field), f"{self._place} {field}")

        self._unit, self._value, self._baseline = bound("unit"), bound("value"), bound("baseline")
        self._name = bound("name")
        self._milestones = LevelColumns(_several(fields.milestones), f"{self._place} milestones", binder, spelling)
        of_heading = fields.on if isinstance(fields.on, str) and ON in fields.on else ON
        self._figures = LevelColumns(fields.figure, f"{self._place} figure", binder, spelling, of_heading)
        ways: dict[str, Any] = {
            "name": _name, "indicator": text, "indicator_ja": text, "baseline_on": spelling.when,
            "qualifier": word(Qualifier), "counting": text, "due": spelling.deadline, "on": spelling.when,
            "evidence": evidence(folder),
        }  # fmt: skip
        self._readers: dict[str, CellReader] = {
            name: partial(way, field)
            for name, way in ways.items()
            if not (name == "on" and of_heading != ON) and (field := bound(name)) is not None
        }

    def read(self, row: TableRow, problems: list[CellError]) -> tuple[str, Target | None, list[SheetUpdate]]:
        """The name, the target (None if the row has none), and the updates with its figures.

        ``problems`` is extended with the cells that cannot be read.
        """
        found = len(problems)
        values = values_of(self._readers, row, problems)
        if len(problems) > found:
            values.setdefault("on", When(self._on))  # only the day may be missing, not a problem of its own
        amounts = values_of(
            {"value": partial(self._quantity, self._value), "baseline": partial(self._exact, self._baseline),
             "milestones": self._read_milestones, "figures": partial(self._read_figures, values)},
            row, problems,
        )  # fmt: skip
        value, figures = amounts.get("value"), amounts.get("figures", ())
        if value is None and not figures and self._value is not None:
            return "", None, []
        unit = next((amount.unit for amount in (value, *(figure.quantity for figure in figures)) if amount), None)
        unit = unit or self._unit_of(row)[0]
        if unit is not None:
            self._require_unit(unit, amounts, row, problems)
        if unit is None:
            if len(problems) == found:
                problems.append(CellError(None, "", _("{place}: no unit", place=self._place)))
            return "", None, []
        name = self._default if self._name is None else values.get("name") or target_name(unit)
        return name, self._target(values, amounts, unit), [self._update(name, figure, values) for figure in figures]

    def _require_unit(self, unit: str, amounts: dict[str, Any], row: TableRow, problems: list[CellError]) -> None:
        """Add a baseline and milestones in another unit to the problems; figures are compared with their target."""
        baseline, field = amounts.get("baseline"), self._baseline
        levels = [(level.column, level.text, level.quantity) for level in amounts.get("milestones", ())]
        if baseline is not None and field is not None:
            levels.append((field.column, field.text(row), baseline))
        for column, cell, amount in levels:
            if amount.unit != unit:
                message = _('the unit is "{one}", but that of the row is "{other}"', one=amount.unit, other=unit)
                problems.append(CellError(column, cell, message))

    def _target(self, values: dict[str, Any], amounts: dict[str, Any], unit: str) -> Target:
        value, baseline = amounts.get("value"), amounts.get("baseline")
        return Target(
            value=value.value if value else None, unit=unit, indicator=in_languages(values, "indicator"),
            baseline=baseline.value if baseline else None, baseline_on=values.get("baseline_on"),
            qualifier=values.get("qualifier") or (value.qualifier if value else None),
            maintain=self._fields.maintain, accumulates=self._fields.accumulates, counting=values.get("counting"),
            milestones=tuple(Milestone(on=m.on, value=m.quantity.value) for m in amounts.get("milestones", ())),
            **_deadline(values),
        )  # fmt: skip

    def _update(self, name: str, figure: DatedAmount, values: dict[str, Any]) -> SheetUpdate:
        amount = figure.quantity
        update = Update(
            key="", commitment="", target=name, on=figure.on, recorded=UNRECORDED, qualifier=amount.qualifier,
            actual=None if amount.increment else amount.value, add=amount.value if amount.increment else None,
            evidence=values.get("evidence", ()),
        )  # fmt: skip
        column = None if figure.column is None else self._headings[figure.column]
        return SheetUpdate(update, figure.is_dated, column, figure.text, amount.unit)

    def _unit_of(self, row: TableRow) -> tuple[str | None, int | None]:
        """The unit, and the column that states it; the profile may do that instead, or nothing.

        It is the one in its own column, or else that of the value: of “5,000 people”, 3,000 are reached.
        """
        unit = canonical(self._unit.text(row)) if self._unit is not None else ""
        if self._unit is not None and unit:
            return unit, self._unit.column
        if self._value is None:
            return None, None
        try:
            return self._spelling.stated_unit(self._value.cell(row)), self._value.column
        except CellError:
            return None, None

    def _quantity(self, field: BoundField | None, row: TableRow) -> Quantity | None:
        cell = None if field is None else field.cell(row)
        if cell is None or field is None:
            return None
        amount = self._amount(cell, field.column, row)
        if amount.increment:
            raise CellError(field.column, plain(cell), _("an increment; give the full value"))
        return amount

    def _exact(self, field: BoundField | None, row: TableRow) -> Quantity | None:
        """An amount for which no qualifier can be recorded."""
        amount = self._quantity(field, row)
        if amount is not None and amount.qualifier is not None and field is not None:
            raise CellError(field.column, field.text(row), _("a qualifier, which cannot be recorded here"))
        return amount

    def _amount(self, cell: SheetCell, column: int | None, row: TableRow) -> Quantity:
        unit, place = self._unit_of(row)
        stated_by = None if place is None else self._headings[place]
        return self._spelling.quantity(cell, column, unit, self._scale, stated_by=stated_by)

    def _read_milestones(self, row: TableRow) -> list[DatedAmount] | None:
        levels = [
            DatedAmount(
                on=self._spelling.last_day(when), is_dated=True, quantity=self._amount(cell, column, row),
                column=column, text=plain(cell),
            )
            for column, when, cell in self._milestones.cells(row)
            if when is not None
        ]  # fmt: skip
        return levels or None

    def _read_figures(self, values: dict[str, Any], row: TableRow) -> list[DatedAmount] | None:
        figures = []
        for column, of_heading, cell in self._figures.cells(row):
            stated = of_heading or values.get("on")
            if stated is None and "on" in self._readers:
                raise CellError(column, plain(cell), _("a figure without a day"))
            day = None if stated is None else self._day_of_figure(stated)
            amount = self._amount(cell, column, row)
            figures.append(DatedAmount(day or self._on, day is not None, amount, column, plain(cell)))
        return figures or None

    def _day_of_figure(self, when: When) -> date | None:
        """The last day of a period; None if the period is under way on the day of the sheet."""
        last = self._spelling.last_day(when)
        return None if first_day(when, fiscal_year=self._spelling.fiscal_year) <= self._on < last else last


def scale_of(scale: int | str | None) -> Number | None:
    """The scale as a number, 1000000 for “million” and 百万; None if there is none, or if it is no scale."""
    if not isinstance(scale, str):
        return scale
    with suppress(QuantityError):
        one = "" if scale[:1].isdecimal() else "1 " if scale.isascii() else "1"
        amount = parse_quantity(f"{one}{scale}")
        if amount.unit is None:
            return amount.value
    return None


def _several(milestones: FieldSpec | None) -> FieldSpec | None:
    """The field of milestones, of which a cell may have several: 2027: 3,000; 2028: 4,000."""
    if isinstance(milestones, str):
        return FieldSource(column=milestones, separator=";")
    return milestones if milestones is None or milestones.separator else replace(milestones, separator=";")


def _name(field: BoundField, row: TableRow) -> str | None:
    """The name of a target, as ids are derived from a text. Raises CellError."""
    written = field.text(row)
    return re.sub(r"[^\w.]+", "-", written.lower()).strip("-") or None


def _deadline(values: dict[str, Any]) -> dict[str, Any]:
    """The deadline of a target as a date, or as a span."""
    due = values.get("due")
    return {"within" if isinstance(due, Span) else "due": due}


def in_languages(values: dict[str, Any], name: str) -> Text | None:
    """A text in English and in Japanese, or in the only language that the row has."""
    text, japanese = values.get(name), values.get(f"{name}_ja")
    if text and japanese:
        return {"en": text, "ja": japanese}
    return text or japanese
