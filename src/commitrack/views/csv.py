"""CSV: one row for each target, or for a commitment without targets; the columns are keys of the JSON answers."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

from commitrack.assess import Assessment, TargetAssessment
from commitrack.model import Amends, multilingual
from commitrack.report.fraction import fraction
from commitrack.report.snapshot import Snapshot
from commitrack.views.cell_text import without_formulas
from commitrack.views.sanitize import safe

if TYPE_CHECKING:  # a listing needs neither reports nor the journal
    from commitrack.report.journal import LineData
    from commitrack.report.report import Report

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

_OF_COMMITMENT = (
    "id", "kind", "pillar", "areas", "part_of", "counted_with", "made",
    "parties.responsible", "parties.implementing", "parties.beneficiary",
)  # fmt: skip
_OF_ASSESSMENT = (
    "due", "status", "lifecycle", "delivery", "schedule", "evidence", "freshness", "reservations", "completion",
    "updated", "last_update", "weakened",
)  # fmt: skip
_OF_TARGET = ("unit", "qualifier", "counting", "baseline")
"""The columns with what a commitment, its assessment and a target have under the same name."""
_of_assessment = attrgetter(*(f"commitment.{name}" for name in _OF_COMMITMENT), *_OF_ASSESSMENT)
_of_target = attrgetter(*(f"target.{name}" for name in _OF_TARGET))
_ROW = (
    *(name.removeprefix("parties.") for name in _OF_COMMITMENT), *_OF_ASSESSMENT, "pillar_basis", "areas_basis",
    "title_en", "title_ja", "document", "page", "sections",
    *_OF_TARGET, "target", "indicator", "value", "target_due", "actual", "actual_qualifier", "actual_on", "achieved",
    "planned", "pace",
)  # fmt: skip
"""All columns, in the order in which their values are found."""
_WITHOUT_TARGET = (None,) * (len(_ROW) - _ROW.index(_OF_TARGET[0]))


def render(
    snapshot: Snapshot,
    assessments: Iterable[Assessment],
    *,
    columns: Sequence[str] = (),
    sections: Mapping[str, Iterable[str]] | None = None,
) -> Iterator[str]:
    """The commitments of a snapshot as CSV, row by row: a heading row, and all columns or those requested.

    ``sections`` (words by id) adds a column of sections that list them.
    """
    names = columns or (COLUMNS if sections is None else (*COLUMNS, "sections"))
    numbers = [_ROW.index(name) for name in names]
    writer = _writer()
    yield writer.writerow(names)
    for assessment in assessments:
        listing = () if sections is None else sections[assessment.commitment.id]
        values = (*_commitment(snapshot, assessment), " ".join(listing))
        for target in assessment.targets or (None,):
            row = (*values, *(_target(target) if target else _WITHOUT_TARGET))
            yield writer.writerow(_cells([row[number] for number in numbers]))


def render_log(lines: Iterable["LineData"]) -> Iterator[str]:
    """The lines of the journal as CSV, row by row, with a heading row."""
    writer = _writer()
    yield writer.writerow(LOG_COLUMNS)
    for line in lines:
        amends = line.amends or Amends()
        cells = {**asdict(line), "amends_value": amends.value, "amends_due": amends.due,
                 "reason": multilingual(line.reason), "note": multilingual(line.note),
                 "evidence": tuple(item if isinstance(item, str) else item.file or item.document or ""
                                   for item in line.evidence)}  # fmt: skip
        yield writer.writerow(_cells([cells[key] for key in LOG_COLUMNS]))


def render_report(report: "Report", *, lang: str = "", only: Sequence[str] = ()) -> Iterator[str]:  # noqa: ARG001  CSV has neither sections nor a language
    """The commitments of a report, each with the names of the sections that list it."""
    from commitrack.views.sections import members  # noqa: PLC0415  7 ms, not needed for a listing

    snapshot, sections = report.snapshot, members(report)
    return render(snapshot, (snapshot.assessments[name] for name in sections), sections=sections)


class _Returned:
    """A file for ``csv.writer``, which returns each row as text instead of keeping it."""

    def write(self, row: str) -> str:
        return row


def _writer() -> Any:
    """A writer whose methods return what they write."""
    return csv.writer(_Returned(), lineterminator="\r\n")


def _commitment(snapshot: Snapshot, assessment: Assessment) -> tuple[object, ...]:
    """The values of the columns up to "page"."""
    commitment, registry = assessment.commitment, snapshot.registry
    title, source = commitment.title, commitment.source
    return (
        *_of_assessment(assessment), registry.pillar_basis(commitment), registry.areas_basis(commitment),
        _text(title, "en"), _text(title, "ja"), source.document if source else None, source.page if source else None,
    )  # fmt: skip


def _target(assessed: TargetAssessment) -> tuple[object, ...]:
    """The values of the columns after "sections"."""
    terms, measure, latest = assessed.terms, assessed.measure, assessed.latest
    return (
        *_of_target(assessed), assessed.name, _text(assessed.target.indicator, "en"),
        terms.value if terms else None, terms.due if terms else None,
        latest.level if latest else None, latest.qualifier if latest else None, latest.on if latest else None,
        fraction(measure.achieved) if measure else None, fraction(assessed.planned),
        fraction(measure.pace) if measure else None,
    )  # fmt: skip


def _text(text: object, lang: str) -> str:
    if isinstance(text, dict):
        return str(text.get(lang, ""))
    return str(text or "") if lang == "en" else ""


def _cells(values: Iterable[object]) -> list[object]:
    """The contents of cells, most of which are empty."""
    return [None if value is None else _CONTENT[type(value)](value) for value in values]


class _ContentByType(dict[type, Callable[[Any], object]]):
    """What makes the content of a cell of a value, by the type of the value; found when a type is first written."""

    def __missing__(self, kind: type) -> Callable[[Any], object]:
        self[kind] = content = _content_of(kind)
        return content


def _content_of(kind: type) -> Callable[[Any], object]:
    if issubclass(kind, str):
        return _harmless
    if issubclass(kind, Decimal):
        return "{:f}".format
    if issubclass(kind, datetime):
        return lambda time: time.isoformat().replace("+00:00", "Z")
    if issubclass(kind, tuple):
        return lambda items: " ".join(map(str, items))
    return (lambda flag: str(flag).lower()) if kind is bool else (lambda value: value)


_CONTENT = _ContentByType()


@lru_cache(maxsize=4096)  # most columns repeat a few words
def _harmless(text: str) -> str:
    """The content of a cell with text; what a spreadsheet would run as a formula is prefixed with a quote."""
    return safe(without_formulas(text), lines=True)
