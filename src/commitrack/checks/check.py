"""What a check is: a small function over the registry, with a stable code and a title."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from msgspec import Struct

from commitrack.errors import Problem, Severity
from commitrack.model import Registry

Path: TypeAlias = tuple[str, ...]
Finding: TypeAlias = tuple[Path, str] | tuple[Path, str, str]
"""Where (tables and keys), what is wrong as a sentence, and perhaps a hint."""
Find: TypeAlias = Callable[[Registry], Iterable[Finding]]


class Check(Struct, frozen=True, kw_only=True):
    """One check; the docstring of ``find`` is its page in the documentation."""

    code: str
    title: str
    severity: Severity
    find: Find

    def problems(self, registry: Registry) -> Iterator[Problem]:
        """What this check has to say of a registry."""
        for path, message, *hint in self.find(registry):
            yield Problem(
                code=self.code, severity=self.severity, path=path, message=message, hint=hint[0] if hint else None
            )


def checks(code: str, title: str, *, severity: Severity = Severity.ERROR) -> Callable[[Find], Check]:
    """Make a check of a function."""
    return lambda find: Check(code=code, title=title, severity=severity, find=find)
