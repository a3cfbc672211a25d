"""The burn-up chart of one target: figures, plan, forecast and original target.

Positions are per cent of the chart. Nothing is assessed here: the plan is that of ``Terms.planned``.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from commitrack.amounts import Amount, significant, simplest
from commitrack.assess import Terms
from commitrack.model import Number, Qualifier
from commitrack.report.highlights import TargetProgress
from commitrack.views.html.chart_bounds import corners, day_range, extent
from commitrack.views.html.chart_table import is_symbol, plain
from commitrack.views.html.labels import LabelRequest, placed
from commitrack.views.html.pattern import Html, joined
from commitrack.views.html.scale import levels
from commitrack.views.html.shapes import CONE, DAY, DRAWING, LABEL, LEVEL, LINES, MARKS
from commitrack.views.linebreak import width

MOST_TICKS = 5
"""How many labels of days fit under a chart of its narrowest width."""
LONGEST = 20
"""Maximum width in columns of a label with its unit; longer labels omit the unit, which the heading shows too."""

Place = tuple[date, Decimal]
"""A day and a level."""
Position = tuple[Decimal, Decimal]
"""A position in the chart."""


def drawing(row: TargetProgress, terms: Terms, first: Terms | None, lang: str) -> Html:
    """The content of the SVG of a chart; ``first`` are the original terms, if they were amended."""
    return _Drawing(row, terms, first, lang).markup()


class _Drawing:
    """The scales of one chart, and what is drawn on them."""

    def __init__(self, row: TargetProgress, terms: Terms, first: Terms | None, lang: str) -> None:
        self.target, self.terms, self.first, self.lang = row.target, terms, first, lang
        self.days = day_range(row, terms)
        self.today = row.assessment.as_of
        self.levels = levels(extent(row.target, terms))
        self.figures = [self._at(figure.on, Decimal(figure.level)) for figure in row.target.figures]
        self.ahead = self._ahead()

    def markup(self) -> Html:
        lang, unit, lines, points = self.lang, self.target.target.unit, self._lines(), self._points()
        ticks = [(self.levels.at(level), plain(simplest(level), unit)) for level in self.levels.ticks()]
        days = [(tick.at, tick.label) for tick in self.days.ticks(MOST_TICKS, lang)]
        segments = [line for ends in lines.values() for line in pairwise([(float(x), float(y)) for x, y in ends])]
        return DRAWING.filled(
            lang,
            LEVEL.repeated(lang, ticks),
            DAY.repeated(lang, days),
            self.days.at(self.today),
            CONE.repeated(self._cones()),
            joined(LINES[kind].repeated((*start, *end) for start, end in pairwise(lines[kind])) for kind in lines),
            joined(MARKS[kind].repeated(points[kind]) for kind in points),
            LABEL.repeated(lang, placed(self._label_requests(points), segments)),
        )

    def _at(self, day: date, level: Decimal) -> Position:
        return self.days.share(day), self.levels.share(level)

    def _lines(self) -> dict[str, list[Position]]:
        """The corners of what is drawn as lines, by kind; the figures come last, on top."""
        return {
            "first": [self._at(*corner) for corner in corners(self.first)] if self.first else [],
            "plan": [self._at(*corner) for corner in corners(self.terms)],
            "ahead": [self.figures[-1], self._at(*self.ahead)] if self.ahead else [],
            "figure": self.figures,
        }

    def _ahead(self) -> Place | None:
        """The end of the line from the latest figure to its forecast; None without a forecast in the chart."""
        projection = self.target.forecast
        if projection is not None and projection.at_due is not None and self.terms.due is not None:
            return self._cut((self.terms.due, Decimal(projection.at_due)))
        if projection is not None and projection.reached_on is not None and projection.reached_on <= self.days.last:
            return projection.reached_on, Decimal(self.terms.value)
        return None

    def _cut(self, end: Place) -> Place:
        """The end of the line from the latest figure, or the point where it leaves the chart."""
        edge = min(max(end[1], self.levels.low), self.levels.high)
        if edge == end[1]:
            return end
        latest = self.target.figures[-1]
        share = (edge - latest.level) / (end[1] - latest.level)
        return latest.on + timedelta(days=int((end[0] - latest.on).days * share)), edge

    def _cones(self) -> Iterator[tuple[Decimal, ...]]:
        """The range of the forecast as the corners of a triangle; nothing without a range."""
        projection, due = self.target.forecast, self.terms.due
        if projection is not None and projection.low is not None and projection.high is not None and due is not None:
            ends = (self._at(due, Decimal(level)) for level in (projection.low, projection.high))
            yield (*self.figures[-1], *next(ends), *next(ends))

    def _points(self) -> dict[str, list[Position]]:
        """Everything that is marked, by kind."""
        points, projection = dict[str, list[Position]](), self.target.forecast
        if self.first is not None and self.first.due is not None:
            points["first"] = [self._at(self.first.due, Decimal(self.first.value))]
        steps = [step for step in self.terms.milestones if self.days.first <= step[0] <= self.days.last]
        points["milestone"] = [self._at(on, Decimal(value)) for on, value in steps]
        points["goal"] = [self._at(self.terms.due or self.days.last, Decimal(self.terms.value))]
        points["figure"] = self.figures
        if self.ahead and projection is not None and self.ahead[1] in {projection.at_due, self.terms.value}:
            points["ahead"] = [self._at(*self.ahead)]
        return points

    def _label_requests(self, points: dict[str, list[Position]]) -> Iterator[LabelRequest]:
        """The labels in the chart, most important first; units that are too long are omitted."""
        projection, latest = self.target.forecast, self.target.figures[-1]
        labels: list[tuple[str, Number, Qualifier | None]] = [("figure", latest.level, latest.qualifier)]
        labels.append(("goal", self.terms.value, self.target.target.qualifier))
        if self.first is not None and self.first.value != self.terms.value:
            labels.append(("first", self.first.value, None))
        if projection is not None and projection.at_due is not None:
            labels.append(("ahead", significant(projection.at_due), None))
        for kind, amount, hedge in labels:
            if kind in points:
                unit: str | None = self.target.target.unit
                if not is_symbol(unit or "") and width(Amount(amount, unit).to(self.lang)) > LONGEST:
                    unit = None
                yield LabelRequest(kind, *points[kind][-1], Amount(amount, unit, hedge).to(self.lang))
