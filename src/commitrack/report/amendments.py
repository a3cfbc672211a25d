"""What amendments did to targets and deadlines, in words; and what they hide."""

from collections.abc import Iterable

from commitrack.assess import Assessment, Status, TargetAssessment, Terms, TermsChange, status_of
from commitrack.assess.terms import shift
from commitrack.language import LazyString as _
from commitrack.language import format_day, joined, word
from commitrack.model import Lifecycle, Target
from commitrack.report.sentences import goal


def amended(found: TargetAssessment, *, lang: str) -> str | None:
    """Original and current target side by side; whether it is on track only because the target moved."""
    if not found.changes or found.original is None or found.terms is None:
        return None
    before, now = (_goal_by(found.target, terms, lang) for terms in (found.original, found.terms))
    what = done(found.changes)
    because = moved(found)
    if because is None:
        return _("{before} → {now}: {done}", before=before, now=now, done=what).to(lang)
    return _("{before} → {now}: {done}; {why}", before=before, now=now, done=what, why=because).to(lang)


def done(changes: Iterable[TermsChange]) -> _:
    """What was done to the terms: “weakened and extended”."""
    return joined((word(change) for change in changes), _(" and "))


def _goal_by(target: Target, terms: Terms, lang: str) -> str:
    value = goal(target, terms.value, lang=lang)
    if terms.due is None:
        return _("{goal} by no deadline", goal=value).to(lang)
    return _("{goal} by {due}", goal=value, due=format_day(terms.due, lang)).to(lang)


def moved(found: TargetAssessment) -> _ | None:
    """“on track only because the target moved (by the original: off track)”, where that is so."""
    easier = {TermsChange.WEAKENED, TermsChange.EXTENDED} & set(found.changes)
    if not easier or not found.measure or not found.delivery_original or not found.schedule_original:
        return None
    now = status_of(Lifecycle.ACTIVE, found.measure.delivery, found.measure.schedule)
    return because(now, status_of(Lifecycle.ACTIVE, found.delivery_original, found.schedule_original))


def because(now: Status, original: Status) -> _ | None:
    """“on track only because the target moved (by the original: off track)”; None where both are the same."""
    if now == original:
        return None
    return _(
        "{now} only because the target moved (by the original: {original})", now=word(now), original=word(original)
    )


def postponed(assessment: Assessment, *, lang: str) -> str | None:
    """The amended deadline of a commitment without figures: as promised, as it is now, and what it hides."""
    before, now = assessment.original_due, assessment.due
    if before == now:
        return None
    never = _("never")
    gaps = {
        "before": format_day(before, lang) if before else never,
        "now": format_day(now, lang) if now else never,
        "done": word(shift(before, now)),
    }
    hides = because(assessment.status, assessment.status_original)
    if hides is None:
        return _("due {before} → {now}: {done}", **gaps).to(lang)
    return _("due {before} → {now}: {done}; {why}", **gaps, why=hides).to(lang)
