"""Figures as messages: the target, the level reached, and the rate of progress.

All views use these sentences, so that terminal, HTML and calendar read the same.
"""

from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from fractions import Fraction

from commitrack.amounts import WIDE, Amount, Digits, Unit, as_decimal
from commitrack.assess import (
    EARLY,
    Schedule,
    TargetAssessment,
    Terms,
    Unmeasurable,
)
from commitrack.language import LazyString as _
from commitrack.language import join, word
from commitrack.model import Number, Qualifier, Target, multilingual


class Missing(StrEnum):
    """What to show in place of a missing value, which is never shown as 0."""

    NO_REPORT = "no report"
    """There is no update of any kind."""
    NOTES_ONLY = "notes only"
    """There are notes, but neither a figure nor a completion level."""
    NO_FIGURE = "no figure"
    """There are updates, but no figure of this target."""
    NONE = "none"

    def to(self, lang: str) -> str:
        """The word in a language."""
        return word(self).to(lang)


_STEPS = (Decimal(1), Decimal("0.1"), Decimal("0.01"))
"""The last decimal of a percentage, by the number of its decimals."""


def percent(share: Decimal | Fraction | None, *, places: int = 1) -> str:
    """A share (a fraction of 1) as a percentage with up to ``places`` decimals: 83.1%; empty for None.

    Only nothing is 0% and only the whole is 100%: a share between them is rounded to <0.1% and to 99.9%.
    """
    if share is None:
        return ""
    exact = as_decimal(share) if isinstance(share, Fraction) else share
    step = _STEPS[places]
    value = (exact * 100).quantize(step, ROUND_HALF_EVEN, WIDE) + 0  # + 0 makes a negative zero positive
    if value == 0 and share > 0:
        return _("<{share}%", share=step)
    if value == 100 and share < 1:  # noqa: PLR2004
        value -= step
    return f"{value:,f}".removesuffix(".0") + "%"


def times(ratio: Decimal) -> _:
    """A ratio with two decimals, never rounded up to a threshold that it misses: 0.40×, 0.94× for 0.9499, <0.01×."""
    if 0 < ratio < (least := Decimal("0.01")):
        return _("<{number}×", number=least)
    return _("{number}×", number=ratio.quantize(Decimal("0.01"), ROUND_DOWN, WIDE))


def name_of(progress: TargetAssessment) -> str:
    """What a target is called: what it counts, else its name in the registry."""
    return multilingual(progress.target.indicator) or progress.name


def goal(target: Target, value: Number | None, *, worded: bool = False) -> Amount | _:
    """The target: “≥ 10m people”; for an indicator without a value, its unit in brackets."""
    if value is None:
        return _("({unit})", unit=Unit(target.unit))
    return Amount(value, target.unit, target.qualifier, worded=worded)


def exactly(value: Number, unit: str, qualifier: Qualifier | None = None) -> Amount:
    """An amount in compact form, and with all digits if they differ: at least ¥40bn (JPY 40,000,000,000)."""
    return Amount(value, unit, qualifier, digits=Digits.BOTH, worded=True)


def promised(progress: TargetAssessment) -> _:
    """What is to be reached and by when: “at least 10m people (10,000,000) by 2033-12-17”, or no value."""
    target, terms = progress.target, progress.terms
    if terms is None:
        return _("in {unit}, no target value", unit=Unit(target.unit))
    amount = exactly(terms.value, target.unit, target.qualifier)
    if terms.due is None:
        return _("{goal}, no deadline stated", goal=amount)
    due = _("{day} (inferred)", day=terms.due) if terms.due_inferred else terms.due
    return _("{goal} by {due}", goal=amount, due=due)


def inferred_start(progress: TargetAssessment) -> _ | None:
    """The first day of the plan, if it is inferred from the deadline: the source names only a month or a year."""
    terms = progress.terms
    if terms is None or not terms.start_inferred:
        return None
    return _("{day}, inferred from the deadline", day=terms.start)


def level(progress: TargetAssessment, *, worded: bool = False) -> Amount | Missing:
    """The latest figure with its qualifier, or that there is none."""
    latest = progress.latest
    if latest is None:
        return Missing.NO_FIGURE
    return Amount(latest.level, progress.target.unit, latest.qualifier, worded=worded)


