"""The open deadlines of a report, by day; parts that share deadline and status with their whole are counted with it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from commitrack.assess import Assessment
from commitrack.report.snapshot import Snapshot


class Deadline(Struct, frozen=True):
    """A commitment that is due, with the parts that share its deadline and status."""

    assessment: Assessment
    due: date
    days: int
    parts: int = 0


def deadlines(snapshot: Snapshot, dated: Sequence[Assessment]) -> list[Deadline]:
    """By day; parts that share the whole's deadline and status are counted with it, not listed again."""
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
    """The outermost whole with the same deadline and status and no figures of its own to tell apart."""
    outermost, here = None, assessment
    while (above := ids.get(here.commitment.part_of or "")) is not None:
        if (above.due, above.status) != (assessment.due, assessment.status) or assessment.targets:
            break
        outermost, here = above.commitment.id, above
    return outermost
