"""A listing on the terminal: one line per commitment, at any width; in a pipe nothing is cut."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import accumulate, takewhile
from typing import TypeAlias

from msgspec import Struct
from rich.console import Console, ConsoleOptions, RenderResult

from commitrack.assess import Assessment
from commitrack.language import LazyString as _
from commitrack.language import comma_list, localize, word
from commitrack.views.grid import Look
from commitrack.views.linebreak import width
from commitrack.views.symbols import symbol_of
from commitrack.views.tables import status_cell
from commitrack.views.terminal.cells import STYLES
from commitrack.views.terminal.text import SafeText
from commitrack.wording.commitments import title_of
from commitrack.wording.groups import AssessmentGroup
from commitrack.wording.progress import progress

GAP = 2
"""Spaces between two columns."""
LEAST_TITLE, LEAST_OTHER = 24, 10
"""The least width of a title, and of another column that is cut."""

Forms: TypeAlias = tuple[object, ...]
"""What a cell may show, from the longest form to the shortest."""


class ListColumn(Struct, frozen=True, kw_only=True):
    """A column of a listing: its heading, and the forms of its cells; ``whole`` cells are never cut."""

    heading: _
    forms: Callable[[Assessment, Look], Forms]
    whole: bool = False


def _status(assessment: Assessment, look: Look) -> Forms:
    """The status with its worst reservation, with the number of reservations, alone, and the symbol only."""
    cell = status_cell(assessment)
    symbol, status = symbol_of(cell.status, plain=look.ascii), word(cell.status).to(look.lang)
    short, reserved = f"{symbol} {status}", len(cell.reservations)
    if not reserved:
        return short, short, symbol
    return f"{short}{_(', ').to(look.lang)}{localize(cell.remark, look.lang)}", f"{short} +{reserved}", short, symbol


def _day(day: date | None, look: Look) -> Forms:
    return (day or ("-" if look.ascii else "–"),)


COLUMNS: Mapping[str, ListColumn] = {
    "id": ListColumn(heading=_("ID"), forms=lambda a, _look: (a.commitment.id,), whole=True),
    "title": ListColumn(heading=_("Title"), forms=lambda a, _look: (title_of(a),)),
    "kind": ListColumn(heading=_("Kind"), forms=lambda a, _look: (word(a.commitment.kind),)),
    "pillar": ListColumn(heading=_("Pillar"), forms=lambda a, _look: (a.commitment.pillar or "",)),
    "areas": ListColumn(heading=_("Areas"), forms=lambda a, _look: (comma_list(a.commitment.areas),)),
    "responsible": ListColumn(
        heading=_("Responsible"), forms=lambda a, _look: (comma_list(a.commitment.parties.responsible),)
    ),
    "made": ListColumn(heading=_("Made"), forms=lambda a, _look: (a.commitment.made or "",)),
    "progress": ListColumn(heading=_("Progress"), forms=lambda a, _look: progress(a)),
    "due": ListColumn(heading=_("Due"), forms=lambda a, look: _day(a.due, look), whole=True),
    "status": ListColumn(heading=_("Status"), forms=_status),
    "updated": ListColumn(heading=_("Last update"), forms=lambda a, look: _day(a.last_update, look), whole=True),
    "evidence": ListColumn(heading=_("Evidence"), forms=lambda a, _look: (word(a.evidence),)),
}
"""The columns of a listing by their names."""

USUAL = ("id", "title", "progress", "due", "status")
NEEDED = ("status", "due", "progress", "id")
"""The columns that a reader needs most, after the first one."""

LineCells: TypeAlias = tuple[tuple[SafeText, ...], ...]
"""The cells of a line, each in its forms."""


class CommitmentLines:
    """A listing that is drawn once the width is known; each of the ``groups`` may have a heading."""

    def __init__(self, groups: Sequence[AssessmentGroup], look: Look, columns: Sequence[str] = ()) -> None:
        self.groups = groups
        self.look = look
        self.columns = columns or _usual(look)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        look, names = self.look, self.columns
        groups = [(heading, [_row(a, names, look) for a in assessments]) for heading, assessments in self.groups]
        head = tuple((SafeText(localize(COLUMNS[name].heading, look.lang).upper(), style="bold"),) for name in names)
        rows = [head, *(row for _heading, group in groups for row in group)]
        widths = _widths(names, rows, None if look.pipe else options.max_width)
        yield _line(head, widths, look)
        for heading, group in groups:
            if heading is not None:
                title = localize(heading, look.lang)
                yield SafeText.stack([SafeText(), SafeText(title[:1].upper() + title[1:], style="bold")])
            yield from (_line(row, widths, look) for row in group)


def _usual(look: Look) -> tuple[str, ...]:
    """The usual columns; readers of Japanese know a commitment by its title rather than by its English id."""
    return ("title", "id", *USUAL[2:]) if look.lang == "ja" and not look.pipe else USUAL


def _row(assessment: Assessment, names: Sequence[str], look: Look) -> LineCells:
    style = STYLES.get(assessment.status, "")

    def cell(name: str) -> tuple[SafeText, ...]:
        colour = style if name in {"status", "progress"} else ""
        return tuple(
            SafeText(localize(form, look.lang), style=colour) for form in COLUMNS[name].forms(assessment, look)
        )

    return tuple(map(cell, names))


def _widths(names: Sequence[str], rows: Sequence[LineCells], available: int | None) -> list[int]:
    """The width of each column, 0 for one that is left out; without an ``available`` width nothing is cut.

    By how much a reader needs them, the columns first get the width of short forms, as far as these fit. What remains
    is given to the longer forms in the same order, so that the title gets the rest.
    """
    longest = [max(width(cells[number][0].plain) for cells in rows) for number in range(len(names))]
    if available is None:
        return longest
    order = [names.index(name) for name in dict.fromkeys((names[0], *NEEDED, *names)) if name in names]
    widths, room = [0] * len(names), available + GAP
    for number in order:
        least = next((size for size in _least(names[number], number, rows, longest[number]) if size + GAP <= room), 0)
        widths[number] = least
        room -= least + GAP if least else 0
    for number in order:
        more = min(longest[number] - widths[number], room) if widths[number] else 0
        widths[number] += more
        room -= more
    return widths


def _least(name: str, number: int, rows: Sequence[LineCells], longest: int) -> tuple[int, ...]:
    """The least widths of a column, in the order in which they are tried."""
    if COLUMNS[name].whole:
        return (longest,)
    if name == "title":
        return (min(longest, LEAST_TITLE),)
    if name == "status":
        return tuple(max(width(cells[number][-form:][0].plain) for cells in rows) for form in (3, 2, 1))
    shortest = max(width(cells[number][-1].plain) for cells in rows)
    return (shortest, LEAST_OTHER) if shortest > LEAST_OTHER else (min(longest, LEAST_OTHER),)


def _line(cells: LineCells, widths: Sequence[int], look: Look) -> SafeText:
    """The cells side by side, each in its longest form that fits."""
    line = SafeText(no_wrap=True, overflow="ignore")
    for forms, size in zip(cells, widths, strict=True):
        if not size:
            continue
        fitting = (form for form in forms if width(form.plain) <= size)
        text = next(fitting, None)
        text = _cut(forms[-1], size, look) if text is None else text
        line.append(" " * GAP if line.plain else "").append_text(text)
        line.append(" " * (size - width(text.plain)))
    line.rstrip()
    return line


def _cut(text: SafeText, size: int, look: Look) -> SafeText:
    """The start of a text that fits, with a mark that it was cut."""
    mark = ".." if look.ascii else "…"
    widths = accumulate(map(width, text.plain))
    kept = text.plain[: sum(1 for _taken in takewhile(lambda taken: taken <= size, widths))]  # text may be long
    while kept and width(kept) + width(mark) > size:
        kept = kept[:-1]
    return SafeText(kept.rstrip() + mark, style=text.style)
