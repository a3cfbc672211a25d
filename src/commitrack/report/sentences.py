"""Figures as sentences: what was needed, what was seen, and why something is not said.

Amounts and dates are formed here once, so that terminal, page and mail say the same words.
"""

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from commitrack.assess import Assessment, Status, TargetAssessment, Terms
from commitrack.dates import format_span, format_when
from commitrack.language import LazyString as _
from commitrack.language import format_day, listed, word
from commitrack.model import Number, Qualifier, Target, Text, in_language
from commitrack.quantity import format_number, format_quantity, format_unit, hedged, is_currency, simplest


def percent(share: Decimal | None, *, places: int = 1) -> str:
    """A share as per cent, exact in its last place: 83.1 %; empty for none."""
    if share is None:
        return ""
    step = Decimal(1).scaleb(-places)
    value = (share * 100).quantize(step, ROUND_HALF_EVEN) + 0  # no minus before a zero
    if share < 1 and value == 100:  # noqa: PLR2004  what is not all of it is never rounded up to all of it
        value -= step
    return f"{value:,f}".removesuffix(".0") + "%"


def times(ratio: Decimal) -> _:
    """A ratio with two places: 0.40×."""
    return _("{number}×", number=ratio.quantize(Decimal("0.01"), ROUND_HALF_EVEN))


def goal(target: Target, value: Number | None, *, lang: str, short: bool = True) -> str:
    """What is to be reached: “≥ 10m people”; for an indicator that is only followed, its unit."""
    if value is None:
        return _("({unit})", unit=format_unit(target.unit, lang=lang)).to(lang)
    return hedged(format_quantity(value, target.unit, lang=lang), target.qualifier, lang=lang, short=short)


def exactly(value: Number, unit: str, *, lang: str, qualifier: Qualifier | None = None) -> str:
    """Compact and exact side by side where they differ: at least ¥40bn (JPY 40,000,000,000)."""
    compact, plain = format_quantity(value, unit, lang=lang), format_number(value, compact=False)
    said = hedged(compact, qualifier, lang=lang)
    if plain in compact:
        return said
    exact = f"{unit} {plain}" if is_currency(unit) else plain
    if lang == "ja":
        exact = format_quantity(value, unit, lang=lang, compact=False)
    return _("{amount} ({exact})", amount=said, exact=exact).to(lang)


def promised(found: TargetAssessment, *, lang: str) -> str:
    """What is to be reached and by when: “at least 10m people (10,000,000) by 2033-12-17”; or that it is followed."""
    target, terms = found.target, found.terms
    if terms is None:
        return _("in {unit}, without a value to reach", unit=format_unit(target.unit, lang=lang)).to(lang)
    amount = exactly(terms.value, target.unit, lang=lang, qualifier=target.qualifier)
    if terms.due is None:
        return _("{goal}, no deadline stated", goal=amount).to(lang)
    return _("{goal} by {due}", goal=amount, due=format_day(terms.due, lang)).to(lang)


def level(found: TargetAssessment, *, lang: str, short: bool = True) -> str:
    """The figure that stands, with its hedge; “no data” and never 0 where nothing was reported."""
    latest = found.latest
    if latest is None:
        return _("no data").to(lang)
    amount = format_quantity(latest.level, found.target.unit, lang=lang)
    return hedged(amount, latest.update.qualifier, lang=lang, short=short)


def stands(found: TargetAssessment, *, lang: str) -> str:
    """“108 of 130 items on 2025-10-26 (83.1%)”, or that nothing is known."""
    latest, terms, measure = found.latest, found.terms, found.measure
    if terms is None:
        return (
            _("no figure reported yet").to(lang)
            if latest is None
            else _on(level(found, lang=lang, short=False), latest.on, lang)
        )
    if latest is None or measure is None:
        wanted = goal(found.target, terms.value, lang=lang, short=False)
        return _("no figure known for {goal}", goal=wanted).to(lang)
    amount = _measured(latest.level, terms, found.target.unit, latest.update.qualifier, lang=lang)
    share = percent(measure.achieved) if measure.achieved is not None else _kept(found)
    return _("{figure} ({share})", figure=_on(amount, latest.on, lang), share=share).to(lang)


