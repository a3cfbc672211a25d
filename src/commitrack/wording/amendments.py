"""Amendments in words: what they changed, and whether the status depends on them."""

from collections.abc import Iterable

from commitrack.assess import Assessment, Status, TargetAssessment, Terms, TermsChange, status_of
from commitrack.assess.terms import shift
from commitrack.language import LazyString as _
from commitrack.language import listed, word
from commitrack.model import Lifecycle, Target
from commitrack.wording.figures import goal


def amended(progress: TargetAssessment) -> _ | None:
    """Original and current target, and whether the status depends on the amendment; None if there is none."""
    if not progress.changes or progress.original is None or progress.terms is None:
        return None
    before, now = (_goal_by(progress.target, terms) for terms in (progress.original, progress.terms))
    change, reason = changes(progress.changes), only_because(progress)
    if reason is None:
        return _("{before} → {now}: {done}", before=before, now=now, done=change)
    return _("{before} → {now}: {done}; {why}", before=before, now=now, done=change, why=reason)


def changes(kinds: Iterable[TermsChange]) -> _:
    """The changes of the terms: “weakened and extended”."""
    return listed((word(kind) for kind in kinds), _(" and "))


def _goal_by(target: Target, terms: Terms) -> _:
    value = goal(target, terms.value)
    if terms.due is None:
        return _("{goal}, no deadline", goal=value)
    return _("{goal} by {due}", goal=value, due=terms.due)


def only_because(progress: TargetAssessment) -> _ | None:
    """“on track only because of the amendment (original terms: off track)”; None if that is not true of a target."""
    eased = {TermsChange.WEAKENED, TermsChange.EXTENDED} & set(progress.changes)
    if not eased or not progress.measure or not progress.delivery_original or not progress.schedule_original:
        return None
    now = status_of(Lifecycle.ACTIVE, progress.measure.delivery, progress.measure.schedule)
    return moved(now, status_of(Lifecycle.ACTIVE, progress.delivery_original, progress.schedule_original))


def moved(now: Status, original: Status) -> _ | None:
    """The same for two statuses; None if they are equal."""
    if now == original:
        return None
    return _("{now} only because of the amendment (original terms: {original})", now=word(now), original=word(original))


def postponed(assessment: Assessment) -> _ | None:
    """Original and current deadline of a commitment, and the status if it depends on the change; None if unchanged."""
    before, now = assessment.original_due, assessment.due
    if before == now:
        return None
    no_deadline = _("none")
    gaps = {"before": before or no_deadline, "now": now or no_deadline, "done": word(shift(before, now))}
    reason = moved(assessment.status, assessment.status_original)
    if reason is None:
        return _("deadline {before} → {now}: {done}", **gaps)
    return _("deadline {before} → {now}: {done}; {why}", **gaps, why=reason)
