"""A query as plain data: it can be compared, printed, stored as JSON, and evaluated without parsing words again."""

from datetime import date
from decimal import Decimal
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from commitrack.model.registry import Narrowing


class OneOf(Struct, frozen=True, tag=True):
    """A value of the field is one of these ids, units or words."""

    words: frozenset[str]


class Glob(Struct, frozen=True, tag=True):
    """A value of the field matches a shell pattern such as ``wa-2-*``, case-sensitively."""

    pattern: str


class DayRange(Struct, frozen=True, tag=True):
    """The field is a day from ``first`` to ``last``, both included; an open end is ``date.min`` or ``date.max``."""

    first: date
    last: date


class ShareRange(Struct, frozen=True, tag=True):
    """The field is a share from ``least`` to ``most``, both included, as fractions of 1; an open end is infinite."""

    least: Decimal
    most: Decimal


class Stated(Struct, frozen=True, tag=True):
    """The field has a value (``any``), or none (``none``)."""

    stated: bool


Test: TypeAlias = OneOf | Glob | DayRange | ShareRange | Stated


class Condition(Struct, frozen=True):
    """At least one test of a field holds; if ``negated``, none of them does."""

    field: str
    tests: tuple[Test, ...]
    negated: bool = False


class Query(Struct, frozen=True, kw_only=True):
    """What a commitment must fulfil: all ``words``, none of the ``excluded`` words, and all conditions.

    Words are searched for in ids and titles; they are already case-folded and normalized to NFKC.
    """

    words: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()

    def narrowing(self, as_of: date | None) -> Narrowing:
        """What follows from the query for a commitment assessed as of a day (see ``Narrowing.as_of``)."""
        ids, one_of, between = tuple[str, ...](), dict[str, frozenset[str]](), dict[str, tuple[date, date]]()
        for condition in self.conditions:
            match condition:
                case Condition(field, (DayRange(first, last),), negated=False):
                    between[field] = first, last
                case Condition("id", tests, negated=False):
                    ids = tuple(test.pattern for test in tests if isinstance(test, Glob))
                case Condition(field, tests, negated=False) if all(isinstance(test, OneOf) for test in tests):
                    one_of[field] = frozenset(word for test in tests if isinstance(test, OneOf) for word in test.words)
        return Narrowing(words=self.words, ids=ids, one_of=one_of, between=between, as_of=as_of)

    def without(self, field: str) -> "Query":
        """The query without the conditions on a field."""
        return replace(self, conditions=tuple(c for c in self.conditions if c.field != field))
