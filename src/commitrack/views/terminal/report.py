"""The report on the terminal: what must be known, and then its tables."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from commitrack.assess import Assessment, Status
from commitrack.model import in_language
from commitrack.report import sentences as say
from commitrack.report.brief import Report
from commitrack.views.grid import Look
from commitrack.views.safe import safe
from commitrack.views.sections import sections
from commitrack.views.terminal.pages import facts
from commitrack.views.terminal.table import STYLES, TableOf, heading


def report_page(report: Report, look: Look) -> RenderableType:
    """Head, what must be known, and the tables."""
    return Group(
        *_head(report, look),
        heading("What you must know", look),
        facts(list(_must_know(report, look))),
        *(TableOf(grid, look) for grid in sections(report, lang=look.lang)),
        Padding(
            Text(f"registry sha256 {report.digest[:16]} as of {report.survey.as_of}", style="dim"),
            (1, 1, 0, 1),
            expand=False,
        ),
    )


def _head(report: Report, look: Look) -> Iterator[RenderableType]:
    survey, coverage = report.survey, report.coverage
    yield Text(safe(in_language(report.title, look.lang)), style="bold")
    meeting = "none in the registry"
    if report.next_meeting is not None:
        name, found = report.next_meeting
        meeting = f"{in_language(found.title, look.lang)} ({name}), {say.distance(found.on, survey.as_of)}"
    rows = [
        ("As of", Text(str(survey.as_of))),
        ("Next meeting", Text(safe(meeting))),
        ("Coverage", Text(f"{coverage.n} of {coverage.of} commitments have a figure or a level of completion")),
    ]
    if report.query:
        rows.append(("Only", Text(safe(" ".join(report.query)))))
    yield facts(rows)


def _must_know(report: Report, look: Look) -> Iterator[tuple[str, RenderableType]]:
    known, lang = report.must_know, look.lang
    overdue = [
        _line(a, f"due {say.deadline(a)}; {_standing(a, lang)}", lang, Status.OVERDUE) for a in known.newly_overdue
    ]
    yield "Newly overdue", _lines(overdue, "nothing fell due in the last 12 months")
    behind = [
        _line(row.assessment, say.rate(row.target, lang=lang) or say.stands(row.target, lang=lang), lang,
              row.assessment.status)
        for row in known.furthest_behind
    ]  # fmt: skip
    yield "Furthest behind", _lines(behind, "no figure is behind its plan")
    silent = [_line(a, _standing(a, lang), lang, Status.AT_RISK) for a in known.longest_silent]
    yield "Longest silent", _lines(silent, "no figure is stale")
    unknown = [
        _line(row.assessment, say.stands(row.target, lang=lang), lang, Status.NO_DATA) for row in known.unreported
    ]
    yield "No figure known", _lines(unknown, "every target has a figure")


def _standing(assessment: Assessment, lang: str) -> str:
    leading = assessment.leading
    if leading is not None:
        return say.stands(leading, lang=lang)
    if assessment.completion is None:
        return "nothing reported"
    return f"{str(assessment.completion).replace('-', ' ')} on {assessment.updated}"


def _line(assessment: Assessment, said: str, lang: str, status: Status) -> Text:
    title = Text().append(safe(say.title_of(assessment, lang)), style=STYLES.get(status, ""))
    return title.append(f": {safe(said)}")


def _lines(lines: Sequence[Text], otherwise: str) -> RenderableType:
    return Group(*lines) if lines else Text(otherwise, style="dim")
