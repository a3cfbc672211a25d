"""Read a registry: the files of a folder become one registry and a list of problems. Nothing is written."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace

from commitrack.checks import check
from commitrack.errors import Problem, RegistryError
from commitrack.language import LazyString as _
from commitrack.model import (
    Area,
    Commitment,
    Defaults,
    Document,
    Exports,
    Meeting,
    Party,
    Pillar,
    Record,
    Registry,
    Removal,
    Settings,
    UnitNames,
)
from commitrack.registry.defaults import misplaced_defaults
from commitrack.registry.discovery import files
from commitrack.registry.format import unknown_format
from commitrack.registry.merge_problems import above_header, copies, defined_twice, is_misplaced
from commitrack.registry.reading import FileWatch, Reading, placed
from commitrack.registry.source import TomlFile
from commitrack.registry.tables import SINGLE, TABLES, records_of, with_records
from commitrack.registry.toml_file import load


class OwnedRecords(NamedTuple):
    """Records of a table that a file defines, by their keys."""

    table: str
    records: Mapping[str, Record]
    source: TomlFile


def read(folder: Path, *, watch: FileWatch = iter) -> Reading:
    """Read every ``*.toml`` file of a folder. Problems are returned as values, each with file and line.

    ``watch`` passes the files on, one after another, so that it can tell how many have been read.
    """
    sources, broken = list[TomlFile](), list[Problem]()
    for path in watch(files(folder)):
        source, problems = _loaded(path)
        sources += source
        broken += problems
    return build(folder, sources, broken)


def _loaded(path: Path) -> tuple[Sequence[TomlFile], Sequence[Problem]]:
    """A file with its records, or the problems that prevent reading it; nothing else of it is left in the memory."""
    loaded = load(path)
    if isinstance(loaded, TomlFile):
        return [replace(loaded, tables=with_records(loaded.tables))], []
    return [], loaded


def build(folder: Path, sources: Sequence[TomlFile], broken: Sequence[Problem] = ()) -> Reading:
    """Build one registry from parsed files and check it; pure, so that a transaction can verify its result.

    ``broken`` are the problems of files that could not be parsed; references are then not checked. A registry of an
    unknown format is not read at all.
    """
    if problem := unknown_format(sources):
        return Reading(folder=folder, registry=Registry(), problems=(problem,), sources=tuple(sources))
    tables, owned, problems = _merged(sources)
    registry = Registry(
        settings=tables.pop("registry").get("registry", Settings()),
        defaults=tables.pop("defaults").get("defaults", Defaults()),
        export=tables.pop("export").get("export", Exports()),
        rates=tuple(tables.pop("rates").values()),
        **tables,
    )
    registry = registry.with_current_ids().with_unit_names()
    if not broken:
        completed = _completed(registry, sources) if problems else registry
        problems += [placed(problem, _owner(problem.path, owned, sources)) for problem in check(completed)]
    ordered = sorted([*broken, *problems], key=lambda p: (p.file or "", p.line or 0, p.code))
    return Reading(folder=folder, registry=registry, problems=tuple(ordered), sources=tuple(sources))


def _merged(sources: Sequence[TomlFile]) -> tuple[dict[str, dict[str, Any]], list[OwnedRecords], list[Problem]]:
    """The records of all files by their tables, those of each file, and the problems of single files and records."""
    tables: dict[str, dict[str, Any]] = {name: {} for name in (*SINGLE, *TABLES, "rates")}
    problems, owned = list[Problem](), list[OwnedRecords]()
    for source in sources:
        problems += [*copies(source), *above_header(source), *misplaced_defaults(source)]
        for name, table in source.tables.items():
            if is_misplaced(name, source):
                continue
            records, table_problems = records_of(name, table, len(tables["rates"]))
            problems += [placed(problem, source) for problem in table_problems]
            known = tables.get(name, {})
            again = [] if known.keys().isdisjoint(records) else [key for key in records if key in known]
            for key in again:
                path = (name,) if name in SINGLE else (name, key)
                is_copy = name in {"commitments", "updates"} and known[key] == records[key]
                first = _owner(path, owned, sources)
                problems.append(placed(defined_twice(path, first, source, is_copy=is_copy), source))
            if again:
                records = {key: record for key, record in records.items() if key not in known}
            known.update(records)
            owned.append(OwnedRecords(name, records, source))
    return tables, owned, problems


_PLACEHOLDERS: Mapping[str, Record] = {
    "documents": Document(title=""),
    "pillars": Pillar(title=""),
    "areas": Area(title=""),
    "parties": Party(title=""),
    "meetings": Meeting(title="", on=date.min),
    "removed": Removal(added=datetime.min.replace(tzinfo=UTC)),
    "units": UnitNames(),
}


def _completed(registry: Registry, sources: Sequence[TomlFile]) -> Registry:
    """The registry with a placeholder for each record that could not be read.

    So the rest can be checked too, without reporting references to those records as unknown.
    """
    known = {name: getattr(registry, name) for name in TABLES}
    unread = {
        (name, key)
        for s in sources
        for name in TABLES
        if isinstance(s.tables.get(name), dict) and not s.tables[name].keys() <= known[name].keys()
        for key in s.tables[name]
        if key not in known[name]
    }
    if not unread:
        return registry
    tables = {name: {**getattr(registry, name)} for name in TABLES}
    for name, key in unread:
        if name != "updates":
            tables[name][key] = _placeholder(key, sources) if name == "commitments" else _PLACEHOLDERS[name]
    unread_keys = {key for _, key in unread}
    unread_keys |= {former for table, key in unread if table == "commitments" for former in tables[table][key].formerly}
    tables["updates"] = {
        k: u for k, u in registry.updates.items() if unread_keys.isdisjoint({u.commitment, u.retracts})
    }
    return replace(registry, **tables).with_current_ids()


def _placeholder(key: str, sources: Sequence[TomlFile]) -> Commitment:
    """A commitment that could not be read, with its former ids as far as they can be."""
    tables = [s.tables["commitments"] for s in sources if isinstance(s.tables.get("commitments"), dict)]
    tables = [table[key] for table in tables if isinstance(table.get(key), dict)]
    former = [name for table in tables if isinstance(table.get("formerly"), list) for name in table["formerly"]]
    return Commitment(id=key, title="", formerly=tuple(name for name in former if isinstance(name, str)))


def _owner(path: tuple[str, ...], owned: Iterable[OwnedRecords], sources: Sequence[TomlFile]) -> TomlFile:
    """The file of the record at a path, or of what could not be read there; the first file if no file defines it."""
    key = path[0] if path[0] in SINGLE else next(iter(path[1:2]), None)
    defining = (s for s in sources if path[0] in s.tables and all(key in s.tables[path[0]] for key in path[1:2]))
    owners = (source for table, records, source in owned if table == path[0] and key in records)
    return next(owners, None) or next(defining, sources[0])


def must_read(folder: Path, *, watch: FileWatch = iter) -> Reading:
    """Read a registry, as ``read``; raise RegistryError with every error if it is not valid."""
    reading = read(folder, watch=watch)
    if errors := reading.errors():
        message = _("{n} error in the registry", "{n} errors in the registry", n=len(errors))
        raise RegistryError(message, problems=errors)
    return reading
