"""The tables that people read, as grids: a listing, and the columns and cells that other tables share with it."""

from collections.abc import Sequence

from commitrack.assess import Assessment, Freshness, TargetAssessment
from commitrack.report.sentences import parts, title_of
from commitrack.report.survey import Survey
from commitrack.views.grid import Align, Amount, Cell, Column, Grid, Named, Share, Standing

COMMITMENT = Column(key="id", heading="Commitment")
TARGET = Column(key="value", heading="Target", align=Align.RIGHT, stack=1)
ACTUAL = Column(key="actual", heading="Actual", align=Align.RIGHT, stack=1)
_PROGRESS = Column(key="achieved", heading="Progress", stack=1)
DUE = Column(key="due", heading="Due", stack=2)
STATUS = Column(key="status", heading="Status", stack=2)


def listing(survey: Survey, chosen: Sequence[Assessment], *, lang: str) -> Grid:
    """One row a target; a commitment with several repeats nothing but its figures."""
    rows: list[tuple[Cell, ...]] = []
    for assessment in chosen:
        remark = parts(survey.part_counts(assessment.commitment.id))
        name = Named(title_of(assessment, lang), assessment.commitment.id, remark)
        for number, found in enumerate(assessment.targets or (None,)):
            figures = (goal(found), level(found, assessment), _share(found))
            due = found.terms.due if found and found.terms else assessment.due
            rows.append((name if number == 0 else None, *figures, due, standing(assessment) if number == 0 else None))
    return Grid(
        key="commitments",
        title="",
        columns=(COMMITMENT, TARGET, ACTUAL, _PROGRESS, DUE, STATUS),
        rows=tuple(rows),
        empty="No commitment fits these words.",
    )


def goal(found: TargetAssessment | None) -> Cell:
    """What is to be reached; of an indicator that is only followed, its unit."""
    if found is None:
        return None
    if found.terms is None:
        return f"({found.target.unit})"
    return Amount(found.terms.value, found.target.unit, found.target.qualifier)


def level(found: TargetAssessment | None, assessment: Assessment) -> Cell:
    """The figure that stands, or “no data”; without a target the level of completion."""
    if found is None:
        return STATUS_OF_COMPLETION.get(str(assessment.completion))
    latest = found.latest
    return Amount(latest.level, found.target.unit, latest.update.qualifier) if latest else "no data"


STATUS_OF_COMPLETION = {word: word.replace("-", " ") for word in ("not-started", "limited", "substantial", "complete")}


def _share(found: TargetAssessment | None) -> Cell:
    return Share(found.measure.achieved, bar=True) if found and found.measure else None


def standing(assessment: Assessment) -> Standing:
    """The status word, and whether it rests on stale data."""
    return Standing(assessment.status, assessment.freshness is Freshness.STALE)
