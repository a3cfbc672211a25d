"""The settings of a registry, and those of a user."""

from decimal import Decimal

from msgspec import field

from commitrack.color import Color
from commitrack.language import Language
from commitrack.model.records import Record
from commitrack.model.values import FiscalYear, Number, Span, Text
from commitrack.model.vocabulary import Basis, ColumnName, DecimalMark, FiscalYearNamed, ListFormat, Sort


class Thresholds(Record, frozen=True, kw_only=True):
    """The lowest pace, as a fraction of 1, that counts as on track, and as at risk."""

    on_track: Number = Decimal("0.95")
    at_risk: Number = Decimal("0.6")


class Settings(Record, frozen=True, kw_only=True):
    """The table ``[registry]``.

    ``format`` is the version of the format of all its files, ``note`` what readers of a report must know about it.
    """

    format: int = 1
    title: Text = field(default_factory=lambda: {"en": "Commitments", "ja": "コミットメント一覧"})
    note: Text | None = None
    fiscal_year_start: str = "01-01"
    fiscal_year_named: FiscalYearNamed | None = None
    decimal_mark: DecimalMark | None = None
    timezone: str = "UTC"
    stale_after: Span = field(default_factory=lambda: Span("12 months", months=12))
    languages: tuple[str, ...] = ("en",)
    pillar_basis: Basis = Basis.STATED
    areas_basis: Basis = Basis.STATED
    thresholds: Thresholds = Thresholds()

    @property
    def fiscal_year(self) -> FiscalYear:
        """How the fiscal years of this registry are read; FY2026 starts in 2026 unless it is stated to end then."""
        return FiscalYear(self.fiscal_year_start, self.fiscal_year_named is FiscalYearNamed.END)


class Defaults(Record, frozen=True, kw_only=True):
    """The table ``[defaults]``: what ``list`` shows without options, and the language of every command.

    A registry may come from somebody else, so no default may name a program or a path.
    """

    language: Language | None = None
    columns: tuple[ColumnName, ...] = ()
    sort: Sort | None = None
    format: ListFormat | None = None


class UserConfig(Record, frozen=True, kw_only=True):
    """The config file of a user: the registry and the name to use without options, and how output is shown."""

    registry: str | None = None
    by: str | None = None
    language: Language | None = None
    pager: str | None = None
    color: Color | None = None
