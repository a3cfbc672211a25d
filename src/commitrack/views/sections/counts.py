"""Counts by pillar, area and party, with their coverage."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from commitrack.assess import Status
from commitrack.language import LazyString as _
from commitrack.language import word
from commitrack.model import Area, Party, Pillar, multilingual
from commitrack.report.portfolio import Count
from commitrack.report.report import Report
from commitrack.report.serialize import StatusCounts
from commitrack.views.grid import Align, Cell, Column, Grid, Named
from commitrack.views.sections.section import Section, on_request


class PillarCount(Struct, frozen=True):
    """The commitments of a pillar by status; ``pillar`` is null for those without one."""

    pillar: str | None
    total: int
    with_data: int
    statuses: StatusCounts


class AreaCount(Struct, frozen=True):
    """The commitments of an area by status; ``area`` is null for those without one."""

    area: str | None
    total: int
    with_data: int
    statuses: StatusCounts


class PartyCount(Struct, frozen=True):
    """The commitments that a party reports on, by status; ``party`` is null for those without one."""

    party: str | None
    total: int
    with_data: int
    statuses: StatusCounts


CountedRecord: TypeAlias = Pillar | Area | Party


def _counts(
    column: Column, none: _, title: _, rows: Sequence[Count], titles: Mapping[str, CountedRecord], note: str
) -> Grid:
    """A table of counts; ``none`` names the row of the commitments without a pillar, area or party."""
    present = [status for status in Status if any(row.statuses.get(status) for row in rows)]

    def line(row: Count) -> tuple[Cell, ...]:
        named = Named(multilingual(titles[row.name].title), row.name) if row.name else Named(none, "")
        coverage = _("{n} of {of}", n=row.with_data, of=row.total)
        return named, row.total, coverage, *(row.statuses.get(status) for status in present)

    return Grid(
        title=title,
        columns=(
            column,
            Column(key="total", heading=_("Total"), align=Align.RIGHT),
            Column(key="coverage", heading=_("With data"), align=Align.RIGHT),
            *(Column(key=status, heading=word(status), align=Align.RIGHT) for status in present),
        ),
        rows=tuple(line(row) for row in rows),
        empty=_("Nothing to count"),
        note=note,
    )


def _pillars(report: Report) -> Grid:
    """Commitments by pillar and status, with coverage."""
    column, titles = Column(key="pillars", heading=_("Pillar")), report.snapshot.registry.pillars
    return _counts(column, _("No pillar"), _("By pillar"), report.pillars, titles, "")


def _pillars_data(report: Report) -> tuple[PillarCount, ...]:
    return tuple(PillarCount(row.name, row.total, row.with_data, row.statuses) for row in report.pillars)


PILLARS = Section(name="pillars", order=80, short=_("Pillars"), grid=_pillars, data=_pillars_data)


def _areas(report: Report) -> Grid:
    """Commitments by area and status; a commitment with several areas is counted in each."""
    column, titles = Column(key="areas", heading=_("Area")), report.snapshot.registry.areas
    note = _("A commitment with several areas is counted in each.")
    return _counts(column, _("No area"), _("By area"), report.areas, titles, note)


def _areas_data(report: Report) -> tuple[AreaCount, ...]:
    return tuple(AreaCount(row.name, row.total, row.with_data, row.statuses) for row in report.areas)


AREAS = Section(name="areas", order=90, short=_("Areas"), grid=_areas, data=_areas_data, default=on_request)


def _parties(report: Report) -> Grid:
    """Commitments by the party to report on them; a commitment with several parties is counted for each."""
    column, titles = Column(key="parties", heading=_("Party")), report.snapshot.registry.parties
    note = _("A commitment with several parties is counted for each.")
    return _counts(column, _("No party"), _("By reporting party"), report.parties, titles, note)


def _parties_data(report: Report) -> tuple[PartyCount, ...]:
    return tuple(PartyCount(row.name, row.total, row.with_data, row.statuses) for row in report.parties)


PARTIES = Section(name="parties", order=100, short=_("Parties"), grid=_parties, data=_parties_data, default=on_request)
