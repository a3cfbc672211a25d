"""The progress of a commitment in a few words, for a line of a listing."""

from collections.abc import Iterator, Sequence

from msgspec.structs import asdict

from commitrack.amounts import Amount
from commitrack.assess import Assessment, Figure, TargetAssessment
from commitrack.language import LANGUAGES, Localizable, MultilingualString, localize, word
from commitrack.language import LazyString as _
from commitrack.wording.commitments import missing
from commitrack.wording.figures import Missing, level, part_of, percent


class WordedAssessment(Assessment, frozen=True, kw_only=True):
    """An assessment with its progress in words, by language: to find them takes longer than to read all the rest."""

    words: Sequence[dict[str, str]]


def worded(assessment: Assessment) -> WordedAssessment:
    """An assessment with its progress in the words of every language."""
    words = tuple({str(lang): localize(form, lang) for lang in LANGUAGES} for form in progress(assessment))
    return WordedAssessment(**asdict(assessment), words=words)


def progress(assessment: Assessment) -> Iterator[str | Localizable]:
    """The progress of the leading target, else the completion level; from the longest to the shortest form.

    “108 of 130 items 83%”, “108 items 83%”, “83%”; “no report of 5,000 people”, “no report”.
    """
    if isinstance(assessment, WordedAssessment):
        yield from map(MultilingualString, assessment.words)
        return
    leading = assessment.leading
    if leading is None:
        yield word(assessment.completion) if assessment.completion else missing(assessment)
        return
    forms = _figure(leading, leading.latest) if leading.latest else _no_figure(leading, missing(assessment))
    more = sum(target.terms is not None for target in assessment.targets) - 1
    if more > 0:
        longest = next(forms)
        yield _("{progress} +{n}", progress=longest, n=more)
        yield longest
    yield from forms


def _no_figure(target: TargetAssessment, what: Missing) -> Iterator[Localizable]:
    if target.terms is not None and what is not Missing.NOTES_ONLY:
        goal = Amount(target.terms.value, target.target.unit, target.target.qualifier, worded=True)
        yield _("{missing} of {goal}", missing=word(what), goal=goal)
    yield what


def _figure(target: TargetAssessment, latest: Figure) -> Iterator[str | Localizable]:
    """The latest figure of a target; together with its value and the share achieved, if it has any."""
    terms, unit = target.terms, target.target.unit
    if terms is None:
        yield level(target, worded=True)
        return
    if terms.falls or not terms.is_measurable:
        figure = level(target, worded=True)
        both = _("{figure}, target {goal}", figure=figure, goal=Amount(terms.value, unit, terms.qualifier, worded=True))
    else:
        both = part_of(latest.level, terms.value, unit, latest.qualifier)
    share = percent(target.measure.achieved, places=0) if target.measure else ""
    yield _("{progress} {share}", progress=both, share=share) if share else both
    figure = level(target, worded=True)
    yield _("{progress} {share}", progress=figure, share=share) if share else figure
    if share:
        yield share
