"""``commitrack evidence check``: whether the files that figures rest on are still the ones that were logged."""

import typer

from commitrack.cli.console import write
from commitrack.cli.options import RegistryOption
from commitrack.cli.session import opened
from commitrack.errors import ExitCode
from commitrack.registry.evidence import altered
from commitrack.views.safe import safe

app = typer.Typer(help="Check the files of evidence.", rich_markup_mode=None, add_completion=False)


@app.callback()
def evidence() -> None:
    """Check the files of evidence."""


@app.command("check")
def check(registry: RegistryOption = None) -> None:
    """Compare every local file of evidence with its sha256.

    Addresses are counted and never fetched. The exit code is 1 when a file is missing or has changed.
    """
    reading = opened(registry)
    files, addresses, wrong = altered(reading.registry, reading.folder)
    for said in wrong:
        write(f"{safe(said)}\n")
    compared = f"{files} file{'s' * (files != 1)} compared, {len(wrong)} wrong"
    write(f"{compared}; {addresses} address{'es' * (addresses != 1)} not fetched\n")
    if wrong:
        raise typer.Exit(ExitCode.FINDINGS)
