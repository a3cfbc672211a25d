"""The table beside a burn-up chart: the same values in words."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from commitrack.amounts import Amount, Unit, is_currency, significant
from commitrack.assess import TargetAssessment, Terms
from commitrack.language import LazyString as _
from commitrack.language import join, localize
from commitrack.model import Number
from commitrack.views.html.pattern import Html, Pattern
from commitrack.wording.figures import percent, plan_label

_TABLE = Pattern("""\
<thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col" class="right">{}</th>\
<th scope="col" class="right">{}</th><th scope="col" class="right">{}</th></tr></thead>
<tbody>
{}</tbody>
""")
_ROW = Pattern(
    '<tr class="{}"><th scope="row">{}</th><td class="day">{}</td><td class="right">{}</td>'
    '<td class="right">{}</td><td class="right">{}</td></tr>\n'
)
_KINDS = {
    "figure": _("Figure"), "milestone": _("Milestone"), "ahead": _("Forecast"), "range": _("Forecast range"),
    "reached": _("Forecast: target reached"), "goal": _("Target"), "first": _("Original target"),
}  # fmt: skip
"""The labels of the rows."""

ChartRow = tuple[str, object, object, str, str]
"""The kind, the day, the level, and the shares achieved and planned."""


def table(target: TargetAssessment, terms: Terms, first: Terms | None, lang: str) -> Html:
    """Figures and milestones by day, then forecast, target and, if it was amended, the ``first`` target."""
    labels, unit = _labels(lang), target.target.unit
    value = _("Value") if is_symbol(unit) else _("Value ({unit})", unit=Unit(unit))
    headings = (_("Type"), _("Date"), value, _("Achieved"), plan_label(target))
    rows = _ROW.repeated(lang, ((kind, labels[kind], *row) for kind, *row in _rows(target, terms, first)))
    return _TABLE.filled(lang, *headings, rows)


@cache
def _labels(lang: str) -> dict[str, str]:
    return {kind: localize(label, lang) for kind, label in _KINDS.items()}


def plain(level: Number, unit: str) -> Amount:
    """A level without its unit, which the table heading has; money and per cent keep their symbol."""
    return Amount(level, unit if is_symbol(unit) else None)


def is_symbol(unit: str) -> bool:
    """Whether a unit is written as a symbol beside the number: ¥, %."""
    return is_currency(unit) or unit == "%"


def _rows(target: TargetAssessment, terms: Terms, first: Terms | None) -> Iterator[ChartRow]:
    unit, projection = target.target.unit, target.forecast
    steps = [(figure.on, "figure", figure.level) for figure in target.figures]
    steps += [(on, "milestone", value) for on, value in terms.milestones]
    for on, kind, level in sorted(steps, key=lambda step: step[0]):
        planned = percent(terms.planned(on)) if kind == "figure" else ""
        yield _row(kind, on, plain(level, unit), percent(terms.achieved(level)), planned)
    if projection is not None and projection.at_due is not None and terms.due is not None:
        at_due = significant(projection.at_due)
        yield _row("ahead", terms.due, plain(at_due, unit), percent(terms.achieved(at_due)))
        if projection.low is not None and projection.high is not None:
            ends = (plain(significant(end), unit) for end in (projection.low, projection.high))
            yield _row("range", terms.due, join(ends, _("–")))
    elif projection is not None and projection.reached_on is not None:
        yield _row("reached", projection.reached_on, plain(terms.value, unit), percent(terms.achieved(terms.value)))
    yield _row("goal", terms.due, plain(terms.value, unit), percent(terms.achieved(terms.value)))
    if first is not None:
        yield _row("first", first.due, plain(first.value, unit))


def _row(kind: str, day: date | None, level: object, achieved: str = "", planned: str = "") -> ChartRow:
    return kind, day or _("no deadline"), level, achieved, planned
