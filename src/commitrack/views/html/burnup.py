"""The burn-up chart of one target: figures, plan, forecast and original target.

Positions are per cent of the chart. Nothing is assessed here: the plan is that of ``Terms.planned``.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import cast

from msgspec import Struct

from commitrack.amounts import Amount, is_currency, significant, simplest
from commitrack.assess import Status, Terms
from commitrack.language import LazyString as _
from commitrack.language import join
from commitrack.model import Number, Qualifier
from commitrack.report.highlights import TargetProgress
from commitrack.report.report import Report
from commitrack.views.html.chart_bounds import corners, day_range, extent
from commitrack.views.html.labels import ChartLabel, LabelRequest, Point, placed
from commitrack.views.html.scale import Tick, levels
from commitrack.views.linebreak import width
from commitrack.views.tables import status_cell
from commitrack.wording.amendments import amended
from commitrack.wording.figures import percent, reached
from commitrack.wording.rates import forecast, rate

MOST_TICKS = 5
"""How many labels of days fit under a chart of its narrowest width."""
LONGEST = 20
"""Maximum width in columns of a label with its unit; longer labels omit the unit, which the heading shows too."""


_KINDS = {
    "figure": _("Figure"), "milestone": _("Milestone"), "ahead": _("Forecast"), "range": _("Forecast range"),
    "reached": _("Forecast: target reached"), "goal": _("Target"), "first": _("Original target"),
}  # fmt: skip
"""The labels of the rows of the table."""

Place = tuple[date, Decimal]
"""A day and a level."""


class ChartLine(Struct, frozen=True):
    """A straight line of one kind: plan, original plan, figures or forecast."""

    kind: str
    x1: str
    y1: str
    x2: str
    y2: str


class Mark(Struct, frozen=True):
    """A point of one kind: figure, milestone, target, original target or forecast."""

    kind: str
    x: str
    y: str


class ChartRow(Struct, frozen=True, kw_only=True):
    """One line of the table beside the chart."""

    kind: str
    label: str
    day: date | None
    level: str
    achieved: str = ""
    planned: str = ""


class Chart(Struct, frozen=True, kw_only=True):
    """Everything that the template needs for one target."""

    status: Status
    reservation: str
    signed: bool
    reached: str
    forecast: str
    sentences: tuple[str, ...]
    levels: tuple[Tick, ...]
    days: tuple[Tick, ...]
    today: str
    lines: tuple[ChartLine, ...]
    marks: tuple[Mark, ...]
    cone: str
    labels: tuple[ChartLabel, ...]
    rows: tuple[ChartRow, ...]


def charted(report: Report) -> tuple[TargetProgress, ...]:
    """The targets that have a chart: those with a value and a figure."""
    return tuple(row for row in report.completion if row.target.terms is not None and row.target.figures)


def chart(row: TargetProgress, *, lang: str) -> Chart:
    """The chart of a target that has one."""
    return _Drawing(row, lang).chart()


class _Drawing:
    """The scales of one chart, and what is drawn on them."""

    def __init__(self, row: TargetProgress, lang: str) -> None:
        self.row, self.target, self.terms, self.lang = row, row.target, cast("Terms", row.target.terms), lang
        first = row.target.original
        self.first = first if first is not None and row.target.changes else None
        self.days = day_range(row, self.terms)
        self.levels = levels(extent(row.target, self.terms))

    def chart(self) -> Chart:
        lines = list(self._lines())
        return Chart(
            status=self.row.status,
            reservation=status_cell(self.row.assessment).remark,
            signed=_is_symbol(self.target.target.unit),
            reached=reached(self.target),
            forecast=forecast(self.target),
            sentences=tuple(filter(None, (rate(self.target), amended(self.target)))),
            levels=tuple(Tick(self.levels.at(level), self._plain(simplest(level))) for level in self.levels.ticks()),
            days=self.days.ticks(MOST_TICKS, self.lang),
            today=self.days.at(self.row.assessment.as_of),
            lines=tuple(ChartLine(kind, *self._at(*start), *self._at(*end)) for kind, start, end in lines),
            marks=tuple(Mark(kind, *self._at(day, height)) for kind, day, height in self._points()),
            cone=self._cone(),
            labels=placed(
                self._label_requests(), [(self._point(*start), self._point(*end)) for _, start, end in lines]
            ),
            rows=tuple(self._rows()),
        )

    def _plain(self, height: Number) -> str:
        """A level without its unit, which the table heading has; money and per cent keep their symbol."""
        unit = self.target.target.unit
        return Amount(height, unit if _is_symbol(unit) else None).to(self.lang)

    def _at(self, day: date, height: Decimal) -> tuple[str, str]:
        return self.days.at(day), self.levels.at(height)

    def _share(self, day: date, height: Decimal) -> tuple[Decimal, Decimal]:
        return self.days.share(day), self.levels.share(height)

    def _point(self, day: date, height: Decimal) -> Point:
        x, y = self._share(day, height)
        return float(x), float(y)

    def _lines(self) -> Iterator[tuple[str, Place, Place]]:
        """Everything that is drawn as a line; the figures come last, on top."""
        figures = [(figure.on, Decimal(figure.level)) for figure in self.target.figures]
        series = {
            "first": corners(self.first) if self.first else [], "plan": corners(self.terms), "ahead": self._ahead(),
            "figure": figures,
        }  # fmt: skip
        for kind, points in series.items():
            yield from ((kind, start, end) for start, end in pairwise(points))

    def _ahead(self) -> list[Place]:
        """The forecast as a line from the latest figure; empty without a forecast in the chart."""
        projection, latest = self.target.forecast, self.target.figures[-1]
        start = (latest.on, Decimal(latest.level))
        if projection is not None and projection.at_due is not None and self.terms.due is not None:
            return [start, self._cut(start, (self.terms.due, Decimal(projection.at_due)))]
        if projection is not None and projection.reached_on is not None and projection.reached_on <= self.days.last:
            return [start, (projection.reached_on, Decimal(self.terms.value))]
        return []

    def _cut(self, start: Place, end: Place) -> Place:
        """The end of a line, or the point where it leaves the chart."""
        edge = min(max(end[1], self.levels.low), self.levels.high)
        if edge == end[1]:
            return end
        share = (edge - start[1]) / (end[1] - start[1])
        return start[0] + timedelta(days=int((end[0] - start[0]).days * share)), edge

    def _cone(self) -> str:
        """The range of the forecast as the corners of a triangle, for an SVG polygon; empty without a range."""
        projection, latest = self.target.forecast, self.target.figures[-1]
        if projection is None or projection.low is None or projection.high is None or self.terms.due is None:
            return ""
        corners = ((latest.on, latest.level), (self.terms.due, projection.low), (self.terms.due, projection.high))
        return " ".join(
            f"{self.days.share(day):.2f},{self.levels.share(Decimal(height)):.2f}" for day, height in corners
        )

    def _points(self) -> Iterator[tuple[str, date, Decimal]]:
        if self.first is not None and self.first.due is not None:
            yield "first", self.first.due, Decimal(self.first.value)
        for on, value in self.terms.milestones:
            if self.days.first <= on <= self.days.last:
                yield "milestone", on, Decimal(value)
        yield "goal", self.terms.due or self.days.last, Decimal(self.terms.value)
        for figure in self.target.figures:
            yield "figure", figure.on, Decimal(figure.level)
        projection, ahead = self.target.forecast, self._ahead()
        if ahead and projection is not None and ahead[-1][1] in {projection.at_due, self.terms.value}:
            yield "ahead", *ahead[-1]

    def _label_requests(self) -> Iterator[LabelRequest]:
        """The labels in the chart, most important first; units that are too long are omitted."""
        projection, places = self.target.forecast, dict[str, tuple[Decimal, Decimal]]()
        for kind, day, height in self._points():
            places[kind] = self._share(day, height)
        latest = self.target.figures[-1]
        labels: list[tuple[str, Number, Qualifier | None]] = [("figure", latest.level, latest.qualifier)]
        labels.append(("goal", self.terms.value, self.target.target.qualifier))
        if self.first is not None and self.first.value != self.terms.value:
            labels.append(("first", self.first.value, None))
        if projection is not None and projection.at_due is not None:
            labels.append(("ahead", significant(projection.at_due), None))
        for kind, amount, hedge in labels:
            if kind in places:
                unit: str | None = self.target.target.unit
                if not _is_symbol(unit or "") and width(Amount(amount, unit).to(self.lang)) > LONGEST:
                    unit = None
                yield LabelRequest(kind, *places[kind], Amount(amount, unit, hedge).to(self.lang))

    def _rows(self) -> Iterator[ChartRow]:
        """The same values as a table: figures and milestones by day, then forecast, target and original target."""
        dated: list[ChartRow] = [self._row("figure", figure.on, figure.level) for figure in self.target.figures]
        dated += [self._row("milestone", on, value) for on, value in self.terms.milestones]
        yield from sorted(dated, key=lambda row: row.day or date.min)
        projection = self.target.forecast
        if projection is not None and projection.at_due is not None and self.terms.due is not None:
            yield self._row("ahead", self.terms.due, significant(projection.at_due))
            if projection.low is not None and projection.high is not None:
                ends = [self._plain(significant(end)) for end in (projection.low, projection.high)]
                yield ChartRow(kind="range", label=_KINDS["range"], day=self.terms.due, level=join(ends, _("–")))
        elif projection is not None and projection.reached_on is not None:
            yield self._row("reached", projection.reached_on, self.terms.value)
        yield self._row("goal", self.terms.due, self.terms.value)
        if self.first is not None:
            yield self._row("first", self.first.due, self.first.value)

    def _row(self, kind: str, day: date | None, height: Number) -> ChartRow:
        return ChartRow(
            kind=kind,
            label=_KINDS[kind],
            day=day,
            level=self._plain(height),
            achieved=percent(self.terms.achieved(height)) if kind != "first" else "",
            planned=percent(self.terms.planned(day)) if kind == "figure" and day else "",
        )


def _is_symbol(unit: str) -> bool:
    """Whether a unit is written as a symbol beside the number: ¥, %."""
    return is_currency(unit) or unit == "%"
