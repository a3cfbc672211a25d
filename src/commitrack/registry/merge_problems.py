"""What a merge leaves in files that can be parsed: records defined twice, copied lines, updates above the header."""

from collections.abc import Iterator

from commitrack.errors import Problem, Severity
from commitrack.language import LazyString as _
from commitrack.registry.discovery import is_appended, is_journal
from commitrack.registry.line_index import line_of
from commitrack.registry.line_repairs import UPDATE_KEY, repaired
from commitrack.registry.source import TomlFile
from commitrack.registry.syntax_hints import repair_hint


def defined_twice(path: tuple[str, ...], first: TomlFile, second: TomlFile, *, is_copy: bool) -> Problem:
    """The problem that a second file defines a record again: an error, or for a copy, which is read once, a warning."""
    place = {"id": ".".join(path), "file": first.name, "line": line_of(first.positions, path)}
    if not is_copy:
        message = _('"{id}" is already defined in "{file}", line {line}', **place)
        hint = _("keep the one that is right, and delete the other; after a merge, one may be an old version")
        return Problem(code="CT109", message=message, path=path, hint=hint)
    message = _('"{id}" is defined in "{file}", line {line}, in the same words', **place)
    hint = _HINT if is_appended(second.name) else _("delete one of the two copies")
    return Problem(code="CT111", severity=Severity.WARNING, message=message, path=path, hint=hint)


_HINT = _("to delete the copy: commitrack repair")


def copies(source: TomlFile) -> Iterator[Problem]:
    """The problem that lines of a file repeat earlier ones, if there are any."""
    for line, first in list(source.copies.items())[:1]:
        message = _(
            "{n} line is there twice; this one is the same as line {line}",
            "{n} lines are there twice; this one is the same as line {line}",
            n=len(source.copies), line=first,
        )  # fmt: skip
        yield Problem(
            code="CT111", severity=Severity.WARNING, message=message, file=source.name, line=line,
            excerpt=source.lines[line - 1], hint=_HINT,
        )  # fmt: skip


def mixed_line_endings(source: TomlFile) -> Iterator[Problem]:
    """The problem that a file to which commitrack appends has two kinds of line endings."""
    if is_appended(source.name) and 0 < source.raw.count(b"\r\n") < source.raw.count(b"\n"):
        repair = repaired(source.raw, source.name)[1][0]
        yield Problem(
            code="CT405", severity=Severity.WARNING, message=repair.message, file=source.name, line=repair.line,
            hint=_("to make them equal: commitrack repair"),
        )  # fmt: skip


def above_header(source: TomlFile) -> Iterator[Problem]:
    """The problem that a journal has updates above its header, which are not read."""
    above = [name for name in source.tables if is_misplaced(name, source)]
    if above:
        line = line_of(source.positions, (above[0],)) or 1
        hint = repair_hint(source.raw, source.name, line) or _("move the lines below [updates], each key once")
        yield Problem(
            code="CT106", message=_("{n} update is above [updates]", "{n} updates are above [updates]", n=len(above)),
            file=source.name, line=line, excerpt=source.lines[line - 1], hint=hint,
        )  # fmt: skip


def is_misplaced(name: str, source: TomlFile) -> bool:
    """Whether a table is an update above the header of a journal."""
    return is_journal(source.name) and UPDATE_KEY.fullmatch(name) is not None
