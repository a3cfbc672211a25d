"""Definition of warnings: like checks, with the assessments on a date."""

from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar, TypeAlias

from commitrack.assess import Assessment
from commitrack.checks.check import Finding, Rule
from commitrack.errors import Severity
from commitrack.model import Registry

Assessments: TypeAlias = Mapping[str, Assessment]
"""The assessment of every commitment, by its id."""


class Warn(Rule, frozen=True, kw_only=True):
    """A warning, found in the registry and the assessments."""

    severity: ClassVar[Severity] = Severity.WARNING


def warns(code: str, title: str) -> Callable[[Callable[[Registry, Assessments], Iterable[Finding]]], Warn]:
    """Decorate a function of the registry and the assessments to make it a warning."""
    return lambda find: Warn(code=code, title=title, find=find)
