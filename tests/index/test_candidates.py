"""The index answers what it can of a query, and leaves the rest to the query itself."""

from pathlib import Path

import pytest

from commitrack.index import close_indexes, store
from commitrack.query import parse
from commitrack.registry.read import must_read

REGISTRY = "".join(f'[commitments.{name}]\ntitle = "T"\n' for name in ("wa-1-0", "wa-2-0", "wa-2-1", "wb-2-0", "wa-20"))


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("id:wa-2-0", ["wa-2-0"]),
        ("id:wa-2-*", ["wa-2-0", "wa-2-1"]),
        ("id:w?-2-0", ["wa-2-0", "wb-2-0"]),
        ("id:wb*,wa-1-0", ["wa-1-0", "wb-2-0"]),
        ("id:w[!a]-*", ["wa-1-0", "wa-2-0", "wa-2-1", "wb-2-0", "wa-20"]),
        ("not:id:wb*", ["wa-1-0", "wa-2-0", "wa-2-1", "wb-2-0", "wa-20"]),
    ],
)
def test_only_commitments_with_matching_ids_are_read(tmp_path: Path, term: str, expected: list[str]) -> None:
    """Shell patterns of ids are answered by the index, except sets of characters, which SQLite writes differently."""
    (tmp_path / "commitments.toml").write_text(REGISTRY, encoding="utf-8")
    registry = must_read(tmp_path).registry
    store.build(tmp_path / "index", registry, [])
    index = store.open_index(tmp_path / "index")
    assert index is not None
    try:
        assert list(index.registry.candidates(parse([term], registry).narrowing(None))) == expected
    finally:
        close_indexes()
