"""``commitrack evidence check``: whether the files of evidence are those that were recorded."""

import typer

from commitrack.cli.console import write
from commitrack.cli.context import opened
from commitrack.cli.options import Lang, LangOption, RegistryOption
from commitrack.errors import ExitCode
from commitrack.language import LazyString as _
from commitrack.language import localize
from commitrack.registry.evidence import altered
from commitrack.views.sanitize import safe

app = typer.Typer(help="Check the files of evidence.", rich_markup_mode=None, add_completion=False)


@app.callback()
def evidence() -> None:
    """Check the files of evidence."""


@app.command("check")
def check(lang: LangOption = Lang.EN, registry: RegistryOption = None) -> None:
    """Compare every local file of evidence with its sha256.

    Addresses are counted and never fetched. The exit code is 1 when a file is missing or has changed.
    """
    reading = opened(registry)
    files, addresses, problems = altered(reading.registry, reading.folder)
    for problem in problems:
        write(f"{safe(localize(problem, lang))}\n")
    compared = _(
        "{files} compared, {wrong} wrong; {addresses} not fetched",
        files=_("{n} file", "{n} files", n=files),
        wrong=len(problems),
        addresses=_("{n} address", "{n} addresses", n=addresses),
    )
    write(f"{compared.to(lang)}\n")
    if problems:
        raise typer.Exit(ExitCode.FINDINGS)
