"""The page of a commitment as labelled facts."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from commitrack.dates import parse_span
from commitrack.language import localize
from commitrack.model import (
    Amends,
    Area,
    Commitment,
    CompletionLevel,
    Counting,
    Document,
    Evidence,
    Kind,
    Meeting,
    Parties,
    Party,
    Pillar,
    Source,
    SourceClass,
    Target,
    Update,
    When,
)
from commitrack.report.page import ROLES, commitment_page
from commitrack.report.snapshot import Snapshot
from commitrack.wording.page import PageText, Reference

TABLES: dict[str, Any] = {
    "pillars": {"people": Pillar(title={"en": "People", "ja": "人"})},
    "areas": {"skills": Area(title={"en": "Skills", "ja": "技能"}), "ports": Area(title="Ports")},
    "parties": {
        "ministry": Party(title={"en": "Ministry", "ja": "省"}), "bank": Party(title="Bank"),
        "agency": Party(title="Agency"),
    },
    "meetings": {"review": Meeting(title={"en": "Review", "ja": "検討会合"}, on=date(2027, 2, 1))},
    "documents": {
        "summit": Document(title={"en": "Summit", "ja": "首脳会議"}, url="https://example.org/summit"),
        "annex": Document(title="Annex"),
    },
}  # fmt: skip
TARGET = Target(
    value=40_000_000_000, baseline=10_000_000_000, unit="JPY", counting=Counting.DISBURSED,
    indicator={"en": "money spent", "ja": "支出額"}, note="without loans",
)  # fmt: skip
FUND: dict[str, Any] = {
    "title": {"en": "Fund", "ja": "基金"},
    "kind": Kind.PROGRAMME,
    "pillar": "people",
    "areas": ("skills", "ports"),
    "part_of": "whole",
    "related": ("other", "review"),
    "made": When(date(2024, 1, 1)),
    "due": When(date(2025, 12, 31)),
    "parties": Parties(responsible=("ministry",), implementing=("bank", "agency"), beneficiary=("agency",)),
    "source": Source(document="summit", page=2, quote="a fund of ¥40bn"),
    "note": "Follows the first fund.",
}
COMMON = {"deadline", "kind_made", "kind"}
"""The facts that every commitment has."""


@pytest.fixture
def text_of(snapshot_of: Callable[..., Snapshot]) -> Callable[..., PageText]:
    """Page of the fund as of 31 December 2024: ``text_of({"money": target}, *updates, note="…")``."""

    def build(targets: dict[str, Target], *updates: Update, **fields: Any) -> PageText:
        fund = Commitment(**{"id": "fund", "targets": targets, **(fields or FUND)})
        others = (Commitment(id="whole", title={"en": "Whole", "ja": "全体"}), Commitment(id="other", title="Other"))
        snapshot = snapshot_of((fund, *others), updates, as_of="2024-12-31", **TABLES)
        return PageText(commitment_page(snapshot, snapshot.assessments["fund"]))

    return build


def shown(text: PageText, lang: str = "en") -> dict[str, tuple[str, str]]:
    return {name: (fact.label.to(lang), localize(fact.text, lang)) for name, fact in text.facts.items()}


def test_facts(text_of: Callable[..., PageText]) -> None:
    """Every fact has a name, a label and a text."""
    text = text_of({"money": TARGET})
    assert localize(text.title, "ja") == "基金"
    assert shown(text) == {
        "deadline": ("Deadline", "2025-12-31, in 12 months"),
        "kind_made": ("Kind", "programme, made 2024-01-01"),
        "kind": ("Kind", "programme"),
        "made": ("Made", "2024-01-01"),
        "pillar": ("Pillar", "People"),
        "areas": ("Areas", "Skills, Ports"),
        "part_of": ("Part of", "Whole (whole)"),
        "related": ("Related", "Other (other), Review (review)"),
        "document": ("Document", "Summit, p. 2"),
        "quote": ("Quote", "“a fund of ¥40bn”"),
        "responsible": ("Responsible", "Ministry"),
        "implementing": ("Implementing", "Bank, Agency"),
        "beneficiary": ("Beneficiary", "Agency"),
        "note": ("Note", "Follows the first fund."),
    }


def test_facts_in_japanese(text_of: Callable[..., PageText]) -> None:
    """Labels, days, commas and titles are in Japanese; the quotation is in the words of the source."""
    facts = shown(text_of({"money": TARGET}), "ja")
    assert {name: facts[name][1] for name in ("made", "pillar", "areas", "part_of", "document", "responsible")} == {
        "made": "2024年1月1日", "pillar": "人", "areas": "技能、Ports", "part_of": "全体（whole）",
        "document": "首脳会議、2頁", "responsible": "省",
    }  # fmt: skip
    assert "a fund of ¥40bn" in facts["quote"][1]
    assert facts["deadline"][0] == "期限"


def test_a_missing_fact_is_left_out(text_of: Callable[..., PageText]) -> None:
    """A commitment that has only a title has no facts but its deadline and its kind."""
    facts = shown(text_of({}, title="Fund"))
    assert facts.keys() == COMMON
    assert facts["deadline"][1] == "no deadline stated"
    assert facts["kind_made"] == facts["kind"] == ("Kind", "pledge")


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_a_name(text_of: Callable[..., PageText], role: str) -> None:
    """Each role has a label in both languages, and only roles with parties are shown."""
    text = text_of({}, title="Fund", parties=Parties(**{role: ("bank",)}))
    assert text.facts.keys() == COMMON | {role}
    label = text.facts[role].label
    assert (label, label.to("ja") != label) == (role.capitalize(), True)


def test_facts_from_updates(text_of: Callable[..., PageText], update: Callable[..., Update]) -> None:
    """Updates add the completion level and, for a commitment without figures, the change of the deadline."""
    lines = (
        update("2024-06-01", commitment="fund", completion=CompletionLevel.LIMITED),
        update("2024-07-01", commitment="fund", amends=Amends(due=When(2026)), reason="delay"),
    )
    facts = shown(text_of({}, *lines))
    assert facts["completion"] == ("Completion", "limited on 2024-06-01")
    assert facts["amended"] == ("Amended", "deadline 2025-12-31 → 2026-12-31: extended")
    assert facts["deadline"] == ("Deadline", "2026-12-31, in 2 years (“2026”)")


def test_references(text_of: Callable[..., PageText]) -> None:
    """A fact may refer to a commitment, a meeting or an address; all other facts are plain text."""
    facts = text_of({"money": TARGET}).facts
    assert {name: fact.references for name, fact in facts.items() if fact.references} == {
        "part_of": (Reference("Whole", commitment="whole"),),
        "related": (Reference("Other", commitment="other"), Reference("Review", meeting="review")),
        "document": (Reference("Summit", address="https://example.org/summit"),),
    }
    assert [localize(reference.text, "ja") for reference in facts["related"].references] == ["Other", "検討会合"]


def test_a_document_without_an_address_has_no_link(text_of: Callable[..., PageText]) -> None:
    """A document without an address and a page is cited by its title alone, without a link."""
    facts = text_of({}, title="Fund", source=Source(document="annex")).facts
    assert (facts["document"].text, facts["document"].references) == ("Annex", (Reference("Annex"),))
    assert "quote" not in facts


def test_a_target(text_of: Callable[..., PageText], update: Callable[..., Update]) -> None:
    """A target has goal, indicator, note and curve, and a labelled sentence for each fact about its progress."""
    lines = [
        update("2024-12-31", commitment="fund", actual=20_000_000_000),
        update("2024-06-01", commitment="fund", amends=Amends(value=30_000_000_000), reason="budget"),
    ]
    (target,) = text_of({"money": TARGET}, *lines).targets
    assert (target.name, target.indicator, target.note) == ("money", "money spent", "without loans")
    assert localize(target.indicator, "ja") == "支出額"
    assert target.goal == "¥30bn (JPY 30,000,000,000) by 2025-12-31"
    assert (target.is_judged, target.achieved) == (True, Decimal("0.5"))
    assert len(target.curve) == 8
    sentences = {name: (fact.label, localize(fact.text, "en")) for name, fact in target.facts.items()}
    assert {name: label for name, (label, _) in sentences.items()} == {
        "baseline": "Baseline", "counting": "Counting rule", "actual": "Actual", "planned": "Time elapsed",
        "rate": "Rate", "forecast": "Forecast", "amended": "Amended",
    }  # fmt: skip
    assert sentences["baseline"][1] == "¥10bn (JPY 10,000,000,000)"
    assert sentences["counting"][1] == "disbursed"
    assert sentences["actual"][1] == "¥20bn of ¥30bn on 2024-12-31 (50%)"
    assert sentences["planned"][1] == "50% to date; on 2024-12-31, the pace was 1.00×"
    assert sentences["forecast"][1] == "no forecast: 1 of 3 required figures"
    assert sentences["amended"][1].startswith("¥40bn by 2025-12-31 → ¥30bn by 2025-12-31: weakened")


@pytest.mark.parametrize(
    ("fields", "english", "japanese"),
    [
        ({"baseline": 1000}, "1,000 people", "1,000人"),
        ({"baseline": 1000, "baseline_on": When(2019)}, "1,000 people (2019)", "1,000人（2019年）"),
        ({"baseline": 0, "baseline_on": When("FY2019")}, "0 people (FY2019)", "0人（2019年度）"),
    ],
)
def test_a_stated_baseline(
    text_of: Callable[..., PageText], fields: dict[str, Any], english: str, japanese: str
) -> None:
    """The baseline is stated with its day, month or year, as the registry has it."""
    (target,) = text_of({"people": Target(value=5000, unit="people", **fields)}).targets
    assert [localize(target.facts["baseline"].text, lang) for lang in ("en", "ja")] == [english, japanese]


def test_an_inferred_start(text_of: Callable[..., PageText]) -> None:
    """A start that is inferred from the deadline is stated; one that the source gives is not repeated."""
    targets = {"people": Target(unit="people", value=9)}
    (inferred,) = text_of(targets, title="Fund", made=When(2023), within=parse_span("3 years")).targets
    (stated,) = text_of(targets, title="Fund", made=When(date(2023, 9, 6)), within=parse_span("3 years")).targets
    label, text = inferred.facts["start"].label, inferred.facts["start"].text
    assert (label, text) == ("Start", "2023-12-31, inferred from the deadline")
    assert localize(text, "ja") == "2023年12月31日（期限からの推定）"
    assert "start" not in stated.facts


def test_a_tracked_indicator(text_of: Callable[..., PageText]) -> None:
    """A tracked indicator has no plan, baseline or achieved share."""
    (target,) = text_of({"people": Target(unit="people")}).targets
    assert (target.is_judged, target.achieved, target.curve) == (False, None, ())
    assert target.goal == "in people, no target value"
    assert {name: fact.text for name, fact in target.facts.items()} == {"actual": "no figure reported yet"}
    assert (target.indicator, target.note) == ("", "")


def test_history(text_of: Callable[..., PageText], update: Callable[..., Update]) -> None:
    """Each event of the history has its content, source, author and note."""
    lines = [
        update("2024-06-01", commitment="fund", key="a", actual=5, source_class=SourceClass.SELF_REPORTED, by="desk"),
        update("2024-07-01", commitment="fund", key="b", note="launched"),
    ]
    figure, note = text_of({"people": Target(unit="people", value=9)}, *lines).history
    assert (figure.on, figure.key, figure.record.to("ja"), figure.is_note) == (date(2024, 6, 1), "a", "5人", False)
    assert (figure.source, figure.by, figure.note) == ("self reported", "desk", "")
    assert (note.record, note.is_note, note.source, note.by, note.note) == ("note", True, "", "", "launched")
    assert (figure.evidence, note.evidence) == ((), ())


def test_retracted_updates(text_of: Callable[..., PageText], update: Callable[..., Update]) -> None:
    """Retracted updates are not in the history, but listed apart, each marked, with the reason if there is one."""
    lines = [
        update("2024-06-01", commitment="fund", key="a", actual=5, by="desk"),
        update("2024-07-01", commitment="fund", key="b", actual=6),
        update("2024-07-01", commitment="fund", retracts="a", reason="counted twice"),
        update("2024-07-01", commitment="fund", retracts="b"),
    ]
    text = text_of({"people": Target(unit="people", value=9)}, *lines)
    assert [(event.key, event.record, event.by) for event in text.retracted] == [
        ("a", "5 people [retracted: counted twice]", "desk"), ("b", "6 people [retracted]", ""),
    ]  # fmt: skip
    assert list(text.history) == []


def test_evidence_links_to_its_source(text_of: Callable[..., PageText], update: Callable[..., Update]) -> None:
    """Evidence links to its address or to that of its document; a file of the registry has no link."""
    evidence = (
        "https://example.org/1", Evidence(file="evidence/a.pdf", sha256="0"), Evidence(document="summit", page=9),
        Evidence(document="annex"),
    )  # fmt: skip
    (event,) = text_of({}, update("2024-06-01", commitment="fund", note="n", evidence=evidence)).history
    assert event.evidence == (
        Reference("https://example.org/1", address="https://example.org/1"),
        Reference("file evidence/a.pdf"),
        Reference("Summit, p. 9", address="https://example.org/summit"),
        Reference("Annex"),
    )
    assert localize(event.evidence[2].text, "ja") == "首脳会議、9頁"
