"""The registry that ships, against what the document and the sources say: nothing missing, nothing made up."""

import json
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from commitrack.assess import Assessment, assess
from commitrack.model import Commitment, Evidence, Kind, Number, Qualifier, Update
from commitrack.registry.read import Reading, read

ROOT = Path(__file__).parents[1]
EXPECTED: dict[str, Any] = json.loads((ROOT / "tests" / "expected_registry.json").read_text("utf-8"))
AS_OF = date(2026, 11, 23)
DOCUMENT = "mofa-2023-12-17"
LONGEST_QUOTE = 40


@cache
def reading() -> Reading:
    return read(ROOT / "data")


def commitment(name: str) -> Commitment:
    return reading().registry.commitments[name]


@cache
def assessed(name: str) -> Assessment:
    registry = reading().registry
    updates = registry.updates_of().get(name, [])
    return assess(registry.commitments[name], updates, as_of=AS_OF, settings=registry.settings)


def deadlines(name: str) -> dict[str, date | None]:
    return {target.name: target.terms.due if target.terms else None for target in assessed(name).targets}


def test_it_reads_without_a_problem() -> None:
    """Not an error, not a warning."""
    assert reading().problems == ()


def test_every_commitment_is_there_and_no_other() -> None:
    """108 pledges and 27 programmes under way, each under its id."""
    found = reading().registry.commitments
    assert Counter(each.kind for each in found.values()) == {Kind.PLEDGE: 108, Kind.PROGRAMME: 27}
    assert found.keys() == {row["id"] for row in EXPECTED["commitments"]}


@pytest.mark.parametrize("row", EXPECTED["commitments"], ids=lambda row: row["id"])
def test_each_commitment_says_what_the_document_says(row: dict[str, Any]) -> None:
    """Kind, pillar, whole, areas, day, page and deadline; quoted in a few words, titled in both languages."""
    found = commitment(row["id"])
    assert found.source is not None
    assert {
        "kind": found.kind,
        "pillar": found.pillar,
        "part_of": found.part_of,
        "areas": list(found.areas),
        "made": str(found.made) if found.made else None,
        "page": found.source.page,
        "due": str(assessed(row["id"]).due) if assessed(row["id"]).due else None,
    } == {key: row[key] for key in ("kind", "pillar", "part_of", "areas", "made", "page", "due")}
    assert found.source.document == DOCUMENT
    assert found.source.quote
    assert found.source.quote.strip()
    assert len(found.source.quote) <= LONGEST_QUOTE
    assert isinstance(found.title, dict)
    assert found.title.keys() == {"en", "ja"}
    assert all(words.strip() for words in found.title.values())


def test_every_figure_to_reach_is_there_and_no_other() -> None:
    """Value, unit, qualifier and deadline of each target that is judged."""
    found = [
        {"commitment": name, "value": target.value, "unit": target.unit, "qualifier": target.qualifier,
         "due": str(due) if (due := deadlines(name)[key]) else None}
        for name, each in reading().registry.commitments.items()
        for key, target in each.judged().items()
    ]  # fmt: skip
    assert sorted(found, key=str) == sorted(EXPECTED["targets"], key=str)


@pytest.mark.parametrize(
    ("name", "target", "value", "unit", "qualifier", "counting", "due"),
    [
        ("wa-2-0", "beneficiaries", 10_000_000, "people", Qualifier.AT_LEAST, None, date(2033, 12, 17)),
        ("wa-2-0", "budget", 40_000_000_000, "JPY", None, "not-stated", None),
        ("research-network", "budget", 15_000_000_000, "JPY", None, "not-stated", None),
        ("private-investment-35bn", "funds", 35_000_000_000, "USD", None, "mobilised", date(2028, 12, 17)),
        ("connectivity-5000-trainees", "trainees", 5_000, "people", None, None, date(2026, 9, 6)),
        ("connectivity-transport-infra", "support", 2_800_000_000_000, "JPY", Qualifier.ABOUT, "not-stated", None),
        ("implementation-plan", "items", 130, "items", None, None, None),
    ],
)
def test_the_figures_that_will_be_quoted(
    name: str,
    target: str,
    value: Number,
    unit: str,
    qualifier: Qualifier | None,
    counting: str | None,
    due: date | None,
) -> None:
    """Written out once more by hand, because these are the figures the press quotes."""
    found = commitment(name).targets[target]
    assert (found.value, found.unit, found.qualifier, found.counting) == (value, unit, qualifier, counting)
    assert deadlines(name)[target] == due


