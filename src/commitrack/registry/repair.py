"""Repair what can be repaired without a decision: spoiled lines, and records that are in two files in the same words.

Nothing that was recorded is lost: every record that could be read before is read the same afterwards, and a copy of the
old file is kept.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from itertools import chain
from pathlib import Path

from msgspec import Struct, field

from commitrack.errors import Problem, RegistryError, WriteError, reason_of
from commitrack.language import LazyString as _
from commitrack.model import Registry
from commitrack.registry.atomic_write import Replacement
from commitrack.registry.commit import commit
from commitrack.registry.discovery import files, is_appended
from commitrack.registry.format import unknown_format
from commitrack.registry.line_index import entries
from commitrack.registry.line_repairs import LineRepair, repaired
from commitrack.registry.lock import Lock, locked
from commitrack.registry.new_file import free_name, write_new
from commitrack.registry.read import build
from commitrack.registry.reading import Reading
from commitrack.registry.source import TomlFile, content
from commitrack.registry.tables import TABLES
from commitrack.registry.toml_file import parse


class FileRepair(Struct, frozen=True, kw_only=True):
    """The repairs of one file, its content before and after them, and where a copy of the old content is kept."""

    name: str
    before: bytes
    after: bytes
    repairs: tuple[LineRepair, ...]
    copy: Path


class RepairPlan(Struct, kw_only=True):
    """All repairs of a registry: its files before them, and how it reads afterwards."""

    before: Reading
    after: Reading
    files: tuple[FileRepair, ...]
    replacements: list[Replacement] = field(default_factory=list)

    @property
    def is_written(self) -> bool:
        """Whether at least one file has been replaced."""
        return bool(self.replacements) and self.replacements[0].is_done


@contextmanager
def repairing(
    folder: Path, *, dry_run: bool = False, committing: Callable[[], object] = lambda: None
) -> Iterator[RepairPlan]:
    """Lock the registry and plan its repairs; make them when the block ends without an exception.

    ``committing`` is called right before the first file is replaced. A dry run takes no lock and writes nothing. Raises
    RegistryError for a file that cannot be opened, and the errors of ``commit``.
    """
    with nullcontext(Lock()) if dry_run else locked(folder) as lock:
        plan = _plan(folder)
        yield plan
        if plan.files and not dry_run:
            _commit(plan, committing, lock)


def _plan(folder: Path) -> RepairPlan:
    """The repairs of all files: first of lines, then of records that are in two files."""
    contents = {path.name: content(path) for path in files(folder)}
    if unreadable := [problem for problem in contents.values() if isinstance(problem, Problem)]:
        raise RegistryError(_("nothing written: a file cannot be read"), problems=unreadable)
    before = {name: raw for name, raw in contents.items() if isinstance(raw, bytes)}
    plans = {name: repaired(raw, name) for name, raw in before.items()}
    reading = _reading(folder, {name: raw for name, (raw, _repairs) in plans.items()})
    if problem := unknown_format(reading.sources):
        raise RegistryError(_("nothing written: the format of the registry is unknown"), problems=[problem])
    for source in reading.sources:
        if copies := [problem for problem in reading.problems if _is_copy(problem, source.name)]:
            raw, repairs = _without(source, copies, before[source.name])
            plans[source.name] = raw, (*plans[source.name][1], *repairs)
    after = _reading(folder, {name: raw for name, (raw, _repairs) in plans.items()})
    _require_everything(_reading(folder, before), after)
    changed = (
        FileRepair(name=name, before=before[name], after=raw, repairs=repairs, copy=free_name(folder / name))
        for name, (raw, repairs) in plans.items()
        if repairs
    )
    sources = tuple(TomlFile(name=name, raw=raw, tables={}) for name, raw in before.items())
    unchecked = Reading(folder=folder, registry=Registry(), problems=(), sources=sources)
    return RepairPlan(before=unchecked, after=after, files=tuple(changed))


def _reading(folder: Path, contents: Mapping[str, bytes]) -> Reading:
    """The registry that files with these contents are read as."""
    parsed = [parse(raw, name) for name, raw in contents.items()]
    broken = [problem for problem in parsed if isinstance(problem, Problem)]
    return build(folder, [source for source in parsed if isinstance(source, TomlFile)], broken)


def _is_copy(problem: Problem, name: str) -> bool:
    """Whether a problem is that a file to which commitrack appends has a copy of a record of another file."""
    return problem.code == "CT111" and bool(problem.path) and problem.file == name and is_appended(name)


def _without(source: TomlFile, copies: Iterable[Problem], before: bytes) -> tuple[bytes, Sequence[LineRepair]]:
    """The content of a file without records that another file has too; lines are numbered as before all repairs."""
    lines = source.raw.split(b"\n")
    gone: dict[tuple[str, ...], list[int]] = {problem.path[:2]: [] for problem in copies}
    for entry in entries(source.raw.decode("utf-8-sig")):
        gone.get(entry.path[:2], []).extend(range(entry.first - 1, entry.last))
    number_of = {line: number for number, line in enumerate(before.split(b"\n"), start=1)}
    repairs = [
        LineRepair(
            line=number_of.get(lines[gone[problem.path[:2]][0]], problem.line or 1),
            message=problem.message,
            before=tuple(lines[number].decode().removesuffix("\r") for number in gone[problem.path[:2]]),
        )
        for problem in copies
    ]
    numbers = set(chain.from_iterable(gone.values()))
    return b"\n".join(line for number, line in enumerate(lines) if number not in numbers), repairs


def _require_everything(before: Reading, after: Reading) -> None:
    """Raise WriteError unless every record that a file defined is still defined, in this file or another."""
    kept: dict[tuple[str, str], list[object]] = {}
    for path, record in _records(after):
        kept.setdefault(path, []).append(record)
    for (table, key), record in _records(before):
        was, is_now = (getattr(reading.registry, table).get(key) for reading in (before, after))
        if record not in kept.get((table, key), ()) and was != is_now:
            raise WriteError(_("the repair would change what the registry says"), hint=_("nothing was written"))


def _records(reading: Reading) -> Iterator[tuple[tuple[str, str], object]]:
    """The records of every file as plain data, with their tables and keys."""
    for source in reading.sources:
        for table in TABLES:
            records = source.tables.get(table)
            yield from (((table, key), record) for key, record in records.items()) if isinstance(records, dict) else ()


def _commit(plan: RepairPlan, committing: Callable[[], object], lock: Lock) -> None:
    """Keep the copies and replace the files; without a replacement, no copy is left."""
    kept: list[Path] = []
    try:
        for file in plan.files:
            _keep(file)
            kept.append(file.copy)
        changed = [TomlFile(name=file.name, raw=file.after, tables={}) for file in plan.files]
        commit(plan.before, changed, plan.replacements, committing, lock=lock)
    finally:
        if not plan.is_written:
            for copy in kept:
                copy.unlink(missing_ok=True)


def _keep(file: FileRepair) -> None:
    """Write the old content to a new file with the same access; raise WriteError if that fails."""
    try:
        write_new(file.copy, file.before, like=file.copy.with_name(file.name))
    except OSError as failure:
        reason = _('cannot write "{path}": {reason}', path=file.copy, reason=reason_of(failure))
        raise WriteError(reason, hint=_("nothing was changed")) from failure
