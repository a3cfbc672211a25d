"""Read exchange rates from a sheet: one per row, or one for each of the days or years in the headings.

Without a profile, the headings are the keys of ``[[rates]]``: ``currency``, ``to``, ``date``, ``rate``, ``source``.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Context, Decimal
from functools import partial

from msgspec import Struct

from commitrack.amounts import simplest
from commitrack.drafting.intended import RefusedRow
from commitrack.errors import UsageError
from commitrack.interchange.cell_values import Spelling, text
from commitrack.interchange.fields import Binder, BoundField, CellError, CellReader, values_of
from commitrack.interchange.level_columns import LevelColumns
from commitrack.interchange.rate_profile import RateFields, RateProfile
from commitrack.interchange.table import SheetCell, SheetTable, TableRow
from commitrack.language import LazyString as _
from commitrack.language import comma_list
from commitrack.model import DecimalMark, Number, Rate, Settings
from commitrack.registry.toml_lines import inline
from commitrack.units import CODES, currency

_HEADINGS = ("currency", "to", "date", "rate", "source")
OWN_HEADINGS = RateProfile(
    decimal_mark=DecimalMark.DOT,
    rates=RateFields(currency="currency", to="to", date="date", rate="rate", source="source"),
)
"""The profile of a sheet that has the headings of the format."""

_INVERTED = Context(prec=10)
"""A rate that the sheet states the other way round is rounded to ten digits."""


class DifferentRate(Struct, frozen=True):
    """A rate of a sheet, in a row, for which the registry has another one."""

    row: int
    recorded: Rate
    rate: Rate


class SheetRates(Struct, frozen=True, kw_only=True):
    """The rates of a sheet that a registry does not have, each with its row; those that are different there; how many
    are the same; and the rows that cannot be read.
    """

    new: tuple[tuple[int, Rate], ...]
    different: tuple[DifferentRate, ...]
    known: int
    refused: tuple[RefusedRow, ...]


def sheet_rates(table: SheetTable, profile: RateProfile, known: Sequence[Rate], *, settings: Settings) -> SheetRates:
    """The rates of a table; a rate of the registry is not replaced by a different one, and a different one in another
    row is refused.

    Raises UsageError for columns that the profile names and the table does not have, all at once.
    """
    recorded = {(rate.currency, rate.to, rate.date): rate for rate in known}
    rates = dict(recorded)
    has_profile = profile is not OWN_HEADINGS
    if not has_profile:
        _require_own_headings(table)
    reader = _RateReader(table, profile, settings)
    new, repeated, refused = list[tuple[int, Rate]](), 0, list[RefusedRow]()
    different = list[DifferentRate]()
    for row in table.rows:
        problems: list[CellError] = []
        for column, rate in reader.read(row, problems):
            place = rate.currency, rate.to, rate.date
            before = rates.setdefault(place, rate)
            if before is rate:
                new.append((row.number, rate))
            elif before.rate == rate.rate:
                repeated += 1
            elif before is recorded.get(place):
                different.append(DifferentRate(row.number, before, rate))
            else:
                message = _(
                    "the rate of {currency} in {to} on {day} is already {rate}",
                    currency=rate.currency, to=rate.to, day=rate.date, rate=before.rate,
                )  # fmt: skip
                problems.append(CellError(column, str(rate.rate), message))
        if problems:
            found = tuple(problem.located(row.number, table.headings, has_profile=has_profile) for problem in problems)
            refused.append(RefusedRow(row=row.number, key=None, problems=found))
    return SheetRates(new=tuple(new), different=tuple(different), known=repeated, refused=tuple(refused))


def _require_own_headings(table: SheetTable) -> None:
    """Raise UsageError for headings of the format that a table has not."""
    missing = [f'"{name}"' for name in _HEADINGS if name not in table.headings]
    if missing:
        message = _("{name}: missing heading {names}", "{name}: missing headings {names}", n=len(missing),
                    name=table.name, names=comma_list(missing))  # fmt: skip
        raise UsageError(message, hint=_("without a profile, the headings are {names}", names=comma_list(_HEADINGS)))


class _RateReader:
    """Reads the rates of a row."""

    def __init__(self, table: SheetTable, profile: RateProfile, settings: Settings) -> None:
        self._fields = profile.rates
        self._spelling = Spelling(
            date_order=profile.date_order,
            decimal_mark=profile.decimal_mark or settings.decimal_mark,
            fiscal_year=settings.fiscal_year,
        )
        binder = Binder(table, frozenset(profile.empty))
        ways = {"currency": _code, "to": _code, "date": self._spelling.day, "source": text}
        bound = {name: binder.field(getattr(self._fields, name), f"[rates] {name}") for name in ways}
        self._readers: dict[str, CellReader] = {
            name: partial(ways[name], field) for name, field in bound.items() if field is not None
        }
        self._levels = LevelColumns(self._fields.rate, "[rates] rate", binder, self._spelling)
        binder.require_no_problems()

    def read(self, row: TableRow, problems: list[CellError]) -> Iterator[tuple[int | None, Rate]]:
        """The index of the column and the rate in each cell that has one; what cannot be read becomes problems."""
        if row.problem is not None:
            problems.append(CellError(None, "", row.problem))
            return
        try:
            cells = list(self._levels.cells(row))
        except CellError as problem:
            problems.append(problem)
            return
        values = values_of(self._readers, row, problems) if cells else {}
        for column, on, cell in cells:
            if problems:
                return
            day: date | None = self._spelling.last_day(on) if on else values.get("date")
            missing = next((name for name in ("currency", "source") if name not in values), None)
            if missing or day is None:
                problems.append(CellError(None, "", _('missing "{name}"', name=missing or "date")))
                return
            try:
                rate = Rate(rate=self._rate(column, cell), **{**values, "date": day})
                _require_two_currencies(rate)
                yield column, rate
            except CellError as problem:
                problems.append(problem)

    def _rate(self, column: int | None, cell: SheetCell) -> Number:
        rate = self._spelling.number(cell, column)
        if rate <= 0:
            raise CellError(column, str(rate), _("a rate must be above zero"))
        return simplest(_INVERTED.divide(1, Decimal(rate))) if self._fields.invert else rate


def _code(field: BoundField, row: TableRow) -> str | None:
    """The code of a currency. Raises CellError."""
    written = field.text(row)
    code = currency(written)
    if not written or code in CODES:
        return code
    hint = _('say in the profile what it means: words = {{ {text} = "EUR" }}', text=inline(written))
    raise CellError(field.column, written, _("not a currency"), in_profile=hint)


def _require_two_currencies(rate: Rate) -> None:
    if rate.currency == rate.to:
        message = _(
            "an exchange rate must be between two different currency codes, not {one} and {other}",
            one=rate.currency, other=rate.to,
        )  # fmt: skip
        raise CellError(None, "", message)
