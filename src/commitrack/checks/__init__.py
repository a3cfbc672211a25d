"""Complaining: every check is one small function with a stable code. Adding one is adding it to CHECKS.

This room must not know files: it speaks of tables and keys, and the registry room finds the line.
"""

from collections.abc import Iterator

from commitrack.checks import commitments, journal, references
from commitrack.checks.check import Check
from commitrack.errors import Problem
from commitrack.model import Registry

CHECKS: tuple[Check, ...] = (
    references.references,
    references.circles,
    references.ids,
    commitments.settings,
    commitments.one_deadline,
    commitments.countable,
    commitments.stages,
    commitments.units,
    commitments.milestones,
    commitments.stretches,
    commitments.rates,
    journal.keys,
    journal.contents,
    journal.targets,
    journal.completions,
    journal.future,
    journal.retractions,
    journal.evidence,
    journal.reasons,
)


def check(registry: Registry) -> Iterator[Problem]:
    """Everything the checks have to say of a registry that could be read."""
    for each in CHECKS:
        yield from each.problems(registry)
