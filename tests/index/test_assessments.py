"""Assessments survive the index exactly, and are found as long as they hold."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import asdict

from commitrack.assess import Assessment, assess, holds_until
from commitrack.index import close_indexes, store
from commitrack.index.assessments import StoredAssessments
from commitrack.index.tables import LazySequence
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


def test_what_is_read_late_is_a_sequence_like_any_other() -> None:
    """It is read once, when it is first looked at, and equals a tuple of the same items."""
    reads = list[int]()

    def read() -> tuple[str, ...]:
        reads.append(1)
        return "a", "b"

    late = LazySequence(read)
    assert reads == []
    assert (late == ("a", "b"), late == ("a",), late == LazySequence(read), hash(late)) == (
        True, False, True, hash(("a", "b"))
    )  # fmt: skip
    assert (late[0], late[1:], list(late), len(late), repr(late)) == ("a", ("b",), ["a", "b"], 2, repr(("a", "b")))
    assert len(reads) == 2


def test_an_assessment_is_found_as_long_as_it_holds(registry: Registry, path: Path) -> None:
    """It is found from its own day to the last one on which it holds."""
    assessment = next(a for a in judged(registry, DAYS[0]) if DAYS[0] < holds_until(a) < date.max)
    store.keep_assessments(path, [], [assessment], registry)
    last = holds_until(assessment)
    days = (DAYS[0] - timedelta(days=1), DAYS[0], last, last + timedelta(days=1))
    found = [bool(stored(path, day).find(assessment.history)) for day in days]
    assert found == [False, True, True, False]
