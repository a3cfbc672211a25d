"""A registry as it was read: its records, its problems and its files."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from commitrack.errors import Problem, RegistryError, Severity
from commitrack.index.files import combined, sha256
from commitrack.language import LazyString as _
from commitrack.model import Registry
from commitrack.registry.discovery import files
from commitrack.registry.line_index import line_of
from commitrack.registry.source import TomlFile

FileWatch: TypeAlias = Callable[[Sequence[Path]], Iterable[Path]]
"""What passes files on, one after another, while they are read."""


class Reading(Struct, frozen=True, kw_only=True):
    """A registry as far as it could be read, with all its problems and files."""

    folder: Path
    registry: Registry
    problems: tuple[Problem, ...]
    sources: tuple[TomlFile, ...]

    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop every command except ``check``."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    def require_valid(self, before: "Reading") -> None:
        """Raise RegistryError if this registry, which would replace the one on the disk, has errors."""
        if errors := self.errors():
            lines = {(file.name, number): line for file in before.sources for number, line in enumerate(file.lines, 1)}
            problems = [
                error if error.excerpt in {None, lines.get((error.file or "", error.line or 0))}
                else replace(error, line=None, excerpt=_("not written: {line}", line=error.excerpt))
                for error in errors
            ]  # fmt: skip
            raise RegistryError(_("nothing written: the result would be invalid"), problems=problems)

    def place(self, path: tuple[str, ...]) -> tuple[str, int]:
        """The file and line (from 1) of a record; line 1 of the first file if no file defines it."""
        for source in self.sources:
            if len(path) > 1 and path[1] in source.tables.get(path[0], ()):
                return source.name, line_of(source.positions, path) or 1
        return self.sources[0].name, 1

    def placed(self, problems: Iterable[Problem]) -> list[Problem]:
        """Locate problems of this registry's records: add the file, the line and the text of the line."""
        sources = {source.name: source for source in self.sources}
        return [placed(problem, sources[self.place(problem.path)[0]]) for problem in problems]

    def source(self, name: str) -> TomlFile:
        """A file as it was read; an empty one if there was none of this name."""
        return next((s for s in self.sources if s.name == name), TomlFile(name=name, raw=b"", tables={}))

    def sizes(self) -> Mapping[str, int]:
        """The bytes of each file by its name."""
        return {source.name: len(source.raw) for source in self.sources}

    def is_unchanged(self) -> bool:
        """Whether the files are still as they were read. Raises OSError if one cannot be read."""
        paths = files(self.folder)
        if [path.name for path in paths] != [source.name for source in self.sources]:
            return False
        return all(path.read_bytes() == source.raw for path, source in zip(paths, self.sources, strict=True))

    def digests(self) -> Mapping[str, str]:
        """The SHA-256 of each file by its name, in hexadecimal."""
        return {source.name: sha256(source.raw) for source in self.sources}

    def digest(self) -> str:
        """SHA-256 over the names of all files and the SHA-256 of each, in hexadecimal; if equal, so are reports."""
        return combined(self.digests())


def placed(problem: Problem, source: TomlFile) -> Problem:
    """The problem with its file, its line and the text of the line."""
    line = line_of(source.positions, problem.path)
    excerpt = source.lines[line - 1] if line else None
    return replace(problem, file=source.name, line=line, excerpt=excerpt)
