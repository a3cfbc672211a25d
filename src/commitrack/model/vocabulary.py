"""The words of the field that a registry may use, one StrEnum a question; their values are the TOML words."""

from enum import StrEnum


class Kind(StrEnum):
    """A promise of something new, or a programme already under way when it was named."""

    PLEDGE = "pledge"
    PROGRAMME = "programme"


class Qualifier(StrEnum):
    """How the source hedges a figure."""

    AT_LEAST = "at-least"
    ABOUT = "about"
    AT_MOST = "at-most"


class Counting(StrEnum):
    """Which stage of the money counts; the stages are never merged."""

    PLEDGED = "pledged"
    COMMITTED = "committed"
    DISBURSED = "disbursed"
    SPENT = "spent"
    MOBILISED = "mobilised"
    NOT_STATED = "not-stated"


class CompletionLevel(StrEnum):
    """The Open Government Partnership's scale, for commitments without a figure."""

    NOT_STARTED = "not-started"
    LIMITED = "limited"
    SUBSTANTIAL = "substantial"
    COMPLETE = "complete"


class Lifecycle(StrEnum):
    """A decision by people about the commitment itself."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class SourceClass(StrEnum):
    """Who stands behind the evidence, strongest first."""

    EXTERNAL_REVIEW = "external-review"
    OFFICIAL = "official"
    PRESS = "press"
    SELF_REPORTED = "self-reported"
