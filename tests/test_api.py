"""The Python interface, including the example in its docstring."""

import doctest
from pathlib import Path

import pytest

import commitrack
from commitrack.errors import RegistryError

ROOT = Path(__file__).parent.parent


def test_the_example_in_the_docstring_is_correct(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a clone, the example in the package docstring prints the output that it shows."""
    monkeypatch.chdir(ROOT)
    results = doctest.testmod(commitrack)
    assert (results.attempted, results.failed) == (6, 0)


def test_an_invalid_registry_is_refused(tmp_path: Path) -> None:
    """Loading an invalid registry raises RegistryError with every problem and its line."""
    (tmp_path / "commitments.toml").write_text('[commitments.a]\ntitel = "A"\n', encoding="utf-8")
    with pytest.raises(RegistryError) as caught:
        commitrack.load(tmp_path)
    assert [(problem.code, problem.line) for problem in caught.value.problems] == [("CT107", 1), ("CT106", 2)]
