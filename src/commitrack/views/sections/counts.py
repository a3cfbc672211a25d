"""Counts by pillar, area and party, with their coverage."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from commitrack.assess import Status
from commitrack.language import LazyString as _
from commitrack.language import sentences, word
from commitrack.model import Area, Basis, Party, Pillar, multilingual
from commitrack.report.portfolio import Count
from commitrack.report.report import Report
from commitrack.report.serialize import StatusCounts
from commitrack.views.grid import Align, Cell, Column, Grid, Named
from commitrack.views.sections.section import Section, on_request


class PillarCount(Struct, frozen=True):
    """The commitments of a pillar by status; ``pillar`` is null for those without one.

    ``with_data`` of those ``without_parts`` have a figure or a completion level; the source does not assign the pillar
    to those ``inferred``, but whoever keeps the registry.
    """

    pillar: str | None
    total: int
    with_data: int
    without_parts: int
    inferred: int
    statuses: StatusCounts


class AreaCount(Struct, frozen=True):
    """The commitments of an area by status; ``area`` is null for those without one.

    ``with_data`` of those ``without_parts`` have a figure or a completion level; the source does not assign the area to
    those ``inferred``, but whoever keeps the registry.
    """

    area: str | None
    total: int
    with_data: int
    without_parts: int
    inferred: int
    statuses: StatusCounts


class PartyCount(Struct, frozen=True):
    """The commitments that a party is responsible for, by status; ``party`` is null for those without one.

    ``with_data`` of those ``without_parts`` have a figure or a completion level.
    """

    party: str | None
    total: int
    with_data: int
    without_parts: int
    statuses: StatusCounts


CountedRecord: TypeAlias = Pillar | Area | Party


def _counts(
    column: Column, none: _, title: _, rows: Sequence[Count], titles: Mapping[str, CountedRecord], note: str
) -> Grid:
    """A table of counts; ``none`` names the row of the commitments without a pillar, area or party."""
    present = [status for status in Status if any(row.statuses.get(status) for row in rows)]

    def line(row: Count) -> tuple[Cell, ...]:
        named = Named(multilingual(titles[row.name].title), row.name) if row.name else Named(none, "")
        coverage = _("{n} of {of}", n=row.with_data, of=row.without_parts) if row.without_parts else None
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


def _note(report: Report, *remarks: _ | None) -> str:
    """What to know about a table; the coverage is that of commitments without parts, if others have any."""
    parts = _("“With data” counts commitments without parts.") if report.coverage.with_parts else None
    return sentences(sentence for sentence in (*remarks, parts) if sentence is not None)


def _inferred(bases: Iterable[Basis | None]) -> dict[str, int]:
    """How many of the classified commitments are classified by whoever keeps the registry; empty if none is."""
    stated = [basis for basis in bases if basis is not None]
    n = stated.count(Basis.INFERRED)
    return {"n": n, "of": len(stated)} if n else {}


def _pillars(report: Report) -> Grid:
    """Commitments by pillar and status, with coverage."""
    column, titles = Column(key="pillars", heading=_("Pillar")), report.snapshot.registry.pillars
    gaps = _inferred(report.snapshot.registry.pillar_basis(a.commitment) for a in report.counted)
    editor = _("For {n} of {of} commitments, the pillar is the editor's classification, not the source's.", **gaps)
    note = _note(report, editor if gaps else None)
    return _counts(column, _("No pillar"), _("By pillar"), report.pillars, titles, note)


def _pillars_data(report: Report) -> tuple[PillarCount, ...]:
    return tuple(
        PillarCount(row.name, row.total, row.with_data, row.without_parts, row.inferred, row.statuses)
        for row in report.pillars
    )


PILLARS = Section(name="pillars", order=80, short=_("Pillars"), grid=_pillars, data=_pillars_data)


def _areas(report: Report) -> Grid:
    """Commitments by area and status; a commitment with several areas is counted in each."""
    column, titles = Column(key="areas", heading=_("Area")), report.snapshot.registry.areas
    gaps = _inferred(report.snapshot.registry.areas_basis(a.commitment) for a in report.counted)
    editor = _("For {n} of {of} commitments, the areas are the editor's classification, not the source's.", **gaps)
    note = _note(report, _("A commitment with several areas is counted in each."), editor if gaps else None)
    return _counts(column, _("No area"), _("By area"), report.areas, titles, note)


def _areas_data(report: Report) -> tuple[AreaCount, ...]:
    return tuple(
        AreaCount(row.name, row.total, row.with_data, row.without_parts, row.inferred, row.statuses)
        for row in report.areas
    )


AREAS = Section(name="areas", order=90, short=_("Areas"), grid=_areas, data=_areas_data, default=on_request)


def _parties(report: Report) -> Grid:
    """Commitments by responsible party; a commitment with several parties is counted for each."""
    column, titles = Column(key="parties", heading=_("Party")), report.snapshot.registry.parties
    note = _note(report, _("A commitment with several parties is counted for each."))
    return _counts(column, _("No party"), _("By responsible party"), report.parties, titles, note)


def _parties_data(report: Report) -> tuple[PartyCount, ...]:
    return tuple(
        PartyCount(row.name, row.total, row.with_data, row.without_parts, row.statuses) for row in report.parties
    )


PARTIES = Section(name="parties", order=100, short=_("Parties"), grid=_parties, data=_parties_data, default=on_request)
