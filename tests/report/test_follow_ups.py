"""Follow-ups before a meeting: which parties to ask about which commitments, and why."""

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
PROOF: dict[str, Any] = {"source_class": SourceClass.OFFICIAL, "evidence": ("https://example.org/1",)}


def pledge(name: str, **fields: Any) -> Commitment:
    """A commitment of 2024 to 2026: on 31 December 2025 two thirds of its time are over."""
    plan = {"made": When(date(2024, 1, 1)), "due": When(date(2026, 12, 31))}
    target = {"n": Target(unit="people", value=100)}
    return Commitment(id=name, title=name, **{"targets": target, **plan, **fields})


def record(update: MakeUpdate, commitment: str, on: str = "2025-12-31", **fields: Any) -> Update:
    return update(on, key=f"{commitment}-{on}-{'-'.join(fields)}", commitment=commitment, **fields)


def reasons(snapshot: Snapshot, meeting: str | None = None) -> dict[str, dict[str, list[str]]]:
    by_party = build_report(snapshot, ReportRequest(meeting=meeting)).follow_ups
    return {
        party: {ask.assessment.commitment.id: [str(reason) for reason in ask.reasons] for ask in follow_ups}
        for party, follow_ups in by_party.items()
    }


CASES: dict[str, tuple[dict[str, Any], list[dict[str, Any]], list[Reason]]] = {
    "on track": ({}, [{"actual": 70, **PROOF}], []),
    "off track": ({}, [{"actual": 20, **PROOF}], [Reason.OFF_TRACK]),
    "at risk": ({}, [{"actual": 50, **PROOF}], [Reason.AT_RISK]),
    "overdue": ({"due": When(date(2025, 12, 30))}, [{"actual": 70, **PROOF}], [Reason.OVERDUE]),
    "due on the day of the meeting": ({"due": When(date(2026, 3, 1))}, [{"actual": 99, **PROOF}], [Reason.DUE_BEFORE]),
    "due the day after": ({"due": When(date(2026, 3, 2))}, [{"actual": 99, **PROOF}], []),
    "due today": ({"due": When(date(2026, 1, 1))}, [{"actual": 99, **PROOF}], [Reason.DUE_BEFORE]),
    "stale": ({}, [{"on": "2024-12-31", "actual": 40, **PROOF}], [Reason.UNCONFIRMED, Reason.STALE]),
    "a year is not stale": ({}, [{"on": "2025-01-01", "actual": 40, **PROOF}], [Reason.UNCONFIRMED]),
    "no figure": ({}, [], [Reason.NO_FIGURE]),
    "a note is no figure": ({}, [{"note": "launched"}], [Reason.NO_FIGURE]),
    "a tracked figure is none of the target": (
        {"targets": {"n": Target(value=100, unit="people"), "tracked": Target(unit="JPY")}},
        [{"target": "tracked", "actual": 3, **PROOF}], [Reason.NO_FIGURE],
    ),
    "no target, no figure missing": ({"targets": {}}, [], []),
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
    "active again": (
        {}, [{"on": "2025-01-01", "lifecycle": Lifecycle.SUSPENDED, "reason": "r"},
             {"lifecycle": Lifecycle.ACTIVE, "reason": "r"}], [Reason.NO_FIGURE],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_reasons(snapshot_of: SnapshotOf, update: MakeUpdate, case: str) -> None:
    """A commitment that is active and not fulfilled has exactly the reasons that apply; any other has none."""
    fields, updates, expected = CASES[case]
    snapshot = snapshot_of(
        [pledge("a", **fields)],
        [record(update, "a", **fields_of) for fields_of in updates],
        as_of=AS_OF,
        meetings=MEETING,
    )
    assert reasons(snapshot) == ({"": {"a": [str(reason) for reason in expected]}} if expected else {})


def test_each_party_in_the_order_of_the_registry(snapshot_of: SnapshotOf) -> None:
    """Responsible parties are asked, else implementing ones; commitments of two parties are listed for both."""
    snapshot = snapshot_of(
        [
            pledge("nobodys"),
            pledge("of-both", parties=Parties(responsible=("bank", "agency"), implementing=("minister",))),
            pledge("promised", parties=Parties(responsible=("minister",), beneficiary=("agency",))),
            pledge("part", part_of="promised"),
        ],
        as_of=AS_OF,
        parties={name: Party(title=name) for name in ("minister", "agency", "bank", "unasked")},
    )
    no_figure = [str(Reason.NO_FIGURE)]
    by_party = reasons(snapshot)
    assert by_party == {
        "minister": {"promised": no_figure, "part": no_figure},
        "agency": {"of-both": no_figure},
        "bank": {"of-both": no_figure},
        "": {"nobodys": no_figure},
    }
    assert list(by_party) == ["minister", "agency", "bank", ""]


@pytest.mark.parametrize(("meeting", "is_due"), [("near", False), ("far", True), (None, False), ("next", False)])
def test_due_before_the_named_meeting(
    snapshot_of: SnapshotOf,
    update: MakeUpdate,
    meeting: str | None,
    is_due: bool,  # noqa: FBT001
) -> None:
    """A commitment is followed up if it is due before the named meeting, or before the next one if none is named."""
    meetings = {"far": Meeting(title="Far", on=date(2026, 12, 31)), "near": Meeting(title="Near", on=date(2026, 2, 1))}
    snapshot = snapshot_of([pledge("a")], [record(update, "a", actual=70, **PROOF)], as_of=AS_OF, meetings=meetings)
    assert reasons(snapshot, meeting) == ({"": {"a": [str(Reason.DUE_BEFORE)]}} if is_due else {})


def test_without_a_meeting_nothing_is_due_before_it(snapshot_of: SnapshotOf, update: MakeUpdate) -> None:
    """Without a meeting no deadline is a reason, and the other reasons still apply."""
    updates = [record(update, "due", actual=99, **PROOF)]
    snapshot = snapshot_of([pledge("due", due=When(date(2026, 1, 2))), pledge("silent")], updates, as_of=AS_OF)
    assert reasons(snapshot) == {"": {"silent": [str(Reason.NO_FIGURE)]}}
