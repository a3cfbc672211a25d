"""Five commitments that differ in everything a query can select by, assessed on 26 May 2024."""

from collections.abc import Callable
from datetime import date

import pytest

from commitrack.assess import Assessment, assess
from commitrack.model import (
    Area,
    Commitment,
    Document,
    Kind,
    Lifecycle,
    Parties,
    Party,
    Pillar,
    Registry,
    Settings,
    Source,
    SourceClass,
    Target,
    Update,
)

TODAY = date(2024, 5, 26)


@pytest.fixture(scope="package")
def registry(commitment: Callable[..., Commitment], update: Callable[..., Update]) -> Registry:
    """A registry of five commitments that differ in everything a query can select by."""
    money, people = Target(value=1000, unit="JPY"), Target(value=1000, unit="people")
    titles = {
        "whole": "The initiative",
        "trainees": {"en": "Training in connectivity", "ja": "連結性分野の人材育成"},
        "energy-fund": {"en": "Fund for ENERGY", "ja": "エネルギー基金１００"},
        "exchange": "Exchange of students",
        "old": "Programme under way",
    }
    fields: dict[str, dict[str, object]] = {
        "whole": {"targets": {}, "made": 2023, "due": None},
        "trainees": {
            "part_of": "whole", "pillar": "co-creation", "areas": ("connectivity", "education"),
            "parties": Parties(responsible=("japan",)), "made": "2023-09-06", "due": "FY2025",
        },
        "energy-fund": {
            "part_of": "trainees", "pillar": "peace-stability", "areas": ("energy",), "targets": {"money": money},
            "parties": Parties(implementing=("eria",)), "due": "2024-03-31",
        },
        "exchange": {
            "pillar": "co-creation", "areas": ("clean-energy",), "due": 2028,
            "source": Source(document="mofa-2023", page=7), "targets": {"people": people},
        },
        "old": {"kind": Kind.PROGRAMME, "pillar": "heart-to-heart", "due": None, "made": None},
    }  # fmt: skip
    press = {"source_class": SourceClass.PRESS, "evidence": ("https://example.org",)}
    journal = [
        update("2024-03-14", commitment="trainees", actual=800, **press),
        update("2024-01-31", commitment="energy-fund", actual=300),
        update("2022-05-26", commitment="exchange", actual=-400),
        update("2024-05-01", commitment="old", lifecycle=Lifecycle.WITHDRAWN, reason="r"),
    ]
    return Registry(
        settings=Settings(fiscal_year_start="04-01"),
        documents={"mofa-2023": Document(title="Outcome"), "eu": Document(title="Communiqué")},
        pillars={
            "heart-to-heart": Pillar(title={"en": "Heart to heart", "ja": "心と心のつながり"}),
            "co-creation": Pillar(title="Co-creation of economy"),
            "peace-stability": Pillar(title="Peace"),
        },
        areas={name: Area(title=name.title()) for name in ("connectivity", "education", "clean-energy", "energy")},
        parties={"japan": Party(title="Japan"), "eria": Party(title="Economic Research Institute")},
        commitments={name: commitment(id=name, title=title, **fields[name]) for name, title in titles.items()},
        updates={entry.key: entry for entry in journal},
    )


@pytest.fixture(scope="package")
def assessments(registry: Registry) -> list[Assessment]:
    """The assessments of all commitments on 26 May 2024."""
    return [
        assess(commitment, registry.updates.values(), as_of=TODAY, settings=registry.settings)
        for commitment in registry.commitments.values()
    ]
