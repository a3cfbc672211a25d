"""The tables of an index, and how a registry is written into them."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from itertools import chain
from pathlib import Path

from msgspec.structs import replace

from commitrack import __version__
from commitrack.assess import Assessment
from commitrack.index.assessments import assessment_row
from commitrack.index.files import FileState, KnownFile
from commitrack.index.packing import pack, unpack_last
from commitrack.model import Commitment, Registry, Update
from commitrack.query.fields import FIELDS as QUERY_FIELDS
from commitrack.query.values import searched_texts

_PACKAGE, _READING = Path(__file__).parent.parent, (".", "assess", "checks", "index", "model", "query", "registry")


def _newest() -> int:
    """The time of the newest module on which the content of an index depends, in nanoseconds; 0 in a zip file."""
    with suppress(OSError):
        entries = chain.from_iterable(os.scandir(_PACKAGE / folder) for folder in _READING)
        return max(entry.stat().st_mtime_ns for entry in entries if entry.name.endswith(".py"))
    return 0


VERSION = f"{__version__} {_newest()}"
"""What wrote an index: the version of the package, and which copy of it. An index of any other one is not read."""

_TABLES = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE files (
    position INTEGER PRIMARY KEY, name TEXT, digest TEXT, size INT, modified INT, changed INT, inode INT, seen INT
);
CREATE TABLE commitments (
    position INTEGER PRIMARY KEY, id TEXT, part_of TEXT, assessed INT, texts TEXT, fields TEXT, record TEXT
);
CREATE TABLE updates (position INTEGER PRIMARY KEY, key TEXT, commitment TEXT, report INT, record TEXT);
CREATE TABLE assessments (
    position INTEGER PRIMARY KEY, fields TEXT, due TEXT, made TEXT, updated TEXT, first TEXT, last TEXT,
    assessment TEXT
);
"""
FIELDS: Mapping[str, Callable[[Commitment], Iterable[str | None]]] = {
    "kind": lambda commitment: (commitment.kind,),
    "pillar": lambda commitment: (commitment.pillar,),
    "area": lambda commitment: commitment.areas,
    "party": lambda commitment: commitment.parties.all(),
    "document": lambda commitment: (commitment.source.document if commitment.source else None,),
    "unit": lambda commitment: (target.unit for target in commitment.targets.values()),
}
"""The fields of the query language whose values depend on nothing but the commitment."""
ASSESSED_FIELDS, ASSESSED_DAYS = ("status", "evidence"), ("due", "made", "updated")
"""The fields of the query language whose values follow from the assessment as of a day."""
_INDEXES = """
CREATE UNIQUE INDEX id_of_commitment ON commitments (id);
CREATE INDEX whole_of_commitment ON commitments (part_of, position, id) WHERE part_of IS NOT NULL;
CREATE UNIQUE INDEX key_of_update ON updates (key);
CREATE INDEX commitment_of_update ON updates (commitment);
CREATE INDEX report_of_update ON updates (report, commitment) WHERE report IS NOT NULL;
"""
_FORGET = "DELETE FROM assessments WHERE position = (SELECT position FROM commitments WHERE id = ?)"
"""Delete the assessment of a commitment."""


def write(connection: sqlite3.Connection, registry: Registry, files: Iterable[KnownFile]) -> None:
    """Write a registry and the state of its files into an empty database."""
    _create(connection, _TABLES)
    connection.executemany("INSERT INTO commitments VALUES (?, ?, ?, ?, ?, ?, ?)", _commitment_rows(registry))
    connection.executemany("INSERT INTO updates VALUES (?, ?, ?, ?, ?)", map(_update_row, registry.updates.values()))
    _create(connection, _INDEXES)
    facts = {
        "version": VERSION,
        "registry": pack(replace(registry, commitments={}, updates={})),
        "former": pack(registry.current_ids()),
        "units": pack(sorted(map(str, registry.target_units()))),
        "last": pack(registry.last_recorded()),
        "assessed": pack(len(registry.assessed_ids())),
    }
    connection.executemany("INSERT INTO facts VALUES (?, ?)", facts.items())
    _write_files(connection, files)


