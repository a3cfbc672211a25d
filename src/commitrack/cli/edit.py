"""``commitrack edit``: open the editor at a commitment, and validate the registry afterwards."""

import os
import shlex
import shutil
import subprocess
from functools import partial
from pathlib import Path

import typer

from commitrack.cli.console import print_problems
from commitrack.cli.context import current_id, registry_folder
from commitrack.cli.examples import Example
from commitrack.cli.options import IdArgument, Lang, LangOption, RegistryOption
from commitrack.cli.prompts import confirmed, on_terminal
from commitrack.cli.reply import Reply
from commitrack.cli.signals import left_to_child
from commitrack.cli.stderr import say
from commitrack.errors import ExitCode, RegistryError, UsageError, reason_of
from commitrack.language import LazyString as _
from commitrack.registry.discovery import COMMITMENTS
from commitrack.registry.lock import Lock, locked
from commitrack.registry.read import read
from commitrack.registry.reading import Reading
from commitrack.views.sanitize import safe

TAKE_DASHES = {"vi", "vim", "nvim", "gvim", "nano"}
"""Editors in which the file may follow ``--``, after which nothing is an option or a command."""


EXAMPLES = (Example("commitrack edit connectivity-5000-trainees"),)


def command(id: IdArgument, lang: LangOption = Lang.EN, registry: RegistryOption = None) -> None:
    """Edit a commitment in $EDITOR

    The registry is validated afterwards; if it has errors, you can reopen the editor on a terminal. While the
    editor is open, the registry is locked, so that nobody else can change it.
    """
    folder = registry_folder(registry)
    with locked(folder) as lock, Reply() as reply:
        reading, name = read(folder), id
        if not reading.errors():
            name = current_id(id, reading.registry)
        is_valid = _edit_until_valid(name, reading, lang, reply, lock)
    if not is_valid:
        raise typer.Exit(ExitCode.FINDINGS)


def _edit_until_valid(id: str, reading: Reading, lang: str, reply: Reply, lock: Lock) -> bool:
    """Open the editor until the registry is valid or the user gives up; what the editor saved is kept.

    Returns whether the registry is valid, which is then printed.
    """
    name, line = _place(id, reading)
    while True:
        with left_to_child():
            status = _run(_arguments(reading.folder, name, line), lock)
            after = read(reading.folder)
        is_changed = after.digest() != reading.digest()
        reply.is_recorded = partial(bool, is_changed)
        outcome = _("changed; the registry is valid") if is_changed else _("no change")
        text = _("{id}: {text}", id=id, text=outcome).to(lang)
        reply.prepare(f"{safe(text)}\n", _("what the editor saved is kept"))
        _notify_unlocked(lock, lang)
        _require_success(status)
        if not after.errors():
            reply.hold()
            reply.print()
            return True
        print_problems(after.errors(), lang=lang)
        if not _wants_to_reopen(lang):
            if is_changed:
                say(_("notice: {text}", text=_("what the editor saved is kept")).to(lang))
            return False
        name, line = _first_error(after)


def _notify_unlocked(lock: Lock, lang: str) -> None:
    """Print a notice on stderr if the registry was no longer locked while the editor was open."""
    if path := lock.missing():
        text = _('the lock file "{path}" was deleted or replaced in the meantime', path=path)
        hint = _("if another command has written, the editor may have overwritten that: compare with git diff")
        for line in (_("notice: {text}", text=text), _("hint: {hint}", hint=hint)):
            say(line.to(lang))


def _wants_to_reopen(lang: str) -> bool:
    """Whether the user, asked on a terminal, wants to go on; Ctrl-C declines."""
    try:
        return on_terminal() and confirmed(_("Reopen the editor?"), lang, default=True)
    except typer.Abort:
        say()  # ends the line of the prompt
        return False


def _place(id: str, reading: Reading) -> tuple[str, int]:
    """The file and line of the commitment, or of the first error if no readable file defines it."""
    is_listed = any(id in source.tables.get("commitments", ()) for source in reading.sources)
    return reading.place(("commitments", id)) if is_listed else _first_error(reading)


def _first_error(reading: Reading) -> tuple[str, int]:
    """The place of the first error that an editor can fix; raise RegistryError if there is none.

    A file that cannot be read may be a pipe, or a link to another file of the user.
    """
    first = next((error for error in reading.errors() if error.code != "CT101"), None)
    if first is None:
        raise RegistryError(_("no file of the registry can be edited"), problems=reading.errors())
    return first.file or COMMITMENTS, first.line or 1


def _editor() -> list[str]:
    """The command in $VISUAL or $EDITOR, or the first editor that is installed; raise UsageError if there is none."""
    for name in ("VISUAL", "EDITOR"):
        try:
            command = shlex.split(os.environ.get(name, ""))
        except ValueError:
            raise UsageError(
                _("cannot parse ${name}: {text}", name=name, text=os.environ[name]),
                hint=_("check for an unclosed quote"),
            ) from None
        if command:
            return command
    for editor in ("nano", "vim", "vi"):
        if path := shutil.which(editor):
            return [path]
    raise UsageError(_("no editor found"), hint=_("set one with: export EDITOR=nano"))


def _arguments(folder: Path, name: str, line: int) -> list[str]:
    """The command that opens a file at a line. Whatever its name is, an editor takes its path for a path."""
    command = _editor()
    end_of_options = ["--"] if Path(command[0]).name in TAKE_DASHES else []
    return [*command, f"+{line}", *end_of_options, str((folder / name).absolute())]


def _run(command: list[str], lock: Lock) -> int:
    """Run the editor and return its exit status; raise UsageError if it cannot be started.

    The editor inherits the descriptor of the lock, so that the registry stays locked if commitrack is killed.
    """
    inherited = () if os.name == "nt" else lock.descriptors()
    try:
        return subprocess.run(command, check=False, pass_fds=inherited).returncode  # noqa: S603  the user's own editor
    except OSError as failure:
        raise UsageError(
            _("cannot start the editor {editor}: {why}", editor=command[0], why=reason_of(failure)),
            hint=_("set VISUAL or EDITOR to an installed editor"),
        ) from None


def _require_success(status: int) -> None:
    """Raise UsageError if the editor failed."""
    if status:
        raise UsageError(
            _(
                "the editor {editor} exited with status {code}; the registry was not validated",
                editor=_editor()[0],
                code=status,
            )
        )
