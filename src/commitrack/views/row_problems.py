"""The problems of rows of a sheet, as lines and as the text of a cell."""

from collections.abc import Iterable, Iterator

from commitrack.drafting.intended import RowProblem
from commitrack.language import LazyString as _
from commitrack.language import join


def problem_lines(problems: Iterable[RowProblem]) -> Iterator[str]:
    """“row 7, column "Due": "soon": invalid date (…)” for each problem; the same hint is given once."""
    hints: set[str | None] = set()
    for problem in problems:
        place = _("row {row}", row=problem.row)
        if problem.column is not None:
            place = _('row {row}, column "{column}"', row=problem.row, column=problem.column)
        if problem.table:
            place = _("{table}, {place}", table=problem.table, place=place)
        yield _line(problem, place, None if problem.hint in hints else problem.hint)
        hints.add(problem.hint)


def problem_text(problems: Iterable[RowProblem]) -> _:
    """The problems of one row, each with its column and its hint, but without the row."""
    lines = (
        _line(problem, problem.column and _('column "{column}"', column=problem.column), problem.hint)
        for problem in problems
    )
    return join(lines, "; ")


def _line(problem: RowProblem, place: str | None, hint: str | None) -> str:
    """The problem after its place, if it has one."""
    text = problem.reason
    if problem.text and problem.text not in problem.reason:
        text = _('"{text}": {reason}', text=problem.text, reason=problem.reason)
    if place:
        text = _("{place}: {reason}", place=place, reason=text)
    return _("{what} ({hint})", what=text, hint=hint) if hint else text