def test_the_ten_years_are_those_of_the_people_not_of_the_money() -> None:
    """The document gives the ten million a deadline and the forty billion none."""
    assert commitment("wa-2-0").due is None
    assert commitment("wa-2-0").within is None
    assert str(commitment("wa-2-0").targets["beneficiaries"].within) == "10 years"


def test_the_transport_plan_has_a_deadline_and_no_figure() -> None:
    """Ten years from the meeting of ministers, nothing to count."""
    assert commitment("transport-action-plan").targets == {}
    assert assessed("transport-action-plan").due == date(2033, 11, 10)


def test_the_fund_is_followed_and_never_judged() -> None:
    """At least 860 million dollars and 570 projects on the day of the summit, out of the document itself."""
    assert commitment("jaif").judged() == {}
    latest = {target.name: target.latest for target in assessed("jaif").targets}
    told = {
        name: figure and (figure.level, figure.on, figure.update.qualifier, figure.update.evidence)
        for name, figure in latest.items()
    }
    evidence = (Evidence(document=DOCUMENT, page=10),)
    assert told == {
        "contributions": (860_000_000, date(2023, 12, 17), Qualifier.AT_LEAST, evidence),
        "projects": (570, date(2023, 12, 17), Qualifier.AT_LEAST, evidence),
    }
    units = {name: target.unit for name, target in commitment("jaif").targets.items()}
    assert units == {"contributions": "USD", "projects": "projects"}


def test_no_figure_reached_but_these() -> None:
    """Three numbers were found in four years; for all else none stands here, which does not mean zero."""
    updates = reading().registry.updates.values()
    found = [(u.commitment, u.target, u.actual, u.on) for u in updates if u.actual is not None]
    assert found == [
        ("implementation-plan", "items", 108, date(2025, 10, 26)),
        ("jaif", "contributions", 860_000_000, date(2023, 12, 17)),
        ("jaif", "projects", 570, date(2023, 12, 17)),
    ]
    assert all(u.add is None and u.amends is None and u.lifecycle is None and u.retracts is None for u in updates)


@pytest.mark.parametrize("update", reading().registry.updates.values(), ids=lambda update: update.key)
def test_every_update_rests_on_a_source_of_its_day(update: Update) -> None:
    """An address that was checked, with its class and a day it speaks of; or a page of the document."""
    assert update.evidence
    for item in update.evidence:
        if isinstance(item, Evidence):
            assert (item.document, update.source_class) == (DOCUMENT, "official")
            assert update.on == reading().registry.documents[DOCUMENT].published
        else:
            rows = [row for row in EXPECTED["sources"] if row["url"] == item]
            assert rows, item
            assert update.source_class in {row["class"] for row in rows}
            assert {str(update.on), None} & {row["date"] for row in rows}
    assert date(2023, 2, 10) <= update.on <= AS_OF
    assert update.note


def test_the_areas_stand_under_their_pillars() -> None:
    """The 31 areas of the Implementation Plan, three pillars."""
    registry = reading().registry
    assert {name: area.pillar for name, area in registry.areas.items()} == EXPECTED["areas"]
    assert list(registry.pillars) == ["heart-to-heart", "co-creation", "peace-stability"]


def test_the_meetings_of_the_year_are_there() -> None:
    """Fifteen, with the days on which they began and ended."""
    found = {
        name: [str(meeting.on), str(meeting.until) if meeting.until else None]
        for name, meeting in reading().registry.meetings.items()
    }
    assert found == EXPECTED["meetings"]
    assert len(found) == 15
