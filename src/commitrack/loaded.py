"""The Python interface: load a registry and assess it. It never writes, and knows no clock."""

from datetime import date, datetime
from pathlib import Path

from commitrack.drafting.lookup import require_assessed
from commitrack.errors import Problem, Severity, UsageError
from commitrack.language import LazyString as _
from commitrack.language import localize
from commitrack.model import Registry, Text, multilingual
from commitrack.query import Sort
from commitrack.registry import Reading, find, must_read
from commitrack.report.serialize import CommitmentData, CommitmentHistory, commitment_data, commitment_history
from commitrack.report.snapshot import Snapshot, take_snapshot


class LoadedRegistry:
    """A registry as it was when it was loaded. Later changes of its files do not affect it."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @property
    def folder(self) -> Path:
        """The folder that contains the files."""
        return self._reading.folder

    @property
    def records(self) -> Registry:
        """All tables as the files have them: commitments, updates, parties and the others, as frozen records by id."""
        return self._reading.registry

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What ``commitrack check`` warns about, with file and line."""
        return tuple(problem for problem in self._reading.problems if problem.severity is Severity.WARNING)

    @property
    def digest(self) -> str:
        """SHA-256 over all files, in hexadecimal, as in the foot of a report; equal digests mean equal answers."""
        return self._reading.digest()

    def assess(self, *query: str, as_of: date, known: datetime | None = None) -> tuple[CommitmentData, ...]:
        """The commitments that match a query, assessed as of a date, in the order of ``commitrack list``.

        ``query`` are the words of ``commitrack list``, such as ``"status:overdue"``; without any, all commitments made
        by that date are returned, but no groups. With ``known``, a time with its time zone, only what had been recorded
        by then is used. The attributes are the keys of ``commitrack list --json``. Raises UsageError for a query, a
        date or a time that is not valid.
        """
        snapshot = self._snapshot(as_of, known)
        return tuple(commitment_data(snapshot, found) for found in snapshot.select(query, sort=Sort.URGENCY))

    def history(self, name: str, *, as_of: date, known: datetime | None = None) -> CommitmentHistory:
        """A commitment assessed as of a date, with the updates that count and those that were retracted.

        ``name`` is its id, or a former one. Raises NotFoundError for an unknown id, UsageError for a group, and
        for a date or a time that is not valid.
        """
        snapshot = self._snapshot(as_of, known)
        return commitment_history(snapshot, snapshot.page_of(require_assessed(name, self.records)))

    def _snapshot(self, as_of: object, known: object) -> Snapshot:
        """The registry as of a date. Raises UsageError for what is no date, and for what is no time with its zone."""
        if isinstance(as_of, datetime) or not isinstance(as_of, date):
            raise UsageError(_("as_of must be a date such as date(2026, 11, 23), not {value}", value=repr(as_of)))
        if known is None:
            return take_snapshot(self.records, as_of=as_of)
        if not isinstance(known, datetime) or known.tzinfo is None:
            raise UsageError(_("known must be a datetime with a time zone, not {value}", value=repr(known)))
        return take_snapshot(self.records, as_of=as_of, known=known)


def load(folder: str | Path) -> LoadedRegistry:
    """Load the registry in a folder: all its ``*.toml`` files.

    Raises RegistryError if there is none, or if it is not valid; its ``problems`` are all errors with file and line.
    """
    return LoadedRegistry(must_read(find(str(folder), start=Path())))


def text(written: Text | None, lang: str = "en") -> str:
    """A title, a note or another text in a language; if it lacks that, in the first language it has; else empty."""
    return localize(multilingual(written), lang)
