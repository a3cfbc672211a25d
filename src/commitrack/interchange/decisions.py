"""Read what has been decided about the changes that an import left open."""

from pathlib import Path

from commitrack.errors import UsageError
from commitrack.interchange.fields import NO, YES, plain
from commitrack.interchange.table import TableLayout, read_table
from commitrack.language import LazyString as _


def read_decisions(path: Path) -> frozenset[tuple[str, str, str]]:
    """The changes that are accepted, each by key, field and new value.

    Raises UsageError if the file has not the columns of ``--undecided``, or something else than yes or no in "accept".
    """
    table = read_table(path, TableLayout())
    key, field, after, accept = (table.column(heading) for heading in ("key", "field", "after", "accept"))
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
