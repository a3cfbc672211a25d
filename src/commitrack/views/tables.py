"""The listing as a grid, and the columns and cells that other tables share with it."""

from collections.abc import Sequence

from commitrack.assess import Assessment, TargetAssessment, status_of
from commitrack.language import LazyString as _
from commitrack.language import word
from commitrack.model import Lifecycle
from commitrack.report.snapshot import Snapshot
from commitrack.views.grid import Align, Cell, Column, Grid, Named, Share, StatusCell
from commitrack.wording import figures
from commitrack.wording.commitments import missing, more_parts, parts, reservations, title_of
from commitrack.wording.milestones import milestone_counts

NOTHING = _("No commitments match")
"""What a listing shows in place of missing rows."""

COMMITMENT = Column(key="id", heading=_("Commitment"))
TARGET = Column(key="value", heading=_("Target"), align=Align.RIGHT, stack=1)
ACTUAL = Column(key="actual", heading=_("Actual"), align=Align.RIGHT, stack=1)
_PROGRESS = Column(key="achieved", heading=_("Progress"), stack=1)
_MILESTONES = Column(key="milestones", heading=_("Milestones"), stack=1)
DUE = Column(key="due", heading=_("Due"), stack=2)
STATUS = Column(key="status", heading=_("Status"), stack=2)


def listing(snapshot: Snapshot, chosen: Sequence[Assessment]) -> Grid:
    """One row per target, with its milestones; the further rows of a commitment have only the figures."""
    rows: list[tuple[Cell, ...]] = []
    for assessment in chosen:
        remark = parts(snapshot.part_counts(assessment.commitment.id))
        name = Named(title_of(assessment), assessment.commitment.id, remark)
        for number, target in enumerate(assessment.targets or (None,)):
            cells = (goal(target), level(target, assessment), share(target))
            due = target.terms.due if target and target.terms else assessment.due
            steps = milestone_counts(target) if target else None
            status = status_cell(assessment) if number == 0 else None
            rows.append((name if number == 0 else None, *cells, due, status, steps))
    columns = (COMMITMENT, TARGET, ACTUAL, _PROGRESS, DUE, STATUS, _MILESTONES)
    any_steps = any(row[-1] for row in rows)
    return Grid(
        title="",
        columns=columns if any_steps else columns[:-1],
        rows=tuple(rows if any_steps else (row[:-1] for row in rows)),
        empty=NOTHING,
    )


def name(assessment: Assessment, parts: int = 0) -> Named:
    """A commitment by title and id, with the number of its ``parts`` that are counted with it."""
    return Named(title_of(assessment), assessment.commitment.id, more_parts(parts))


def goal(target: TargetAssessment | None) -> Cell:
    """The target value; for an indicator without a value, its unit."""
    return None if target is None else figures.goal(target.target, target.terms.value if target.terms else None)


def level(target: TargetAssessment | None, assessment: Assessment) -> Cell:
    """The latest figure, or without a target the completion level; “no report” or “notes only” if there is none."""
    if target is not None and target.latest is not None:
        return figures.level(target)
    return word(assessment.completion) if target is None and assessment.completion else missing(assessment)


def latest(assessment: Assessment) -> Cell:
    """The latest figure of the leading target, or the completion level."""
    return level(assessment.leading, assessment)


def share(target: TargetAssessment | None) -> Cell:
    """The share of the target value that is achieved, with a bar; None without a target value."""
    return bar_of(target) if target and target.measure else None


def bar_of(target: TargetAssessment, *, with_curve: bool = False) -> Share:
    """The share achieved with a bar in the colour of the target's own status."""
    measure = target.measure
    if measure is None:
        return Share(None, bar=True)
    status = status_of(Lifecycle.ACTIVE, measure.delivery, measure.schedule)
    return Share(measure.achieved, bar=True, status=status, target=target if with_curve and target.latest else None,
                 is_planned=target.is_planned)  # fmt: skip


def status_cell(assessment: Assessment) -> StatusCell:
    """The status, and the reservations about it."""
    return StatusCell(assessment.status, reservations(assessment))