def _on(figure: str, day: date, lang: str) -> str:
    return _("{figure} on {day}", figure=figure, day=format_day(day, lang)).to(lang)


def of(number: Number, value: Number, unit: str, qualifier: Qualifier | None = None, *, lang: str) -> str:
    """“at least 108 of 130 items”, “US$2bn of US$35bn”: the unit once where it stands behind."""
    part = hedged(_beside(number, unit, lang), qualifier, lang=lang)
    return _("{part} of {whole}", part=part, whole=format_quantity(value, unit, lang=lang)).to(lang)


def _beside(number: Number, unit: str, lang: str) -> str:
    """An amount beside one of the same unit; money, and all of Japanese, says it each time."""
    if is_currency(unit) or lang == "ja":
        return format_quantity(number, unit, lang=lang)
    return format_number(number, lang=lang)


def _measured(number: Number, terms: Terms, unit: str, qualifier: Qualifier | None = None, *, lang: str) -> str:
    """“400 of 1,000 people”; where less is better, or enough is enough, “400 people against 100 people”."""
    if terms.is_maintenance or terms.value < terms.baseline:
        stood, ceiling = (format_quantity(each, unit, lang=lang) for each in (number, terms.value))
        return _("{figure} against {goal}", figure=hedged(stood, qualifier, lang=lang), goal=ceiling).to(lang)
    return of(number, terms.value, unit, qualifier, lang=lang)


def _kept(found: TargetAssessment) -> _:
    held = found.latest is not None and found.terms is not None and found.terms.reached(found.latest.level)
    return _("kept") if held else _("not kept")


def planned(found: TargetAssessment, *, lang: str) -> str | None:
    """What the plan asked for by the day of the report, and the pace on the day of the figure."""
    measure, latest = found.measure, found.latest
    if measure is None or measure.planned is None:
        return None
    share = percent(measure.planned)
    if measure.pace is None or latest is None:
        return _("{share} by now", share=share).to(lang)
    day, pace = format_day(latest.on, lang), times(measure.pace)
    return _("{share} by now; on {day} the pace was {pace} of the plan", share=share, day=day, pace=pace).to(lang)


def rate(found: TargetAssessment, *, lang: str) -> str | None:
    """“needs 1,020 people a month, had 412 (0.40×); at this pace 3,480 of 5,000 by 2026-09-06”."""
    rates, terms, unit = found.rates, found.terms, found.target.unit
    if rates is None or terms is None:
        return None
    falling = terms.value < terms.baseline
    sign = -1 if falling else 1
    moved = format_quantity(three_digits(rates.observed), unit, lang=lang)
    if rates.required is None or rates.ratio is None or rates.at_due is None:
        return _("moved by {moved} a {per}", moved=moved, per=rates.per).to(lang)
    gaps = {
        "required": format_quantity(sign * three_digits(rates.required), unit, lang=lang),
        "had": _beside(sign * three_digits(rates.observed), unit, lang),
        "ratio": times(rates.ratio),
        "reached": _measured(three_digits(rates.at_due), terms, unit, lang=lang),
        "due": format_day(terms.due, lang) if terms.due else "",
        "per": rates.per,
    }
    if falling:
        said = _("must fall by {required} a {per}, fell by {had} ({ratio}); at this pace {reached} by {due}", **gaps)
    else:
        said = _("needs {required} a {per}, had {had} ({ratio}); at this pace {reached} by {due}", **gaps)
    return said.to(lang)


def three_digits(value: Number) -> Number:
    """A derived figure in three significant digits: more would claim what nobody knows."""
    exact = Decimal(value)
    return simplest(exact.quantize(Decimal(1).scaleb(exact.adjusted() - 2))) if exact else 0


