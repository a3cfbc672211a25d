"""Checks are collected from the modules that define them, so there is no second list to forget."""

import inspect
import re
from collections.abc import Iterator
from typing import Any

from commitrack.checks import CHECKS, commitments, journal, references
from commitrack.checks.check import Check, Finding, checks, defined
from commitrack.errors import Severity
from commitrack.model import Registry


def test_every_check_of_the_modules_is_run() -> None:
    """In the order of the modules and of their lines."""
    sources = [inspect.getsource(module) for module in (references, commitments, journal)]
    codes = [code for source in sources for code in re.findall(r'^@checks\("(CT\d+)"', source, re.MULTILINE)]
    assert len(codes) >= 19
    assert [check.code for check in CHECKS] == codes
    assert {check.find.__module__ for check in CHECKS} == {m.__name__ for m in (references, commitments, journal)}


def test_an_imported_check_is_not_defined_again() -> None:
    """A module may use a check of another one."""

    @checks("CT299", "an example")
    def example(registry: Registry) -> Iterator[Finding]:
        for name in registry.commitments:
            yield ("commitments", name), "an example", "a hint"

    here: dict[str, Any] = {"__name__": __name__, "example": example, "keys": journal.keys, "checks": checks}
    assert defined(Check, here) == (example,)


def test_a_finding_becomes_a_problem() -> None:
    """With the code and severity of its check, its place, and its hint if it has one."""
    (problem,) = journal.keys.problems(Registry(updates={"one": object()}))  # type: ignore[dict-item]
    assert (problem.code, problem.severity, problem.path) == ("CT221", Severity.ERROR, ("updates", "one"))
    assert problem.hint is None
