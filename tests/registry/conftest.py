"""A small registry on disk, and parsers for the text of one file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from commitrack.errors import Problem
from commitrack.registry.read import build
from commitrack.registry.reading import Reading
from commitrack.registry.source import TomlFile
from commitrack.registry.toml_file import parse

COMMITMENTS = """\
# People write this file.
[commitments.jobs]
title = "Jobs"
made = 2024-01-01
due = 2030
targets.people = { value = 5_000, unit = "people" }

[commitments.plan]
title = "A plan"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small registry without a journal: one commitment with a target value and one without targets."""
    (tmp_path / "commitments.toml").write_text(COMMITMENTS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def reading() -> Callable[[str], Reading]:
    """Read valid TOML as the text of the only file of a registry."""

    def read(text: str) -> Reading:
        source = parse(text.encode(), "commitments.toml")
        assert isinstance(source, TomlFile), source
        return build(Path(), [source])

    return read


@pytest.fixture
def problem() -> Callable[[bytes], Problem]:
    """Parse an invalid file and return its problem."""

    def refused(raw: bytes) -> Problem:
        answer = parse(raw, "commitments.toml")
        assert isinstance(answer, Problem), answer
        return answer

    return refused
