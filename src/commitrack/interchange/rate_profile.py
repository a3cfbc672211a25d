"""A profile for a sheet of exchange rates: which column or template gives each field of ``[[rates]]``."""

from commitrack.interchange.profile import DateOrder, FieldSpec
from commitrack.interchange.table import TableLayout
from commitrack.model import DecimalMark, Record


class RateFields(Record, frozen=True, kw_only=True):
    """The table ``[rates]`` of a profile for exchange rates: ``rate`` units of ``to`` (USD) for one of ``currency``.

    With ``invert``, the sheet states it the other way round.
    """

    currency: FieldSpec
    to: FieldSpec | None = None
    date: FieldSpec | None = None
    rate: FieldSpec
    source: FieldSpec
    invert: bool = False


class RateProfile(Record, frozen=True, kw_only=True):
    """A profile for exchange rates."""

    decimal_mark: DecimalMark | None = None
    date_order: DateOrder | None = None
    empty: tuple[str, ...] = ()
    table: TableLayout = TableLayout()
    rates: RateFields
