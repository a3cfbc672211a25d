"""Figures as messages: the target, the level reached, and the rate of progress.

All views use these sentences, so that terminal, HTML and calendar read the same.
"""

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum

from commitrack.amounts import Amount, Digits, Unit, significant
from commitrack.assess import FEWEST, NoForecast, TargetAssessment, Terms
from commitrack.language import LazyString as _
from commitrack.language import word
from commitrack.model import Number, Qualifier, Target


class Missing(StrEnum):
    """What to show in place of a missing value, which is never shown as 0."""

    NO_DATA = "no data"
    NONE = "none"

    def to(self, lang: str) -> str:
        """The word in a language."""
        return word(self).to(lang)


def percent(share: Decimal | None, *, places: int = 1) -> str:
    """A share (a fraction of 1) as a percentage with up to ``places`` decimals: 83.1%; empty for None."""
    if share is None:
        return ""
    step = Decimal(1).scaleb(-places)
    value = (share * 100).quantize(step, ROUND_HALF_EVEN) + 0  # + 0 makes a negative zero positive
    if share < 1 and value == 100:  # noqa: PLR2004  less than 100 % is never rounded up to it
        value -= step
    return f"{value:,f}".removesuffix(".0") + "%"


def times(ratio: Decimal) -> _:
    """A ratio with two decimals: 0.40×."""
    return _("{number}×", number=ratio.quantize(Decimal("0.01"), ROUND_HALF_EVEN))


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
    return _("{goal} by {due}", goal=amount, due=terms.due)


def level(progress: TargetAssessment, *, worded: bool = False) -> Amount | Missing:
    """The latest figure with its qualifier, or that there is no data."""
    latest = progress.latest
    if latest is None:
        return Missing.NO_DATA
    return Amount(latest.level, progress.target.unit, latest.update.qualifier, worded=worded)


def reached(progress: TargetAssessment) -> _:
    """“108 of 130 items on 2025-10-26 (83.1%)”, or that no figure was reported."""
    latest, terms, measure = progress.latest, progress.terms, progress.measure
    if terms is None:
        if latest is None:
            return _("no figure reported yet")
        return _on(level(progress, worded=True), latest.on)
    if latest is None or measure is None:
        return _("no figure reported for {goal}", goal=goal(progress.target, terms.value, worded=True))
    amount = _against(latest.level, terms, progress.target.unit, latest.update.qualifier)
    share = percent(measure.achieved) if measure.achieved is not None else _maintained(progress)
    return _("{figure} ({share})", figure=_on(amount, latest.on), share=share)


def _on(figure: object, day: date) -> _:
    return _("{figure} on {day}", figure=figure, day=day)


def part_of(number: Number, value: Number, unit: str, qualifier: Qualifier | None = None) -> _:
    """A figure out of a value: “at least 108 of 130 items”, “US$2bn of US$35bn”."""
    part = Amount(number, unit, qualifier, worded=True, shares_unit=True)
    return _("{part} of {whole}", part=part, whole=Amount(value, unit))


def _against(number: Number, terms: Terms, unit: str, qualifier: Qualifier | None = None) -> _:
    """“400 of 1,000 people”; if falling or to be maintained, “400 people against a target of 100 people”."""
    if terms.is_maintenance or terms.value < terms.baseline:
        figure = Amount(number, unit, qualifier, worded=True)
        return _("{figure} against a target of {goal}", figure=figure, goal=Amount(terms.value, unit))
    return part_of(number, terms.value, unit, qualifier)


def _maintained(progress: TargetAssessment) -> _:
    latest, terms = progress.latest, progress.terms
    return (
        _("maintained")
        if latest is not None and terms is not None and terms.reached(latest.level)
        else _("not maintained")
    )


def planned(progress: TargetAssessment) -> _ | None:
    """The share planned by the day of the report, and the pace on the day of the figure; None without a plan."""
    measure, latest = progress.measure, progress.latest
    if measure is None or measure.planned is None:
        return None
    share = percent(measure.planned)
    if measure.pace is None or latest is None:
        return _("{share} to date", share=share)
    return _("{share} to date; on {day}, the pace was {pace}", share=share, day=latest.on, pace=times(measure.pace))


def rate(progress: TargetAssessment) -> _ | None:
    """“required rate 1,020 people per month, observed 412 (0.40×); at this rate, …”; None if no rate is known."""
    rates, terms, unit = progress.rates, progress.terms, progress.target.unit
    if rates is None or terms is None:
        return None
    if rates.required is None or rates.ratio is None or rates.at_due is None:
        return _("observed {moved} per {per}", moved=Amount(significant(rates.observed), unit), per=word(rates.per))
    falling = terms.value < terms.baseline
    sign = -1 if falling else 1
    gaps = {
        "required": Amount(sign * significant(rates.required), unit),
        "had": Amount(sign * significant(rates.observed), unit, shares_unit=True),
        "ratio": times(rates.ratio),
        "reached": _against(significant(rates.at_due), terms, unit),
        "due": terms.due or "",
        "per": word(rates.per),
    }
    if falling:
        return _(
            "required decrease of {required} per {per}, observed {had} ({ratio}); at this rate, {reached} by {due}",
            **gaps,
        )
    return _("required {required} per {per}, observed {had} ({ratio}); at this rate, {reached} by {due}", **gaps)


def refusal(progress: TargetAssessment) -> _ | None:
    """Why there is no forecast; None if there is one, or if the target has no value."""
    match progress.forecast_refused:
        case NoForecast.MAINTENANCE:
            return _("maintenance target")
        case NoForecast.REACHED:
            return _("target already reached")
        case NoForecast.TOO_FEW_FIGURES:
            return _("{count} of {needed} required figures", count=len(progress.figures), needed=FEWEST)
    return None


def forecast(progress: TargetAssessment) -> str:
    """The forecast, or why there is none; empty if the target has no value."""
    projection = progress.forecast
    if projection is None:
        return _("no forecast: {why}", why=reason) if (reason := refusal(progress)) else ""
    outcome = _("not projected to reach target")
    if projection.reached_on:
        outcome = _("projected to reach target on {day}", day=projection.reached_on)
    if projection.at_due is None or projection.low is None or projection.high is None:
        return outcome
    return _(
        "{expected} at the deadline ({low}–{high}); {reached}",
        expected=Amount(significant(projection.at_due), progress.target.unit),
        low=Amount(significant(projection.low)),
        high=Amount(significant(projection.high)),
        reached=outcome,
    )
