"""Rates of progress and forecasts as messages."""

from decimal import Decimal

from commitrack.amounts import Amount, significant
from commitrack.assess import APART, FEWEST, Forecast, NoForecast, Rates, Schedule, TargetAssessment
from commitrack.language import LazyString as _
from commitrack.language import word
from commitrack.wording.deadlines import length
from commitrack.wording.figures import against, times

_INCONCLUSIVE = frozenset({Schedule.UNCONFIRMED, Schedule.TOO_EARLY})


def rate(progress: TargetAssessment) -> _ | None:
    """“required 1,020 people per month, observed 412 (0.40×); at this pace, …”; None if no rate is known.

    What this pace leads to is left out where there is a forecast, because one projection is enough, and where the
    figure is too old or too early to say that the pace continues. A share changes by percentage points.
    """
    rates, terms = progress.rates, progress.terms
    if rates is None or terms is None:
        return None
    unit = progress.target.unit
    if unit.startswith("%"):
        unit = f"percentage points{unit[1:]}"
    moved = abs(Decimal(significant(rates.observed)))
    if rates.required is None or rates.ratio is None:
        gaps = {"moved": Amount(moved, unit), "per": word(rates.per)}
        return (
            _("observed decrease of {moved} per {per}", **gaps)
            if rates.observed < 0
            else _("observed {moved} per {per}", **gaps)
        )
    had = Amount(moved, unit, shares_unit=True)
    compared = _compared(rates, terms.falls, Amount(abs(Decimal(significant(rates.required))), unit), had)
    if rates.required_by != terms.due:
        compared = _("until the milestone on {day}: {rate}", day=rates.required_by or "", rate=compared)
    says_little = progress.measure is not None and progress.measure.schedule in _INCONCLUSIVE
    if progress.forecast is not None or rates.at_due is None or says_little:
        return compared
    reached = against(significant(rates.at_due), terms, progress.target.unit)
    return _("{rate}; at this pace, {reached} by {due}", rate=compared, reached=reached, due=terms.due or "")


def _compared(rates: Rates, falls: bool, required: Amount, had: Amount) -> _:  # noqa: FBT001
    """The required and the observed rate; one against the direction of the target is named as such."""
    gaps = {"required": required, "had": had, "ratio": times(rates.ratio or Decimal(0)), "per": word(rates.per)}
    match falls, rates.observed > 0 if falls else rates.observed < 0:
        case True, True:
            return _("required decrease of {required} per {per}, observed increase of {had} ({ratio})", **gaps)
        case True, False:
            return _("required decrease of {required} per {per}, observed {had} ({ratio})", **gaps)
        case False, True:
            return _("required {required} per {per}, observed decrease of {had} ({ratio})", **gaps)
    return _("required {required} per {per}, observed {had} ({ratio})", **gaps)


def refusal(progress: TargetAssessment) -> _ | None:
    """Why there is no forecast; None if there is one, or if the target has no value."""
    match progress.forecast_refused:
        case NoForecast.MAINTENANCE:
            return _("maintenance target")
        case NoForecast.REACHED:
            return _("target already reached")
        case NoForecast.TOO_FEW_FIGURES:
            return _("{count} of {needed} required figures", count=len(progress.figures), needed=FEWEST)
        case NoForecast.TOO_CLOSE:
            return _("no two figures at least {n} days apart", n=APART)
    return None


def forecast(progress: TargetAssessment) -> str:
    """The forecast, or why there is none; empty if the target has no value."""
    projection = progress.forecast
    if projection is None:
        return _("no forecast: {why}", why=reason) if (reason := refusal(progress)) else ""
    outcome = _outcome(progress, projection)
    if projection.at_due is None:
        return outcome
    expected = _("{expected} at the deadline", expected=Amount(significant(projection.at_due), progress.target.unit))
    if projection.low is not None and projection.high is not None:
        low, high = (Amount(significant(end)) for end in (projection.low, projection.high))
        expected = _("{expected} (range of past rates: {low}–{high})", expected=expected, low=low, high=high)
    return _("{expected}; {reached}", expected=expected, reached=outcome)


def _outcome(progress: TargetAssessment, projection: Forecast) -> _:
    """When the target is projected to be reached, and how late that is."""
    day, due = projection.reached_on, progress.terms.due if progress.terms else None
    if projection.overtaken:
        return _("the trend has reached the target, but no figure confirms it")
    if day is None:
        return _("not projected to reach target")
    if due is not None and progress.as_of > due:
        return _("projected to reach target on {day}, {span} late", day=day, span=length(due, day))
    return _("projected to reach target on {day}", day=day)
