"""``commitrack edit``: open the editor where a commitment stands, and check what came of it."""

import os
import shlex
import shutil
import subprocess
import sys

import typer

from commitrack.checks.entry import known
from commitrack.cli.console import print_problems, write
from commitrack.cli.options import IdArgument, RegistryOption
from commitrack.cli.session import registry_folder
from commitrack.errors import ExitCode, UsageError
from commitrack.registry import read


def command(id: IdArgument, registry: RegistryOption = None) -> None:
    """Open $EDITOR at a commitment.

    Afterwards the registry is checked; on a terminal you are offered to go back in when something is wrong.
    """
    folder = registry_folder(registry)
    reading = read(folder)
    if not reading.errors():
        known(id, reading.registry)
    name, line = reading.place(("commitments", id))
    while True:
        _edit([*_editor(), f"+{line}", str(folder / name)])
        after = read(folder)
        if not after.errors():
            changed = "no change" if after.digest() == reading.digest() else "changed, and sound"
            write(f"{id}: {changed}\n")
            return
        print_problems(after.errors())
        if not sys.stdin.isatty() or not typer.confirm("Go back in?", default=True, err=True):
            raise typer.Exit(ExitCode.FINDINGS)
        line = after.errors()[0].line or line


def _editor() -> list[str]:
    """The words of $VISUAL or $EDITOR, or the first editor that is there."""
    for name in ("VISUAL", "EDITOR"):
        if words := shlex.split(os.environ.get(name, "")):
            return words
    for editor in ("nano", "vim", "vi"):
        if found := shutil.which(editor):
            return [found]
    raise UsageError("there is no editor", hint="name yours: export EDITOR=nano")


def _edit(words: list[str]) -> None:
    try:
        done = subprocess.run(words, check=False)  # noqa: S603  the user's own editor
    except OSError as failure:
        raise UsageError(f"the editor {words[0]} does not start: {failure.strerror}", hint="set EDITOR") from None
    if done.returncode:
        raise UsageError(f"the editor {words[0]} left with code {done.returncode}; nothing was checked")
