"""``commitrack evidence check``: compare the files of evidence with their recorded digests."""

import typer

from commitrack.cli.console import write_lines
from commitrack.cli.context import read_registry
from commitrack.cli.examples import CommandWithExamples, Example, GroupWithExamples
from commitrack.cli.options import Lang, LangOption, RegistryOption
from commitrack.cli.preferences import preferences
from commitrack.errors import ExitCode
from commitrack.language import LazyString as _
from commitrack.registry.evidence import altered

EXAMPLES = (Example("commitrack evidence check"),)

app = typer.Typer(cls=GroupWithExamples, help="Check evidence files", rich_markup_mode=None, add_completion=False)


@app.callback()
def evidence() -> None:
    """Check evidence files"""


@app.command("check", cls=CommandWithExamples)
def check(lang: LangOption = Lang.EN, registry: RegistryOption = None) -> None:
    """Compare each local evidence file with its sha256

    Addresses are counted but never fetched. The exit code is 1 if a file is missing or has changed.
    """
    reading = read_registry(registry)
    files, addresses, problems = altered(reading.registry, reading.folder)
    compared = _(
        "{files} compared, {wrong} missing or changed; {addresses} not fetched",
        files=_("{n} file", "{n} files", n=files),
        wrong=len(problems),
        addresses=_("{n} address", "{n} addresses", n=addresses),
    )
    summary = [] if preferences.get().quiet else [compared]
    write_lines([*(problem.message for problem in problems), *summary], lang)
    if problems:
        raise typer.Exit(ExitCode.FINDINGS)
