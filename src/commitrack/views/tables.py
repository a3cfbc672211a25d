"""The tables that people read, as grids: a listing, and the columns and cells that other tables share with it."""

from collections.abc import Sequence

from commitrack.assess import Assessment, Freshness, TargetAssessment
from commitrack.language import LazyString as _
from commitrack.language import word
from commitrack.model import Counting
from commitrack.quantity import format_unit
from commitrack.report.sentences import parts, title_of
from commitrack.report.snapshot import Snapshot
from commitrack.views.grid import Align, Amount, Cell, Column, Grid, Named, Share, Standing, spoken

COMMITMENT = Column(key="id", heading=_("Commitment"))
TARGET = Column(key="value", heading=_("Target"), align=Align.RIGHT, stack=1)
ACTUAL = Column(key="actual", heading=_("Actual"), align=Align.RIGHT, stack=1)
_PROGRESS = Column(key="achieved", heading=_("Progress"), stack=1)
DUE = Column(key="due", heading=_("Due"), stack=2)
STATUS = Column(key="status", heading=_("Status"), stack=2)


def listing(snapshot: Snapshot, chosen: Sequence[Assessment], *, lang: str) -> Grid:
    """One row a target; a commitment with several repeats nothing but its figures."""
    rows: list[tuple[Cell, ...]] = []
    for assessment in chosen:
        remark = parts(snapshot.part_counts(assessment.commitment.id), lang=lang)
        name = Named(title_of(assessment, lang), assessment.commitment.id, remark)
        for number, found in enumerate(assessment.targets or (None,)):
            figures = (goal(found, lang), level(found, assessment), _share(found))
            due = found.terms.due if found and found.terms else assessment.due
            rows.append((name if number == 0 else None, *figures, due, standing(assessment) if number == 0 else None))
    grid = Grid(
        key="commitments",
        title="",
        columns=(COMMITMENT, TARGET, ACTUAL, _PROGRESS, DUE, STATUS),
        rows=tuple(rows),
        empty=_("No commitment fits these words."),
    )
    return spoken(grid, lang)


def goal(found: TargetAssessment | None, lang: str) -> Cell:
    """What is to be reached; of an indicator that is only followed, its unit."""
    if found is None:
        return None
    if found.terms is None:
        return _("({unit})", unit=format_unit(found.target.unit, lang=lang)).to(lang)
    return Amount(found.terms.value, found.target.unit, found.target.qualifier)


def level(found: TargetAssessment | None, assessment: Assessment) -> Cell:
    """The figure that stands, or “no data”; without a target the level of completion."""
    if found is None:
        return word(assessment.completion) if assessment.completion else None
    latest = found.latest
    return Amount(latest.level, found.target.unit, latest.update.qualifier) if latest else _("no data")


def stage(counting: str | None) -> str:
    """The stage of money that counts, in words; what people wrote of other units is data."""
    return word(Counting(counting)) if counting in list(Counting) else counting or ""


def _share(found: TargetAssessment | None) -> Cell:
    return Share(found.measure.achieved, bar=True) if found and found.measure else None


def standing(assessment: Assessment) -> Standing:
    """The status word, and whether it rests on stale data."""
    return Standing(assessment.status, assessment.freshness is Freshness.STALE)
