"""The journal as typed, frozen records: updates, their evidence, and what they amend."""

from datetime import date, datetime
from operator import attrgetter
from typing import Annotated, Literal

from msgspec import Meta

from commitrack.model.records import Record
from commitrack.model.values import Number, Text, When
from commitrack.model.vocabulary import CompletionLevel, Lifecycle, Qualifier, SourceClass

MICROSECOND_DIGITS, SUFFIX_DIGITS = 5, 13
"""Hexadecimal digits of a key's suffix: those of the microseconds, which are first, and all of them."""
_LAST_MICROSECOND = 999_999


class Evidence(Record, frozen=True, kw_only=True):
    """Evidence other than an address: a file in the registry's folder with its SHA-256, or one of its documents."""

    file: str | None = None
    sha256: str | None = None
    document: str | None = None
    page: int | None = None


class Amends(Record, frozen=True, kw_only=True):
    """The new terms that an amendment sets; the original ones are kept."""

    value: Number | None = None
    due: When | None = None


class Update(Record, frozen=True, kw_only=True):
    """One line of the journal: what was true ``on`` a day, and when it was ``recorded``.

    It states one thing: a level reached (``actual``), an increment (``add``), a ``completion`` level, a ``lifecycle``
    decision, an amendment (``amends``), a retraction of another line (``retracts``), or only a note.
    """

    key: str
    commitment: str
    target: str | None = None
    on: date
    actual: Number | None = None
    add: Number | None = None
    completion: CompletionLevel | None = None
    lifecycle: Lifecycle | None = None
    amends: Amends | None = None
    retracts: str | None = None
    qualifier: Qualifier | None = None
    source_class: SourceClass | None = None
    evidence: tuple[str | Evidence, ...] = ()
    by: str | None = None
    recorded: Annotated[datetime, Meta(tz=True)]
    reason: Text | None = None
    note: Text | None = None

    @property
    def is_note(self) -> bool:
        """Whether the update states nothing but a note."""
        return contents_of(self).count(None) == len(CONTENTS)

    @property
    def moment(self) -> datetime:
        """When it was recorded, with the microseconds that its key contains; else the end of that second."""
        digits = self.key.rpartition("-")[2]
        microseconds = int(digits[:MICROSECOND_DIGITS], 16) if len(digits) == SUFFIX_DIGITS else _LAST_MICROSECOND
        return self.recorded.replace(microsecond=min(microseconds, _LAST_MICROSECOND))

    @property
    def report(self) -> tuple[date, tuple[str | Evidence, ...], str] | None:
        """What is equal for two lines about one event: day, evidence and note; None if it lacks one of them."""
        return (self.on, self.evidence, str(self.note)) if self.note and self.evidence else None

    def order(self) -> tuple[date, datetime, str]:
        """The sort key: day, time of recording, key. Of two figures for one day the last one counts."""
        return self.on, self.recorded, self.key


CONTENTS: tuple[Literal["actual", "add", "completion", "lifecycle", "amends", "retracts"], ...] = (
    "actual", "add", "completion", "lifecycle", "amends", "retracts",
)  # fmt: skip
"""The fields for the content of an update, which states at most one of them."""
contents_of = attrgetter(*CONTENTS)
"""The values of these fields of an update."""
