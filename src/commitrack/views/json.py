"""JSON: one object with ``schema``, ``as_of``, ``registry`` and ``items``; it only ever grows."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from commitrack.assess import Assessment, TargetAssessment
from commitrack.language import LazyString
from commitrack.model import Rate, Span, When
from commitrack.report.changes import Changes, Movement
from commitrack.report.deadlines import Deadline
from commitrack.report.portfolio import Conversion, Count, Sum, Verified
from commitrack.report.report import Gap, Report, TargetProgress
from commitrack.report.serialize import Item, fraction, item
from commitrack.report.snapshot import Snapshot
from commitrack.report.upcoming import Due
from commitrack.views.sanitize import escaped, safe

SCHEMA = "commitrack/1"


def render(kind: str, snapshot: Snapshot, digest: str, items: Iterable[Item], **more: object) -> str:
    """The document as text: amounts are exact numbers, dates ISO 8601, shares fractions of 1."""
    found = {
        "schema": f"{SCHEMA}/{kind}",
        "as_of": snapshot.as_of,
        "known": snapshot.known,
        "registry": {"title": snapshot.registry.settings.title, "sha256": digest},
        **more,
        "items": list(items),
    }
    return encoded(found)


def encoded(found: object) -> str:
    """Any answer as JSON that people can read too; messages in English, no sign that could move a cursor."""
    plain = msgspec.json.Encoder(enc_hook=_plain, decimal_format="number").encode(found)
    return escaped(msgspec.json.format(plain, indent=2).decode()) + "\n"


def render_report(report: Report, *, lang: str = "", only: Sequence[str] = ()) -> str:  # noqa: ARG001  all of it, in every language
    """The report: its head and sections name commitments by id, ``items`` hold them whole."""
    snapshot = report.snapshot
    known = report.must_know
    return render(
        "report",
        snapshot,
        report.digest,
        (item(snapshot, snapshot.assessments[name]) for name in _named(report)),
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
            "gone_stale": [{"id": a.commitment.id, "updated": a.updated} for a in known.gone_stale],
            "unreported": [{"id": row.assessment.commitment.id, "target": row.target.name} for row in known.unreported],
        },
        deadlines={
            "overdue": _deadlines(report.overdue),
            "within_12_months": _deadlines(report.soon),
            "later": _deadlines(report.later),
        },
        completion=[{"id": row.assessment.commitment.id, "target": row.target.name} for row in report.completion],
        pillars=_counts("pillar", report.pillars),
        areas=_counts("area", report.areas),
        parties=_counts("party", report.parties),
        since=report.since and _since(report.since),
        before=[_due(row) for row in report.before],
        asks=[
            {"party": party or None, "items": [
                {"id": ask.assessment.commitment.id, "due": ask.assessment.due, "reasons": ask.reasons} for ask in found
            ]}
            for party, found in report.follow_ups.items()
        ],
        amended=[_amended(row) for row in report.amended],
        evidenced=[_evidenced(row) for row in report.evidenced],
        sums=[_sum(row) for row in report.sums],
        conversion=report.conversion and _conversion(report.conversion),
        stale=_gaps(report.stale),
        without_data=_gaps(report.without_data),
    )  # fmt: skip


def _named(report: Report) -> Iterable[str]:
    """Every commitment that any section names, once."""
    asked = (ask.assessment.commitment.id for found in report.follow_ups.values() for ask in found)
    return dict.fromkeys((*report.standing(), *asked))


def _counts(kind: str, rows: Iterable[Count]) -> list[Item]:
    return [{kind: row.name, "total": row.total, "with_data": row.with_data, "statuses": row.statuses} for row in rows]


def _since(found: Changes) -> Item:
    return {
        "day": found.day,
        "meeting": found.meeting,
        "moved": [_movement(row) for row in found.moved],
        "unchanged": [a.commitment.id for a in found.unchanged],
    }


def _due(row: Due) -> Item:
    target = row.target.name if row.target else None
    return {"on": row.on, "id": row.assessment.commitment.id, "target": target, "milestone": row.milestone}


def _movement(row: Movement) -> Item:
    then, now = row.targets or (None, None)
    return {
        "id": row.after.commitment.id,
        "target": now.name if now else None,
        "before": _stood(row.before, then),
        "after": _stood(row.after, now),
        "updates": [update.key for update in row.updates],
        "amendments": [update.key for update in row.amendments],
        "newly_overdue": row.newly_overdue,
    }


def _stood(assessment: Assessment, found: TargetAssessment | None) -> Item:
    """A commitment on one of two days, by the target that leads on the later one."""
    return {
        "status": assessment.status,
        "completion": assessment.completion,
        **_figure(found),
        "forecast": found.forecast.at_due if found and found.forecast else None,
        "reached_on": found.forecast.reached_on if found and found.forecast else None,
    }


def _figure(found: TargetAssessment | None) -> Item:
    latest = found.latest if found else None
    measure = found.measure if found and latest else None
    return {
        "actual": latest.level if latest else None,
        "actual_on": latest.on if latest else None,
        "achieved": fraction(measure.achieved) if measure else None,
    }


def _amended(row: TargetProgress) -> Item:
    found = row.target
    terms = (found.original, found.schedule_original), (found.terms, found.measure and found.measure.schedule)
    before, now = ({"value": t and t.value, "due": t and t.due, "schedule": schedule} for t, schedule in terms)
    return {
        "id": row.assessment.commitment.id,
        "target": found.name,
        "original": before,
        "current": now,
        "changes": found.changes,
    }


def _evidenced(row: Verified) -> Item:
    return {
        "id": row.assessment.commitment.id,
        "target": row.target.name,
        "claimed": _figure(row.target),
        "evidenced": _figure(row.evidenced),
    }


def _sum(row: Sum) -> Item:
    return {
        "unit": row.unit,
        "counting": row.counting,
        "targets": row.targets,
        "value": row.value,
        "with_figure": row.with_figure,
        "reached": row.reached if row.with_figure else None,
    }


def _conversion(found: Conversion) -> Item:
    return {
        "currency": found.currency,
        "totals": [{"counting": stage, "value": value} for stage, value in found.totals.items()],
        "converted": [
            {"id": row.assessment.commitment.id, "target": row.target, "counting": row.counting, "value": row.value,
             "rate": row.rate and _rate(row.rate)}
            for row in found.converted
        ],
        "missing": [{"id": assessment.commitment.id, "target": target} for assessment, target in found.missing],
    }  # fmt: skip


def _rate(rate: Rate) -> Item:
    return {"currency": rate.currency, "to": rate.to, "date": rate.date, "rate": rate.rate, "source": rate.source}


def _deadlines(rows: Iterable[Deadline]) -> list[Item]:
    return [{"id": r.assessment.commitment.id, "due": r.due, "days": r.days, "parts": r.parts} for r in rows]


def _gaps(rows: Iterable[Gap]) -> list[Item]:
    return [{"id": r.assessment.commitment.id, "owing": r.owing, "parts": r.parts} for r in rows]


def _plain(value: Any) -> object:
    if isinstance(value, When | Span):
        return value.written
    if isinstance(value, LazyString):
        return value.to("en")
    raise NotImplementedError(f"no JSON for {value!r}")
