"""The records of an index as mappings: what is looked up is read, and nothing else."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

from commitrack.index.packing import unpack_update
from commitrack.model import Update

T = TypeVar("T")


class RecordTable(Mapping[str, T], Generic[T]):
    """The records of a table by their keys, in the order of the files.

    ``unpack`` turns the bytes of a row into a record; with ``kept``, the records that were looked up are added to it.
    """

    def __init__(
        self,
        database: sqlite3.Connection,
        table: str,
        key: str,
        unpack: Callable[[bytes], T],
        kept: dict[str, T] | None = None,
    ) -> None:
        self._database = database
        self._table = table
        self._key = key
        self._unpack = unpack
        self._kept = kept
        self._passed = ("", b"")

    def __getitem__(self, key: str) -> T:
        if self._kept is None:
            return self._read(key)
        if key not in self._kept:
            self._kept[key] = self._read(key)
        return self._kept[key]

    def _read(self, key: str) -> T:
        if key != self._passed[0]:
            query = f"SELECT {self._key}, record FROM {self._table} WHERE {self._key} = ?"
            row = self._database.execute(query, (_stored(key),)).fetchone()
            if row is None or row[0] != key:
                raise KeyError(key)
            self._passed = row
        return self._unpack(self._passed[1])

    def __iter__(self) -> Iterator[str]:
        return self.where("1")

    def __len__(self) -> int:
        return int(self._database.execute(f"SELECT count(*) FROM {self._table}").fetchone()[0])

    def where(self, condition: str, *values: object) -> Iterator[str]:
        """The keys of the rows that fulfil a condition; the record of the last one is at hand.

        In ``values``, question marks replace what is not Unicode.
        """
        query = f"SELECT {self._key}, record FROM {self._table} WHERE {condition} ORDER BY position"
        for row in self._database.execute(query, tuple(map(_stored, values))):
            self._passed = row
            yield row[0]


def _stored(value: object) -> object:
    """A value as SQLite stores it: command lines may contain bytes that are not UTF-8, and thus not Unicode."""
    return value.encode(errors="replace").decode() if isinstance(value, str) else value


class UpdatesOf(Mapping[str, list[Update]]):
    """The updates of every commitment that has any, by its id, sorted by ``Update.order``."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def __getitem__(self, commitment: str) -> list[Update]:
        rows = self._database.execute("SELECT record FROM updates WHERE commitment = ?", (commitment,))
        updates = sorted((unpack_update(text) for (text,) in rows), key=Update.order)
        if not updates:
            raise KeyError(commitment)
        return updates

    def __iter__(self) -> Iterator[str]:
        return (name for (name,) in self._database.execute("SELECT DISTINCT commitment FROM updates"))

    def __len__(self) -> int:
        return int(self._database.execute("SELECT count(DISTINCT commitment) FROM updates").fetchone()[0])
