"""Whom to ask for what before a meeting, one reason at a time."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from commitrack.model import (
    Commitment,
    CompletionLevel,
    Lifecycle,
    Meeting,
    Parties,
    Party,
    SourceClass,
    Target,
    Update,
    When,
)
from commitrack.report.follow_ups import Reason
from commitrack.report.report import ReportRequest, build_report
from commitrack.report.snapshot import Snapshot

SnapshotOf = Callable[..., Snapshot]
MakeUpdate = Callable[..., Update]

AS_OF = "2026-01-01"
MEETING = {"m": Meeting(title="M", on=date(2026, 3, 1))}
SHOWN: dict[str, Any] = {"source_class": SourceClass.OFFICIAL, "evidence": ("https://example.org/1",)}


def pledge(name: str, **fields: Any) -> Commitment:
    """Made at the beginning of 2024, due at the end of 2026: on 31 December 2025 two thirds of the time are over."""
    plan = {"made": When(date(2024, 1, 1)), "due": When(date(2026, 12, 31))}
    target = {"n": Target(unit="people", value=100)}
    return Commitment(id=name, title=name, **{"targets": target, **plan, **fields})


def of(update: MakeUpdate, commitment: str, on: str = "2025-12-31", **fields: Any) -> Update:
    return update(on, key=f"{commitment}-{on}-{'-'.join(fields)}", commitment=commitment, **fields)


def reasons(snapshot: Snapshot, meeting: str | None = None) -> dict[str, dict[str, list[str]]]:
    by_party = build_report(snapshot, ReportRequest(meeting=meeting)).follow_ups
    return {
        party: {ask.assessment.commitment.id: [str(reason) for reason in ask.reasons] for ask in follow_ups}
        for party, follow_ups in by_party.items()
    }


CASES: dict[str, tuple[dict[str, Any], list[dict[str, Any]], list[Reason]]] = {
    "all well": ({}, [{"actual": 70, **SHOWN}], []),
    "off track": ({}, [{"actual": 20, **SHOWN}], [Reason.OFF_TRACK]),
    "at risk": ({}, [{"actual": 50, **SHOWN}], [Reason.AT_RISK]),
    "overdue": ({"due": When(date(2025, 12, 30))}, [{"actual": 70, **SHOWN}], [Reason.OVERDUE]),
    "due on the day of the meeting": ({"due": When(date(2026, 3, 1))}, [{"actual": 99, **SHOWN}], [Reason.DUE_BEFORE]),
    "due the day after": ({"due": When(date(2026, 3, 2))}, [{"actual": 99, **SHOWN}], []),
    "due today": ({"due": When(date(2026, 1, 1))}, [{"actual": 99, **SHOWN}], [Reason.DUE_BEFORE]),
    "stale": ({}, [{"on": "2024-12-31", "actual": 40, **SHOWN}], [Reason.STALE]),
    "a year is not stale": ({}, [{"on": "2025-01-01", "actual": 40, **SHOWN}], []),
    "no figure": ({}, [], [Reason.NO_FIGURE]),
    "a note is no figure": ({}, [{"note": "launched"}], [Reason.NO_FIGURE]),
    "no figure to reach, none missed": ({"targets": {}}, [], []),
    "no evidence": ({}, [{"actual": 70}], [Reason.NO_EVIDENCE]),
    "several": (
        {"due": When(date(2026, 2, 1))}, [{"on": "2024-12-31", "actual": 1}],
        [Reason.OFF_TRACK, Reason.DUE_BEFORE, Reason.STALE, Reason.NO_EVIDENCE],
    ),
    "fulfilled": ({}, [{"actual": 100}], []),
    "complete": ({"targets": {}}, [{"completion": CompletionLevel.COMPLETE}], []),
    "withdrawn": ({}, [{"lifecycle": Lifecycle.WITHDRAWN, "reason": "r"}], []),
    "superseded": ({}, [{"lifecycle": Lifecycle.SUPERSEDED, "reason": "r"}], []),
    "suspended": ({"due": When(date(2025, 1, 1))}, [{"lifecycle": Lifecycle.SUSPENDED, "reason": "r"}], []),
    "taken up again": (
        {}, [{"on": "2025-01-01", "lifecycle": Lifecycle.SUSPENDED, "reason": "r"},
             {"lifecycle": Lifecycle.ACTIVE, "reason": "r"}], [Reason.NO_FIGURE],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_reasons(snapshot_of: SnapshotOf, update: MakeUpdate, case: str) -> None:
    """Each reason where it holds, in this order, and no other; nothing of what is done or no longer runs."""
    fields, updates, expected = CASES[case]
    snapshot = snapshot_of(
        [pledge("a", **fields)], [of(update, "a", **fields_of) for fields_of in updates], as_of=AS_OF, meetings=MEETING
    )
    assert reasons(snapshot) == ({"": {"a": [str(reason) for reason in expected]}} if expected else {})


def test_each_party_in_the_order_of_the_registry(snapshot_of: SnapshotOf) -> None:
    """Implementing parties are asked, else responsible ones; a commitment of two is listed with both, of none last."""
    snapshot = snapshot_of(
        [
            pledge("nobodys"),
            pledge("of-both", parties=Parties(responsible=("minister",), implementing=("bank", "agency"))),
            pledge("promised", parties=Parties(responsible=("minister",), beneficiary=("agency",))),
            pledge("part", part_of="promised"),
        ],
        as_of=AS_OF,
        parties={name: Party(title=name) for name in ("minister", "agency", "bank", "unasked")},
    )
    silent = [str(Reason.NO_FIGURE)]
    asked = reasons(snapshot)
    assert asked == {
        "minister": {"promised": silent, "part": silent},
        "agency": {"of-both": silent},
        "bank": {"of-both": silent},
        "": {"nobodys": silent},
    }
    assert list(asked) == ["minister", "agency", "bank", ""]


@pytest.mark.parametrize(("meeting", "asked"), [("near", False), ("far", True), (None, False), ("next", False)])
def test_before_the_meeting_that_is_named(
    snapshot_of: SnapshotOf,
    update: MakeUpdate,
    meeting: str | None,
    asked: bool,  # noqa: FBT001
) -> None:
    """Without a name the next one counts."""
    meetings = {"far": Meeting(title="Far", on=date(2026, 12, 31)), "near": Meeting(title="Near", on=date(2026, 2, 1))}
    snapshot = snapshot_of([pledge("a")], [of(update, "a", actual=70, **SHOWN)], as_of=AS_OF, meetings=meetings)
    assert reasons(snapshot, meeting) == ({"": {"a": [str(Reason.DUE_BEFORE)]}} if asked else {})


def test_without_a_meeting_nothing_is_due_before_it(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """And everything else is asked for all the same."""
    updates = [of(update, "due", actual=99, **SHOWN)]
    snapshot = snapshot_of([pledge("due", due=When(date(2026, 1, 2))), pledge("silent")], updates, as_of=AS_OF)
    assert reasons(snapshot) == {"": {"silent": [str(Reason.NO_FIGURE)]}}
