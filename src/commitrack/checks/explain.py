"""What each code means, from the checks themselves: for ``check --explain`` and the pages under docs/checks."""

from inspect import cleandoc

from msgspec import Struct

from commitrack.checks import CHECKS
from commitrack.checks.check import Check
from commitrack.checks.strict import WARNINGS, Warn
from commitrack.checks.syntax_codes import FILES
from commitrack.errors import Severity


class Page(Struct, frozen=True, kw_only=True):
    """A code, what it is called, whether it stops the other commands, and what to do about it."""

    code: str
    title: str
    severity: Severity
    explanation: str

    def markdown(self) -> str:
        """The page as Markdown."""
        told = {
            Severity.ERROR: "An error: every command but `check` stops at it.",
            Severity.WARNING: "A warning: told by `commitrack check --strict` alone.",
        }
        return f"# {self.code}: {self.title}\n\n{self.explanation}\n\n{told[self.severity]}\n"


def pages() -> dict[str, Page]:
    """The page of every code, in their order."""
    found = [
        Page(code=code, title=title, severity=Severity.ERROR, explanation=text) for code, (title, text) in FILES.items()
    ]
    every: tuple[Check | Warn, ...] = (*CHECKS, *WARNINGS)
    for check in every:
        text = " ".join(cleandoc(check.find.__doc__ or "").split("\n")).replace("``", "`")
        found.append(Page(code=check.code, title=check.title, severity=check.severity, explanation=text))
    return {page.code: page for page in sorted(found, key=lambda page: page.code)}
