"""The highlights of a report for programs; views form their sentences from ``wording/highlights``."""

from datetime import date
from decimal import Decimal

from msgspec import Struct

from commitrack.report.report import Highlights
from commitrack.report.serialize import fraction
from commitrack.views.sections.status import TargetReference

HIGHLIGHTS = "highlights"
"""The section before the tables."""


class PaceData(Struct, frozen=True):
    """A target and its pace."""

    id: str
    target: str
    pace: Decimal | None


class UpdatedData(Struct, frozen=True):
    """A commitment and the day of its latest figure or level."""

    id: str
    updated: date | None


class HighlightsData(Struct, frozen=True, kw_only=True):
    """The five things to know before the meeting, by id."""

    newly_overdue: tuple[str, ...]
    furthest_behind: tuple[PaceData, ...]
    longest_silent: tuple[UpdatedData, ...]
    gone_stale: tuple[UpdatedData, ...]
    unreported: tuple[TargetReference, ...]


def highlights_data(known: Highlights) -> HighlightsData:
    """The highlights by id."""
    return HighlightsData(
        newly_overdue=tuple(a.commitment.id for a in known.newly_overdue),
        furthest_behind=tuple(
            PaceData(row.assessment.commitment.id, row.target.name,
                     fraction(row.target.measure.pace) if row.target.measure else None)
            for row in known.furthest_behind
        ),
        longest_silent=tuple(UpdatedData(a.commitment.id, a.updated) for a in known.longest_silent),
        gone_stale=tuple(UpdatedData(a.commitment.id, a.updated) for a in known.gone_stale),
        unreported=tuple(TargetReference(row.assessment.commitment.id, row.target.name) for row in known.unreported),
    )  # fmt: skip
