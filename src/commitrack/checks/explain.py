"""The explanation of each code, taken from the checks, for ``check --explain`` and the pages in docs/checks."""

from collections.abc import Iterator
from inspect import cleandoc

from msgspec import Struct

from commitrack.checks import CHECKS
from commitrack.checks.check import Rule
from commitrack.checks.strict import WARNINGS
from commitrack.checks.syntax_codes import SYNTAX_CODES
from commitrack.errors import Severity

_CONSEQUENCES = {
    Severity.ERROR: "This is an error: commands other than `check` and `edit` stop until it is fixed.",
    Severity.WARNING: "This is a warning, reported only by `commitrack check --strict`.",
}


class Page(Struct, frozen=True, kw_only=True):
    """The documentation of a code: title, severity, and what to do about it."""

    code: str
    title: str
    severity: Severity
    explanation: str

    def markdown(self) -> str:
        """The page as Markdown."""
        return f"# {self.code}: {self.title}\n\n{self.explanation}\n\n{_CONSEQUENCES[self.severity]}\n"


def pages() -> dict[str, Page]:
    """The page of every code, by code and in that order."""
    return {page.code: page for page in sorted(_pages(), key=lambda page: page.code)}


def _pages() -> Iterator[Page]:
    for code, (title, explanation) in SYNTAX_CODES.items():
        yield Page(code=code, title=title, severity=Severity.ERROR, explanation=explanation)
    rules: tuple[Rule, ...] = (*CHECKS, *WARNINGS)
    for rule in rules:
        text = " ".join(cleandoc(rule.find.__doc__ or "").split("\n")).replace("``", "`")
        yield Page(code=rule.code, title=rule.title, severity=rule.severity, explanation=text)
