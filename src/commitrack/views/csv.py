"""CSV: one row for each target of a commitment, every column a key of JSON; spreadsheets read it as it is."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from commitrack.report.report import Report
from commitrack.report.serialize import Item, item
from commitrack.views.sanitize import safe
from commitrack.views.sections import members

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
    """The items as CSV with a heading row; ``sections`` adds which sections of a report list each one."""
    columns = COLUMNS if sections is None else (*COLUMNS, "sections")
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\r\n")
    writer.writeheader()
    for commitment in items:
        row = _commitment(commitment)
        if sections is not None:
            row["sections"] = " ".join(sections[commitment["id"]])
        for target in commitment["targets"] or (None,):
            figures = _target(target) if target else {}
            writer.writerow({key: _cell(value) for key, value in {**row, **figures}.items()})
    return text.getvalue()


def render_report(report: Report, *, lang: str = "", only: Sequence[str] = ()) -> str:  # noqa: ARG001  all of it, in every language
    """The commitments of a report, each with the names of the sections that list it."""
    snapshot = report.snapshot
    sections = {name: [word for word in words if word != "ask"] for name, words in members(report).items()}
    names = [name for name, words in sections.items() if words]
    return render((item(snapshot, snapshot.assessments[name]) for name in names), sections=sections)


def _target(target: Item) -> Item:
    figures = {key: value for key, value in target.items() if key in COLUMNS and key not in OF_COMMITMENT}
    return {**figures, "target_due": target["due"], "indicator": _text(target["indicator"], "en")}


def _commitment(commitment: Item) -> Item:
    source = commitment["source"]
    return {
        **{key: value for key, value in commitment.items() if key in COLUMNS},
        "title_en": _text(commitment["title"], "en"),
        "title_ja": _text(commitment["title"], "ja"),
        **{role: " ".join(names) for role, names in commitment["parties"].items()},
        "areas": " ".join(commitment["areas"]),
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
