"""Assess a commitment from its updates: ``judge`` is the outline, the functions below are its steps."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from msgspec.structs import replace

from commitrack.assess.assessment import CLOSED, Assessment, TargetAssessment, worst_first
from commitrack.assess.deadline import TargetDeadline, deadline, own_deadline
from commitrack.assess.history import History, replay, states_level
from commitrack.assess.measure import measure
from commitrack.assess.outcomes import DONE, Delivery, Schedule
from commitrack.assess.reservations import reservations
from commitrack.assess.terms import changes, terms_of
from commitrack.assess.verdict import by_completion, combined, evidence_of, freshness_of, status_of, without_figure
from commitrack.dates import after
from commitrack.model import Commitment, Settings, Update


def assess(
    commitment: Commitment,
    updates: Iterable[Update],
    *,
    as_of: date,
    known: datetime | None = None,
    settings: Settings | None = None,
) -> Assessment:
    """Assess a commitment on ``as_of``; updates of other commitments, and any recorded after ``known``, are ignored."""
    return judge(replay(commitment, updates, as_of=as_of, known=known), settings or Settings())


def judge(history: History, settings: Settings) -> Assessment:
    """Assess the commitment that a history is about, on the day that it reaches to."""
    commitment, as_of = history.commitment, history.as_of
    counted, completions, lifecycle = history.counted, history.completions, history.lifecycle
    targets = tuple([_assess_target(commitment, name, history, as_of, settings) for name in commitment.targets])
    deadlines = list(_deadlines(targets))
    due, written, due_inferred = deadline(commitment, deadlines, history, settings)
    original_due = due if deadlines else own_deadline(commitment, settings)
    delivery, schedule = now = _delivery_and_schedule(targets, history, due, as_of)
    original = now if original_due == due else _delivery_and_schedule(targets, history, original_due, as_of)
    missing = without_figure(counted)
    closed = lifecycle in CLOSED or _is_final(targets, delivery)
    basis = _basis(targets, history)
    oldest = _oldest_open(targets, basis)
    fresh_until = None if closed or oldest is None else after(oldest, settings.stale_after)
    assessment = Assessment(
        commitment=commitment,
        history=history,
        lifecycle=lifecycle,
        delivery=delivery,
        schedule=schedule,
        evidence=evidence_of(_with_increments(targets, history, basis)),
        freshness=freshness_of(oldest, as_of, fresh_until),
        fresh_until=fresh_until,
        status=status_of(lifecycle, delivery, schedule, missing),
        due=due,
        due_written=written,
        due_inferred=due_inferred,
        targets=targets,
        completion=completions[-1].completion if completions else None,
        updated=max([update.on for update in basis], default=None),
        last_update=counted[-1].on if counted else None,
        has_data=any(update.completion is not None or states_level(update) for update in counted),
        missing=missing,
        original_due=original_due,
        status_original=status_of(lifecycle, *original, missing),
    )
    reserved = reservations(assessment)
    return replace(assessment, reservations=reserved) if reserved else assessment


def _assess_target(
    commitment: Commitment, name: str, history: History, as_of: date, settings: Settings
) -> TargetAssessment:
    """Assess one target by its current terms, and its delivery and schedule by the original terms too."""
    target, figures = commitment.targets[name], history.figures[name]
    latest = figures[-1] if figures else None
    terms = terms_of(commitment, name, history.amendments, settings=settings)
    if terms is None:
        return TargetAssessment(name=name, target=target, history=history, latest=latest)
    original, current = terms
    now = measure(current, figures, as_of=as_of, settings=settings)
    unamended = original is current
    by_original = now if unamended else measure(original, figures, as_of=as_of, settings=settings)
    return TargetAssessment(
        name=name,
        target=target,
        history=history,
        latest=latest,
        terms=current,
        measure=now,
        original=original,
        schedule_original=by_original.schedule,
        delivery_original=by_original.delivery,
        changes=changes(original, current),
    )


def _deadlines(targets: Iterable[TargetAssessment]) -> Iterator[TargetDeadline]:
    """The deadlines of the targets that have a value."""
    for target in targets:
        if (terms := target.terms) is not None:
            yield TargetDeadline(terms.due, terms.written, terms.due_inferred, _is_reached(target))


def _is_reached(target: TargetAssessment) -> bool:
    return target.measure is not None and target.measure.delivery in DONE


def _delivery_and_schedule(
    targets: Sequence[TargetAssessment], history: History, due: date | None, as_of: date
) -> tuple[Delivery, Schedule | None]:
    """The answers for the whole commitment: from its targets, or from the completion level if none has a value."""
    measures = [target.measure for target in targets if target.measure is not None]
    if measures:
        delivery = combined([measure.delivery for measure in measures])
        schedule = min(measures, key=worst_first).schedule
    else:
        followed = any(target.latest for target in targets)
        delivery, schedule = by_completion(history, due, as_of=as_of, followed=followed)
    return delivery, _schedule_when_closed(history, due, schedule)


def _schedule_when_closed(history: History, due: date | None, schedule: Schedule) -> Schedule | None:
    """None for a commitment that is closed; but one closed after its deadline stays overdue."""
    if history.lifecycle not in CLOSED:
        return schedule
    closed_on = next(update.on for update in reversed(history.counted) if update.lifecycle is not None)
    was_overdue = schedule is Schedule.OVERDUE and due is not None and closed_on > due
    return Schedule.OVERDUE if was_overdue else None


def _is_final(targets: Sequence[TargetAssessment], delivery: Delivery) -> bool:
    """Whether the commitment is fulfilled, and no later figure can change that."""
    measures = [target.measure for target in targets if target.measure is not None]
    return delivery in DONE and all(measure.final for measure in measures)


def _basis(targets: Sequence[TargetAssessment], history: History) -> list[Update]:
    """The updates that the answers are based on: the latest figure of each target that has a value.

    Without such a figure, the latest figure of each tracked indicator, and the latest completion level.
    """
    judged = [t.latest.update for t in targets if t.latest is not None and t.terms is not None]
    tracked = [t.latest.update for t in targets if t.latest is not None and t.terms is None]
    return judged or [*tracked, *history.completions[-1:]]


def _with_increments(targets: Sequence[TargetAssessment], history: History, basis: Sequence[Update]) -> list[Update]:
    """The basis, with each figure that is a sum replaced by the updates that it adds up."""
    increments = {t.latest.update.key: history.rests_on(t.name) for t in targets if t.latest and t.latest.is_sum}
    return [part for update in basis for part in increments.get(update.key, (update,))]


def _oldest_open(targets: Sequence[TargetAssessment], basis: Sequence[Update]) -> date | None:
    """The oldest day in the basis among targets not yet final; among all of them if every target is final."""
    reached = {t.latest.update.key for t in targets if t.latest is not None and t.measure and t.measure.final}
    still_open = [update for update in basis if update.key not in reached]
    return min([update.on for update in still_open or basis], default=None)
