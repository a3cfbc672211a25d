"""A listing as lines of cells: one line per commitment, at any width; in a pipe nothing is cut."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import accumulate, islice, takewhile
from typing import TypeAlias

from msgspec import Struct

from commitrack.assess import Assessment, Reservation, Status
from commitrack.language import LazyString as _
from commitrack.language import comma_list, localize, word
from commitrack.views.grid import Look
from commitrack.views.linebreak import width
from commitrack.views.sanitize import safe
from commitrack.views.symbols import symbol_of
from commitrack.views.tables import NOTHING, status_cell
from commitrack.wording.commitments import title_of
from commitrack.wording.groups import AssessmentGroup
from commitrack.wording.progress import progress

GAP = 2
"""Spaces between two columns."""
LEAST_TITLE, LEAST_OTHER = 24, 10
"""The least width of a title, and of another column that is cut."""

BRIEFLY = {Reservation.DEADLINE_INFERRED: _("inferred"), Reservation.DEADLINE_EXTENDED: _("extended")}
"""Reservations about a deadline, which must not be shown without them: in one word."""

Forms: TypeAlias = Iterable[object]
"""What a cell may show, from the longest form to the shortest."""
FormsOf: TypeAlias = Callable[[Assessment, Look], Forms]
"""What shows a commitment in a column."""
MeasuredText: TypeAlias = tuple[str, int]
"""Text that is localized and sanitized, and its width."""
Cells: TypeAlias = Sequence[Sequence[MeasuredText]]
"""The forms of the cells of a line."""


class ListColumn(Struct, frozen=True, kw_only=True):
    """A column of a listing: its heading, and the forms of its cells; ``whole`` cells are never cut."""

    heading: _
    forms: FormsOf
    whole: bool = False


class Line(Struct, frozen=True):
    """A line: the text of each column that has room, by name; ``status`` is None for the headings.

    The heading of a group has the name "".
    """

    cells: Mapping[str, str]
    status: Status | None = None

    def __str__(self) -> str:
        return "".join(self.cells.values()).rstrip()


def _status(assessment: Assessment, look: Look) -> Forms:
    """The status with its worst reservation, with that about the deadline, with their number, and alone."""
    cell = status_cell(assessment)
    symbol, short = _status_words(cell.status, look)
    reserved = len(cell.reservations)
    if not reserved:
        return short, short, symbol
    full = f"{short}{_(', ').to(look.lang)}{localize(cell.remark, look.lang)}"
    remark = next((BRIEFLY[kind] for kind in assessment.reservations if kind in BRIEFLY), cell.reservations[0])
    brief = _("{status} ({remark})", status=short, remark=remark)
    return full, brief.to(look.lang), f"{short} +{reserved}", short, symbol


@cache
def _status_words(status: Status, look: Look) -> tuple[str, str]:
    """The symbol of a status, and the status with it."""
    symbol = symbol_of(status, plain=look.ascii)
    return symbol, f"{symbol} {word(status).to(look.lang)}"


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
NEEDED = ("status", "due", "id", "progress")
"""The columns that a reader needs most, after the first one."""


def plain(
    groups: Sequence[AssessmentGroup], look: Look, columns: Sequence[str] = (), footer: object = None
) -> Iterator[str]:
    """The listing as lines of text without colours, for a pipe or a file, and a footer if there is one."""
    if any(assessments for _heading, assessments in groups):
        yield from (f"{line}\n" for line in lines(groups, look, columns))
    else:
        yield f" {NOTHING.to(look.lang)}\n"
    if footer is not None:
        yield f"\n {safe(localize(footer, look.lang))}\n"


def lines(
    groups: Sequence[AssessmentGroup], look: Look, columns: Sequence[str] = (), *, available: int | None = None
) -> Iterator[Line]:
    """The line of headings, and a line for each commitment of the groups, below the heading of its group if it has one.

    ``available`` is the width of the terminal; without one, nothing is cut.
    """
    names = columns or _usual(look)
    forms = 1 if available is None else None  # where nothing is cut, the others are not needed
    cells = [COLUMNS[name].forms for name in names]
    rows = [[_row(assessment, cells, look, forms) for assessment in assessments] for _heading, assessments in groups]
    head = [[_measured(localize(COLUMNS[name].heading, look.lang).upper())] for name in names]
    order = columns or tuple(name for name in dict.fromkeys((names[0], *NEEDED, *names)) if name in names)
    widths = _widths(names, [head, *(row for group in rows for row in group)], order, available)
    yield Line(_cells(names, head, widths, look))
    for (heading, assessments), group in zip(groups, rows, strict=True):
        if heading is not None:
            title = safe(localize(heading, look.lang))
            yield from (Line({"": ""}), Line({"": title[:1].upper() + title[1:]}))
        for assessment, row in zip(assessments, group, strict=True):
            yield Line(_cells(names, row, widths, look), assessment.status)
    if columns and (without := [name for name, size in zip(names, widths, strict=True) if not size]):
        yield Line({"": safe(_("no room for {columns}", columns=comma_list(without)).to(look.lang))})


def _usual(look: Look) -> tuple[str, ...]:
    """The usual columns; readers of Japanese know a commitment by its title rather than by its English id."""
    return ("title", "id", *USUAL[2:]) if look.lang == "ja" and not look.pipe else USUAL


def _row(assessment: Assessment, cells: Iterable[FormsOf], look: Look, most: int | None) -> Cells:
    """The cells of a commitment, each in at most so many forms."""
    lang = look.lang
    return [[_measured(localize(form, lang)) for form in islice(of(assessment, look), most)] for of in cells]


def _measured(text: str) -> MeasuredText:
    text = safe(text)
    return text, width(text)


def _widths(names: Sequence[str], rows: Sequence[Cells], order: Sequence[str], available: int | None) -> list[int]:
    """The width of each column, 0 for one that is left out; without an ``available`` width nothing is cut.

    In the given ``order``, the columns first get the width of short forms, as far as these fit. What remains is given
    to the longer forms in the same order, but to the first column at last, so that a title gets the rest.
    """
    longest = [max([cells[number][0][1] for cells in rows]) for number in range(len(names))]
    if available is None:
        return longest
    numbers = [names.index(name) for name in order]
    widths, room = [0] * len(names), available + GAP
    for number in numbers:
        least = next((size for size in _least(names[number], number, rows, longest[number]) if size + GAP <= room), 0)
        widths[number] = least
        room -= least + GAP if least else 0
    for number in (*numbers[1:], numbers[0]):
        more = _useful(number, rows, widths[number] + room) - widths[number] if widths[number] else 0
        widths[number] += more
        room -= more
    return widths


def _useful(number: int, rows: Sequence[Cells], most: int) -> int:
    """How much of a width the longest forms of a column that fit take; all of it if a cell has to be cut."""
    return max(next((size for _text, size in cells[number] if size <= most), most) for cells in rows)


def _least(name: str, number: int, rows: Sequence[Cells], longest: int) -> tuple[int, ...]:
    """The least widths of a column, in the order in which they are tried."""
    if COLUMNS[name].whole:
        return (longest,)
    if name == "title":
        return (min(longest, LEAST_TITLE),)
    if name == "status":
        return tuple(max(cells[number][-form:][0][1] for cells in rows) for form in (3, 2, 1))
    shortest = max(cells[number][-1][1] for cells in rows)
    return (shortest, LEAST_OTHER) if shortest > LEAST_OTHER else (min(longest, LEAST_OTHER),)


def _cells(names: Sequence[str], row: Cells, widths: Sequence[int], look: Look) -> dict[str, str]:
    """Each cell that has room in its longest form that fits, with the gap before it, and filled with blanks."""
    cells: dict[str, str] = {}
    for name, forms, room in zip(names, row, widths, strict=True):
        if room:
            text, taken = _fitting(forms, room) or _cut(forms[-1][0], room, look)
            cells[name] = f"{' ' * GAP if cells else ''}{text}{' ' * (room - taken)}"
    return cells


def _fitting(forms: Sequence[MeasuredText], room: int) -> MeasuredText | None:
    """The longest form that fits."""
    for form in forms:
        if form[1] <= room:
            return form
    return None


def _cut(text: str, size: int, look: Look) -> MeasuredText:
    """The start of a text that fits, with a mark that it was cut, and its width."""
    mark = ".." if look.ascii else "…"
    widths = accumulate(map(width, text))
    kept = text[: sum(1 for _taken in takewhile(lambda taken: taken <= size, widths))]  # text may be long
    while kept and width(kept) + width(mark) > size:
        kept = kept[:-1]
    cut = kept.rstrip() + mark
    return cut, width(cut)
