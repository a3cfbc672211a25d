"""The result of an assessment, as plain data: one commitment, or one of its targets, on a date."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property

from msgspec import Struct

from commitrack.amounts import as_decimal
from commitrack.assess.forecast import Forecast, NoForecast, forecast
from commitrack.assess.history import Figure, History
from commitrack.assess.measure import Measure
from commitrack.assess.milestones import MilestoneAssessment, milestones
from commitrack.assess.outcomes import (
    DONE,
    Delivery,
    EvidenceClass,
    Freshness,
    Reservation,
    Schedule,
    Status,
    Unmeasurable,
)
from commitrack.assess.rates import Rates, rates
from commitrack.assess.terms import Terms, TermsChange
from commitrack.model import Commitment, CompletionLevel, Lifecycle, Target, When

_SCHEDULES = {schedule: number for number, schedule in enumerate(Schedule)}
CLOSED = frozenset({Lifecycle.WITHDRAWN, Lifecycle.SUPERSEDED})
"""Lifecycle steps that end a commitment, so that no deadline applies. A suspended one can still be overdue."""


class TargetAssessment(Struct, frozen=True, kw_only=True, dict=True):
    """One target on a date.

    ``terms`` are the current ones, ``original`` those before any amendment. Both, and ``measure``, ``rates``,
    ``schedule_original`` and ``delivery_original``, are None for an indicator without a value, which is tracked but not
    assessed. ``latest`` is the figure of the latest day; None without figures.
    """

    name: str
    target: Target
    history: History
    latest: Figure | None
    terms: Terms | None = None
    measure: Measure | None = None
    original: Terms | None = None
    schedule_original: Schedule | None = None
    delivery_original: Delivery | None = None
    changes: tuple[TermsChange, ...] = ()

    @property
    def as_of(self) -> date:
        """The day as of which the target is assessed."""
        return self.history.as_of

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures, sorted by day, with at most one per day."""
        return self.history.figures[self.name]

    @property
    def planned(self) -> Decimal | None:
        """The share planned for the day of the assessment; None without a period, or if it cannot be measured."""
        share = self.terms.planned(self.as_of) if self.terms else None
        return None if share is None else as_decimal(share)

    @cached_property
    def _projection(self) -> Forecast | NoForecast | None:
        """The forecast or why there is none; computed on first use, because it compares all pairs of figures."""
        return forecast(self.terms, self.figures, as_of=self.as_of) if self.terms else None

    @cached_property
    def rates(self) -> Rates | None:
        """The observed and the required rate, computed on first use; None if there is none, or without a value."""
        return rates(self.terms, self.figures, as_of=self.as_of) if self.terms else None

    @property
    def forecast(self) -> Forecast | None:
        """The projection of the figures; None if there is none."""
        return self._projection if isinstance(self._projection, Forecast) else None

    @property
    def forecast_refused(self) -> NoForecast | None:
        """Why there is no forecast; None if there is one, or if the target has no value."""
        return self._projection if isinstance(self._projection, NoForecast) else None

    @property
    def milestones(self) -> tuple[MilestoneAssessment, ...]:
        """The milestones up to the deadline, by day, with their outcome."""
        return milestones(self.terms, self.figures, as_of=self.as_of) if self.terms and self.terms.milestones else ()

    @property
    def is_planned(self) -> bool:
        """Whether milestones plan the way to the value; without any, progress is compared with the time elapsed."""
        return self.terms is not None and bool(self.terms.milestones)

    @property
    def unmeasurable(self) -> Unmeasurable | None:
        """What is missing to measure progress; None if nothing is, for a level to maintain, or without a value."""
        if self.terms is None or self.terms.is_maintenance:
            return None
        if self.terms.baseline is None:
            return Unmeasurable.BASELINE if self.terms.has_direction else Unmeasurable.DIRECTION
        return Unmeasurable.START if self.terms.start is None and self.terms.due is not None else None

    @property
    def has_fallen(self) -> bool:
        """Whether the target was met by its deadline, and the latest figure no longer meets it."""
        done = self.measure is not None and self.measure.delivery in DONE
        return done and self.latest is not None and self.terms is not None and not self.terms.reached(self.latest.level)


