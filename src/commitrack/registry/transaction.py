"""Write to a registry: records are appended to one of its files, all of them or none.

Existing lines are never rewritten: the new file is the old one, byte for byte, followed by the new lines. Only an added
commitment that nothing refers to can be removed again, and the id of a commitment can be changed, outside the journal.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

from msgspec import Struct

from commitrack.model import Commitment, Rate, Registry, Update
from commitrack.registry.addition import NONE, Addition, NamedRecords, additions
from commitrack.registry.atomic_write import Replacement
from commitrack.registry.commit import commit
from commitrack.registry.discovery import ADDITIONS
from commitrack.registry.extension import AdditionWatch, extended
from commitrack.registry.indexed import keep_current, read_indexed
from commitrack.registry.indexed_reading import IndexedReading
from commitrack.registry.lock import Lock, locked
from commitrack.registry.rates import append_rates, rate_lines
from commitrack.registry.read import must_read
from commitrack.registry.reading import Reading
from commitrack.registry.removal import remove
from commitrack.registry.renaming import rename
from commitrack.registry.source import TomlFile
from commitrack.registry.tail import with_tail
from commitrack.registry.toml_lines import commitment_lines


class WriteResult(Struct, frozen=True, kw_only=True):
    """What a transaction writes: the registry before and after, what is ``appended``, or other ``changed`` lines."""

    before: Reading
    after: Reading
    appended: tuple[Addition, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the files to which records are appended."""
        return tuple(addition.file for addition in self.appended)

    @property
    def updates(self) -> tuple[Update, ...]:
        """The updates that are appended."""
        return tuple(update for addition in self.appended for update in addition.updates)

    @property
    def commitments(self) -> tuple[Commitment, ...]:
        """The commitments that are appended."""
        return tuple(commitment for addition in self.appended for commitment in addition.commitments)

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the records, or the other lines that are changed."""
        return (*self.changed, *(line for addition in self.appended for line in addition.lines))


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
        watch: AdditionWatch = iter,
    ) -> None:
        """Verify that the records can be appended, all of them; a transaction appends once.

        ``named`` are new parties, pillars and meetings, by their table and id; they come before commitments, in
        ``file``, and these before updates. ``edited`` are commitments of the registry with other fields. ``watch`` sees
        what has been verified.

        Raises UsageError for text that is not UTF-8, WriteError for lines that would not be read back as these
        records, RegistryError if the registry would become invalid.
        """
        if not records and not named and not edited:
            return
        self._require_unused()
        before = self.result.before
        added: Iterable[Addition] = additions(records, named, before.sizes(), file=file)
        proven = None
        if not edited and all(isinstance(record, Update) for record in records):
            added = tuple(added)
            proven = with_tail(before, added)
        extension = proven or extended(self._read_files(), added, edited, first=file, watch=watch)
        self.changed = extension.changed
        self.result = WriteResult(before=extension.before, after=extension.after, appended=extension.appended)

    def remove(self, commitment: Commitment) -> None:
        """Verify that an added commitment can be removed, and nothing else changes; for errors see ``removal.remove``.

        ``result.lines`` are the lines of the commitment.
        """
        self._require_unused()
        before = self._read_files()
        changed, after = remove(before, commitment)
        self.changed = (changed,)
        self.result = WriteResult(before=before, after=after, changed=commitment_lines(commitment))

    def rename(self, old: str, new: str) -> None:
        """Verify that a commitment can be renamed, and nothing else changes; for errors see ``renaming.rename``.

        ``result.lines`` are the changed lines, each after its file and number.
        """
        self._require_unused()
        before = self._read_files()
        renaming = rename(before, old, new)
        self.changed = renaming.files
        self.result = WriteResult(before=before, after=renaming.after, changed=renaming.lines)

    def append_rates(self, rates: Sequence[Rate]) -> None:
        """Verify that exchange rates can be appended, and nothing else changes; for errors see ``rates.append_rates``.

        ``result.lines`` are the lines of the rates.
        """
        if not rates:
            return
        self._require_unused()
        before = self._read_files()
        changed, after = append_rates(before, rates)
        self.changed = (changed,)
        added = Addition(file=changed.name, text="\n".join((*rate_lines(rates), "")))
        self.result = WriteResult(before=before, after=after, appended=(added,))

    def _read_files(self) -> Reading:
        """The registry as its files have it, if it was read from its index."""
        before = self.result.before
        return must_read(before.folder) if isinstance(before, IndexedReading) else before

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
        current = Transaction(read_indexed(folder))
        yield current
        if current.changed and not dry_run:
            commit(current.result.before, current.changed, current.replacements, committing, lock=lock)
            keep_current(current.result.before, current.changed, current.result.updates)
