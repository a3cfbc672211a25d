"""Milestones as messages."""

from collections import Counter

from commitrack.amounts import Amount
from commitrack.assess import MilestoneAssessment, Outcome, TargetAssessment
from commitrack.language import LazyString as _
from commitrack.language import comma_list, join, word


def milestones(progress: TargetAssessment) -> _ | None:
    """The milestones and what decided them, in one sentence; None without any."""
    sentences = [_milestone(milestone, progress) for milestone in progress.milestones]
    return join(sentences, _("; ")) if sentences else None


def milestone_counts(progress: TargetAssessment) -> _ | None:
    """How many milestones were met, missed and so on: “1 met, 2 open”; None without any."""
    tally = Counter(milestone.outcome for milestone in progress.milestones)
    counts = [_("{n} {outcome}", n=tally[outcome], outcome=word(outcome)) for outcome in Outcome if tally[outcome]]
    return comma_list(counts) if counts else None


def _milestone(milestone: MilestoneAssessment, progress: TargetAssessment) -> _:
    """“1,500 people by 2027-03-31: missed (1,400 people on 2027-06-30)”."""
    target = progress.target
    goal = _("{goal} by {due}", goal=Amount(milestone.value, target.unit, target.qualifier, worded=True),
             due=milestone.on)  # fmt: skip
    return _("{milestone}: {outcome}", milestone=goal, outcome=_outcome(milestone, target.unit))


def _outcome(milestone: MilestoneAssessment, unit: str) -> _:
    outcome, figure = word(milestone.outcome), milestone.figure
    if milestone.outcome is Outcome.UNKNOWN:
        return _("unknown (no figure for that date or later)")
    if figure is None:
        return outcome
    level = Amount(figure.level, unit, figure.qualifier, worded=True)
    return _("{outcome} ({figure} on {day})", outcome=outcome, figure=level, day=figure.on)
