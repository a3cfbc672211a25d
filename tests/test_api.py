"""The interface for Python: what its docstring shows is run."""

import doctest
from pathlib import Path

import pytest

import commitrack
from commitrack.errors import RegistryError

ROOT = Path(__file__).parent.parent


def test_the_example_is_real(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a clone, the lines of the docstring give the answer they show."""
    monkeypatch.chdir(ROOT)
    ran = doctest.testmod(commitrack)
    assert (ran.attempted, ran.failed) == (6, 0)


def test_an_invalid_registry_is_refused(tmp_path: Path) -> None:
    """With every problem, each in its place."""
    (tmp_path / "commitments.toml").write_text('[commitments.a]\ntitel = "A"\n', encoding="utf-8")
    with pytest.raises(RegistryError) as caught:
        commitrack.load(tmp_path)
    assert [(problem.code, problem.line) for problem in caught.value.problems] == [("CT107", 1), ("CT106", 2)]
