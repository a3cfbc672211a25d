"""The result of an assessment, as plain data: one commitment, or one of its targets, on a date."""

from datetime import date
from functools import cached_property

from msgspec import Struct

from commitrack.assess.forecast import Forecast, NoForecast, forecast
from commitrack.assess.history import Figure, History
from commitrack.assess.measure import Measure, Rates
from commitrack.assess.outcomes import DONE, Delivery, EvidenceClass, Freshness, Schedule, Status
from commitrack.assess.terms import Terms, TermsChange
from commitrack.model import Commitment, CompletionLevel, Lifecycle, Target, When

CLOSED = frozenset({Lifecycle.WITHDRAWN, Lifecycle.SUPERSEDED})
"""Lifecycle steps after which no deadline counts. A suspended commitment still shows that its deadline has passed."""


class TargetAssessment(Struct, frozen=True, kw_only=True, dict=True):
    """One target on a date.

    ``terms`` are the current ones and ``original`` those before any amendment; they, ``measure``, ``rates`` and the two
    answers by the original terms are None for an indicator without a value, which is followed and never judged.
    ``figures`` are in the order of their days, at most one for each.
    """

    name: str
    target: Target
    figures: tuple[Figure, ...]
    terms: Terms | None = None
    measure: Measure | None = None
    rates: Rates | None = None
    original: Terms | None = None
    schedule_original: Schedule | None = None
    delivery_original: Delivery | None = None
    changes: tuple[TermsChange, ...] = ()

    @cached_property
    def _projection(self) -> Forecast | NoForecast | None:
        """The forecast or the reason against it; computed on first use, because it compares all pairs of figures."""
        return forecast(self.terms, self.figures) if self.terms else None

    @property
    def forecast(self) -> Forecast | None:
        """The projection of the figures; None where there is too little to project."""
        return self._projection if isinstance(self._projection, Forecast) else None

    @property
    def forecast_refused(self) -> NoForecast | None:
        """Why there is no forecast; None where there is one, or where no value is set."""
        return self._projection if isinstance(self._projection, NoForecast) else None

    @property
    def latest(self) -> Figure | None:
        """The figure of the latest day."""
        return self.figures[-1] if self.figures else None


class Assessment(Struct, frozen=True, kw_only=True):
    """A commitment on the date ``as_of``: four answers, the status that sums them up, and what they are based on.

    ``due`` is the earliest deadline of what is not reached, or the last one; ``due_written`` is the same as written.
    ``updated`` is the day of the latest figure or completion level: a note does not make data fresh.
    ``weakened`` says that an amendment eased a value or postponed a deadline. ``original_due`` and
    ``status_original`` are those by the commitment's own deadline before it was amended, where no target has a value.
    """

    commitment: Commitment
    as_of: date
    lifecycle: Lifecycle
    delivery: Delivery
    schedule: Schedule
    evidence: EvidenceClass
    freshness: Freshness | None
    status: Status
    due: date | None
    due_written: When | None
    targets: tuple[TargetAssessment, ...]
    completion: CompletionLevel | None
    updated: date | None
    history: History
    weakened: bool
    original_due: date | None
    status_original: Status

    def answers(self) -> tuple[str, ...]:
        """Every word by which a query's ``status:`` matches, the status first, each once."""
        words = (self.status, self.lifecycle, self.delivery, self.schedule, self.freshness)
        return tuple(dict.fromkeys(str(word) for word in words if word is not None))

    @property
    def leading(self) -> TargetAssessment | None:
        """The target that decides the status: the worst one not reached, else the first indicator; None without any."""
        judged = [target for target in self.targets if target.measure is not None]
        return min(judged, key=lambda target: worst_first(target.measure), default=None) or next(
            iter(self.targets), None
        )


def worst_first(measure: Measure | None) -> tuple[bool, int]:
    """A sort key, worst first: what is not reached before what is, then by schedule, then what is not measured."""
    if measure is None:
        return True, len(Schedule)
    return measure.delivery in DONE, list(Schedule).index(measure.schedule)
