"""``commitrack check``: everything that is wrong with a registry, each with its place."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer

from commitrack.cli.console import print_problems, write
from commitrack.cli.options import AsOfOption, RegistryOption
from commitrack.cli.session import registry_folder, surveyed
from commitrack.errors import ExitCode, NotFoundError, Problem
from commitrack.registry import Reading, read
from commitrack.views.safe import safe


class Form(StrEnum):
    """How ``check`` writes problems."""

    TEXT = "text"
    GITHUB = "github"
    JSON = "json"


def command(
    strict: Annotated[bool, typer.Option("--strict", help="Warnings too, and exit 1 for them.")] = False,
    format: Annotated[Form, typer.Option("--format", "-f", help="For people, GitHub, or programs.")] = Form.TEXT,
    explain: Annotated[str | None, typer.Option("--explain", metavar="CODE", help="What a code means.")] = None,
    as_of: AsOfOption = None,
    registry: RegistryOption = None,
) -> None:
    """Find everything that is wrong.

    Every problem is printed as file:line: error[CTnnn]: sentence; the exit code is 1 when one is an error. With
    --strict also what somebody should look at: stale, without evidence, overdue without a word, counted twice,
    falling, twins, uncounted money.
    """
    if explain is not None:
        write(_explained(explain.upper()))
        return
    reading = read(registry_folder(registry))
    problems = reading.problems
    if strict and not reading.errors():
        from commitrack.checks.strict import warnings  # noqa: PLC0415

        judged = surveyed(reading, as_of).assessments
        problems = (*problems, *reading.placed(warnings(reading.registry, judged)))
    _print(problems, reading, format)
    if (strict and problems) or reading.errors():
        raise typer.Exit(ExitCode.FINDINGS)


def _explained(code: str) -> str:
    from commitrack.checks.pages import pages  # noqa: PLC0415

    known = pages()
    if code not in known:
        raise NotFoundError(f"there is no code {code}", hint=f"known are {', '.join(known)}")
    return known[code].markdown()


def _print(problems: Sequence[Problem], reading: Reading, form: Form) -> None:
    if form is Form.TEXT:
        print_problems(problems)
        write(_summary(problems, reading))
        return
    from commitrack.views import problems as view  # noqa: PLC0415

    write(view.github(problems, reading.folder) if form is Form.GITHUB else view.json(problems))


def _summary(problems: Sequence[Problem], reading: Reading) -> str:
    where, found = safe(str(reading.folder)), reading.registry
    if problems:
        return f"{_count(len(problems), 'problem')} in {where}\n"
    return (
        f"{_count(len(found.commitments), 'commitment')} and {_count(len(found.updates), 'update')} "
        f"in {_count(len(reading.sources), 'file')} of {where}: no problem\n"
    )


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"