class Assessment(Struct, frozen=True, kw_only=True):
    """A commitment on the date ``as_of``: four answers, the status that sums them up, and what they are based on.

    ``schedule`` is None if the commitment was closed before its deadline, which then no longer applies.
    ``due`` is the earliest deadline of the targets not reached, or the latest one if all are; ``due_written`` is the
    same deadline as written, ``due_inferred`` means that the source does not state it. ``updated`` is the day of the
    latest figure or completion level; a note does not make data fresh, but is a ``last_update``. ``has_data`` says
    whether any update states a figure or a completion level, ``missing`` what there is instead. ``reservations`` are
    what else the status hides, worst first. If no target has a value, ``original_due`` and ``status_original`` follow
    the commitment's own deadline before any amendment; otherwise they equal ``due`` and ``status``. ``fresh_until`` is
    the last day on which the data are not stale; None if they never are.
    """

    commitment: Commitment
    history: History
    lifecycle: Lifecycle
    delivery: Delivery
    schedule: Schedule | None
    evidence: EvidenceClass
    freshness: Freshness | None
    fresh_until: date | None
    status: Status
    due: date | None
    due_written: When | None
    due_inferred: bool
    targets: Sequence[TargetAssessment]
    completion: CompletionLevel | None
    updated: date | None
    last_update: date | None
    has_data: bool
    missing: Status
    original_due: date | None
    status_original: Status
    reservations: tuple[Reservation, ...] = ()

    @property
    def as_of(self) -> date:
        """The day as of which the commitment is assessed."""
        return self.history.as_of

    def answers(self) -> tuple[str, ...]:
        """The words that a query's ``status:`` matches: status, the answers behind it, and reservations."""
        words = (self.status, self.lifecycle, self.delivery, self.schedule, self.freshness, *self.reservations)
        return tuple(dict.fromkeys(str(word) for word in words if word is not None))

    @property
    def is_open(self) -> bool:
        """Whether the commitment is still to be fulfilled: neither fulfilled nor closed."""
        return self.delivery not in DONE and self.lifecycle not in CLOSED

    @property
    def is_eased(self) -> bool:
        """Whether an amendment eased a value."""
        return any(TermsChange.WEAKENED in target.changes for target in self.targets)

    @property
    def is_extended(self) -> bool:
        """Whether an amendment postponed a deadline."""
        later = self.original_due is not None and self.due is not None and self.due > self.original_due
        return later or any(TermsChange.EXTENDED in target.changes for target in self.targets)

    @property
    def weakened(self) -> bool:
        """Whether an amendment eased a value or postponed a deadline."""
        return self.is_eased or self.is_extended

    @property
    def judged_targets(self) -> int:
        """The number of targets with a value and a figure that can be compared with it."""
        schedules = [target.measure.schedule for target in self.targets if target.measure is not None]
        return sum(schedule not in {Schedule.NO_DATA, Schedule.NOT_MEASURABLE} for schedule in schedules)

    @property
    def leading(self) -> TargetAssessment | None:
        """The target that decides the status: the worst with a value, else the first indicator; None without any."""
        if len(self.targets) == 1:
            return self.targets[0]
        judged = [target for target in self.targets if target.measure is not None]
        return min(judged, key=lambda target: worst_first(target.measure), default=None) or next(
            iter(self.targets), None
        )


def worst_first(measure: Measure | None) -> tuple[bool, int]:
    """A sort key, worst first: unreached targets ordered by schedule, then reached ones, then unmeasured ones."""
    if measure is None:
        return True, len(Schedule)
    return measure.delivery in DONE, _SCHEDULES[measure.schedule]
