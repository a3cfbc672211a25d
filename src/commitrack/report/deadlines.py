"""The open deadlines of a report; parts that share deadline and status with their whole are counted with it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from commitrack.assess import Assessment
from commitrack.report.snapshot import Snapshot


class Deadline(Struct, frozen=True):
    """A commitment that is due in ``days`` (negative: overdue), with the number of ``parts`` counted with it."""

    assessment: Assessment
    due: date
    days: int
    parts: int = 0


def deadlines(snapshot: Snapshot, dated: Sequence[Assessment]) -> list[Deadline]:
    """The deadlines of ``dated`` by day; parts that share the whole's deadline and status are counted with it."""
    ids = {a.commitment.id: a for a in dated}
    counted: Counter[str] = Counter()
    rows = []
    for assessment in dated:
        whole = _whole_alike(assessment, ids)
        if whole is None:
            rows.append(assessment)
        else:
            counted[whole] += 1
    open_deadlines = [
        Deadline(a, a.due, (a.due - snapshot.as_of).days, counted[a.commitment.id]) for a in rows if a.due is not None
    ]
    return sorted(open_deadlines, key=lambda row: row.due)


def _whole_alike(assessment: Assessment, ids: dict[str, Assessment]) -> str | None:
    """The id of the outermost whole with the same deadline and status; None for a part with targets of its own."""
    outermost, current = None, assessment
    while (whole := ids.get(current.commitment.part_of or "")) is not None:
        if (whole.due, whole.status) != (assessment.due, assessment.status) or assessment.targets:
            break
        outermost, current = whole.commitment.id, whole
    return outermost
