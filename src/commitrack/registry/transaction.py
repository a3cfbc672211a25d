"""Write to a registry: records are appended to one of its files, all of them or none.

Existing lines are never rewritten: the new file is the old one, byte for byte, followed by the new lines. Only an added
commitment that nothing refers to can be removed again, and the id of a commitment can be changed, outside the journal.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import reduce
from itertools import chain
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from commitrack.errors import Problem, UsageError, WriteError
from commitrack.language import LazyString as _
from commitrack.model import Commitment, Rate, Registry, Update
from commitrack.registry.addition import NONE, Addition, NamedRecords, additions
from commitrack.registry.atomic_write import Replacement
from commitrack.registry.commit import commit
from commitrack.registry.discovery import ADDITIONS, COMMITMENTS, is_journal
from commitrack.registry.field_edits import edited_files
from commitrack.registry.lock import Lock, locked
from commitrack.registry.rates import append_rates, rate_lines
from commitrack.registry.read import Reading, build, must_read
from commitrack.registry.removal import remove
from commitrack.registry.renaming import rename
from commitrack.registry.toml_file import TomlFile, parse
from commitrack.registry.toml_lines import commitment_lines, extended, newline_of


class WriteResult(Struct, frozen=True, kw_only=True):
    """What a transaction writes: the registry before and after, the records appended, and their lines in ``files``."""

    before: Reading
    after: Reading
    files: tuple[str, ...] = ()
    updates: tuple[Update, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    lines: tuple[str, ...] = ()


class Transaction:
    """A registry as read, and what is written to it when the transaction ends."""

    def __init__(self, before: Reading) -> None:
        self.result = WriteResult(before=before, after=before)
        self.changed: tuple[TomlFile, ...] = ()
        self.replacements: list[Replacement] = []

    @property
    def is_written(self) -> bool:
        """Whether the registry has been changed, at least a part of it."""
        return bool(self.replacements) and self.replacements[0].is_done

    @property
    def registry(self) -> Registry:
        """The registry as read."""
        return self.result.before.registry

    def append(
        self,
        *records: Update | Commitment,
        named: NamedRecords = NONE,
        edited: Sequence[Commitment] = (),
        file: str = ADDITIONS,
    ) -> None:
        """Verify that the records can be appended, all of them; a transaction appends once.

        ``named`` are new parties, pillars and meetings, by their table and id; they come before commitments, in
        ``file``, and these before updates. ``edited`` are commitments of the registry with other fields.

        Raises UsageError for text that is not UTF-8, WriteError for lines that would not be read back as these
        records, RegistryError if the registry would become invalid.
        """
        if not records and not named and not edited:
            return
        self._require_unused()
        before = self.result.before
        sizes = {source.name: len(source.raw) for source in before.sources}
        appended = tuple(additions(records, named, sizes, file=file))
        _require_new_keys(appended, before.registry)
        changed = edited_files(before, edited)
        for addition in appended:
            changed[addition.file] = _extended(changed.get(addition.file) or _file(before, addition.file), addition)
        self.changed = tuple(sorted(changed.values(), key=lambda new: (is_journal(new.name), new.name != file)))
        self.result = WriteResult(
            before=before, after=_verified(before, self.changed, appended, edited),
            files=tuple(addition.file for addition in appended),
            updates=tuple(update for addition in appended for update in addition.updates),
            commitments=tuple(commitment for addition in appended for commitment in addition.commitments),
            lines=tuple(line for addition in appended for line in addition.lines),
        )  # fmt: skip

    def remove(self, commitment: Commitment) -> None:
        """Verify that an added commitment can be removed, and nothing else changes; for errors see ``removal.remove``.

        ``result.lines`` are the lines of the commitment.
        """
        self._require_unused()
        before = self.result.before
        changed, after = remove(before, commitment)
        self.changed = (changed,)
        self.result = WriteResult(before=before, after=after, lines=commitment_lines(commitment))

    def rename(self, old: str, new: str) -> None:
        """Verify that a commitment can be renamed, and nothing else changes; for errors see ``renaming.rename``.

        ``result.lines`` are the changed lines, each after its file and number.
        """
        self._require_unused()
        before = self.result.before
        renaming = rename(before, old, new)
        self.changed = renaming.files
        self.result = WriteResult(before=before, after=renaming.after, lines=renaming.lines)

    def append_rates(self, rates: Sequence[Rate]) -> None:
        """Verify that exchange rates can be appended, and nothing else changes; for errors see ``rates.append_rates``.

        ``result.lines`` are the lines of the rates.
        """
        if not rates:
            return
        self._require_unused()
        before = self.result.before
        changed, after = append_rates(before, rates)
        self.changed = (changed,)
        self.result = WriteResult(before=before, after=after, files=(changed.name,), lines=tuple(rate_lines(rates)))

    def _require_unused(self) -> None:
        if self.changed:
            raise RuntimeError("a transaction writes once")


@contextmanager
def transaction(
    folder: Path, *, dry_run: bool = False, committing: Callable[[], object] = lambda: None
) -> Iterator[Transaction]:
    """Lock the registry for writing; replace the changed files when the block ends without an exception.

    ``committing`` is called right before the first file is replaced. A dry run takes no lock and writes nothing.

    Raises RegistryError for a registry that has errors, BusyError if another program holds the lock or has changed a
    file, WriteError if the disk does not accept the file, RecordedError if anything failed after a file was replaced.
    """
    with nullcontext(Lock()) if dry_run else locked(folder) as lock:
        current = Transaction(must_read(folder))
        yield current
        if current.changed and not dry_run:
            commit(current.result.before, current.changed, current.replacements, committing, lock=lock)


def _require_new_keys(appended: Sequence[Addition], registry: Registry) -> None:
    """Raise WriteError for an update with the key of another one: clocks and random bits make that unlikely."""
    for update in chain.from_iterable(addition.updates for addition in appended):
        if update.key in registry.updates:
            raise WriteError(
                _('update key "{key}" is already in use', key=update.key), hint=_("nothing was written; try again")
            )


def _file(reading: Reading, name: str) -> TomlFile:
    """The file as it was read; an empty one if it does not exist yet."""
    matching = (source for source in reading.sources if source.name == name)
    return next(matching, TomlFile(name=name, raw=b"", tables={}))


def _appended(old: TomlFile, addition: Addition) -> bytes:
    """The new content: every old byte, then the new lines with the line endings of the file."""
    header = [f"[{addition.table}]"] if addition.table and not _has_header(old.raw, addition.table) else []
    try:
        return extended(old.raw, (*header, *addition.lines), newline=newline_of(old.raw))
    except UnicodeEncodeError as failure:
        raise UsageError(_("the input is not valid UTF-8"), hint=_("nothing was written")) from failure


def _has_header(raw: bytes, table: str) -> bool:
    name = re.escape(table.encode())
    header = rb"""^(?:\xef\xbb\xbf)?[ \t]*\[[ \t]*["']?""" + name + rb"""["']?[ \t]*\]"""
    return re.search(header, raw, re.MULTILINE) is not None


def _extended(old: TomlFile, addition: Addition) -> TomlFile:
    """The new file, verified to be exactly the old one plus the addition; raise WriteError if it is not."""
    name = addition.file
    new = parse(_appended(old, addition), name)
    if isinstance(new, Problem) and new.code != "CT104":
        raise WriteError(
            _('the new lines would make "{file}" invalid: {problem}', file=name, problem=new.message),
            hint=_("nothing was written"),
        )
    if isinstance(new, Problem) or not _is_extension(new.tables, old.tables, addition):
        raise _misplaced(name, addition.table)
    return new


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
        return WriteError(
            _('lines can only be added to "{file}" if it contains no [table] headers', file=name),
            hint=_('move its tables to "{file}"; nothing was written', file=COMMITMENTS),
        )
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
