"""Figures as sentences: what is to be reached, what has been reached, and at what rate.

Amounts and days are put into words here once, so that terminal, page and calendar read the same.
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
    """Why there is nothing to show; never 0 where nothing was reported."""

    NO_DATA = "no data"
    NONE = "none"

    def to(self, lang: str) -> str:
        """The word in a language."""
        return word(self).to(lang)


def percent(share: Decimal | None, *, places: int = 1) -> str:
    """A share as a percentage, exact in its last place: 83.1%; empty for None."""
    if share is None:
        return ""
    step = Decimal(1).scaleb(-places)
    value = (share * 100).quantize(step, ROUND_HALF_EVEN) + 0  # no minus before a zero
    if share < 1 and value == 100:  # noqa: PLR2004  what is not all of it is never rounded up to all of it
        value -= step
    return f"{value:,f}".removesuffix(".0") + "%"


def times(ratio: Decimal) -> _:
    """A ratio with two decimals: 0.40×."""
    return _("{number}×", number=ratio.quantize(Decimal("0.01"), ROUND_HALF_EVEN))


def goal(target: Target, value: Number | None, *, worded: bool = False) -> Amount | _:
    """What is to be reached: “≥ 10m people”; for an indicator that is only followed, its unit."""
    if value is None:
        return _("({unit})", unit=Unit(target.unit))
    return Amount(value, target.unit, target.qualifier, worded=worded)


def exactly(value: Number, unit: str, qualifier: Qualifier | None = None) -> Amount:
    """Compact and exact side by side where they differ: at least ¥40bn (JPY 40,000,000,000)."""
    return Amount(value, unit, qualifier, digits=Digits.BOTH, worded=True)


def promised(progress: TargetAssessment) -> _:
    """What is to be reached and by when: “at least 10m people (10,000,000) by 2033-12-17”; or that it is followed."""
    target, terms = progress.target, progress.terms
    if terms is None:
        return _("in {unit}, without a value to reach", unit=Unit(target.unit))
    amount = exactly(terms.value, target.unit, target.qualifier)
    if terms.due is None:
        return _("{goal}, no deadline stated", goal=amount)
    return _("{goal} by {due}", goal=amount, due=terms.due)


def level(progress: TargetAssessment, *, worded: bool = False) -> Amount | Missing:
    """The latest figure with its hedge."""
    latest = progress.latest
    if latest is None:
        return Missing.NO_DATA
    return Amount(latest.level, progress.target.unit, latest.update.qualifier, worded=worded)


def reached(progress: TargetAssessment) -> _:
    """“108 of 130 items on 2025-10-26 (83.1%)”, or that no figure is known."""
    latest, terms, measure = progress.latest, progress.terms, progress.measure
    if terms is None:
        if latest is None:
            return _("no figure reported yet")
        return _on(level(progress, worded=True), latest.on)
    if latest is None or measure is None:
        return _("no figure known for {goal}", goal=goal(progress.target, terms.value, worded=True))
    amount = _against(latest.level, terms, progress.target.unit, latest.update.qualifier)
    share = percent(measure.achieved) if measure.achieved is not None else _maintained(progress)
    return _("{figure} ({share})", figure=_on(amount, latest.on), share=share)


def _on(figure: object, day: date) -> _:
    return _("{figure} on {day}", figure=figure, day=day)


def part_of(number: Number, value: Number, unit: str, qualifier: Qualifier | None = None) -> _:
    """“at least 108 of 130 items”, “US$2bn of US$35bn”."""
    part = Amount(number, unit, qualifier, worded=True, shares_unit=True)
    return _("{part} of {whole}", part=part, whole=Amount(value, unit))


def _against(number: Number, terms: Terms, unit: str, qualifier: Qualifier | None = None) -> _:
    """“400 of 1,000 people”; where less is better, or enough is enough, “400 people against 100 people”."""
    if terms.is_maintenance or terms.value < terms.baseline:
        figure = Amount(number, unit, qualifier, worded=True)
        return _("{figure} against {goal}", figure=figure, goal=Amount(terms.value, unit))
    return part_of(number, terms.value, unit, qualifier)


def _maintained(progress: TargetAssessment) -> _:
    latest, terms = progress.latest, progress.terms
    return _("kept") if latest is not None and terms is not None and terms.reached(latest.level) else _("not kept")


def planned(progress: TargetAssessment) -> _ | None:
    """What the plan required by the day of the report, and the pace on the day of the figure."""
    measure, latest = progress.measure, progress.latest
    if measure is None or measure.planned is None:
        return None
    share = percent(measure.planned)
    if measure.pace is None or latest is None:
        return _("{share} by now", share=share)
    return _(
        "{share} by now; on {day} the pace was {pace} of the plan", share=share, day=latest.on, pace=times(measure.pace)
    )


def rate(progress: TargetAssessment) -> _ | None:
    """“needs 1,020 people a month, had 412 (0.40×); at this pace 3,480 of 5,000 by 2026-09-06”."""
    rates, terms, unit = progress.rates, progress.terms, progress.target.unit
    if rates is None or terms is None:
        return None
    if rates.required is None or rates.ratio is None or rates.at_due is None:
        return _("moved by {moved} a {per}", moved=Amount(significant(rates.observed), unit), per=word(rates.per))
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
        return _("must fall by {required} a {per}, fell by {had} ({ratio}); at this pace {reached} by {due}", **gaps)
    return _("needs {required} a {per}, had {had} ({ratio}); at this pace {reached} by {due}", **gaps)


def refusal(progress: TargetAssessment) -> _ | None:
    """Why the figures are not projected; None where they are, or where there is no value to reach."""
    match progress.forecast_refused:
        case NoForecast.MAINTENANCE:
            return _("a level to maintain is not projected")
        case NoForecast.REACHED:
            return _("the target is reached")
        case NoForecast.TOO_FEW_FIGURES:
            return _("{count} of {needed} figures", count=len(progress.figures), needed=FEWEST)
    return None


def forecast(progress: TargetAssessment) -> str:
    """Where the figures lead, or the reason why that cannot be projected; empty where there is nothing to project."""
    projection = progress.forecast
    if projection is None:
        return _("no forecast: {why}", why=reason) if (reason := refusal(progress)) else ""
    outcome = _("not reached at this slope")
    if projection.reached_on:
        outcome = _("would be reached on {day}", day=projection.reached_on)
    if projection.at_due is None or projection.low is None or projection.high is None:
        return outcome
    return _(
        "{expected} at the deadline ({low}–{high}); {reached}",
        expected=Amount(significant(projection.at_due), progress.target.unit),
        low=Amount(significant(projection.low)),
        high=Amount(significant(projection.high)),
        reached=outcome,
    )
