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
    UNCONFIRMED = "unconfirmed"
    """The latest figure was on plan, or met the target, but is too old to say so today or on the due day."""
    NO_DATA = "no-data"
    NOT_MEASURABLE = "not-measurable"
    """There is a figure, but no baseline to measure from, or no start of a plan to compare with."""
    TOO_EARLY = "too-early"
    """Less than planned, on a day for which less than 5 % was planned."""
    ON_TRACK = "on-track"
    NO_DEADLINE = "no-deadline"


class EvidenceClass(StrEnum):
    """Who confirms the latest figures; strongest first."""

    EXTERNAL_REVIEW = "external-review"
    OFFICIAL = "official"
    PRESS = "press"
    SELF_REPORTED = "self-reported"
    NONE = "none"


class Unmeasurable(StrEnum):
    """What a target lacks for its progress to be measured."""

    DIRECTION = "direction-missing"
    """Neither a baseline nor a qualifier says whether higher or lower levels are better."""
    BASELINE = "baseline-missing"
    START = "start-missing"


class Freshness(StrEnum):
    """Whether the latest figure is older than the registry's ``stale_after``."""

    CURRENT = "current"
    STALE = "stale"


class Reservation(StrEnum):
    """What a reader of the status must also know; worst first."""

    OVERDUE = "overdue"
    """The commitment was withdrawn or superseded after its deadline, or the deadline of a suspended one has passed."""
    PART_OVERDUE = "part-overdue"
    SINCE_FALLEN = "since-fallen"
    """The target was met by its deadline; a later figure is below it."""
    TARGET_LOWERED = "target-lowered"
    DEADLINE_EXTENDED = "deadline-extended"
    DEADLINE_INFERRED = "deadline-inferred"
    """The source does not state the deadline."""
    PARTLY_JUDGED = "partly-judged"
    """Some targets have no figure that can be judged."""
    STALE = "stale"
    FOLLOWED = "followed"
    """Only an indicator without a target value has figures."""


class Status(StrEnum):
    """The single answer that tables show, derived from the four."""

    OVERDUE = "overdue"
    OFF_TRACK = "off-track"
    AT_RISK = "at-risk"
    UNCONFIRMED = "unconfirmed"
    NO_REPORT = "no-report"
    """There is no update of any kind."""
    NOTES_ONLY = "notes-only"
    """There are notes, but neither a figure nor a completion level."""
    NO_FIGURE = "no-figure"
    """There are amendments, decisions, or figures of something else, but no figure that can be judged."""
    NOT_MEASURABLE = "not-measurable"
    TOO_EARLY = "too-early"
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
