"""The parts of a report around its tables: header, highlights and footer."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from msgspec import Struct

from commitrack import __version__
from commitrack.assess import Assessment, Status
from commitrack.language import LazyString as _
from commitrack.language import join
from commitrack.model import multilingual
from commitrack.report.coverage import DataCoverage
from commitrack.report.highlights import TargetProgress
from commitrack.report.report import Report
from commitrack.wording import commitments, deadlines, figures, rates

MOST = 10
"""Maximum number of lines under one highlight; the tables list the rest."""

Row = TypeVar("Row")


class HighlightLine(Struct, frozen=True):
    """A sentence about one commitment, and the status that gives the line its colour."""

    assessment: Assessment
    sentence: _
    status: Status


class Highlight(Struct, frozen=True):
    """One kind of highlight: its lines, how many ``more`` there are, and the text to show if there are none."""

    label: _
    lines: tuple[HighlightLine, ...]
    empty: _
    more: int = 0


def head(report: Report) -> Iterator[tuple[_, object]]:
    """Labels and values: the day, the meeting, the coverage, the query, the registry's note."""
    snapshot = report.snapshot
    yield _("As of"), snapshot.as_of
    if snapshot.known is not None:
        yield _("Data cut-off"), _("only updates recorded by {day}", day=snapshot.known.date())
    past = report.next_meeting is not None and report.next_meeting[1].on < snapshot.as_of
    yield _("Meeting") if past else _("Next meeting"), _meeting(report)
    coverage = report.coverage
    yield _("Coverage"), _coverage(coverage)
    if coverage.targets.of:
        yield _("Numeric targets"), _("{n} of {of} with a figure", n=coverage.targets.n, of=coverage.targets.of)
    if report.query:
        yield _("Filter"), " ".join(report.query)
    if note := multilingual(snapshot.registry.settings.note):
        yield _("Note"), note


def _coverage(coverage: DataCoverage) -> _:
    """How many commitments have data, and how many of the others have notes only or no report."""
    gaps = {"part": coverage.n, "n": coverage.of}
    known = _(
        "{part} of {n} commitment has a figure or a completion level",
        "{part} of {n} commitments have a figure or a completion level",
        **gaps,
    )
    if coverage.with_parts:
        known = _(
            "{part} of {n} commitment without parts has a figure or a completion level",
            "{part} of {n} commitments without parts have a figure or a completion level",
            **gaps,
        )
    others = (
        (_("notes only: {n}", n=coverage.notes_only), coverage.notes_only),
        (_("no figure: {n}", n=coverage.no_figure), coverage.no_figure),
        (_("same report as another: {n}", n=coverage.same_report), coverage.same_report),
        (_("no report: {n}", n=coverage.no_report), coverage.no_report),
        (_("counted with another: {n}", n=coverage.counted_with), coverage.counted_with),
    )
    return join((known, *(sentence for sentence, n in others if n)), _("; "))


def _meeting(report: Report) -> _:
    if report.next_meeting is None:
        return _("none in the registry")
    name, meeting = report.next_meeting
    return _(
        "{title} ({id}), {day}, {distance}",
        title=multilingual(meeting.title),
        id=name,
        day=meeting.on,
        distance=deadlines.distance(meeting.on, report.snapshot.as_of),
    )


def highlights(report: Report, *, most: int = MOST) -> tuple[Highlight, ...]:
    """Overdue, behind, unconfirmed, without an update, stale, without a figure; at most ``most`` lines of each."""
    data = report.highlights
    no_gap = _("every target has a figure") if any(a.targets for a in report.chosen) else _("no targets in this report")

    def highlight(label: _, rows: Sequence[Row], line: Callable[[Row], HighlightLine], empty: _) -> Highlight:
        return Highlight(label, tuple(map(line, rows[:most])), empty, more=max(0, len(rows) - most))

    unconfirmed = highlight(_("Unconfirmed"), data.unconfirmed, _unconfirmed, _(""))
    return (
        highlight(
            _("Newly overdue since {day}", day=data.overdue_since), data.newly_overdue, _overdue,
            _("nothing became overdue"),
        ),
        highlight(_("Furthest behind"), data.furthest_behind, _behind, _none_behind(report)),
        *([unconfirmed] if unconfirmed.lines else ()),
        highlight(_("Longest without an update"), data.longest_without_update, _silent, _none_silent(report)),
        highlight(_("Stale figures"), data.gone_stale, _stale, _("no targets with a stale figure")),
        highlight(_("No figure reported"), data.unreported, _without_figure, no_gap),
    )  # fmt: skip


