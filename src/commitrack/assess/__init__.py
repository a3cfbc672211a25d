"""Judging by a date: ``assess(commitment, updates, as_of=…)``. Pure: no clock, no disk.

Everything is computed from dated facts, so any day can be asked. What a commitment's four answers
mean stands in :mod:`commitrack.assess.words`; how a target is measured in ``measure``; what counts
of the journal in ``history``; how one answer comes of many in ``verdict``.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from msgspec import Struct

from commitrack.assess.forecast import Forecast, forecast
from commitrack.assess.history import Figure, History, replay
from commitrack.assess.measure import Measure, Rates, measure, rates
from commitrack.assess.terms import Change, Terms, changes, terms_of
from commitrack.assess.verdict import by_completion, combined, evidence_of, freshness_of, status_of
from commitrack.assess.words import DONE, Delivery, Evidence, Freshness, Schedule, Status
from commitrack.dates import due_day, last_day
from commitrack.model import Commitment, Completion, Lifecycle, Settings, Target, Update, When

__all__ = [
    "DONE", "Assessment", "Change", "Delivery", "Evidence", "Figure", "Forecast", "Freshness", "Measure",
    "Rates", "Schedule", "Status", "TargetAssessment", "Terms", "assess", "changes",
]  # fmt: skip

CLOSED = frozenset({Lifecycle.WITHDRAWN, Lifecycle.SUPERSEDED})
"""Steps after which the clock no longer runs. A suspended commitment still shows a passed deadline."""


class TargetAssessment(Struct, frozen=True, kw_only=True):
    """One target on a day. ``terms`` and ``measure`` are None for an indicator that is only followed."""

    name: str
    target: Target
    figures: tuple[Figure, ...]
    terms: Terms | None = None
    measure: Measure | None = None
    rates: Rates | None = None
    forecast: Forecast | None = None
    forecast_refused: str | None = None
    original: Terms | None = None
    schedule_original: Schedule | None = None
    changes: tuple[Change, ...] = ()

    @property
    def latest(self) -> Figure | None:
        """The figure that stands."""
        return self.figures[-1] if self.figures else None


class Assessment(Struct, frozen=True, kw_only=True):
    """A commitment on a day: four answers, one word for tables, and what they rest on.

    ``due`` is the next deadline still open, or the last one; ``due_written`` as people wrote it.
    ``updated`` is the day of the latest figure or completion level: notes never make data fresh.
    """

    commitment: Commitment
    as_of: date
    lifecycle: Lifecycle
    delivery: Delivery
    schedule: Schedule
    evidence: Evidence
    freshness: Freshness | None
    status: Status
    due: date | None
    due_written: When | None
    targets: tuple[TargetAssessment, ...]
    completion: Completion | None
    updated: date | None
    history: History
    weakened: bool

    def answers(self) -> tuple[str, ...]:
        """Every word that a query's ``status:`` may find this by."""
        words = (self.status, self.lifecycle, self.delivery, self.schedule, self.freshness)
        return tuple(dict.fromkeys(str(word) for word in words if word is not None))

    @property
    def leading(self) -> TargetAssessment | None:
        """The target that decides the status: the worst one still owed, or the first one followed."""
        judged = [t for t in self.targets if t.measure is not None]
        worst = min(judged, key=lambda t: _rank(t.measure), default=None)
        return worst or next(iter(self.targets), None)


def _rank(found: Measure | None) -> tuple[bool, int]:
    """What is reached stands behind all that is still owed, then the order of the words."""
    return (found.delivery in DONE, list(Schedule).index(found.schedule)) if found else (True, len(Schedule))


