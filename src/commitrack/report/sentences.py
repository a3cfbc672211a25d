"""Figures as sentences: what was needed, what was seen, and why something is not said.

Amounts and dates are formed here once, so that terminal, page and mail say the same words.
"""

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from commitrack.assess import Assessment, Change, Status, TargetAssessment, Terms, status_of
from commitrack.assess.terms import shift
from commitrack.model import Lifecycle, Number, Qualifier, Target, Update, in_language
from commitrack.quantity import format_number, format_quantity, hedged, is_currency, simplest


def percent(share: Decimal | None, *, places: int = 1) -> str:
    """A share as per cent, exact in its last place: 83.1 %; empty for none."""
    if share is None:
        return ""
    step = Decimal(1).scaleb(-places)
    value = (share * 100).quantize(step, ROUND_HALF_EVEN) + 0  # no minus before a zero
    if share < 1 and value == 100:  # noqa: PLR2004  what is not all of it is never rounded up to all of it
        value -= step
    return f"{value:,f}".removesuffix(".0") + "%"


def times(ratio: Decimal) -> str:
    """A ratio with two places: 0.40×."""
    return f"{ratio.quantize(Decimal('0.01'), ROUND_HALF_EVEN)}×"


def goal(target: Target, value: Number | None, *, lang: str, short: bool = True) -> str:
    """What is to be reached: “≥ 10m people”; for an indicator that is only followed, its unit."""
    if value is None:
        return f"({target.unit})"
    return hedged(format_quantity(value, target.unit, lang=lang), target.qualifier, lang=lang, short=short)


def exactly(value: Number, unit: str, *, lang: str, qualifier: Qualifier | None = None) -> str:
    """Compact and exact side by side where they differ: at least ¥40bn (JPY 40,000,000,000)."""
    compact = format_quantity(value, unit, lang=lang)
    plain = format_number(value, compact=False)
    exact = "" if plain in compact else f" ({unit} {plain})" if is_currency(unit) else f" ({plain})"
    return hedged(compact, qualifier, lang=lang) + exact


def level(found: TargetAssessment, *, lang: str, short: bool = True) -> str:
    """The figure that stands, with its hedge; “no data” and never 0 where nothing was reported."""
    latest = found.latest
    if latest is None:
        return "no data"
    amount = format_quantity(latest.level, found.target.unit, lang=lang)
    return hedged(amount, latest.update.qualifier, lang=lang, short=short)


def stands(found: TargetAssessment, *, lang: str) -> str:
    """“108 of 130 items on 2025-10-26 (83.1%)”, or that nothing is known."""
    latest, terms, measure = found.latest, found.terms, found.measure
    if terms is None:
        return "no figure reported yet" if latest is None else f"{level(found, lang=lang, short=False)} on {latest.on}"
    if latest is None or measure is None:
        return f"no figure known for {goal(found.target, terms.value, lang=lang, short=False)}"
    amount = _measured(latest.level, terms, found.target.unit, lang=lang)
    share = f" ({percent(measure.achieved)})" if measure.achieved is not None else _kept(found)
    return f"{hedged(amount, latest.update.qualifier, lang=lang)} on {latest.on}{share}"


def of(number: Number, value: Number, unit: str, *, lang: str) -> str:
    """“108 of 130 items”, “US$2bn of US$35bn”: the unit once where it stands behind."""
    whole = format_quantity(value, unit, lang=lang)
    if is_currency(unit) or lang == "ja":
        return f"{format_quantity(number, unit, lang=lang)} of {whole}"
    return f"{format_number(number, lang=lang)} of {whole}"


def _measured(number: Number, terms: Terms, unit: str, *, lang: str) -> str:
    """“400 of 1,000 people”; where less is better, or enough is enough, “400 people against 100 people”."""
    if terms.kept or terms.value < terms.baseline:
        return f"{format_quantity(number, unit, lang=lang)} against {format_quantity(terms.value, unit, lang=lang)}"
    return of(number, terms.value, unit, lang=lang)


def _kept(found: TargetAssessment) -> str:
    held = found.latest is not None and found.terms is not None and found.terms.reached(found.latest.level)
    return " (kept)" if held else " (not kept)"


def planned(found: TargetAssessment) -> str | None:
    """What the plan asked for by the day of the report, and the pace on the day of the figure."""
    measure, latest = found.measure, found.latest
    if measure is None or measure.planned is None:
        return None
    said = f"{percent(measure.planned)} by now"
    if measure.pace is None or latest is None:
        return said
    return f"{said}; on {latest.on} the pace was {times(measure.pace)} of the plan"


def rate(found: TargetAssessment, *, lang: str) -> str | None:
    """“needs 1,020 people a month, had 412 (0.40×); at this pace 3,480 of 5,000 by 2026-09-06”."""
    rates, terms, unit = found.rates, found.terms, found.target.unit
    if rates is None or terms is None:
        return None
    falling = terms.value < terms.baseline
    sign = -1 if falling else 1
    moved = format_quantity(three_digits(rates.observed), unit, lang=lang)
    if rates.required is None or rates.ratio is None or rates.at_due is None:
        return f"moved by {moved} a {rates.per}"
    required = format_quantity(sign * three_digits(rates.required), unit, lang=lang)
    observed = sign * three_digits(rates.observed)
    had = format_quantity(observed, unit, lang=lang) if is_currency(unit) else format_number(observed, lang=lang)
    reached = _measured(three_digits(rates.at_due), terms, unit, lang=lang)
    needs, did = ("must fall by", "fell by") if falling else ("needs", "had")
    return (
        f"{needs} {required} a {rates.per}, {did} {had} ({times(rates.ratio)}); at this pace {reached} by {terms.due}"
    )


