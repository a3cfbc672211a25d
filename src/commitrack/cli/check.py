"""``commitrack check``: everything that is wrong with a registry, each with its place."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer

from commitrack.cli.console import print_problems, write
from commitrack.cli.context import registry_folder, surveyed
from commitrack.cli.options import AsOfOption, Lang, LangOption, RegistryOption
from commitrack.errors import ExitCode, NotFoundError, Problem
from commitrack.language import LazyString as _
from commitrack.registry import Reading, read
from commitrack.views.sanitize import safe


class Form(StrEnum):
    """How ``check`` writes problems."""

    TEXT = "text"
    GITHUB = "github"
    JSON = "json"


def command(
    strict: Annotated[bool, typer.Option("--strict", help="Warnings too, and exit 1 for them.")] = False,
    format: Annotated[Form, typer.Option("--format", "-f", help="For people, GitHub, or programs.")] = Form.TEXT,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="CODE", help="What a code means, in English.")
    ] = None,
    as_of: AsOfOption = None,
    lang: LangOption = Lang.EN,
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
    _print(problems, reading, format, lang)
    if (strict and problems) or reading.errors():
        raise typer.Exit(ExitCode.FINDINGS)


def _explained(code: str) -> str:
    from commitrack.checks.explain import pages  # noqa: PLC0415

    known = pages()
    if code not in known:
        names = ", ".join(known)
        raise NotFoundError(_("there is no code {code}", code=code), hint=_("known are {names}", names=names))
    return known[code].markdown()


def _print(problems: Sequence[Problem], reading: Reading, form: Form, lang: str) -> None:
    if form is Form.TEXT:
        print_problems(problems, lang=lang)
        write(safe(_summary(problems, reading).to(lang)) + "\n")
        return
    if form is Form.GITHUB:
        from commitrack.views.problems import github  # noqa: PLC0415

        write(github(problems, reading.folder))
        return
    from commitrack.views.json import render_problems  # noqa: PLC0415

    write(render_problems(problems))


def _summary(problems: Sequence[Problem], reading: Reading) -> _:
    found = reading.registry
    if problems:
        return _("{n} problem in {folder}", "{n} problems in {folder}", n=len(problems), folder=reading.folder)
    return _(
        "{commitments} and {updates} in {files} of {folder}: no problem",
        commitments=_("{n} commitment", "{n} commitments", n=len(found.commitments)),
        updates=_("{n} update", "{n} updates", n=len(found.updates)),
        files=_("{n} file", "{n} files", n=len(reading.sources)),
        folder=reading.folder,
    )
