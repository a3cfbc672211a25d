"""The registry on which speed is measured is valid, and the same every time."""

import sys
from pathlib import Path

import pytest

from commitrack.registry.read import read

BENCH = Path(__file__).parent.parent / "bench"


def test_the_generated_registry_is_valid_and_reproducible(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two runs write the same files, which have no problems and as many records as requested."""
    monkeypatch.setattr(sys, "path", [str(BENCH), *sys.path])
    from generate import write_registry  # noqa: PLC0415

    for name in ("first", "second"):
        write_registry(tmp_path / name, 135, 500)
    files = [
        sorted((path.name, path.read_bytes()) for path in (tmp_path / name).iterdir()) for name in ("first", "second")
    ]
    assert files[0] == files[1]
    reading = read(tmp_path / "first")
    assert reading.problems == ()
    assert (len(reading.registry.commitments), len(reading.registry.updates)) == (135, 500)
