"""Whom to ask for what before a meeting: for each responsible party, the commitments to ask about, and why."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from msgspec import Struct

from commitrack.assess import DONE, Assessment, EvidenceClass, Freshness, Schedule
from commitrack.model import Lifecycle
from commitrack.report.snapshot import Snapshot


class Reason(StrEnum):
    """Why a party is asked to report."""

    OVERDUE = "overdue"
    OFF_TRACK = "off-track"
    AT_RISK = "at-risk"
    UNCONFIRMED = "unconfirmed"
    DUE_BEFORE = "due-before-meeting"
    STALE = "stale"
    NO_FIGURE = "no-figure"
    NO_EVIDENCE = "no-evidence"


class FollowUp(Struct, frozen=True):
    """One commitment to ask about, and why."""

    assessment: Assessment
    reasons: tuple[Reason, ...]


def follow_ups(
    snapshot: Snapshot, chosen: Iterable[Assessment], *, before: date | None
) -> dict[str, tuple[FollowUp, ...]]:
    """The follow-ups of each party by its id, in the order of the registry; those of no party are under ``""``.

    ``before`` is the day of the meeting, if there is one.
    """
    by_party: dict[str, list[FollowUp]] = {}
    for assessment in chosen:
        if reasons := tuple(_reasons(assessment, before)):
            for party in snapshot.responsible_parties(assessment.commitment) or ("",):
                by_party.setdefault(party, []).append(FollowUp(assessment, reasons))
    names = [*snapshot.registry.parties, ""]
    return {party: tuple(by_party[party]) for party in names if party in by_party}


def _reasons(assessment: Assessment, before: date | None) -> Iterable[Reason]:
    """The reasons to ask about a commitment; none unless it is active and not fulfilled."""
    if assessment.delivery in DONE or assessment.lifecycle is not Lifecycle.ACTIVE:
        return
    if assessment.schedule is Schedule.OVERDUE:
        yield Reason.OVERDUE
    if assessment.schedule is Schedule.OFF_TRACK:
        yield Reason.OFF_TRACK
    if assessment.schedule is Schedule.AT_RISK:
        yield Reason.AT_RISK
    if assessment.schedule is Schedule.UNCONFIRMED:
        yield Reason.UNCONFIRMED
    if before is not None and assessment.due is not None and assessment.as_of <= assessment.due <= before:
        yield Reason.DUE_BEFORE
    if assessment.freshness is Freshness.STALE:
        yield Reason.STALE
    judged = [target for target in assessment.targets if target.terms is not None]
    if judged and all(target.latest is None for target in judged):
        yield Reason.NO_FIGURE
    if assessment.updated is not None and assessment.evidence is EvidenceClass.NONE:
        yield Reason.NO_EVIDENCE