def in_the_tables(highlight: Highlight) -> _:
    """How many more lines a highlight has, which the tables list."""
    return _("and {more:,} more in the tables below", more=highlight.more)


def footer(report: Report) -> _:
    """Day, data cut-off, version and digest: equal footers on two machines mean equal reports."""
    snapshot = report.snapshot
    since = _("as of {day}", day=snapshot.as_of)
    if snapshot.known:
        since = _("as of {day} · recorded by {known}", day=snapshot.as_of, known=snapshot.known.date())
    return _(
        "{since} · {version} · registry sha256 {digest}",
        since=since,
        version=f"commitrack {__version__}",
        digest=report.digest[:16],
    )


def _overdue(assessment: Assessment) -> HighlightLine:
    due = _("due {deadline}; {standing}", deadline=deadlines.deadline(assessment), standing=_reached(assessment))
    return HighlightLine(assessment, due, Status.OVERDUE)


def _behind(row: TargetProgress) -> HighlightLine:
    rated = row.target.rates is not None and row.target.rates.required is not None
    sentence = (rates.rate(row.target) if rated else None) or figures.reached(row.target)
    return HighlightLine(row.assessment, sentence, row.assessment.status)


def _unconfirmed(row: TargetProgress) -> HighlightLine:
    return HighlightLine(row.assessment, figures.reached(row.target), Status.UNCONFIRMED)


def _stale(assessment: Assessment) -> HighlightLine:
    return HighlightLine(assessment, _reached(assessment), Status.AT_RISK)


def _without_figure(row: TargetProgress) -> HighlightLine:
    """What was to be reached, for a target of which nothing has been reported."""
    value = row.target.terms.value if row.target.terms else None
    return HighlightLine(
        row.assessment, join((figures.goal(row.target.target, value, worded=True),), ""), Status.NO_REPORT
    )


def _none_behind(report: Report) -> _:
    judged = report.highlights.judged
    if not judged.of:
        return _("no targets in this report")
    if judged.n:
        return _("no target is behind; {n} of {of} can be judged", n=judged.n, of=judged.of)
    open_targets = (row.target for row in report.completion if row.assessment.is_open)
    both = sum(bool(target.terms and target.terms.due and target.latest) for target in open_targets)
    lacking = _(
        "none can be judged: {part} of {n} target has both a figure and a deadline",
        "none can be judged: {part} of {n} targets have both a figure and a deadline",
        part=both,
        n=judged.of,
    )
    return _("{lacking}, but no recent figure to compare", lacking=lacking) if both else lacking


def _none_silent(report: Report) -> _:
    reported, span = report.highlights.reported, report.snapshot.registry.settings.stale_after
    if not reported.of:
        return _("no open commitments in this report")
    if not reported.n:
        return _("no report on the {n} open commitment", "no report on any of the {n} open commitments", n=reported.of)
    return _("none older than {span} among the {n} of {of} with a report", span=span, n=reported.n, of=reported.of)


def _silent(assessment: Assessment) -> HighlightLine:
    day = assessment.last_update or assessment.as_of
    since = deadlines.distance(day, assessment.as_of)
    return HighlightLine(assessment, _("{day}, {distance}", day=day, distance=since), Status.AT_RISK)


def _reached(assessment: Assessment) -> _:
    leading = assessment.leading
    return figures.reached(leading) if leading else commitments.completion(assessment)
