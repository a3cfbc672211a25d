"""Checks are collected from the modules that define them, so there is no second list to forget."""

from collections.abc import Iterator
from typing import Any

from commitrack.checks import CHECKS, commitments, journal, references
from commitrack.checks.check import Check, Finding, checks, defined
from commitrack.errors import Severity
from commitrack.model import Registry


def test_every_check_of_the_modules_is_run() -> None:
    """In the order of the modules and of their lines."""
    assert [check.code for check in CHECKS] == [
        "CT201", "CT202", "CT203",
        "CT211", "CT212", "CT213", "CT214", "CT215", "CT216", "CT217", "CT218",
        "CT221", "CT222", "CT223", "CT224", "CT225", "CT226", "CT227", "CT228",
    ]  # fmt: skip
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