def _create(connection: sqlite3.Connection, statements: str) -> None:
    for statement in statements.split(";"):  # executescript would end the transaction
        connection.execute(statement)


def _write_files(connection: sqlite3.Connection, files: Iterable[KnownFile]) -> None:
    connection.execute("DELETE FROM files")
    rows = (
        (None, f.state.name, f.digest, f.state.size, f.state.modified, f.state.changed, f.state.inode, f.state.seen)
        for f in files
    )
    connection.executemany("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def write_assessments(connection: sqlite3.Connection, assessments: Iterable[Assessment], registry: Registry) -> None:
    """Write assessments in place of those of other days. They say nothing about the parts of a commitment."""
    positions = dict(connection.execute("SELECT id, position FROM commitments WHERE assessed"))
    rows = (
        (positions[assessment.commitment.id], *_queried(assessment, registry), *assessment_row(assessment))
        for assessment in assessments
    )
    connection.executemany("INSERT OR REPLACE INTO assessments VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _queried(assessment: Assessment, registry: Registry) -> Iterator[str | None]:
    """The values of ``ASSESSED_FIELDS``, one in each line, and the ``ASSESSED_DAYS``, None if there is none."""
    names = (*ASSESSED_FIELDS, *ASSESSED_DAYS)
    values = {name: list(QUERY_FIELDS[name].values(assessment, registry)) for name in names}
    lines = (field_line(name, word) for name in ASSESSED_FIELDS for word in values[name])
    yield "\n".join(["", *lines, ""])
    for name in ASSESSED_DAYS:
        yield values[name][0].isoformat() if values[name] else None


def read_files(connection: sqlite3.Connection) -> tuple[KnownFile, ...]:
    """The state of the files, in their order."""
    rows = connection.execute("SELECT name, digest, size, modified, changed, inode, seen FROM files ORDER BY position")
    return tuple(
        KnownFile(
            state=FileState(name=name, size=size, modified=modified, changed=changed, inode=inode, seen=seen),
            digest=digest,
        )
        for name, digest, size, modified, changed, inode, seen in rows
    )


def add_updates(connection: sqlite3.Connection, updates: Iterable[Update], files: Iterable[KnownFile]) -> None:
    """Add updates, which were appended to the files."""
    last = unpack_last(connection.execute("SELECT value FROM facts WHERE name = 'last'").fetchone()[0])
    for update in updates:
        connection.execute("INSERT INTO updates VALUES (?, ?, ?, ?, ?)", _update_row(update))
        if last is None or update.moment > last[1]:
            last = update.key, update.moment
        connection.execute(_FORGET, (update.commitment,))
    connection.execute("UPDATE facts SET value = ? WHERE name = 'last'", (pack(last),))
    _write_files(connection, files)


def _update_row(update: Update) -> tuple[None, str, str, int | None, bytes]:
    """An update as a row; its position is the next one."""
    return None, update.key, update.commitment, _digest(update.report), pack(update)


def _digest(report: object) -> int | None:
    """A number that is equal for equal reports, and hardly ever for others; None without a report."""
    return None if report is None else int.from_bytes(blake2b(pack(report), digest_size=8).digest(), signed=True)


def _commitment_rows(registry: Registry) -> Iterator[tuple[object, ...]]:
    for position, commitment in enumerate(registry.commitments.values()):
        texts = "\n".join(searched_texts(commitment))
        yield (
            position, commitment.id, commitment.part_of, not commitment.is_group, texts, _field_lines(commitment),
            pack(_unnamed(commitment)),
        )  # fmt: skip


def _unnamed(commitment: Commitment) -> Commitment:
    """A commitment without the names of its units, which are added when it is read."""
    targets = {name: replace(target, unit=str(target.unit)) for name, target in commitment.targets.items()}
    return replace(commitment, targets=targets) if targets else commitment


def _field_lines(commitment: Commitment) -> str:
    """The values of ``FIELDS``, one in each line, with an empty line before and after them."""
    lines = (field_line(name, value) for name, read in FIELDS.items() for value in read(commitment) if value)
    return "\n".join(["", *lines, ""])


def field_line(name: str, value: str) -> str:
    """A value of a field as a line of the column ``fields``."""
    return f"{name}:{value}"
