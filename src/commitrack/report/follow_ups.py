"""Whom to ask for what before a meeting: for each party, what it should bring."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from msgspec import Struct

from commitrack.assess import DONE, Assessment, EvidenceClass, Freshness, Schedule
from commitrack.model import Lifecycle
from commitrack.report.snapshot import Snapshot


class Reason(StrEnum):
    """Why a party is asked."""

    OVERDUE = "overdue"
    OFF_TRACK = "off track"
    AT_RISK = "at risk"
    DUE_BEFORE = "due before the meeting"
    STALE = "stale"
    NO_FIGURE = "no figure"
    NO_EVIDENCE = "no evidence"


class FollowUp(Struct, frozen=True):
    """One commitment of which a party owes word, and why."""

    assessment: Assessment
    reasons: tuple[Reason, ...]


def follow_ups(
    snapshot: Snapshot, chosen: Iterable[Assessment], *, before: date | None
) -> dict[str, tuple[FollowUp, ...]]:
    """For each party, in the order of the registry, what to ask it for; the empty name is for what nobody owes."""
    found: dict[str, list[FollowUp]] = {}
    for assessment in chosen:
        if reasons := tuple(_reasons(assessment, before)):
            for party in snapshot.owing(assessment.commitment) or ("",):
                found.setdefault(party, []).append(FollowUp(assessment, reasons))
    names = [*snapshot.registry.parties, ""]
    return {party: tuple(found[party]) for party in names if party in found}


def _reasons(assessment: Assessment, before: date | None) -> Iterable[Reason]:
    """Only of what runs on and is not reached; a part of which nothing is known is asked for with its whole."""
    if assessment.delivery in DONE or assessment.lifecycle is not Lifecycle.ACTIVE:
        return
    if assessment.schedule is Schedule.OVERDUE:
        yield Reason.OVERDUE
    if assessment.schedule is Schedule.OFF_TRACK:
        yield Reason.OFF_TRACK
    if assessment.schedule is Schedule.AT_RISK:
        yield Reason.AT_RISK
    if before is not None and assessment.due is not None and assessment.as_of <= assessment.due <= before:
        yield Reason.DUE_BEFORE
    if assessment.freshness is Freshness.STALE:
        yield Reason.STALE
    if assessment.commitment.judged() and assessment.updated is None:
        yield Reason.NO_FIGURE
    if assessment.updated is not None and assessment.evidence is EvidenceClass.NONE:
        yield Reason.NO_EVIDENCE
