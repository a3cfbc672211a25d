"""The shipped registry contains exactly what its document and sources state."""

import json
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from commitrack.assess import Assessment, assess
from commitrack.model import Basis, Commitment, Evidence, Kind, Number, Qualifier, When
from commitrack.registry.read import read
from commitrack.registry.reading import Reading

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


def test_the_shipped_registry_has_no_problems() -> None:
    """Reading the shipped registry reports neither errors nor warnings."""
    assert reading().problems == ()


def test_every_commitment_is_there_and_no_other() -> None:
    """The registry has exactly the expected ids: 107 pledges, 26 programmes, and headings that are no commitments."""
    commitments = reading().registry.commitments
    count = {Kind.PLEDGE: 107, Kind.PROGRAMME: 26, Kind.GROUP: 7}
    assert Counter(record.kind for record in commitments.values()) == count
    assert commitments.keys() == {row["id"] for row in EXPECTED["commitments"]}


@pytest.mark.parametrize("row", EXPECTED["commitments"], ids=lambda row: row["id"])
def test_each_commitment_matches_the_document(row: dict[str, Any]) -> None:
    """Each commitment has the expected fields, a short quote, and a title in both languages."""
    record = commitment(row["id"])
    assert record.source is not None
    assert {
        "kind": record.kind,
        "pillar": record.pillar,
        "part_of": record.part_of,
        "areas": list(record.areas),
        "made": str(record.made) if record.made else None,
        "page": record.source.page,
        "due": str(assessed(row["id"]).due) if assessed(row["id"]).due else None,
    } == {key: row[key] for key in ("kind", "pillar", "part_of", "areas", "made", "page", "due")}
    assert record.source.document == DOCUMENT
    assert record.source.quote
    assert record.source.quote.strip()
    assert len(record.source.quote) <= LONGEST_QUOTE
    assert isinstance(record.title, dict)
    assert record.title.keys() == {"en", "ja"}
    assert all(title.strip() for title in record.title.values())


def test_every_target_value_is_there_and_no_other() -> None:
    """The judged targets have exactly the expected values, units, qualifiers and deadlines."""
    targets = [
        {"commitment": name, "value": target.value, "unit": target.unit, "qualifier": target.qualifier,
         "due": str(due) if (due := deadlines(name)[key]) else None}
        for name, record in reading().registry.commitments.items()
        for key, target in record.judged().items()
    ]  # fmt: skip
    assert sorted(targets, key=str) == sorted(EXPECTED["targets"], key=str)


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
def test_the_figures_that_the_press_quotes(
    name: str,
    target: str,
    value: Number,
    unit: str,
    qualifier: Qualifier | None,
    counting: str | None,
    due: date | None,
) -> None:
    """The figures that the press quotes equal values entered by hand in this test."""
    promised = commitment(name).targets[target]
    assert (promised.value, promised.unit, promised.qualifier, promised.counting) == (value, unit, qualifier, counting)
    assert deadlines(name)[target] == due


@pytest.mark.parametrize(
    ("name", "page", "quote"),
    [
        ("finance-cooperation", 9, "経済・金融協力を一層強化する"),
        ("finance-new-challenges", 9, "新たな課題に連携して対応していくことを確認"),
        ("transnational-crime-joint-statement", 9, "国際犯罪対策における協力強化や拉致問題を強調する共同声明を採択"),
        ("tourism-m-best-practice-hr", 7, "持続可能な観光に関するベストプラクティスの共有"),
        ("tourism-m-human-resources", 7, "人材育成分野での協力"),
    ],
)
def test_two_promises_in_one_sentence_are_two_commitments(name: str, page: int, quote: str) -> None:
    """Each half of a sentence that states two promises has its own commitment, and so has the joint statement."""
    source = commitment(name).source
    assert source is not None
    assert (source.page, source.quote) == (page, quote)


def test_yearly_budgets_are_levels() -> None:
    """The budget of OSA is followed year by year: it is no running total, and has no target."""
    budget = commitment("osa").targets["budget"]
    assert (budget.unit, budget.value, budget.accumulates) == ("JPY", None, False)
    (row,) = assessed("osa").targets
    assert [(figure.level, figure.update.qualifier) for figure in row.figures] == [
        (5_000_000_000, Qualifier.ABOUT),
        (8_000_000_000, None),
    ]


def test_every_deadline_is_inferred_and_its_note_says_from_what() -> None:
    """The text names neither a day nor the start of a period, so every deadline is marked, with a note."""
    dated = {name: row for name in reading().registry.commitments if (row := assessed(name)).due is not None}
    assert len(dated) == 19
    for name, row in dated.items():
        note = commitment(name).note
        assert row.due_inferred, name
        assert isinstance(note, dict), name
        assert note["en"].startswith("Deadline inferred: "), name
        assert note["ja"].startswith("期限は推定。"), name


def test_both_readings_of_three_years_are_noted() -> None:
    """The note on the trainees has the deadline from the announcement and the one from the summit."""
    note = commitment("connectivity-5000-trainees").note
    assert isinstance(note, dict)
    assert all(day in note["en"] for day in ("6 September 2023", "17 December 2023", "17 December 2026"))
    assert all(day in note["ja"] for day in ("2023年9月6日", "2023年12月17日", "2026年12月17日"))


def test_the_plan_for_2023_has_no_deadline() -> None:
    """The text says only that the digital work plan was drawn up in 2023, so it can never be overdue."""
    assert assessed("digital-work-plan-2023").due is None


@pytest.mark.parametrize(
    "name", ["actions", "actions-goal-p2", "jvs-vision-world", "private-investment-35bn", "sports-declaration"]
)
def test_what_the_text_only_aims_at_is_an_aim(name: str) -> None:
    """Where the text says 目指す, the note says in both languages that it is an aim."""
    note = commitment(name).note
    assert isinstance(note, dict)
    assert "aim (目指" in note["en"]
    assert "「目指す」とされたもの。" in note["ja"]


