"""One commitment as a plain mapping: the keys of JSON, which only ever grow, and the headings of CSV."""

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from commitrack.assess import Assessment, TargetAssessment
from commitrack.model import Update, When
from commitrack.report.snapshot import Snapshot

Item = dict[str, Any]


def item(snapshot: Snapshot, assessment: Assessment) -> Item:
    """Everything about a commitment and its assessment; dates are dates, amounts exact numbers."""
    commitment = assessment.commitment
    return {
        "id": commitment.id,
        "title": commitment.title,
        "kind": commitment.kind,
        "headline": commitment.headline,
        "part_of": commitment.part_of,
        "related": commitment.related,
        "pillar": commitment.pillar,
        "areas": commitment.areas,
        "made": _written(commitment.made),
        "within": str(commitment.within) if commitment.within else None,
        "due": assessment.due,
        "due_written": _written(assessment.due_written),
        "parties": {
            "responsible": commitment.parties.responsible,
            "implementing": commitment.parties.implementing,
            "beneficiary": commitment.parties.beneficiary,
        },
        "source": commitment.source,
        "note": commitment.note,
        "status": assessment.status,
        "lifecycle": assessment.lifecycle,
        "delivery": assessment.delivery,
        "schedule": assessment.schedule,
        "evidence": assessment.evidence,
        "freshness": assessment.freshness,
        "completion": assessment.completion,
        "updated": assessment.updated,
        "weakened": assessment.weakened,
        "parts": {str(status): count for status, count in snapshot.part_counts(commitment.id).items()},
        "targets": [_target(target, as_of=assessment.as_of) for target in assessment.targets],
    }


def _target(progress: TargetAssessment, *, as_of: date) -> Item:
    """One target: what is to be reached, what has been reached, and how that is judged."""
    defined, terms, measure, latest = progress.target, progress.terms, progress.measure, progress.latest
    return {
        "target": progress.name,
        "indicator": defined.indicator,
        "unit": defined.unit,
        "qualifier": defined.qualifier,
        "counting": defined.counting,
        "baseline": defined.baseline,
        "value": terms.value if terms else None,
        "due": terms.due if terms else None,
        "actual": latest.level if latest else None,
        "actual_on": latest.on if latest else None,
        "actual_qualifier": latest.update.qualifier if latest else None,
        "achieved": fraction(measure.achieved) if measure else None,
        "elapsed": fraction(terms.elapsed(as_of)) if terms else None,
        "planned": fraction(measure.planned) if measure else None,
        "pace": fraction(measure.pace) if measure else None,
        "delivery": measure.delivery if measure else None,
        "schedule": measure.schedule if measure else None,
        "rates": progress.rates and {**_plain(progress.rates), "ratio": fraction(progress.rates.ratio)},
        "forecast": progress.forecast and _plain(progress.forecast),
        "forecast_refused": progress.forecast_refused,
        "original": _original(progress),
    }


def _original(progress: TargetAssessment) -> Item | None:
    """The terms as first promised, when an amendment changed them."""
    if not progress.changes or progress.original is None:
        return None
    return {
        "value": progress.original.value,
        "due": progress.original.due,
        "schedule": progress.schedule_original,
        "changes": progress.changes,
    }


def update(entry: Update) -> Item:
    """One line of the journal."""
    return {key: value for key, value in _plain(entry).items() if value is not None and value != ()}


def fraction(share: Decimal | None) -> Decimal | None:
    """A share rounded to six places, for machines."""
    return None if share is None else share.quantize(Decimal("0.000001"), ROUND_HALF_EVEN).normalize() + 0


def _plain(record: Any) -> Item:
    return {name: getattr(record, name) for name in record.__struct_fields__}


def _written(when: When | None) -> object:
    return None if when is None else when.written
