"""A small registry on disk, and readers for the text of one file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from commitrack.errors import Problem
from commitrack.registry.read import Reading, build
from commitrack.registry.toml_file import TomlFile, parse

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
    """A small registry without a journal: one commitment with a figure to reach, one without."""
    (tmp_path / "commitments.toml").write_text(COMMITMENTS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def reading() -> Callable[[str], Reading]:
    """Read one file's text, which has to be TOML, as a registry."""

    def read(text: str) -> Reading:
        source = parse(text.encode(), "commitments.toml")
        assert isinstance(source, TomlFile), source
        return build(Path(), [source])

    return read


@pytest.fixture
def problem() -> Callable[[bytes], Problem]:
    """The problem with which a file is refused."""

    def refused(raw: bytes) -> Problem:
        answer = parse(raw, "commitments.toml")
        assert isinstance(answer, Problem), answer
        return answer

    return refused
