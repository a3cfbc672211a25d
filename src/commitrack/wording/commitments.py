"""Commitments, their parts and their sources as messages."""

from collections.abc import Mapping
from datetime import timedelta

from commitrack.assess import Assessment, Reservation, Status
from commitrack.language import LazyString as _
from commitrack.language import comma_list, join, word
from commitrack.model import Commitment, Counting, Meeting, Text, multilingual
from commitrack.report.snapshot import Snapshot
from commitrack.wording.figures import Missing


def title_of(assessment: Assessment) -> str:
    """The title of a commitment."""
    return multilingual(assessment.commitment.title)


def meeting_title(meeting: Meeting) -> str:
    """The title of a meeting, and whether it is a special one."""
    title = multilingual(meeting.title)
    return _("{title} (special meeting)", title=title) if meeting.special else title


def missing(assessment: Assessment) -> Missing:
    """What to show in place of a figure or completion level that is missing: “no report”, or “notes only”."""
    return Missing[assessment.missing.name]


def completion(assessment: Assessment) -> _:
    """The completion level and its day, “substantial on 2025-10-26”; or what there is instead."""
    if assessment.completion is None:
        return word(missing(assessment))
    return _("{level} on {day}", level=word(assessment.completion), day=assessment.updated or "")


def reservations(assessment: Assessment) -> tuple[_, ...]:
    """What else to know about the status, worst first: “part overdue”, “1 of 2 judged”, “stale”."""
    return tuple(_reservation(assessment, kind) for kind in assessment.reservations)


def _reservation(assessment: Assessment, kind: Reservation) -> _:
    match kind:
        case Reservation.OVERDUE:
            return _("overdue since {day}", day=assessment.due + timedelta(days=1) if assessment.due else "")
        case Reservation.PARTLY_JUDGED:
            return _("{n} of {of} judged", n=assessment.judged_targets, of=len(assessment.targets))
        case _other:
            return word(kind)


def parts(counts: Mapping[Status, int]) -> str:
    """“7 parts: 1 overdue, 6 no report”; empty without parts."""
    total = sum(counts.values())
    if not total:
        return ""
    by_status = [_("{n} {status}", n=counts[status], status=word(status)) for status in Status if counts.get(status)]
    return _("{n} part: {counts}", "{n} parts: {counts}", n=total, counts=comma_list(by_status))


def responsible(snapshot: Snapshot, commitment: Commitment) -> str:
    """Who promised a commitment, and who implements it beside them: “Japan; implementing: ERIA”; empty for nobody."""
    names = snapshot.responsible_parties(commitment)
    promised = comma_list(multilingual(snapshot.registry.parties[name].title) for name in names)
    return join(filter(None, (promised, implementing(snapshot, commitment))), _("; "))


def implementing(snapshot: Snapshot, commitment: Commitment) -> str:
    """“implementing: ERIA”; empty if no party but the responsible ones implements a commitment."""
    parties, promised = snapshot.registry.parties, snapshot.responsible_parties(commitment)
    others = [multilingual(parties[name].title) for name in commitment.parties.implementing if name not in promised]
    return _("implementing: {parties}", parties=comma_list(others)) if others else ""


def more_parts(number: int) -> str:
    """“and 2 parts”; empty for none."""
    return _("and {n} part", "and {n} parts", n=number) if number else ""


def citation(title: Text, page: int | None) -> str:
    """The title of a document, with the page if there is one."""
    cited = multilingual(title)
    return _("{title}, p. {page}", title=cited, page=page) if page else cited


def stage(counting: str | None) -> str:
    """The stage of money that counts; for other units, the registry's own text."""
    return word(Counting(counting)) if counting in list(Counting) else counting or ""
