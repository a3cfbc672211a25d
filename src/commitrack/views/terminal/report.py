"""The report on the terminal: what must be known, and then its tables."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from commitrack.model import in_language
from commitrack.report import sentences as say
from commitrack.report.brief import Report
from commitrack.report.headlines import Headline, Said, foot, head, headlines
from commitrack.views.grid import Look
from commitrack.views.safe import safe
from commitrack.views.sections import MUST_KNOW, sections
from commitrack.views.terminal.pages import facts
from commitrack.views.terminal.table import STYLES, TableOf, heading


def report_page(report: Report, look: Look, *, only: Sequence[str] = ()) -> RenderableType:
    """Head, what must be known, and the tables, or those of them that were asked for."""
    known = () if only and MUST_KNOW not in only else _must_know(report, look)
    tables = () if tuple(only) == (MUST_KNOW,) else sections(report, lang=look.lang, only=only)
    return Group(
        Text(safe(in_language(report.title, look.lang)), style="bold"),
        facts([(label, Text(safe(said))) for label, said in head(report, lang=look.lang)]),
        *known,
        *(TableOf(grid, look) for grid in tables),
        Padding(Text(foot(report), style="dim"), (1, 1, 0, 1), expand=False),
    )


def _must_know(report: Report, look: Look) -> Iterator[RenderableType]:
    yield heading("What you must know", look)
    yield facts([(each.label, _lines(each, look.lang)) for each in headlines(report, lang=look.lang)])


def _lines(headline: Headline, lang: str) -> RenderableType:
    if not headline.lines:
        return Text(headline.otherwise, style="dim")
    rest = [Text(f"and {headline.more:,} more, in the tables below", style="dim")] if headline.more else []
    return Group(*(_line(said, lang) for said in headline.lines), *rest)


def _line(said: Said, lang: str) -> Text:
    title = Text().append(safe(say.title_of(said.assessment, lang)), style=STYLES.get(said.status, ""))
    return title.append(f": {safe(said.words)}")
