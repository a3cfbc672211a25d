"""An empty sheet with the headings of the format, to be filled and imported without a profile."""

from datetime import date
from enum import StrEnum

from commitrack.interchange.export.record_fields import COMMITMENTS, TARGETS, UPDATES
from commitrack.interchange.own_headings import OWN_HEADINGS
from commitrack.model import Basis, CompletionLevel, Kind, Qualifier
from commitrack.views.xlsx import Book, Value

_CREATED = date(2026, 1, 1)
"""The date in the file, which is the same for all, so that equal versions write equal files."""
_WIDTH, _WIDE = 14, 40
_TEXTS = frozenset({"title", "title_ja", "summary", "summary_ja", "quote", "note", "note_ja", "evidence"})
_ROWS = 2000
"""The rows in which words can be chosen from a list."""
_WORDS: dict[str, type[StrEnum]] = {
    "kind": Kind, "due_basis": Basis, "qualifier": Qualifier, "completion": CompletionLevel,
}  # fmt: skip
_DESCRIPTIONS = {
    **{field.name: field.description for table in (UPDATES, TARGETS, COMMITMENTS) for field in table.fields},
    "actual": "Level reached, on the day in the column on",
    "milestones": "Interim targets, separated by semicolons: 2027: 3,000; 2028: 4,000",
    "evidence": "Addresses or files that prove the figure, separated by semicolons",
    "target": "Name of the target, if the commitment has several; one row for each",
    "value": "Value to reach, with its unit: 5,000 people, EUR 12 m, 25 %",
}
"""What is to be written under each heading."""


def template_csv() -> str:
    """The headings as CSV."""
    return f"{','.join(OWN_HEADINGS)}\n"


def template_xlsx() -> bytes:
    """The headings as a workbook, with a comment on each; what is typed below them stays text as it is typed."""
    book = Book("commitments", created=_CREATED)
    sheet = book.sheet("commitments")
    as_typed = book.format({"num_format": "@", "valign": "top", "text_wrap": True})
    for column, heading in enumerate(OWN_HEADINGS):
        sheet.set_column(column, column, _WIDE if heading in _TEXTS else _WIDTH, as_typed)
        book.write(sheet, 0, column, Value(heading), bold=True, bottom=1)
        sheet.write_comment(0, column, _description(heading), {"author": "commitrack"})
        if heading in _WORDS:
            sheet.data_validation(1, column, _ROWS, column, {"validate": "list", "source": list(_WORDS[heading])})
    sheet.freeze_panes(1, 0)
    return book.bytes()


def _description(heading: str) -> str:
    name = heading.removesuffix("_ja")
    return _DESCRIPTIONS[name] + (", in Japanese" if name != heading else "")