def test_the_plan_has_two_counts_and_no_rate() -> None:
    """“Implemented” and “implemented or started” are side by side, and no rate from 0 at the summit is claimed."""
    note = commitment("implementation-plan").note
    assert isinstance(note, dict)
    assert all(
        words in note["en"] for words in ("108 items “implemented”", "80 per cent or more “implemented or started”")
    )
    assert all(words in note["ja"] for words in ("「実施済み」108項目", "「実施済み又は着手」8割以上"))
    assert assessed("implementation-plan").targets[0].rates is None


def test_the_ten_years_are_those_of_the_people_not_of_the_money() -> None:
    """The deadline of ten years is that of the ten million people, and the commitment itself has none."""
    assert commitment("wa-2-0").due is None
    assert commitment("wa-2-0").within is None
    assert str(commitment("wa-2-0").targets["beneficiaries"].within) == "10 years"


def test_the_transport_plan_has_a_deadline_and_no_figure() -> None:
    """The transport action plan is due ten years after the meeting of ministers, and has no targets."""
    assert commitment("transport-action-plan").targets == {}
    assert assessed("transport-action-plan").due == date(2033, 11, 10)


def test_the_fund_is_tracked_and_not_judged() -> None:
    """JAIF has no target value, and has the two figures that the document states for the day of the summit."""
    assert commitment("jaif").judged() == {}
    latest = {target.name: target.latest for target in assessed("jaif").targets}
    figures = {
        name: figure and (figure.level, figure.on, figure.update.qualifier, figure.update.evidence)
        for name, figure in latest.items()
    }
    evidence = (Evidence(document=DOCUMENT, page=10),)
    assert figures == {
        "contributions": (860_000_000, date(2023, 12, 17), Qualifier.AT_LEAST, evidence),
        "projects": (570, date(2023, 12, 17), Qualifier.AT_LEAST, evidence),
    }
    targets = {name: (row.unit, row.baseline) for name, row in commitment("jaif").targets.items()}
    assert targets == {"contributions": ("USD", 70_000_000), "projects": ("projects", None)}
    assert commitment("jaif").targets["contributions"].baseline_on == When(2006)


def test_the_areas_have_their_pillars() -> None:
    """Each area of the Implementation Plan belongs to the expected one of three pillars."""
    registry = reading().registry
    assert {name: area.pillar for name, area in registry.areas.items()} == EXPECTED["areas"]
    assert list(registry.pillars) == ["heart-to-heart", "co-creation", "peace-stability"]


def test_the_meetings_of_the_year_are_there() -> None:
    """The registry has the fifteen meetings with their first and last days."""
    meetings = {
        name: [str(meeting.on), str(meeting.until) if meeting.until else None]
        for name, meeting in reading().registry.meetings.items()
    }
    assert meetings == EXPECTED["meetings"]
    assert len(meetings) == 15


def test_the_meetings_with_a_star_are_special() -> None:
    """The five special meetings of the 50th year are those that the document marks with a star."""
    special = [name for name, meeting in reading().registry.meetings.items() if meeting.special]
    assert special == EXPECTED["special_meetings"]


def test_what_the_document_classifies_is_told_apart() -> None:
    """The document puts the expected commitments under a pillar, and none under an area; the rest is the editor's."""
    registry = reading().registry
    commitments = registry.commitments.values()
    stated = [record.id for record in commitments if registry.pillar_basis(record) is Basis.STATED]
    assert sorted(stated) == EXPECTED["pillar_stated"]
    assert {registry.areas_basis(record) for record in commitments} == {Basis.INFERRED, None}


def test_the_projects_keep_the_headings_of_the_document() -> None:
    """The eleven projects of page 11 are under the four headings of the document."""
    parts = reading().registry.parts_of()
    headings = {name: len(parts[name]) for name in parts["jaif-3-aoip-priority-areas"]}
    quotes = [source.quote for name in headings if (source := commitment(name).source)]
    assert (quotes, sum(headings.values())) == (["海洋協力", "連結性", "SDGs", "経済等"], 11)


def test_what_is_said_twice_is_counted_once() -> None:
    """Each of the seven near-twins is counted with the commitment that says the same, which refers back to it."""
    commitments = reading().registry.commitments
    twins = {name: record.counted_with for name, record in commitments.items() if record.counted_with}
    assert twins == {
        "jvs-p3-wps": "wps",
        "economic-m-azec": "azec",
        "connectivity-m-transport-infra": "connectivity-transport-infra",
        "connectivity-m-people-training": "connectivity-5000-trainees",
        "economic-m-young-leaders": "young-z-business-leaders-community",
        "tourism-goal-sustainable": "tourism-m-best-practice-hr",
        "tourism-goal-mutual-exchange": "tourism-m-exchange-expansion",
    }
    assert all(name in commitments[twin].related for name, twin in twins.items() if twin)


def test_what_the_document_features_is_key() -> None:
    """Key are what page 3 features, but not what page 6 lists after “also”; the note says that the choice is ours."""
    key = {name for name, record in reading().registry.commitments.items() if record.headline}
    assert {"young-z-business-leaders-community", "asec-staff-training", "ajccbc-training"} <= key
    also = {"disarmament-hiroshima-action-plan", "justice-sector-cooperation", "wps", "cybersecurity",
            "defence-exchange", "osa"}  # fmt: skip
    assert not also & key
    note = reading().registry.settings.note
    assert isinstance(note, dict)
    assert "editor's choice" in note["en"]
    assert "編集者" in note["ja"]
