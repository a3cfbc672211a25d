"""The database: its tables, types and views, read with the sqlite3 module."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from commitrack.interchange.export.sqlite import export
from commitrack.registry import must_read
from commitrack.report.snapshot import Snapshot, take_snapshot

Query = Callable[[str], list[tuple[object, ...]]]
AS_OF = date(2025, 1, 31)


def rows(snapshot: Snapshot, sql: str) -> list[tuple[object, ...]]:
    content = export(snapshot, digest="0" * 64).content
    assert isinstance(content, bytes)
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        return database.execute(sql).fetchall()


@pytest.fixture
def query(everything: Path) -> Iterator[Query]:
    """Run SQL on the database of the registry that uses every table."""
    snapshot = take_snapshot(must_read(everything).registry, as_of=AS_OF)
    content = export(snapshot, digest="0" * 64).content
    assert isinstance(content, bytes)
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        yield lambda sql: database.execute(sql).fetchall()


def test_every_table_has_its_records(query: Query) -> None:
    """Each record of the registry is a row; the meaning of each number of rows is in the registry above."""
    tables = [name for (name,) in query("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    counts = {str(table): query(f'SELECT count(*) FROM "{table}"')[0][0] for table in tables}  # noqa: S608
    del counts["registry"]
    assert counts == {
        "documents": 1, "pillars": 1, "areas": 1, "parties": 2, "meetings": 1, "commitments": 3, "targets": 3,
        "milestones": 1, "updates": 3, "evidence": 2, "units": 1, "rates": 1, "assessments": 2,
        "target_assessments": 3, "external_ids": 1, "commitment_parties": 3, "commitment_areas": 1,
    }  # fmt: skip


def test_references_are_foreign_keys_and_all_lead_to_a_row(query: Query) -> None:
    """SQLite itself finds no row that refers to a missing one, and knows what refers to what."""
    assert query("PRAGMA foreign_key_check") == []
    assert query("PRAGMA integrity_check") == [("ok",)]
    referred = {(row[3], row[2]) for row in query("PRAGMA foreign_key_list(updates)")}
    own = {("commitment", "commitments"), ("retracts", "updates")}
    assert referred == own | {("commitment", "targets"), ("target", "targets")}
    assert ("party", "parties") in {(row[3], row[2]) for row in query("PRAGMA foreign_key_list(commitment_parties)")}


def test_numbers_can_be_computed_with_and_are_kept_exactly(query: Query) -> None:
    """A number is an integer or a real; beside it is its text, because a real has 15 digits."""
    targets = query("SELECT target, value, typeof(value), value_exact, baseline_exact FROM targets ORDER BY target")
    assert targets == [
        ("budget", 123456789012345678901.25, "real", "123456789012345678901.25", None),
        ("buses", 300, "integer", "300", "0.10"),
        ("trainees", 5000, "integer", "5000", None),
    ]


def test_days_are_texts_in_iso_8601_and_others_as_written(query: Query) -> None:
    """A deadline is kept as the registry has it; the day that it means is in the assessment."""
    assert query("SELECT id, made, due, within FROM commitments WHERE kind = 'pledge'") == [
        ("training", "2024-01-01", "2025-Q4", None),
        ("buses", "2024-05", None, "3 years"),
    ]
    assert query("SELECT commitment, due, due_written, due_basis FROM assessments") == [
        ("training", "2025-12-31", "2025-Q4", "stated"),
        ("buses", "2030-12-31", "2030", "stated"),
    ]
    assert query("SELECT recorded FROM updates WHERE \"on\" = '2024-08-01'") == [("2024-08-01T09:30:00.123456Z",)]


def test_texts_have_a_column_for_each_language(query: Query) -> None:
    """A text in one language is in a column of its own; what is missing is null."""
    assert query("SELECT title, title_en, title_ja FROM commitments LIMIT 2") == [
        ("Heading", None, None),
        (None, "Train 5,000 people", "5,000人の研修"),
    ]
    assert query("SELECT title_en, title_ja FROM pillars") == [("People", "人")]


def test_the_view_of_statuses_has_titles_and_verdicts(query: Query) -> None:
    """One row for each commitment, but none for a group."""
    columns = "id, title, status, schedule, due, pillar_title, responsible"
    assert query(f"SELECT {columns} FROM status") == [  # noqa: S608
        ("training", "Train 5,000 people", "at-risk", "at-risk", "2025-12-31", "People", "Japan; ASEAN"),
        ("buses", "Electric buses", "suspended", "no-data", "2030-12-31", None, None),
    ]


def test_the_view_of_standing_has_amended_values_and_shares(query: Query) -> None:
    """One row for each target, with the value in force: 1,000 of 4,000 after the amendment."""
    columns = "commitment, target, value, actual, achieved, due"
    assert query(f"SELECT {columns} FROM standing WHERE target = 'trainees'") == [  # noqa: S608
        ("training", "trainees", 4000, 1000, 0.25, "2026-12-31"),
    ]


def test_evidence_is_a_row_for_each_piece(query: Query) -> None:
    """An address, or a document with its page."""
    assert query("SELECT number, url, document, page FROM evidence") == [
        (1, "https://example.org/1", None, None),
        (2, None, "statement", 2),
    ]


def test_the_same_registry_gives_the_same_bytes(everything: Path) -> None:
    """Nothing in the file depends on the clock or the machine."""
    first, second = (
        export(take_snapshot(must_read(everything).registry, as_of=AS_OF), digest="0").content for _ in range(2)
    )
    assert first == second


def test_an_empty_registry_is_a_database(snapshot_of: Callable[[str], Snapshot]) -> None:
    """Without any record, all tables and views exist."""
    snapshot = snapshot_of('[registry]\ntitle = "Empty"\n')
    assert rows(snapshot, "SELECT * FROM status") == rows(snapshot, "SELECT * FROM standing") == []
    assert ("title", "Empty") in rows(snapshot, "SELECT * FROM registry")


def test_names_of_languages_and_systems_are_only_names(snapshot_of: Callable[[str], Snapshot]) -> None:
    """Whatever a registry calls a language or another system is quoted, and never runs as SQL."""
    name = "x'); DROP TABLE targets; --\\\" "
    text = f'[commitments.a]\ntitle = {{ "{name}" = "A" }}\nexternal_ids = {{ "{name}" = "1" }}\n'
    snapshot = snapshot_of(text)
    assert rows(snapshot, "SELECT id, title FROM status") == [("a", "A")]
    assert rows(snapshot, "SELECT system, id FROM external_ids") == [("x'); DROP TABLE targets; --\" ", "1")]
    assert rows(snapshot, "SELECT count(*) FROM targets") == [(0,)]
