"""Where the index of a registry is, when it is current, and how it is written: by SQLite, safe for several processes.

An index is opened only if nothing but this module has written to its file: the last writer sets the file's time to one
that the index contains.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from commitrack.assess import Assessment
from commitrack.index import open_indexes
from commitrack.index.files import KnownFile
from commitrack.index.registry import IndexedRegistry, indexed_registry
from commitrack.index.schema import VERSION, add_updates, read_files, write, write_assessments
from commitrack.model import Registry, Update

_SECOND = 10**9
_PATIENCE = 1.0
"""Seconds to wait for another process that reads or writes the index; after that, it is done without."""


class Index(Struct, frozen=True, kw_only=True):
    """The registry, and what was known about its files when the index was written."""

    registry: IndexedRegistry
    files: tuple[KnownFile, ...]


def location(folder: Path) -> Path:
    """The file of the index of the registry in a folder, in the user's cache folder."""
    from platformdirs import user_cache_path  # noqa: PLC0415  needed only for large registries

    name = str(folder.resolve()).replace("%", "%%").replace(os.sep, "%")
    return user_cache_path("commitrack") / "index" / f"{name}.sqlite"


def open_index(path: Path) -> Index | None:
    """The index in a file, current or not; None if there is none that this version of the package wrote completely."""
    with suppress(OSError, sqlite3.Error), ExitStack() as opened:
        modified = path.stat().st_mtime_ns
        database = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=_PATIENCE, isolation_level=None)
        opened.callback(database.close)
        database.execute("BEGIN")
        if _is_sealed(database, modified):
            index = Index(registry=indexed_registry(database), files=read_files(database))
            open_indexes.append(opened.pop_all().close)
            return index
    return None


def _is_sealed(database: sqlite3.Connection, modified: int) -> bool:
    """Whether this version of the package wrote the database, whose file has this time, and nothing else has since."""
    facts = dict(database.execute("SELECT name, value FROM facts WHERE name IN ('version', 'written')"))
    return facts == {"version": VERSION, "written": modified}


def build(path: Path, registry: Registry, files: Sequence[KnownFile]) -> None:
    """Write the index of a registry. What prevents it, such as a full disk, leaves no index, and is no error."""
    with suppress(OSError, sqlite3.Error):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _writing(path) as database:
            for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                database.execute(f"DROP TABLE {table}")
            write(database, registry, files)


def append(path: Path, before: Sequence[KnownFile], after: Sequence[KnownFile], updates: Iterable[Update]) -> None:
    """Add updates to an index that knows the files as they were before."""
    _change(path, before, lambda database: add_updates(database, updates, after))


def keep_assessments(
    path: Path, files: Sequence[KnownFile], assessments: Sequence[Assessment], registry: Registry
) -> None:
    """Add assessments to an index that knows the files as they were assessed."""
    _change(path, files, lambda database: write_assessments(database, assessments, registry))


def _change(path: Path, known: Sequence[KnownFile], change: Callable[[sqlite3.Connection], None]) -> None:
    """Change an index that still knows the files like this; what prevents that leaves the former index, or none."""
    with suppress(OSError, sqlite3.Error, _OutdatedError), _writing(path) as database:
        if not _is_sealed(database, path.stat().st_mtime_ns) or read_files(database) != tuple(known):
            raise _OutdatedError
        change(database)


class _OutdatedError(Exception):
    """Another process has written the index meanwhile."""


@contextmanager
def _writing(path: Path) -> Iterator[sqlite3.Connection]:
    """The database of an index in a transaction; when that ends, the time of the file is the one that it contains.

    Raises sqlite3.Error if another process is reading or writing it, or the disk is full; then it is as before.
    """
    written = int(time.time()) // 2 * 2 * _SECOND  # every file system can store it
    before = path.stat().st_mtime_ns if path.exists() else written
    try:
        with closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as database:
            database.execute("BEGIN IMMEDIATE")
            yield database
            database.execute("INSERT OR REPLACE INTO facts VALUES ('written', ?)", (written,))
            database.execute("COMMIT")
    except sqlite3.OperationalError as failure:
        if failure.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            _roll_back(path)
            os.utime(path, ns=(before, before))
        raise
    os.utime(path, ns=(written, written))


def _roll_back(path: Path) -> None:
    """Free what a failed transaction has left: on a full disk, SQLite does so only when the database is read again."""
    with closing(sqlite3.connect(path, timeout=_PATIENCE)) as database:
        database.execute("SELECT * FROM sqlite_master").fetchone()
