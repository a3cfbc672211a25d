"""Updates of the journal as text."""

from collections.abc import Callable
from datetime import timedelta, timezone
from typing import Any

import pytest

from commitrack.model import (
    Amends,
    Commitment,
    CompletionLevel,
    Evidence,
    Lifecycle,
    Qualifier,
    SourceClass,
    Target,
    Update,
    When,
)
from commitrack.report.journal import journal
from commitrack.report.snapshot import Snapshot
from commitrack.wording.journal import entry, recorded, sentence

PEOPLE = Target(unit="people", value=5000)


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"actual": 4120}, "4,120 people"),
        ({"actual": 4120, "qualifier": Qualifier.AT_LEAST}, "at least 4,120 people"),
        ({"add": 300}, "+ 300 people"),
        ({"completion": CompletionLevel.SUBSTANTIAL}, "completion: substantial"),
        ({"amends": Amends(value=4000), "reason": "budget"}, "amended: target 4,000 people (budget)"),
        ({"amends": Amends(due=When("FY2026")), "reason": "delay"}, "amended: due FY2026 (delay)"),
        ({"amends": Amends(value=4000, due=When(2030)), "reason": "both"},
         "amended: target 4,000 people, due 2030 (both)"),
        ({"lifecycle": Lifecycle.SUSPENDED, "reason": "election"}, "suspended (election)"),
        ({"retracts": "20260101T000000Z-1"}, "retracts 20260101T000000Z-1"),
        ({"retracts": "20260101T000000Z-1", "reason": "typo"}, "retracts 20260101T000000Z-1 (typo)"),
        ({"note": "launched"}, "note"),
    ],
)  # fmt: skip
def test_entry(update: Callable[..., Update], fields: dict[str, Any], text: str) -> None:
    """Each kind of update has its own text."""
    assert entry(update("2024-12-31", **fields), PEOPLE) == text


def test_entry_in_japanese(update: Callable[..., Update]) -> None:
    """The amount of an update is in Japanese."""
    assert entry(update("2024-12-31", actual=4120), PEOPLE).to("ja") == "4,120人"


JOURNAL: list[tuple[dict[str, Any], str]] = [
    ({"actual": 20, "source_class": SourceClass.PRESS, "evidence": ("https://www.vietnam.vn/en/x",)},
     "2025-01-01 plan: 20 of 130 items (was –), press, vietnam.vn"),
    ({"actual": 108, "qualifier": Qualifier.AT_LEAST, "evidence": (Evidence(file="evidence/a.pdf"),), "by": "a clerk"},
     "2025-01-02 plan: at least 108 of 130 items (was 20 items), evidence/a.pdf, a clerk"),
    ({"add": 2, "evidence": (Evidence(document="summit", page=3), "not an address")},
     "2025-01-03 plan: + 2 items (was at least 108 items), summit, not an address"),
    ({"note": "launched"}, "2025-01-04 plan: “launched”"),
    ({"completion": CompletionLevel.LIMITED}, "2025-01-05 plan: completion: limited (was –)"),
    ({"completion": CompletionLevel.SUBSTANTIAL}, "2025-01-06 plan: completion: substantial (was limited)"),
    ({"lifecycle": Lifecycle.SUSPENDED, "reason": "election"}, "2025-01-07 plan: suspended (election)"),
    ({"actual": 1, "key": "wrong"}, "2025-01-08 plan: 1 of 130 items (was at least 110 items) [retracted]"),
    ({"retracts": "wrong", "reason": "typo"}, "2025-01-09 plan: retracts wrong (typo)"),
]  # fmt: skip


def test_sentences(snapshot_of: Callable[..., Snapshot], update: Callable[..., Update]) -> None:
    """A sentence has day, commitment, content, previous value, source class, evidence and author."""
    plan = Commitment(id="plan", title="Plan", targets={"items": Target(unit="items", value=130)})
    updates = [update(f"2025-01-{day:02}", commitment="plan", **fields) for day, (fields, _) in enumerate(JOURNAL, 1)]
    registry = snapshot_of([plan], updates).registry
    assert [sentence(line) for line in journal(registry)] == [text for _, text in JOURNAL]


@pytest.mark.parametrize(
    ("by", "lang", "text"),
    [
        ("desk", "en", "recorded 2026-10-02 17:15 by desk (k)"),
        (None, "en", "recorded 2026-10-02 17:15, by an unknown author (k)"),
        ("desk", "ja", "記録：2026年10月2日 17:15、desk（k）"),
    ],
)
def test_recorded(update: Callable[..., Update], by: str | None, lang: str, text: str) -> None:
    """The time of recording is shown in the time zone of the registry, with the author if there is one."""
    line = update("2026-10-01", key="k", note="n", by=by, recorded="2026-10-02T08:15:00+00:00")
    assert recorded(line, timezone(timedelta(hours=9))).to(lang) == text


def test_a_sentence_in_japanese(snapshot_of: Callable[..., Snapshot], update: Callable[..., Update]) -> None:
    """Day, amounts and source class of a sentence are in Japanese."""
    plan = Commitment(id="plan", title="Plan", targets={"items": Target(unit="items", value=130)})
    (line,) = journal(snapshot_of([plan], [update("2025-01-01", commitment="plan", **JOURNAL[0][0])]).registry)
    assert sentence(line).to("ja") == "2025年1月1日 plan：130項目に対し20項目（前回：–）、報道、vietnam.vn"


def test_a_figure_is_shown_against_the_target_of_its_day(
    snapshot_of: Callable[..., Snapshot], update: Callable[..., Update]
) -> None:
    """A figure is shown against the target as amended by its day, and not by a later or retracted amendment."""
    plan = Commitment(id="plan", title="Plan", targets={"items": Target(unit="items", value=350)})
    records: list[dict[str, Any]] = [
        {"actual": 100}, {"amends": Amends(value=400), "reason": "more"}, {"actual": 350},
        {"amends": Amends(value=200), "reason": "typo", "key": "wrong"}, {"retracts": "wrong", "reason": "typo"},
        {"actual": 360}, {"amends": Amends(value=360), "reason": "less"},
    ]  # fmt: skip
    updates = [update(f"2025-01-{day:02}", commitment="plan", **fields) for day, fields in enumerate(records, 1)]
    lines = [sentence(line) for line in journal(snapshot_of([plan], updates).registry) if line.update.actual]
    assert lines == [
        "2025-01-01 plan: 100 of 350 items (was –)",
        "2025-01-03 plan: 350 of 400 items (was 100 items)",
        "2025-01-06 plan: 360 of 400 items (was 350 items)",
    ]


def test_a_falling_figure_is_shown_against_its_target(
    snapshot_of: Callable[..., Snapshot], update: Callable[..., Update]
) -> None:
    """A falling figure is not a part of its target."""
    deaths = Target(unit="deaths", value=100, baseline=500)
    plan = Commitment(id="plan", title="Plan", targets={"deaths": deaths})
    registry = snapshot_of([plan], [update("2025-01-01", commitment="plan", actual=400)]).registry
    assert [sentence(line) for line in journal(registry)] == [
        "2025-01-01 plan: 400 deaths against a target of 100 deaths (was –)"
    ]
