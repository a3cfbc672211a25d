"""What readers of each language see in place of a unit: the table ``[units]``."""

from typing import Self

from commitrack.model.records import Record


class UnitNames(Record, frozen=True, kw_only=True):
    """The names of a unit; a reader whose language is missing sees the unit itself."""

    en: str | None = None
    ja: str | None = None


class NamedUnit(str):
    """A unit as the registry writes it, equal to it as a string, with its ``names``."""

    __slots__ = ("names",)
    names: UnitNames

    def __new__(cls, unit: str, names: UnitNames) -> Self:
        """The unit with its names."""
        named = super().__new__(cls, unit)
        named.names = names
        return named

    def to(self, lang: str) -> str:
        """The name in a language, else the unit as written."""
        return getattr(self.names, lang, None) or str(self)
