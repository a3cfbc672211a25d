"""CSV: one row for each target, or for a commitment without targets; the columns are keys of the JSON answers."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from msgspec.structs import asdict

from commitrack.model import Amends, multilingual
from commitrack.report.journal import LineData
from commitrack.report.report import Report
from commitrack.report.serialize import CommitmentData, commitment_data
from commitrack.report.target_data import TargetData
from commitrack.views.cell_text import without_formulas
from commitrack.views.sanitize import safe
from commitrack.views.sections import members

COLUMNS = (
    "id", "title_en", "title_ja", "kind", "pillar", "pillar_basis", "areas", "areas_basis", "part_of", "counted_with",
    "made", "due", "status", "lifecycle", "delivery", "schedule", "evidence", "freshness", "reservations", "completion",
    "updated", "last_update", "weakened", "responsible", "implementing", "beneficiary", "document", "page", "target",
    "indicator", "unit", "qualifier", "counting", "baseline", "value", "target_due", "actual", "actual_qualifier",
    "actual_on", "achieved", "planned", "pace",
)  # fmt: skip

OF_LISTING: Mapping[str, tuple[str, ...]] = {
    "title": ("title_en", "title_ja"), "progress": ("value", "actual", "unit", "achieved"),
}  # fmt: skip
"""The columns that say what a column of a listing says, where it has another name."""

LOG_COLUMNS = (
    "key", "on", "commitment", "target", "actual", "add", "unit", "before", "value", "completion",
    "completion_before", "lifecycle",
    "amends_value", "amends_due", "retracts", "reason", "qualifier", "source_class", "evidence", "note", "by",
    "recorded", "retracted",
)  # fmt: skip

OF_COMMITMENT = frozenset({"due", "delivery", "schedule"})
"""Keys that targets have too; these columns hold the commitment's values."""
_OF_COMMITMENT = tuple(name for name in CommitmentData.__struct_fields__ if name in COLUMNS)
_OF_TARGET = tuple(name for name in TargetData.__struct_fields__ if name in COLUMNS and name not in OF_COMMITMENT)


def render(
    items: Iterable[CommitmentData],
    *,
    columns: Sequence[str] = (),
    sections: Mapping[str, Iterable[str]] | None = None,
) -> Iterator[str]:
    """The items as CSV, row by row: a heading row, and all columns or those requested.

    ``sections`` (words by id) adds a column of sections that list them.
    """
    names = columns or (COLUMNS if sections is None else (*COLUMNS, "sections"))
    writer = _writer()
    yield writer.writerow(names)
    for commitment in items:
        row = _commitment(commitment)
        if sections is not None:
            row["sections"] = " ".join(sections[commitment.id])
        for target in commitment.targets or (None,):
            cells = {**row, **_target(target)} if target else row
            yield writer.writerow([_cell(cells.get(name)) for name in names])


def render_log(lines: Iterable[LineData]) -> Iterator[str]:
    """The lines of the journal as CSV, row by row, with a heading row."""
    writer = _writer()
    yield writer.writerow(LOG_COLUMNS)
    for line in lines:
        amends = line.amends or Amends()
        cells = {**asdict(line), "amends_value": amends.value, "amends_due": amends.due,
                 "reason": multilingual(line.reason), "note": multilingual(line.note),
                 "evidence": tuple(item if isinstance(item, str) else item.file or item.document or ""
                                   for item in line.evidence)}  # fmt: skip
        yield writer.writerow([_cell(cells[key]) for key in LOG_COLUMNS])


def render_report(report: Report, *, lang: str = "", only: Sequence[str] = ()) -> Iterator[str]:  # noqa: ARG001  CSV has neither sections nor a language
    """The commitments of a report, each with the names of the sections that list it."""
    snapshot, sections = report.snapshot, members(report)
    items = (commitment_data(snapshot, snapshot.assessments[name], projected=False) for name in sections)
    return render(items, sections=sections)


class _Returned:
    """A file for ``csv.writer``, which returns each row as text instead of keeping it."""

    def write(self, row: str) -> str:
        return row


def _writer() -> Any:
    """A writer whose methods return what they write."""
    return csv.writer(_Returned(), lineterminator="\r\n")


def _target(target: TargetData) -> dict[str, object]:
    figures = {name: getattr(target, name) for name in _OF_TARGET}
    return {**figures, "target_due": target.due, "indicator": _text(target.indicator, "en")}


def _commitment(commitment: CommitmentData) -> dict[str, object]:
    source = commitment.source
    return {
        **{name: getattr(commitment, name) for name in _OF_COMMITMENT},
        "title_en": _text(commitment.title, "en"),
        "title_ja": _text(commitment.title, "ja"),
        **{role: " ".join(names) for role, names in asdict(commitment.parties).items()},
        "document": source.document if source else None,
        "page": source.page if source else None,
    }


def _text(text: object, lang: str) -> str:
    if isinstance(text, dict):
        return str(text.get(lang, ""))
    return str(text or "") if lang == "en" else ""


def _cell(value: object) -> object:
    """The content of a cell."""
    if isinstance(value, str):
        return _harmless(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else value


@lru_cache(maxsize=4096)  # most columns repeat a few words
def _harmless(text: str) -> str:
    """The content of a cell with text; what a spreadsheet would run as a formula is prefixed with a quote."""
    return safe(without_formulas(text), lines=True)
