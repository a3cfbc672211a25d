"""The page of a commitment: every reference is resolved to its record."""

from collections.abc import Callable
from datetime import date

import pytest

from commitrack.assess import Status
from commitrack.model import Area, Commitment, Document, Meeting, Parties, Party, Pillar, Source, Update, When
from commitrack.report.page import ROLES, CommitmentPage, commitment_page
from commitrack.report.snapshot import Snapshot

PILLARS = {"people": Pillar(title="People"), "trade": Pillar(title="Trade")}
AREAS = {name: Area(title=name.title()) for name in ("skills", "ports", "health")}
PARTIES = {name: Party(title=name.title()) for name in ("ministry", "bank", "agency")}
MEETINGS = {"review": Meeting(title="Review", on=date(2027, 2, 1))}
DOCUMENTS = {"summit": Document(title="Summit"), "annex": Document(title="Annex")}
TRAINING = Commitment(
    id="training",
    title="Training",
    pillar="people",
    areas=("ports", "skills"),
    part_of="whole",
    related=("other", "review"),
    parties=Parties(responsible=("ministry", "bank"), beneficiary=("agency",)),
    source=Source(document="annex", page=3),
)
OTHERS = (
    Commitment(id="whole", title="Whole"),
    Commitment(id="other", title="Other"),
    Commitment(id="part", title="Part", part_of="training", due=When(2020)),
    Commitment(id="deep", title="Deep", part_of="part"),
)


@pytest.fixture
def page_of(snapshot_of: Callable[..., Snapshot]) -> Callable[..., CommitmentPage]:
    """Builder of pages as of 23 November 2026: ``page_of("training")``."""

    def build(name: str, *updates: Update, as_of: str = "2026-11-23") -> CommitmentPage:
        snapshot = snapshot_of(
            (TRAINING, *OTHERS), updates, as_of=as_of, pillars=PILLARS, areas=AREAS, parties=PARTIES,
            meetings=MEETINGS, documents=DOCUMENTS,
        )  # fmt: skip
        return commitment_page(snapshot, snapshot.assessments[name])

    return build


def test_references_are_resolved(page_of: Callable[..., CommitmentPage]) -> None:
    """Pillar, areas, whole, related records and document are resolved, in the order of the commitment."""
    page = page_of("training")
    assert page.assessment.commitment is TRAINING
    assert page.pillar is PILLARS["people"]
    assert page.areas == (AREAS["ports"], AREAS["skills"])
    assert page.whole is OTHERS[0]
    assert list(page.related.items()) == [("other", OTHERS[1]), ("review", MEETINGS["review"])]
    assert page.document is DOCUMENTS["annex"]
    assert page.documents == DOCUMENTS


def test_parties_by_role(page_of: Callable[..., CommitmentPage]) -> None:
    """Parties are grouped by role, in the order in which roles are shown; a role without parties is empty."""
    parties = page_of("training").parties
    assert tuple(parties) == ROLES == tuple(Parties.__struct_fields__)
    assert parties == {
        "responsible": (PARTIES["ministry"], PARTIES["bank"]), "implementing": (), "beneficiary": (PARTIES["agency"],),
    }  # fmt: skip


def test_parts(page_of: Callable[..., CommitmentPage]) -> None:
    """A page lists the direct parts, and counts the statuses of parts at any depth."""
    page = page_of("training")
    assert [part.commitment.id for part in page.parts] == ["part"]
    assert page.part_counts == {Status.OVERDUE: 1, Status.NO_REPORT: 1}


def test_a_commitment_without_references(page_of: Callable[..., CommitmentPage]) -> None:
    """The page of a commitment that has only a title is otherwise empty."""
    page = page_of("other")
    assert (page.pillar, page.areas, page.whole, page.document) == (None, (), None, None)
    assert (page.related, page.parts, page.part_counts, page.history) == ({}, (), {}, ())
    assert page.parties == dict.fromkeys(ROLES, ())


def test_the_history_of_a_page(page_of: Callable[..., CommitmentPage], update: Callable[..., Update]) -> None:
    """The history has the updates up to the report date, without retracted updates and retractions."""
    lines = [
        update("2026-01-01", note="launched", key="a"),
        update("2026-02-01", note="wrong", key="b"),
        update("2026-03-01", retracts="b", reason="typo", key="c"),
        update("2026-12-01", note="later", key="d"),
    ]
    assert [line.key for line in page_of("training", *lines).history] == ["a"]
    assert [(line.update.key, line.by.key) for line in page_of("training", *lines).retractions] == [("b", "c")]
    assert [line.key for line in page_of("training", *lines, as_of="2026-12-31").history] == ["a", "d"]
