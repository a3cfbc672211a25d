"""The few lines before the tables, in words: head, what must be known, and the foot that makes a report repeatable."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from commitrack import __version__
from commitrack.assess import Assessment, Status
from commitrack.model import in_language
from commitrack.report import sentences as say
from commitrack.report.brief import Completion, Report

MOST = 10
"""Lines under one of the headlines; the tables below have the rest."""


class Said(Struct, frozen=True):
    """What is said of one commitment, and the status by whose colour it stands."""

    assessment: Assessment
    words: str
    status: Status


class Headline(Struct, frozen=True):
    """One thing that must be known: its lines and how ``more`` there would be, or what is said without any."""

    label: str
    lines: tuple[Said, ...]
    otherwise: str
    more: int = 0


def head(report: Report, *, lang: str) -> Iterator[tuple[str, str]]:
    """Labels and what stands beside them: the day, the meeting, the coverage, the query."""
    survey, coverage = report.survey, report.coverage
    yield "As of", str(survey.as_of)
    if survey.known is not None:
        yield "Known", f"only what had been recorded by {survey.known.date()}"
    meeting = "none in the registry"
    if report.next_meeting is not None:
        name, found = report.next_meeting
        meeting = f"{in_language(found.title, lang)} ({name}), {found.on}, {say.distance(found.on, survey.as_of)}"
    past = report.next_meeting is not None and report.next_meeting[1].on < survey.as_of
    yield "Meeting" if past else "Next meeting", meeting
    yield "Coverage", f"{coverage.n} of {coverage.of} commitments have a figure or a level of completion"
    if report.query:
        yield "Only", " ".join(report.query)


def headlines(report: Report, *, lang: str) -> tuple[Headline, ...]:
    """Newly overdue, furthest behind, longest silent, figures gone stale, no figure known."""
    known = report.must_know
    overdue = [Said(a, f"due {say.deadline(a)}; {_standing(a, lang)}", Status.OVERDUE) for a in known.newly_overdue]
    behind = [Said(row.assessment, _behind(row, lang), row.assessment.status) for row in known.furthest_behind]
    silent = [Said(a, _standing(a, lang), Status.AT_RISK) for a in known.longest_silent]
    unknown = [Said(row.assessment, say.stands(row.target, lang=lang), Status.NO_DATA) for row in known.unreported]
    stale = [Said(a, _standing(a, lang), Status.AT_RISK) for a in known.gone_stale]
    return (
        _headline("Newly overdue", overdue, "nothing became overdue in the last 12 months"),
        _headline("Furthest behind", behind, "no figure is behind its plan"),
        _headline("Longest silent", silent, "no figure is stale"),
        _headline("Figures gone stale", stale, "no target rests on an old figure"),
        _headline("No figure known", unknown, "every target has a figure" if report.completion else "no target here"),
    )


def foot(report: Report) -> str:
    """As of, known, version and digest: on two machines the same foot means the same bytes."""
    survey = report.survey
    known = f" · known {survey.known.date()}" if survey.known else ""
    return f"as of {survey.as_of}{known} · commitrack {__version__} · registry sha256 {report.digest[:16]}"


def _headline(label: str, lines: Sequence[Said], otherwise: str) -> Headline:
    return Headline(label, tuple(lines[:MOST]), otherwise, more=max(0, len(lines) - MOST))


def _behind(row: Completion, lang: str) -> str:
    rated = row.target.rates is not None and row.target.rates.required is not None
    return (say.rate(row.target, lang=lang) if rated else None) or say.stands(row.target, lang=lang)


def _standing(assessment: Assessment, lang: str) -> str:
    leading = assessment.leading
    if leading is not None:
        return say.stands(leading, lang=lang)
    if assessment.completion is None:
        return "nothing reported"
    return f"{assessment.completion.replace('-', ' ')} on {assessment.updated}"
