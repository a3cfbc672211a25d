"""Gaps: stale and missing data, and who is responsible."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from commitrack.language import LazyString as _
from commitrack.lazy_sequence import LazySequence
from commitrack.report.report import Gap, Report
from commitrack.views.grid import Column, Grid
from commitrack.views.sections.section import Section
from commitrack.views.tables import COMMITMENT, latest, name
from commitrack.wording.commitments import responsible


class GapData(Struct, frozen=True):
    """A commitment without data, or with stale data; who promised and who implements it; its parts in the same state.

    ``last_update`` is the day of its latest update of any kind; null if there is none.
    """

    id: str
    parties: tuple[str, ...]
    implementing: tuple[str, ...]
    parts: int
    last_update: date | None


_PARTIES = Column(key="parties", heading=_("Responsible"))


def _stale(report: Report) -> Grid:
    """Commitments whose latest figure or completion level is old, oldest first, and who is responsible."""
    return Grid(
        title=_("Commitments with stale data"),
        columns=(
            COMMITMENT,
            Column(key="updated", heading=_("Latest date"), stack=1),
            Column(key="actual", heading=_("Latest"), stack=1),
            _PARTIES,
        ),
        rows=LazySequence(
            lambda: (
                (name(gap.assessment, gap.parts), gap.assessment.updated, latest(gap.assessment), _parties(report, gap))
                for gap in report.stale
            )
        ),
        empty=_("No stale data"),
    )


def _parties(report: Report, gap: Gap) -> str:
    return responsible(report.snapshot, gap.assessment.commitment) or _("not stated")


def _gaps_data(report: Report, gaps: Iterable[Gap]) -> tuple[GapData, ...]:
    return tuple(
        GapData(
            id=gap.assessment.commitment.id,
            parties=report.snapshot.responsible_parties(gap.assessment.commitment),
            implementing=gap.assessment.commitment.parties.implementing,
            parts=gap.parts,
            last_update=gap.assessment.last_update,
        )
        for gap in gaps
    )


def _stale_data(report: Report) -> tuple[GapData, ...]:
    return _gaps_data(report, report.stale)


STALE = Section(
    name="stale",
    order=130,
    short=_("Stale"),
    grid=_stale,
    data=_stale_data,
    members=lambda report: {"stale": [gap.assessment for gap in report.stale]},
)


def _without_data(report: Report) -> Grid:
    """Key commitments without a figure or completion level, their last update, and who is responsible."""
    others = report.unreported - len(report.without_data)
    note = _(
        "{all} in total, {others} of them not key commitments; see: commitrack list is:open status:unknown",
        all=report.unreported,
        others=others,
    )
    return Grid(
        title=_("Key commitments without data"),
        columns=(
            COMMITMENT,
            Column(key="actual", heading=_("Latest"), stack=1),
            Column(key="last_update", heading=_("Last update"), stack=1),
            _PARTIES,
        ),
        rows=LazySequence(
            lambda: (
                (
                    name(gap.assessment, gap.parts),
                    latest(gap.assessment),
                    gap.assessment.last_update,
                    _parties(report, gap),
                )
                for gap in report.without_data
            )
        ),
        empty=_("All key commitments have data") if report.snapshot.headlines() else _("No key commitments"),
        note=note if others > 0 else "",
    )


def _without_data_data(report: Report) -> tuple[GapData, ...]:
    return _gaps_data(report, report.without_data)


WITHOUT_DATA = Section(
    name="without_data",
    order=140,
    short=_("Without data"),
    grid=_without_data,
    data=_without_data_data,
    members=lambda report: {"without_data": [gap.assessment for gap in report.without_data]},
)
