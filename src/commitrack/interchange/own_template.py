"""An empty sheet with the headings of the format, to be filled and imported without a profile."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from commitrack.interchange.own_headings import OWN_HEADINGS
from commitrack.language import LazyString as _
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
_DESCRIPTIONS: dict[str, str] = {
    "id": _("Id of the commitment, which never changes"),
    "title": _("Title"),
    "summary": _("What is promised, in a paragraph"),
    "note": _("Note for readers"),
    "kind": _("New promise, programme already under way, or group"),
    "headline": _("Whether it is a key commitment: yes or no"),
    "part_of": _("Id of the commitment or group it is part of"),
    "pillar": _("Id of the pillar"),
    "areas": _("Ids of the areas, separated by semicolons"),
    "made": _("When it was made, as written"),
    "due": _("Deadline as written: a day, month, quarter, year or fiscal year"),
    "within": _("Time allowed, from the date it was made: 3 years"),
    "due_basis": _("Whether the source states the deadline, or the editor inferred it"),
    "responsible": _("Ids of the responsible parties, separated by semicolons"),
    "implementing": _("Ids of the implementing parties, separated by semicolons"),
    "beneficiary": _("Ids of the beneficiary parties, separated by semicolons"),
    "document": _("Id of the document it is quoted from"),
    "page": _("Page of the document"),
    "quote": _("Quotation"),
    "target": _("Name of the target, if the commitment has several; one row for each"),
    "value": _("Value to reach, with its unit: 5,000 people, EUR 12 m, 25 %"),
    "unit": _("ISO 4217 code for money, or what is counted"),
    "indicator": _("What is measured"),
    "baseline": _("Level at the start"),
    "baseline_on": _("When the baseline was measured, as written"),
    "qualifier": _("How the source hedges the value: at-least, about or at-most"),
    "counting": _(
        "For money, the stage at which it is counted: pledged, committed, disbursed, spent, mobilised or not-stated"
    ),
    "milestones": _("Interim targets, separated by semicolons: 2027: 3,000; 2028: 4,000"),
    "actual": _("Level reached, on the day in the column on"),
    "on": _("Day of the level reached"),
    "evidence": _("Addresses or files that prove the figure, separated by semicolons"),
    "completion": _("Completion level, for commitments without a figure"),
}
"""What is to be written under each heading."""


def template_csv() -> str:
    """The headings as CSV."""
    return f"{','.join(OWN_HEADINGS)}\n"


def descriptions() -> tuple[str, ...]:
    """What is to be written under each of the headings."""
    return tuple(map(_description, OWN_HEADINGS))


def template_xlsx(comments: Sequence[str]) -> bytes:
    """The headings as a workbook, each with its comment; what is typed below them stays text as it is typed."""
    book = Book("commitments", created=_CREATED)
    sheet = book.sheet("commitments")
    as_typed = book.format("@", text_wrap=True)
    for column, (heading, comment) in enumerate(zip(OWN_HEADINGS, comments, strict=True)):
        sheet.set_column(column, column, _WIDE if heading in _TEXTS else _WIDTH, as_typed)
        book.write(sheet, 0, column, Value(heading), bold=True, bottom=1)
        sheet.write_comment(0, column, comment, {"author": "commitrack"})
        if heading in _WORDS:
            sheet.data_validation(1, column, _ROWS, column, {"validate": "list", "source": list(_WORDS[heading])})
    sheet.freeze_panes(1, 0)
    return book.bytes()


def _description(heading: str) -> str:
    description = _DESCRIPTIONS[heading.removesuffix("_ja")]
    return _("{description}, in Japanese", description=description) if heading.endswith("_ja") else description
