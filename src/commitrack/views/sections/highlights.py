"""The highlights of a report as data for programs; their sentences are in ``wording/highlights``."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from msgspec import Struct

from commitrack.assess import Assessment
from commitrack.report.coverage import Coverage
from commitrack.report.fraction import fraction
from commitrack.report.highlights import Highlights, TargetProgress
from commitrack.views.sections.status import TargetReference

HIGHLIGHTS = "highlights"
"""The name of the highlights in ``--sections`` and in JSON."""


class PaceData(Struct, frozen=True):
    """A target and its pace."""

    id: str
    target: str
    pace: Decimal | None


class UpdatedData(Struct, frozen=True):
    """A commitment, and the days of its latest figure or completion level, and of its latest update of any kind."""

    id: str
    updated: date | None
    last_update: date | None


class HighlightsData(Struct, frozen=True, kw_only=True):
    """What to know before the meeting, by id.

    Newly overdue are commitments due on ``overdue_since`` or later. ``judged`` are the targets that can be judged
    against their plan, and so could be behind; ``reported`` the open commitments that have an update of any kind.
    """

    newly_overdue: tuple[str, ...]
    overdue_since: date
    furthest_behind: tuple[PaceData, ...]
    judged: Coverage
    unconfirmed: tuple[TargetReference, ...]
    longest_without_update: tuple[UpdatedData, ...]
    reported: Coverage
    gone_stale: tuple[UpdatedData, ...]
    unreported: tuple[TargetReference, ...]


def highlights_data(highlights: Highlights) -> HighlightsData:
    """The highlights of a report as data for programs."""
    return HighlightsData(
        newly_overdue=tuple(a.commitment.id for a in highlights.newly_overdue),
        overdue_since=highlights.overdue_since,
        judged=highlights.judged,
        reported=highlights.reported,
        furthest_behind=tuple(
            PaceData(row.assessment.commitment.id, row.target.name,
                     fraction(row.target.measure.pace) if row.target.measure else None)
            for row in highlights.furthest_behind
        ),
        unconfirmed=_references(highlights.unconfirmed),
        longest_without_update=_updated(highlights.longest_without_update),
        gone_stale=_updated(highlights.gone_stale),
        unreported=_references(highlights.unreported),
    )  # fmt: skip


def _references(rows: Iterable[TargetProgress]) -> tuple[TargetReference, ...]:
    return tuple(TargetReference(row.assessment.commitment.id, row.target.name) for row in rows)


def _updated(assessments: Iterable[Assessment]) -> tuple[UpdatedData, ...]:
    return tuple(
        UpdatedData(assessment.commitment.id, assessment.updated, assessment.last_update) for assessment in assessments
    )
