"""The tables of the format as typed, frozen records, whose attributes are the keys in TOML."""

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, Struct

from commitrack.model.values import Number, Span, Text, When, is_ratio
from commitrack.model.vocabulary import Basis, Kind, Qualifier


class Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """The base of all tables of the registry: frozen, without unknown keys, and never part of a circle of objects."""


class Document(Record, frozen=True, kw_only=True):
    """A document that commitments are quoted from."""

    title: Text
    published: date | None = None
    publisher: str | None = None
    language: str | None = None
    url: str | None = None
    note: Text | None = None


class Pillar(Record, frozen=True, kw_only=True):
    """A top-level category of commitments; pillars keep the order of the file."""

    title: Text
    note: Text | None = None


class Area(Record, frozen=True, kw_only=True):
    """A field of cooperation under a pillar."""

    title: Text
    pillar: str | None = None
    note: Text | None = None


class Party(Record, frozen=True, kw_only=True):
    """A country, organization or body that has a role in commitments."""

    title: Text
    url: str | None = None
    note: Text | None = None


class Meeting(Record, frozen=True, kw_only=True):
    """A review meeting, past or future; the source marks it as ``special`` if it is outside the regular series."""

    title: Text
    on: date
    until: date | None = None
    place: Text | None = None
    kind: str | None = None
    special: bool = False
    pillar: str | None = None
    areas: tuple[str, ...] = ()
    note: Text | None = None


class Parties(Record, frozen=True, kw_only=True):
    """The parties to a commitment by role, as ids of ``[parties]``."""

    responsible: tuple[str, ...] = ()
    implementing: tuple[str, ...] = ()
    beneficiary: tuple[str, ...] = ()

    def all(self) -> tuple[str, ...]:
        """Every party named, in order and without duplicates."""
        return tuple(dict.fromkeys((*self.responsible, *self.implementing, *self.beneficiary)))


class Source(Record, frozen=True, kw_only=True):
    """Where a commitment is written: document, page and quotation."""

    document: str
    page: int | None = None
    quote: str | None = None


class Milestone(Record, frozen=True, kw_only=True):
    """An interim target: the level planned for a day."""

    on: date
    value: Number


class Target(Record, frozen=True, kw_only=True):
    """What is to be reached; without a ``value`` it is an indicator, which is tracked but not assessed.

    ``unit`` is an ISO 4217 code for money, or the thing that is counted. ``baseline`` is the level at the end of
    ``baseline_on``. ``maintain`` marks a level to keep rather than to reach. ``accumulates`` says whether figures are
    running totals, such as people trained so far, or levels, such as buses in service. ``due`` or ``within`` overrides
    the commitment's own deadline.
    """

    value: Number | None = None
    unit: str
    indicator: Text | None = None
    baseline: Number | None = None
    baseline_on: When | None = None
    qualifier: Qualifier | None = None
    maintain: bool = False
    accumulates: bool | None = None
    counting: str | None = None
    milestones: tuple[Milestone, ...] = ()
    due: When | None = None
    within: Span | None = None
    due_basis: Basis = Basis.STATED
    note: Text | None = None

    @property
    def measured_from(self) -> Number | None:
        """The level from which progress is measured: the baseline, or 0 for a count or an amount of money without one.

        None where 0 would be a guess: for a value of 0, a share or a rate, an upper limit, or a level to maintain.
        """
        if self.baseline is not None:
            return self.baseline
        is_level = self.maintain or self.qualifier is Qualifier.AT_MOST or is_ratio(self.unit)
        return None if is_level or self.value == 0 else 0

    @property
    def initial_level(self) -> Number:
        """The level that the first increment adds to: the baseline, or 0 without one."""
        return self.baseline or 0

    @property
    def is_running_total(self) -> bool:
        """Whether figures only add up: as stated by ``accumulates``, else for counts and money, unless they fall."""
        if self.accumulates is not None:
            return self.accumulates
        start = self.measured_from
        rises = start is not None and (self.value is None or self.value > start)
        return rises and not self.maintain and not is_ratio(self.unit)


class Commitment(Record, frozen=True, kw_only=True):
    """A promise made in public, or a group of them under a heading of the source.

    ``summary`` says in a paragraph what is promised.
    ``counted_with`` is another commitment that says the same in other words, so that the two are counted once.
    ``formerly`` lists the ids that it had before it was renamed, oldest first; ``external_ids`` are those that other
    systems give it, by the name of the system. ``pillar_basis`` and ``areas_basis``
    say who classified it; without them, the settings of the registry apply. ``recorded`` and ``by`` say when it was
    added with ``commitrack add``, and by whom.
    """

    id: str
    formerly: tuple[str, ...] = ()
    external_ids: dict[str, str] = {}
    title: Text
    summary: Text | None = None
    kind: Kind = Kind.PLEDGE
    headline: bool = False
    part_of: str | None = None
    counted_with: str | None = None
    related: tuple[str, ...] = ()
    pillar: str | None = None
    pillar_basis: Basis | None = None
    areas: tuple[str, ...] = ()
    areas_basis: Basis | None = None
    made: When | None = None
    due: When | None = None
    within: Span | None = None
    due_basis: Basis = Basis.STATED
    parties: Parties = Parties()
    source: Source | None = None
    targets: dict[str, Target] = {}
    note: Text | None = None
    recorded: Annotated[datetime, Meta(tz=True)] | None = None
    by: str | None = None

    @property
    def is_group(self) -> bool:
        """Whether it is a heading of the source, which promises nothing itself."""
        return self.kind is Kind.GROUP

    def dates(self, target: Target) -> "Target | Commitment":
        """What states the deadline of a target: the target itself, else the commitment."""
        return target if target.due is not None or target.within is not None else self

    def counts_from_period(self, stated: "Target | Commitment") -> bool:
        """Whether a deadline is counted from a month or a year, of which the source does not name the day."""
        return stated.within is not None and self.made is not None and not isinstance(self.made.written, date)

    def infers_deadline(self, stated: "Target | Commitment") -> bool:
        """Whether a deadline is inferred: as declared, or because it is counted from a month or a year."""
        return stated.due_basis is Basis.INFERRED or self.counts_from_period(stated)

    def judged(self) -> dict[str, Target]:
        """The targets that have a value, by name."""
        return {name: target for name, target in self.targets.items() if target.value is not None}


class Rate(Record, frozen=True, kw_only=True):
    """An exchange rate: on ``date``, one unit of ``currency`` was worth ``rate`` units of ``to`` (see ``source``)."""

    currency: str
    to: str = "USD"
    date: date
    rate: Number
    source: str
