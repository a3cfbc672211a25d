"""What checks and warnings are: small functions with a stable code and a title."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import ClassVar, TypeAlias, TypeVar

from msgspec import Struct

from commitrack.errors import Problem, Severity
from commitrack.model import Registry

KeyPath: TypeAlias = tuple[str, ...]
"""The tables and keys that lead to a place in the registry, such as ``("commitments", "wa-2-0", "due")``."""

Finding: TypeAlias = tuple[KeyPath, str] | tuple[KeyPath, str, str]
"""Where, what is wrong as a sentence, and perhaps a hint."""


class Rule(Struct, frozen=True, kw_only=True):
    """What checks and warnings share; the docstring of ``find`` is the page of the code in the documentation."""

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
    """An error, found in the registry alone."""

    severity: ClassVar[Severity] = Severity.ERROR


def checks(code: str, title: str) -> Callable[[Callable[[Registry], Iterable[Finding]]], Check]:
    """Make a check of a function over the registry."""
    return lambda find: Check(code=code, title=title, find=find)


R = TypeVar("R", bound=Rule)


def defined(kind: type[R], namespace: Mapping[str, object]) -> tuple[R, ...]:
    """The rules of a kind that a module defines, in the order of its lines; those it imports are left out."""
    rules = (value for value in namespace.values() if isinstance(value, kind))
    return tuple(rule for rule in rules if rule.find.__module__ == namespace["__name__"])
