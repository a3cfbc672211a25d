"""Short answers: what an update changed, and the problems of a registry."""

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding

from commitrack.assess import Assessment, TargetAssessment
from commitrack.errors import Problem, Severity
from commitrack.language import LazyString, localize, word
from commitrack.language import LazyString as _
from commitrack.views.grid import Change, Look
from commitrack.views.tables import status_cell
from commitrack.views.terminal.cells import STYLES
from commitrack.views.terminal.pages import facts
from commitrack.views.terminal.text import SafeText
from commitrack.wording import figures, rates
from commitrack.wording.amendments import amended
from commitrack.wording.commitments import missing
from commitrack.wording.figures import Missing

MOST_EXCERPT = 160
"""Maximum number of characters quoted from a line with a problem."""


def changed(before: Assessment, after: Assessment, look: Look) -> RenderableType:
    """Figure, percentage and status as before → after; what did not change is shown once."""
    rows: list[tuple[object, object]] = []
    for old, new in zip(before.targets, after.targets, strict=True):
        rows += _target(old, new, _("Figure") if len(after.targets) == 1 else new.name)
    if before.completion != after.completion:
        levels = (word(a.completion) if a.completion else missing(a) for a in (before, after))
        rows.append((_("Completion"), Change(*levels)))
    status = SafeText(Change(status_cell(before), status_cell(after)).to(look.lang), style="")
    status.stylize(STYLES.get(after.status, ""))
    rows.append((_("status"), status))
    return facts([(_label(label, look.lang), value) for label, value in rows], look)


def _label(label: object, lang: str) -> str:
    """A message in lower case, or the name of a target unchanged."""
    return label.to(lang).lower() if isinstance(label, LazyString) else str(label)


def _target(old: TargetAssessment, new: TargetAssessment, label: object) -> Iterator[tuple[object, object]]:
    if old.terms != new.terms and (change := amended(new)):
        yield _("terms"), change
    yield label, Change(figures.level(old), figures.level(new))
    if new.measure is not None and new.measure.achieved is not None:
        share = old.measure.achieved if old.measure else None
        yield _("achieved"), Change(figures.percent(share) or Missing.NO_FIGURE, figures.percent(new.measure.achieved))
    if rate := rates.rate(new):
        yield _("Rate"), rate


def problems(items: Iterable[Problem], *, lang: str = "en") -> RenderableType:
    """Each problem as ``file:line: error[CT201]: sentence``, the line in the file, and a hint."""
    return Group(*(_problem(problem, lang) for problem in items))


def _problem(problem: Problem, lang: str) -> RenderableType:
    place = ":".join(str(part) for part in (problem.file, problem.line) if part is not None)
    severity, style = (_("warning"), "yellow") if problem.severity is Severity.WARNING else (_("error"), "red")
    first = SafeText().append(f"{place}: ", style="bold")
    first.append(f"{severity.to(lang)}[{problem.code}]", style=f"bold {style}")
    first.append(": ").append(localize(problem.message, lang))
    details = []
    if problem.excerpt:
        excerpt = SafeText(localize(problem.excerpt, lang).strip()).plain
        details.append(SafeText(f"{excerpt[:MOST_EXCERPT]}{'…' if len(excerpt) > MOST_EXCERPT else ''}", style="dim"))
    if problem.hint:
        details.append(SafeText(_("hint: {hint}", hint=problem.hint).to(lang), style="cyan"))
    return Group(first, *(Padding.indent(detail, 4) for detail in details))
