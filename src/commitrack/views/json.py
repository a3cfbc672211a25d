"""JSON: one object with ``schema``, ``as_of``, ``registry`` and ``items``; it only ever grows."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from commitrack.model import Span, When
from commitrack.report.brief import Deadline, Gap, Report
from commitrack.report.item import Item, fraction, item
from commitrack.report.survey import Survey
from commitrack.views.safe import escaped, safe

SCHEMA = "commitrack/1"


def render(kind: str, survey: Survey, digest: str, items: Iterable[Item], **more: object) -> str:
    """The document as text: amounts are exact numbers, dates ISO 8601, shares fractions of 1."""
    found = {
        "schema": f"{SCHEMA}/{kind}",
        "as_of": survey.as_of,
        "known": survey.known,
        "registry": {"title": survey.registry.settings.title, "sha256": digest},
        **more,
        "items": list(items),
    }
    encoded = msgspec.json.Encoder(enc_hook=_plain, decimal_format="number").encode(found)
    return escaped(msgspec.json.format(encoded, indent=2).decode()) + "\n"


def render_report(report: Report, *, lang: str = "", only: Sequence[str] = ()) -> str:  # noqa: ARG001  all of it, in every language
    """The report: its head and sections name commitments by id, ``items`` hold them whole."""
    survey = report.survey
    known = report.must_know
    return render(
        "report",
        survey,
        report.digest,
        (item(survey, survey.assessments[name]) for name in report.standing()),
        query=[safe(word) for word in report.query],  # a shell may hand over what is no Unicode

        next_meeting=report.next_meeting and {"id": report.next_meeting[0], "on": report.next_meeting[1].on},
        coverage={"n": report.coverage.n, "of": report.coverage.of},
        must_know={
            "newly_overdue": [a.commitment.id for a in known.newly_overdue],
            "furthest_behind": [
                {"id": row.assessment.commitment.id, "target": row.target.name,
                 "pace": fraction(row.target.measure.pace) if row.target.measure else None}
                for row in known.furthest_behind
            ],
            "longest_silent": [{"id": a.commitment.id, "updated": a.updated} for a in known.longest_silent],
            "unreported": [{"id": row.assessment.commitment.id, "target": row.target.name} for row in known.unreported],
        },
        deadlines={
            "overdue": _deadlines(report.overdue),
            "within_12_months": _deadlines(report.soon),
            "later": _deadlines(report.later),
        },
        completion=[{"id": row.assessment.commitment.id, "target": row.target.name} for row in report.completion],
        pillars=[
            {"pillar": row.name, "total": row.total, "with_data": row.with_data, "statuses": row.statuses}
            for row in report.pillars
        ],
        stale=_gaps(report.stale),
        without_data=_gaps(report.without_data),
    )  # fmt: skip


def _deadlines(rows: Iterable[Deadline]) -> list[Item]:
    return [{"id": r.assessment.commitment.id, "due": r.due, "days": r.days, "parts": r.parts} for r in rows]


def _gaps(rows: Iterable[Gap]) -> list[Item]:
    return [{"id": r.assessment.commitment.id, "owing": r.owing, "parts": r.parts} for r in rows]


def _plain(value: Any) -> object:
    if isinstance(value, When | Span):
        return value.written
    raise NotImplementedError(f"no JSON for {value!r}")
