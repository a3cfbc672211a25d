"""The examples of CONTRIBUTING.md work when they are pasted."""

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

import commitrack.checks
from commitrack.checks.check import Check, defined
from commitrack.registry.read import read

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def examples() -> tuple[str, str]:
    """The check and the case of its gallery, as CONTRIBUTING.md shows them."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.partition("## Example: a new check\n")[2].partition("\n## ")[0]
    check, case = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    return check, case


def test_the_example_of_a_check_finds_its_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, examples: tuple[str, str]
) -> None:
    """The pasted check is collected from its module, and finds the case of the gallery and nothing else."""
    module: dict[str, Any] = {"__name__": "pasted"}
    exec(examples[0], module)  # noqa: S102  the example is ours
    monkeypatch.setattr(commitrack.checks, "CHECKS", (*commitrack.checks.CHECKS, *defined(Check, module)))
    gallery = runpy.run_path(str(ROOT / "tests" / "checks" / "test_gallery.py"))
    code, content, line, message, hint = eval(examples[1], gallery)  # noqa: S307  likewise
    (tmp_path / "commitments.toml").write_text(content, encoding="utf-8")
    assert [(p.code, p.line, p.message, p.hint) for p in read(tmp_path).problems] == [(code, line, message, hint)]


def test_the_code_of_the_example_is_free(examples: tuple[str, str]) -> None:
    """Whoever pastes it gets no second check of the same code."""
    codes = [check.code for check in commitrack.checks.CHECKS]
    assert re.findall(r"CT\d{3}", examples[0]) == re.findall(r"CT\d{3}", examples[1]) != []
    assert not set(re.findall(r"CT\d{3}", examples[0])) & set(codes)