def three_digits(value: Number) -> Number:
    """A derived figure in three significant digits: more would claim what nobody knows."""
    exact = Decimal(value)
    return simplest(exact.quantize(Decimal(1).scaleb(exact.adjusted() - 2))) if exact else 0


def forecast(found: TargetAssessment, *, lang: str) -> str:
    """Where the figures lead, or in a few words why nobody can say."""
    if found.forecast is None:
        return f"no forecast: {found.forecast_refused}" if found.forecast_refused else ""
    unit, seen = found.target.unit, found.forecast
    reached = f"would be reached on {seen.reached_on}" if seen.reached_on else "not reached at this slope"
    if seen.at_due is None or seen.low is None or seen.high is None:
        return reached
    low, high = (format_number(three_digits(end), lang=lang) for end in (seen.low, seen.high))
    return f"{format_quantity(three_digits(seen.at_due), unit, lang=lang)} at the deadline ({low}–{high}); {reached}"


def deadline(assessment: Assessment) -> str:
    """The deadline and how far away it is: “2026-09-06, 78 days ago”."""
    due = assessment.due
    if due is None:
        return "no deadline stated"
    return f"{due}, {distance(due, assessment.as_of)}"


def distance(day: date, today: date) -> str:
    """“in 3 days”, “today”, “2 years ago”; a day counts until it is over."""
    days = (day - today).days
    if days == 0:
        return "today"
    number, word = abs(days), "day"
    if number > 730:  # noqa: PLR2004  two years
        number, word = round(number / 365.2425), "year"
    elif number > 90:  # noqa: PLR2004  three months
        number, word = round(number / 30.436875), "month"
    span = f"{number} {word}{'s' * (number != 1)}"
    return f"in {span}" if days > 0 else f"{span} ago"


def amended(found: TargetAssessment, *, lang: str) -> str | None:
    """Original and current target side by side; whether it is on track only because the target moved."""
    if not found.changes or found.original is None or found.terms is None:
        return None
    before, now = (
        f"{goal(found.target, terms.value, lang=lang)} by {terms.due or 'no deadline'}"
        for terms in (found.original, found.terms)
    )
    because = moved(found)
    return f"{before} → {now}: {' and '.join(found.changes)}{f'; {because}' if because else ''}"


def moved(found: TargetAssessment) -> str | None:
    """“on track only because the target moved (by the original: off track)”, where that is so."""
    easier = {Change.WEAKENED, Change.EXTENDED} & set(found.changes)
    if not easier or not found.measure or not found.delivery_original or not found.schedule_original:
        return None
    now = status_of(Lifecycle.ACTIVE, found.measure.delivery, found.measure.schedule)
    return because(now, status_of(Lifecycle.ACTIVE, found.delivery_original, found.schedule_original))


def because(now: Status, original: Status) -> str | None:
    """“on track only because the target moved (by the original: off track)”; None where both are the same."""
    if now == original:
        return None
    return f"{STATUS_WORDS[now]} only because the target moved (by the original: {STATUS_WORDS[original]})"


def postponed(assessment: Assessment) -> str | None:
    """The amended deadline of a commitment without figures: as promised, as it is now, and what it hides."""
    before, now = assessment.original_due, assessment.due
    if before == now:
        return None
    hides = because(assessment.status, assessment.status_original)
    return f"due {before or 'never'} → {now or 'never'}: {shift(before, now)}{f'; {hides}' if hides else ''}"


def entry(update: Update, target: Target | None, *, lang: str) -> str:
    """One line of the journal in words, without its day and source."""
    if update.retracts is not None:
        return f"retracts {update.retracts}"
    if update.amends is not None:
        value, due = update.amends.value, update.amends.due
        terms = [f"target {format_quantity(value, target.unit, lang=lang)}"] if value is not None and target else []
        terms += [f"due {due}"] if due is not None else []
        return f"amended: {', '.join(terms)} ({update.reason})"
    if update.lifecycle is not None:
        return f"{update.lifecycle} ({update.reason})"
    if update.completion is not None:
        return f"completion: {update.completion}"
    number = update.actual if update.actual is not None else update.add
    if number is None or target is None:
        return "note"
    amount = hedged(format_quantity(number, target.unit, lang=lang), update.qualifier, lang=lang)
    return f"+ {amount}" if update.add is not None else amount


STATUS_WORDS = {status: str(status).replace("-", " ") for status in Status}
"""The status words as people say them: “off track”."""


def parts(counts: dict[Status, int]) -> str:
    """“7 parts: 1 overdue, 6 no data”; empty without parts."""
    total = sum(counts.values())
    if not total:
        return ""
    listed = ", ".join(f"{counts[status]} {STATUS_WORDS[status]}" for status in Status if counts.get(status))
    return f"{total} part{'s' * (total != 1)}: {listed}"


def title_of(assessment: Assessment, lang: str) -> str:
    """The title of a commitment in a language."""
    return in_language(assessment.commitment.title, lang)
