"""CSV: one row for each target of a commitment, every column a key of JSON; spreadsheets read it as it is."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from commitrack.report.report import Report
from commitrack.report.serialize import Item, item
from commitrack.views.sanitize import safe

COLUMNS = (
    "id", "title_en", "title_ja", "kind", "pillar", "areas", "part_of", "made", "due", "status", "lifecycle",
    "delivery", "schedule", "evidence", "freshness", "completion", "updated", "weakened", "responsible", "implementing",
    "beneficiary", "document", "page", "target", "indicator", "unit", "qualifier", "counting", "baseline", "value",
    "target_due", "actual", "actual_qualifier", "actual_on", "achieved", "planned", "pace",
)  # fmt: skip

OF_COMMITMENT = frozenset({"due", "delivery", "schedule"})
"""Words that a target has too; the columns are the commitment's."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def render(items: Iterable[Item], *, sections: Mapping[str, Iterable[str]] | None = None) -> str:
    """The items as CSV with a heading row; ``sections`` adds in which parts of a report each one stands."""
    columns = COLUMNS if sections is None else (*COLUMNS, "sections")
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\r\n")
    writer.writeheader()
    for found in items:
        row = _commitment(found)
        if sections is not None:
            row["sections"] = " ".join(sections[found["id"]])
        for target in found["targets"] or (None,):
            figures = _target(target) if target else {}
            writer.writerow({key: _cell(value) for key, value in {**row, **figures}.items()})
    return text.getvalue()


def render_report(report: Report, *, lang: str = "", only: Sequence[str] = ()) -> str:  # noqa: ARG001  all of it, in every language
    """The commitments of a report, each with the names of the sections in which it stands."""
    snapshot, sections = report.snapshot, report.standing()
    return render((item(snapshot, snapshot.assessments[name]) for name in sections), sections=sections)


def _target(found: Item) -> Item:
    figures = {key: value for key, value in found.items() if key in COLUMNS and key not in OF_COMMITMENT}
    return {**figures, "target_due": found["due"], "indicator": _text(found["indicator"], "en")}


def _commitment(found: Item) -> Item:
    source = found["source"]
    return {
        **{key: value for key, value in found.items() if key in COLUMNS},
        "title_en": _text(found["title"], "en"),
        "title_ja": _text(found["title"], "ja"),
        **{role: " ".join(names) for role, names in found["parties"].items()},
        "areas": " ".join(found["areas"]),
        "document": source.document if source else None,
        "page": source.page if source else None,
    }


def _text(text: object, lang: str) -> str:
    if isinstance(text, dict):
        return str(text.get(lang, ""))
    return str(text or "") if lang == "en" else ""


def _cell(value: object) -> object:
    """Text that a spreadsheet would run as a formula gets a quote before it; numbers never do."""
    if isinstance(value, str):
        return ("'" if value.startswith(_FORMULA) else "") + safe(value, lines=True)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value).lower() if isinstance(value, bool) else value
