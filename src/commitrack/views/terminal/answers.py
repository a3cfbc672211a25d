"""Short answers: what an update changed, what is wrong with a registry."""

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from commitrack.assess import Assessment
from commitrack.errors import Problem, Severity
from commitrack.report import sentences as say
from commitrack.views.grid import Look
from commitrack.views.safe import safe
from commitrack.views.terminal.pages import facts
from commitrack.views.terminal.table import STYLES


def changed(before: Assessment, after: Assessment, look: Look) -> RenderableType:
    """Before → after: figure, percentage, status; what did not change is said once."""
    rows: list[tuple[str, RenderableType]] = []
    for old, new in zip(before.targets, after.targets, strict=True):
        if old.terms != new.terms and (moved := say.amended(new, lang=look.lang)):
            rows.append(("terms", Text(safe(moved))))
        rows.append((new.name, _step(say.level(old, lang=look.lang), say.level(new, lang=look.lang))))
        if new.measure is not None and new.measure.achieved is not None:
            share = old.measure.achieved if old.measure else None
            rows.append(("achieved", _step(say.percent(share) or "no data", say.percent(new.measure.achieved))))
        if rate := say.rate(new, lang=look.lang):
            rows.append(("rate", Text(safe(rate))))
    if before.completion != after.completion:
        rows.append(("completion", _step(str(before.completion or "no data"), str(after.completion))))
    status = _step(say.STATUS_WORDS[before.status], say.STATUS_WORDS[after.status])
    status.stylize(STYLES.get(after.status, ""))
    rows.append(("status", status))
    return facts(rows)


def _step(old: str, new: str) -> Text:
    return Text(safe(new if old == new else f"{old} → {new}"))


def problems(found: Iterable[Problem]) -> RenderableType:
    """Each problem as ``file:line: error[CT201]: sentence``, the line as it stands, and a hint."""
    return Group(*(_problem(problem) for problem in found))


def _problem(problem: Problem) -> Text:
    text = Text()
    for words, style in _words(problem):
        text.append(words, style=style)
    return text


def _words(problem: Problem) -> Iterator[tuple[str, str]]:
    place = ":".join(str(part) for part in (problem.file, problem.line) if part is not None)
    yield f"{safe(place)}: ", "bold"
    yield f"{problem.severity}[{problem.code}]", "bold red" if problem.severity is Severity.ERROR else "bold yellow"
    yield f": {safe(problem.message)}", ""
    if problem.excerpt:
        excerpt = safe(problem.excerpt.strip())
        yield f"\n    {excerpt[:160]}{'…' if len(excerpt) > 160 else ''}", "dim"  # noqa: PLR2004
    if problem.hint:
        yield f"\n    hint: {safe(problem.hint)}", "cyan"
