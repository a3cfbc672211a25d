"""Reading of activity files, for the tests."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from commitrack.interchange.iati.commitments import Options
from commitrack.interchange.iati.reading import ReadFile, read_file


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., ReadFile]:
    """Read a text as an activity file on 23 November 2026: ``read(file(activity()), strict=True)``."""

    def run(
        text: str | bytes, *, strict: bool = False, incremental: bool = False, language: str = "en", **ids: str
    ) -> ReadFile:
        path = tmp_path / "a.xml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        options = Options(today=date(2026, 11, 23), incremental=incremental, language=language, ids=ids)
        return read_file(path, options, strict=strict)

    return run
