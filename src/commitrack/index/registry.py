"""A registry as an index has it: the same tables, of which only those records are read that are looked up."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any, cast

from msgspec.json import Decoder
from msgspec.structs import asdict

from commitrack.assess import Reservation
from commitrack.index.assessments import StoredAssessments
from commitrack.index.packing import unpack_commitment, unpack_last, unpack_registry, unpack_update
from commitrack.index.schema import ASSESSED_DAYS, ASSESSED_FIELDS, FIELDS, field_line
from commitrack.index.tables import RecordTable, UpdatesOf
from commitrack.model import Commitment, Registry, Update
from commitrack.model.registry import Narrowing, named

_MOST_VALUES = 100
"""A field with more alternatives than that narrows nothing, and nor do further words: SQLite limits conditions."""
_LONGEST_PATTERN = 1000
"""A pattern with more characters is compared without SQLite, which limits their number."""

_UNLESS = """NOT EXISTS (
    SELECT 1 FROM assessments AS a WHERE a.position = commitments.position AND ? BETWEEN first AND last AND NOT ({})
)"""
"""A condition that an assessment that holds on a day must fulfil; without one, nothing is known."""
_WITH_SHARED_REPORTS = """
SELECT commitment FROM updates WHERE report IN (
    SELECT report FROM updates WHERE report IS NOT NULL GROUP BY report HAVING min(commitment) <> max(commitment)
)"""
_BY_PARTS = frozenset({Reservation.PART_OVERDUE})
"""What the stored assessment of a commitment does not tell, as it depends on its parts."""


def indexed_registry(database: sqlite3.Connection) -> "IndexedRegistry":
    """The registry in a database that ``schema.write`` has written."""
    others = unpack_registry(_fact(database, "registry"))

    def commitment(text: bytes) -> Commitment:
        return named(others.units, unpack_commitment(text))

    tables: dict[str, Any] = {
        "commitments": RecordTable(database, "commitments", "id", commitment, kept={}),
        "updates": RecordTable(database, "updates", "key", unpack_update),
    }
    return IndexedRegistry(**{**asdict(others), **tables}, database=database)


class IndexedRegistry(Registry, frozen=True, kw_only=True, dict=True):
    """A registry whose commitments and updates are read from a ``database`` when they are looked up.

    What depends on all of them is looked up as well. In a copy with other updates, these are used instead.
    """

    database: sqlite3.Connection

    def assessed_ids(self) -> "Collection[str]":
        """As described there."""
        return _Assessed(self._commitments, int(_fact(self.database, "assessed")))

    def ids_like(self, pattern: str) -> Iterator[str]:
        """As described there."""
        return self._commitments.where("id GLOB ?", pattern) if _is_glob(pattern) else super().ids_like(pattern)

    def candidates(self, narrowing: Narrowing) -> Iterator[str]:
        """As described there: the commitments of which no record and no assessment of that day says otherwise."""
        as_of = narrowing.as_of if isinstance(self.updates, RecordTable) else None
        words = narrowing.words[:_MOST_VALUES]
        conditions, values = ["assessed", *["instr(texts, ?)"] * len(words)], list[object](words)
        if narrowing.ids and len(narrowing.ids) <= _MOST_VALUES and all(map(_is_glob, narrowing.ids)):
            conditions.append(f"({' OR '.join(['id GLOB ?'] * len(narrowing.ids))})")
            values += narrowing.ids
        for field, alternatives in narrowing.one_of.items():
            if len(alternatives) > _MOST_VALUES:
                continue
            has_one = " OR ".join(["instr(fields, ?)"] * len(alternatives))
            lines = [f"\n{field_line(field, one)}\n" for one in alternatives]
            if field in FIELDS:
                conditions.append(f"({has_one})")
                values += lines
            elif field in ASSESSED_FIELDS and as_of and alternatives.isdisjoint(_BY_PARTS):
                conditions.append(_UNLESS.format(has_one))
                values += [as_of, *lines]
        for field, (first, last) in narrowing.between.items():
            if field in ASSESSED_DAYS and as_of:
                conditions.append(_UNLESS.format(f"coalesce({field} BETWEEN ? AND ?, 0)"))
                values += [as_of, first, last]
        return self._commitments.where(" AND ".join(conditions), *map(_plain, values))

    def assessments(self, as_of: date) -> StoredAssessments:
        """The assessments that hold on a day."""
        return StoredAssessments(self.database, as_of)

    def current_ids(self) -> dict[str, str]:
        """As described there."""
        return self._former

    def target_units(self) -> Collection[str]:
        """As described there."""
        return Decoder(set[str]).decode(_fact(self.database, "units"))

    def last_recorded(self) -> tuple[str, datetime] | None:
        """As described there."""
        return unpack_last(_fact(self.database, "last"))

    def updates_of(self) -> Mapping[str, Sequence[Update]]:
        """As described there."""
        return UpdatesOf(self.database) if isinstance(self.updates, RecordTable) else super().updates_of()

    def with_shared_reports(self) -> Collection[str]:
        """As described there."""
        if not isinstance(self.updates, RecordTable):
            return super().with_shared_reports()
        return {name for (name,) in self.database.execute(_WITH_SHARED_REPORTS)}

    def parts_of(self) -> Mapping[str, Sequence[str]]:
        """As described there."""
        return self._parts

    @property
    def _commitments(self) -> RecordTable[Commitment]:
        return cast("RecordTable[Commitment]", self.commitments)

    @cached_property
    def _former(self) -> dict[str, str]:
        return Decoder(dict[str, str]).decode(_fact(self.database, "former"))

    @cached_property
    def _parts(self) -> dict[str, list[str]]:
        parts: dict[str, list[str]] = {}
        query = "SELECT part_of, id FROM commitments WHERE part_of IS NOT NULL ORDER BY +position"  # + reads parts only
        for whole, part in self.database.execute(query):
            parts.setdefault(whole, []).append(part)
        return parts


class _Assessed(Collection[str]):
    """The ids of the commitments that are assessed."""

    def __init__(self, commitments: RecordTable[Commitment], number: int) -> None:
        self._commitments = commitments
        self._number = number

    def __contains__(self, name: object) -> bool:
        return any(True for _id in self._commitments.where("assessed AND id = ?", name))

    def __iter__(self) -> Iterator[str]:
        return self._commitments.where("assessed")

    def __len__(self) -> int:
        return self._number


def _is_glob(pattern: str) -> bool:
    """Whether a shell pattern means the same in SQLite, which negates [!a] as [^a], and takes no bytes but UTF-8."""
    return "[" not in pattern and pattern.isascii() and len(pattern) <= _LONGEST_PATTERN


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _fact(database: sqlite3.Connection, name: str) -> bytes:
    (value,) = database.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    return bytes(value)
