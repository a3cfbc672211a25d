"""Short answers: what an update changed, what is wrong with a registry."""

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType

from commitrack.assess import Assessment, TargetAssessment
from commitrack.errors import Problem, Severity
from commitrack.language import LazyString as _
from commitrack.language import localize, word
from commitrack.views.grid import Change, Look
from commitrack.views.terminal.pages import facts
from commitrack.views.terminal.table import STYLES
from commitrack.views.terminal.text import Text
from commitrack.wording import figures
from commitrack.wording.amendments import amended
from commitrack.wording.figures import Missing

MOST_EXCERPT = 160
"""Characters of a line that are quoted with a problem."""


def changed(before: Assessment, after: Assessment, look: Look) -> RenderableType:
    """Before → after: figure, percentage, status; what did not change is shown once."""
    rows: list[tuple[object, object]] = []
    for old, new in zip(before.targets, after.targets, strict=True):
        rows += _target(old, new)
    if before.completion != after.completion:
        levels = (word(a.completion) if a.completion else Missing.NO_DATA for a in (before, after))
        rows.append((_("Completion").to(look.lang).lower(), Change(*levels)))
    status = Text(Change(word(before.status), word(after.status)).to(look.lang), style="")
    status.stylize(STYLES.get(after.status, ""))
    rows.append((_("status"), status))
    return facts([(localize(label, look.lang).lower() if label == "Rate" else label, v) for label, v in rows], look)


def _target(old: TargetAssessment, new: TargetAssessment) -> Iterator[tuple[object, object]]:
    if old.terms != new.terms and (change := amended(new)):
        yield _("terms"), change
    yield new.name, Change(figures.level(old), figures.level(new))
    if new.measure is not None and new.measure.achieved is not None:
        share = old.measure.achieved if old.measure else None
        yield _("achieved"), Change(figures.percent(share) or Missing.NO_DATA, figures.percent(new.measure.achieved))
    if rate := figures.rate(new):
        yield _("Rate"), rate


def problems(items: Iterable[Problem], *, lang: str = "en") -> RenderableType:
    """Each problem as ``file:line: error[CT201]: sentence``, the line as it is in the file, and a hint."""
    return Group(*(_problem(problem, lang) for problem in items))


def _problem(problem: Problem, lang: str) -> Text:
    place = ":".join(str(part) for part in (problem.file, problem.line) if part is not None)
    severity, style = (_("warning"), "yellow") if problem.severity is Severity.WARNING else (_("error"), "red")
    first = Text().append(f"{place}: ", style="bold")
    first.append(f"{severity.to(lang)}[{problem.code}]", style=f"bold {style}")
    first.append(": ").append(localize(problem.message, lang))
    lines = [first]
    if problem.excerpt:
        excerpt = Text(problem.excerpt.strip()).plain
        shown = f"    {excerpt[:MOST_EXCERPT]}{'…' if len(excerpt) > MOST_EXCERPT else ''}"
        lines.append(Text().append(shown, style="dim"))
    if problem.hint:
        lines.append(Text().append("    ").append(_("hint: {hint}", hint=problem.hint).to(lang), style="cyan"))
    return Text.stack(lines)
