"""The tables of the format as typed, frozen records: a TOML key is the attribute here."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from commitrack.model.values import Number, Span, Text, When
from commitrack.model.vocabulary import CompletionLevel, Kind, Lifecycle, Qualifier, SourceClass


class Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What all tables of the registry share: frozen, and no key that nobody knows."""


class Thresholds(Record, frozen=True, kw_only=True):
    """From which pace on a commitment counts as on track, and as at risk."""

    on_track: Number = Decimal("0.95")
    at_risk: Number = Decimal("0.6")


class Settings(Record, frozen=True, kw_only=True):
    """The table ``[registry]``."""

    title: Text = "Commitments"
    fiscal_year_start: str = "01-01"
    timezone: str = "UTC"
    stale_after: Span = field(default_factory=lambda: Span("12 months", months=12))
    languages: tuple[str, ...] = ("en",)
    thresholds: Thresholds = Thresholds()


class Document(Record, frozen=True, kw_only=True):
    """What commitments are quoted from."""

    title: Text
    published: date | None = None
    publisher: str | None = None
    language: str | None = None
    url: str | None = None
    note: Text | None = None


class Pillar(Record, frozen=True, kw_only=True):
    """A chapter of the document's own classification; pillars stand in the order of the file."""

    title: Text
    note: Text | None = None


class Area(Record, frozen=True, kw_only=True):
    """A field of cooperation under a pillar."""

    title: Text
    pillar: str | None = None
    note: Text | None = None


class Party(Record, frozen=True, kw_only=True):
    """Who promised, who delivers, who benefits."""

    title: Text
    url: str | None = None
    note: Text | None = None


class Meeting(Record, frozen=True, kw_only=True):
    """A review meeting, past or to come."""

    title: Text
    on: date
    until: date | None = None
    place: Text | None = None
    kind: str | None = None
    pillar: str | None = None
    areas: tuple[str, ...] = ()
    note: Text | None = None


class Parties(Record, frozen=True, kw_only=True):
    """The roles of IATI: ids of ``[parties]``."""

    responsible: tuple[str, ...] = ()
    implementing: tuple[str, ...] = ()
    beneficiary: tuple[str, ...] = ()

    def all(self) -> tuple[str, ...]:
        """Every party named, in order, once."""
        return tuple(dict.fromkeys((*self.responsible, *self.implementing, *self.beneficiary)))


class Source(Record, frozen=True, kw_only=True):
    """Where a commitment is written: document, page, and the few words that carry it."""

    document: str
    page: int | None = None
    quote: str | None = None


class Milestone(Record, frozen=True, kw_only=True):
    """An interim target: the level planned for a day."""

    on: date
    value: Number


class Target(Record, frozen=True, kw_only=True):
    """What is to be reached. Without a ``value`` an indicator is followed and never judged.

    ``unit`` is an ISO 4217 code for money, anything else is counted. ``due`` or ``within`` override
    the commitment's own.
    """

    value: Number | None = None
    unit: str
    indicator: Text | None = None
    baseline: Number = 0
    baseline_on: date | None = None
    qualifier: Qualifier | None = None
    counting: str | None = None
    milestones: tuple[Milestone, ...] = ()
    due: When | None = None
    within: Span | None = None
    note: Text | None = None


class Commitment(Record, frozen=True, kw_only=True):
    """A promise made in public."""

    id: str
    title: Text
    kind: Kind = Kind.PLEDGE
    headline: bool = False
    part_of: str | None = None
    related: tuple[str, ...] = ()
    pillar: str | None = None
    areas: tuple[str, ...] = ()
    made: When | None = None
    due: When | None = None
    within: Span | None = None
    parties: Parties = Parties()
    source: Source | None = None
    targets: dict[str, Target] = {}
    note: Text | None = None

    def judged(self) -> dict[str, Target]:
        """The targets that carry a value."""
        return {name: target for name, target in self.targets.items() if target.value is not None}


class Evidence(Record, frozen=True, kw_only=True):
    """What was seen: a file of the registry with its digest, or a page of one of its documents."""

    file: str | None = None
    sha256: str | None = None
    document: str | None = None
    page: int | None = None


class Amends(Record, frozen=True, kw_only=True):
    """The terms an amendment puts in place of the old ones, which are kept for ever."""

    value: Number | None = None
    due: When | None = None


class Update(Record, frozen=True, kw_only=True):
    """One line of the journal: what was true ``on`` a day, as ``recorded`` at a moment.

    It carries a level reached (``actual``), an increment (``add``), a ``completion``, a ``lifecycle``
    step, an amendment (``amends``), a retraction of another line (``retracts``), or only a note.
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
    reason: str | None = None
    note: str | None = None

    @property
    def is_note(self) -> bool:
        """Whether the line carries nothing but its note."""
        return all(getattr(self, name) is None for name in CONTENTS)

    def order(self) -> tuple[date, datetime, str]:
        """Of two figures for one day the one recorded later counts, then the key."""
        return self.on, self.recorded, self.key


class Rate(Record, frozen=True, kw_only=True):
    """An exchange rate: on ``date``, one unit of ``currency`` was worth ``rate`` of ``to``, says ``source``."""

    currency: str
    to: str = "USD"
    date: date
    rate: Number
    source: str


CONTENTS: tuple[Literal["actual", "add", "completion", "lifecycle", "amends", "retracts"], ...] = (
    "actual",
    "add",
    "completion",
    "lifecycle",
    "amends",
    "retracts",
)
"""What an update may carry, one of them at most."""


class Registry(Struct, frozen=True, kw_only=True):
    """All tables of a registry; mappings keep the order of the files."""

    settings: Settings = Settings()
    documents: dict[str, Document] = {}
    pillars: dict[str, Pillar] = {}
    areas: dict[str, Area] = {}
    parties: dict[str, Party] = {}
    meetings: dict[str, Meeting] = {}
    commitments: dict[str, Commitment] = {}
    updates: dict[str, Update] = {}
    rates: tuple[Rate, ...] = ()

    def updates_of(self) -> dict[str, list[Update]]:
        """The updates of every commitment that has any, in the order that is part of the format."""
        found: dict[str, list[Update]] = {}
        for update in sorted(self.updates.values(), key=Update.order):
            found.setdefault(update.commitment, []).append(update)
        return found

    def parts_of(self) -> dict[str, list[str]]:
        """The ids of the direct parts of every commitment that has any, in the order of the files."""
        found: dict[str, list[str]] = {}
        for commitment in self.commitments.values():
            if commitment.part_of is not None:
                found.setdefault(commitment.part_of, []).append(commitment.id)
        return found
