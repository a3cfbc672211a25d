"""Assessments survive the index exactly, and are found as long as they hold."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import asdict

from commitrack.assess import Assessment, assess
from commitrack.index import close_indexes, store
from commitrack.index.assessments import StoredAssessments
from commitrack.model import Registry
from commitrack.registry import example, must_read
from commitrack.wording.progress import progress, worded

DAYS = [date(2024, 1, 31), date(2026, 9, 6), date(2026, 9, 7), date(2033, 12, 18)]


@pytest.fixture(scope="module")
def registry() -> Registry:
    return must_read(example()).registry


@pytest.fixture
def path(registry: Registry, tmp_path: Path) -> Iterator[Path]:
    """An index of the shipped registry without assessments."""
    store.build(tmp_path / "index", registry, [])
    yield tmp_path / "index"
    close_indexes()


def stored(path: Path, day: date) -> StoredAssessments:
    index = store.open_index(path)
    assert index is not None
    return index.registry.assessments(day)


def judged(registry: Registry, day: date) -> list[Assessment]:
    """Every assessment of a registry, without regard to parts."""
    updates, commitments, settings = registry.updates_of(), registry.commitments, registry.settings
    names = registry.assessed_ids()
    return [assess(commitments[name], updates.get(name, ()), as_of=day, settings=settings) for name in names]


@pytest.mark.parametrize("day", DAYS)
def test_a_stored_assessment_is_the_same(registry: Registry, path: Path, day: date) -> None:
    """Every assessment of the shipped registry is the same after it was stored, the first ones and all of them.

    Only the words for its progress are added.
    """
    expected = judged(registry, day)
    before = stored(path, day)
    assert not [a for a in expected if before.find(a.history)]
    close_indexes()
    store.keep_assessments(path, [], expected, registry)
    found = stored(path, day)
    assert [fields(found.find(a.history)) for a in expected] == [fields(worded(a)) for a in expected]


def fields(assessment: Assessment | None) -> dict[str, object]:
    """The fields of an assessment, and those of its targets."""
    assert assessment is not None
    return {**asdict(assessment), "targets": list(map(asdict, assessment.targets)), "words": list(progress(assessment))}
