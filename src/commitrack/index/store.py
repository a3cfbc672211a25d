"""Where the index of a registry is, when it is current, and how it is written: by SQLite, safe for several processes.

An index is opened only if nothing but this module has written to its file: the last writer sets the file's time to one
that the index contains.
"""

import os
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from commitrack.index.files import FileState, KnownFile, sha256, unchanged
from commitrack.index.registry import IndexedRegistry, indexed_registry
from commitrack.index.schema import VERSION, write
from commitrack.model import Registry

_SECOND = 10**9


class Index(Struct, frozen=True, kw_only=True):
    """An index that is current: the registry, and the SHA-256 of each of its files by name."""

    registry: IndexedRegistry
    digests: Mapping[str, str]


def location(folder: Path) -> Path:
    """The file of the index of the registry in a folder, in the user's cache folder."""
    from platformdirs import user_cache_path  # noqa: PLC0415  needed only for large registries

    name = str(folder.resolve()).replace("%", "%%").replace(os.sep, "%")
    return user_cache_path("commitrack") / "index" / f"{name}.sqlite"


def open_index(path: Path, folder: Path, now: Sequence[FileState]) -> Index | None:
    """The index in a file if it describes the files of the folder in the state that they have now; else None.

    The files whose state proves nothing, because they have just changed, are read and compared.
    """
    try:
        modified = path.stat().st_mtime_ns
        database = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=0, isolation_level=None)
        try:
            return _current(database, modified, folder, now)
        except BaseException:
            database.close()
            raise
    except (OSError, sqlite3.Error):
        return None


def _current(database: sqlite3.Connection, modified: int, folder: Path, now: Sequence[FileState]) -> Index | None:
    database.execute("BEGIN")
    facts = dict(database.execute("SELECT name, value FROM facts WHERE name IN ('version', 'written')"))
    if facts != {"version": VERSION, "written": modified}:
        return None
    known = _known_files(database)
    if not unchanged([file.state for file in known], now):
        return None
    for file in known:
        if file.state.is_unsettled() and sha256((folder / file.state.name).read_bytes()) != file.digest:
            return None
    return Index(registry=indexed_registry(database), digests={file.state.name: file.digest for file in known})


def _known_files(database: sqlite3.Connection) -> list[KnownFile]:
    rows = database.execute("SELECT name, digest, size, modified, changed, inode, seen FROM files ORDER BY rowid")
    return [
        KnownFile(
            state=FileState(name=name, size=size, modified=modified, changed=changed, inode=inode, seen=seen),
            digest=digest,
        )
        for name, digest, size, modified, changed, inode, seen in rows
    ]


def build(path: Path, registry: Registry, files: Sequence[KnownFile]) -> None:
    """Write the index of a registry. What prevents it, such as a full disk, leaves no index, and is no error."""
    with suppress(OSError, sqlite3.Error):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _writing(path) as database:
            for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                database.execute(f"DROP TABLE {table}")
            write(database, registry, files)


@contextmanager
def _writing(path: Path) -> Iterator[sqlite3.Connection]:
    """The database of an index in a transaction; when that ends, the time of the file is the one that it contains.

    Raises sqlite3.Error if another process is reading or writing it.
    """
    written = int(time.time()) // 2 * 2 * _SECOND  # every file system can store it
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        yield database
        database.execute("INSERT OR REPLACE INTO facts VALUES ('written', ?)", (written,))
        database.execute("COMMIT")
    os.utime(path, ns=(written, written))
