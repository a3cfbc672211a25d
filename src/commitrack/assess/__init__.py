"""Judging by a date: ``assess(commitment, updates, as_of=…)``. Pure: no clock, no disk.

Everything is computed from dated facts, so any day can be asked. What a commitment's four answers
mean stands in :mod:`commitrack.assess.outcomes`; how a target is measured in ``measure``; what counts
of the journal in ``history``; how one answer comes of many in ``verdict``.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cached_property

from msgspec import Struct

from commitrack.assess.deadline import deadline, promised
from commitrack.assess.forecast import Forecast, forecast
from commitrack.assess.history import Figure, History, replay
from commitrack.assess.measure import Measure, Rates, measure, rates
from commitrack.assess.outcomes import DONE, Delivery, EvidenceClass, Freshness, Schedule, Status
from commitrack.assess.terms import Terms, TermsChange, changes, terms_of
from commitrack.assess.verdict import by_completion, combined, evidence_of, freshness_of, status_of
from commitrack.model import Commitment, CompletionLevel, Lifecycle, Settings, Target, Update, When

__all__ = [
    "CLOSED", "DONE", "Assessment", "Delivery", "EvidenceClass", "Figure", "Forecast", "Freshness", "Measure",
    "Rates", "Schedule", "Status", "TargetAssessment", "Terms", "TermsChange", "assess", "changes", "status_of",
]  # fmt: skip

CLOSED = frozenset({Lifecycle.WITHDRAWN, Lifecycle.SUPERSEDED})
"""Steps after which the clock no longer runs. A suspended commitment still shows a passed deadline."""


class TargetAssessment(Struct, frozen=True, kw_only=True, dict=True):
    """One target on a day. ``terms`` and ``measure`` are None for an indicator that is only followed."""

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
    def _projected(self) -> Forecast | str | None:
        """Worked out once, and only when somebody asks: it compares all pairs of figures."""
        return forecast(self.terms, self.figures) if self.terms else None

    @property
    def forecast(self) -> Forecast | None:
        """Where the figures lead."""
        return self._projected if isinstance(self._projected, Forecast) else None

    @property
    def forecast_refused(self) -> str | None:
        """Why there is no forecast, in a few words; None where there is one, or nothing to forecast."""
        return self._projected if isinstance(self._projected, str) else None

    @property
    def latest(self) -> Figure | None:
        """The figure that stands."""
        return self.figures[-1] if self.figures else None


class Assessment(Struct, frozen=True, kw_only=True):
    """A commitment on a day: four answers, one word for tables, and what they rest on.

    ``due`` is the next deadline still open, or the last one; ``due_written`` as people wrote it.
    ``updated`` is the day of the latest figure or completion level: notes never make data fresh. ``original_due``
    and ``status_original`` are those of a commitment without figures before its own deadline was amended.
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
    dated = [(t.terms.due, t.terms.written, _reached(t)) for t in targets if t.terms is not None]
    due, written = deadline(commitment, dated, history, settings)
    first = due if dated else promised(commitment, settings)
    delivery, schedule = _answers(targets, history, due, as_of)
    standing = _standing(targets, history, judged=bool(dated))
    updated = max((update.on for update in standing), default=None)
    oldest = min((update.on for update in _open(targets, standing)), default=None)
    return Assessment(
        commitment=commitment,
        as_of=as_of,
        lifecycle=history.lifecycle,
        delivery=delivery,
        schedule=schedule,
        evidence=evidence_of(_grounds(targets, standing)),
        freshness=freshness_of(
            oldest, as_of, settings.stale_after, closed=delivery in DONE or history.lifecycle in CLOSED
        ),
        status=status_of(history.lifecycle, delivery, schedule),
        due=due,
        due_written=written,
        targets=targets,
        completion=history.completions[-1].completion if history.completions else None,
        updated=updated,
        history=history,
        weakened=any({TermsChange.WEAKENED, TermsChange.EXTENDED} & set(t.changes) for t in targets)
        or (first is not None and due is not None and due > first),
        original_due=first,
        status_original=status_of(history.lifecycle, *_answers(targets, history, first, as_of)),
    )


def _answers(
    targets: Sequence[TargetAssessment], history: History, due: date | None, as_of: date
) -> tuple[Delivery, Schedule]:
    """Delivery and schedule of the whole: by its targets, or without any by the level of completion."""
    judged = [t.measure for t in targets if t.measure is not None]
    if judged:
        delivery, schedule = combined([found.delivery for found in judged]), min(judged, key=_rank).schedule
    else:
        delivery, schedule = by_completion(history, due, as_of=as_of, followed=any(t.figures for t in targets))
    return delivery, Schedule.NO_DEADLINE if history.lifecycle in CLOSED else schedule


def _grounds(targets: Sequence[TargetAssessment], standing: Sequence[Update]) -> list[Update]:
    """What stands, with the increments that the figures among it were added up from."""
    added = {t.latest.update.key: t.latest.rests_on for t in targets if t.latest is not None}
    return [ground for update in standing for ground in added.get(update.key) or (update,)]


def _open(targets: Sequence[TargetAssessment], standing: Sequence[Update]) -> list[Update]:
    """Of what today's answers rest on, that which may still change; all of it when everything is reached."""
    done = {t.latest.update.key for t in targets if t.latest is not None and _reached(t)}
    return [update for update in standing if update.key not in done] or list(standing)


def _target(commitment: Commitment, name: str, history: History, as_of: date, settings: Settings) -> TargetAssessment:
    target, figures = commitment.targets[name], history.figures[name]
    terms = terms_of(commitment, name, history.amendments, settings=settings)
    if terms is None:
        return TargetAssessment(name=name, target=target, figures=figures)
    original, current = terms
    now = measure(current, figures, as_of=as_of, thresholds=settings.thresholds)
    unamended = original is current
    by_original = now if unamended else measure(original, figures, as_of=as_of, thresholds=settings.thresholds)
    return TargetAssessment(
        name=name,
        target=target,
        figures=figures,
        terms=current,
        measure=now,
        rates=rates(current, figures, as_of=as_of),
        original=original,
        schedule_original=by_original.schedule,
        delivery_original=by_original.delivery,
        changes=changes(original, current),
    )


def _standing(targets: Sequence[TargetAssessment], history: History, *, judged: bool) -> list[Update]:
    """The updates that today's answers rest on: the latest figure of each target, or the latest level."""
    figures = [t.latest.update for t in targets if t.latest is not None and (t.terms is not None or not judged)]
    return figures if judged and figures else [*figures, *history.completions[-1:]]


def _reached(found: TargetAssessment) -> bool:
    return found.measure is not None and found.measure.delivery in DONE
