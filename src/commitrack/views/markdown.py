"""Markdown for a wiki or a mail: headings, lists and tables. Text of the registry is data and never markup."""

import re
from collections.abc import Iterator, Sequence
from typing import Self

from msgspec.structs import replace

from commitrack.amounts import Amount
from commitrack.language import LazyString as _
from commitrack.language import comma_list, localize, word
from commitrack.model import multilingual
from commitrack.report.report import Report
from commitrack.views.grid import Align, Cell, Grid, Named, Share, StatusCell
from commitrack.views.sanitize import safe
from commitrack.views.sections import HIGHLIGHTS, select
from commitrack.wording.commitments import title_of
from commitrack.wording.figures import percent, times
from commitrack.wording.highlights import footer, head, highlights, in_the_tables

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&$@]|:(?=[\w+-]+:|//)|(?<=www)\.|^[+=-])", re.IGNORECASE)
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")


class Markdown(str):
    """Text that is already Markdown; ``Markdown(template).fill(…)`` escapes values that are not."""

    __slots__ = ()

    def fill(self, *values: object, lang: str) -> Self:
        """The template with each ``{}`` replaced by a value, localized and escaped."""
        filled = (value if isinstance(value, Markdown) else escaped(localize(value, lang)) for value in values)
        return type(self)(self.format(*filled))


def escaped(text: str) -> Markdown:
    """Text on one line, with everything escaped that would be read as Markdown or HTML."""
    return Markdown(_NUMBERED.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", safe(text).lstrip())))


def render_report(report: Report, *, lang: str, only: Sequence[str] = ()) -> str:
    """The report, or the sections named in ``only``, as Markdown."""
    return "\n".join(_lines(report, lang, only)) + "\n"


def _lines(report: Report, lang: str, only: Sequence[str]) -> Iterator[Markdown]:
    colon = Markdown(_(": ").to(lang))
    yield Markdown("# {}").fill(multilingual(report.title), lang=lang)
    yield Markdown()
    for label, text in head(report):
        yield Markdown("- **{}{}** {}").fill(Markdown(label.to(lang)), Markdown(colon.rstrip()), text, lang=lang)
    if not only or HIGHLIGHTS in only:
        yield from _highlights(report, lang, colon)
    for section in select(report, only):
        grid = section.grid(report)
        yield from (Markdown(), Markdown("## {}").fill(grid.title, lang=lang), Markdown(), *_table(grid, lang))
    yield from (Markdown(), Markdown("*{}*").fill(footer(report), lang=lang))


def _highlights(report: Report, lang: str, colon: Markdown) -> Iterator[Markdown]:
    yield from (Markdown(), Markdown("## {}").fill(_("Highlights"), lang=lang), Markdown())
    for highlight in highlights(report):
        label, empty = Markdown(highlight.label.to(lang)), Markdown(highlight.empty.to(lang))
        yield Markdown(f"- **{label}**{'' if highlight.lines else f'{colon}{empty}'}")
        for line in highlight.lines:
            yield Markdown("  - {}{}{}").fill(title_of(line.assessment), colon, line.sentence, lang=lang)
        if highlight.more:
            yield Markdown("  - " + in_the_tables(highlight).to(lang))


def _table(grid: Grid, lang: str) -> Iterator[Markdown]:
    if not grid.rows:
        yield Markdown(localize(grid.empty, lang))
    else:
        yield _row(escaped(column.title(lang)) or Markdown(" ") for column in grid.columns)
        yield _row(Markdown("---:" if column.align is Align.RIGHT else "---") for column in grid.columns)
        for row in grid.rows:
            yield _row(_cell(cell, lang) for cell in row)
    if grid.note:
        yield from (Markdown(), Markdown("*{}*").fill(grid.note, lang=lang))


def _row(cells: Iterator[Markdown]) -> Markdown:
    return Markdown(f"| {' | '.join(cells)} |")


def _cell(cell: Cell, lang: str) -> Markdown:
    match cell:
        case None:
            return Markdown()
        case Named():
            parts = (escaped(localize(cell.title, lang)), Markdown(f"`{safe(cell.id)}`" if cell.id else ""),
                     escaped(localize(cell.remark, lang)))  # fmt: skip
            return Markdown("<br>".join(part for part in parts if part))
        case Amount():
            return escaped(replace(cell, worded=True).to(lang))
        case Share():
            if cell.value is None:
                return Markdown()
            return Markdown(localize(times(cell.value) if cell.ratio else percent(cell.value), lang))
        case StatusCell():
            return Markdown(comma_list([word(cell.status), *cell.reservations]).to(lang))
        case _:
            return escaped(localize(cell, lang))
