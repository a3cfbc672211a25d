"""The explanation of each code, taken from the checks, for ``check --explain`` and the pages in docs/checks."""

from collections.abc import Iterator
from inspect import cleandoc

from msgspec import Struct

from commitrack.checks import CHECKS
from commitrack.checks.check import Rule
from commitrack.checks.merges import MERGE_WARNINGS
from commitrack.checks.strict import WARNINGS
from commitrack.checks.syntax_codes import CHECK_CODES, SYNTAX_CODES
from commitrack.errors import Severity
from commitrack.language import LazyString

_CONSEQUENCES = {
    Severity.ERROR: "This is an error: commands other than `check`, `edit` and `repair` stop until it is fixed.",
    Severity.WARNING: "This is a warning, reported only by `commitrack check --strict`.",
}
_CONSEQUENCES_IN_CHECK = {
    Severity.ERROR: "This is an error for `commitrack check`; other commands do not look for it.",
    Severity.WARNING: "This is a warning of `commitrack check`, which exits with code 1 for it only with `--strict`.",
}


class Page(Struct, frozen=True, kw_only=True):
    """The documentation of a code: title, what to do about it, and its consequence."""

    code: str
    title: str
    explanation: str
    consequence: str

    def paragraphs(self) -> list[LazyString]:
        """The explanation and the consequence; an indented paragraph is a command."""
        return [LazyString(text) for text in (*self.explanation.split("\n\n"), self.consequence)]

    def to(self, lang: str) -> str:
        """The page as Markdown in a language."""
        texts = [f"# {self.code}: {LazyString(self.title).to(lang)}", *(part.to(lang) for part in self.paragraphs())]
        return "\n\n".join(texts) + "\n"


def pages() -> dict[str, Page]:
    """The page of every code, by code and in that order."""
    return {page.code: page for page in sorted(_pages(), key=lambda page: page.code)}


def _pages() -> Iterator[Page]:
    for code, (title, explanation) in SYNTAX_CODES.items():
        yield Page(code=code, title=title, explanation=explanation, consequence=_CONSEQUENCES[Severity.ERROR])
    for code, (severity, title, explanation) in CHECK_CODES.items():
        yield Page(code=code, title=title, explanation=explanation, consequence=_CONSEQUENCES_IN_CHECK[severity])
    for rule in (*CHECKS, *WARNINGS):
        yield _page(rule, _CONSEQUENCES[rule.severity])
    for warning in MERGE_WARNINGS:
        yield _page(warning, _CONSEQUENCES_IN_CHECK[warning.severity])


def _page(rule: Rule, consequence: str) -> Page:
    """The page of a rule, from the docstring of its function."""
    paragraphs = cleandoc(rule.find.__doc__ or "").replace("``", "`").split("\n\n")
    text = "\n\n".join(part if part.startswith("    ") else part.replace("\n", " ") for part in paragraphs)
    return Page(code=rule.code, title=rule.title, explanation=text, consequence=consequence)
