"""Extend the files of a registry, and verify that they are exactly the old ones plus what is added."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from typing import Any, NamedTuple, TypeAlias

from msgspec.structs import replace

from commitrack.errors import Problem, UsageError, WriteError
from commitrack.language import LazyString as _
from commitrack.model import Commitment, Record, Registry
from commitrack.registry import toml_lines
from commitrack.registry.addition import Addition
from commitrack.registry.discovery import ADDITIONS, COMMITMENTS, is_journal
from commitrack.registry.field_edits import edited_files
from commitrack.registry.read import build
from commitrack.registry.reading import Reading
from commitrack.registry.source import TomlFile
from commitrack.registry.tables import with_records
from commitrack.registry.toml_file import parse

AdditionWatch: TypeAlias = Callable[[Iterable[Addition]], Iterable[Addition]]
"""Passes additions on, one after another, while somebody watches the progress."""


class Extension(NamedTuple):
    """A registry as read, the new files in the order in which they replace the old ones, and the registry with them.

    ``appended`` are the additions to the files.
    """

    before: Reading
    changed: tuple[TomlFile, ...]
    after: Reading
    appended: tuple[Addition, ...]


def extended(
    before: Reading,
    additions: Iterable[Addition],
    edited: Sequence[Commitment],
    *,
    first: str,
    watch: AdditionWatch = iter,
) -> Extension:
    """A registry with additions to its files, and with other fields of the ``edited`` commitments, all of it verified.

    The file ``first`` is replaced before the others, and the journal last. ``watch`` sees which additions are verified.

    Raises UsageError for text that is not UTF-8, WriteError for lines that would not be read back as the intended
    records, RegistryError if the registry would become invalid.
    """
    changed, appended = edited_files(before, edited), list[Addition]()
    for addition in watch(additions):
        _require_new_keys(addition, before.registry)
        changed[addition.file] = _extended(changed.get(addition.file) or before.source(addition.file), addition)
        appended.append(replace(addition, text=""))
    files = tuple(sorted(changed.values(), key=lambda new: (is_journal(new.name), new.name != first)))
    return Extension(before, files, _verified(before, files, appended, edited), tuple(appended))


def _require_new_keys(addition: Addition, registry: Registry) -> None:
    """Raise WriteError for an update with the key of another one: clocks and random bits make that unlikely."""
    for update in addition.updates:
        if update.key in registry.updates:
            raise WriteError(
                _('update key "{key}" is already in use', key=update.key), hint=_("nothing was written; try again")
            )


def with_lines(raw: bytes, addition: Addition) -> bytes:
    """The new content of a file: every old byte, then the new lines with the line endings of the file, below the header
    of their table.

    Raises UsageError for text that is not UTF-8.
    """
    header = [f"[{addition.table}]"] if addition.table and not _has_header(raw, addition.table) else []
    try:
        return toml_lines.extended(raw, (*header, *addition.lines), newline=toml_lines.newline_of(raw))
    except UnicodeEncodeError as failure:
        raise UsageError(_("the input is not valid UTF-8"), hint=_("nothing was written")) from failure


def _has_header(raw: bytes, table: str) -> bool:
    name = re.escape(table.encode())
    header = rb"""^(?:\xef\xbb\xbf)?[ \t]*\[[ \t]*["']?""" + name + rb"""["']?[ \t]*\]"""
    return re.search(header, raw, re.MULTILINE) is not None


def _extended(old: TomlFile, addition: Addition) -> TomlFile:
    """The new file, verified to be exactly the old one plus the addition; raise WriteError if it is not."""
    name = addition.file
    new = parse(with_lines(old.raw, addition), name)
    if isinstance(new, Problem) and new.code != "CT104":
        raise WriteError(
            _('the new lines would make "{file}" invalid: {problem}', file=name, problem=new.message),
            hint=_("nothing was written"),
        )
    if isinstance(new, Problem):
        raise _misplaced(name, addition.table)
    tables = with_records(new.tables)
    if not _is_extension(tables, with_records(old.tables), addition):
        raise _misplaced(name, addition.table)
    return replace(new, tables=_with_intended(tables, addition))


def _with_intended(tables: Mapping[str, Any], addition: Addition) -> dict[str, Any]:
    """The tables with the intended records in the place of those that are read as exactly these, to need them once."""
    updates: dict[str, Record] = {update.key: update for update in addition.updates}
    commitments: dict[str, Record] = {commitment.id: commitment for commitment in addition.commitments}
    once = dict(tables)
    for name, intended in (("updates", updates), ("commitments", commitments)):
        if intended:
            read_back = {key: record for key, record in intended.items() if tables[name][key] == record}
            once[name] = {**tables[name], **read_back}
    return once


def _verified(
    before: Reading, changed: Sequence[TomlFile], appended: Sequence[Addition], edited: Sequence[Commitment] = ()
) -> Reading:
    """The registry with the changed files, verified to be valid and exactly the old one plus what is appended.

    ``edited`` are the commitments that it has instead of those with the same ids.

    Raises WriteError or RegistryError if it is not.
    """
    new = {file.name: file for file in changed}
    after = build(before.folder, [*(new.pop(source.name, source) for source in before.sources), *new.values()])
    after.require_valid(before)
    commitments = {**before.registry.commitments, **{commitment.id: commitment for commitment in edited}}
    expected = replace(before.registry, commitments=commitments)
    if after.registry != reduce(lambda registry, addition: addition.applied(registry), appended, expected):
        raise WriteError(
            _("the new lines would not be read back as the intended records"), hint=_("nothing was written")
        )
    return after


def _misplaced(name: str, table: str | None) -> WriteError:
    """The error for lines that would become part of another table, or would not be valid TOML."""
    if table is None:
        hint = _('move its tables to "{file}"; nothing was written', file=COMMITMENTS)
        if name == COMMITMENTS:  # only a profile of an import names it
            hint = _('name another file in the profile: file = "{file}"; nothing was written', file=ADDITIONS)
        message = _('lines can only be added to "{file}" if it contains no [table] headers', file=name)
        return WriteError(message, hint=hint)
    return WriteError(
        _('updates can only be added to [{table}] if it is the last table of "{file}"', table=table, file=name),
        hint=_('move the other tables of "{file}" above [{table}]; nothing was written', file=name, table=table),
    )


def _is_extension(new: Mapping[str, Any], old: Mapping[str, Any], addition: Addition) -> bool:
    """Whether the new tables are exactly the old ones plus the addition."""
    rest = dict(new)
    added: dict[str, list[str]] = {
        "updates": [update.key for update in addition.updates],
        "commitments": [commitment.id for commitment in addition.commitments],
        **{table: list(records) for table, records in addition.named.items()},
    }
    for table, keys in added.items():
        if keys:
            intended = set(keys)
            if not intended <= set(new.get(table, ())):
                return False
            rest[table] = {key: value for key, value in new[table].items() if key not in intended}
    created: dict[str, Any] = {table: {} for table in rest if rest[table] == {}}
    return rest == {**created, **old}
