"""``commitrack edit``: open the editor at a commitment, and validate the registry afterwards."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import typer

from commitrack.cli.console import print_problems, write
from commitrack.cli.context import registry_folder
from commitrack.cli.options import IdArgument, Lang, LangOption, RegistryOption
from commitrack.drafting.lookup import require_commitment
from commitrack.errors import ExitCode, UsageError
from commitrack.language import LazyString as _
from commitrack.registry import Reading, read
from commitrack.registry.discovery import COMMITMENTS
from commitrack.registry.lock import locked
from commitrack.views.sanitize import safe


def command(id: IdArgument, lang: LangOption = Lang.EN, registry: RegistryOption = None) -> None:
    """Open $EDITOR at a commitment.

    Afterwards the registry is checked; on a terminal you are offered to go back in when something is wrong. While the
    editor is open nobody else writes, so that it cannot save over what they wrote.
    """
    folder = registry_folder(registry)
    reading = read(folder)
    if not reading.errors():
        require_commitment(id, reading.registry)
    with locked(folder):
        _edit_until_valid(id, folder, reading, lang)


def _edit_until_valid(id: str, folder: Path, reading: Reading, lang: str) -> None:
    """Edit until the registry is valid or the person gives up; what the editor saved is kept."""
    name, line = _place(id, reading)
    while True:
        _run([*_editor(), f"+{line}", str(folder / name)])
        after = read(folder)
        if not after.errors():
            outcome = _("no change") if after.digest() == reading.digest() else _("changed, and sound")
            write(safe(_("{id}: {said}", id=id, said=outcome).to(lang)) + "\n")
            return
        print_problems(after.errors(), lang=lang)
        if not sys.stdin.isatty() or not typer.confirm(_("Go back in?").to(lang), default=True, err=True):
            raise typer.Exit(ExitCode.FINDINGS)
        name, line = _first_error(after)


def _place(id: str, reading: Reading) -> tuple[str, int]:
    """File and line of the commitment; of the first error, if the commitment is in no file that can be read."""
    is_listed = any(id in source.tables.get("commitments", ()) for source in reading.sources)
    return reading.place(("commitments", id)) if is_listed else _first_error(reading)


def _first_error(reading: Reading) -> tuple[str, int]:
    first = reading.errors()[0]
    return first.file or COMMITMENTS, first.line or 1


def _editor() -> list[str]:
    """The command line in $VISUAL or $EDITOR, or the first editor that is installed."""
    for name in ("VISUAL", "EDITOR"):
        try:
            command = shlex.split(os.environ.get(name, ""))
        except ValueError:
            raise UsageError(
                _("${name} cannot be understood: {text}", name=name, text=os.environ[name]),
                hint=_("is a quote not closed?"),
            ) from None
        if command:
            return command
    for editor in ("nano", "vim", "vi"):
        if path := shutil.which(editor):
            return [path]
    raise UsageError(_("there is no editor"), hint=_("name yours: export EDITOR=nano"))


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(command, check=False)  # noqa: S603  the user's own editor
    except OSError as failure:
        raise UsageError(
            _("the editor {editor} does not start: {why}", editor=command[0], why=failure.strerror),
            hint=_("set EDITOR"),
        ) from None
    if done.returncode:
        raise UsageError(
            _("the editor {editor} left with code {code}; nothing was checked", editor=command[0], code=done.returncode)
        )