def forecast(found: TargetAssessment, *, lang: str) -> str:
    """Where the figures lead, or in a few words why nobody can say."""
    if found.forecast is None:
        return _("no forecast: {why}", why=found.forecast_refused).to(lang) if found.forecast_refused else ""
    unit, seen = found.target.unit, found.forecast
    reached = _("not reached at this slope")
    if seen.reached_on:
        reached = _("would be reached on {day}", day=format_day(seen.reached_on, lang))
    if seen.at_due is None or seen.low is None or seen.high is None:
        return reached.to(lang)
    low, high = (format_number(three_digits(end), lang=lang) for end in (seen.low, seen.high))
    expected = format_quantity(three_digits(seen.at_due), unit, lang=lang)
    return _(
        "{expected} at the deadline ({low}–{high}); {reached}", expected=expected, low=low, high=high, reached=reached
    ).to(lang)


def deadline(assessment: Assessment, *, lang: str, written: bool = False) -> str:
    """The deadline and how far away it is: “2026-09-06, 78 days ago”; also in the words of the source, if asked."""
    due = assessment.due
    if due is None:
        return _("no deadline stated").to(lang)
    away = distance(due, assessment.as_of, lang=lang)
    said = _("{day}, {distance}", day=format_day(due, lang), distance=away).to(lang)
    return said + (_as_written(assessment, lang) if written else "")


def _as_written(assessment: Assessment, lang: str) -> str:
    """The deadline in the words of the source, where those are others."""
    commitment, written = assessment.commitment, assessment.due_written
    if commitment.within is not None and commitment.made is not None and written is None:
        span, made = format_span(commitment.within, lang), format_when(commitment.made, lang)
        return _(" (“{span}” from {made})", span=span, made=made).to(lang)
    if written is None or str(written) == str(assessment.due):
        return ""
    return _(" (“{written}”)", written=format_when(written, lang)).to(lang)


def distance(day: date, today: date, *, lang: str) -> str:
    """“in 3 days”, “today”, “2 years ago”; a day counts until it is over."""
    days = (day - today).days
    if days == 0:
        return _("today").to(lang)
    number = abs(days)
    if number > 730:  # noqa: PLR2004  two years
        span = _("{n} year", "{n} years", n=round(number / 365.2425))
    elif number > 90:  # noqa: PLR2004  three months
        span = _("{n} month", "{n} months", n=round(number / 30.436875))
    else:
        span = _("{n} day", "{n} days", n=number)
    return (_("in {span}", span=span) if days > 0 else _("{span} ago", span=span)).to(lang)


def completion(assessment: Assessment, *, lang: str) -> str:
    """The level of completion and its day, “substantial on 2025-10-26”; that nothing is known where there is none."""
    if assessment.completion is None:
        return _("nothing reported").to(lang)
    level = word(assessment.completion)
    day = format_day(assessment.updated, lang) if assessment.updated else ""
    return _("{figure} on {day}", figure=level, day=day).to(lang)


def parts(counts: dict[Status, int], *, lang: str) -> str:
    """“7 parts: 1 overdue, 6 no data”; empty without parts."""
    total = sum(counts.values())
    if not total:
        return ""
    each = [_("{n} {status}", n=counts[status], status=word(status)) for status in Status if counts.get(status)]
    return _("{n} part: {counts}", "{n} parts: {counts}", n=total, counts=listed(each, lang)).to(lang)


def title_of(assessment: Assessment, lang: str) -> str:
    """The title of a commitment in a language."""
    return in_language(assessment.commitment.title, lang)


def cited(title: Text, page: int | None, *, lang: str) -> str:
    """The title of a document, with the page that is meant."""
    said = in_language(title, lang)
    return _("{title}, p. {page}", title=said, page=page).to(lang) if page else said
