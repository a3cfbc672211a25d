"""The tables of an export: nothing of the format is forgotten, and every format has them."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import fields

from commitrack.interchange.export import record_fields as of
from commitrack.interchange.export.data_table import DataTable
from commitrack.interchange.export.dataset import dataset
from commitrack.interchange.export.formats import EXPORTS, exporter
from commitrack.model import (
    Amends,
    Area,
    Commitment,
    Document,
    Evidence,
    Meeting,
    Milestone,
    Parties,
    Party,
    Pillar,
    Rate,
    Record,
    Source,
    Target,
    Update,
)
from commitrack.registry import must_read
from commitrack.report.snapshot import take_snapshot

RECORDS: list[tuple[DataTable, type[Record], set[str]]] = [
    (of.DOCUMENTS, Document, set()), (of.PILLARS, Pillar, set()), (of.AREAS, Area, set()),
    (of.PARTIES, Party, set()), (of.MEETINGS, Meeting, set()), (of.COMMITMENTS, Commitment, {"targets"}),
    (of.TARGETS, Target, {"milestones"}), (of.MILESTONES, Milestone, set()), (of.UPDATES, Update, {"evidence"}),
    (of.EVIDENCE, Evidence, set()), (of.RATES, Rate, set()),
]  # fmt: skip
NESTED: Mapping[str, type[Record]] = {"parties": Parties, "source": Source, "amends": Amends}


def _paths(key: str, record: type[Record]) -> list[tuple[str, ...]]:
    """The attributes below a key: its own, or those of the record that it is."""
    if key in NESTED and record is not Rate:
        return [(key, inner.name) for inner in fields(NESTED[key])]
    return [(key,)]


@pytest.mark.parametrize(("table", "record", "elsewhere"), RECORDS, ids=lambda value: getattr(value, "name", ""))
def test_every_key_of_the_format_is_exported(table: DataTable, record: type[Record], elsewhere: set[str]) -> None:
    """Each key of a record is a field of its table, or a table of its own."""
    paths = {field.path or (field.name,) for field in table.fields}
    keys = {path for key in fields(record) for path in _paths(key.name, record)}
    assert keys - paths == {(name,) for name in elsewhere}


def test_every_table_has_a_key_among_its_fields(everything: Path) -> None:
    """The key of each table consists of fields, and no two rows have the same."""
    for table in dataset(take_snapshot(must_read(everything).registry, as_of=date(2025, 1, 31)), digest="0"):
        names = [field.name for field in table.fields]
        keys = [tuple(row[names.index(name)] for name in table.key) for row in table.rows]
        assert len(set(keys)) == len(keys) > 0


@pytest.mark.parametrize("name", EXPORTS)
def test_every_format_has_an_exporter(name: str, everything: Path) -> None:
    """Each module of the list exports the registry as bytes, or as the bytes of several files."""
    snapshot = take_snapshot(must_read(everything).registry, as_of=date(2025, 1, 31))
    content = exporter(name).export(snapshot, digest="0").content
    assert content if isinstance(content, bytes) else all(content.values())
