"""Registry → activity file → registry: targets, baselines, milestones, deadlines, figures and evidence are the same."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.interchange.iati.official import broken_rules, schema

from commitrack.assess.history import History, replay
from commitrack.dates import CALENDAR_YEAR, due_day, last_day
from commitrack.interchange.iati.commitments import Options
from commitrack.interchange.iati.reading import read_file
from commitrack.interchange.iati.writing import export
from commitrack.model import (
    Commitment,
    CompletionLevel,
    Document,
    Evidence,
    Exports,
    IatiExport,
    Kind,
    Milestone,
    Parties,
    Party,
    Qualifier,
    Registry,
    Span,
    Target,
    Update,
    When,
)
from commitrack.report.snapshot import take_snapshot

TODAY = date(2026, 11, 23)
PUBLISHER = IatiExport(organisation="XX-ORG-1", type=10, name="Ministry", sector="14030", files="https://example.org/f")
DOCUMENTS = {"plan": Document(title="Plan", url="https://example.org/plan.pdf"), "paper": Document(title="Paper")}
SHA = "0" * 64

numbers = st.one_of(
    st.integers(1, 10**9), st.decimals("0.01", "99999.99", places=2, allow_nan=False, allow_infinity=False)
)
texts = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20),
    st.just({"en": "Wells", "ja": "井戸"}),
)
days = st.dates(date(2023, 1, 1), date(2026, 11, 1))
ITEMS: list[str | Evidence] = [
    "https://example.org/a.pdf", "https://example.org/b?x=1&y=2", Evidence(file="evidence/a b.pdf", sha256=SHA),
    Evidence(document="plan", page=3), Evidence(document="paper"),
]  # fmt: skip
evidence = st.lists(st.sampled_from(ITEMS), max_size=3, unique=True)
URLS = {
    "evidence/a b.pdf": "https://example.org/f/evidence/a%20b.pdf", "plan": "https://example.org/plan.pdf",
    "paper": None,
}  # fmt: skip


BEFORE = [When(2019), When("2019-Q4"), When(date(2020, 5, 1))]


@st.composite
def targets(draw: st.DrawFn) -> Target:
    """A target with or without a value, a baseline, milestones and a deadline of its own."""
    value, baseline = draw(st.none() | numbers), draw(st.none() | numbers)
    baseline = None if baseline == value else baseline
    steps = draw(st.dictionaries(st.dates(date(2024, 1, 1), date(2024, 12, 31)), numbers, max_size=3))
    due = draw(st.sampled_from([None, When(2027), When("2026-09"), When("FY2028"), When(date(2026, 6, 30))]))
    return Target(
        value=value, unit=draw(st.sampled_from(["people", "%", "JPY", "deaths per 100,000", "台"])),
        indicator=draw(st.none() | texts), baseline=baseline,
        baseline_on=None if baseline is None else draw(st.sampled_from(BEFORE)),
        qualifier=draw(st.none() | st.just(Qualifier.ABOUT)), accumulates=draw(st.none() | st.booleans()),
        milestones=() if value is None else tuple(Milestone(on=on, value=steps[on]) for on in sorted(steps)),
        due=due,
    )  # fmt: skip


@st.composite
def commitments(draw: st.DrawFn, name: str) -> tuple[Commitment, list[Update]]:
    """A commitment with up to three targets, and its updates."""
    names = st.sampled_from(["buses", "share", "money"])
    chosen: dict[str, Target] = draw(st.dictionaries(names, targets(), max_size=3))
    has_span = draw(st.booleans())
    commitment = Commitment(
        id=name, title=draw(texts), summary=draw(st.none() | texts),
        kind=draw(st.sampled_from([Kind.PLEDGE, Kind.PROGRAMME])), targets=chosen,
        made=draw(st.sampled_from([When(2021), When("FY2022"), When(date(2022, 3, 4))])),
        due=None if has_span else draw(st.sampled_from([When(2030), When("2029-Q2"), When(date(2028, 2, 29))])),
        within=Span("6 years", months=72) if has_span else None, parties=Parties(responsible=("ministry",)),
    )  # fmt: skip
    updates: list[Update] = []
    for number, on in enumerate(draw(st.lists(days, max_size=6))):
        fields: dict[str, Any] = {"note": draw(st.sampled_from(["abc", {"en": "Late", "ja": "遅延"}]))}
        if draw(st.booleans()) and chosen:
            target, figure = draw(st.sampled_from(sorted(chosen))), draw(st.sampled_from(["actual", "add"]))
            fields = {"target": target, figure: draw(numbers)}
        elif draw(st.booleans()) and not commitment.judged():
            fields = {"completion": draw(st.sampled_from(CompletionLevel))}
        recorded = datetime(2026, 11, 20, tzinfo=UTC) + timedelta(seconds=number)
        fields["evidence"] = tuple(draw(evidence))
        updates.append(Update(key=f"{name}-{number}", commitment=name, on=on, recorded=recorded, **fields))
    return commitment, updates


def due_of(commitment: Commitment, target: Target) -> date | None:
    """The last day on which a target is on time."""
    stated = commitment.dates(target)
    return due_day(stated.due, stated.within, commitment.made, fiscal_year=CALENDAR_YEAR)


def day_of(when: When | None) -> date | None:
    """The last day of a date."""
    return None if when is None else last_day(when, fiscal_year=CALENDAR_YEAR)


def terms(commitment: Commitment) -> dict[str, Any]:
    """What every target states, with days for dates."""
    return {
        name: (
            t.value, t.unit, t.indicator, t.baseline, day_of(t.baseline_on), t.milestones,
            due_of(commitment, t) if t.value is not None else None, t.qualifier, t.accumulates,
        )
        for name, t in commitment.targets.items()
    }  # fmt: skip


def url(item: str | Evidence) -> str | None:
    """The address under which a piece of evidence is published."""
    return item if isinstance(item, str) else URLS[item.file or item.document or ""]


def facts(commitment: Commitment, updates: Iterable[Update]) -> dict[str, Any]:
    """The figures, completion levels and notes with their evidence as addresses."""
    history: History = replay(commitment, updates, as_of=TODAY)
    urls: dict[tuple[str | None, date], set[str]] = {}
    for update in history.counted:
        if update.actual is not None or update.add is not None:
            found = {address for item in update.evidence if (address := url(item)) is not None}
            urls.setdefault((update.target, update.on), set()).update(found)
    others = [update for update in history.counted if update.completion is not None or update.is_note]
    return {
        "figures": {name: [(f.on, f.level) for f in found] for name, found in history.figures.items()},
        "evidence": urls,
        "others": sorted(
            (u.on, str(u.completion), str(u.note), sorted(filter(None, map(url, u.evidence)))) for u in others
        ),
    }


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_targets_figures_and_evidence_survive(data: st.DataObject) -> None:
    """And the file is valid, against the official schema and the rules of the official ruleset."""
    drawn = [data.draw(commitments(name)) for name in ("first", "second")[: data.draw(st.integers(1, 2))]]
    registry = Registry(
        commitments={commitment.id: commitment for commitment, _updates in drawn},
        updates={update.key: update for _commitment, updates in drawn for update in updates},
        documents=DOCUMENTS, parties={"ministry": Party(title="Ministry")}, export=Exports(iati=PUBLISHER),
    )  # fmt: skip
    content = export(take_snapshot(registry, as_of=TODAY), digest="").content
    assert isinstance(content, bytes)
    root = etree.fromstring(content)
    schema().assertValid(root)
    assert broken_rules(root, today=TODAY) == []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.xml"
        path.write_bytes(content)
        read = read_file(path, Options(today=TODAY), strict=True)
    imported = {intended.commitment.id: intended for intended in read.intended}
    assert list(imported) == [commitment.id for commitment, _updates in drawn]
    for commitment, updates in drawn:
        again = imported[commitment.id]
        assert (again.commitment.kind, again.commitment.title) == (commitment.kind, commitment.title)
        assert due_of(again.commitment, Target(unit="")) == due_of(commitment, Target(unit=""))
        assert terms(again.commitment) == terms(commitment)
        assert facts(again.commitment, [stated.update for stated in again.updates]) == facts(commitment, updates)


def test_numbers_are_written_with_all_their_digits() -> None:
    from commitrack.interchange.iati.elements import written  # noqa: PLC0415

    assert [written(number) for number in (40_000_000_000, Decimal("4E+10"), Decimal("0.00000001"), -5)] == [
        "40000000000", "40000000000", "0.00000001", "-5",
    ]  # fmt: skip
