"""The report on the terminal: head, highlights, tables."""

import shlex
from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType

from commitrack.assess import Assessment
from commitrack.language import LazyString as _
from commitrack.language import comma_list, localize, word
from commitrack.model import multilingual
from commitrack.report.report import Report
from commitrack.views.grid import Look
from commitrack.views.sections import HIGHLIGHTS, select, select_brief
from commitrack.views.symbols import symbol_of
from commitrack.views.tables import NOTHING
from commitrack.views.terminal.cells import STYLES
from commitrack.views.terminal.lines import CommitmentLines
from commitrack.views.terminal.pages import facts, quiet
from commitrack.views.terminal.table import TableOf, heading
from commitrack.views.terminal.text import SafeText
from commitrack.wording.commitments import title_of
from commitrack.wording.deadlines import GROUPS
from commitrack.wording.highlights import MOST, Highlight, HighlightLine, footer, head, highlights, in_the_tables

ON_A_SCREEN = 3
"""Maximum number of lines under each highlight on a terminal, so that all highlights fit on one screen."""
FIRST = 100
"""Maximum number of lines in each group of the short report; ``commitrack list`` has all of them."""


def report_page(report: Report, look: Look, *, only: Sequence[str] = (), everything: bool = False) -> RenderableType:
    """The short report: head, highlights, changes, and the next deadlines; or ``everything``, or only sections.

    Without a commitment, the head and how to go on.
    """
    is_brief = not (only or everything)
    title = SafeText(localize(multilingual(report.title), look.lang), style="bold")
    if is_brief and not report.chosen:
        first = _("no commitments yet; add the first one with: commitrack add")
        nothing = NOTHING if report.snapshot.assessments else first
        return Group(title, quiet(nothing, look), quiet(footer(report), look))
    shown = select_brief(report) if is_brief else select(report, only)
    hidden = [section.short for section in select(report) if section not in shown and is_brief]
    more = [_("More with --all-sections: {names}", names=comma_list(hidden))] if hidden else []
    if report.next_meeting is None:
        more.append(_("No next meeting; add one with: commitrack meeting ID --on DAY --title TEXT"))
    return Group(
        title,
        facts([*head(report), (_("Status"), _statuses(report, look))], look),
        *(_highlights(report, look, is_brief=is_brief) if not only or HIGHLIGHTS in only else ()),
        *(TableOf(section.grid(report), look) for section in shown),
        *(_overview(report, look) if is_brief else ()),
        *(quiet(hint, look) for hint in more),
        quiet(footer(report), look),
    )


def _overview(report: Report, look: Look) -> Iterator[RenderableType]:
    """The open commitments with a deadline or any data, a line each, by deadline: the first ones of each group."""
    undated = [a for a in report.chosen if a.is_open and a.due is None and a.updated is not None]
    groups: list[tuple[object, Sequence[Assessment]]] = [
        (GROUPS[group], [row.assessment for row in rows]) for group, rows in report.deadlines.items()
    ]
    groups.append((_("No deadline"), undated))
    if any(members for _name, members in groups):
        yield heading(_("Deadlines and progress"), look)
        yield CommitmentLines([(_first(*group), group[1][:FIRST]) for group in groups if group[1]], look)
    if any(len(members) > FIRST for _name, members in groups):
        query = shlex.join([*(report.query or ["--all"]), "--as-of", report.snapshot.as_of.isoformat()])
        yield quiet(_("List all of them with: commitrack list {query}", query=query), look)


def _first(name: object, members: Sequence[Assessment]) -> object:
    """The heading of a group, which says how many members it has if only the first ones are listed."""
    if len(members) <= FIRST:
        return name
    return _("{group} (first {n} of {of:,})", group=name, n=FIRST, of=len(members))


def _statuses(report: Report, look: Look) -> SafeText:
    """How many commitments have each status, worst first: “9 commitments: ✗ 2 overdue  ? 7 no report”."""
    parts = [
        SafeText(f"{symbol_of(status, plain=look.ascii)} ", style=STYLES.get(status, "")).append(
            _("{n} {status}", n=count, status=word(status)).to(look.lang)
        )
        for status, count in report.statuses().items()
    ]
    total = _("{n} commitment", "{n} commitments", n=len(report.counted))
    colon = _(": ").to(look.lang) if parts else ""
    return SafeText(total.to(look.lang) + colon).append_text(SafeText("  ").join(parts))


def _highlights(report: Report, look: Look, *, is_brief: bool) -> Iterator[RenderableType]:
    yield heading(_("Highlights"), look)
    most = MOST if look.pipe else ON_A_SCREEN
    found = highlights(report, most=most)
    yield facts([(one.label, _lines(one, look.lang, is_brief=is_brief)) for one in found], look)


def _lines(highlight: Highlight, lang: str, *, is_brief: bool) -> RenderableType:
    """The lines of a highlight, and how many more there are; the short report has no tables that list these."""
    if not highlight.lines:
        return SafeText(highlight.empty.to(lang), style="dim")
    more = _("and {n:,} more", n=highlight.more) if is_brief else in_the_tables(highlight)
    lines = [_line(line, lang) for line in highlight.lines]
    return Group(*lines, *([SafeText(more.to(lang), style="dim")] if highlight.more else []))


def _line(line: HighlightLine, lang: str) -> SafeText:
    title = SafeText().append(localize(title_of(line.assessment), lang), style=STYLES.get(line.status, ""))
    return title.append(_(": ").to(lang)).append(line.sentence.to(lang))
