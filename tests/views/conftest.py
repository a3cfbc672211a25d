"""The small registry that every view is shown, and Rich at a width of one's choice.

The golden files under ``golden`` are made anew with ``COMMITRACK_GOLDEN=1 pytest tests/views/test_golden.py``;
read the diff before it is committed.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console, RenderableType

from commitrack.registry import Reading, must_read
from commitrack.report.survey import Survey, survey
from commitrack.views.grid import Look

SMALL = Path(__file__).parent / "small"
AS_OF = date(2026, 11, 23)


@pytest.fixture(scope="session")
def reading() -> Reading:
    return must_read(SMALL)


@pytest.fixture(scope="session")
def small(reading: Reading) -> Survey:
    return survey(reading.registry, as_of=AS_OF)


@pytest.fixture
def drawn() -> Callable[[RenderableType, int, Look], str]:
    """What a page looks like in a terminal of so many columns, without colour."""

    def draw(page: RenderableType, columns: int, look: Look) -> str:
        console = Console(width=100_000 if look.pipe else columns, color_system=None, markup=False, emoji=False,
                          highlight=False, force_terminal=False)  # fmt: skip
        with console.capture() as captured:
            console.print(page)
        return "\n".join(line.rstrip() for line in captured.get().split("\n"))

    return draw


@pytest.fixture
def nasty(tmp_path: Path) -> Callable[[str], Survey]:
    """``nasty(text)``: a registry with the text in every field that takes text."""

    hostile = (Path(__file__).parent / "hostile.toml").read_text(encoding="utf-8")

    def build(text: str) -> Survey:
        (tmp_path / "commitments.toml").write_text(hostile.replace("TEXT", text), encoding="utf-8")
        return survey(must_read(tmp_path).registry, as_of=AS_OF)

    return build
