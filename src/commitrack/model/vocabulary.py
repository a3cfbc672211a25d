"""The controlled vocabularies of a registry and of settings: one StrEnum each, whose values are the words in TOML."""

from enum import StrEnum


class Kind(StrEnum):
    """A promise of something new, a programme already under way when it was named, or a heading above several."""

    PLEDGE = "pledge"
    PROGRAMME = "programme"
    GROUP = "group"
    """A heading of the source, which holds its parts together and promises nothing itself; it is never assessed."""


class Qualifier(StrEnum):
    """How the source hedges a figure."""

    AT_LEAST = "at-least"
    ABOUT = "about"
    AT_MOST = "at-most"


class DecimalMark(StrEnum):
    """The character before the decimals of an amount as typed: a dot (4.12), or a comma (4,12)."""

    DOT = "."
    COMMA = ","


class FiscalYearNamed(StrEnum):
    """What FY2026 names: the fiscal year that starts in 2026, or the one that ends in 2026."""

    START = "start"
    END = "end"


class Counting(StrEnum):
    """The stage at which money is counted; amounts at different stages are never added up."""

    PLEDGED = "pledged"
    COMMITTED = "committed"
    DISBURSED = "disbursed"
    SPENT = "spent"
    MOBILISED = "mobilised"
    NOT_STATED = "not-stated"


class Basis(StrEnum):
    """Whether the source states a deadline, a pillar or the areas, or whoever keeps the registry inferred them."""

    STATED = "stated"
    INFERRED = "inferred"


class CompletionLevel(StrEnum):
    """The completion scale of the Open Government Partnership, for commitments without a figure."""

    NOT_STARTED = "not-started"
    LIMITED = "limited"
    SUBSTANTIAL = "substantial"
    COMPLETE = "complete"


class Lifecycle(StrEnum):
    """A decision about the commitment itself, made by people and recorded."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class SourceClass(StrEnum):
    """Who vouches for the evidence, strongest first."""

    EXTERNAL_REVIEW = "external-review"
    OFFICIAL = "official"
    PRESS = "press"
    SELF_REPORTED = "self-reported"


class OrganisationRole(StrEnum):
    """What an organisation does in an activity, in the words of IATI."""

    FUNDING = "funding"
    ACCOUNTABLE = "accountable"
    EXTENDING = "extending"
    IMPLEMENTING = "implementing"


class ResultType(StrEnum):
    """What kind of result a target is, in the words of IATI."""

    OUTPUT = "output"
    OUTCOME = "outcome"
    IMPACT = "impact"
    OTHER = "other"


class Sort(StrEnum):
    """The orders of a listing."""

    URGENCY = "urgency"
    PILLAR = "pillar"
    DUE = "due"
    PROGRESS = "progress"
    UPDATED = "updated"


class ListFormat(StrEnum):
    """The formats of ``list`` and ``show``."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class ColumnName(StrEnum):
    """The columns of a listing."""

    ID = "id"
    TITLE = "title"
    KIND = "kind"
    PILLAR = "pillar"
    AREAS = "areas"
    RESPONSIBLE = "responsible"
    MADE = "made"
    PROGRESS = "progress"
    DUE = "due"
    STATUS = "status"
    UPDATED = "updated"
    EVIDENCE = "evidence"
