"""Markdown for a wiki or a mail: headings, lists and tables; text of the registry is data and never markup."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from commitrack.language import LazyString as _
from commitrack.language import format_day, listed, word
from commitrack.model import in_language
from commitrack.quantity import format_quantity, hedged
from commitrack.report.headlines import foot, head, headlines
from commitrack.report.report import Report
from commitrack.report.sentences import percent, times, title_of
from commitrack.views.grid import Align, Amount, Cell, Grid, Named, Share, Standing
from commitrack.views.sanitize import safe
from commitrack.views.sections import MUST_KNOW, sections

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&$@]|:(?=[\w+-]+:|//)|(?<=www)\.|^[+=-])", re.IGNORECASE)
_NUMBERED = re.compile(r"^(\d+)([.)])")


def render_report(report: Report, *, lang: str, only: Sequence[str] = ()) -> str:
    """The report, or those sections of it that were asked for."""
    return "\n".join(_lines(report, lang, only)) + "\n"


def _lines(report: Report, lang: str, only: Sequence[str]) -> Iterator[str]:
    colon = _(": ").to(lang)
    yield f"# {escaped(in_language(report.title, lang))}"
    yield ""
    for label, said in head(report, lang=lang):
        yield f"- **{label}{colon.rstrip()}** {escaped(said)}"
    if not only or MUST_KNOW in only:
        yield from ("", "## " + _("What you must know").to(lang), "")
        for each in headlines(report, lang=lang):
            yield f"- **{each.label}**{'' if each.lines else f'{colon}{each.otherwise}'}"
            for line in each.lines:
                yield f"  - {escaped(title_of(line.assessment, lang))}{colon}{escaped(line.words)}"
            if each.more:
                yield "  - " + _("and {more:,} more, in the tables below", more=each.more).to(lang)
    if tuple(only) != (MUST_KNOW,):
        for grid in sections(report, lang=lang, only=only):
            yield from ("", f"## {escaped(grid.title)}", "", *_table(grid, lang))
    yield from ("", f"*{escaped(foot(report, lang=lang))}*")


def _table(grid: Grid, lang: str) -> Iterator[str]:
    if not grid.rows:
        yield grid.empty
    else:
        yield _row(escaped(column.heading) or " " for column in grid.columns)
        yield _row("---:" if column.align is Align.RIGHT else "---" for column in grid.columns)
        for row in grid.rows:
            yield _row(_cell(cell, lang) for cell in row)
    if grid.note:
        yield from ("", f"*{escaped(grid.note)}*")


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell, lang: str) -> str:
    match cell:
        case None:
            return ""
        case Named():
            parts = [escaped(cell.title), *([f"`{cell.id}`"] if cell.id else []), escaped(cell.remark)]
            return "<br>".join(part for part in parts if part)
        case Amount():
            return escaped(hedged(format_quantity(cell.value, cell.unit, lang=lang), cell.qualifier, lang=lang))
        case Share():
            return "" if cell.value is None else times(cell.value).to(lang) if cell.ratio else percent(cell.value)
        case Standing():
            return listed([word(cell.status), *([_("stale")] if cell.stale else [])], lang)
        case date():
            return format_day(cell, lang)
        case _:
            return escaped(str(cell))


def escaped(text: str) -> str:
    """Text on one line in which nothing is read as Markdown or HTML."""
    return _NUMBERED.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", safe(text).lstrip()))
