"""What an import leaves to people, as CSV: changes to be decided, and rows that are refused.

Text is written so that no spreadsheet runs it, and that ``import`` reads it again as it was (see ``cell_text``).
"""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from commitrack.drafting.difference import SheetChange
from commitrack.drafting.intended import RefusedRow
from commitrack.language import localize
from commitrack.model import Registry, multilingual
from commitrack.views.cell_text import shown, without_formulas
from commitrack.views.row_problems import problem_text

DECISIONS = ("key", "field", "after", "accept", "id", "title", "row", "before", "reason")
"""The headings of a file of decisions; a decision is identified by the first three."""

FIRST_OF_REFUSED, LAST_OF_REFUSED = "row", "problem"
"""The headings of a file of refused rows around those of the sheet."""


def render_decisions(changes: Iterable[SheetChange], registry: Registry, lang: str) -> str:
    """The changes of commitments of the registry to be decided, as CSV with an empty column ``accept``."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(DECISIONS)
    for change in changes:
        key, field, after = change.decision
        reason = localize(change.reason, lang)
        commitment = registry.commitments.get(change.id)
        title = localize(multilingual(commitment.title), lang) if commitment else ""
        cells = [key, field, after, "", change.id, title, change.row, change.before or "", reason]
        writer.writerow(map(_harmless, cells))
    return file.getvalue()


def render_refused(headings: Sequence[str], rows: Iterable[tuple[RefusedRow, Sequence[str]]], lang: str) -> str:
    """The refused rows as CSV: the number of each, its cells under the headings of the sheet, and the problems."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(map(_harmless, [FIRST_OF_REFUSED, *headings, LAST_OF_REFUSED]))
    for row, cells in rows:
        writer.writerow(map(_harmless, [row.row, *cells, localize(problem_text(row.problems), lang)]))
    return file.getvalue()


def _harmless(cell: object) -> str:
    return "" if cell is None else without_formulas(shown(str(cell)))
