"""The journal of the shipped registry records what the sources report, and nothing else."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commitrack.assess.retractions import retracted
from commitrack.dates import first_day
from commitrack.model import Evidence, Update
from commitrack.registry.read import read

ROOT = Path(__file__).parents[1]
EXPECTED: dict[str, Any] = json.loads((ROOT / "tests" / "expected_registry.json").read_text("utf-8"))
REGISTRY = read(ROOT / "data").registry
RETRACTED = retracted(REGISTRY.updates.values())
STATED = [update for update in REGISTRY.updates.values() if update.retracts is None]
COUNTED = [update for update in STATED if update.key not in RETRACTED]
DOCUMENT = "mofa-2023-12-17"
LATEST = date(2026, 11, 23)


def text(update: Update, lang: str) -> str:
    assert isinstance(update.note, dict)
    return update.note[lang]


def made(name: str) -> date | None:
    """The first day on which a commitment may have been made."""
    when = REGISTRY.commitments[name].made
    return first_day(when, fiscal_year=REGISTRY.settings.fiscal_year) if when is not None else None


def test_no_other_figure_is_reported() -> None:
    """The journal has the figures that the sources state, and otherwise only notes, levels and retractions."""
    figures = [(u.commitment, u.target, u.actual, u.on) for u in COUNTED if u.actual is not None]
    assert figures == [
        ("implementation-plan", "items", 108, date(2025, 10, 26)),
        ("osa", "budget", 5_000_000_000, date(2024, 11, 30)),
        ("osa", "budget", 8_000_000_000, date(2025, 6, 27)),
        ("jaif", "contributions", 860_000_000, date(2023, 12, 17)),
        ("jaif", "projects", 570, date(2023, 12, 17)),
    ]
    assert all(u.add is None and u.amends is None and u.lifecycle is None for u in REGISTRY.updates.values())


@pytest.mark.parametrize("fact", EXPECTED["facts"], ids=lambda fact: f"{fact['on']} {fact['commitments'][0]}")
def test_every_fact_is_recorded(fact: dict[str, Any]) -> None:
    """Each dated fact of the sources is an update of its day, with its address and class, wherever it belongs."""
    found = [u for u in COUNTED if fact["url"] in u.evidence and str(u.on) == fact["on"]]
    assert sorted({u.commitment for u in found}) == fact["commitments"]
    assert {u.source_class for u in found} == {fact["class"]}


@pytest.mark.parametrize("update", STATED, ids=lambda update: update.key)
def test_every_update_is_a_fact_of_its_source(update: Update) -> None:
    """The evidence of an update is a checked address for its day and commitment, or a page of the document."""
    facts = {(fact["url"], fact["on"], name) for fact in EXPECTED["facts"] for name in fact["commitments"]}
    document = Evidence(document=DOCUMENT, page=10)
    published = str(REGISTRY.documents[DOCUMENT].published)
    assert update.evidence
    for item in update.evidence:
        assert (item, str(update.on)) == (document, published) or (item, str(update.on), update.commitment) in facts
    assert date(2023, 2, 10) <= update.on <= LATEST
    assert update.note


def test_every_level_is_limited_and_wrong_ones_were_retracted() -> None:
    """A launch is limited, not substantial; a revision, or an agreement to revise, is no level at all."""
    assert {u.commitment for u in COUNTED if u.completion is not None} == {
        "ajccbc-training", "azec", "azec-center", "jasmine", "next-gen-auto", "wa-2-0-nihongo-partners",
    }  # fmt: skip
    assert {u.completion for u in COUNTED} == {None, "limited"}
    wrong = {(u.commitment, u.completion) for u in STATED if u.key in RETRACTED}
    assert wrong == {
        ("azec-center", "substantial"), ("economic-action-plan", "limited"), ("economic-vision-and-plan", "limited"),
        ("midori-plan", "limited"), ("space-programme", "limited"),
    }  # fmt: skip
    assert all(u.reason for u in REGISTRY.updates.values() if u.retracts is not None)
    for update in (u for u in STATED if u.key in RETRACTED):  # each was recorded again, with its note and source
        again = [u for u in COUNTED if (u.commitment, u.on, u.note) == (update.commitment, update.on, update.note)]
        assert [u.evidence for u in again] == [update.evidence]


def test_what_is_older_than_its_commitment_is_context() -> None:
    """A note of a day before the commitment was made says so, and so does one that is no step of it."""
    older = [u for u in COUNTED if (day := made(u.commitment)) is not None and u.on < day]
    context = [u for u in COUNTED if text(u, "en").startswith("Context, ")]
    assert {u.commitment for u in older} == {"young-z-business-leaders-community"}
    assert [u for u in context if u not in older] == [
        u for u in COUNTED if u.commitment == "private-finance-mobilising-grant"
    ]
    assert all(u in context for u in older)
    assert all(u.is_note and text(u, "ja").startswith("参考（") for u in context)