def assess(
    commitment: Commitment,
    updates: Iterable[Update],
    *,
    as_of: date,
    known: datetime | None = None,
    settings: Settings | None = None,
) -> Assessment:
    """Judge a commitment by what was true on ``as_of``, of what had been recorded by ``known``."""
    settings = settings or Settings()
    history = replay(commitment, updates, as_of=as_of, known=known)
    targets = tuple(_target(commitment, name, history, as_of, settings) for name in commitment.targets)
    due, written = _deadline(commitment, targets, history, settings)
    judged = [t.measure for t in targets if t.measure is not None]
    if judged:
        delivery, schedule = combined([found.delivery for found in judged]), min(judged, key=_rank).schedule
    else:
        delivery, schedule = by_completion(history, due, as_of=as_of, followed=any(t.figures for t in targets))
    if history.lifecycle in CLOSED:
        schedule = Schedule.NO_DEADLINE
    standing = _standing(targets, history, judged=bool(judged))
    updated = max((update.on for update in standing), default=None)
    return Assessment(
        commitment=commitment,
        as_of=as_of,
        lifecycle=history.lifecycle,
        delivery=delivery,
        schedule=schedule,
        evidence=evidence_of(standing),
        freshness=freshness_of(
            updated, as_of, settings.stale_after, closed=delivery in DONE or history.lifecycle in CLOSED
        ),
        status=status_of(history.lifecycle, delivery, schedule),
        due=due,
        due_written=written,
        targets=targets,
        completion=history.completions[-1].completion if history.completions else None,
        updated=updated,
        history=history,
        weakened=_weakened(commitment, targets, due, settings),
    )


def _target(commitment: Commitment, name: str, history: History, as_of: date, settings: Settings) -> TargetAssessment:
    target, figures = commitment.targets[name], history.figures[name]
    terms = terms_of(commitment, name, history.amendments, settings=settings)
    if terms is None:
        return TargetAssessment(name=name, target=target, figures=figures)
    original, current = terms
    projected = forecast(current, figures)
    by_original = measure(original, figures, as_of=as_of, thresholds=settings.thresholds)
    return TargetAssessment(
        name=name,
        target=target,
        figures=figures,
        terms=current,
        measure=measure(current, figures, as_of=as_of, thresholds=settings.thresholds),
        rates=rates(current, figures),
        forecast=projected if isinstance(projected, Forecast) else None,
        forecast_refused=projected if isinstance(projected, str) else None,
        original=original,
        schedule_original=by_original.schedule,
        changes=changes(original, current),
    )


def _deadline(
    commitment: Commitment, targets: Sequence[TargetAssessment], history: History, settings: Settings
) -> tuple[date | None, When | None]:
    """The earliest deadline of what is not yet reached; when all is reached, the last one."""
    dated = [
        (t.terms.due, t.terms.written, t.measure.delivery in DONE)
        for t in targets
        if t.terms is not None and t.terms.due is not None and t.measure is not None
    ]
    open_ones = [(due, written) for due, written, done in dated if not done]
    if open_ones:
        return min(open_ones, key=lambda pair: pair[0])
    if dated:
        return max(((due, written) for due, written, _ in dated), key=lambda pair: pair[0])
    moved = [u.amends.due for u in history.amendments if u.target is None and u.amends and u.amends.due]
    if moved:
        return last_day(moved[-1], fiscal_year_start=settings.fiscal_year_start), moved[-1]
    day = due_day(commitment.due, commitment.within, commitment.made, fiscal_year_start=settings.fiscal_year_start)
    return day, commitment.due


def _standing(targets: Sequence[TargetAssessment], history: History, *, judged: bool) -> list[Update]:
    """The updates that today's answers rest on: the latest figure of each target, or the latest level."""
    figures = [t.latest.update for t in targets if t.latest is not None and (t.terms is not None or not judged)]
    return figures or list(history.completions[-1:])


def _weakened(
    commitment: Commitment, targets: Sequence[TargetAssessment], due: date | None, settings: Settings
) -> bool:
    """Whether an amendment lowered a value or moved a deadline back, be there a figure to reach or not."""
    if any(t.terms is not None for t in targets):
        return any({Change.WEAKENED, Change.EXTENDED} & set(t.changes) for t in targets)
    year = settings.fiscal_year_start
    promised = due_day(commitment.due, commitment.within, commitment.made, fiscal_year_start=year)
    return promised is not None and due is not None and due > promised
