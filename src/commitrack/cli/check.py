"""``commitrack check``: validate a registry."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from commitrack.cli.completers import complete_code
from commitrack.cli.console import problems_text, write
from commitrack.cli.context import kept, registry_folder, snapshot_as_of, watched
from commitrack.cli.examples import Example
from commitrack.cli.options import AsOfOption, JsonOption, Lang, LangOption, RegistryOption
from commitrack.cli.preferences import preferences
from commitrack.errors import ExitCode, NotFoundError, Problem, Severity
from commitrack.language import LazyString as _
from commitrack.language import comma_list
from commitrack.registry.read import read
from commitrack.registry.reading import Reading
from commitrack.views.sanitize import safe

if TYPE_CHECKING:
    from commitrack.registry.history import HistoryComparison


class Form(StrEnum):
    """The formats of ``check``."""

    TEXT = "text"
    GITHUB = "github"
    JSON = "json"


EXAMPLES = (
    Example("commitrack check"),
    Example("commitrack check --strict"),
    Example("commitrack check --explain CT213", _("What a code means, and what to do")),
    Example("commitrack check --format github", _("In a GitHub workflow")),
)


def command(
    strict: Annotated[bool, typer.Option("--strict", help="Treat warnings as errors")] = False,
    format: Annotated[
        Form, typer.Option("--format", "-f", help="Output format: for people, GitHub or programs")
    ] = Form.TEXT,
    json: JsonOption = False,
    explain: Annotated[
        str | None,
        typer.Option("--explain", metavar="CODE", autocompletion=complete_code, help="Explain a code"),
    ] = None,
    no_evidence: Annotated[
        bool, typer.Option("--no-evidence", help="Do not compare evidence files with their sha256")
    ] = False,
    history: Annotated[bool, typer.Option("--history", help="Also compare the journal with its git history")] = False,
    as_of: AsOfOption = None,
    lang: LangOption = Lang.EN,
    registry: RegistryOption = None,
) -> None:
    """Validate the registry

    Each problem is printed as file:line: error[CTnnn]: message, ordered by code; the exit code is 1 if there are
    errors. Evidence files are compared with their sha256 (addresses are never fetched), and in a git work tree, the
    merge rules in .gitattributes are checked.

    With --strict, further warnings are shown: stale figures, figures without evidence, overdue commitments without an
    update, double counting, falling figures, ids that are easily confused, money without a counting rule.

    With --history, git is run to find out whether every line of the journal that was ever committed is still there,
    unchanged.
    """
    if explain is not None:
        write(_explained(explain, lang))
        return
    reading = kept(watched(read, registry_folder(registry)))
    problems = (*reading.problems, *_only_checked_here(reading, evidence=not no_evidence))
    if strict and not reading.errors():
        from commitrack.checks.strict import warnings  # noqa: PLC0415

        assessments = snapshot_as_of(reading, as_of).assessments
        problems = (*problems, *reading.placed(warnings(reading.registry, assessments)))
    summary = []
    if history:
        from commitrack.registry.history import compare_history  # noqa: PLC0415

        comparison = compare_history(reading.folder)
        problems, summary = (*problems, *comparison.problems), [_compared(comparison)]
    _print(problems, [*summary, _summary(problems, reading)], reading, Form.JSON if json else format, lang)
    if any(strict or problem.severity is Severity.ERROR for problem in problems):
        raise typer.Exit(ExitCode.FINDINGS)


def _only_checked_here(reading: Reading, *, evidence: bool) -> list[Problem]:
    """The problems that no other command looks for: results and rules of merges, and files of evidence."""
    from commitrack.checks.merges import merge_warnings  # noqa: PLC0415
    from commitrack.registry.evidence import altered  # noqa: PLC0415
    from commitrack.registry.merge_problems import mixed_line_endings  # noqa: PLC0415
    from commitrack.registry.merge_rules import rule_problems  # noqa: PLC0415

    found = altered(reading.registry, reading.folder)[-1] if evidence else []
    return [
        *reading.placed([*merge_warnings(reading.registry), *found]),
        *(problem for source in reading.sources for problem in mixed_line_endings(source)),
        *rule_problems(reading.folder),
    ]


def _explained(code: str, lang: str) -> str:
    from commitrack.checks.explain import pages  # noqa: PLC0415

    explanations = pages()
    name = f"CT{code.upper().removeprefix('CT')}"
    if name not in explanations:
        names = comma_list(explanations)
        raise NotFoundError(_('unknown code "{code}"', code=code), hint=_("expected one of: {names}", names=names))
    return explanations[name].to(lang)


def _print(problems: Sequence[Problem], summary: Sequence[_], reading: Reading, form: Form, lang: str) -> None:
    if form is Form.TEXT:
        by_code = sorted(problems, key=lambda problem: (problem.severity is Severity.WARNING, problem.code))
        text = problems_text(by_code, lang=lang, terminal=sys.stdout.isatty()) if problems else ""
        if not preferences.get().quiet:
            text += "".join(f"{safe(line.to(lang))}\n" for line in summary)
        if text:
            write(text)
        return
    if form is Form.GITHUB:
        from commitrack.views.problems import github  # noqa: PLC0415

        write(github(problems, reading.folder), machine=True)
        return
    from commitrack.views.json import render_problems  # noqa: PLC0415

    write(render_problems(problems), machine=True)


def _summary(problems: Sequence[Problem], reading: Reading) -> _:
    if problems:
        return _("{n} problem in {folder}", "{n} problems in {folder}", n=len(problems), folder=reading.folder)
    return _(
        "no problems in {folder} ({commitments}, {updates}, {files})",
        commitments=_(
            "{n} commitment", "{n} commitments", n=sum(not c.is_group for c in reading.registry.commitments.values())
        ),
        updates=_("{n} update", "{n} updates", n=len(reading.registry.updates)),
        files=_("{n} file", "{n} files", n=len(reading.sources)),
        folder=reading.folder,
    )


def _compared(comparison: "HistoryComparison") -> _:
    """How many lines of the git history are unchanged."""
    n = comparison.unchanged
    if not n and not comparison.problems:
        return _("the git history contains no updates")
    if comparison.is_shallow:
        return _("{n} line of the git history is unchanged; the clone is shallow, so older lines are not compared",
                 "{n} lines of the git history are unchanged; the clone is shallow, so older lines are not compared",
                 n=n)  # fmt: skip
    return _("{n} line of the git history is unchanged", "{n} lines of the git history are unchanged", n=n)
