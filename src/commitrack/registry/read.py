"""Reading a registry: its folder's files become one registry and a list of problems. Nothing is written."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from commitrack.checks import check
from commitrack.errors import Problem, RegistryError, Severity
from commitrack.model import Area, Commitment, Document, Meeting, Party, Pillar, Record, Registry, Settings, Update
from commitrack.registry.locate import files
from commitrack.registry.positions import line_of
from commitrack.registry.records import convert
from commitrack.registry.source import Source, load

TABLES: Mapping[str, tuple[type[Record], str | None]] = {
    "documents": (Document, None),
    "pillars": (Pillar, None),
    "areas": (Area, None),
    "parties": (Party, None),
    "meetings": (Meeting, None),
    "commitments": (Commitment, "id"),
    "updates": (Update, "key"),
}
"""The tables of the format: what their records are, and the attribute that takes the key."""


class Reading(Struct, frozen=True, kw_only=True):
    """What was read: the registry as far as it could be read, all problems, and the files themselves."""

    folder: Path
    registry: Registry
    problems: tuple[Problem, ...]
    sources: tuple[Source, ...]

    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop every command but ``check``."""
        return tuple(p for p in self.problems if p.severity is Severity.ERROR)

    def digest(self) -> str:
        """SHA-256 over the names and bytes of all files: equal digests, equal reports."""
        return digest(self.sources)


def digest(sources: Iterable[Source]) -> str:
    """SHA-256 over names, lengths and bytes of the files, in hexadecimal."""
    found = sha256()
    for source in sources:
        found.update(f"{source.name}\0{len(source.raw)}\0".encode())
        found.update(source.raw)
    return found.hexdigest()


def read(folder: Path) -> Reading:
    """Read every ``*.toml`` of a folder. Problems come back as values, each with file and line."""
    loaded = [load(path) for path in files(folder)]
    sources = tuple(item for item in loaded if isinstance(item, Source))
    broken = [item for item in loaded if isinstance(item, Problem)]
    return build(folder, sources, broken)


def build(folder: Path, sources: Sequence[Source], broken: Sequence[Problem] = ()) -> Reading:
    """Make one registry of parsed files and check it; pure, so that a write can be proved beforehand."""
    tables: dict[str, dict[str, Any]] = {name: {} for name in TABLES}
    settings, problems = Settings(), list[Problem]()
    owners: dict[tuple[str, str], Source] = {}
    for source in sources:
        for name, table in source.tables.items():
            found, wrong = _table(name, table)
            problems += [_placed(problem, source) for problem in wrong]
            if isinstance(found, Settings):
                settings = found
                continue
            for key, record in found.items():
                if (name, key) in owners:
                    message = f"{name}.{key} stands in {owners[name, key].name} already"
                    problems.append(_placed(Problem(code="CT109", message=message, path=(name, key)), source))
                else:
                    owners[name, key] = source
                    tables[name][key] = record
    registry = Registry(settings=settings, **tables)
    if not broken and not problems:
        problems = [_placed(problem, _owner(problem, owners, sources)) for problem in check(registry)]
        problems += _empty(sources, registry)
    every = sorted([*broken, *problems], key=lambda p: (p.file or "", p.line or 0, p.code))
    return Reading(folder=folder, registry=registry, problems=tuple(every), sources=tuple(sources))


def _table(name: str, table: object) -> tuple[Settings | dict[str, Record], list[Problem]]:
    """The records of one table of one file."""
    if name == "registry":
        settings, problems = convert(table, Settings, ("registry",))
        return settings or Settings(), problems
    if name not in TABLES:
        known = ", ".join(["registry", *TABLES])
        return {}, [
            Problem(
                code="CT106", message=f"“{name}” is not a table of the format", path=(name,), hint=f"known are: {known}"
            )
        ]
    if not isinstance(table, dict):
        return {}, [Problem(code="CT108", message=f"{name} must be a table", path=(name,))]
    kind, attribute = TABLES[name]
    converted = {
        key: convert(value, kind, (name, key), **({attribute: key} if attribute else {}))
        for key, value in table.items()
    }
    found = {key: record for key, (record, _) in converted.items() if record is not None}
    return found, [problem for _, wrong in converted.values() for problem in wrong]


def _owner(problem: Problem, owners: Mapping[tuple[str, str], Source], sources: Sequence[Source]) -> Source:
    """The file that holds the record a problem speaks of."""
    path = problem.path
    return owners.get((path[0], path[1] if len(path) > 1 else "")) or next(
        (source for source in sources if path[0] in source.tables), sources[0]
    )


def _placed(problem: Problem, source: Source) -> Problem:
    """The problem with its file, its line and the line as it stands."""
    line = line_of(source.positions(), problem.path)
    excerpt = source.raw.decode("utf-8-sig").split("\n")[line - 1].rstrip("\r") if line else None
    return replace(problem, file=source.name, line=line, excerpt=excerpt)


def _empty(sources: Sequence[Source], registry: Registry) -> list[Problem]:
    if registry.commitments:
        return []
    name = sources[0].name if sources else "commitments.toml"
    return [Problem(code="CT110", message="the registry is empty: no commitment stands in it", file=name, line=1,
                    hint="add one with: commitrack add")]  # fmt: skip


def must_read(folder: Path) -> Reading:
    """Read a registry that has to be sound; raise RegistryError with every error otherwise."""
    reading = read(folder)
    if errors := reading.errors():
        raise RegistryError(f"{len(errors)} error{'s' * (len(errors) != 1)} in the registry", problems=errors)
    return reading