def reached(progress: TargetAssessment) -> _:
    """“108 of 130 items on 2025-10-26 (83.1%)”, or that no figure was reported."""
    latest, terms, measure = progress.latest, progress.terms, progress.measure
    if terms is None:
        if latest is None:
            return _("no figure reported yet")
        return _on(level(progress, worded=True), latest.on)
    if latest is None or measure is None:
        return _("no figure reported for {goal}", goal=goal(progress.target, terms.value, worded=True))
    amount = against(latest.level, terms, progress.target.unit, latest.qualifier)
    share = percent(measure.achieved) if measure.achieved is not None else _without_share(progress)
    sentence = _("{figure} ({share})", figure=_on(amount, latest.on), share=share)
    return join((sentence, *filter(None, [_caveat(progress)])), _("; "))


def _on(figure: object, day: date) -> _:
    return _("{figure} on {day}", figure=figure, day=day)


def part_of(number: Number, value: Number, unit: str, qualifier: Qualifier | None = None) -> _:
    """A figure out of a value: “at least 108 of 130 items”, “US$2bn of US$35bn”."""
    part = Amount(number, unit, qualifier, worded=True, shares_unit=True)
    return _("{part} of {whole}", part=part, whole=Amount(value, unit))


def against(number: Number, terms: Terms, unit: str, qualifier: Qualifier | None = None) -> _:
    """“400 of 1,000 people”; if falling or to be maintained, “400 people against a target of 100 people”."""
    if terms.falls or not terms.is_measurable:
        figure = Amount(number, unit, qualifier, worded=True)
        goal = Amount(terms.value, unit, terms.qualifier, worded=True)
        return _("{figure} against a target of {goal}", figure=figure, goal=goal)
    return part_of(number, terms.value, unit, qualifier)


def _without_share(progress: TargetAssessment) -> _:
    """What to say of a figure that has no share: whether a level is maintained, or that there is no baseline."""
    latest, terms = progress.latest, progress.terms
    if terms is None or not terms.is_maintenance:
        return _("baseline missing")
    return _("maintained") if latest is not None and terms.reached(latest.level) else _("not maintained")


def _caveat(progress: TargetAssessment) -> _ | None:
    """What the latest figure does not show: that the target is on plan today, was met at its deadline, or still is."""
    latest, terms, measure = progress.latest, progress.terms, progress.measure
    if latest is None or terms is None or measure is None:
        return None
    if progress.has_fallen:
        return _("met at the deadline, fallen since")
    if measure.schedule is not Schedule.UNCONFIRMED:
        return None
    if terms.reached(latest.level):
        return _("met on {day}, not confirmed at the deadline", day=latest.on)
    share = percent(progress.planned)
    if (planned := terms.planned(latest.on)) is not None and planned < EARLY:
        too_early = _("too early to judge on {day}; plan now {share}", day=latest.on, share=share)
        no_plan = _("too early to judge on {day}; time elapsed now {share}", day=latest.on, share=share)
        return too_early if progress.is_planned else no_plan
    on_plan = _("was on plan on {day}; plan now {share}", day=latest.on, share=share)
    on_time = _("kept pace on {day}; time elapsed now {share}", day=latest.on, share=share)
    return on_plan if progress.is_planned else on_time


def missing(progress: TargetAssessment) -> _ | None:
    """What is missing to measure progress; None if nothing is."""
    match progress.unmeasurable:
        case Unmeasurable.DIRECTION:
            return _("cannot be measured: neither a baseline nor a qualifier")
        case Unmeasurable.BASELINE:
            return _("cannot be measured: baseline missing")
        case Unmeasurable.START:
            return _("cannot be measured: no start date")
    return None


def plan_label(progress: TargetAssessment) -> _:
    """What the share to be reached by a day is: planned by milestones, or, as nobody planned it, the time elapsed."""
    return _("Planned") if progress.is_planned else _("Time elapsed")


def planned(progress: TargetAssessment) -> _ | None:
    """The share planned by the day of the report, and the pace on the day of the figure; None without a period."""
    measure, latest = progress.measure, progress.latest
    if measure is None or (to_date := progress.planned) is None:
        return None
    share = percent(to_date)
    if measure.pace is None or latest is None:
        return _("{share} to date", share=share)
    return _("{share} to date; on {day}, the pace was {pace}", share=share, day=latest.on, pace=times(measure.pace))
