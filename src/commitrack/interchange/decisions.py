"""Read what has been decided about the changes that an import left open."""

from pathlib import Path

from commitrack.errors import UsageError
from commitrack.interchange.fields import NO, YES, plain
from commitrack.interchange.table import TableLayout, read_table
from commitrack.language import LazyString as _

_HEADINGS = ("key", "field", "after", "accept")


def read_decisions(path: Path) -> frozenset[tuple[str, str, str]]:
    """The changes that are accepted, each by key, field and new value.

    Raises UsageError if the file has not the columns of ``--undecided``, or something else than yes or no in "accept".
    """
    table = read_table(path, TableLayout())
    for heading in _HEADINGS:
        if table.headings.count(heading) != 1:
            message = _(
                '{file} is no file of decisions: it has no column "{heading}"', file=table.name, heading=heading
            )
            raise UsageError(message, hint=_("write one with --undecided FILE, and fill in the column accept"))
    key, field, after, accept = map(table.column, _HEADINGS)
    accepted = set()
    for row in table.rows:
        answer = plain(row.cells[accept]).casefold()
        if answer and answer not in YES | NO:
            message = _('{file}, row {row}: "{text}" in the column "accept" is neither yes nor no', file=path,
                        row=row.number, text=answer)  # fmt: skip
            raise UsageError(message)
        if answer in YES:
            accepted.add((plain(row.cells[key]), plain(row.cells[field]), plain(row.cells[after])))
    return frozenset(accepted)
