"""The charts of the report: each with its heading, its drawing, the same values as a table, and sentences."""

from collections.abc import Container, Iterable, Iterator
from typing import cast

from commitrack.amounts import Unit
from commitrack.assess import Terms
from commitrack.language import LazyString as _
from commitrack.model import multilingual
from commitrack.report.highlights import TargetProgress
from commitrack.report.report import Report
from commitrack.report.snapshot import Snapshot
from commitrack.views.html.burnup import drawing
from commitrack.views.html.chart_table import table
from commitrack.views.html.inline import dated, name, status
from commitrack.views.html.pattern import Html, Pattern
from commitrack.views.tables import status_cell
from commitrack.wording.amendments import amended
from commitrack.wording.commitments import title_of
from commitrack.wording.figures import reached
from commitrack.wording.rates import forecast, rate

_CHART = Pattern("""\
<div class="chart">
<h3 id="_chart-{number}">{name}</h3>
<p class="about">{indicator}{unit} · {status}</p>
<svg class="burnup" role="img" aria-labelledby="_chart-{number}t _chart-{number}d" width="100%" height="190">\
<title id="_chart-{number}t">{title}</title><desc id="_chart-{number}d">{description}</desc>
{drawing}</svg>
<div class="explanation">
<div class="box" tabindex="0" role="group" aria-label="{data}">
<table class="numbers">
<caption class="hidden">{data}</caption>
{table}</table>
</div>
{sentences}</div>
</div>
""")
_INDICATOR, _SENTENCE = Pattern("{} · "), Pattern('<p class="sentence">{}</p>')


def charted(report: Report) -> tuple[TargetProgress, ...]:
    """The targets that have a chart: those with a value and a figure."""
    return tuple(row for row in report.completion if row.target.terms is not None and row.target.latest)


def charts(rows: Iterable[TargetProgress], snapshot: Snapshot, lang: str, linked: Container[str]) -> Iterator[Html]:
    """The charts of targets that have one, with links to the commitments whose ids are ``linked``; one by one."""
    for number, row in enumerate(rows, 1):
        yield _chart(number, row, lang, linked)
        snapshot.assessments.release(row.assessment.commitment.id)


def _chart(number: int, row: TargetProgress, lang: str, linked: Container[str]) -> Html:
    target, terms, commitment = row.target, cast("Terms", row.target.terms), row.assessment.commitment.id
    title, indicator = title_of(row.assessment), multilingual(target.target.indicator)
    first = target.original if target.changes else None
    count, latest, ahead = len(target.figures), reached(target), forecast(target)
    sentences = (rate(target), amended(target))
    return _CHART.filled(
        lang,
        number=str(number),
        name=name(title, commitment, lang=lang, linked=commitment in linked),
        indicator=_INDICATOR.filled(lang, indicator) if target.target.indicator else "",
        unit=Unit(target.target.unit),
        status=status(row.status, status_cell(row.assessment).remark, lang=lang),
        title=_("Progress over time: {title}", title=title),
        description=_("Figures: {count}; latest: {latest}. {forecast}", count=count, latest=latest, forecast=ahead),
        drawing=drawing(row, terms, first, lang),
        data=_("Chart data: {title}", title=title),
        table=table(target, terms, first, lang),
        sentences=_SENTENCE.repeated(lang, [(dated(sentence, lang=lang),) for sentence in sentences if sentence]),
    )
