"""``commitrack repair``: put right what a merge or an interrupted copy did to files, if that needs no decision."""

from collections.abc import Iterator

import typer

from commitrack.cli.context import registry_folder
from commitrack.cli.examples import Example
from commitrack.cli.options import DryRunOption, Lang, LangOption, RegistryOption
from commitrack.cli.reply import replying
from commitrack.errors import ExitCode
from commitrack.language import LazyString as _
from commitrack.language import localize
from commitrack.registry.repair import RepairPlan, repairing
from commitrack.registry.source import MAX_EXCERPT
from commitrack.views.sanitize import safe

MOST_SHOWN = 100
"""How many repairs of a file are shown."""


EXAMPLES = (
    Example("commitrack repair --dry-run"),
    Example("commitrack repair"),
)


def command(
    dry_run: DryRunOption = False,
    lang: LangOption = Lang.EN,
    registry: RegistryOption = None,
) -> None:
    """Repair what merges did to the files

    In the journal and in additions.toml, one of two identical lines is deleted, joined lines are separated, updates
    above [updates] are moved below it, mixed line endings become uniform, and an incomplete last line becomes a
    comment. A commitment that additions.toml and another file define identically is deleted from additions.toml.

    Each repair is shown with the lines before and after, and a copy of the old file is kept. No record is lost.
    Whatever needs a decision is left alone; `commitrack check` explains it. The exit code is 1 if errors remain.
    """
    folder = registry_folder(registry)
    with replying(lambda hold: repairing(folder, dry_run=dry_run, committing=hold)) as (plan, reply):
        errors = plan.after.errors()
        lines = [*_shown(plan, dry_run=dry_run), *_summary(plan, len(errors), dry_run=dry_run)]
        text = "".join(f"{localize(line, lang)}\n" for line in lines)
        reply.prepare(safe(text, lines=True), _("the repairs are made; see: commitrack check"))
    if errors:
        raise typer.Exit(ExitCode.FINDINGS)


def _shown(plan: RepairPlan, *, dry_run: bool) -> Iterator[str]:
    """The repairs of each file: place and problem, the lines before with a minus, those after with a plus."""
    for file in plan.files:
        for repair in file.repairs[:MOST_SHOWN]:
            yield _("{file}:{line}: {problem}", file=file.name, line=repair.line, problem=repair.message)
            yield from (f"  - {_cut(line)}" for line in repair.before)
            yield from (f"  + {_cut(line)}" for line in repair.after)
        if (more := len(file.repairs) - MOST_SHOWN) > 0:
            yield _("{file}: and {n} more repair", "{file}: and {n} more repairs", file=file.name, n=more)
        if not dry_run:
            yield _("{file}: the old content is in {copy}", file=file.name, copy=file.copy.name)


def _cut(line: str) -> str:
    return line if len(line) <= MAX_EXCERPT else f"{line[:MAX_EXCERPT]}…"


def _summary(plan: RepairPlan, errors: int, *, dry_run: bool) -> Iterator[str]:
    """How many places are repaired, and how many errors remain."""
    count, folder = sum(len(file.repairs) for file in plan.files), plan.after.folder
    if not count:
        yield _("nothing to repair in {folder}", folder=folder)
    elif dry_run:
        yield _("would repair {n} place in {folder}", "would repair {n} places in {folder}", n=count, folder=folder)
    else:
        yield _("repaired {n} place in {folder}", "repaired {n} places in {folder}", n=count, folder=folder)
    if errors:
        yield _("{n} error needs a decision; see: commitrack check",
                "{n} errors need a decision; see: commitrack check", n=errors)  # fmt: skip
