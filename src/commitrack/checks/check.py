"""Definition of checks and warnings: small functions with a stable code and a title."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import ClassVar, TypeAlias, TypeVar

from msgspec import Struct

from commitrack.errors import KeyPath, Problem, Severity
from commitrack.model import Registry

Finding: TypeAlias = tuple[KeyPath, str] | tuple[KeyPath, str, str]
"""A place, a message, and optionally a hint."""


class Rule(Struct, frozen=True, kw_only=True):
    """The base of checks and warnings; the docstring of ``find`` is the documentation page of the code."""

    severity: ClassVar[Severity]
    code: str
    title: str
    find: Callable[..., Iterable[Finding]]

    def problems(self, *subject: object) -> Iterator[Problem]:
        """The findings of ``find(*subject)`` as problems, still without file and line."""
        for path, message, *hint in self.find(*subject):
            yield Problem(
                code=self.code, severity=self.severity, path=path, message=message, hint=hint[0] if hint else None
            )


class Check(Rule, frozen=True, kw_only=True):
    """An error, found in the registry without assessing it."""

    severity: ClassVar[Severity] = Severity.ERROR


def checks(code: str, title: str) -> Callable[[Callable[[Registry], Iterable[Finding]]], Check]:
    """Decorate a function of the registry to make it a check."""
    return lambda find: Check(code=code, title=title, find=find)


R = TypeVar("R", bound=Rule)


def defined(kind: type[R], namespace: Mapping[str, object]) -> tuple[R, ...]:
    """The rules of a kind that a module defines, in the order of its source; imported ones are left out."""
    rules = (value for value in namespace.values() if isinstance(value, kind))
    return tuple(rule for rule in rules if rule.find.__module__ == namespace["__name__"])
