"""The folder that a command writes: a new one appears with all its files at once, an existing one is kept."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from commitrack.cli.stderr import notify
from commitrack.errors import UsageError, WriteError, reason_of
from commitrack.language import LazyString as _
from commitrack.registry.atomic_write import TEMPORARY, replace_file
from commitrack.registry.inside import require_no_way_out
from commitrack.registry.new_file import write_new


def write_folder(content: Mapping[str, bytes], output: str, *, force: bool, registry: Path) -> None:
    """Write files, by name, to a folder.

    A folder that does not exist yet, or is empty, is replaced by a complete one. In any other, with ``force``, files of
    these names are replaced one by one, in this order, and others are left alone.

    Raises UsageError if the folder contains anything (unless ``force``), if the output is a file, or for a link out of
    the folder of the registry; WriteError if not everything could be written.
    """
    folder = Path(output)
    if output == "-":
        raise UsageError(_("this format is a folder of files"), hint=_("name a folder to write: register-csv"))
    for path in (folder, *(folder / name for name in content)):
        require_no_way_out(path, registry)
    if os.path.lexists(folder) and not folder.is_dir():
        raise UsageError(_('"{path}" is a file', path=output), hint=_("name a folder to write: register-csv"))
    try:
        if folder.is_dir() and any(folder.iterdir()):
            _overwrite(content, folder, force=force)
        else:
            _create(content, folder)
    except OSError as failure:
        raise WriteError(_('cannot write "{path}": {reason}', path=output, reason=reason_of(failure))) from failure
    notify(_("wrote {file}", file=output))


def _overwrite(content: Mapping[str, bytes], folder: Path, *, force: bool) -> None:
    if not force:
        hint = _("add --force to overwrite its files, or name a folder that does not exist")
        raise UsageError(_('"{path}" already exists', path=folder), hint=hint)
    for name, file in content.items():
        replace_file(folder / name, file)


def _create(content: Mapping[str, bytes], folder: Path) -> None:
    """Write a folder beside the one that is to be, and give it its name when it is complete."""
    temporary = folder.resolve().parent / TEMPORARY.replace("*", f"{os.getpid()}-{os.urandom(4).hex()}")
    temporary.mkdir()
    try:
        for name, file in content.items():
            write_new(temporary / name, file, like=None)
        temporary.rename(folder.resolve())
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
