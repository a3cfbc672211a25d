"""Validation: every check is one small function with a stable code, defined in one of the modules below.

This package does not depend on files: it reports tables and keys, and the registry package finds the line.
"""

from collections.abc import Iterator

from commitrack.checks import commitments, journal, numbers, references, structure
from commitrack.checks.check import Check, defined
from commitrack.errors import Problem
from commitrack.model import Registry

_MODULES = (references, structure, commitments, journal, numbers)

CHECKS = tuple(rule for module in _MODULES for rule in defined(Check, vars(module)))
"""Every check, in the order of the modules and of their source."""


def check(registry: Registry) -> Iterator[Problem]:
    """All problems that the checks find in a registry, still without file and line."""
    for rule in CHECKS:
        yield from rule.problems(registry)
