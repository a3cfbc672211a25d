"""A file that a registry has published says nothing new to it; what others change in it is what differs."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.interchange.iati.test_round_trip import DOCUMENTS, PUBLISHER, TODAY, commitments, numbers

from commitrack.drafting.difference import Difference, ImportTerms
from commitrack.interchange.iati.importing import import_files
from commitrack.interchange.iati.omissions import Omissions
from commitrack.interchange.iati.publication import Publication
from commitrack.interchange.iati.writing import export
from commitrack.model import (
    Amends,
    Commitment,
    Exports,
    IatiExport,
    Lifecycle,
    OrganisationRole,
    Parties,
    Party,
    Registry,
    Update,
    When,
)
from commitrack.registry import example, must_read
from commitrack.report.snapshot import take_snapshot

RECORDED = datetime(2026, 11, 22, tzinfo=UTC)


def imported(
    registry: Registry, *, as_of: date = TODAY, change: Callable[[str], str] = lambda text: text
) -> Difference:
    """The difference of the file that a registry publishes as of a day, after a change, from the registry itself."""
    content = export(take_snapshot(registry, as_of=as_of), digest="").content
    assert isinstance(content, bytes)
    terms = ImportTerms(
        system="", compared=frozenset(), on=as_of, today=TODAY, now=RECORDED + timedelta(days=1), source="a.xml"
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.xml"
        path.write_text(change(content.decode()), encoding="utf-8")
        return import_files([path], registry, terms, strict=True).difference


def registry_of(drawn: Iterable[tuple[Commitment, list[Update]]]) -> Registry:
    """A registry with commitments and their updates."""
    found = list(drawn)
    return Registry(
        commitments={commitment.id: commitment for commitment, _updates in found},
        updates={update.key: update for _commitment, updates in found for update in updates},
        documents=DOCUMENTS, parties={"ministry": Party(title="Ministry")}, export=Exports(iati=PUBLISHER),
    )  # fmt: skip


@st.composite
def later_updates(draw: st.DrawFn, commitment: Commitment) -> list[Update]:
    """Amendments of targets and of the deadline, and perhaps a decision."""
    drafts: list[dict[str, Any]] = []
    for name, target in commitment.targets.items():
        if target.value is not None and draw(st.booleans()):
            due = draw(st.none() | st.sampled_from([When("2030-Q3"), When(2031)]))
            drafts.append({"target": name, "amends": Amends(value=draw(numbers), due=due)})
    if draw(st.booleans()):
        drafts.append({"amends": Amends(due=When("FY2033"))})
    if draw(st.booleans()):
        lifecycle = draw(st.sampled_from([Lifecycle.WITHDRAWN, Lifecycle.SUSPENDED, Lifecycle.SUPERSEDED]))
        drafts.append({"lifecycle": lifecycle})
    return [
        Update(
            key=f"{commitment.id}-later-{number}", commitment=commitment.id, on=date(2026, 11, 10 + number),
            recorded=RECORDED, reason="r", **draft,
        )
        for number, draft in enumerate(drafts)
    ]  # fmt: skip


def nothing(difference: Difference, commitments: int) -> bool:
    """Whether nothing differs, and nothing is refused or left to be decided."""
    return (difference.changes, difference.refused, difference.unchanged) == ((), (), commitments)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_an_own_file_is_a_difference_of_nothing(data: st.DataObject) -> None:
    """Whatever the registry states: dates that are years, increments, amendments, decisions, notes of several lines."""
    drawn = [data.draw(commitments(name)) for name in ("first", "second")[: data.draw(st.integers(1, 2))]]
    registry = registry_of((plan, [*updates, *data.draw(later_updates(plan))]) for plan, updates in drawn)
    assert nothing(imported(registry), len(drawn))


@settings(max_examples=20, deadline=None)
@given(commitments("first"), st.dates(date(2024, 1, 1), TODAY))
def test_an_older_own_file_is_a_difference_of_nothing(drawn: tuple[Commitment, list[Update]], as_of: date) -> None:
    """What has been recorded since is not missing."""
    assert nothing(imported(registry_of([drawn]), as_of=as_of), 1)


@pytest.fixture(scope="module")
def shipped() -> Registry:
    """The shipped registry, as if it published all commitments that state what the standard requires."""
    registry = must_read(example()).registry
    terms = IatiExport(organisation="XX-ORG-1", type=10, name="Ministry", sector="43010", role=OrganisationRole.FUNDING)
    snapshot = take_snapshot(registry, as_of=TODAY)
    publication = Publication(snapshot=snapshot, terms=terms, omissions=Omissions())
    complete = [name for name, found in snapshot.assessments.items() if not any(publication.lacks(found))]
    assert len(complete) > 100
    return replace(registry, export=Exports(iati=replace(terms, query=(f"id:{','.join(complete)}",))))


def test_the_file_of_the_shipped_registry(shipped: Registry) -> None:
    """Nothing differs; if somebody changes a title and a target value, exactly these do."""
    terms = shipped.export.iati
    assert terms is not None
    published = len(take_snapshot(shipped, as_of=TODAY).select(terms.query))
    assert nothing(imported(shipped), published)

    def change(text: str) -> str:
        for old, new in (("Training support for 5,000", "Support for 5,000"), ('value="5000"', 'value="6000"')):
            assert old in text
            text = text.replace(old, new)
        return text

    difference = imported(shipped, change=change)
    assert [(change.change, change.id, change.field, str(change.after)) for change, _update in difference.changes] == [
        ("decide", "connectivity-5000-trainees", "title", "Support for 5,000 people in three years"),
        ("amended", "connectivity-5000-trainees", "targets.trainees.value", "6,000 people"),
    ]
    assert (difference.refused, difference.unchanged) == ((), published - 1)


PLAN = Commitment(
    id="wells", title="Wells", made=When(2024), due=When(2027), parties=Parties(responsible=("ministry",))
)


def test_a_commitment_that_was_renamed_since() -> None:
    """The identifier has the former id, as it was published."""
    registry = registry_of([(replace(PLAN, formerly=("drills",)), [])])
    assert nothing(imported(registry, change=lambda text: text.replace("-wells<", "-drills<")), 1)


def test_the_file_of_another_publisher() -> None:
    """Its commitment is not that of the registry, though it has the same id there: that is for people to say."""
    difference = imported(registry_of([(PLAN, [])]), change=lambda text: text.replace("XX-ORG-1", "XX-ORG-2"))
    assert [row.key for row in difference.refused] == ["XX-ORG-2-wells"]
