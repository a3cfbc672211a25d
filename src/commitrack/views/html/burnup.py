"""The burn-up of one target: its figures against the plan, where they lead, and what was first promised.

Places are per cent of the chart. Nothing is judged here: the plan is that of ``Terms.planned``.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from msgspec import Struct

from commitrack.assess import Status, Terms
from commitrack.assess.verdict import status_of
from commitrack.language import LazyString as _
from commitrack.language import word
from commitrack.model import Number, Qualifier
from commitrack.quantity import format_number, format_quantity, hedged, is_currency, simplest
from commitrack.report.amendments import amended
from commitrack.report.report import Report, TargetProgress
from commitrack.report.sentences import forecast, percent, rate, stands, three_digits
from commitrack.views.html.chart_bounds import corners, extent, stretch
from commitrack.views.html.labels import Label, Wish, placed
from commitrack.views.html.scale import Tick, levels
from commitrack.views.sanitize import width

MOST_TICKS = 5
LONGEST = 20
"""Signs that a label may have with its unit; the unit stands above the chart too."""


_KINDS = {
    "figure": _("Figure"), "milestone": _("Milestone"), "ahead": _("Forecast"), "range": _("Its range"),
    "reached": _("Forecast: reached"), "goal": _("Target"), "first": _("First promised"),
}  # fmt: skip
"""What the lines of the table are called."""

Place = tuple[date, Decimal]
"""A day and a level."""


class Line(Struct, frozen=True):
    """A straight line of one kind: plan, first plan, figures, forecast."""

    kind: str
    x1: str
    y1: str
    x2: str
    y2: str


class Mark(Struct, frozen=True):
    """A point of one kind: figure, milestone, goal, first goal, forecast."""

    kind: str
    x: str
    y: str


class Row(Struct, frozen=True, kw_only=True):
    """One line of the table beside the chart."""

    kind: str
    label: str
    day: date | None
    level: str
    achieved: str = ""
    planned: str = ""


class Chart(Struct, frozen=True, kw_only=True):
    """All that a template draws and writes for one target."""

    row: TargetProgress
    status: Status
    word: str
    signed: bool
    stands: str
    forecast: str
    said: tuple[str, ...]
    levels: tuple[Tick, ...]
    days: tuple[Tick, ...]
    today: str
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    cone: str
    labels: tuple[Label, ...]
    rows: tuple[Row, ...]


def charts(report: Report, lang: str) -> tuple[Chart, ...]:
    """One chart for each target that has a value and a figure."""
    return tuple(_Drawing(row, row.target.terms, lang).chart() for row in report.completion
                 if row.target.terms is not None and row.target.figures)  # fmt: skip


class _Drawing:
    """The scales of one chart, and what is drawn over them."""

    def __init__(self, row: TargetProgress, terms: Terms, lang: str) -> None:
        self.row, self.found, self.terms, self.lang = row, row.target, terms, lang
        first = row.target.original
        self.first = first if first is not None and row.target.changes else None
        self.days = stretch(row, terms)
        self.levels = levels(extent(row.target, terms))

    def chart(self) -> Chart:
        status = _status(self.row)
        return Chart(
            row=self.row,
            status=status,
            word=word(status).to(self.lang),
            signed=_signed(self.found.target.unit),
            stands=stands(self.found, lang=self.lang),
            forecast=forecast(self.found, lang=self.lang),
            said=tuple(
                said for said in (rate(self.found, lang=self.lang), amended(self.found, lang=self.lang)) if said
            ),
            levels=tuple(Tick(self.levels.at(each), self._plain(simplest(each))) for each in self.levels.ticks()),
            days=self.days.ticks(MOST_TICKS, self.lang),
            today=self.days.at(self.row.assessment.as_of),
            lines=tuple(Line(kind, *self._at(*start), *self._at(*end)) for kind, start, end in self._lines()),
            marks=tuple(Mark(kind, *self._at(day, height)) for kind, day, height in self._points()),
            cone=self._cone(),
            labels=placed(
                self._wishes(), [(self._share(*start), self._share(*end)) for _, start, end in self._lines()]
            ),
            rows=tuple(self._rows()),
        )

    def _plain(self, height: Number) -> str:
        """A level without its unit, which stands at the head of the table; money and per cent keep their sign."""
        unit = self.found.target.unit
        if _signed(unit):
            return format_quantity(height, unit, lang=self.lang)
        return format_number(height, lang=self.lang)

    def _at(self, day: date, height: Decimal) -> tuple[str, str]:
        return self.days.at(day), self.levels.at(height)

    def _share(self, day: date, height: Decimal) -> tuple[Decimal, Decimal]:
        return self.days.share(day), self.levels.share(height)

    def _lines(self) -> Iterator[tuple[str, Place, Place]]:
        """What is drawn as a line, the figures on top."""
        figures = [(figure.on, Decimal(figure.level)) for figure in self.found.figures]
        drawn = {
            "first": corners(self.first) if self.first else [], "plan": corners(self.terms), "ahead": self._ahead(),
            "figure": figures,
        }  # fmt: skip
        for kind, points in drawn.items():
            yield from ((kind, start, end) for start, end in pairwise(points))

    def _ahead(self) -> list[Place]:
        """From the latest figure to where it leads."""
        seen, latest = self.found.forecast, self.found.figures[-1]
        start = (latest.on, Decimal(latest.level))
        if seen is not None and seen.at_due is not None and self.terms.due is not None:
            return [start, self._cut(start, (self.terms.due, Decimal(seen.at_due)))]
        if seen is not None and seen.reached_on is not None and seen.reached_on <= self.days.last:
            return [start, (seen.reached_on, Decimal(self.terms.value))]
        return []

    def _cut(self, start: Place, end: Place) -> Place:
        """The end of a line, or where the line leaves the chart."""
        edge = min(max(end[1], self.levels.low), self.levels.high)
        if edge == end[1]:
            return end
        share = (edge - start[1]) / (end[1] - start[1])
        return start[0] + timedelta(days=int((end[0] - start[0]).days * share)), edge

    def _cone(self) -> str:
        """The range of the forecast as the corners of a triangle, in the units of the chart."""
        seen, latest = self.found.forecast, self.found.figures[-1]
        if seen is None or seen.low is None or seen.high is None or self.terms.due is None:
            return ""
        corners = ((latest.on, latest.level), (self.terms.due, seen.low), (self.terms.due, seen.high))
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
        for figure in self.found.figures:
            yield "figure", figure.on, Decimal(figure.level)
        seen, ahead = self.found.forecast, self._ahead()
        if ahead and seen is not None and ahead[-1][1] in {seen.at_due, self.terms.value}:
            yield "ahead", *ahead[-1]

    def _wishes(self) -> Iterator[Wish]:
        """What is written in the chart, the most important first; without a unit that is too long for it."""
        seen, places = self.found.forecast, dict[str, tuple[Decimal, Decimal]]()
        for kind, day, height in self._points():
            places[kind] = self._share(day, height)
        latest = self.found.figures[-1]
        wanted: list[tuple[str, Number, Qualifier | None]] = [("figure", latest.level, latest.update.qualifier)]
        wanted.append(("goal", self.terms.value, self.found.target.qualifier))
        if self.first is not None and self.first.value != self.terms.value:
            wanted.append(("first", self.first.value, None))
        if seen is not None and seen.at_due is not None:
            wanted.append(("ahead", three_digits(seen.at_due), None))
        for kind, amount, hedge in wanted:
            if kind in places:
                whole = format_quantity(amount, self.found.target.unit, lang=self.lang)
                shown = whole if width(whole) <= LONGEST else self._plain(amount)
                yield Wish(kind, *places[kind], hedged(shown, hedge, lang=self.lang, short=True))

    def _rows(self) -> Iterator[Row]:
        """The same numbers: figures and plan by day, then what was promised and what is expected."""
        shown: list[Row] = [self._row("figure", figure.on, figure.level) for figure in self.found.figures]
        shown += [self._row("milestone", on, value) for on, value in self.terms.milestones]
        yield from sorted(shown, key=lambda row: row.day or date.min)
        seen = self.found.forecast
        if seen is not None and seen.at_due is not None and self.terms.due is not None:
            yield self._row("ahead", self.terms.due, three_digits(seen.at_due))
            ends = [self._plain(three_digits(end)) for end in (seen.low, seen.high) if end is not None]
            label, dash = _KINDS["range"].to(self.lang), _("–").to(self.lang)
            yield Row(kind="range", label=label, day=self.terms.due, level=dash.join(ends))
        elif seen is not None and seen.reached_on is not None:
            yield self._row("reached", seen.reached_on, self.terms.value)
        yield self._row("goal", self.terms.due, self.terms.value)
        if self.first is not None:
            yield self._row("first", self.first.due, self.first.value)

    def _row(self, kind: str, day: date | None, height: Number) -> Row:
        return Row(
            kind=kind,
            label=_KINDS[kind].to(self.lang),
            day=day,
            level=self._plain(height),
            achieved=percent(self.terms.achieved(height)) if kind != "first" else "",
            planned=percent(self.terms.planned(day)) if kind == "figure" and day else "",
        )


def _signed(unit: str) -> bool:
    """Whether a unit is a sign beside the number: ¥, %."""
    return is_currency(unit) or unit == "%"


def _status(row: TargetProgress) -> Status:
    """How the target itself stands; its commitment may owe another one too."""
    measure, lifecycle = row.target.measure, row.assessment.lifecycle
    return status_of(lifecycle, measure.delivery, measure.schedule) if measure else row.assessment.status
