"""The progress of a commitment in a few words, for a line of a listing."""

from commitrack.amounts import Amount
from commitrack.assess import Assessment, TargetAssessment
from commitrack.language import LazyString as _
from commitrack.language import Localizable, word
from commitrack.wording.commitments import missing
from commitrack.wording.figures import Missing, level, part_of, percent


def progress(assessment: Assessment) -> tuple[str | Localizable, ...]:
    """The progress of the leading target, else the completion level; from the longest to the shortest form.

    “108 of 130 items 83%”, “108 items 83%”, “83%”; “no report of 5,000 people”, “no report”.
    """
    leading = assessment.leading
    if leading is None:
        return (word(assessment.completion) if assessment.completion else missing(assessment),)
    more = sum(target.terms is not None for target in assessment.targets) - 1
    forms = _figure(leading) if leading.latest is not None else _no_figure(leading, missing(assessment))
    return (_("{progress} +{n}", progress=forms[0], n=more), *forms) if more > 0 else forms


def _no_figure(target: TargetAssessment, what: Missing) -> tuple[Localizable, ...]:
    if target.terms is None or what is Missing.NOTES_ONLY:
        return (what,)
    goal = Amount(target.terms.value, target.target.unit, target.target.qualifier, worded=True)
    return _("{missing} of {goal}", missing=word(what), goal=goal), what


def _figure(target: TargetAssessment) -> tuple[str | Localizable, ...]:
    """The latest figure of a target; together with its value and the share achieved, if it has any."""
    latest, terms, unit = target.latest, target.terms, target.target.unit
    figure = level(target, worded=True)
    if latest is None or terms is None:
        return (figure,)
    if terms.falls or not terms.is_measurable:
        goal = Amount(terms.value, unit, terms.qualifier, worded=True)
        both: _ = _("{figure}, target {goal}", figure=figure, goal=goal)
    else:
        both = part_of(latest.level, terms.value, unit, latest.qualifier)
    share = percent(target.measure.achieved, places=0) if target.measure else ""
    if not share:
        return both, figure
    return *(_("{progress} {share}", progress=form, share=share) for form in (both, figure)), share
