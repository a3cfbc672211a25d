"""Checks are collected from the modules that define them."""

import inspect
import re
from collections.abc import Iterator
from typing import Any

from commitrack.checks import CHECKS, commitments, journal, numbers, references, structure
from commitrack.checks.check import Check, Finding, checks, defined
from commitrack.errors import Severity
from commitrack.model import Registry


def test_every_check_of_the_modules_is_run() -> None:
    """Every check in the modules is run, in the order of its definition."""
    modules = (references, structure, commitments, journal, numbers)
    sources = [inspect.getsource(module) for module in modules]
    codes = [code for source in sources for code in re.findall(r'^@checks\("(CT\d+)"', source, re.MULTILINE)]
    assert len(codes) >= 19
    assert [check.code for check in CHECKS] == codes
    assert {check.find.__module__ for check in CHECKS} == {module.__name__ for module in modules}


def test_an_imported_check_is_not_defined_again() -> None:
    """A check that a module imports from another module is not collected from it again."""

    @checks("CT299", "an example")
    def example(registry: Registry) -> Iterator[Finding]:
        for name in registry.commitments:
            yield ("commitments", name), "an example", "a hint"

    namespace: dict[str, Any] = {"__name__": __name__, "example": example, "keys": journal.keys, "checks": checks}
    assert defined(Check, namespace) == (example,)


def test_a_finding_becomes_a_problem() -> None:
    """A finding becomes a problem with the code and severity of its check, and without a hint if it has none."""
    (problem,) = journal.keys.problems(Registry(updates={"one": object()}))  # type: ignore[dict-item]
    assert (problem.code, problem.severity, problem.path) == ("CT221", Severity.ERROR, ("updates", "one"))
    assert problem.hint is None
