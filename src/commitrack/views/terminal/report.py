"""The report on the terminal: what must be known, and then its tables."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding

from commitrack.language import LazyString as _
from commitrack.language import word
from commitrack.model import in_language
from commitrack.report import sentences as say
from commitrack.report.headlines import MOST, Headline, Said, foot, head, headlines
from commitrack.report.report import Report
from commitrack.views.grid import Look
from commitrack.views.sanitize import safe
from commitrack.views.sections import MUST_KNOW, sections
from commitrack.views.symbols import symbol_of
from commitrack.views.terminal.pages import facts
from commitrack.views.terminal.table import STYLES, TableOf, heading
from commitrack.views.terminal.text import Text

ON_A_SCREEN = 3
"""Lines under each headline on a terminal: what must be known is one screen."""


def report_page(report: Report, look: Look, *, only: Sequence[str] = ()) -> RenderableType:
    """Head, what must be known, and the tables, or those of them that were asked for."""
    known = () if only and MUST_KNOW not in only else _must_know(report, look)
    top = [(label, Text(safe(said))) for label, said in head(report, lang=look.lang)]
    tables = () if tuple(only) == (MUST_KNOW,) else sections(report, lang=look.lang, only=only)
    return Group(
        Text(safe(in_language(report.title, look.lang)), style="bold"),
        facts([*top, (_("Status").to(look.lang), _glance(report, look))]),
        *known,
        *(TableOf(grid, look) for grid in tables),
        Padding(Text(foot(report, lang=look.lang), style="dim"), (1, 1, 0, 1), expand=False),
    )


def _glance(report: Report, look: Look) -> Text:
    """How many stand at each status, worst first: “✗ 2 overdue”."""
    parts = [
        Text(f"{symbol_of(status, plain=look.ascii)} ", style=STYLES.get(status, "")).append(
            _("{n} {status}", n=count, status=word(status)).to(look.lang)
        )
        for status, count in report.statuses().items()
    ]
    return Text("  ").join(parts)


def _must_know(report: Report, look: Look) -> Iterator[RenderableType]:
    yield heading(_("What you must know").to(look.lang), look)
    most = MOST if look.pipe else ON_A_SCREEN
    yield facts([(each.label, _lines(each, look.lang)) for each in headlines(report, lang=look.lang, most=most)])


def _lines(headline: Headline, lang: str) -> RenderableType:
    if not headline.lines:
        return Text(headline.otherwise, style="dim")
    rest = _("and {more:,} more, in the tables below", more=headline.more).to(lang)
    lines = [_line(said, lang) for said in headline.lines]
    return Group(*lines, *([Text(rest, style="dim")] if headline.more else []))


def _line(said: Said, lang: str) -> Text:
    title = Text().append(safe(say.title_of(said.assessment, lang)), style=STYLES.get(said.status, ""))
    return title.append(_(": ").to(lang)).append(safe(said.words))
