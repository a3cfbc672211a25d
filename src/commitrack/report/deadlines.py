"""The open deadlines of a report; parts of which no more is known than of their whole are counted with it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct

from commitrack.assess import Assessment, Delivery, Schedule
from commitrack.dates import after
from commitrack.model import Span
from commitrack.report.snapshot import Snapshot

SOON = Span("12 months", months=12)
"""Deadlines within this span are due soon."""


class DeadlineGroup(StrEnum):
    """The groups of open deadlines, in the order of a report."""

    OVERDUE = "overdue"
    UNCONFIRMED = "unconfirmed"
    """The deadline has passed; the target was met before it, but not confirmed at it."""
    WITHIN_12_MONTHS = "within-12-months"
    LATER = "later"


class Deadline(Struct, frozen=True):
    """A commitment that is due in ``days`` (negative: overdue), with the number of ``parts`` counted with it."""

    assessment: Assessment
    due: date
    days: int
    parts: int = 0


def by_distance(snapshot: Snapshot, chosen: Iterable[Assessment]) -> dict[DeadlineGroup, tuple[Deadline, ...]]:
    """The deadlines of the open commitments, and of those closed when they were overdue, in their groups, by day."""
    groups: dict[DeadlineGroup, list[Deadline]] = {group: [] for group in DeadlineGroup}
    horizon = after(snapshot.as_of, SOON)
    for row in deadlines(snapshot, [a for a in chosen if a.due is not None and has_open_deadline(a)]):
        groups[_group(row, horizon)].append(row)
    return {group: tuple(rows) for group, rows in groups.items()}


def has_open_deadline(assessment: Assessment) -> bool:
    """Whether a deadline is still to be met, or was missed."""
    return assessment.is_open or assessment.schedule is Schedule.OVERDUE


def _group(row: Deadline, horizon: date) -> DeadlineGroup:
    if row.days >= 0:
        return DeadlineGroup.WITHIN_12_MONTHS if row.due <= horizon else DeadlineGroup.LATER
    is_unconfirmed = row.assessment.schedule is Schedule.UNCONFIRMED
    return DeadlineGroup.UNCONFIRMED if is_unconfirmed else DeadlineGroup.OVERDUE


def deadlines(snapshot: Snapshot, dated: Sequence[Assessment]) -> list[Deadline]:
    """The deadlines of ``dated`` by day; parts that share the whole's deadline and answers are counted with it."""
    as_of, ids = snapshot.as_of, {a.commitment.id: a for a in dated}
    wholes = {a.commitment.id: whole for a in dated if (whole := _whole_alike(snapshot, a, ids)) is not None}
    parts = Counter(wholes.values())
    rows = [
        Deadline(a, a.due, (a.due - as_of).days, parts.get(a.commitment.id, 0))
        for a in dated
        if a.due is not None and a.commitment.id not in wholes
    ]
    return sorted(rows, key=lambda row: row.due)


def _whole_alike(snapshot: Snapshot, assessment: Assessment, ids: dict[str, Assessment]) -> str | None:
    """The id of the outermost whole with the same deadline and answers; None for a part with targets of its own."""
    outermost = None
    if assessment.commitment.part_of is None or assessment.targets:
        return None
    for whole in snapshot.registry.wholes_of(assessment.commitment):
        if whole.is_group:
            continue
        other = ids.get(whole.id)
        if other is None or _answers(other) != _answers(assessment):
            break
        outermost = whole.id
    return outermost


def _answers(assessment: Assessment) -> tuple[date | None, Schedule | None, Delivery]:
    """The deadline and what is known about it: notes alone are no answer, so they make no difference."""
    return assessment.due, assessment.schedule, assessment.delivery
