"""Problems as annotations for GitHub Actions."""

from collections.abc import Sequence
from pathlib import Path

from commitrack.errors import Problem, Severity
from commitrack.views.sanitize import safe


def github(problems: Sequence[Problem], folder: Path) -> str:
    """One workflow command per problem: ``::error file=…,line=…,title=CT201::sentence``."""
    return "".join(f"{_command(problem, folder)}\n" for problem in problems)


def _command(problem: Problem, folder: Path) -> str:
    kind = "error" if problem.severity is Severity.ERROR else "warning"
    file = _property(str(folder / problem.file)) if problem.file else _property(str(folder))
    sentence = f"{problem.message} (hint: {problem.hint})" if problem.hint else problem.message
    return f"::{kind} file={file},line={problem.line or 1},title={problem.code}::{_data(safe(sentence))}"


def _data(text: str) -> str:
    """Text escaped for the value of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(safe(text)).replace(":", "%3A").replace(",", "%2C")
