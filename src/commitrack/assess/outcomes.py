"""The answers of an assessment: four separate ones, because a single status would hide where they differ."""

from enum import StrEnum


class Delivery(StrEnum):
    """How much of a commitment is delivered."""

    UNKNOWN = "unknown"
    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    FULFILLED = "fulfilled"
    FULFILLED_LATE = "fulfilled-late"
    PARTLY_FULFILLED = "partly-fulfilled"
    NOT_FULFILLED = "not-fulfilled"


class Schedule(StrEnum):
    """Progress against time; worst first."""

    OVERDUE = "overdue"
    OFF_TRACK = "off-track"
    AT_RISK = "at-risk"
    NO_DATA = "no-data"
    ON_TRACK = "on-track"
    NO_DEADLINE = "no-deadline"


class EvidenceClass(StrEnum):
    """Who confirms the latest figures; strongest first."""

    EXTERNAL_REVIEW = "external-review"
    OFFICIAL = "official"
    PRESS = "press"
    SELF_REPORTED = "self-reported"
    NONE = "none"


class Freshness(StrEnum):
    """Whether the latest figure is older than the registry's ``stale_after``."""

    CURRENT = "current"
    STALE = "stale"


class Status(StrEnum):
    """The single answer that tables show, derived from the four."""

    OVERDUE = "overdue"
    OFF_TRACK = "off-track"
    AT_RISK = "at-risk"
    NO_DATA = "no-data"
    ON_TRACK = "on-track"
    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    FULFILLED = "fulfilled"
    FULFILLED_LATE = "fulfilled-late"
    PARTLY_FULFILLED = "partly-fulfilled"
    NOT_FULFILLED = "not-fulfilled"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


DONE = frozenset({Delivery.FULFILLED, Delivery.FULFILLED_LATE})
"""The deliveries that are complete."""
