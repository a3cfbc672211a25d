"""Short answers: what an update changed, what is wrong with a registry."""

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType

from commitrack.assess import Assessment
from commitrack.errors import Problem, Severity
from commitrack.language import LazyString as _
from commitrack.language import translated, word
from commitrack.report import sentences as say
from commitrack.report.amendments import amended
from commitrack.views.grid import Look
from commitrack.views.sanitize import safe
from commitrack.views.terminal.pages import facts
from commitrack.views.terminal.table import STYLES
from commitrack.views.terminal.text import Text


def changed(before: Assessment, after: Assessment, look: Look) -> RenderableType:
    """Before → after: figure, percentage, status; what did not change is said once."""
    lang, unknown = look.lang, _("no data")
    rows: list[tuple[str, RenderableType]] = []
    for old, new in zip(before.targets, after.targets, strict=True):
        if old.terms != new.terms and (moved := amended(new, lang=lang)):
            rows.append((_("terms").to(lang), Text(safe(moved))))
        rows.append((new.name, _step(say.level(old, lang=lang), say.level(new, lang=lang))))
        if new.measure is not None and new.measure.achieved is not None:
            share = old.measure.achieved if old.measure else None
            stood, stands = say.percent(share) or unknown.to(lang), say.percent(new.measure.achieved)
            rows.append((_("achieved").to(lang), _step(stood, stands)))
        if rate := say.rate(new, lang=lang):
            rows.append((_("Rate").to(lang).lower(), Text(safe(rate))))
    if before.completion != after.completion:
        levels = (word(a.completion) if a.completion else unknown for a in (before, after))
        rows.append((_("Completion").to(lang).lower(), _step(*(level.to(lang) for level in levels))))
    status = _step(word(before.status).to(lang), word(after.status).to(lang))
    status.stylize(STYLES.get(after.status, ""))
    rows.append((_("status").to(lang), status))
    return facts(rows)


def _step(old: str, new: str) -> Text:
    return Text(safe(new if old == new else f"{old} → {new}"))


def problems(found: Iterable[Problem], *, lang: str = "en") -> RenderableType:
    """Each problem as ``file:line: error[CT201]: sentence``, the line as it stands, and a hint."""
    return Group(*(_problem(problem, lang) for problem in found))


def _problem(problem: Problem, lang: str) -> Text:
    text = Text()
    for words, style in _words(problem, lang):
        text.append(words, style=style)
    return text


def _words(problem: Problem, lang: str) -> Iterator[tuple[str, str]]:
    place = ":".join(str(part) for part in (problem.file, problem.line) if part is not None)
    yield f"{safe(place)}: ", "bold"
    severity, style = (_("warning"), "yellow") if problem.severity is Severity.WARNING else (_("error"), "red")
    yield f"{severity.to(lang)}[{problem.code}]", f"bold {style}"
    yield f": {safe(translated(problem.message, lang))}", ""
    if problem.excerpt:
        excerpt = safe(problem.excerpt.strip())
        yield f"\n    {excerpt[:160]}{'…' if len(excerpt) > 160 else ''}", "dim"  # noqa: PLR2004
    if problem.hint:
        hint = _("hint: {hint}", hint=problem.hint).to(lang)
        yield f"\n    {safe(hint)}", "cyan"
